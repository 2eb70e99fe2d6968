"""Who waits for a place, since when, for what, and until when that has to be looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.casework.participants.participants import open_episode
from drugcourt.domain.episodes import CANDIDATE_STATUSES
from drugcourt.domain.referrals import WaitReason
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.referral_policy import referral_policy
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person, listed_name
from drugcourt.records.referrals import WaitingPlace
from drugcourt.workspace import Context


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """One place on the list; `position` counts from 1 among those who wait for the same."""

    id: int
    episode_id: int
    name: str
    position: int
    reason: WaitReason
    placed_on: date
    until: date
    text: str

    def days(self, today: date) -> int:
        """Whole days waited."""
        return (today - self.placed_on).days


def put_on_waiting_list(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    reason: WaitReason,
    placed_on: date | None = None,
    until: date | None = None,
    text: str = "",
) -> int:
    """Give a candidate a place; without `until` it is looked at again when the policy says so."""
    if open_episode(db, episode_id).status not in CANDIDATE_STATUSES:
        raise Refusal("This person is in the program already, so there is nothing to wait for.")
    if _open_place(db, episode_id) is not None:
        raise Refusal("This person is on the waiting list already.")
    day = placed_on or context.today
    entering.check_span(db, context, episode_id, ("placed_on", day))
    last = until or day + timedelta(days=referral_policy().waiting_expires)
    if last < day:
        raise FieldRefusal("until", "It can't end before it begins.")
    values = {"reason": reason, "placed_on": day, "until": last, "text": text.strip()}
    return entering.enter(db, context, WaitingPlace, episode_id, values)


def keep_waiting(db: Session, context: Context, *, place_id: int, until: date) -> None:
    """Say that somebody still waits, and until when that holds."""
    found = _place(db, place_id)
    if until < context.today:
        raise FieldRefusal("until", "That day has passed already.")
    found.until = until


def take_off_waiting_list(
    db: Session, context: Context, *, place_id: int, ended_on: date | None = None, text: str = ""
) -> None:
    """End a place on the list: a place came free, or the person waits no longer."""
    found = _place(db, place_id)
    day = ended_on or context.today
    entering.check_span(
        db, context, found.episode_id, ("placed_on", found.placed_on), ("ended_on", day)
    )
    found.ended_on = day
    if text.strip():
        found.text = text.strip()


def waiting_list(db: Session, *, episode_id: int | None = None) -> list[WaitingLine]:
    """Who waits now, those who wait longest first; of one episode, or of all."""
    asked = (
        select(WaitingPlace, Person.family_name, Person.given_name, Person.reference)
        .join(Episode, Episode.id == WaitingPlace.episode_id)
        .join(Person, Person.id == Episode.person_id)
        .where(WaitingPlace.ended_on.is_(None), Episode.status.in_(CANDIDATE_STATUSES))
        .order_by(WaitingPlace.placed_on, WaitingPlace.id)
    )
    seen: dict[WaitReason, int] = {}
    lines: list[WaitingLine] = []
    for place, family, given, reference in db.execute(asked):
        seen[place.reason] = seen.get(place.reason, 0) + 1
        lines.append(
            WaitingLine(
                id=place.id,
                episode_id=place.episode_id,
                name=listed_name(family, given, reference),
                position=seen[place.reason],
                reason=place.reason,
                placed_on=place.placed_on,
                until=place.until,
                text=place.text,
            )
        )
    return [line for line in lines if episode_id in (None, line.episode_id)]


def _place(db: Session, place_id: int) -> WaitingPlace:
    found: WaitingPlace = entering.known(db, WaitingPlace, place_id)
    if found.ended_on is not None:
        raise Refusal("This person is off the waiting list already.")
    return found


def _open_place(db: Session, episode_id: int) -> WaitingPlace | None:
    return db.scalar(
        select(WaitingPlace).where(
            WaitingPlace.episode_id == episode_id, WaitingPlace.ended_on.is_(None)
        )
    )
