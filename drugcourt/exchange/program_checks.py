"""Which mistakes of a program file lie between its entries: keys used twice, names nobody has.

The checks look at the text as read, before it is known to be well formed, so that all mistakes
are found in one go.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from drugcourt.domain.dates import Amount, Unit, parse_amount
from drugcourt.exchange.program_lines import Path
from drugcourt.exchange.program_problems import did_you_mean

Found = tuple[Path, str, str]
_DAYS = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 30, Unit.YEAR: 365}


def mistakes_between(data: dict[str, Any]) -> Iterator[Found]:
    """Each mistake as path, sentence and suggestion."""
    requirements = list(_requirements(data))
    yield from _twice(list(_listed(data, "phases")), "key", "phase")
    yield from _twice(list(_listed(data, "milestones")), "key", "milestone")
    yield from _twice(list(_listed(data, "outcomes")), "track", "outcome for a track")
    yield from _twice(requirements, "key", "requirement")
    yield from _unknown_milestones(data, requirements)
    yield from _ranges(requirements)


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


def _unknown_milestones(
    data: dict[str, Any], requirements: list[tuple[Path, dict[str, Any]]]
) -> Iterator[Found]:
    known = {str(entry.get("key")) for _path, entry in _listed(data, "milestones")}
    for path, entry in requirements:
        wanted = entry.get("milestone")
        if entry.get("kind") == "milestone" and isinstance(wanted, str) and wanted not in known:
            yield (
                (*path, "milestone"),
                f"No milestone has the key “{wanted}”; add it under [[milestones]].",
                did_you_mean(wanted, known),
            )


def _ranges(requirements: list[tuple[Path, dict[str, Any]]]) -> Iterator[Found]:
    for path, entry in requirements:
        least, most = _days(entry.get("least")), _days(entry.get("most"))
        if least is not None and most is not None and most < least:
            yield (*path, "most"), "The upper end (most) is shorter than the lower (least).", ""


def _days(text: object) -> int | None:
    try:
        amount: Amount = parse_amount(text)
    except ValueError:
        return None
    return amount.n * _DAYS[amount.unit]
