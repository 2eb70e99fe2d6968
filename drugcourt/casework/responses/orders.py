"""Which orders of the court are open, overdue, done and verified, and marking many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from drugcourt.casework.responses.responses import (
    complete_response,
    order_state,
    verify_response,
)
from drugcourt.domain.responses import OrderList, OrderState, ResponseFamily
from drugcourt.errors import Refusal
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person, listed_name
from drugcourt.records.responses import Response
from drugcourt.workspace import Context

LATELY_DAYS = 30
MOST_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One ordered response; `days_late` is 0 while it is in time."""

    id: int
    episode_id: int
    name: str
    family: ResponseFamily
    title: str
    behavior: str
    given_on: date
    due_on: date
    done_on: date | None
    verified_by: str
    hours: float | None
    state: OrderState
    days_late: int


_SORTS: dict[str, Any] = {
    "name": (Person.family_name, Person.given_name),
    "title": (Response.title,),
    "given_on": (Response.given_on,),
    "due_on": (Response.due_on,),
    "done_on": (Response.done_on,),
}


def order_rows(
    db: Session,
    *,
    which: OrderList,
    today: date,
    offset: int = 0,
    limit: int = 200,
    sort: str = "",
    descending: bool = False,
) -> list[OrderRow]:
    """One window of a list of orders, the most urgent first unless it is sorted otherwise."""
    columns = _SORTS.get(sort) or _SORTS["done_on" if which is OrderList.LATELY else "due_on"]
    falls = descending or (not sort and which is OrderList.LATELY)
    order = [column.desc() if falls else column for column in columns]
    asked = _within(which, today).order_by(*order, Response.id.asc()).offset(offset).limit(limit)
    return [_row(row, today) for row in db.execute(asked)]


def order_count(db: Session, *, which: OrderList, today: date) -> int:
    """How many orders a list has."""
    listed = _within(which, today).with_only_columns(Response.id).order_by(None).subquery()
    return int(db.scalar(select(func.count()).select_from(listed)) or 0)


def orders_still_in(
    db: Session, *, which: OrderList, today: date, response_ids: Sequence[int]
) -> set[int]:
    """Which of some orders a list has still."""
    listed = _within(which, today).with_only_columns(Response.id)
    return set(db.scalars(listed.where(Response.id.in_(response_ids))))


def complete_orders(
    db: Session,
    context: Context,
    *,
    response_ids: Sequence[int],
    done_on: date,
    verified_by: str = "",
) -> int:
    """Several orders were done on one day; all or none. Returns how many."""
    for number in _chosen(response_ids):
        complete_response(db, context, response_id=number, done_on=done_on, verified_by=verified_by)
    return len(response_ids)


def verify_orders(
    db: Session, context: Context, *, response_ids: Sequence[int], verified_by: str = ""
) -> int:
    """Somebody saw the proof of several orders; all or none. Returns how many."""
    for number in _chosen(response_ids):
        verify_response(db, context, response_id=number, verified_by=verified_by)
    return len(response_ids)


def _chosen(response_ids: Sequence[int]) -> Sequence[int]:
    if not response_ids:
        raise Refusal("Mark an order first.")
    if len(response_ids) > MOST_AT_ONCE:
        raise Refusal(f"At most {MOST_AT_ONCE} orders can be marked at once.")
    return response_ids


def _within(which: OrderList, today: date) -> Select[*tuple[Any, ...]]:
    """The orders of a list; what somebody who left did not do is asked of nobody any more."""
    columns = (
        Response.id,
        Response.episode_id,
        Response.family,
        Response.title,
        Response.behavior,
        Response.given_on,
        Response.due_on,
        Response.done_on,
        Response.verified_by,
        Response.hours,
        Person.family_name,
        Person.given_name,
        Person.reference,
    )
    asked: Select[*tuple[Any, ...]] = (
        select(*columns)
        .join(Episode, Episode.id == Response.episode_id)
        .join(Person, Person.id == Episode.person_id)
        .where(Response.due_on.is_not(None))
    )
    if which in (OrderList.OPEN, OrderList.OVERDUE):
        asked = asked.where(Response.done_on.is_(None), Episode.exited_on.is_(None))
        return asked if which is OrderList.OPEN else asked.where(Response.due_on < today)
    asked = asked.where(Response.done_on.is_not(None))
    if which is OrderList.TO_VERIFY:
        return asked.where(Response.verified_by == "")
    return asked.where(
        Response.verified_by != "", Response.done_on >= today - timedelta(days=LATELY_DAYS)
    )


def _row(row: Any, today: date) -> OrderRow:
    state = order_state(row.due_on, row.done_on, row.verified_by, today) or OrderState.OPEN
    ended = row.done_on or today
    return OrderRow(
        id=row.id,
        episode_id=row.episode_id,
        name=listed_name(row.family_name, row.given_name, row.reference),
        family=row.family,
        title=row.title,
        behavior=row.behavior,
        given_on=row.given_on,
        due_on=row.due_on,
        done_on=row.done_on,
        verified_by=row.verified_by,
        hours=row.hours,
        state=state,
        days_late=max(0, (ended - row.due_on).days),
    )
