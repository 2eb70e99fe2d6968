"""How long this court keeps its records, and whose are due to be destroyed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.domain.keeping import OrderState, Reach
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.retention_policy import RecordClass, record_classes
from drugcourt.records.episodes import Episode
from drugcourt.records.keeping import KeepingOrder, LegalHold, RetentionRule
from drugcourt.records.people import Person
from drugcourt.workspace import Context

FILE = "participant_file"
LONGEST = 150


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One class of records: its years here, and where they come from; 0 is not settled."""

    key: str
    label: str
    years: int
    destroys: bool
    origin: str
    own: bool


@dataclass(frozen=True, slots=True)
class DueRow:
    """One person whose file is due."""

    id: int
    name: str
    reference: str
    exited_on: date
    due_on: date
    held: bool
    asked: bool


def schedule(db: Session) -> list[RuleRow]:
    """The court's schedule: each class with its years."""
    own = {rule.record_class: rule for rule in db.scalars(select(RetentionRule))}
    return [_rule(one, own.get(one.key)) for one in record_classes()]


def set_years(db: Session, context: Context, *, record_class: str, years: int, origin: str) -> None:
    """Settle how many years a class is kept here, and by which rule."""
    if record_class not in {one.key for one in record_classes()}:
        raise Refusal("There is no such class of records in the schedule.")
    if not 1 <= years <= LONGEST:
        raise FieldRefusal("years", f"Enter whole years, from 1 to {LONGEST}.")
    if not origin.strip():
        raise FieldRefusal("origin", "Name the rule or the schedule that says so.")
    rule = db.scalar(select(RetentionRule).where(RetentionRule.record_class == record_class))
    if rule is None:
        rule = RetentionRule(record_class=record_class, years=years, origin=origin.strip()[:300])
        db.add(rule)
    rule.years, rule.origin = years, origin.strip()[:300]


def due(db: Session, *, today: date) -> list[DueRow]:
    """People whose every file ended so long ago that it is due, the longest due first.

    Nobody while the years are not settled. A hold is told; what is held can't be destroyed.
    """
    years = next(rule.years for rule in schedule(db) if rule.key == FILE)
    if not years:
        return []
    last = func.max(Episode.exited_on).label("last")
    still_in = select(Episode.person_id).where(Episode.exited_on.is_(None))
    asked = (
        select(Person.id, Person.family_name, Person.given_name, Person.reference, last)
        .join(Episode, Episode.person_id == Person.id)
        .where(Person.id.not_in(still_in))
        .group_by(Person.id, Person.family_name, Person.given_name, Person.reference)
        .having(func.max(Episode.exited_on) <= today - relativedelta(years=years))
        .order_by(last, Person.id)
    )
    held = set(db.scalars(select(LegalHold.person_id).where(LegalHold.released_on.is_(None))))
    waiting = set(
        db.scalars(
            select(KeepingOrder.subject).where(
                KeepingOrder.state == OrderState.ASKED, KeepingOrder.reach == Reach.PERSON
            )
        )
    )
    return [
        DueRow(
            row.id,
            ", ".join(filter(None, (row.family_name, row.given_name))) or row.reference,
            row.reference,
            row.last,
            row.last + relativedelta(years=years),
            row.id in held,
            row.id in waiting,
        )
        for row in db.execute(asked)
    ]


def _rule(shipped: RecordClass, own: RetentionRule | None) -> RuleRow:
    return RuleRow(
        shipped.key,
        shipped.label,
        own.years if own is not None else shipped.years,
        shipped.destroys,
        own.origin if own is not None else shipped.origin,
        own is not None,
    )
