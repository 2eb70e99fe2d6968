"""What is prepared before a graduation: the application, the ceremony, the record check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework.participants.participants import open_episode, within_episode
from drugcourt.casework.programs.programs import program
from drugcourt.domain.dates import counted, short
from drugcourt.domain.episodes import CANDIDATE_STATUSES
from drugcourt.domain.exits import RecordCheckResult
from drugcourt.domain.findings import Finding, Ref, Verdict
from drugcourt.domain.program import Program
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.episodes import Episode
from drugcourt.records.exits import Ceremony, GraduationPreparation, RecordCheck
from drugcourt.records.milestones import Milestone
from drugcourt.workspace import Context

RECORD_CHECK = "record_check"  # the milestone that handbooks call a record check
PREPARATION_FIELDS = frozenset({"applied_on", "application", "ceremony_id"})


def prepare_graduation(
    db: Session, context: Context, *, episode_id: int, changes: Mapping[str, Any]
) -> None:
    """Enter or correct the application, or at which ceremony the participant graduates."""
    episode = open_episode(db, episode_id)
    _admitted(episode)
    for key in changes:
        if key not in PREPARATION_FIELDS:
            raise FieldRefusal(key, "That is not a field of the preparation.")
    if (applied := changes.get("applied_on")) is not None:
        within_episode(context, episode, "applied_on", applied)
    ceremony_id = changes.get("ceremony_id")
    if ceremony_id is not None and db.get(Ceremony, ceremony_id) is None:
        raise FieldRefusal("ceremony_id", "That ceremony is not on the court's list.")
    kept = _preparation(db, episode_id)
    if kept is None:
        kept = GraduationPreparation(episode_id=episode_id)
        db.add(kept)
    for key, value in changes.items():
        if getattr(kept, key) != value:
            setattr(kept, key, value)


def record_check(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    checked_on: date,
    checked_by: str,
    result: RecordCheckResult,
    text: str = "",
) -> int:
    """Record a search of the criminal records; a clear one is the handbook's milestone too."""
    episode = open_episode(db, episode_id)
    _admitted(episode)
    within_episode(context, episode, "checked_on", checked_on)
    if not checked_by.strip():
        raise FieldRefusal("checked_by", "Name who searched the records.")
    if result is not RecordCheckResult.CLEAR and not text.strip():
        raise FieldRefusal("text", "Say what was found: court, charge, case number.")
    check = RecordCheck(
        episode_id=episode_id,
        checked_on=checked_on,
        checked_by=checked_by.strip(),
        result=result,
        text=text,
    )
    db.add(check)
    milestones = {item.key for item in program(db, episode.program_id).milestones}
    if result is RecordCheckResult.CLEAR and RECORD_CHECK in milestones:
        db.add(
            Milestone(
                episode_id=episode_id,
                key=RECORD_CHECK,
                done_on=checked_on,
                evidence=text or result.label,
                verified_by=checked_by.strip(),
            )
        )
    db.flush()
    return check.id


def check_open(db: Session, episode: Episode, handbook: Program, day: date) -> Finding | None:
    """What the record check still lacks for a graduation on this day; None when it stands.

    The program says how many days a check counts; without that number none is asked for. The
    latest check decides. A milestone of that name counts as a clear check of its day.
    """
    if handbook.record_check_days is None:
        return None
    return check_finding(latest_check(db, episode.id, day), handbook, day)


def check_finding(
    latest: tuple[date, RecordCheckResult, Ref] | None, handbook: Program, day: date
) -> Finding | None:
    """The same for a check that was found already."""
    valid = handbook.record_check_days
    if valid is None:
        return None
    refs: tuple[Ref, ...] = ()
    if latest is None:
        text = "no record check is entered"
    else:
        on, result, ref = latest
        refs = (ref,)
        if result is not RecordCheckResult.CLEAR:
            text = f"{result.label.lower()} on {short(on, day)}"
        elif (day - on).days > valid:
            text = f"done {short(on, day)}, more than {counted(valid, 'day')} before"
        else:
            return None
    return Finding(
        rule="graduation.record_check",
        verdict=Verdict.UNMET,
        requirement=f"Record check within {counted(valid, 'day')} before graduation",
        text=text,
        basis=f"{handbook.name}, {handbook.version}",
        evidence=refs,
        if_acted=day,
    )


