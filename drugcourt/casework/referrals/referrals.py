"""Acts on a referral: how it came, when entry was offered, how it ended without admission."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.participants import participants
from drugcourt.casework.participants.participants import open_episode
from drugcourt.domain.episodes import CANDIDATE_STATUSES, EpisodeStatus
from drugcourt.domain.referrals import Channel, Gatekeeper, Held, Intercept, RefusalGround, Verdict
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.referral_policy import referral_policy
from drugcourt.records.episodes import Episode
from drugcourt.records.referrals import Referral, ReferralGate, WaitingPlace
from drugcourt.workspace import Context

FIELDS = (
    "channel",
    "intercept",
    "agency",
    "referred_by",
    "reach",
    "encounter_on",
    "encounter_place",
    "encounter",
    "prior_contacts",
    "held_charges",
    "abeyance_until",
    "held",
    "defense_counsel",
)
_PAST = ("encounter_on", "offered_on", "ordered_on")


@dataclass(frozen=True, slots=True)
class ReferralCard:
    """Everything that stands with one referral; `None` days are not known yet."""

    episode_id: int
    status: EpisodeStatus
    referred_on: date | None
    arrested_on: date | None
    channel: Channel
    intercept: Intercept
    agency: str
    referred_by: str
    reach: str
    encounter_on: date | None
    encounter_place: str
    encounter: str
    prior_contacts: int | None
    held_charges: str
    abeyance_until: date | None
    held: Held
    defense_counsel: str
    offered_on: date | None
    ordered_on: date | None
    ground: RefusalGround | None
    ground_text: str
    decided_by: str
    decided_on: date | None


def open_referral(
    db: Session,
    context: Context,
    *,
    person: Mapping[str, Any],
    channel: Channel,
    referred_on: date | None = None,
    arrested_on: date | None = None,
    person_id: int | None = None,
    intercept: Intercept | None = None,
    **told: Any,
) -> int:
    """Begin an episode with its referral and one waiting decision for each gatekeeper.

    Returns the number of the episode. Without an intercept the channel's own stands.
    """
    source = str(told.get("agency") or told.get("referred_by") or channel.label)
    episode_id = participants.refer(
        db,
        context,
        person=person,
        person_id=person_id,
        referred_on=referred_on,
        referral_source=source[:120],
        arrested_on=arrested_on,
    )
    add_referral(db, context, episode_id=episode_id, channel=channel, intercept=intercept, **told)
    return episode_id


def add_referral(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    channel: Channel,
    intercept: Intercept | None = None,
    import_id: int | None = None,
    **told: Any,
) -> None:
    """Give an episode that has none its referral, and a candidate the gates of the policy."""
    episode = open_episode(db, episode_id, also_closed=True)
    if _referral(db, episode_id) is not None:
        raise Refusal("This episode has its referral already. Change that one.")
    policy = referral_policy()
    values = {key: value for key, value in told.items() if value is not None}
    _check(context, episode, values)
    made = Referral(
        episode_id=episode_id,
        channel=channel,
        intercept=intercept or policy.intercepts[channel],
        import_id=import_id,
        **{"held_charges": "", **values},
    )
    _check_abeyance(made)
    db.add(made)
    if episode.status in CANDIDATE_STATUSES:
        for keeper in policy.gatekeepers:
            db.add(_gate(episode, keeper))
    db.flush()


def amend_referral(
    db: Session, context: Context, *, episode_id: int, changes: Mapping[str, Any]
) -> None:
    """Correct or complete what is known of a referral; history keeps what stood before."""
    episode = open_episode(db, episode_id, also_closed=True)
    found = known_referral(db, episode_id)
    _check(context, episode, changes)
    for key, value in changes.items():
        if getattr(found, key) != value:
            setattr(found, key, value)
    _check_abeyance(found)


def set_stations(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    offered_on: date | None = None,
    ordered_on: date | None = None,
) -> None:
    """Put down the day on which the program was offered, and that of the plea or order."""
    episode = open_episode(db, episode_id)
    found = known_referral(db, episode_id)
    _check(context, episode, {"offered_on": offered_on, "ordered_on": ordered_on})
    if offered_on and ordered_on and ordered_on < offered_on:
        raise FieldRefusal("ordered_on", "The order can't come before the offer.")
    found.offered_on, found.ordered_on = offered_on, ordered_on


def end_referral(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    ground: RefusalGround,
    decided_by: str,
    decided_on: date | None = None,
    text: str = "",
) -> None:
    """Close a referral without admission. The ground is a fact, and who decided is named."""
    episode = open_episode(db, episode_id)
    if episode.status not in CANDIDATE_STATUSES:
        raise Refusal("This person is in the program already; leaving it is an exit.")
    found = known_referral(db, episode_id)
    if not decided_by.strip():
        raise FieldRefusal("decided_by", "Name who decided it.")
    if ground is RefusalGround.OTHER and not text.strip():
        raise FieldRefusal("text", "Say the fact it rests on.")
    day = decided_on or context.today
    participants.set_status(
        db,
        context,
        episode_id=episode_id,
        status=EpisodeStatus.DECLINED,
        on=day,
        reason=ground.label,
    )
    found.ground, found.ground_text = ground, text.strip()
    found.decided_by, found.decided_on = decided_by.strip(), day
    for place in db.scalars(
        select(WaitingPlace).where(
            WaitingPlace.episode_id == episode_id, WaitingPlace.ended_on.is_(None)
        )
    ):
        place.ended_on = max(day, place.placed_on)


def referral_card(db: Session, *, episode_id: int) -> ReferralCard | None:
    """What stands with the referral of this episode; None where none was entered."""
    asked = (
        select(Referral, Episode)
        .join(Episode, Episode.id == Referral.episode_id)
        .where(Referral.episode_id == episode_id)
    )
    row = db.execute(asked).one_or_none()
    if row is None:
        return None
    found, episode = row
    names = ReferralCard.__dataclass_fields__
    of_episode = {"episode_id": episode.id} | {
        key: getattr(episode, key) for key in ("status", "referred_on", "arrested_on")
    }
    rest = {key: getattr(found, key) for key in names if key not in of_episode}
    return ReferralCard(**of_episode, **rest)


def known_referral(db: Session, episode_id: int) -> Referral:
    """The referral of this episode; Refusal where none was entered."""
    found = _referral(db, episode_id)
    if found is None:
        raise Refusal("No referral was entered for this person. Enter how the referral came first.")
    return found


def _referral(db: Session, episode_id: int) -> Referral | None:
    return db.scalar(select(Referral).where(Referral.episode_id == episode_id))


def _gate(episode: Episode, keeper: Gatekeeper) -> ReferralGate:
    return ReferralGate(
        episode_id=episode.id, keeper=keeper, verdict=Verdict.PENDING, sent_on=episode.referred_on
    )


def _check(context: Context, episode: Episode, values: Mapping[str, Any]) -> None:
    known = {*FIELDS, "offered_on", "ordered_on"}
    for key, value in values.items():
        if key not in known:
            raise FieldRefusal(key, "That is not a field of a referral.")
        if key in _PAST and value is not None:
            participants.within_episode(context, episode, key, value)
    contacts = values.get("prior_contacts")
    if contacts is not None and contacts < 0:
        raise FieldRefusal("prior_contacts", "A number of contacts can't be below nothing.")


def _check_abeyance(found: Referral) -> None:
    if found.abeyance_until is not None and not found.held_charges.strip():
        raise FieldRefusal("held_charges", "Say which charges are held back until that day.")
