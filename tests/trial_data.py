"""Where the real files stand when they are there; tests on them run over what is present."""

from __future__ import annotations

from pathlib import Path

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
TRIAL = DATA / "trial"
LAB = DATA / "lab"


def present(*patterns: str) -> list[Path]:
    """The files that are there, by name or pattern below the data; nothing is skipped when none."""
    return [path for pattern in patterns for path in sorted(DATA.glob(pattern))]
