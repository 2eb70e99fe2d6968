"""What is to be done after court, of whom and by when: asked by the orders and the responses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from drugcourt.casework.hearings.decided import Decided, decided
from drugcourt.domain.dates import short
from drugcourt.domain.episodes import OPEN_STATUSES
from drugcourt.domain.hearings import HearingAttendance, PhaseMove, WarrantStep
from drugcourt.domain.responses import ResponseFamily
from drugcourt.domain.staffings import TeamRole
from drugcourt.errors import Refusal
from drugcourt.exchange.courtroom_policy import TaskPolicy, task_policy
from drugcourt.records.episodes import Episode
from drugcourt.records.hearings import DocketEntry
from drugcourt.records.people import Person, listed_name
from drugcourt.records.responses import Response
from drugcourt.records.tasks import CourtTask
from drugcourt.workspace import Context

_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Asked:
    """One task that a hearing asks for; the key says what of the hearing asked."""

    key: str
    role: TeamRole
    text: str
    due_on: date


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task of a session's list."""

    id: int
    episode_id: int
    name: str
    role: TeamRole
    text: str
    due_on: date
    done_on: date | None
    done_by: str


# Acts -----------------------------------------------------------------------------------------


def ask_tasks(db: Session, entry: DocketEntry, held_on: date) -> None:
    """Make the tasks of a hearing what its record asks for; what was done stays."""
    db.flush()
    kept = db.scalars(select(CourtTask).where(CourtTask.docket_entry_id == entry.id)).all()
    if not kept and _asks_nothing(db, entry):
        return
    told = decided(db, session_id=entry.session_id, episode_ids=[entry.episode_id])
    away = db.get_one(Episode, entry.episode_id).status not in OPEN_STATUSES
    wanted = {one.key: one for one in asked_of(told[0], held_on, left=away)} if told else {}
    for task in kept:
        one = wanted.pop(task.key, None)
        if task.done_on is not None:
            continue
        if one is None:
            db.delete(task)
        elif (task.role, task.text, task.due_on) != (one.role, one.text, one.due_on):
            task.role, task.text, task.due_on = one.role, one.text, one.due_on
    for one in wanted.values():
        db.add(
            CourtTask(
                episode_id=entry.episode_id,
                docket_entry_id=entry.id,
                key=one.key,
                role=one.role,
                text=one.text,
                due_on=one.due_on,
            )
        )


def _asks_nothing(db: Session, entry: DocketEntry) -> bool:
    """A hearing as most are: they came, nothing was ordered, the next date is set."""
    plain = (
        entry.attendance is not HearingAttendance.FAILED_TO_APPEAR
        and entry.next_on is not None
        and entry.move is PhaseMove.STAY
        and entry.warrant is WarrantStep.NONE
        and not entry.orders.strip()
    )
    given = select(Response.id).where(Response.docket_entry_id == entry.id).limit(1)
    return plain and db.scalar(given) is None


def complete_task(
    db: Session, context: Context, *, task_id: int, done_on: date | None = None
) -> None:
    """It is done; by whoever says so."""
    task = _task(db, task_id)
    if task.done_on is not None:
        raise Refusal(f"That was done already, on {short(task.done_on, context.today)}.")
    task.done_on, task.done_by = done_on or context.today, context.who


def reopen_task(db: Session, context: Context, *, task_id: int) -> None:
    """It is not done after all."""
    task = _task(db, task_id)
    task.done_on, task.done_by = None, ""


def _task(db: Session, task_id: int) -> CourtTask:
    task = db.get(CourtTask, task_id)
    if task is None:
        raise Refusal("That task is not on the list any more.")
    return task


# What a hearing asks for ----------------------------------------------------------------------


def asked_of(one: Decided, held_on: date, *, left: bool = False) -> list[Asked]:
    """The tasks of one hearing by the court's policy; `left` when the participant has left."""
    policy = task_policy()
    made = [
        *_of_responses(policy, one, held_on),
        *_of_orders(policy, one, held_on),
        *_of_course(policy, one, held_on),
    ]
    absent = one.attendance is HearingAttendance.FAILED_TO_APPEAR
    if one.next_on is None and not left and not absent and one.attendance is not None:
        made.append(_by_rule(policy, "no_date", "no_date", held_on))
    return made


