"""What a motion and an order of dismissal are drafted from, case by case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.facts import gather_one
from drugcourt.casework.programs import program
from drugcourt.domain.program import Program
from drugcourt.domain.terms import CaseOutcome, ChargeLevel, LegalTrack
from drugcourt.errors import Refusal
from drugcourt.records.cases import Charge, CourtCase
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person
from drugcourt.rules.phases import Judgement, judge_person

# Outcomes that leave nothing to dismiss, reduce or end.
KEPT_CONVICTIONS = frozenset({CaseOutcome.CONVICTION_STANDS, CaseOutcome.SENTENCE_IMPOSED})


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """One count."""

    text: str
    statute: str
    level: ChargeLevel


@dataclass(frozen=True, slots=True)
class CasePaper:
    """One case as its caption and its counsel lines name it."""

    id: int
    number: str
    court: str
    promised: CaseOutcome
    track: LegalTrack | None
    defense_counsel: str
    prosecutor: str
    charges: tuple[ChargeLine, ...]


@dataclass(frozen=True, slots=True)
class Dismissal:
    """One participant's cases with the findings as of a day."""

    participant: str
    reference: str
    admitted_on: date
    program: Program
    judgement: Judgement
    eligible: bool
    cases: tuple[CasePaper, ...]


def dismissal(db: Session, *, episode_id: int, today: date) -> Dismissal:
    """What the papers say; Refusal when there is nobody, nothing judged, or nothing to dismiss."""
    row = db.execute(
        select(
            Episode.program_id,
            Episode.admitted_on,
            Person.given_name,
            Person.middle_name,
            Person.family_name,
            Person.reference,
        )
        .join(Person, Person.id == Episode.person_id)
        .where(Episode.id == episode_id)
    ).one_or_none()
    facts = gather_one(db, episode_id)
    if row is None:
        raise Refusal("That participant is not in this court.")
    if facts is None or row.admitted_on is None or row.admitted_on > today:
        raise Refusal("This person has not been admitted, so there is nothing to dismiss yet.")
    handbook = program(db, row.program_id)
    judgement = judge_person(facts, handbook, today)
    names = (row.given_name, row.middle_name, row.family_name)
    return Dismissal(
        participant=" ".join(filter(None, names)) or row.reference,
        reference=row.reference,
        admitted_on=row.admitted_on,
        program=handbook,
        judgement=judgement,
        eligible=judgement.dismissal.ready_but_for_decisions,
        cases=_cases(db, episode_id),
    )


def _cases(db: Session, episode_id: int) -> tuple[CasePaper, ...]:
    kept = db.scalars(
        select(CourtCase).where(CourtCase.episode_id == episode_id).order_by(CourtCase.id)
    ).all()
    if not kept:
        raise Refusal(
            "No court case is recorded for this participant. Enter the case and its charges first."
        )
    papers = tuple(
        _paper(case, case.charges) for case in kept if case.if_graduated not in KEPT_CONVICTIONS
    )
    if not papers:
        raise Refusal(
            "On this legal track the conviction stands after graduation, so there is nothing to "
            "dismiss. If the parties agreed otherwise, enter the outcome in the case first."
        )
    return papers


def _paper(case: CourtCase, charges: Sequence[Charge]) -> CasePaper:
    return CasePaper(
        id=case.id,
        number=case.number,
        court=case.court,
        promised=case.if_graduated,
        track=case.track,
        defense_counsel=case.defense_counsel,
        prosecutor=case.prosecutor,
        charges=tuple(ChargeLine(c.text, c.statute, c.level) for c in charges),
    )
