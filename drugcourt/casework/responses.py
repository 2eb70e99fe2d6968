"""Acts on responses: give one, see an ordered one done. The three families are never mixed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework.participants.participants import open_episode, within_episode
from drugcourt.domain.dates import short
from drugcourt.domain.responses import Magnitude, ResponseFamily
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.responses import Response
from drugcourt.workspace import Context

LONGEST_JAIL = 180  # days; a sanction beyond it is a sentence, entered elsewhere


@dataclass(frozen=True, slots=True)
class NewResponse:
    """One response as it is entered; `due_on` makes it an order that stays open until done."""

    family: ResponseFamily
    title: str
    magnitude: Magnitude = Magnitude.LOW
    behavior: str = ""
    behavior_on: date | None = None
    jail_days: int = 0
    hours: float | None = None
    due_on: date | None = None
    reason: str = ""


def give_response(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    response: NewResponse,
    on: date | None = None,
    docket_entry_id: int | None = None,
) -> int:
    """Give an incentive, a sanction or a service adjustment; returns its number."""
    episode = open_episode(db, episode_id)
    day = on or context.today
    within_episode(context, episode, "given_on", day)
    if not response.title.strip():
        raise FieldRefusal("title", "Say what the response is.")
    if response.jail_days and response.family is not ResponseFamily.SANCTION:
        raise FieldRefusal("jail_days", "Only a sanction can carry jail days.")
    if not 0 <= response.jail_days <= LONGEST_JAIL:
        raise FieldRefusal("jail_days", f"Jail days lie between 0 and {LONGEST_JAIL}.")
    if response.due_on is not None and response.due_on < day:
        raise FieldRefusal("due_on", "It can't be due before it is given.")
    given = Response(
        episode_id=episode_id,
        docket_entry_id=docket_entry_id,
        family=response.family,
        title=response.title.strip(),
        magnitude=response.magnitude,
        given_on=day,
        behavior=response.behavior,
        behavior_on=response.behavior_on,
        jail_days=response.jail_days,
        hours=response.hours,
        due_on=response.due_on,
        reason=response.reason,
    )
    db.add(given)
    db.flush()
    return given.id


def complete_response(
    db: Session, context: Context, *, response_id: int, done_on: date, verified_by: str = ""
) -> None:
    """An ordered response was done, and who saw the proof."""
    response = db.get(Response, response_id)
    if response is None:
        raise Refusal("That response is not recorded.")
    if response.done_on is not None:
        raise Refusal("That is recorded as done already.")
    within_episode(context, open_episode(db, response.episode_id), "done_on", done_on)
    if done_on < response.given_on:
        raise FieldRefusal("done_on", "It can't be done before it was given.")
    response.done_on, response.verified_by = done_on, verified_by or context.who


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """One response, for the list; `state` says where an order stands."""

    id: int
    family: ResponseFamily
    title: str
    magnitude: Magnitude
    given_on: date
    behavior: str
    jail_days: int
    due_on: date | None
    done_on: date | None
    state: str
    overdue: bool
    open: bool


def response_rows(
    db: Session, *, episode_id: int, family: ResponseFamily, today: date
) -> list[ResponseRow]:
    """The responses of one family, open orders first, then the latest."""
    found = db.scalars(
        select(Response)
        .where(Response.episode_id == episode_id, Response.family == family)
        .order_by(
            Response.due_on.is_(None) | Response.done_on.is_not(None),
            Response.given_on.desc(),
            Response.id.desc(),
        )
    )
    return [_row(response, today) for response in found]


def response_counts(db: Session, *, episode_id: int) -> dict[ResponseFamily, int]:
    """How many responses of each family were given."""
    asked = (
        select(Response.family, func.count())
        .where(Response.episode_id == episode_id)
        .group_by(Response.family)
    )
    return dict(db.execute(asked).all())


def _row(response: Response, today: date) -> ResponseRow:
    due, done = response.due_on, response.done_on
    is_open = due is not None and done is None
    state = ""
    if done is not None:
        state = f"Done {short(done, today)}"
    elif due is not None:
        state = f"{'Overdue since' if due < today else 'Due'} {short(due, today)}"
    return ResponseRow(
        id=response.id,
        family=response.family,
        title=response.title,
        magnitude=response.magnitude,
        given_on=response.given_on,
        behavior=response.behavior,
        jail_days=response.jail_days,
        due_on=due,
        done_on=done,
        state=state,
        overdue=is_open and due is not None and due < today,
        open=is_open,
    )