def latest_check(
    db: Session, episode_id: int, day: date
) -> tuple[date, RecordCheckResult, Ref] | None:
    """The latest check up to the day: its day, its result and the record it stands in."""
    check = db.scalar(
        select(RecordCheck)
        .where(RecordCheck.episode_id == episode_id, RecordCheck.checked_on <= day)
        .order_by(RecordCheck.checked_on.desc(), RecordCheck.id.desc())
        .limit(1)
    )
    milestone = db.scalar(
        select(Milestone)
        .where(
            Milestone.episode_id == episode_id,
            Milestone.key == RECORD_CHECK,
            Milestone.done_on <= day,
        )
        .order_by(Milestone.done_on.desc(), Milestone.id.desc())
        .limit(1)
    )
    if check is not None and (milestone is None or check.checked_on >= milestone.done_on):
        return check.checked_on, check.result, Ref("record_check", check.id)
    if milestone is not None:
        return milestone.done_on, RecordCheckResult.CLEAR, Ref("milestone", milestone.id)
    return None


# Asked ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One record check for the list."""

    id: int
    checked_on: date
    checked_by: str
    result: RecordCheckResult
    text: str


@dataclass(frozen=True, slots=True)
class Preparation:
    """Where the preparation stands; `check_lacks` is empty when the check would hold today.

    `checked_on` is the day of the latest check, also of one that stands as the milestone alone.
    """

    applied_on: date | None
    application: str
    ceremony_id: int | None
    ceremony_on: date | None
    checks: tuple[CheckRow, ...]
    check_days: int | None
    check_lacks: str
    checked_on: date | None = None


def preparation(db: Session, *, episode_id: int, today: date) -> Preparation:
    """The preparation of one participant; Refusal for a number the court does not have."""
    episode = open_episode(db, episode_id, also_closed=True)
    handbook = program(db, episode.program_id)
    kept = _preparation(db, episode_id)
    ceremony = db.get(Ceremony, kept.ceremony_id) if kept and kept.ceremony_id else None
    asked = (
        select(RecordCheck)
        .where(RecordCheck.episode_id == episode_id)
        .order_by(RecordCheck.checked_on.desc(), RecordCheck.id.desc())
    )
    day = episode.exited_on or today
    lacks = check_open(db, episode, handbook, day)
    latest = latest_check(db, episode_id, day)
    return Preparation(
        applied_on=kept.applied_on if kept else None,
        application=kept.application if kept else "",
        ceremony_id=ceremony.id if ceremony else None,
        ceremony_on=ceremony.held_on if ceremony else None,
        checks=tuple(
            CheckRow(c.id, c.checked_on, c.checked_by, c.result, c.text) for c in db.scalars(asked)
        ),
        check_days=handbook.record_check_days,
        check_lacks=f"{lacks.requirement}: {lacks.text}." if lacks else "",
        checked_on=latest[0] if latest else None,
    )


def _preparation(db: Session, episode_id: int) -> GraduationPreparation | None:
    return db.scalar(
        select(GraduationPreparation).where(GraduationPreparation.episode_id == episode_id)
    )


def _admitted(episode: Episode) -> None:
    if episode.status in CANDIDATE_STATUSES:
        raise Refusal("This person has not been admitted yet.")


def latest_checks(db: Session, *, day: date) -> dict[int, date]:
    """The day of the latest clear check of everybody in the program, checks and milestones."""
    found: dict[int, date] = {}
    checks = (
        select(RecordCheck.episode_id, func.max(RecordCheck.checked_on))
        .join(Episode, Episode.id == RecordCheck.episode_id)
        .where(RecordCheck.result == RecordCheckResult.CLEAR, RecordCheck.checked_on <= day)
        .group_by(RecordCheck.episode_id)
    )
    milestones = (
        select(Milestone.episode_id, func.max(Milestone.done_on))
        .join(Episode, Episode.id == Milestone.episode_id)
        .where(Milestone.key == RECORD_CHECK, Milestone.done_on <= day)
        .group_by(Milestone.episode_id)
    )
    for asked in (checks, milestones):
        for episode_id, on in db.execute(asked.where(Episode.exited_on.is_(None))):
            found[episode_id] = max(on, found.get(episode_id, on))
    return found
