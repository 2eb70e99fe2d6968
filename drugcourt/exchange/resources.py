"""Where the data files that a court may edit lie on this computer."""

from __future__ import annotations

import sys
from pathlib import Path

_PLACES = (
    Path(__file__).resolve().parents[2] / "resources",  # a checkout, or a frozen bundle
    Path(sys.prefix) / "share" / "drugcourt" / "resources",  # an installed package
)


def resource(*parts: str) -> Path:
    """The path of a file or folder below resources/; whether it exists is for the reader to see."""
    root = next((place for place in _PLACES if place.is_dir()), _PLACES[0])
    return root.joinpath(*parts)