def _of_responses(policy: TaskPolicy, one: Decided, held_on: date) -> list[Asked]:
    made = []
    for given in one.responses:
        named = {"title": given.title}
        if given.jail_days:
            made.append(_by_rule(policy, "jail", f"jail:{given.id}", held_on, **named))
        if given.due_on is not None:
            due = short(given.due_on, held_on)
            key = f"order:{given.id}"
            made.append(_by_rule(policy, "order", key, given.due_on, due=due, **named))
        elif given.family is ResponseFamily.SERVICE_ADJUSTMENT:
            key = f"adjustment:{given.id}"
            made.append(_by_rule(policy, "adjustment", key, held_on, **named))
    return made


def _of_orders(policy: TaskPolicy, one: Decided, held_on: date) -> list[Asked]:
    """A task for each line of the orders."""
    lines = [" ".join(line.split()) for line in one.orders.splitlines()]
    made = []
    for place, words in enumerate((line for line in lines if line), start=1):
        task = _by_rule(policy, "words", f"words:{place}", held_on, words=words)
        made.append(Asked(task.key, policy.role_of(words), task.text, task.due_on))
    return made


_BY_MOVE = {
    PhaseMove.ADVANCE: "advanced",
    PhaseMove.DEMOTE: "demoted",
    PhaseMove.GRADUATE: "graduated",
}
_BY_WARRANT = {
    WarrantStep.REQUESTED: "requested",
    WarrantStep.ISSUED: "issued",
    WarrantStep.RECALLED: "recalled",
}


def _of_course(policy: TaskPolicy, one: Decided, held_on: date) -> list[Asked]:
    """What the move, the warrant and the absence ask for."""
    kinds = [_BY_MOVE.get(one.move, ""), _BY_WARRANT.get(one.warrant, "")]
    absent = one.attendance is HearingAttendance.FAILED_TO_APPEAR
    if absent and one.warrant is WarrantStep.NONE:
        kinds.append("absent")
    return [_by_rule(policy, kind, kind, held_on, phase=one.phase) for kind in kinds if kind]


def _by_rule(policy: TaskPolicy, kind: str, key: str, since: date, **named: str) -> Asked:
    rule = policy.rules[kind]
    text = rule.text.format_map(named)
    return Asked(key, rule.role, text[:_LONGEST], since + timedelta(days=rule.days))


# Asked ----------------------------------------------------------------------------------------


def session_tasks(db: Session, *, session_id: int) -> list[TaskRow]:
    """What a session left to do, by the seat whose it is, then by the day it is due."""
    asked = (
        _columns()
        .join(DocketEntry, DocketEntry.id == CourtTask.docket_entry_id)
        .where(DocketEntry.session_id == session_id)
    )
    order = list(TeamRole)
    rows = [_row(row) for row in db.execute(asked)]
    return sorted(rows, key=lambda r: (r.done_on is not None, order.index(r.role), r.due_on, r.id))


def _columns() -> Select[*tuple[Any, ...]]:
    return (
        select(
            CourtTask.id,
            CourtTask.episode_id,
            CourtTask.role,
            CourtTask.text,
            CourtTask.due_on,
            CourtTask.done_on,
            CourtTask.done_by,
            Person.family_name,
            Person.given_name,
            Person.reference,
        )
        .join(Episode, Episode.id == CourtTask.episode_id)
        .join(Person, Person.id == Episode.person_id)
    )


def _row(row: Any) -> TaskRow:
    return TaskRow(
        id=row.id,
        episode_id=row.episode_id,
        name=listed_name(row.family_name, row.given_name, row.reference),
        role=row.role,
        text=row.text,
        due_on=row.due_on,
        done_on=row.done_on,
        done_by=row.done_by,
    )


def tasks_due(today: date) -> Select[*tuple[Any, ...]]:
    """Tasks that are due by this day and not done, for Today: episode, day, text."""
    return (
        select(Episode.id, CourtTask.due_on, CourtTask.text)
        .join(Episode, Episode.id == CourtTask.episode_id)
        .where(CourtTask.done_on.is_(None), CourtTask.due_on <= today)
        .order_by(CourtTask.due_on, CourtTask.id)
    )


def say_task(row: tuple[Any, Any], today: date) -> str:
    """`Bench warrant to the sheriff, due Nov 24`."""
    return f"{row[1]}, due {short(row[0], today)}"
