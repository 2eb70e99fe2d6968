"""Who goes over to another version of the handbook, and what both versions say of a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from drugcourt.casework.facts.facts import gather_one
from drugcourt.casework.programs.impact import said_of
from drugcourt.casework.programs.programs import in_force, phase_titles, program, programs
from drugcourt.domain.dates import counted, short
from drugcourt.domain.findings import Finding, Readiness
from drugcourt.domain.program import Program
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person, listed_name
from drugcourt.records.programs import VersionMove
from drugcourt.rules.phases import Judgement, judge_person
from drugcourt.workspace import Context


@dataclass(frozen=True, slots=True)
class VersionPerson:
    """One participant in the program and the version that judges them."""

    episode_id: int
    name: str
    reference: str
    phase: str
    version: str


@dataclass(frozen=True, slots=True)
class BothWays:
    """One requirement judged by the version in force and by the changed one."""

    id: int
    goal: str
    requirement: str
    before: str
    after: str

    @property
    def differs(self) -> bool:
        return self.before != self.after


def move_to_version(
    db: Session, context: Context, *, episode_ids: Sequence[int], program_id: int, reason: str
) -> int:
    """Judge these participants by another kept version from today on; returns how many moved.

    Days before are judged by the version they had, which is kept with the reason. Refused for
    people who have left, before the version is in force, and when it does not have the phase that
    somebody is in.
    """
    if not reason.strip():
        raise FieldRefusal("reason", "Say why, so that the record can be understood later.")
    wanted = program(db, program_id)
    in_force(wanted.effective, context.today, "", "people can be moved to it")
    found = list(db.scalars(select(Episode).where(Episode.id.in_(list(episode_ids)))))
    if not found or len(found) != len(set(episode_ids)):
        raise Refusal("Choose at least one participant of this court.")
    if any(episode.exited_on is not None for episode in found):
        raise Refusal("Someone chosen has left the program; their version stays as it was.")
    lost = sum(1 for e in found if e.phase and wanted.phase(e.phase) is None)
    if lost:
        raise Refusal(
            f"{counted(lost, 'participant is', 'participants are')} in a phase that the new "
            "version does not have. Give the phase back its place, or move the others only."
        )
    db.info["logbook"].reason = reason.strip()
    moved = [episode for episode in found if episode.program_id != program_id]
    for episode in moved:
        db.add(
            VersionMove(
                episode_id=episode.id,
                moved_on=context.today,
                from_id=episode.program_id,
                to_id=program_id,
                reason=reason.strip(),
            )
        )
        episode.program_id = program_id
    return len(moved)


def others_on(db: Session, *, program_id: int) -> list[VersionPerson]:
    """Open episodes on other versions of the same program, who could move to this one."""
    wanted = program(db, program_id)
    kept = programs(db)
    same = [n for n, one in kept.items() if one.key == wanted.key and n != program_id]
    return _people(db, _open().where(Episode.program_id.in_(same)))


def people_in(db: Session, *, as_of: date) -> list[VersionPerson]:
    """Everybody in the program on that day, by name."""
    return _people(db, _open().where(Episode.admitted_on <= as_of))


def people_in_phase(db: Session, *, key: str, phase: str) -> int:
    """How many open episodes of a program, in any version, are in this phase."""
    same = [number for number, one in programs(db).items() if one.key == key]
    asked = select(func.count()).where(
        Episode.exited_on.is_(None), Episode.program_id.in_(same), Episode.phase == phase
    )
    return int(db.scalar(asked) or 0)


def both_ways(
    db: Session, *, episode_id: int, changed: Program, as_of: date
) -> tuple[BothWays, ...]:
    """What the version in force and the changed one say of a person, line by line.

    Refusal for a person who has not been admitted yet.
    """
    facts = gather_one(db, episode_id)
    program_id = db.scalar(select(Episode.program_id).where(Episode.id == episode_id))
    if facts is None or program_id is None:
        raise Refusal("This person has not been admitted yet, so there is nothing to judge.")
    old = judge_person(facts, program(db, program_id), as_of)
    new = judge_person(facts, changed, as_of)
    lines = [
        ("Sober clock", "Sober since", _day(old.clock.sober_date), _day(new.clock.sober_date)),
        *_earliest(old, new),
        *_goal("Next phase", old.phase, new.phase),
        *_goal("Dismissal", old.dismissal, new.dismissal),
    ]
    return tuple(BothWays(place, *line) for place, line in enumerate(lines))


def _earliest(old: Judgement, new: Judgement) -> Iterator[tuple[str, str, str, str]]:
    words, acted = "Earliest date", "if all open acts were done today"
    if old.phase or new.phase:
        was = _day(old.phase.if_acted) if old.phase else ""
        will = _day(new.phase.if_acted) if new.phase else ""
        yield f"Next phase, {acted}", words, was, will
    yield f"Dismissal, {acted}", words, _day(old.dismissal.if_acted), _day(new.dismissal.if_acted)


def _goal(
    goal: str, before: Readiness | None, after: Readiness | None
) -> Iterator[tuple[str, str, str, str]]:
    old = {f.rule: f for f in before.findings} if before else {}
    new = {f.rule: f for f in after.findings} if after else {}
    for rule in dict.fromkeys((*new, *old)):
        shown = new.get(rule) or old[rule]
        yield goal, shown.requirement, _said(old.get(rule)), _said(new.get(rule))


def _said(finding: Finding | None) -> str:
    return said_of(finding) if finding is not None else "Not asked"


def _day(day: date | None) -> str:
    return short(day) if day else "No date"


def _open() -> Select[Episode, Person]:
    return (
        select(Episode, Person)
        .join(Person, Person.id == Episode.person_id)
        .where(Episode.admitted_on.is_not(None), Episode.exited_on.is_(None))
        .order_by(Person.family_name, Person.given_name, Episode.id)
    )


def _people(db: Session, asked: Select[Episode, Person]) -> list[VersionPerson]:
    phases, kept = phase_titles(db), programs(db)
    return [
        VersionPerson(
            episode.id,
            listed_name(person.family_name, person.given_name, person.reference),
            person.reference,
            phases.get((episode.program_id, episode.phase), ("", ""))[0],
            kept[episode.program_id].version,
        )
        for episode, person in db.execute(asked).all()
    ]
