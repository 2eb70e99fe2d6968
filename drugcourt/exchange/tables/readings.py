"""What a table says of one test: the specimen, and a reading for each of its substances."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
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
