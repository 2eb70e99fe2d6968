"""What may go wrong with a session: who can't be there, who is there twice, whether it fits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from drugcourt.casework.calendar.calendar import CalendarSession, calendar_session
from drugcourt.casework.calendar.closures import closed_days
from drugcourt.domain.clock import spoken
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.tone import Term, Tone
from drugcourt.errors import Refusal
from drugcourt.records.episodes import Episode
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.people import Person, listed_name


class Check(Term):
    """What is looked at."""

    CLOSED = "closed", "Court closed"
    OVER = "over", "Too many"
    TWICE = "twice", "Twice that day"
    CUSTODY = "custody", "In custody"
    WARRANT = "warrant", "Absconded"
    INTERPRETER = "interpreter", "Interpreter"
    LATE = "late", "Added late"


TONES = {
    Check.CLOSED: Tone.ALARM,
    Check.OVER: Tone.WATCH,
    Check.TWICE: Tone.ALARM,
    Check.CUSTODY: Tone.WATCH,
    Check.WARRANT: Tone.WATCH,
    Check.INTERPRETER: Tone.INFO,
    Check.LATE: Tone.INFO,
}


@dataclass(frozen=True, slots=True)
class Found:
    """One thing to see to; `id` is the entry it is about, None for the whole session."""

    id: int | None
    name: str
    check: Check
    text: str


@dataclass(frozen=True, slots=True)
class DocketChecks:
    """The load of a session, and everything found."""

    session: CalendarSession
    found: tuple[Found, ...]


def docket_checks(db: Session, *, session_id: int) -> DocketChecks:
    """The session's load in people and minutes, and what stands against it or its people."""
    session = calendar_session(db, session_id=session_id)
    if session is None:
        raise Refusal("That court session is not recorded.")
    found = _of_session(db, session)
    twice = _twice(db, session)
    for row in db.execute(_entries(session_id)):
        name = listed_name(row.family_name, row.given_name, row.reference)
        found += [Found(row.id, name, check, text) for check, text in _of_entry(row, twice)]
    order = list(Check)
    return DocketChecks(session, tuple(sorted(found, key=lambda f: order.index(f.check))))


def _of_session(db: Session, session: CalendarSession) -> list[Found]:
    closed = closed_days(db, first=session.held_on, last=session.held_on)
    found = []
    if closed:
        name = closed[session.held_on] or "closed by the court"
        text = f"The court is closed on this day: {name}. Move the session."
        found.append(Found(None, "", Check.CLOSED, text))
    if session.over:
        found.append(Found(None, "", Check.OVER, f"More is booked than fits: {session.load}."))
    return found


def _entries(session_id: int) -> Select[*tuple[Any, ...]]:
    """The hearings of a session that are still to be held, with what may stand against them."""
    return (
        select(
            DocketEntry.id,
            DocketEntry.episode_id,
            DocketEntry.added_on,
            CourtSession.held_on,
            Episode.status,
            Person.family_name,
            Person.given_name,
            Person.reference,
            Person.language,
            Person.interpreter,
        )
        .join(CourtSession, CourtSession.id == DocketEntry.session_id)
        .join(Episode, Episode.id == DocketEntry.episode_id)
        .join(Person, Person.id == Episode.person_id)
        .where(DocketEntry.session_id == session_id, DocketEntry.attendance.is_(None))
        .order_by(DocketEntry.position, DocketEntry.id)
    )


def _of_entry(row: Any, twice: dict[int, str]) -> list[tuple[Check, str]]:
    found = []
    if row.id in twice:
        found.append((Check.TWICE, twice[row.id]))
    if row.status is EpisodeStatus.IN_CUSTODY:
        found.append((Check.CUSTODY, "In custody: ask for transport, or hear by video."))
    if row.status is EpisodeStatus.ABSCONDED:
        found.append((Check.WARRANT, "Absconded; a warrant may be out."))
    if row.interpreter:
        language = row.language or "the language is not recorded"
        found.append((Check.INTERPRETER, f"Interpreter needed: {language}."))
    if is_late(row.added_on, row.held_on):
        found.append((Check.LATE, "Added on the day itself, after the docket was printed."))
    return found


def is_late(added_on: date | None, held_on: date) -> bool:
    """Whether somebody was put on the docket on its own day, or after it."""
    return added_on is not None and added_on >= held_on


def _twice(db: Session, session: CalendarSession) -> dict[int, str]:
    """Entries whose person is on another docket of the same day, by any of their episodes."""
    mine, other = aliased(Episode), aliased(Episode)
    there, sitting = aliased(DocketEntry), aliased(CourtSession)
    asked = (
        select(DocketEntry.id, sitting.docket, sitting.starts_at)
        .join(mine, mine.id == DocketEntry.episode_id)
        .join(other, other.person_id == mine.person_id)
        .join(there, there.episode_id == other.id)
        .join(sitting, sitting.id == there.session_id)
        .where(
            DocketEntry.session_id == session.id,
            sitting.id != session.id,
            sitting.held_on == session.held_on,
            sitting.cancelled_at.is_(None),
        )
    )
    return {
        row.id: f"Also on {row.docket} at {spoken(row.starts_at)} that day."
        for row in db.execute(asked)
    }
