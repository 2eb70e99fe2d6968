"""Acts on ordered community service, and who has how many hours left, until when and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, case, func, literal, null, or_, select, union_all
from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.casework.responses.responses import complete_response
from drugcourt.casework.supervision.listing import (
    BY_NAME,
    FIRST,
    WHOM,
    Phases,
    Whose,
    Window,
    counted_rows,
    narrowed,
    windowed,
)
from drugcourt.casework.supervision.service import record_service
from drugcourt.domain.episodes import OPEN_STATUSES
from drugcourt.domain.fees import DebtKind
from drugcourt.domain.tone import Term
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.supervision_policy import supervision_policy
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person
from drugcourt.records.responses import Response
from drugcourt.records.service import ServiceEntry, ServiceOrder
from drugcourt.workspace import Context

MOST_HOURS = 2_000


def order_service(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    hours: float,
    ordered_on: date | None = None,
    due_on: date | None = None,
    site: str = "",
    pays: DebtKind | None = None,
    by: str = "",
    text: str = "",
) -> int:
    """Order hours apart from the responses; `pays` names the debt in whose place they stand."""
    day = ordered_on or context.today
    entering.check_span(db, context, episode_id, ("ordered_on", day))
    if not 0 < hours <= MOST_HOURS:
        raise FieldRefusal("hours", f"Enter a number of hours up to {MOST_HOURS:,}.")
    if due_on is not None and due_on < day:
        raise FieldRefusal("due_on", "It can't be due before it was ordered.")
    values = {
        "ordered_on": day,
        "hours": hours,
        "due_on": due_on,
        "site": site.strip(),
        "pays": pays,
        "by": by.strip() or context.who,
        "text": text,
    }
    return entering.enter(db, context, ServiceOrder, episode_id, values)


def close_service_order(
    db: Session, context: Context, *, order_id: int, closed_on: date, why: str
) -> None:
    """Nothing more is asked of the order: forgiven, turned into something else, or done."""
    order: ServiceOrder = entering.known(db, ServiceOrder, order_id)
    if order.closed_on is not None:
        raise Refusal("That order is closed already.")
    entering.check_span(
        db, context, order.episode_id, ("ordered_on", order.ordered_on), ("closed_on", closed_on)
    )
    if not why.strip():
        raise FieldRefusal("why", "Say why nothing more is asked.")
    order.closed_on, order.closed_why = closed_on, why.strip()


def record_hours(
    db: Session,
    context: Context,
    *,
    served_on: date,
    lines: Sequence[Mapping[str, Any]],
    site: str = "",
    verified_by: str = "",
) -> int:
    """Record the hours of one day in one act: `order` (its source and number) and `hours` a line.

    Without a `site` each order's own stands. Refused, whole, when one line is; returns how many
    were recorded.
    """
    if not lines:
        raise Refusal("Enter first somebody's hours.")
    for line in lines:
        source, number = line["order"]
        ordered = entering.known(db, ServiceOrder if source == ORDER else Response, number)
        entry = record_service(
            db,
            context,
            episode_id=ordered.episode_id,
            served_on=served_on,
            hours=line["hours"],
            site=site.strip() or getattr(ordered, "site", ""),
            sanction=source == RESPONSE,
            approved=True,
            pays=getattr(ordered, "pays", None),
            verified_by=verified_by,
        )
        if source == ORDER:
            db.get_one(ServiceEntry, entry).order_id = number
        else:
            db.get_one(ServiceEntry, entry).response_id = number
            db.flush()
            _finish(db, context, ordered, served_on, verified_by)
    return len(lines)


def _finish(db: Session, context: Context, response: Response, day: date, verified_by: str) -> None:
    """A response whose hours are all done is done."""
    asked = select(func.sum(ServiceEntry.hours)).where(ServiceEntry.response_id == response.id)
    done = float(db.scalar(asked) or 0)
    if response.done_on is None and done >= (response.hours or 0):
        complete_response(
            db,
            context,
            response_id=response.id,
            done_on=max(day, response.given_on),
            verified_by=verified_by,
        )


class ServiceShows(Term):
    """Which orders the list shows."""

    OPEN = "open", "Hours left"
    OVERDUE = "overdue", "Overdue"
    SOON = "soon", "Due within {service_soon_days}"
    IDLE = "idle", "Nothing done for {idle_days}"
    DONE = "done", "Done or closed"
    ALL = "all", "All orders"


ORDER, RESPONSE = "order", "response"


@dataclass(frozen=True, slots=True)
class ServiceOrderRow:
    """One order of hours; `id` tells whether it is an order of its own or a response's."""

    id: tuple[str, int]
    episode_id: int
    name: str
    phase: str
    case_manager: str
    ordered_on: date
    due_on: date | None
    hours: float
    done: float
    last_on: date | None
    site: str
    pays: DebtKind | None
    text: str
    closed_on: date | None
    closed_why: str

    @property
    def left(self) -> float:
        """The hours still to be done."""
        return 0.0 if self.closed_on is not None else max(0.0, self.hours - self.done)

    @property
    def source(self) -> str:
        """Where it comes from, in words."""
        if self.id[0] == RESPONSE:
            return "Sanction"
        return f"For {self.pays.label.lower()}" if self.pays else "Order"


