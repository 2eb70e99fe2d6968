"""What a candidate did before entry: court watched, and the papers of the entry packet in hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.referral_policy import referral_policy
from drugcourt.records.referrals import CourtObservation, PacketItem
from drugcourt.workspace import Context


@dataclass(frozen=True, slots=True)
class Observation:
    """One day on which the candidate watched court."""

    id: int
    watched_on: date
    text: str


@dataclass(frozen=True, slots=True)
class PacketLine:
    """One paper of the packet; `done_on` None while it is missing."""

    key: str
    text: str
    done_on: date | None
    kept_where: str


def record_observation(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    watched_on: date | None = None,
    text: str = "",
) -> int:
    """Note that a candidate watched court; one line a day."""
    day = watched_on or context.today
    entering.check_span(db, context, episode_id, ("watched_on", day))
    _once_a_day(db, episode_id, day)
    values = {"watched_on": day, "text": text.strip()}
    return entering.enter(db, context, CourtObservation, episode_id, values)


def check_observation(db: Session, seen: CourtObservation, values: Mapping[str, Any]) -> None:
    """A day is noted once, also where another is corrected to be it."""
    if values["watched_on"] not in (None, seen.watched_on):
        _once_a_day(db, seen.episode_id, values["watched_on"])


def _once_a_day(db: Session, episode_id: int, day: date) -> None:
    if any(seen.watched_on == day for seen in observations(db, episode_id=episode_id)):
        raise FieldRefusal("watched_on", "That day is noted already.")


def observations(db: Session, *, episode_id: int) -> list[Observation]:
    """The days on which the candidate watched court, in their order."""
    asked = (
        select(CourtObservation)
        .where(CourtObservation.episode_id == episode_id)
        .order_by(CourtObservation.watched_on)
    )
    return [Observation(found.id, found.watched_on, found.text) for found in db.scalars(asked)]


def have_packet_item(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    key: str,
    done_on: date | None = None,
    kept_where: str = "",
) -> None:
    """A paper of the packet is in hand, since that day, and kept in that place."""
    if key not in {known for known, _text in referral_policy().packet}:
        raise Refusal("The entry packet has no such paper.")
    day = done_on or context.today
    entering.check_span(db, context, episode_id, ("done_on", day))
    found = _item(db, episode_id, key)
    if found is None:
        values = {"key": key, "done_on": day, "kept_where": kept_where.strip()}
        entering.enter(db, context, PacketItem, episode_id, values)
    else:
        found.done_on, found.kept_where = day, kept_where.strip()


def lack_packet_item(db: Session, context: Context, *, episode_id: int, key: str) -> None:
    """A paper was marked by mistake; it is missing again, and history keeps both."""
    found = _item(db, episode_id, key)
    if found is None:
        raise Refusal("That paper is not in hand.")
    db.delete(found)


def packet(db: Session, *, episode_id: int) -> list[PacketLine]:
    """Every paper of the entry packet, in hand or missing, in the order of the policy."""
    asked = select(PacketItem).where(PacketItem.episode_id == episode_id)
    found = {item.key: item for item in db.scalars(asked)}
    return [
        PacketLine(
            key,
            text,
            found[key].done_on if key in found else None,
            found[key].kept_where if key in found else "",
        )
        for key, text in referral_policy().packet
    ]


def _item(db: Session, episode_id: int, key: str) -> PacketItem | None:
    return db.scalar(
        select(PacketItem).where(PacketItem.episode_id == episode_id, PacketItem.key == key)
    )
