"""How a court's own list (its phases, its milestones, its cases) becomes choices of a field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from drugcourt.domain.tone import Term


def closed_list(name: str, pairs: Iterable[tuple[str, str]]) -> type[Term]:
    """A list of (key, label) pairs as a Term; the members are strings equal to their keys."""
    members = {f"M{place}": (key, label) for place, (key, label) in enumerate(pairs)}
    make: Any = Term  # enum's own call form, which type checkers read as a look-up of one member
    made: type[Term] = make(name, members)
    return made
