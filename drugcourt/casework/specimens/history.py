"""One participant's tests from admission on, with the sober count of every single day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.medications import MedicationRow, medication_rows
from drugcourt.casework.progress import Sheet, sheets
from drugcourt.casework.specimens.devices import AlertRow, DeviceRow, alerts_alone, device_rows
from drugcourt.casework.specimens.file_tests import collection_words
from drugcourt.domain.specimens import CollectionStatus, Confirmation, Reading, TestReason
from drugcourt.errors import Refusal
from drugcourt.records.specimens import Specimen
from drugcourt.rules.sobriety import SoberDay, days_with_reason

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TestLine:
    """One test of the history: when and why, how it was taken, what it said."""

    __test__ = False

    on: date
    reason: TestReason
    number: str
    taken: str
    reading: Reading
    text: str
    confirmed: str
    disputed: bool


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day that shows something, or a stretch of days on which nothing was tested.

    `counts` is the sober count at the end of the first and of the last day.
    """

    first: date
    last: date
    text: str
    counts: tuple[int, int]
    sober: bool
    provisional: bool


@dataclass(frozen=True, slots=True)
class History:
    """The whole account of one participant as of a day; days before admission are no part of it."""

    sheet: Sheet
    clock: str
    origin: str
    longest: int
    total: int
    tests: tuple[TestLine, ...]
    states: tuple[tuple[date, Reading], ...]
    medicines: tuple[MedicationRow, ...]
    devices: tuple[DeviceRow, ...]
    alerts_alone: tuple[AlertRow, ...]
    days: tuple[DayLine, ...]


def history_of(db: Session, *, episode_id: int, today: date) -> History:
    """The account as of today; Refusal for somebody who was never admitted."""
    found = sheets(db, episode_ids=[episode_id], today=today)
    if not found or found[0].judgement is None:
        raise Refusal("This person has not been admitted, so there is no testing history yet.")
    sheet = found[0]
    judgement = sheet.judgement
    assert judgement is not None
    facts, program = judgement.case.facts, judgement.case.program
    beside = _beside(db, episode_id)
    lines = [
        _test(test, reading, beside[test.id])
        for test, reading in judgement.case.readings
        if test.status is not CollectionStatus.SCHEDULED and test.id in beside
    ]
    days = days_with_reason(facts, program, facts.admitted_on, today + _A_DAY)
    return History(
        sheet,
        judgement.clock.text,
        program.sober.origin,
        judgement.clock.longest,
        judgement.clock.total,
        tuple(reversed(lines)),
        tuple((line.on, line.reading) for line in lines),
        tuple(medication_rows(db, episode_id=episode_id)),
        tuple(device_rows(db, episode_id=episode_id, today=today)),
        tuple(alerts_alone(db, episode_id=episode_id)),
        tuple(_stretches(days)),
    )


def _beside(db: Session, episode_id: int) -> dict[int, Any]:
    asked = select(
        Specimen.id,
        Specimen.number,
        Specimen.reason,
        Specimen.matrix,
        Specimen.panel,
        Specimen.observed,
        Specimen.creatinine,
        Specimen.temperature_in_range,
    ).where(Specimen.episode_id == episode_id)
    return {row.id: row for row in db.execute(asked)}


def _test(test: Any, reading: Any, row: Any) -> TestLine:
    collected = test.status is CollectionStatus.COLLECTED
    return TestLine(
        test.on,
        row.reason,
        row.number,
        collection_words(row) if collected else test.status.label,
        reading.reading,
        reading.text or reading.reading.label,
        "; ".join(_answers(test)),
        reading.disputed,
    )


def _answers(test: Any) -> Iterator[str]:
    """What the laboratory answered, and when."""
    for result in test.results:
        if result.confirmation is not Confirmation.NONE:
            when = f" {result.confirmed_on:%b %d}" if result.confirmed_on is not None else ""
            yield f"{result.substance.label}: {result.confirmation.label.lower()}{when}"


def _stretches(days: Sequence[SoberDay]) -> Iterator[DayLine]:
    """Each day that shows something by itself; days in a row without a test together."""
    for shown, group in groupby(days, key=_like):
        run = list(group)
        if shown[0]:
            for day in run:
                yield DayLine(
                    day.on, day.on, day.reason, (day.count, day.count), day.sober, day.provisional
                )
        else:
            first, last = run[0], run[-1]
            yield DayLine(
                first.on,
                last.on,
                first.reason,
                (first.count, last.count),
                first.sober,
                first.provisional,
            )


def _like(day: SoberDay) -> tuple[bool, str, bool, bool]:
    return bool(day.evidence), "" if day.evidence else day.reason, day.sober, day.provisional
