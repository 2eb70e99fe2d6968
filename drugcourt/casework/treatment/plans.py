"""The treatment plan: goals in the person's words, steps towards them, and when to look again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.domain.dates import short
from drugcourt.domain.treatment import GoalOutcome
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.treatment_policy import treatment_policy
from drugcourt.records.episodes import Episode
from drugcourt.records.treatment import PlanGoal, PlanObjective
from drugcourt.workspace import Context


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One line of the plan: a goal, or below it a step towards it, whose goal `goal_id` names.

    `due_on` is the day by which a step is to be done, or on which a goal is looked at again;
    `done_on` the day it was done, or ended.
    """

    id: int
    goal_id: int | None
    text: str
    started_on: date | None
    due_on: date | None
    done_on: date | None
    outcome: GoalOutcome | None

    @property
    def key(self) -> tuple[bool, int]:
        """Tells the line from the others."""
        return self.goal, self.id

    @property
    def goal(self) -> bool:
        return self.goal_id is None

    @property
    def open(self) -> bool:
        return self.done_on is None


def add_goal(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    text: str,
    started_on: date | None = None,
    review_on: date | None = None,
) -> int:
    """Agree on a goal. Without a day to look at it again, the court's policy gives one."""
    day = started_on or context.today
    entering.check_span(db, context, episode_id, ("started_on", day))
    review = review_on or day + timedelta(days=treatment_policy().review_days)
    values = {"text": _said(text), "started_on": day, "review_on": review}
    goal = PlanGoal(episode_id=episode_id, **values)
    check_goal(db, goal, {"ended_on": None, "outcome": None, **values})
    db.add(goal)
    db.flush()
    return goal.id


def check_goal(_db: Session, _goal: PlanGoal, values: Mapping[str, Any]) -> None:
    """What holds of a goal, also once it is corrected: an end and how it ended go together."""
    if values["ended_on"] is not None and values["outcome"] is None:
        raise FieldRefusal("outcome", "Say how it ended.")
    if values["outcome"] is not None and values["ended_on"] is None:
        raise FieldRefusal("ended_on", "Enter the day on which it ended.")
    began, review = values["started_on"], values["review_on"]
    if began is not None and review is not None and review < began:
        raise FieldRefusal("review_on", "It can't be looked at again before it began.")


def keep_goal(db: Session, context: Context, *, goal_id: int, review_on: date) -> None:
    """A goal was looked at and stands; it is looked at again on this day."""
    goal = _open_goal(db, goal_id)
    if review_on <= context.today:
        raise FieldRefusal("review_on", "Enter a day that is still to come.")
    goal.review_on = review_on


def end_goal(
    db: Session,
    context: Context,
    *,
    goal_id: int,
    outcome: GoalOutcome,
    ended_on: date | None = None,
) -> None:
    """A goal is met, replaced or given up."""
    goal = _open_goal(db, goal_id)
    day = ended_on or context.today
    begun = ("started_on", goal.started_on)
    entering.check_span(db, context, goal.episode_id, begun, ("ended_on", day))
    goal.ended_on, goal.outcome = day, outcome


def add_step(
    db: Session, context: Context, *, goal_id: int, text: str, due_on: date | None = None
) -> int:
    """Agree on a step towards a goal."""
    goal = _open_goal(db, goal_id)
    if due_on is not None and due_on < goal.started_on:
        raise FieldRefusal("due_on", "A step can't be due before its goal began.")
    values = {"goal_id": goal_id, "text": _said(text), "due_on": due_on}
    return entering.enter(db, context, PlanObjective, goal.episode_id, values)


def do_step(db: Session, context: Context, *, step_id: int, done_on: date | None = None) -> None:
    """A step is done."""
    step: PlanObjective = entering.known(db, PlanObjective, step_id)
    goal = _open_goal(db, step.goal_id)
    day = done_on or context.today
    entering.check_span(db, context, step.episode_id, ("done_on", max(day, goal.started_on)))
    step.done_on = day


def undo_step(db: Session, context: Context, *, step_id: int) -> None:
    """A step that was marked as done is open after all."""
    step: PlanObjective = entering.known(db, PlanObjective, step_id)
    _open_goal(db, step.goal_id)
    step.done_on = None


def plan(db: Session, *, episode_id: int) -> list[PlanLine]:
    """The plan, open goals first, each with its steps below it."""
    goals = db.scalars(
        select(PlanGoal)
        .where(PlanGoal.episode_id == episode_id)
        .order_by(PlanGoal.ended_on.is_not(None), PlanGoal.started_on, PlanGoal.id)
    ).all()
    steps: dict[int, list[PlanLine]] = {}
    for step in db.scalars(
        select(PlanObjective)
        .where(PlanObjective.episode_id == episode_id)
        .order_by(PlanObjective.due_on, PlanObjective.id)
    ):
        line = PlanLine(step.id, step.goal_id, step.text, None, step.due_on, step.done_on, None)
        steps.setdefault(step.goal_id, []).append(line)
    lines: list[PlanLine] = []
    for goal in goals:
        lines.append(
            PlanLine(
                goal.id,
                None,
                goal.text,
                goal.started_on,
                goal.review_on if goal.ended_on is None else None,
                goal.ended_on,
                goal.outcome,
            )
        )
        lines += steps.get(goal.id, [])
    return lines


def goals_to_review(today: date) -> Select[*tuple[Any, ...]]:
    """Goals whose day to be looked at again has come."""
    return (
        select(Episode.id, PlanGoal.review_on, PlanGoal.text)
        .join(Episode, Episode.id == PlanGoal.episode_id)
        .where(
            Episode.exited_on.is_(None), PlanGoal.ended_on.is_(None), PlanGoal.review_on <= today
        )
        .order_by(PlanGoal.review_on, Episode.id)
    )


def say_goal(row: Sequence[Any], today: date) -> str:
    """That a goal of the plan is to be looked at again."""
    return f"Goal of the plan to be looked at again since {short(row[0], today)}"


def _open_goal(db: Session, goal_id: int) -> PlanGoal:
    goal: PlanGoal = entering.known(db, PlanGoal, goal_id)
    if goal.ended_on is not None:
        raise Refusal("That goal has ended already.")
    return goal


def _said(text: str) -> str:
    if not text.strip():
        raise FieldRefusal("text", "Say it in a few words.")
    return text.strip()
