"""What the docket screen lists: sessions, and one session as the team and the room see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import Session

from drugcourt.casework.programs.programs import programs
from drugcourt.domain.dates import short
from drugcourt.domain.hearings import HearingAttendance, PhaseMove
from drugcourt.domain.program import Program
from drugcourt.domain.responses import ResponseFamily
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.exchange.courtroom_policy import court_view_policy
from drugcourt.records.episodes import AttentionItem, Episode, Standing
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.people import Person, listed_name
from drugcourt.records.responses import Response

# What a chip in the narrow list says; the whole sentence stands beside the person.
FLAGS = {
    "dismissal_eligible": "Dismissal",
    "dismissal_decision": "Dismissal",
    "phase_ready": "Advance",
    "unexpected_positive": "Positive",
    "confirmation_returned": "Lab back",
    "confirmation_waiting": "At the lab",
    "missed_tests": "Missed tests",
    "unexcused_absences": "Absences",
    "release_watch": "Released",
    "unexpected_negative": "Medicine",
    "over_most": "Time limit",
}


@dataclass(frozen=True, slots=True)
class SessionHead:
    """One session and its neighbors; `seconds_each` is the average of the hearings timed."""

    id: int
    held_on: date
    starts_at: str
    docket: str
    courtroom: str
    judge: str
    closed: bool
    total: int
    heard: int
    seconds_each: float | None
    previous_id: int | None
    next_id: int | None


@dataclass(frozen=True, slots=True)
class StaffingRow:
    """One line of the docket as staff see it; the flag is the most urgent thing to look at."""

    id: int
    episode_id: int
    position: int
    name: str
    phase_number: int | None
    sober_days: int | None
    provisional: bool
    attendance: HearingAttendance | None
    flag: str
    flag_tone: Tone
    flags: tuple[str, ...]

    @property
    def heard(self) -> bool:
        return self.attendance is not None


@dataclass(frozen=True, slots=True)
class CourtRow:
    """What may be said aloud of one hearing; no question behind it reads more.

    Phase and days are None where the court's policy leaves them out. `ordered` names incentives
    and sanctions of the program's own catalog: never a word that was typed, and no service
    adjustment, as that would tell of treatment.
    """

    id: int
    name: str
    phase_number: int | None
    program_days: int | None
    attendance: HearingAttendance | None
    ordered: str
    next_on: date | None

    @property
    def heard(self) -> bool:
        return self.attendance is not None


def session_id_for(db: Session, *, day: date | None, today: date, docket: str = "") -> int | None:
    """The session of a day; without a day the one of today or the next, else the latest held.

    Where several dockets sit on a day it is the first one, unless `docket` names another.
    """
    stands = select(CourtSession.id).where(CourtSession.cancelled_at.is_(None))
    if docket:
        stands = stands.where(CourtSession.docket == docket)
    if day is not None:
        return db.scalar(stands.where(CourtSession.held_on == day).order_by(*_ORDER).limit(1))
    coming = stands.where(CourtSession.held_on >= today)
    found = db.scalar(coming.order_by(*_ORDER).limit(1))
    if found is None:
        found = db.scalar(stands.order_by(*(c.desc() for c in _ORDER)).limit(1))
    return found


_ORDER = (CourtSession.held_on, CourtSession.starts_at, CourtSession.id)


def session_head(db: Session, *, session_id: int) -> SessionHead:
    """One session with how far it is; Refusal when it is not recorded."""
    session = db.execute(
        select(
            CourtSession.id,
            CourtSession.held_on,
            CourtSession.starts_at,
            CourtSession.docket,
            CourtSession.courtroom,
            CourtSession.judge,
            CourtSession.closed_at,
        ).where(CourtSession.id == session_id)
    ).one_or_none()
    if session is None:
        raise Refusal("That court session is not recorded.")
    total, heard, each = db.execute(
        select(
            func.count(), func.count(DocketEntry.attendance), func.avg(DocketEntry.seconds)
        ).where(DocketEntry.session_id == session_id)
    ).one()
    here = tuple_(session.held_on, session.starts_at, session.id)
    place = tuple_(*_ORDER)
    stands = select(CourtSession.id).where(CourtSession.cancelled_at.is_(None))
    earlier = stands.where(place < here).order_by(*(c.desc() for c in _ORDER))
    later = stands.where(place > here).order_by(*_ORDER)
    return SessionHead(
        id=session.id,
        held_on=session.held_on,
        starts_at=session.starts_at,
        docket=session.docket,
        courtroom=session.courtroom,
        judge=session.judge,
        closed=session.closed_at is not None,
        total=total,
        heard=heard,
        seconds_each=float(each) if each is not None else None,
        previous_id=db.scalar(earlier.limit(1)),
        next_id=db.scalar(later.limit(1)),
    )


def staffing_rows(db: Session, *, session_id: int, as_of: date) -> list[StaffingRow]:
    """The docket for the team, in its order of hearing."""
    asked = _entries(
        session_id,
        Episode.phase,
        Episode.program_id,
        Standing.sober_date,
        Standing.provisional_since,
    ).outerjoin(Standing, Standing.episode_id == Episode.id)
    flags = _flags(db, session_id)
    kept = programs(db)
    return [
        _staffing_row(row, flags.get(row.episode_id, ()), kept, as_of) for row in db.execute(asked)
    ]


def court_rows(db: Session, *, session_id: int, as_of: date) -> list[CourtRow]:
    """The docket as it may be said aloud: names, what was ordered, next dates; phase and days
    where the court's policy says so.
    """
    asked = _entries(
        session_id,
        Episode.phase,
        Episode.program_id,
        Episode.admitted_on,
        DocketEntry.next_on,
        DocketEntry.move,
    )
    policy = court_view_policy()
    kept = programs(db)
    given = _said_aloud(db, session_id)
    return [
        CourtRow(
            id=row.id,
            name=listed_name(row.family_name, row.given_name, row.reference),
            phase_number=kept[row.program_id].number(row.phase) if policy.phase else None,
            program_days=(as_of - row.admitted_on).days
            if policy.days and row.admitted_on
            else None,
            attendance=row.attendance,
            ordered=_ordered(
                row, given.get(row.id, ()), kept[row.program_id], numbered=policy.phase
            ),
            next_on=row.next_on,
        )
        for row in db.execute(asked)
    ]


def _said_aloud(db: Session, session_id: int) -> dict[int | None, list[tuple[str, date | None]]]:
    asked = (
        select(Response.docket_entry_id, Response.title, Response.due_on)
        .join(DocketEntry, DocketEntry.id == Response.docket_entry_id)
        .where(
            DocketEntry.session_id == session_id,
            Response.family.in_((ResponseFamily.INCENTIVE, ResponseFamily.SANCTION)),
        )
        .order_by(Response.id)
    )
    found: dict[int | None, list[tuple[str, date | None]]] = {}
    for entry_id, title, due_on in db.execute(asked):
        found.setdefault(entry_id, []).append((title, due_on))
    return found


def _ordered(
    row: Any, given: Sequence[tuple[str, date | None]], handbook: Program, *, numbered: bool
) -> str:
    """`Moves on to the next phase, Applause in court`; the phase by its number where that is
    shown, and only what stands so in the program's catalog.
    """
    apart = ResponseFamily.SERVICE_ADJUSTMENT
    catalog = {item.title for item in handbook.responses if item.family != apart}
    told = [
        f"{title} by {short(due)}" if due is not None else title
        for title, due in given
        if title in catalog
    ]
    if row.move is PhaseMove.ADVANCE:
        phase = f"phase {handbook.number(row.phase)}" if numbered else "the next phase"
        told.insert(0, f"Moves on to {phase}")
    elif row.move is PhaseMove.GRADUATE:
        told.insert(0, "Graduates")
    return ", ".join(told)


def best_news_first(db: Session, *, session_id: int, as_of: date) -> list[int]:
    """Entries in an order that lets the room hear good news first; those heard stay in front."""
    ranks = {Tone.GOOD: 0, Tone.INFO: 1, Tone.PLAIN: 1, Tone.WATCH: 2, Tone.ALARM: 3}
    rows = staffing_rows(db, session_id=session_id, as_of=as_of)
    heard = [row.id for row in rows if row.heard]
    waiting = sorted(
        (row for row in rows if not row.heard),
        key=lambda row: (ranks[row.flag_tone], -(row.sober_days or 0), row.position),
    )
    return [*heard, *(row.id for row in waiting)]


def _entries(session_id: int, *more: Any) -> Select[Any]:
    """A session's entries with names, in order, and the columns a reader may have besides."""
    return (
        select(
            DocketEntry.id,
            DocketEntry.episode_id,
            DocketEntry.position,
            DocketEntry.attendance,
            Person.family_name,
            Person.given_name,
            Person.reference,
            *more,
        )
        .join(Episode, Episode.id == DocketEntry.episode_id)
        .join(Person, Person.id == Episode.person_id)
        .where(DocketEntry.session_id == session_id)
        .order_by(DocketEntry.position, DocketEntry.id)
    )


