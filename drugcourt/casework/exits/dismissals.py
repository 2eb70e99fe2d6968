"""What a motion and an order of dismissal are drafted from, case by case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.exits.dispositions import DispositionRow, dispositions
from drugcourt.casework.facts.facts import gather_one
from drugcourt.casework.programs.programs import program
from drugcourt.domain.cases import CaseOutcome, ChargeLevel, LegalTrack, Prejudice
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.program import Program
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
    reduced_to: str = ""
    prejudice: Prejudice = Prejudice.UNKNOWN


@dataclass(frozen=True, slots=True)
class Dismissal:
    """One participant's cases with the findings as of a day: today, or the day of the exit.

    Whoever has graduated is eligible whatever the findings: the decision was made.
    """

    participant: str
    reference: str
    admitted_on: date
    program: Program
    judgement: Judgement
    eligible: bool
    cases: tuple[CasePaper, ...]
    as_of: date


def dismissal(db: Session, *, episode_id: int, today: date) -> Dismissal:
    """What the papers say; Refusal when there is nobody, nothing judged, or nothing to dismiss."""
    row = db.execute(
        select(
            Episode.program_id,
            Episode.admitted_on,
            Episode.exited_on,
            Episode.status,
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
    as_of = min(today, row.exited_on or today)
    judgement = judge_person(facts, handbook, as_of)
    graduated = row.status is EpisodeStatus.GRADUATED
    names = (row.given_name, row.middle_name, row.family_name)
    return Dismissal(
        participant=" ".join(filter(None, names)) or row.reference,
        reference=row.reference,
        admitted_on=row.admitted_on,
        program=handbook,
        judgement=judgement,
        eligible=graduated or judgement.dismissal.ready_but_for_decisions,
        cases=_cases(db, episode_id),
        as_of=as_of,
    )


def _cases(db: Session, episode_id: int) -> tuple[CasePaper, ...]:
    kept = db.scalars(
        select(CourtCase).where(CourtCase.episode_id == episode_id).order_by(CourtCase.id)
    ).all()
    if not kept:
        raise Refusal(
            "No court case is recorded for this participant. Enter the case and its charges first."
        )
    particulars = dispositions(db, case_ids=[case.id for case in kept])
    papers = tuple(
        _paper(case, case.charges, particulars.get(case.id))
        for case in kept
        if _asked(case) not in KEPT_CONVICTIONS
    )
    if not papers:
        raise Refusal(
            "On this legal track the conviction stands after graduation, so there is nothing to "
            "dismiss. If the parties agreed otherwise, enter the outcome in the case first."
        )
    return papers


def _asked(case: CourtCase) -> CaseOutcome:
    """What the papers ask for: the outcome once there is one, before that what was promised."""
    return case.if_graduated if case.outcome is CaseOutcome.PENDING else case.outcome


def _paper(
    case: CourtCase, charges: Sequence[Charge], particulars: DispositionRow | None
) -> CasePaper:
    return CasePaper(
        id=case.id,
        number=case.number,
        court=case.court,
        promised=_asked(case),
        track=case.track,
        defense_counsel=case.defense_counsel,
        prosecutor=case.prosecutor,
        charges=tuple(ChargeLine(c.text, c.statute, c.level) for c in charges),
        reduced_to=particulars.reduced_to if particulars else "",
        prejudice=particulars.prejudice if particulars else Prejudice.UNKNOWN,
    )
