"""Whom a changed handbook would touch, and how: everybody judged by both, the differences said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.facts.facts import CHUNK, gather
from drugcourt.casework.programs.programs import programs
from drugcourt.domain.dates import short
from drugcourt.domain.facts import ParticipantFacts
from drugcourt.domain.findings import Finding, Readiness
from drugcourt.domain.program import Program
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person, listed_name
from drugcourt.rules.phases import judge_person


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One requirement that would be judged otherwise; an empty side means that it is not asked."""

    goal: str
    rule: str
    requirement: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Touched:
    """One participant whom the new version would change."""

    episode_id: int
    reference: str
    name: str
    rules: tuple[RuleChange, ...]
    sober_before: date | None
    sober_after: date | None
    phase_before: date | None
    phase_after: date | None
    dismissal_before: date | None
    dismissal_after: date | None
    problem: str = ""

    @property
    def changed(self) -> bool:
        """Whether anything differs at all."""
        return bool(
            self.rules
            or self.problem
            or self.sober_before != self.sober_after
            or self.phase_before != self.phase_after
            or self.dismissal_before != self.dismissal_after
        )


def impact(
    db: Session, *, changed: Program, as_of: date, all_programs: bool = False
) -> list[Touched]:
    """Participants in the program whom the changed version would touch, in order of number.

    Judged are those on another version of the same program (by its key), or everybody with
    `all_programs`; when nobody is on this program, everybody is judged.
    """
    kept = programs(db)
    same = [number for number, program in kept.items() if program.key == changed.key]
    asked = (
        select(
            Episode.id,
            Episode.program_id,
            Person.reference,
            Person.family_name,
            Person.given_name,
        )
        .join(Person, Person.id == Episode.person_id)
        .where(
            Episode.admitted_on.is_not(None),
            Episode.admitted_on <= as_of,
            Episode.exited_on.is_(None) | (Episode.exited_on > as_of),
        )
        .order_by(Person.reference, Episode.id)
    )
    if same and not all_programs:
        asked = asked.where(Episode.program_id.in_(same))
    rows = db.execute(asked).all()
    found: list[Touched] = []
    for first in range(0, len(rows), CHUNK):
        chunk = rows[first : first + CHUNK]
        facts = gather(db, [row.id for row in chunk])
        for row in chunk:
            name = listed_name(row.family_name, row.given_name, row.reference)
            found.append(
                _compared(facts[row.id], kept[row.program_id], changed, as_of, row.reference, name)
            )
    return [touched for touched in found if touched.changed]


def _compared(
    facts: ParticipantFacts,
    before: Program,
    after: Program,
    as_of: date,
    reference: str,
    name: str,
) -> Touched:
    old, new = judge_person(facts, before, as_of), judge_person(facts, after, as_of)
    stay = facts.stay_on(as_of)
    problem = ""
    if stay is not None and after.phase(stay.phase) is None:
        problem = "The new version has no phase with the key of the present one."
    changes = (
        *_rule_changes("next phase", old.phase, new.phase),
        *_rule_changes("dismissal", old.dismissal, new.dismissal),
    )
    return Touched(
        episode_id=facts.episode_id,
        reference=reference,
        name=name,
        rules=changes,
        sober_before=old.clock.sober_date,
        sober_after=new.clock.sober_date,
        phase_before=old.phase.if_acted if old.phase else None,
        phase_after=new.phase.if_acted if new.phase else None,
        dismissal_before=old.dismissal.if_acted,
        dismissal_after=new.dismissal.if_acted,
        problem=problem,
    )


def _rule_changes(
    goal: str, before: Readiness | None, after: Readiness | None
) -> Iterator[RuleChange]:
    old = {f.rule: f for f in before.findings} if before else {}
    new = {f.rule: f for f in after.findings} if after else {}
    for rule in dict.fromkeys((*old, *new)):
        was, will = old.get(rule), new.get(rule)
        told = said_of(was) if was else "", said_of(will) if will else ""
        if told[0] == told[1]:
            continue  # other words for the same judgement touch nobody
        shown = will or was
        assert shown is not None
        yield RuleChange(goal, rule, shown.requirement, *told)


def said_of(finding: Finding) -> str:
    """The verdict, what was found, and from when it will be met."""
    coming = None if finding.verdict.satisfied else finding.met_from
    when = f"; from {short(coming)}" if coming else ""
    return f"{finding.verdict.label}: {finding.text}{when}"
