"""Services that somebody needs beside treatment: needed, referred, accepted, started, ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.domain.dates import counted
from drugcourt.domain.episodes import OPEN_STATUSES
from drugcourt.domain.treatment import Service, ServiceOutcome
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.treatment_policy import treatment_policy
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person, listed_name
from drugcourt.records.treatment import ServiceNeed
from drugcourt.workspace import Context

STEPS = ("referred_on", "accepted_on", "started_on", "ended_on")


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One need; `name` and `reference` are the person's in the list of the whole court."""

    id: int
    episode_id: int
    service: Service
    needed_on: date
    referred_on: date | None
    provider: str
    accepted_on: date | None
    started_on: date | None
    ended_on: date | None
    outcome: ServiceOutcome | None
    text: str
    name: str = ""
    reference: str = ""

    @property
    def state(self) -> str:
        """How far it got, in a word or two."""
        if self.ended_on is not None:
            return self.outcome.label if self.outcome is not None else "Ended"
        if self.started_on is not None:
            return "Started"
        if self.accepted_on is not None:
            return "Accepted"
        return "Referred" if self.referred_on is not None else "Needed"

    @property
    def unmet(self) -> bool:
        """Whether nothing has begun yet, and nobody closed it."""
        return self.started_on is None and self.ended_on is None


@dataclass(frozen=True, slots=True)
class ServiceCount:
    """One service, or with None all of them: how many need it and have none, how many have it."""

    service: Service | None
    unmet: int
    started: int

    @property
    def label(self) -> str:
        return self.service.label if self.service is not None else "All services"


def need_service(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    service: Service,
    needed_on: date | None = None,
    text: str = "",
) -> int:
    """Put down a need. One that is open is not put down a second time."""
    day = needed_on or context.today
    entering.check_span(db, context, episode_id, ("needed_on", day))
    same = select(ServiceNeed.id).where(
        ServiceNeed.episode_id == episode_id,
        ServiceNeed.service == service,
        ServiceNeed.ended_on.is_(None),
    )
    if service is not Service.OTHER and db.scalar(same.limit(1)) is not None:
        raise FieldRefusal("service", "That need is on the list and still open.")
    values = {"service": service, "needed_on": day, "text": text.strip()}
    return entering.enter(db, context, ServiceNeed, episode_id, values)


def follow_need(db: Session, context: Context, *, need_id: int, changes: Mapping[str, Any]) -> None:
    """How far a need got: days of referral, acceptance, start and end, the provider, the outcome.

    The days keep their order. An end needs its outcome; what was completed had started.
    """
    found: ServiceNeed = entering.known(db, ServiceNeed, need_id)
    if found.ended_on is not None:
        raise Refusal("That need is closed; put it down anew where it is there again.")
    values = {name: getattr(found, name) for name in (*STEPS, "provider", "outcome", "text")}
    values |= {name: changes[name] for name in values if name in changes}
    check_need(db, found, {"needed_on": found.needed_on, **values})
    for name in STEPS:
        if values[name] is not None:
            entering.check_span(db, context, found.episode_id, (name, values[name]))
    values["provider"] = str(values["provider"] or "").strip()
    for name, value in values.items():
        setattr(found, name, value)


def check_need(_db: Session, _need: ServiceNeed, values: Mapping[str, Any]) -> None:
    """What holds of a need, also once it is corrected: the steps in their order, an end told."""
    last: date | None = values["needed_on"]
    for name in STEPS:
        day = values[name]
        if day is not None and last is not None and day < last:
            raise FieldRefusal(name, "That day lies before the step before it.")
        last = day or last
    if values["ended_on"] is not None and values["outcome"] is None:
        raise FieldRefusal("outcome", "Say how it ended.")
    if values["outcome"] is not None and values["ended_on"] is None:
        raise FieldRefusal("ended_on", "Enter the day on which it ended.")
    if values["outcome"] is ServiceOutcome.COMPLETED and values["started_on"] is None:
        raise FieldRefusal("started_on", "What was completed had started; enter the day.")


