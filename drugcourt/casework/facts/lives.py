"""How lives told as plain facts enter a court: all of them in one act, with its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.bulk import enter_in_bulk, enter_people_in_bulk, next_numbers
from drugcourt.casework.facts.rows import ROOMS, ending, hearing_rows, specimen_rows
from drugcourt.casework.programs.programs import program
from drugcourt.domain.facts import ParticipantFacts
from drugcourt.domain.program import Program
from drugcourt.errors import Refusal
from drugcourt.exchange.scenarios.lives import Life
from drugcourt.records.courts import Court
from drugcourt.records.episodes import Episode
from drugcourt.records.exits import Ceremony
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.people import Person
from drugcourt.records.specimens import Specimen, SpecimenResult
from drugcourt.workspace import Context

MANY = 500


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file of lives brought: people, and facts of every kind."""

    people: int
    facts: int


def court_program(db: Session) -> Program:
    """The program by which newcomers are judged; Refusal where the court has none."""
    kept = db.scalar(select(Court.program_id))
    if kept is None:
        raise Refusal("This court has no program yet. Keep one in Program setup first.")
    return program(db, kept)


def load_lives(db: Session, context: Context, *, lives: Sequence[Life]) -> Loaded:
    """Enter the lives as they are told; refused, whole, when one of their ids is taken.

    What is told is taken as it is: facts that contradict each other are said so by the findings,
    and facts that lie ahead count from their own day on.
    """
    _ids_are_free(db, lives)
    program_id = db.scalar(select(Court.program_id))
    people = enter_people_in_bulk(
        db,
        context,
        rows=[
            {
                "reference": life.reference,
                "family_name": life.family_name,
                "given_name": life.given_name,
            }
            for life in lives
        ],
    )
    numbers = next_numbers(db, Episode, len(lives))
    rows = [
        _episode(life, number, person, program_id)
        for life, number, person in zip(lives, numbers, people, strict=True)
    ]
    enter_in_bulk(db, context, record=Episode, rows=rows)
    told = [(number, life.facts) for number, life in zip(numbers, lives, strict=True)]
    _ceremonies(db, context, {c.on for life in lives for c in life.facts.ceremonies})
    count = _tests(db, context, told) + _hearings(db, context, told)
    for room in ROOMS:
        entered = [
            {**room.row(fact), "episode_id": number}
            for number, facts in told
            for fact in getattr(facts, room.name)
        ]
        enter_in_bulk(db, context, record=room.record, rows=entered)
        count += len(entered)
    return Loaded(len(lives), count)


def _ids_are_free(db: Session, lives: Sequence[Life]) -> None:
    names = [life.reference for life in lives]
    taken: set[str] = set()
    for first in range(0, len(names), MANY):
        some = names[first : first + MANY]
        taken |= set(db.scalars(select(Person.reference).where(Person.reference.in_(some))))
    if taken:
        shown = ", ".join(sorted(taken)[:5])
        raise Refusal(
            f"These ids are in the court already: {shown}. Nothing was entered; give the "
            "participants of the file other ids, or load it into a new court."
        )


def _episode(life: Life, number: int, person_id: int, program_id: int | None) -> dict[str, Any]:
    facts = life.facts
    status, reason = ending(facts, life.exit_reason)
    return {
        "id": number,
        "person_id": person_id,
        "program_id": program_id,
        "number": 1,
        "status": status,
        "phase": _last_phase(facts),
        "referred_on": None,
        "admitted_on": facts.admitted_on,
        "exited_on": facts.exited_on,
        "exit_reason": reason,
        "track": facts.track,
        "charge_level": facts.charge_level,
        "assigned": sorted(facts.assigned),
        "flags": sorted(facts.flags),
    }


def _last_phase(facts: ParticipantFacts) -> str:
    last = max(facts.stays, key=lambda stay: (stay.entered, stay.id), default=None)
    return "" if last is None else last.phase


def _ceremonies(db: Session, context: Context, days: set[date]) -> None:
    """The court's ceremonies, those that it has already left as they are."""
    kept = set(db.scalars(select(Ceremony.held_on)))
    rows = [{"held_on": day, "place": "", "remarks": ""} for day in sorted(days - kept)]
    enter_in_bulk(db, context, record=Ceremony, rows=rows)


def _tests(db: Session, context: Context, told: Sequence[tuple[int, ParticipantFacts]]) -> int:
    owners = [(number, test) for number, facts in told for test in facts.specimens]
    numbers = next_numbers(db, Specimen, len(owners))
    specimens, results = specimen_rows(numbers, owners)
    enter_in_bulk(db, context, record=Specimen, rows=specimens)
    enter_in_bulk(db, context, record=SpecimenResult, rows=results)
    return len(specimens)


def _hearings(db: Session, context: Context, told: Sequence[tuple[int, ParticipantFacts]]) -> int:
    """Each day has one sitting; a second hearing of a person on a day is another sitting."""
    owners = [(number, hearing) for number, facts in told for hearing in facts.hearings]
    kept = _sittings(db, {hearing.on for _, hearing in owners})
    first = next_numbers(db, CourtSession, 1).start
    sessions, entries = hearing_rows(owners, kept, first)
    enter_in_bulk(db, context, record=CourtSession, rows=sessions)
    enter_in_bulk(db, context, record=DocketEntry, rows=entries)
    return len(entries)


def _sittings(db: Session, days: set[date]) -> dict[date, int]:
    """The sitting that the court has on a day already."""
    if not days:
        return {}
    asked = select(CourtSession.held_on, CourtSession.id).where(
        CourtSession.held_on.between(min(days), max(days))
    )
    found: dict[date, int] = {}
    for row in db.execute(asked.order_by(CourtSession.id)):
        if row.held_on in days:
            found.setdefault(row.held_on, row.id)
    return found
