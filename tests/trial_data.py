"""Where the real trajectories stand when they are there; tests on them run only then."""

from __future__ import annotations

from pathlib import Path

import pytest

TRIAL = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "trial"


def when_there(*names: str) -> list[object]:
    """The named files as test cases; none when the data is absent, so that nothing is skipped."""
    return [pytest.param(TRIAL / name, id=name) for name in names if (TRIAL / name).exists()]
