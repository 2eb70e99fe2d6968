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
    counted_rows,
    name_of,
    narrowed,
    windowed,
)
from drugcourt.domain.episodes import OPEN_STATUSES, EpisodeStatus
from drugcourt.domain.supervision import ContactMode
from drugcourt.domain.tone import Term
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person
from drugcourt.records.supervision import Contact, ContactDue


class DueShows(Term):
    """Which lines the list of contacts shows."""

    SHORT = "short", "Short now"
    WEEK = "week", "Due this week"
    MONTH = "month", "Due within a month"
    OUT = "out", "Can’t be seen"
    ALL = "all", "Everybody"
    SILENT = "silent", "Silent for 30 days"


SILENT_DAYS = 30


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
            episode_id=row.whose,
            name=name_of(row),
            phase=phases.short(row),
            case_manager=row.case_manager,
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
    asked = (
        select(ContactDue, *WHOM)
        .select_from(ContactDue)
        .join(Episode, Episode.id == ContactDue.episode_id)
        .join(Person, Person.id == Episode.person_id)
        .where(Episode.status.in_(OPEN_STATUSES))
    )
    sunday = today + timedelta(days=6 - today.weekday())
    silent = today - timedelta(days=SILENT_DAYS)
    conditions: dict[DueShows, tuple[Any, ...]] = {
        DueShows.SHORT: (ContactDue.due_on < today,),
        DueShows.WEEK: (ContactDue.due_on <= sunday,),
        DueShows.MONTH: (ContactDue.due_on <= today + timedelta(days=SILENT_DAYS),),
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
    """Somebody whose contact may be entered in a batch; `recorded` on that day already."""

    id: int
    name: str
    reference: str
    phase: str
    case_manager: str
    last_on: date | None
    due_on: date | None
    recorded: bool


def expected_contacts(db: Session, *, on: date, whose: Whose) -> list[Expected]:
    """Everybody in the program who can be seen, those due first."""
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
    asked = (
        select(*WHOM, due.c.due_on, due.c.last_on, recorded.label("recorded"))
        .select_from(Episode)
        .join(Person, Person.id == Episode.person_id)
        .outerjoin(due, due.c.episode_id == Episode.id)
        .where(Episode.status.in_(OPEN_STATUSES))
        .order_by(due.c.due_on.is_(None), due.c.due_on, *BY_NAME)
    )
    phases = Phases(db)
    return [
        Expected(
            id=row.whose,
            name=name_of(row),
            reference=row.reference,
            phase=phases.short(row),
            case_manager=row.case_manager,
            last_on=row.last_on,
            due_on=row.due_on,
            recorded=bool(row.recorded),
        )
        for row in db.execute(narrowed(asked, whose))
    ]
