"""Overdoses during the program: reversed by whom, followed up in time, looked at clinically."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.casework.safety.kits import use_kit
from drugcourt.domain.dates import short
from drugcourt.domain.safety import Rescuer
from drugcourt.domain.tone import YesNo
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.safety_policy import safety_policy
from drugcourt.records.episodes import Episode
from drugcourt.records.safety import NaloxoneKit, Overdose
from drugcourt.workspace import Context


@dataclass(frozen=True, slots=True)
class OverdoseRow:
    """One overdose; `due_on` is the last day of a follow-up in time."""

    id: int
    happened_on: date
    fatal: bool
    naloxone: YesNo
    rescuer: Rescuer
    substances: str
    text: str
    due_on: date
    followed_on: date | None
    followed_by: str
    reviewed_on: date | None


def record_overdose(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    happened_on: date,
    fatal: bool = False,
    naloxone: YesNo = YesNo.UNKNOWN,
    rescuer: Rescuer = Rescuer.UNKNOWN,
    kit_id: int | None = None,
    substances: str = "",
    text: str = "",
) -> int:
    """Put down an overdose. A kit of the file that was used for it is marked as used."""
    entering.check_span(db, context, episode_id, ("happened_on", happened_on))
    if naloxone is YesNo.NO and kit_id is not None:
        raise FieldRefusal("naloxone", "A kit was used, so naloxone was given.")
    if kit_id is not None:
        kit = entering.known(db, NaloxoneKit, kit_id)
        if kit.episode_id != episode_id:
            raise Refusal("That kit belongs to another file.")
        use_kit(db, context, kit_id=kit_id, used_on=happened_on)
    values = {
        "happened_on": happened_on,
        "fatal": fatal,
        "naloxone": YesNo.YES if kit_id is not None else naloxone,
        "rescuer": rescuer,
        "kit_id": kit_id,
        "substances": substances.strip(),
        "text": text.strip(),
    }
    return entering.enter(db, context, Overdose, episode_id, values)


def follow_up_overdose(
    db: Session,
    context: Context,
    *,
    overdose_id: int,
    followed_on: date | None = None,
    followed_by: str = "",
    reviewed_on: date | None = None,
) -> None:
    """Somebody spoke with the person; `reviewed_on` when treatment looked at what it means."""
    found: Overdose = entering.known(db, Overdose, overdose_id)
    if found.fatal:
        raise Refusal("Nobody can be followed up after a fatal overdose.")
    day = followed_on or context.today
    begun = ("happened_on", found.happened_on)
    entering.check_span(db, context, found.episode_id, begun, ("followed_on", day))
    entering.check_span(db, context, found.episode_id, begun, ("reviewed_on", reviewed_on))
    found.followed_on, found.followed_by = day, followed_by.strip() or context.who
    found.reviewed_on = reviewed_on or found.reviewed_on


def overdoses(db: Session, *, episode_id: int) -> list[OverdoseRow]:
    """The overdoses of one file, the latest first."""
    asked = (
        select(Overdose)
        .where(Overdose.episode_id == episode_id)
        .order_by(Overdose.happened_on.desc(), Overdose.id.desc())
    )
    names = set(OverdoseRow.__dataclass_fields__) - {"due_on"}
    days = timedelta(days=safety_policy().overdose_days)
    return [
        OverdoseRow(**{key: getattr(found, key) for key in names}, due_on=found.happened_on + days)
        for found in db.scalars(asked)
    ]


def to_follow_up(today: date) -> Select[*tuple[Any, ...]]:
    """Overdoses that nobody followed up yet."""
    return (
        select(Episode.id, Overdose.happened_on, Overdose.rescuer)
        .join(Episode, Episode.id == Overdose.episode_id)
        .where(
            Episode.exited_on.is_(None), Overdose.fatal.is_(False), Overdose.followed_on.is_(None)
        )
        .order_by(Overdose.happened_on, Episode.id)
    )


def say_overdose(row: tuple[Any, Any], today: date) -> str:
    """By when somebody has to speak with the person."""
    happened, _rescuer = row
    due = happened + timedelta(days=safety_policy().overdose_days)
    late = " (late)" if due < today else ""
    return f"Overdose of {short(happened, today)}: follow up by {short(due, today)}{late}"
