"""Who is short of the contacts that the phase asks, and who may be entered in a batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from drugcourt.casework.supervision.listing import (
    BY_NAME,
    FIRST,
    WHOM,
    Phases,
    Whose,
    Window,
    about,
    away_as,
    counted_rows,
    narrowed,
    status_on,
    windowed,
)
from drugcourt.domain.episodes import AWAY_STATUSES, OPEN_STATUSES, EpisodeStatus
from drugcourt.domain.supervision import ContactMode
from drugcourt.domain.tone import Term
from drugcourt.exchange.supervision_policy import supervision_policy
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person
from drugcourt.records.supervision import Contact, ContactDue


class DueShows(Term):
    """Which lines the list of contacts shows."""

    SHORT = "short", "Short now"
    WEEK = "week", "Due this week"
    AHEAD = "ahead", "Due within {ahead_days}"
    OUT = "out", "Can’t be seen"
    ALL = "all", "Everybody"
    SILENT = "silent", "Silent for {silent_days}"


@dataclass(frozen=True, slots=True)
class DueRow:
    """How one participant stands against one sentence on contacts, for the list."""

    id: int
    episode_id: int
    name: str
    phase: str
    case_manager: str
    status: EpisodeStatus
    asked: str
    said: str
    lacking: int
    due_on: date | None
    last_on: date | None
    last_mode: ContactMode | None
    tried: int


_DUE_KEYS: dict[str, Sequence[Any]] = {
    "name": BY_NAME,
    "phase": (Episode.phase,),
    "case_manager": (Episode.case_manager,),
    "due_on": (ContactDue.due_on,),
    "last_on": (ContactDue.last_on,),
    "lacking": (ContactDue.lacking,),
    "tried": (ContactDue.tried,),
}


def contact_dues(
    db: Session, *, shows: DueShows, whose: Whose, today: date, window: Window = FIRST
) -> list[DueRow]:
    """One window of the list, the most overdue first."""
    asked = windowed(
        _dues(shows, whose, today),
        window,
        _DUE_KEYS,
        (ContactDue.due_on.is_(None), ContactDue.due_on, *BY_NAME, ContactDue.id),
    )
    phases = Phases(db)
    return [
        DueRow(
            id=row.ContactDue.id,
            **phases.who(row),
            status=row.status,
            asked=row.ContactDue.asked,
            said=row.ContactDue.said,
            lacking=row.ContactDue.lacking,
            due_on=row.ContactDue.due_on,
            last_on=row.ContactDue.last_on,
            last_mode=row.ContactDue.last_mode,
            tried=row.ContactDue.tried,
        )
        for row in db.execute(asked)
    ]


def contact_due_count(db: Session, *, shows: DueShows, whose: Whose, today: date) -> int:
    """How many lines the list has."""
    return counted_rows(db, _dues(shows, whose, today))


def _dues(shows: DueShows, whose: Whose, today: date) -> Select[*tuple[Any, ...]]:
    asked = about(ContactDue).where(Episode.status.in_(OPEN_STATUSES))
    sunday = today + timedelta(days=6 - today.weekday())
    policy = supervision_policy()
    silent = today - timedelta(days=policy.silent_days)
    ahead = today + timedelta(days=policy.ahead_days)
    conditions: dict[DueShows, tuple[Any, ...]] = {
        DueShows.SHORT: (ContactDue.due_on < today,),
        DueShows.WEEK: (ContactDue.due_on <= sunday,),
        DueShows.AHEAD: (ContactDue.due_on <= ahead,),
        DueShows.OUT: (ContactDue.due_on.is_(None),),
        DueShows.ALL: (),
        DueShows.SILENT: (
            ContactDue.due_on.is_not(None),
            func.coalesce(ContactDue.last_on, Episode.admitted_on) < silent,
        ),
    }
    return narrowed(asked.where(*conditions[shows]), whose)


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody whose contact may be entered in a batch; `recorded` on that day already.

    `away` is the status of that day that keeps the person from being seen, if one does.
    """

    episode_id: int
    name: str
    phase: str
    case_manager: str
    last_on: date | None
    due_on: date | None
    recorded: bool
    away: EpisodeStatus | None

    @property
    def id(self) -> int:
        """One line a person."""
        return self.episode_id


def expected_contacts(db: Session, *, on: date, whose: Whose) -> list[Expected]:
    """Everybody in the program, those due first, those away on that day last."""
    due = (
        select(
            ContactDue.episode_id,
            func.min(ContactDue.due_on).label("due_on"),
            func.max(ContactDue.last_on).label("last_on"),
        )
        .group_by(ContactDue.episode_id)
        .subquery()
    )
    recorded = (
        select(Contact.id)
        .where(Contact.episode_id == Episode.id, Contact.contacted_on == on)
        .exists()
    )
    then = status_on(on)
    asked = (
        select(*WHOM, due.c.due_on, due.c.last_on, recorded.label("recorded"), then.label("then"))
        .select_from(Episode)
        .join(Person, Person.id == Episode.person_id)
        .outerjoin(due, due.c.episode_id == Episode.id)
        .where(Episode.status.in_(OPEN_STATUSES))
        .order_by(then.in_(AWAY_STATUSES), due.c.due_on.is_(None), due.c.due_on, *BY_NAME)
    )
    phases = Phases(db)
    return [
        Expected(
            **phases.who(row),
            last_on=row.last_on,
            due_on=row.due_on,
            recorded=bool(row.recorded),
            away=away_as(row.then),
        )
        for row in db.execute(narrowed(asked, whose))
    ]
