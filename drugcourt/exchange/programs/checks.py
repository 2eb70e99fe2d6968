"""Which mistakes of a program file lie between its entries: keys used twice, names nobody has.

The checks look at the text as read, before it is known to be well formed, so that all mistakes
are found in one go.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from drugcourt.exchange.programs.lines import Path
from drugcourt.exchange.programs.links import lost_links
from drugcourt.exchange.programs.sense import senseless

Found = tuple[Path, str, str]


def mistakes_between(data: dict[str, Any]) -> Iterator[Found]:
    """Each mistake as path, sentence and suggestion."""
    requirements = list(_requirements(data))
    yield from _twice(list(_listed(data, "phases")), "key", "phase")
    yield from _twice(list(_listed(data, "milestones")), "key", "milestone")
    yield from _twice(list(_listed(data, "outcomes")), "track", "outcome for a track")
    yield from _twice(requirements, "key", "requirement")
    yield from lost_links(data, requirements)
    yield from senseless(data, requirements)


def _listed(table: Any, key: str, path: Path = ()) -> Iterator[tuple[Path, dict[str, Any]]]:
    entries = table.get(key) if isinstance(table, dict) else None
    if isinstance(entries, list):
        for place, entry in enumerate(entries):
            if isinstance(entry, dict):
                yield (*path, key, place), entry


def _requirements(data: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every requirement of the file, parts of others included."""
    holders = [*_listed(data, "graduation")]
    for path, phase in _listed(data, "phases"):
        holders += _listed(phase, "advance", path)
    while holders:
        path, entry = holders.pop(0)
        yield path, entry
        holders = [*_listed(entry, "parts", path), *holders]


def _twice(entries: list[tuple[Path, dict[str, Any]]], key: str, what: str) -> Iterator[Found]:
    seen: set[str] = set()
    for path, entry in entries:
        value = entry.get(key)
        if isinstance(value, str):
            if value in seen:
                yield (
                    (*path, key),
                    f"There is another {what} “{value}”; each needs a {key} of its own.",
                    "",
                )
            seen.add(value)
