"""Who is ready for the next phase or for dismissal, as plain values for other programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework.facts.facts import CHUNK, gather
from drugcourt.casework.programs.programs import programs_on
from drugcourt.casework.readiness.what_if import supposed_of
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.facts import ParticipantFacts
from drugcourt.domain.findings import Finding, Readiness
from drugcourt.domain.program import Program
from drugcourt.domain.suppositions import Supposition
from drugcourt.errors import Refusal
from drugcourt.records.cases import CourtCase
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person
from drugcourt.rules.phases import Judgement, judge_person
from drugcourt.rules.projection import PhaseTrackItem
from drugcourt.rules.sobriety import SoberClock
from drugcourt.rules.what_if import Move, moves_most


def find_episode(db: Session, *, asked: str) -> int:
    """The episode that a participant number, a case number or an episode number names.

    A person's open episode is preferred, then the latest. Refusal when nobody is named, with the
    same sentence whether or not such a person exists elsewhere.
    """
    wanted = asked.strip()
    by_number = (
        select(Episode.id)
        .join(Person, Person.id == Episode.person_id)
        .where(func.lower(Person.reference) == wanted.lower())
        .order_by(Episode.exited_on.is_not(None), Episode.id.desc())
    )
    by_case = (
        select(Episode.id)
        .join(CourtCase, CourtCase.episode_id == Episode.id)
        .where(func.lower(CourtCase.number) == wanted.lower())
        .order_by(Episode.exited_on.is_not(None), Episode.id.desc())
    )
    found = db.scalar(by_number.limit(1)) or db.scalar(by_case.limit(1))
    if found is None and wanted.isdigit() and len(wanted) < 10:
        found = db.scalar(select(Episode.id).where(Episode.id == int(wanted)))
    if found is None:
        raise Refusal("No participant with that number is in this court; check the number.")
    return found


def readiness(
    db: Session,
    *,
    as_of: date,
    episode_id: int | None = None,
    by: Program | None = None,
    supposed: Sequence[Supposition] = (),
) -> list[dict[str, Any]]:
    """Every requirement of every participant in the program on that day, judged.

    One participant when `episode_id` is given (also one who has left), refused for a candidate.
    Everybody is judged by the version in force for them on that day, or by the program `by`.
    With suppositions each answer has a part `if`, which says what would be found instead.
    """
    if episode_id is not None:
        ids = [episode_id]
    else:
        asked = select(Episode.id).where(
            Episode.admitted_on.is_not(None),
            Episode.admitted_on <= as_of,
            Episode.exited_on.is_(None) | (Episode.exited_on > as_of),
        )
        ids = list(db.scalars(asked.order_by(Episode.id)))
    judged = list(_judged(db, ids, as_of, by, supposed))
    if episode_id is not None and not judged:
        raise Refusal("This person has not been admitted yet, so there is nothing to judge.")
    return judged


def _judged(
    db: Session,
    ids: list[int],
    as_of: date,
    by: Program | None,
    supposed: Sequence[Supposition],
) -> Iterator[dict[str, Any]]:
    for first in range(0, len(ids), CHUNK):
        chunk = ids[first : first + CHUNK]
        kept = programs_on(db, episode_ids=chunk, as_of=as_of)  # the rules then in force
        rows = db.execute(
            select(Episode.id, Episode.status, Person.reference)
            .join(Person, Person.id == Episode.person_id)
            .where(Episode.id.in_(chunk))
        ).all()
        facts = gather(db, chunk)
        for row in sorted(rows, key=lambda row: row.id):
            if row.id not in facts:
                continue
            program = by or kept[row.id]
            judgement = judge_person(facts[row.id], program, as_of)
            stay = facts[row.id].stay_on(as_of)
            yield {
                "participant": row.reference,
                "episode": row.id,
                "status": str(_status(judgement, row.status)),
                "program": {"key": program.key, "version": program.version},
                "phase": stay.phase if stay else None,
                "admitted": _iso(facts[row.id].admitted_on),
                "as_of": _iso(as_of),
                "sober": _sober(judgement.clock),
                **_goals(judgement),
                "phases": [_phase(item) for item in judgement.phase_track],
                **_supposed(facts[row.id], program, as_of, supposed),
            }


def _supposed(
    facts: ParticipantFacts, program: Program, as_of: date, supposed: Sequence[Supposition]
) -> dict[str, Any]:
    """What would be found if all of it were so, and which lines would change; {} without any."""
    if not supposed:
        return {}
    answer = supposed_of(facts, program, as_of, supposed)
    goals = {"next_phase": answer.phase, "dismissal": answer.dismissal}
    changed = {
        name: [line.id for line in goal.lines if line.changes] for name, goal in goals.items()
    }
    return {
        "if": {
            "suppose": list(answer.supposed),
            "said": [
                answer.sober,
                *(f"{goal.title}: {goal.sentence}" for goal in goals.values() if goal.sentence),
            ],
            "sober": _sober(answer.after.clock),
            **_goals(answer.after),
            "changed": changed,
        }
    }


def _status(judgement: Judgement, otherwise: EpisodeStatus) -> EpisodeStatus:
    """The status on the day judged, which may be long past."""
    spans = judgement.case.facts.statuses
    latest = max(spans, key=lambda span: (span.start, span.id), default=None)
    return otherwise if latest is None else latest.status


def _goals(judgement: Judgement) -> dict[str, Any]:
    return {
        "next_phase": _goal(judgement.phase, judgement) if judgement.phase else None,
        "dismissal": _goal(judgement.dismissal, judgement),
    }


def _goal(goal: Readiness, judgement: Judgement) -> dict[str, Any]:
    return {
        "goal": goal.goal,
        "title": goal.title,
        "ready": goal.ready,
        "ready_but_for_decisions": goal.ready_but_for_decisions,
        "earliest": _iso(goal.earliest),
        "if_acted": _iso(goal.if_acted),
        "binding": goal.binding.rule if goal.binding else None,
        "waits_for": [f.rule for f in goal.open if f.met_from is None and f.if_acted is not None],
        "moves_most": [_move(move) for move in moves_most(goal, judgement.case) if move.helps],
        "requirements": [finding_values(finding) for finding in goal.findings],
    }


def _phase(item: PhaseTrackItem) -> dict[str, Any]:
    """One phase behind, at hand or ahead, with the earliest day it may be entered."""
    return {
        "phase": item.key,
        "number": item.number,
        "name": item.name,
        "state": str(item.state),
        "entered": _iso(item.entered),
        "left": _iso(item.left),
        "days": item.days,
        "earliest": _iso(item.earliest),
    }


def _move(move: Move) -> dict[str, Any]:
    """Without this one the earliest day would be `earliest`, `days` sooner; null for no day now."""
    return {"rule": move.finding.rule, "earliest": _iso(move.earliest), "days": move.days}


def finding_values(finding: Finding) -> dict[str, Any]:
    """A finding as plain values: rule, verdict, text, basis, met_from, evidence, parts."""
    values = {
        "rule": finding.rule,
        "verdict": str(finding.verdict),
        "requirement": finding.requirement,
        "text": finding.text,
        "why": finding.why,
        "warning": finding.warning,
        "basis": finding.basis,
        "met_from": _iso(finding.met_from),
        "if_acted": _iso(finding.if_acted),
        "awaits_decision": finding.awaits_decision,
        "evidence": [{"kind": ref.kind, "id": ref.id} for ref in finding.evidence],
    }
    if finding.parts:
        values["parts"] = [finding_values(part) for part in finding.parts]
    return values


def _sober(clock: SoberClock) -> dict[str, Any]:
    return {
        "since": _iso(clock.sober_date),
        "days": clock.days,
        "longest": clock.longest,
        "total": clock.total,
        "provisional_since": _iso(clock.provisional_since),
        "if_confirmed": _iso(clock.if_confirmed),
        "if_cleared": _iso(clock.if_cleared),
        "stands_still_since": _iso(clock.suspended_since or clock.paused_since),
        "text": clock.text,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
