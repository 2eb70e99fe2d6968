"""Where the real trial data lie, when this computer has them beside the project."""

from __future__ import annotations

from pathlib import Path

_SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


def present(*names: str) -> list[Path]:
    """Those of the files that are there: tests run over them and over nothing when absent."""
    return [path for name in names if (path := _SHARED / name).is_file()]
