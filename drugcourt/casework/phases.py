"""Acts that move a participant between phases, with the findings as they stood."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.facts.facts import gather_one
from drugcourt.casework.participants.participants import end_stay, not_after, open_episode
from drugcourt.casework.programs.programs import program, program_on
from drugcourt.domain.episodes import CANDIDATE_STATUSES, StayOutcome
from drugcourt.domain.facts import ParticipantFacts
from drugcourt.domain.findings import Finding, Readiness
from drugcourt.domain.program import Phase, Program
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.episodes import Episode
from drugcourt.records.phases import PhaseStay
from drugcourt.rules.as_of import known_on
from drugcourt.rules.phases import Judgement, judge_person
from drugcourt.rules.requirements.applies import program_of
from drugcourt.workspace import Context


def judged(db: Session, *, episode_id: int, as_of: date) -> Judgement:
    """Everything the rules say of one participant on a day; Refusal for a candidate."""
    facts = gather_one(db, episode_id)
    if facts is None:
        raise Refusal("This person has not been admitted yet, so there is nothing to judge.")
    return judge_person(facts, program_on(db, episode_id=episode_id, as_of=as_of), as_of)


def own_program(handbook: Program, facts: ParticipantFacts | None, key: str, day: date) -> Program:
    """The handbook with the phases that this person does, the one they are in (`key`) among them.

    Phases that are for others alone, or that nobody assigned to them, are left out.
    """
    if facts is None:
        return handbook
    own = program_of(handbook, known_on(facts, day), day)
    return own if own.phase(key) is not None else handbook


def coming_phase(own: Program, key: str) -> Phase | None:
    """The phase after this one; None after the last, or for a key the program does not have."""
    return own.after(key) if own.phase(key) is not None else None


def advance(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    on: date | None = None,
    decided_by: str = "",
    reason: str = "",
) -> str:
    """Move to the next phase; against an open finding it takes a reason and a name.

    Returns the key of the phase entered. Refused with the findings when measured requirements are
    open and no reason or name is given, and in the last phase, which leads to graduation.
    """
    episode = open_episode(db, episode_id)
    day = on or context.today
    not_after(context, "on", day)
    if episode.status in CANDIDATE_STATUSES:
        raise Refusal("This person has not been admitted yet.")
    db.flush()
    judgement = judged(db, episode_id=episode_id, as_of=day)
    handbook = program(db, episode.program_id)
    own = own_program(handbook, judgement.case.facts, episode.phase, day)
    coming = coming_phase(own, episode.phase)
    if coming is None:
        raise Refusal(
            "This is the last phase. It leads to graduation and the dismissal of charges."
        )
    readiness = judgement.phase
    against = readiness is not None and not readiness.ready_but_for_decisions
    if against and not (reason.strip() and decided_by.strip()):
        raise Refusal(
            "Not every requirement is met. To advance all the same, say who decided and why.",
            readiness.open if readiness else (),
        )
    stay = end_stay(db, episode, day, StayOutcome.ADVANCED)
    if stay is not None:
        stay.decided_by, stay.reason = decided_by, reason
        stay.findings = snapshot(readiness)
    episode.phase = coming.key
    db.add(PhaseStay(episode_id=episode.id, phase=coming.key, entered_on=day))
    return coming.key


def demote(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    phase: str,
    reason: str,
    remedial_plan: str,
    on: date | None = None,
    decided_by: str = "",
) -> None:
    """Return to an earlier phase; it needs a reason and a remedial plan (features row 34)."""
    episode = open_episode(db, episode_id)
    day = on or context.today
    not_after(context, "on", day)
    if episode.status in CANDIDATE_STATUSES:
        raise Refusal("This person has not been admitted yet.")
    handbook = program(db, episode.program_id)
    if handbook.phase(phase) is None or handbook.index(phase) >= handbook.index(episode.phase):
        raise FieldRefusal("phase", "Choose a phase that comes before the present one.")
    if not reason.strip():
        raise FieldRefusal("reason", "Say why, so that the record can be understood later.")
    if not remedial_plan.strip():
        raise FieldRefusal(
            "remedial_plan", "A step back comes with a plan of what helps from here."
        )
    stay = end_stay(db, episode, day, StayOutcome.DEMOTED)
    if stay is not None:
        stay.decided_by, stay.reason, stay.remedial_plan = decided_by, reason, remedial_plan
    episode.phase = phase
    db.add(PhaseStay(episode_id=episode.id, phase=phase, entered_on=day))


def snapshot(readiness: Readiness | None) -> list[Any]:
    """Findings as plain values, to be kept with the act they belong to."""
    return [] if readiness is None else [_plain(finding) for finding in readiness.findings]


def _plain(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "verdict": str(finding.verdict),
        "requirement": finding.requirement,
        "text": finding.text,
        "basis": finding.basis,
        "met_from": finding.met_from.isoformat() if finding.met_from else None,
    }


def phases_of(db: Session, *, episode_id: int) -> list[tuple[str, str]]:
    """Key and name of the program's phases, first to last: `("phase_2", "2 Clinical ...")`."""
    program_id = db.scalar(select(Episode.program_id).where(Episode.id == episode_id))
    if program_id is None:
        raise Refusal("That participant is not in this court.")
    phases = program(db, program_id).phases
    return [(phase.key, f"{n} {phase.name}") for n, phase in enumerate(phases, start=1)]
