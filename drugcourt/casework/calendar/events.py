"""Which hearings or sessions go to other calendars, under numbers that stay the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.calendar.calendar import calendar_sessions
from drugcourt.casework.calendar.dockets import docket_named
from drugcourt.casework.states import court_zone
from drugcourt.domain.tone import Term
from drugcourt.exchange.calendar_policy import Zone
from drugcourt.exchange.icalendar_text import Event
from drugcourt.records.calendar import WithdrawnEvent
from drugcourt.records.episodes import Episode
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.people import Person, listed_name
from drugcourt.workspace import Context

SUMMARY = "Treatment court"  # what an event is called unless names are asked for
_HOST = "drug-court-docket"


class Each(Term):
    """What one event of a calendar file stands for."""

    SESSION = "session", "A session with its whole docket"
    HEARING = "hearing", "One hearing"


@dataclass(frozen=True, slots=True)
class CalendarOut:
    """The events to publish and to withdraw, and the court's clock.

    `episode_ids` are those whose hearings are events of their own.
    """

    zone: Zone
    events: tuple[Event, ...]
    withdrawn: tuple[Event, ...]
    episode_ids: tuple[int, ...] = ()


def publish_calendar(
    db: Session,
    context: Context,
    *,
    each: Each,
    first: date,
    last: date,
    names: bool = False,
    docket: str = "",
) -> CalendarOut:
    """The events from `first` to `last`, both included; each gets the number it keeps for good.

    What was published before and no longer takes place comes as withdrawn. Without `names` an
    event says neither who nor what. Refusal when nobody knows the court's time zone.
    """
    zone = court_zone(db)
    whose: list[int] = []
    if each is Each.SESSION:
        events = _sessions(db, context, first, last, docket)
    else:
        events, whose = _hearings(db, context, first, last, docket, names=names)
    withdrawn = _withdrawn(db, context, first, last, of_session=each is Each.SESSION)
    return CalendarOut(zone, tuple(events), tuple(withdrawn), tuple(dict.fromkeys(whose)))


def _sessions(db: Session, context: Context, first: date, last: date, docket: str) -> list[Event]:
    rows = [
        row
        for row in calendar_sessions(db, first=first, last=last, docket=docket)
        if not row.cancelled
    ]
    events = []
    for row in rows:
        session = db.get_one(CourtSession, row.id)
        session.uid = session.uid or str(uuid4())
        events.append(_event(session, session.uid, session.sequence, row.minutes, SUMMARY, context))
    return events


def _hearings(
    db: Session, context: Context, first: date, last: date, docket: str, *, names: bool
) -> tuple[list[Event], list[int]]:
    """The events of hearings, and whose they are."""
    asked = (
        select(DocketEntry, CourtSession, Person.family_name, Person.given_name, Person.reference)
        .join(CourtSession, CourtSession.id == DocketEntry.session_id)
        .join(Episode, Episode.id == DocketEntry.episode_id)
        .join(Person, Person.id == Episode.person_id)
        .where(
            CourtSession.held_on.between(first, last),
            CourtSession.cancelled_at.is_(None),
            DocketEntry.attendance.is_(None),
        )
        .order_by(CourtSession.held_on, CourtSession.starts_at, DocketEntry.position)
    )
    if docket:
        asked = asked.where(CourtSession.docket == docket)
    events, whose = [], []
    lengths: dict[str, int] = {}
    for entry, session, family, given, reference in db.execute(asked).all():
        entry.uid = entry.uid or str(uuid4())
        if session.docket not in lengths:
            about = docket_named(db, session.docket)
            lengths[session.docket] = about.minutes
        minutes = session.minutes or lengths[session.docket]
        who = f": {listed_name(family, given, reference)}" if names else ""
        events.append(
            _event(session, entry.uid, entry.sequence, minutes, f"{SUMMARY}{who}", context)
        )
        whose.append(entry.episode_id)
    return events, whose


def _withdrawn(
    db: Session, context: Context, first: date, last: date, *, of_session: bool
) -> list[Event]:
    stands = select(CourtSession.uid).where(CourtSession.cancelled_at.is_(None))
    asked = (
        select(WithdrawnEvent)
        .where(
            WithdrawnEvent.held_on.between(first, last),
            WithdrawnEvent.of_session.is_(of_session),
            WithdrawnEvent.uid.not_in(stands),
        )
        .order_by(WithdrawnEvent.held_on, WithdrawnEvent.id)
    )
    return [
        Event(
            uid=f"{gone.uid}@{_HOST}",
            sequence=gone.sequence,
            starts=datetime.combine(gone.held_on, time.fromisoformat(gone.starts_at)),
            minutes=gone.minutes,
            summary=SUMMARY,
            place=gone.courtroom,
            changed_at=context.now,
            cancelled=True,
        )
        for gone in db.scalars(asked)
    ]


def _event(
    session: CourtSession, uid: str, sequence: int, minutes: int, summary: str, context: Context
) -> Event:
    return Event(
        uid=f"{uid}@{_HOST}",
        sequence=sequence,
        starts=datetime.combine(session.held_on, time.fromisoformat(session.starts_at)),
        minutes=minutes,
        summary=summary,
        place=session.courtroom,
        changed_at=context.now,
    )