def _flags(db: Session, session_id: int) -> dict[int, list[tuple[str, Tone]]]:
    """What needs a look, by episode, the most urgent first."""
    asked = (
        select(AttentionItem.episode_id, AttentionItem.key, AttentionItem.word, AttentionItem.tone)
        .join(DocketEntry, DocketEntry.episode_id == AttentionItem.episode_id)
        .where(DocketEntry.session_id == session_id)
        .order_by(AttentionItem.rank, AttentionItem.id)
    )
    found: dict[int, list[tuple[str, Tone]]] = {}
    for episode_id, key, word, tone in db.execute(asked):
        found.setdefault(episode_id, []).append((FLAGS.get(key, word), Tone(tone)))
    return found


def _staffing_row(
    row: Any, flags: Sequence[tuple[str, Tone]], kept: Mapping[int, Program], as_of: date
) -> StaffingRow:
    word, tone = flags[0] if flags else ("", Tone.PLAIN)
    return StaffingRow(
        id=row.id,
        episode_id=row.episode_id,
        position=row.position,
        name=listed_name(row.family_name, row.given_name, row.reference),
        phase_number=kept[row.program_id].number(row.phase),
        sober_days=max(0, (as_of - row.sober_date).days) if row.sober_date else None,
        provisional=row.provisional_since is not None,
        attendance=row.attendance,
        flag=word,
        flag_tone=tone,
        flags=tuple(other for other, _ in flags),
    )
