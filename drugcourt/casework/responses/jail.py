"""What stands against days in jail for one participant on one day, from the records of that day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.facts.facts import gather_one
from drugcourt.casework.programs.programs import program
from drugcourt.casework.responses.advice import phase_key
from drugcourt.casework.responses.policy import response_policy
from drugcourt.domain.findings import Finding, Verdict
from drugcourt.domain.response_policy import ResponsePolicy
from drugcourt.domain.responses import GoalClass, ResponseFamily
from drugcourt.errors import Refusal
from drugcourt.records.episodes import Episode
from drugcourt.records.medications import Medication
from drugcourt.records.treatment import TreatmentEpisode
from drugcourt.rules.responses.jail import JailFacts, jail_findings
from drugcourt.rules.responses.matrix import suggest


@dataclass(frozen=True, slots=True)
class JailWish:
    """What is proposed: days, what they answer, and what is said of hearing and counsel."""

    days: int
    behavior_key: str = ""
    times: int = 1
    awaits_treatment: bool = False
    hearing_on: date | None = None
    counsel: bool | None = None


def jail_check(db: Session, *, episode_id: int, wish: JailWish, on: date) -> tuple[Finding, ...]:
    """What to mind about the wish on that day; nothing where no days are proposed."""
    if wish.days <= 0:
        return ()
    episode = db.get(Episode, episode_id)
    if episode is None:
        raise Refusal("That participant is not in this court.")
    policy = response_policy(db, on=on)
    goal, named = _goal(db, policy, episode, wish, on)
    facts = JailFacts(
        days=wish.days,
        behavior=policy.behavior(wish.behavior_key),
        goal=goal,
        named=named,
        in_treatment=_in_treatment(db, episode_id, on),
        awaits_treatment=wish.awaits_treatment,
        medicines=_medicines(db, episode_id, on),
        hearing_on=wish.hearing_on,
        counsel=wish.counsel,
    )
    return jail_findings(facts, policy.numbers)


def refuse_jail(findings: Iterable[Finding]) -> None:
    """Refuse what may not be, and what still lacks its hearing and counsel; warnings pass."""
    standing = [f for f in findings if f.verdict in (Verdict.FAILED, Verdict.UNMET)]
    if standing:
        first = standing[0]
        raise Refusal(f"{first.requirement}: {first.text}", tuple(standing))


def check_corrected_jail(db: Session, entry: Any, values: Mapping[str, Any]) -> None:
    """Refuse a correction to more days in jail than may be, or than have a hearing with counsel."""
    days = int(values["jail_days"] or 0)
    if days <= entry.jail_days and values["counsel"] == entry.counsel:
        return
    wish = JailWish(
        days=days,
        behavior_key=entry.behavior_key,
        times=entry.times or 1,
        hearing_on=entry.hearing_on,
        counsel=values["counsel"],
    )
    refuse_jail(jail_check(db, episode_id=entry.episode_id, wish=wish, on=entry.given_on))


def kept_findings(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """The findings as plain values, kept with the response they are about."""
    return [
        {
            "rule": finding.rule,
            "verdict": str(finding.verdict),
            "requirement": finding.requirement,
            "text": finding.text,
            "basis": finding.basis,
        }
        for finding in findings
    ]


def _goal(
    db: Session, policy: ResponsePolicy, episode: Episode, wish: JailWish, on: date
) -> tuple[GoalClass | None, bool]:
    """How near the goal is, and whether the matrix itself names jail for it."""
    behavior = policy.behavior(wish.behavior_key)
    if behavior is None:
        return None, False
    facts = gather_one(db, episode.id)
    phase = program(db, episode.program_id).number(phase_key(episode, facts, on))
    named = any(
        item.jail
        for one in suggest(policy, behavior, wish.times, phase, episode.risk_need)
        if one.family is ResponseFamily.SANCTION
        for item in one.items
    )
    return behavior.goal(phase), named


def _in_treatment(db: Session, episode_id: int, on: date) -> bool:
    asked = select(TreatmentEpisode.id).where(
        TreatmentEpisode.episode_id == episode_id,
        TreatmentEpisode.started_on <= on,
        TreatmentEpisode.ended_on.is_(None) | (TreatmentEpisode.ended_on > on),
    )
    return db.scalar(asked.limit(1)) is not None


def _medicines(db: Session, episode_id: int, on: date) -> list[tuple[str, bool]]:
    asked = (
        select(Medication.name, Medication.moud)
        .where(
            Medication.episode_id == episode_id,
            Medication.started_on <= on,
            Medication.ended_on.is_(None) | (Medication.ended_on > on),
        )
        .order_by(Medication.moud.desc(), Medication.started_on, Medication.id)
    )
    return [(name, moud) for name, moud in db.execute(asked)]
