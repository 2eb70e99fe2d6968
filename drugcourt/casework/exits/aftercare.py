"""Follow-ups after the program: which are due when, and what each came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.participants.participants import not_after, open_episode
from drugcourt.domain.dates import Amount, Unit, add
from drugcourt.domain.episodes import ExitReason
from drugcourt.domain.exits import FollowUpOutcome
from drugcourt.domain.tone import YesNo
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.follow_ups import follow_up_months
from drugcourt.records.episodes import Episode
from drugcourt.records.exits import ExitFollowUp
from drugcourt.workspace import Context


def plan_follow_ups(db: Session, context: Context, *, episode_id: int) -> None:
    """Plan the follow-ups of an episode that ended without any (one brought in by an import)."""
    episode = open_episode(db, episode_id, also_closed=True)
    if episode.exited_on is None:
        raise Refusal("This episode has not ended; follow-ups begin after the exit.")
    if episode.exit_reason is ExitReason.DEATH:
        raise Refusal("This person died; nobody is to be asked how they are doing.")
    if db.scalar(select(ExitFollowUp.id).where(ExitFollowUp.episode_id == episode_id).limit(1)):
        raise Refusal("The follow-ups of this episode are planned already.")
    plan_after(db, episode, episode.exited_on)


def plan_after(db: Session, episode: Episode, day: date) -> None:
    """Write what falls due after an exit on this day, by calendar months."""
    db.add_all(
        ExitFollowUp(episode_id=episode.id, months=months, due_on=due_after(day, months))
        for months in follow_up_months()
    )


def due_after(day: date, months: int) -> date:
    """The day that lies so many calendar months after the exit."""
    return add(day, Amount(months, Unit.MONTH))


def record_follow_up(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    months: int,
    outcome: FollowUpOutcome,
    done_on: date | None = None,
    new_arrest: YesNo = YesNo.UNKNOWN,
    text: str = "",
) -> None:
    """Record what a follow-up came to, also before it is due; a later word replaces it."""
    planned = db.scalar(
        select(ExitFollowUp).where(
            ExitFollowUp.episode_id == episode_id, ExitFollowUp.months == months
        )
    )
    if planned is None:
        raise Refusal("That follow-up is not planned.")
    day = done_on or context.today
    not_after(context, "done_on", day)
    episode = open_episode(db, episode_id, also_closed=True)
    if episode.exited_on is not None and day < episode.exited_on:
        raise FieldRefusal("done_on", "That day lies before the exit.")
    planned.done_on, planned.done_by = day, context.who
    planned.outcome, planned.new_arrest, planned.text = outcome, new_arrest, text


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """One follow-up for the list."""

    id: int
    months: int
    due_on: date
    done_on: date | None
    done_by: str
    outcome: FollowUpOutcome | None
    new_arrest: YesNo
    text: str


def follow_up_rows(db: Session, *, episode_id: int) -> list[FollowUpRow]:
    """The follow-ups of an episode, the first first."""
    asked = (
        select(ExitFollowUp)
        .where(ExitFollowUp.episode_id == episode_id)
        .order_by(ExitFollowUp.months)
    )
    return [
        FollowUpRow(**{name: getattr(kept, name) for name in FollowUpRow.__slots__})
        for kept in db.scalars(asked)
    ]
