"""Acts on conditions of supervision (curfew, no contact, GPS...), and who is under which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.casework.supervision.listing import (
    BY_NAME,
    FIRST,
    Phases,
    Whose,
    Window,
    about,
    counted_rows,
    narrowed,
    windowed,
)
from drugcourt.domain.clock import spoken, wall_time
from drugcourt.domain.conditions import CheckResult, ConditionKind
from drugcourt.domain.episodes import AWAY_STATUSES, OPEN_STATUSES
from drugcourt.domain.tone import Term
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.supervision_policy import supervision_policy
from drugcourt.records.conditions import ConditionCheck, ImposedCondition
from drugcourt.records.episodes import Episode
from drugcourt.workspace import Context


def impose(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    kind: ConditionKind,
    started_on: date,
    ended_on: date | None = None,
    from_time: str = "",
    until_time: str = "",
    ordered_on: date | None = None,
    ordered_by: str = "",
    source: str = "",
    text: str = "",
) -> int:
    """Impose a condition from a day on; its last day may lie ahead.

    A curfew needs its hours; a new one ends the one before it that day.
    """
    entering.check_span(db, context, episode_id, ("started_on", started_on))
    if ended_on is not None and ended_on < started_on:
        raise FieldRefusal("ended_on", "It can't end before it began.")
    hours = _hours(kind, from_time, until_time)
    if kind is ConditionKind.CURFEW:
        _end_curfews(db, episode_id, started_on)
    values = {
        "kind": kind,
        "started_on": started_on,
        "ended_on": ended_on,
        "from_time": hours[0],
        "until_time": hours[1],
        "ordered_on": ordered_on,
        "ordered_by": ordered_by.strip(),
        "source": source.strip(),
        "text": text,
    }
    return entering.enter(db, context, ImposedCondition, episode_id, values)


def end_imposed(
    db: Session, context: Context, *, imposed_id: int, ended_on: date, reason: str = ""
) -> None:
    """The condition holds no more; `ended_on` is the first day without it and may lie ahead."""
    found = entering.known(db, ImposedCondition, imposed_id)
    entering.check_span(db, context, found.episode_id, ("started_on", found.started_on))
    if found.ended_on is not None and found.ended_on <= context.today:
        raise Refusal("That condition has ended already.")
    if ended_on < found.started_on:
        raise FieldRefusal("ended_on", "It can't end before it began.")
    found.ended_on, found.end_reason = ended_on, reason.strip()


def wall(field: str, typed: str) -> str:
    """A typed time of day as `21:00`; FieldRefusal where it is none, nothing stays nothing."""
    try:
        return wall_time(typed) if typed.strip() else ""
    except ValueError as problem:
        raise FieldRefusal(field, str(problem)) from problem


def _hours(kind: ConditionKind, from_time: str, until_time: str) -> tuple[str, str]:
    first, last = wall("from_time", from_time), wall("until_time", until_time)
    if kind is ConditionKind.CURFEW and not first:
        raise FieldRefusal("from_time", "A curfew has its hours, such as 9 PM to 6 AM.")
    if bool(first) != bool(last):
        raise FieldRefusal("until_time" if first else "from_time", "Give both hours, or none.")
    return first, last


def check_imposed(db: Session, record: ImposedCondition, values: dict[str, Any]) -> None:
    """What a corrected condition has to hold; typed hours become the court's clock."""
    hours = _hours(record.kind, values["from_time"] or "", values["until_time"] or "")
    values["from_time"], values["until_time"] = hours
    if values["ended_on"] is not None and values["ended_on"] < values["started_on"]:
        raise FieldRefusal("ended_on", "It can't end before it began.")


def _end_curfews(db: Session, episode_id: int, day: date) -> None:
    asked = select(ImposedCondition).where(
        ImposedCondition.episode_id == episode_id,
        ImposedCondition.kind == ConditionKind.CURFEW,
        ImposedCondition.ended_on.is_(None) | (ImposedCondition.ended_on > day),
    )
    for earlier in db.scalars(asked):
        earlier.ended_on = max(day, earlier.started_on)


class ConditionShows(Term):
    """Which conditions the list shows."""

    NOW = "now", "In force"
    CURFEW = "curfew", "Curfews in force"
    UNCHECKED = "unchecked", "Curfews not checked for {unchecked_days}"
    BROKEN = "broken", "Not kept in the last {counted_days}"
    ENDING = "ending", "Ending within {ending_days}"
    ENDED = "ended", "Ended"
    ALL = "all", "All conditions"


