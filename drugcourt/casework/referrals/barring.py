"""What stands against an admission: decisions that are missing or refused, criteria that bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.domain.cases import LegalTrack
from drugcourt.domain.dates import counted
from drugcourt.domain.referrals import PASSED, Criterion, Gatekeeper, Verdict
from drugcourt.domain.tone import YesNo
from drugcourt.exchange.referral_policy import criteria_for
from drugcourt.records.referrals import CriterionAnswer, ReferralGate

_ORDER = {keeper: place for place, keeper in enumerate(Gatekeeper)}


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One criterion with its answer; `answered_on` None where nobody answered yet."""

    key: str
    text: str
    answer: YesNo
    against: bool
    may_be_set_aside: bool
    evidence: str
    answered_on: date | None
    answered_by: str
    override_reason: str
    override_by: str

    @property
    def answered(self) -> bool:
        """Whether somebody said yes or no."""
        return self.answered_on is not None and self.answer is not YesNo.UNKNOWN

    @property
    def bars(self) -> bool:
        """Whether the answer speaks against admission and nobody set it aside."""
        return self.against and not self.override_reason


def asked_gates(db: Session, episode_id: int) -> Sequence[ReferralGate]:
    """The decisions asked for, in the order of the gatekeepers."""
    found = db.scalars(select(ReferralGate).where(ReferralGate.episode_id == episode_id))
    return sorted(found, key=lambda gate: _ORDER[gate.keeper])


def check_lines(db: Session, episode_id: int, track: LegalTrack | None) -> list[CheckLine]:
    """Every criterion of a track, answered or not, in the order of the policy."""
    asked = select(CriterionAnswer).where(CriterionAnswer.episode_id == episode_id)
    answers = {found.key: found for found in db.scalars(asked)}
    return [_line(criterion, answers.get(criterion.key)) for criterion in criteria_for(track)]


def what_bars(db: Session, episode_id: int, track: LegalTrack | None) -> tuple[str, ...]:
    """What stands against admitting somebody now, a sentence each; nothing for no referral."""
    found = asked_gates(db, episode_id)
    refused = [gate.keeper.label.lower() for gate in found if gate.verdict is Verdict.REFUSED]
    waiting = [
        gate.keeper.label.lower()
        for gate in found
        if gate.verdict not in PASSED and gate.verdict is not Verdict.REFUSED
    ]
    barring = [line for line in check_lines(db, episode_id, track) if line.bars]
    told: list[str] = []
    if refused:
        told.append(f"Entry was refused by the {' and the '.join(refused)}.")
    if waiting:
        told.append(f"The decision of the {' and the '.join(waiting)} is missing.")
    if barring:
        bar = "bars" if len(barring) == 1 else "bar"
        told.append(f"{counted(len(barring), 'criterion', 'criteria')} of the checklist {bar} it.")
    return tuple(told)


def _line(criterion: Criterion, found: CriterionAnswer | None) -> CheckLine:
    answer = found.answer if found else YesNo.UNKNOWN
    return CheckLine(
        key=criterion.key,
        text=criterion.text,
        answer=answer,
        against=answer == criterion.bars,
        may_be_set_aside=criterion.override,
        evidence=found.evidence if found else "",
        answered_on=found.answered_on if found else None,
        answered_by=found.answered_by if found else "",
        override_reason=found.override_reason if found else "",
        override_by=found.override_by if found else "",
    )
