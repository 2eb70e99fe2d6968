"""Which threshold a laboratory used, read from the range, the name, or a note; all are kept."""

from __future__ import annotations

import re

from drugcourt.exchange.laboratories.reports import Cutoff

_UNIT = r"(?:ng|mcg|ug|µg|μg|pg|mg|g)\s*/\s*(?:mL|dL|L|mg)|%"
# Thousands may be parted by commas; a comma before another number of digits is a decimal one.
_NUMBER = r"((?:[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|\d{1,7}(?:[.,]\d+)?)(?![.,]?\d))"
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_WITH_UNIT = re.compile(rf"(?<![\w.,]){_NUMBER}\s*({_UNIT})", re.I)
_SAID = re.compile(
    rf"(?:cut-?\s?off|threshold|>=?|≥|<|≤)\s*(?:is|of|:|=|at)?\s*{_NUMBER}\s*({_UNIT})?",
    re.I,
)
_BARE = re.compile(rf"(?:0(?:\.0+)?\s*-\s*)?{_NUMBER}\s*({_UNIT})?", re.I)
_NOTE = re.compile(rf"\s*[><≥≤]?=?\s*{_NUMBER}\s*(?:{_UNIT})\s*", re.I)
_SPEAKS = re.compile(r"cut-?\s?off|threshold|screening level", re.I)
PER_NG_ML = {
    "ng/ml": 1.0, "ug/l": 1.0, "mcg/l": 1.0, "µg/l": 1.0, "μg/l": 1.0, "pg/ml": 0.001,
    "ug/ml": 1_000.0, "mcg/ml": 1_000.0, "µg/ml": 1_000.0, "μg/ml": 1_000.0, "mg/l": 1_000.0,
    "ug/dl": 10.0, "mcg/dl": 10.0, "ng/dl": 0.01, "mg/dl": 10_000.0, "g/l": 1_000_000.0,
    "g/dl": 10_000_000.0,
}  # fmt: skip


def range_cutoff(text: str) -> tuple[Cutoff, ...]:
    """The threshold of a reference range: `<300`, `Cutoff 300 ng/mL`, `0-300`, `300`."""
    return _first("range", text, _SAID, _WITH_UNIT) or _whole("range", text)


def name_cutoff(text: str) -> tuple[Cutoff, ...]:
    """The threshold in a name; a number without a unit or a sign belongs to the name itself."""
    return _first("name", text, _SAID, _WITH_UNIT)


def note_cutoff(lines: tuple[str, ...]) -> tuple[Cutoff, ...]:
    """The threshold in a note: a line that speaks of one, or one that is nothing else.

    A note may speak of another substance; such lines are text for people and not read here.
    """
    for line in lines:
        if _SPEAKS.search(line) or _NOTE.fullmatch(line):
            found = _first("note", line, _SAID, _WITH_UNIT)
            if found:
                return found
    return ()


def in_ng_ml(number: float, unit: str) -> float | None:
    """An amount in ng/mL, to compare; None for a unit that is none of weight per volume."""
    factor = PER_NG_ML.get(unit.casefold().replace(" ", ""))
    return None if factor is None else number * factor


def disagreement(cutoffs: tuple[Cutoff, ...]) -> str:
    """A sentence when the places name different thresholds, else ""."""
    named = {"range": "the reference range", "name": "the name", "note": "the note"}
    for one, other in ((cutoffs[0], other) for other in cutoffs[1:]):
        if not _same(one, other):
            return (
                f"The cut-off is {_told(one)} in {named.get(one.place, one.place)} and "
                f"{_told(other)} in {named.get(other.place, other.place)}."
            )
    return ""


def _same(one: Cutoff, other: Cutoff) -> bool:
    if one.number == other.number and (not one.unit or not other.unit):
        return True
    first, second = in_ng_ml(one.number, one.unit), in_ng_ml(other.number, other.unit)
    if first is None or second is None:
        return one.number == other.number and one.unit.casefold() == other.unit.casefold()
    return abs(first - second) <= 1e-6 * max(first, second)


def _told(cutoff: Cutoff) -> str:
    return f"{cutoff.number:g} {cutoff.unit}".strip()


def _first(place: str, text: str, *patterns: re.Pattern[str]) -> tuple[Cutoff, ...]:
    for pattern in patterns:
        if found := pattern.search(text[:400]):
            return _cutoff(place, found)
    return ()


def _whole(place: str, text: str) -> tuple[Cutoff, ...]:
    found = _BARE.fullmatch(text.strip()[:60])
    return _cutoff(place, found) if found else ()


def _cutoff(place: str, found: re.Match[str]) -> tuple[Cutoff, ...]:
    written = found[1]
    number = float(written.replace(",", "" if _THOUSANDS.fullmatch(written) else "."))
    unit = "".join((found[2] or "").split())
    return (Cutoff(place, number, unit),) if number > 0 else ()
