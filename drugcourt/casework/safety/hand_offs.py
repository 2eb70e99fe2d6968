"""Whom somebody was handed on to, whether they came there, and how soon the first service was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.domain.dates import counted, short
from drugcourt.domain.safety import HandOffMode
from drugcourt.domain.tone import YesNo
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.safety_policy import safety_policy
from drugcourt.records.episodes import Episode
from drugcourt.records.safety import HandOff
from drugcourt.workspace import Context


@dataclass(frozen=True, slots=True)
class HandOffRow:
    """One hand-off; `within` is the smallest target the first service kept, None for none."""

    id: int
    handed_on: date
    given_by: str
    given_to: str
    mode: HandOffMode
    present: YesNo
    accepted: YesNo
    served_on: date | None
    text: str

    @property
    def days(self) -> int | None:
        """Days to the first service; None while there is none."""
        return None if self.served_on is None else (self.served_on - self.handed_on).days

    @property
    def within(self) -> int | None:
        days = self.days
        if days is None:
            return None
        return next((target for target in safety_policy().hand_off_days if days <= target), None)


def hand_on(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    given_to: str,
    mode: HandOffMode,
    handed_on: date | None = None,
    given_by: str = "",
    present: YesNo = YesNo.UNKNOWN,
    accepted: YesNo = YesNo.UNKNOWN,
    served_on: date | None = None,
    text: str = "",
) -> int:
    """Put down to whom somebody was handed on. Together means that the person was there."""
    day = handed_on or context.today
    entering.check_span(db, context, episode_id, ("handed_on", day), ("served_on", served_on))
    if not given_to.strip():
        raise FieldRefusal("given_to", "Say to whom the person was handed on.")
    if mode is HandOffMode.TOGETHER and present is YesNo.NO:
        raise FieldRefusal("present", "In person together means that the person was there.")
    values = {
        "handed_on": day,
        "given_by": given_by.strip() or context.who,
        "given_to": given_to.strip(),
        "mode": mode,
        "present": present,
        "accepted": accepted,
        "served_on": served_on,
        "text": text.strip(),
    }
    return entering.enter(db, context, HandOff, episode_id, values)


def note_first_service(
    db: Session,
    context: Context,
    *,
    hand_off_id: int,
    accepted: YesNo,
    served_on: date | None = None,
) -> None:
    """Whether the person accepted, and the day of the first service there."""
    found: HandOff = entering.known(db, HandOff, hand_off_id)
    begun = ("handed_on", found.handed_on)
    entering.check_span(db, context, found.episode_id, begun, ("served_on", served_on))
    if served_on is not None and accepted is YesNo.NO:
        raise FieldRefusal("accepted", "Somebody who was served there had accepted.")
    if found.served_on is not None and served_on is None:
        raise Refusal("The first service is noted already.")
    found.accepted, found.served_on = accepted, served_on


def hand_offs(db: Session, *, episode_id: int) -> list[HandOffRow]:
    """The hand-offs of one file, the latest first."""
    asked = (
        select(HandOff)
        .where(HandOff.episode_id == episode_id)
        .order_by(HandOff.handed_on.desc(), HandOff.id.desc())
    )
    names = HandOffRow.__dataclass_fields__
    return [
        HandOffRow(**{key: getattr(found, key) for key in names}) for found in db.scalars(asked)
    ]


def not_served(today: date) -> Select[*tuple[Any, ...]]:
    """Hand-offs without a first service after the longest target, that were not declined."""
    longest = max(safety_policy().hand_off_days)
    return (
        select(Episode.id, HandOff.handed_on, HandOff.given_to)
        .join(Episode, Episode.id == HandOff.episode_id)
        .where(
            Episode.exited_on.is_(None),
            HandOff.served_on.is_(None),
            HandOff.accepted != YesNo.NO,
            HandOff.handed_on < today - timedelta(days=longest),
        )
        .order_by(HandOff.handed_on, Episode.id)
    )


def say_not_served(row: tuple[Any, Any], today: date) -> str:
    """Since when nothing is known of the first service."""
    handed, given_to = row
    days = counted((today - handed).days, "day")
    return f"Handed on to {given_to} {short(handed, today)}, {days}: no first service noted"
