"""Everything known of one person's way in, for the worksheet and the entry packet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.participants.participants import open_episode
from drugcourt.casework.referrals.barring import CheckLine, what_bars
from drugcourt.casework.referrals.checklists import checklist
from drugcourt.casework.referrals.entry import Observation, PacketLine, observations, packet
from drugcourt.casework.referrals.gates import Gate, gates
from drugcourt.casework.referrals.referrals import ReferralCard, known_referral, referral_card
from drugcourt.casework.referrals.screens import (
    ClinicalRow,
    RiskRow,
    clinical_screens,
    risk_screens,
)
from drugcourt.casework.referrals.stations import step_clocks
from drugcourt.domain.cases import LegalTrack
from drugcourt.domain.referrals import StepClock
from drugcourt.records.cases import CourtCase


@dataclass(frozen=True, slots=True)
class EntrySheet:
    """One person's way in as of a day; `bars` says what stands against an admission."""

    name: str
    reference: str
    birth_date: date | None
    track: LegalTrack | None
    case_numbers: tuple[str, ...]
    card: ReferralCard
    clocks: tuple[StepClock, ...]
    gates: tuple[Gate, ...]
    lines: tuple[CheckLine, ...]
    clinical: tuple[ClinicalRow, ...]
    risks: tuple[RiskRow, ...]
    packet: tuple[PacketLine, ...]
    observations: tuple[Observation, ...]
    bars: tuple[str, ...]


def entry_sheet(db: Session, *, episode_id: int, today: date) -> EntrySheet:
    """The whole of one person. Refusal where no referral was entered."""
    episode = open_episode(db, episode_id, also_closed=True)
    known_referral(db, episode_id)
    card = referral_card(db, episode_id=episode_id)
    assert card is not None
    numbers = select(CourtCase.number).where(CourtCase.episode_id == episode_id)
    person = episode.person
    return EntrySheet(
        name=person.name,
        reference=person.reference,
        birth_date=person.birth_date,
        track=episode.track,
        case_numbers=tuple(db.scalars(numbers.order_by(CourtCase.id))),
        card=card,
        clocks=step_clocks(db, episode_ids=[episode_id], today=today)[episode_id],
        gates=tuple(gates(db, episode_id=episode_id)),
        lines=tuple(checklist(db, episode_id=episode_id)),
        clinical=tuple(clinical_screens(db, episode_id=episode_id)),
        risks=tuple(risk_screens(db, episode_id=episode_id)),
        packet=tuple(packet(db, episode_id=episode_id)),
        observations=tuple(observations(db, episode_id=episode_id)),
        bars=what_bars(db, episode_id, episode.track),
    )