def needs(db: Session, *, episode_id: int) -> list[NeedRow]:
    """The needs of one file: unmet first, then what goes on, then what is closed."""
    asked = (
        select(ServiceNeed)
        .where(ServiceNeed.episode_id == episode_id)
        .order_by(
            ServiceNeed.ended_on.is_not(None),
            ServiceNeed.started_on.is_not(None),
            ServiceNeed.needed_on,
            ServiceNeed.id,
        )
    )
    return [_row(found) for found in db.scalars(asked)]


def unmet_needs(
    db: Session, *, service: Service | None = None, offset: int = 0, limit: int = 200
) -> list[NeedRow]:
    """What people in the program need and do not have yet, the longest first."""
    asked = (
        select(ServiceNeed, Person.family_name, Person.given_name, Person.reference)
        .join(Episode, Episode.id == ServiceNeed.episode_id)
        .join(Person, Person.id == Episode.person_id)
        .where(_unmet(service))
        .order_by(ServiceNeed.needed_on, ServiceNeed.id)
    )
    return [
        _row(found, listed_name(family, given, reference), reference)
        for found, family, given, reference in db.execute(asked.offset(offset).limit(limit))
    ]


def unmet_count(db: Session, *, service: Service | None = None) -> int:
    """How many needs of people in the program are not met."""
    asked = (
        select(func.count())
        .select_from(ServiceNeed)
        .join(Episode, Episode.id == ServiceNeed.episode_id)
        .where(_unmet(service))
    )
    return int(db.scalar(asked) or 0)


def service_counts(db: Session) -> list[ServiceCount]:
    """All that people in the program need, then each service, the one most wait for first."""
    unmet = ServiceNeed.started_on.is_(None)
    asked = (
        select(
            ServiceNeed.service,
            func.count().filter(unmet),
            func.count().filter(~unmet),
        )
        .join(Episode, Episode.id == ServiceNeed.episode_id)
        .where(Episode.status.in_(OPEN_STATUSES), ServiceNeed.ended_on.is_(None))
        .group_by(ServiceNeed.service)
    )
    found = [ServiceCount(*row) for row in db.execute(asked)]
    every = ServiceCount(None, sum(o.unmet for o in found), sum(o.started for o in found))
    return [every, *sorted(found, key=lambda one: (-one.unmet, one.label))] if found else []


def needs_late(today: date) -> Select[*tuple[Any, ...]]:
    """Needs that nothing has met for longer than the court's policy allows."""
    before = today - timedelta(days=treatment_policy().service_days)
    return (
        select(Episode.id, ServiceNeed.needed_on, ServiceNeed.service)
        .join(Episode, Episode.id == ServiceNeed.episode_id)
        .where(_unmet(None), ServiceNeed.needed_on < before)
        .order_by(ServiceNeed.needed_on, Episode.id)
    )


def say_need(row: Sequence[Any], today: date) -> str:
    """Which service somebody needs, and for how long nothing has begun."""
    since, service = row
    return f"{service.label}: needed for {counted((today - since).days, 'day')}, not started"


def _unmet(service: Service | None) -> ColumnElement[bool]:
    found = (
        Episode.status.in_(OPEN_STATUSES)
        & ServiceNeed.started_on.is_(None)
        & ServiceNeed.ended_on.is_(None)
    )
    return found & (ServiceNeed.service == service) if service is not None else found


def _row(found: ServiceNeed, name: str = "", reference: str = "") -> NeedRow:
    return NeedRow(
        found.id,
        found.episode_id,
        found.service,
        found.needed_on,
        found.referred_on,
        found.provider,
        found.accepted_on,
        found.started_on,
        found.ended_on,
        found.outcome,
        found.text,
        name,
        reference,
    )
