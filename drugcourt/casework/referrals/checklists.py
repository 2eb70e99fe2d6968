"""What the legal checklist of a candidate's track says: answers, what bars, what was set aside."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.casework.participants.participants import open_episode
from drugcourt.casework.referrals.barring import CheckLine, check_lines
from drugcourt.domain.cases import LegalTrack
from drugcourt.domain.referrals import Criterion
from drugcourt.domain.tone import YesNo
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.referral_policy import criteria_for
from drugcourt.records.referrals import CriterionAnswer
from drugcourt.workspace import Context


def checklist(db: Session, *, episode_id: int) -> list[CheckLine]:
    """Every criterion of the person's track, answered or not, in the order of the policy."""
    track = open_episode(db, episode_id, also_closed=True).track
    return check_lines(db, episode_id, track)


def answer_criterion(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    key: str,
    answer: YesNo,
    evidence: str = "",
    answered_on: date | None = None,
) -> None:
    """Answer one criterion, with what shows it. Another answer takes a set-aside bar away."""
    episode = open_episode(db, episode_id)
    _criterion(episode.track, key)
    day = answered_on or context.today
    entering.check_span(db, context, episode_id, ("answered_on", day))
    found = _one(db, episode_id, key)
    if found is None:
        found = CriterionAnswer(episode_id=episode_id, key=key, answer=answer, answered_on=day)
        db.add(found)
    elif found.answer is not answer:
        found.override_reason, found.override_by = "", ""
    found.answer, found.evidence = answer, evidence.strip()
    found.answered_on, found.answered_by = day, context.who


def set_aside(
    db: Session, context: Context, *, episode_id: int, key: str, reason: str, by: str
) -> None:
    """Allow somebody whom a criterion bars, with the reason and who allowed it."""
    episode = open_episode(db, episode_id)
    criterion = _criterion(episode.track, key)
    found = _one(db, episode_id, key)
    if found is None or found.answer != criterion.bars:
        raise Refusal("That answer does not bar anybody, so there is nothing to set aside.")
    if not criterion.override:
        raise Refusal("Nobody may set this criterion aside; the law forbids the entry.")
    if not by.strip():
        raise FieldRefusal("by", "Name the prosecutor and the judge who allowed it.")
    if not reason.strip():
        raise FieldRefusal("reason", "Say why, so that it can be understood later.")
    found.override_reason, found.override_by = reason.strip(), by.strip()


def _criterion(track: LegalTrack | None, key: str) -> Criterion:
    for criterion in criteria_for(track):
        if criterion.key == key:
            return criterion
    raise Refusal("The checklist of this legal track has no such criterion.")


def _one(db: Session, episode_id: int, key: str) -> CriterionAnswer | None:
    return db.scalar(
        select(CriterionAnswer).where(
            CriterionAnswer.episode_id == episode_id, CriterionAnswer.key == key
        )
    )
