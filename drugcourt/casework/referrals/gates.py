"""Which gatekeepers have to agree before somebody is admitted, and what each of them said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.casework.participants.participants import open_episode
from drugcourt.casework.referrals.barring import asked_gates
from drugcourt.casework.referrals.referrals import known_referral
from drugcourt.domain.episodes import CANDIDATE_STATUSES
from drugcourt.domain.referrals import Gatekeeper, RefusalGround, Verdict
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.referrals import ReferralGate
from drugcourt.workspace import Context


@dataclass(frozen=True, slots=True)
class Gate:
    """The decision of one gatekeeper as it stands."""

    keeper: Gatekeeper
    verdict: Verdict
    sent_on: date | None
    decided_on: date | None
    decided_by: str
    ground: RefusalGround | None
    text: str


def gates(db: Session, *, episode_id: int) -> list[Gate]:
    """The decisions asked for, in the order of the gatekeepers."""
    return [
        Gate(**{key: getattr(found, key) for key in Gate.__dataclass_fields__})
        for found in asked_gates(db, episode_id)
    ]


def ask_gate(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    keeper: Gatekeeper,
    sent_on: date | None = None,
) -> None:
    """Ask another gatekeeper, or note the day on which one was asked."""
    _candidate(db, episode_id)
    known_referral(db, episode_id)
    day = sent_on or context.today
    entering.check_span(db, context, episode_id, ("sent_on", day))
    found = _one(db, episode_id, keeper)
    if found is None:
        db.add(ReferralGate(episode_id=episode_id, keeper=keeper, sent_on=day))
    elif found.verdict is Verdict.PENDING:
        found.sent_on = day
    else:
        raise Refusal(f"{keeper.label} has decided already.")


def decide_gate(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    keeper: Gatekeeper,
    verdict: Verdict,
    decided_by: str = "",
    decided_on: date | None = None,
    ground: RefusalGround | None = None,
    text: str = "",
) -> None:
    """Put down what a gatekeeper said. A refusal has its ground, `not needed` its reason.

    A verdict may be changed while the person is a candidate; history keeps the earlier one.
    """
    _candidate(db, episode_id)
    found = _one(db, episode_id, keeper)
    if found is None:
        raise Refusal(f"{keeper.label} was not asked. Ask for the decision first.")
    if verdict is Verdict.PENDING:
        found.verdict, found.decided_on, found.decided_by = verdict, None, ""
        found.ground, found.text = None, text.strip()
        return
    day = decided_on or context.today
    entering.check_span(
        db, context, episode_id, ("sent_on", found.sent_on or day), ("decided_on", day)
    )
    if not decided_by.strip() and verdict is not Verdict.NOT_NEEDED:
        raise FieldRefusal("decided_by", "Name who decided it.")
    if verdict is Verdict.REFUSED and ground is None:
        raise FieldRefusal("ground", "Choose the ground of the refusal.")
    if not text.strip() and (verdict is Verdict.NOT_NEEDED or ground is RefusalGround.OTHER):
        raise FieldRefusal("text", "Say why, so that it can be understood later.")
    found.verdict, found.decided_on = verdict, day
    found.decided_by = decided_by.strip() or context.who
    found.ground = ground if verdict is Verdict.REFUSED else None
    found.text = text.strip()


def _one(db: Session, episode_id: int, keeper: Gatekeeper) -> ReferralGate | None:
    return db.scalar(
        select(ReferralGate).where(
            ReferralGate.episode_id == episode_id, ReferralGate.keeper == keeper
        )
    )


def _candidate(db: Session, episode_id: int) -> None:
    if open_episode(db, episode_id).status not in CANDIDATE_STATUSES:
        raise Refusal("This person is in the program already, so nobody decides on entry any more.")
