"""Acts on checks of conditions: what somebody who looked found, one or a whole evening at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.casework.supervision.conduct import record_infraction
from drugcourt.casework.supervision.imposed import hours_words, wall
from drugcourt.casework.supervision.listing import (
    BY_NAME,
    Phases,
    Whose,
    about,
    away_as,
    narrowed,
    status_on,
)
from drugcourt.domain.conditions import CheckResult, ConditionKind
from drugcourt.domain.conduct import InfractionKind
from drugcourt.domain.dates import short
from drugcourt.domain.episodes import AWAY_STATUSES, OPEN_STATUSES, EpisodeStatus
from drugcourt.domain.supervision import ContactMode
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.conditions import ConditionCheck, ImposedCondition
from drugcourt.records.conduct import Infraction
from drugcourt.records.episodes import Episode
from drugcourt.workspace import Context

_INFRACTIONS = {
    ConditionKind.CURFEW: InfractionKind.CURFEW,
    ConditionKind.INTERLOCK: InfractionKind.INTERLOCK,
}


def record_check(
    db: Session,
    context: Context,
    *,
    imposed_id: int,
    checked_on: date,
    result: CheckResult,
    checked_at: str = "",
    mode: ContactMode | None = None,
    by: str = "",
    text: str = "",
) -> int:
    """Record that somebody looked. What was not kept becomes an infraction too, which the rules
    count. Refused on a day on which the condition did not hold.
    """
    imposed: ImposedCondition = entering.known(db, ImposedCondition, imposed_id)
    entering.check_span(db, context, imposed.episode_id, ("checked_on", checked_on))
    _within(imposed, checked_on)
    values = {
        "imposed_id": imposed_id,
        "checked_on": checked_on,
        "checked_at": wall("checked_at", checked_at),
        "mode": mode,
        "result": result,
        "by": by.strip() or context.who,
        "text": text,
        "infraction_id": _infraction(db, context, imposed, checked_on, by, text)
        if result is CheckResult.BROKEN
        else None,
    }
    return entering.enter(db, context, ConditionCheck, imposed.episode_id, values)


def record_checks(
    db: Session,
    context: Context,
    *,
    checked_on: date,
    lines: Sequence[Mapping[str, Any]],
    checked_at: str = "",
    mode: ContactMode | None = None,
    by: str = "",
) -> int:
    """Record one evening's checks in one act: `imposed_id`, `result`, and maybe `text` a line.

    Refused, whole, when one of them is; returns how many were recorded.
    """
    if not lines:
        raise Refusal("Mark first what was found.")
    for line in lines:
        record_check(
            db,
            context,
            imposed_id=line["imposed_id"],
            checked_on=checked_on,
            result=line["result"],
            checked_at=checked_at,
            mode=mode,
            by=by,
            text=line.get("text", ""),
        )
    return len(lines)


def _infraction(
    db: Session, context: Context, imposed: ImposedCondition, day: date, by: str, text: str
) -> int:
    kind = _INFRACTIONS.get(imposed.kind, InfractionKind.RULE)
    said = "" if kind is not InfractionKind.RULE else f"{imposed.kind.label}, not kept."
    return record_infraction(
        db,
        context,
        episode_id=imposed.episode_id,
        kind=kind,
        happened_on=day,
        by=by,
        text=" ".join(part for part in (said, text.strip()) if part),
    )


def check_check(db: Session, record: ConditionCheck, values: dict[str, Any]) -> None:
    """What a corrected check has to hold; a typed hour becomes the court's clock."""
    values["checked_at"] = wall("checked_at", values["checked_at"] or "")
    _within(entering.known(db, ImposedCondition, record.imposed_id), values["checked_on"])


def infraction_follows(db: Session, record: ConditionCheck) -> None:
    """The infraction of a corrected check is of the same day."""
    if record.infraction_id is not None:
        infraction = entering.known(db, Infraction, record.infraction_id)
        if infraction.happened_on != record.checked_on:
            infraction.happened_on = record.checked_on


def infraction_goes(db: Session, record: ConditionCheck) -> None:
    """With a check that is taken back its infraction is taken back too."""
    if record.infraction_id is not None:
        db.delete(entering.known(db, Infraction, record.infraction_id))


def _within(imposed: ImposedCondition, day: date) -> None:
    if day < imposed.started_on or (imposed.ended_on is not None and day >= imposed.ended_on):
        raise FieldRefusal("checked_on", f"The condition did not hold on {short(day)}.")


@dataclass(frozen=True, slots=True)
class Checkable:
    """A curfew that may be checked on a day; `recorded` is what was found that day already.

    `away` is the status of that day that keeps the person from being at home, if one does.
    """

    id: int
    episode_id: int
    name: str
    phase: str
    case_manager: str
    hours: str
    recorded: CheckResult | None
    away: EpisodeStatus | None


def curfews_on(db: Session, *, on: date, whose: Whose) -> list[Checkable]:
    """The curfews that hold on a day, by name; of those away on that day last."""
    found = select(ConditionCheck.imposed_id, ConditionCheck.result).where(
        ConditionCheck.checked_on == on
    )
    recorded = {row.imposed_id: row.result for row in db.execute(found)}
    then = status_on(on)
    asked = (
        about(ImposedCondition, then.label("then"))
        .where(
            ImposedCondition.kind == ConditionKind.CURFEW,
            ImposedCondition.started_on <= on,
            ImposedCondition.ended_on.is_(None) | (ImposedCondition.ended_on > on),
            Episode.status.in_(OPEN_STATUSES),
        )
        .order_by(then.in_(AWAY_STATUSES), *BY_NAME, ImposedCondition.id)
    )
    phases = Phases(db)
    return [
        Checkable(
            id=row.ImposedCondition.id,
            **phases.who(row),
            hours=hours_words(row.ImposedCondition.from_time, row.ImposedCondition.until_time),
            recorded=recorded.get(row.ImposedCondition.id),
            away=away_as(row.then),
        )
        for row in db.execute(narrowed(asked, whose))
    ]


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check of a condition, for the file."""

    id: int
    checked_on: date
    checked_at: str
    what: str
    mode: ContactMode | None
    result: CheckResult
    by: str
    text: str


def check_rows(
    db: Session, *, episode_id: int, offset: int = 0, limit: int = 100
) -> list[CheckRow]:
    """One window of the checks of one file, newest first."""
    asked = (
        select(ConditionCheck, ImposedCondition.kind)
        .join(ImposedCondition, ImposedCondition.id == ConditionCheck.imposed_id)
        .where(ConditionCheck.episode_id == episode_id)
        .order_by(ConditionCheck.checked_on.desc(), ConditionCheck.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return [
        CheckRow(c.id, c.checked_on, c.checked_at, kind.label, c.mode, c.result, c.by, c.text)
        for c, kind in db.execute(asked)
    ]
