"""Which tests stand in one participant's file, each read against the medicines of its day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework.facts.facts import gather_one
from drugcourt.casework.programs.programs import program
from drugcourt.casework.specimens.readings import medicines_of, read_record
from drugcourt.domain.facts import MedicationFacts
from drugcourt.domain.program import SoberEvent
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Reading,
    Substance,
    TestReason,
)
from drugcourt.domain.tone import Tone, YesNo
from drugcourt.records.episodes import Episode
from drugcourt.records.specimens import Specimen
from drugcourt.rules.reading_words import reading_tone
from drugcourt.rules.sobriety import sober_clock


@dataclass(frozen=True, slots=True)
class TestRow:
    """One test: the reading in words, how it was taken, and what may still be done with it."""

    __test__ = False

    id: int
    collected_on: date
    reading: Reading
    tone: Tone
    text: str
    taken: str
    reason: TestReason
    status: CollectionStatus
    excused: bool
    excused_reason: str
    positives: tuple[Substance, ...]
    pending: tuple[Substance, ...]
    results: tuple[tuple[Substance, AnalyteResult], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """One event that the program's sober rule speaks about."""

    id: int
    on: date
    word: str
    effect: str
    tone: Tone
    sentence: str


@dataclass(frozen=True, slots=True)
class Proof:
    """Why the sober date is what it is: the sentence, the policy's source, the events."""

    text: str
    origin: str
    marks: tuple[Mark, ...]


def file_tests(
    db: Session,
    *,
    episode_id: int,
    offset: int = 0,
    limit: int = 100,
    sort: str = "",
    descending: bool = False,
) -> list[TestRow]:
    """One window of the tests, newest first unless asked the other way."""
    medicines = medicines_of(db, [episode_id]).get(episode_id, [])
    newest = not (sort == "collected_on" and not descending)
    order = (
        (Specimen.collected_on.desc(), Specimen.id.desc())
        if newest
        else (Specimen.collected_on, Specimen.id)
    )
    found = db.scalars(
        select(Specimen)
        .where(Specimen.episode_id == episode_id)
        .order_by(*order)
        .offset(offset)
        .limit(limit)
    )
    return [_row(specimen, medicines) for specimen in found]


def file_tests_count(db: Session, *, episode_id: int) -> int:
    """How many tests the file has."""
    asked = select(func.count()).select_from(Specimen).where(Specimen.episode_id == episode_id)
    return int(db.scalar(asked) or 0)


def sober_proof(db: Session, *, episode_id: int, today: date) -> Proof | None:
    """The sober clock's own account, newest event first; None for a candidate.

    Findings that a prescription explains are left out: there is one on most days.
    """
    facts = gather_one(db, episode_id)
    program_id = db.scalar(select(Episode.program_id).where(Episode.id == episode_id))
    if facts is None or program_id is None:
        return None
    handbook = program(db, program_id)
    clock = sober_clock(facts, handbook, today)
    marks = tuple(
        Mark(
            place,
            mark.on,
            mark.event.label,
            "starts the count again" if mark.resets else "does not touch the count",
            Tone.ALARM if mark.resets else Tone.INFO if mark.pending else Tone.PLAIN,
            mark.sentence,
        )
        for place, mark in enumerate(reversed(clock.marks))
        if mark.event is not SoberEvent.EXPECTED_POSITIVE
    )
    return Proof(clock.text, handbook.sober.origin, marks)


def how_taken(specimen: Specimen) -> str:
    """How the test was taken: `Urine, 12 panel, observed, creatinine 84`."""
    if specimen.status is not CollectionStatus.COLLECTED:
        return specimen.excused_reason or specimen.remarks
    return collection_words(specimen)


def collection_words(test: Any) -> str:
    """How a collected test was taken: a record, or a row with the same columns."""
    matrix = test.matrix.label
    named = test.panel.casefold().startswith(matrix.casefold())
    said = [
        "" if named else matrix,
        test.panel,
        "observed" if test.observed is YesNo.YES else "",
        f"creatinine {test.creatinine:g}" if test.creatinine is not None else "",
        "temperature out of range" if test.temperature_in_range is YesNo.NO else "",
    ]
    return ", ".join(part for part in said if part)


def _row(specimen: Specimen, medicines: Sequence[MedicationFacts]) -> TestRow:
    reading = read_record(specimen, medicines)
    pending = [r.substance for r in specimen.results if r.confirmation is Confirmation.PENDING]
    return TestRow(
        id=specimen.id,
        collected_on=specimen.collected_on,
        reading=reading.reading,
        tone=reading_tone(reading.reading),
        text=reading.text or reading.reading.label,
        taken=how_taken(specimen),
        reason=specimen.reason,
        status=specimen.status,
        excused=specimen.excused,
        excused_reason=specimen.excused_reason,
        positives=tuple(
            r.substance for r in specimen.results if r.result is AnalyteResult.POSITIVE
        ),
        pending=tuple(pending),
        results=tuple((r.substance, r.result) for r in specimen.results),
    )
