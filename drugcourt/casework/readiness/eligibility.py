"""Who may have the charges dismissed, now or soon, and what stands in the way of the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.cases import case_numbers
from drugcourt.casework.facts.facts import CHUNK, gather
from drugcourt.casework.programs.programs import programs
from drugcourt.domain.findings import Finding, Readiness
from drugcourt.domain.program import Program
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person, listed_name
from drugcourt.rules.phases import Judgement, judge_person


@dataclass(frozen=True, slots=True)
class Prospect:
    """One participant on the way to dismissal; `binding` is the requirement that decides when.

    `earliest` is the first day for it if open acts and decisions were done today; None where no
    day can honestly be given.
    """

    episode_id: int
    name: str
    reference: str
    case_number: str
    phase: str
    met: int
    asked: int
    eligible: bool
    decisions: tuple[str, ...]
    earliest: date | None
    binding: Finding | None
    since: date | None
    next_phase: str
    phase_ready: bool
    phase_decisions: tuple[str, ...]
    phase_since: date | None


def prospects(db: Session, *, today: date) -> list[Prospect]:
    """Everybody in the program, judged as of today, by name."""
    asked = (
        select(
            Episode.id,
            Episode.program_id,
            Person.family_name,
            Person.given_name,
            Person.reference,
        )
        .join(Person, Person.id == Episode.person_id)
        .where(
            Episode.exited_on.is_(None),
            Episode.admitted_on.is_not(None),
            Episode.admitted_on <= today,
        )
        .order_by(Person.family_name, Person.given_name, Episode.id)
    )
    people = db.execute(asked).all()
    kept = programs(db)
    found: list[Prospect] = []
    for first in range(0, len(people), CHUNK):
        rows = people[first : first + CHUNK]
        ids = [row.id for row in rows]
        facts, cases = gather(db, ids), case_numbers(db, episode_ids=ids)
        for row in rows:
            program = kept[row.program_id]
            name = listed_name(row.family_name, row.given_name, row.reference)
            judgement = judge_person(facts[row.id], program, today)
            number = next(iter(cases.get(row.id, ())), "")
            found.append(_prospect(row.id, name, row.reference, number, judgement))
    return found


def _prospect(
    episode_id: int,
    name: str,
    reference: str,
    case_number: str,
    judgement: Judgement,
) -> Prospect:
    dismissal, phase = judgement.dismissal, judgement.phase
    program = judgement.case.program  # with the phases that this person does
    following = program.after(judgement.case.phase.key) if judgement.case.phase else None
    return Prospect(
        episode_id=episode_id,
        name=name,
        reference=reference,
        case_number=case_number,
        phase=_words(judgement, program),
        met=dismissal.met_count,
        asked=len(dismissal.findings),
        eligible=dismissal.ready_but_for_decisions,
        decisions=tuple(f.requirement for f in dismissal.open),
        earliest=judgement.graduation,
        binding=dismissal.binding,
        since=_since(dismissal),
        next_phase=phase.title if phase is not None and following is not None else "",
        phase_ready=phase is not None and following is not None and phase.ready_but_for_decisions,
        phase_decisions=tuple(f.requirement for f in phase.open) if phase is not None else (),
        phase_since=_since(phase) if phase is not None else None,
    )


def _since(asked: Readiness) -> date | None:
    """The last of the days on which what is met was met."""
    days = [f.met_from for f in asked.findings if f.verdict.satisfied and f.met_from is not None]
    return max(days, default=None)


def _words(judgement: Judgement, program: Program) -> str:
    phase = judgement.case.phase
    return "" if phase is None else f"{program.number(phase.key)} of {len(program.phases)}"
