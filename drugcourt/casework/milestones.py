"""Acts on milestones, decisions and waivers: each with its evidence, its name or its reason."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.participants.participants import open_episode, within_episode
from drugcourt.casework.programs.programs import program
from drugcourt.domain.program import Elapsed, MilestoneDone, Program, with_parts
from drugcourt.domain.rule_terms import DecisionBy
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.episodes import Episode
from drugcourt.records.milestones import Decision, Milestone, Waiver
from drugcourt.workspace import Context


def reach_milestone(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    key: str,
    done_on: date,
    evidence: str = "",
    verified_by: str = "",
) -> int:
    """Record a milestone of the program as done.

    One that is done already is refused, unless the program asks for it again: several times, in
    each stay, or anew once it has expired.
    """
    episode = open_episode(db, episode_id)
    within_episode(context, episode, "done_on", done_on)
    handbook = program(db, episode.program_id)
    if key not in {milestone.key for milestone in handbook.milestones}:
        raise FieldRefusal("key", "The program knows no such milestone.")
    done = select(Milestone.id).where(Milestone.episode_id == episode_id, Milestone.key == key)
    if key in repeated(handbook):
        done = done.where(Milestone.done_on == done_on)
    if db.scalar(done.limit(1)):
        raise FieldRefusal("key", "That milestone is recorded already.")
    milestone = Milestone(
        episode_id=episode_id,
        key=key,
        done_on=done_on,
        evidence=evidence,
        verified_by=verified_by,
    )
    db.add(milestone)
    db.flush()
    return milestone.id


def withdraw_milestone(db: Session, context: Context, *, milestone_id: int, reason: str) -> None:
    """Take back a milestone that was recorded by mistake; history keeps it, with the reason."""
    milestone = db.get(Milestone, milestone_id)
    if milestone is None:
        raise Refusal("That milestone is not recorded.")
    if not reason.strip():
        raise FieldRefusal("reason", "Say why, so that the record can be understood later.")
    db.info["logbook"].reason = reason
    db.delete(milestone)


def decide(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    requirement: str,
    by: DecisionBy,
    granted: bool,
    on: date | None = None,
    name: str = "",
    reason: str = "",
) -> None:
    """Record a person's decision on a requirement that no record can settle."""
    episode = open_episode(db, episode_id)
    day = on or context.today
    within_episode(context, episode, "on", day)
    _asked_by_program(db, episode, requirement)
    db.add(
        Decision(
            episode_id=episode_id,
            requirement=requirement,
            by=by,
            name=name or context.who,
            decided_on=day,
            granted=granted,
            reason=reason,
        )
    )


def waive(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    requirement: str,
    by: str,
    reason: str,
    on: date | None = None,
) -> None:
    """Let this participant off a requirement: by a named person, for a reason."""
    episode = open_episode(db, episode_id)
    day = on or context.today
    within_episode(context, episode, "on", day)
    if not by.strip():
        raise FieldRefusal("by", "Name the person who waived it.")
    if not reason.strip():
        raise FieldRefusal("reason", "Say why, so that the record can be understood later.")
    _asked_by_program(db, episode, requirement)
    db.add(
        Waiver(episode_id=episode_id, requirement=requirement, by=by, waived_on=day, reason=reason)
    )


def _asked_by_program(db: Session, episode: Episode, requirement: str) -> None:
    handbook = program(db, episode.program_id)
    if requirement not in {asked.key for asked in with_parts(handbook.requirements)}:
        raise FieldRefusal("requirement", "The program asks for no such thing.")


def milestones_open(db: Session, *, episode_id: int) -> list[tuple[str, str]]:
    """Key and title of the program's milestones that are not recorded yet, in its order."""
    program_id = db.scalar(select(Episode.program_id).where(Episode.id == episode_id))
    if program_id is None:
        raise Refusal("That participant is not in this court.")
    done = set(db.scalars(select(Milestone.key).where(Milestone.episode_id == episode_id)))
    handbook = program(db, program_id)
    done -= repeated(handbook)
    return [(m.key, m.title) for m in handbook.milestones if m.key not in done]


def repeated(handbook: Program) -> frozenset[str]:
    """Milestones that may be recorded more than once; those that mark an event among them."""
    rules = [asked.rule for asked in with_parts(handbook.requirements)]
    again = {
        rule.milestone
        for rule in rules
        if isinstance(rule, MilestoneDone) and (rule.times > 1 or rule.in_phase or rule.expires)
    }
    return frozenset(again | {r.event for r in rules if isinstance(r, Elapsed) and r.event})