@dataclass(frozen=True, slots=True)
class ImposedRow:
    """One condition with what checks found lately, for the list."""

    id: int
    episode_id: int
    name: str
    phase: str
    case_manager: str
    kind: ConditionKind
    hours: str
    started_on: date
    ended_on: date | None
    in_force: bool
    ordered_on: date | None
    ordered_by: str
    source: str
    text: str
    checked_on: date | None
    kept: int
    broken: int


def hours_words(from_time: str, until_time: str) -> str:
    """`9:00 PM to 6:00 AM`; nothing where no hours are set."""
    if not from_time or not until_time:
        return ""
    return f"{spoken(from_time)} to {spoken(until_time)}"


def imposed_rows(
    db: Session, *, shows: ConditionShows, whose: Whose, today: date, window: Window = FIRST
) -> list[ImposedRow]:
    """One window of the list: by name, in force first."""
    asked, checks = _imposed(shows, whose, today)
    keys: dict[str, Sequence[Any]] = {
        "name": BY_NAME,
        "kind": (ImposedCondition.kind,),
        "started_on": (ImposedCondition.started_on,),
        "ended_on": (ImposedCondition.ended_on,),
        "checked_on": (checks.c.checked_on,),
        "broken": (checks.c.broken,),
        "case_manager": (Episode.case_manager,),
    }
    over = case((ImposedCondition.ended_on <= today, 1), else_=0)
    latest = (over, *BY_NAME, ImposedCondition.started_on.desc(), ImposedCondition.id)
    phases = Phases(db)
    return [_row(row, phases, today) for row in db.execute(windowed(asked, window, keys, latest))]


def imposed_count(db: Session, *, shows: ConditionShows, whose: Whose, today: date) -> int:
    """How many conditions the list has."""
    return counted_rows(db, _imposed(shows, whose, today)[0])


def _imposed(
    shows: ConditionShows, whose: Whose, today: date
) -> tuple[Select[*tuple[Any, ...]], Any]:
    policy = supervision_policy()
    since = today - timedelta(days=policy.counted_days)
    result, day = ConditionCheck.result, ConditionCheck.checked_on
    lately = {
        word: func.sum(case(((result == word) & (day >= since), 1), else_=0))
        for word in (CheckResult.KEPT, CheckResult.BROKEN)
    }
    checks = (
        select(
            ConditionCheck.imposed_id,
            func.max(day).label("checked_on"),
            lately[CheckResult.KEPT].label("kept"),
            lately[CheckResult.BROKEN].label("broken"),
        )
        .group_by(ConditionCheck.imposed_id)
        .subquery()
    )
    asked = about(ImposedCondition, checks.c.checked_on, checks.c.kept, checks.c.broken).outerjoin(
        checks, checks.c.imposed_id == ImposedCondition.id
    )
    record = ImposedCondition
    now = (
        record.started_on <= today,
        record.ended_on.is_(None) | (record.ended_on > today),
        Episode.status.in_(OPEN_STATUSES),
    )
    curfew = (*now, record.kind == ConditionKind.CURFEW)
    ending = today + timedelta(days=policy.ending_days)
    latest = func.coalesce(checks.c.checked_on, record.started_on)
    unchecked = (
        latest < today - timedelta(days=policy.unchecked_days),
        Episode.status.not_in(AWAY_STATUSES),
    )
    conditions: dict[ConditionShows, tuple[Any, ...]] = {
        ConditionShows.NOW: now,
        ConditionShows.CURFEW: curfew,
        ConditionShows.UNCHECKED: (*curfew, *unchecked),
        ConditionShows.BROKEN: (*now, checks.c.broken > 0),
        ConditionShows.ENDING: (
            *now,
            record.ended_on <= ending,
        ),
        ConditionShows.ENDED: (record.ended_on <= today,),
        ConditionShows.ALL: (),
    }
    return narrowed(asked.where(*conditions[shows]), whose), checks


def _row(row: Any, phases: Phases, today: date) -> ImposedRow:
    record: ImposedCondition = row.ImposedCondition
    ended = record.ended_on is not None and record.ended_on <= today
    return ImposedRow(
        id=record.id,
        **phases.who(row),
        kind=record.kind,
        hours=hours_words(record.from_time, record.until_time),
        started_on=record.started_on,
        ended_on=record.ended_on,
        in_force=not ended and record.started_on <= today and row.status in OPEN_STATUSES,
        ordered_on=record.ordered_on,
        ordered_by=record.ordered_by,
        source=record.source,
        text=record.text,
        checked_on=row.checked_on,
        kept=int(row.kept or 0),
        broken=int(row.broken or 0),
    )