def service_orders(
    db: Session, *, shows: ServiceShows, whose: Whose, today: date, window: Window = FIRST
) -> list[ServiceOrderRow]:
    """One window of the list: what is due first."""
    asked, order = _asked(shows, whose, today)
    keys: dict[str, Sequence[Any]] = {
        "name": BY_NAME,
        "ordered_on": (order.c.ordered_on,),
        "due_on": (order.c.due_on,),
        "hours": (order.c.hours,),
        "done": (order.c.done,),
        "left": (order.c.hours - order.c.done,),
        "last_on": (order.c.last_on,),
        "site": (order.c.site,),
        "case_manager": (Episode.case_manager,),
    }
    otherwise = (order.c.due_on.is_(None), order.c.due_on, *BY_NAME, order.c.source, order.c.id)
    phases = Phases(db)
    return [
        ServiceOrderRow(
            id=(row.source, row.id),
            **phases.who(row),
            ordered_on=row.ordered_on,
            due_on=row.due_on,
            hours=row.hours,
            done=float(row.done or 0),
            last_on=row.last_on,
            site=row.site,
            pays=row.pays,
            text=row.text,
            closed_on=row.closed_on,
            closed_why=row.closed_why,
        )
        for row in db.execute(windowed(asked, window, keys, otherwise))
    ]


def service_order_count(db: Session, *, shows: ServiceShows, whose: Whose, today: date) -> int:
    """How many orders the list has."""
    return counted_rows(db, _asked(shows, whose, today)[0])


def _asked(shows: ServiceShows, whose: Whose, today: date) -> tuple[Select[*tuple[Any, ...]], Any]:
    order = _orders().subquery()
    left = order.c.hours - order.c.done
    open_ = (order.c.closed_on.is_(None), left > 0, Episode.status.in_(OPEN_STATUSES))
    policy = supervision_policy()
    soon = today + timedelta(days=policy.service_soon_days)
    touched = func.coalesce(order.c.last_on, order.c.ordered_on)
    conditions: dict[ServiceShows, tuple[Any, ...]] = {
        ServiceShows.OPEN: open_,
        ServiceShows.OVERDUE: (*open_, order.c.due_on < today),
        ServiceShows.SOON: (*open_, order.c.due_on.between(today, soon)),
        ServiceShows.IDLE: (*open_, touched < today - timedelta(days=policy.idle_days)),
        ServiceShows.DONE: (or_(order.c.closed_on.is_not(None), left <= 0),),
        ServiceShows.ALL: (),
    }
    asked = (
        select(order, *WHOM)
        .select_from(order)
        .join(Episode, Episode.id == order.c.episode_id)
        .join(Person, Person.id == Episode.person_id)
        .where(*conditions[shows])
    )
    return narrowed(asked, whose), order


def _orders() -> Any:
    """Orders of their own, and responses that ask for hours, each with the hours done for it."""
    own, theirs = _done(ServiceEntry.order_id), _done(ServiceEntry.response_id)
    ordered = select(
        literal(ORDER).label("source"),
        ServiceOrder.id,
        ServiceOrder.episode_id,
        ServiceOrder.ordered_on,
        ServiceOrder.due_on,
        ServiceOrder.hours,
        func.coalesce(own.c.done, 0.0).label("done"),
        own.c.last_on,
        ServiceOrder.site,
        ServiceOrder.pays,
        ServiceOrder.text,
        ServiceOrder.closed_on,
        ServiceOrder.closed_why,
    ).outerjoin(own, own.c.number == ServiceOrder.id)
    imposed = (
        select(
            literal(RESPONSE),
            Response.id,
            Response.episode_id,
            Response.given_on,
            Response.due_on,
            Response.hours,
            func.coalesce(theirs.c.done, 0.0),
            theirs.c.last_on,
            literal(""),
            null(),
            Response.title,
            Response.done_on,
            case((Response.done_on.is_not(None), "Done"), else_=""),
        )
        .outerjoin(theirs, theirs.c.number == Response.id)
        .where(Response.hours > 0)
    )
    return union_all(ordered, imposed)


def _done(key: Any) -> Any:
    return (
        select(
            key.label("number"),
            func.sum(ServiceEntry.hours).label("done"),
            func.max(ServiceEntry.served_on).label("last_on"),
        )
        .where(key.is_not(None))
        .group_by(key)
        .subquery()
    )
