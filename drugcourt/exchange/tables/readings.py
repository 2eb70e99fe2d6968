"""What a table says of one test: the specimen, and a reading for each of its substances."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any

from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Matrix,
    Substance,
    TestReason,
    Validity,
)
from drugcourt.exchange.policy import normal
from drugcourt.exchange.tables.results import weight
from drugcourt.exchange.tables.who import Person


@dataclass(frozen=True, slots=True)
class SubstanceReading:
    """What the file says of one substance; `named` is the file's own word for it.

    `code` is set where the file gives one. `sure` is False while a person has to say which
    substance it is: its name is not known, or its code and its name do not agree. `said` is the
    file's own word for a result that a person has to tell the meaning of; then `result` says
    nothing yet.
    """

    substance: Substance
    result: AnalyteResult
    confirmation: Confirmation
    named: str
    code: str = ""
    sure: bool = True
    level: float | None = None
    unit: str = ""
    cutoff: float | None = None
    said: str = ""

    @property
    def clear(self) -> bool:
        """Whether it can be entered as it is."""
        return self.sure and not self.said


@dataclass(frozen=True, slots=True)
class TestRow:
    """One specimen. `rows` are all the rows it was read from; an empty cell makes no reading.

    `overall` is the result of the whole specimen where the file gives one.
    """

    __test__ = False

    row: int
    rows: tuple[int, ...]
    who: Person
    collected_on: date
    collected_time: time | None
    specimen_id: str
    matrix: Matrix | None
    reason: TestReason | None
    status: CollectionStatus
    validity: Validity
    creatinine: float | None
    specific_gravity: float | None
    temperature_ok: bool | None
    collector: str
    observed: bool | None
    overall: AnalyteResult | None
    results: tuple[SubstanceReading, ...]
    more: dict[str, Any] = field(default_factory=dict)  # laboratory, pH, received, reported


def merged(readings: Iterable[SubstanceReading]) -> tuple[SubstanceReading, ...]:
    """One reading for each substance (other substances by their name); the weightier one stays."""
    found: dict[tuple[Substance, str, str], SubstanceReading] = {}
    for reading in readings:
        apart = reading.substance is Substance.OTHER or not reading.clear
        named = normal(reading.named) if apart else ""
        key = (reading.substance, named, reading.said)
        other = found.get(key)
        if other is None or weight(reading.result) > weight(other.result):
            found[key] = reading
    return tuple(found.values())


def with_confirmation(
    screens: Iterable[SubstanceReading], substance: Substance, said: Confirmation, named: str
) -> tuple[SubstanceReading, ...]:
    """The readings of a row with what a column of its own says of the second method.

    A screen that was positive keeps it beside itself; what only the second method found is a
    confirmed positive. A word that needs a screen waits where there is none.
    """
    found = list(screens)
    of_it = [place for place, reading in enumerate(found) if reading.substance is substance]
    if said is Confirmation.NONE:
        return tuple(found)
    if not of_it:
        result = {
            Confirmation.CONFIRMED: AnalyteResult.POSITIVE,
            Confirmation.NOT_CONFIRMED: AnalyteResult.NEGATIVE,
        }.get(said, AnalyteResult.NOT_REPORTED)
        sure = said if said is Confirmation.CONFIRMED else Confirmation.NONE
        waits = "" if result is not AnalyteResult.NOT_REPORTED else said.label
        found.append(SubstanceReading(substance, result, sure, named, said=waits))
    for place in of_it:
        reading = found[place]
        if reading.result is AnalyteResult.POSITIVE:
            found[place] = replace(reading, confirmation=said)
        elif said is Confirmation.CONFIRMED and reading.clear:
            found[place] = replace(reading, result=AnalyteResult.POSITIVE, confirmation=said)
    return tuple(found)


def as_entered(readings: tuple[SubstanceReading, ...]) -> tuple[SubstanceReading, ...]:
    """One reading for each substance a test can hold: those without a name of their own together.

    The weightiest of these speaks for all, and every name stays with its result.
    """
    others = [reading for reading in readings if reading.substance is Substance.OTHER]
    if len(others) < 2:
        return readings
    first = max(others, key=_speaks)
    told = "; ".join(f"{each.named}: {each.result.label.lower()}" for each in others)
    named = [reading for reading in readings if reading.substance is not Substance.OTHER]
    return (*named, replace(first, named=told))


def _speaks(reading: SubstanceReading) -> tuple[int, bool, bool]:
    stands = reading.confirmation is not Confirmation.NOT_CONFIRMED
    return weight(reading.result), stands, reading.confirmation is Confirmation.CONFIRMED
