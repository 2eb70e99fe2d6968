"""Acts on work and school: a job begun, proved, ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.participants.participants import not_after, open_episode, within_episode
from drugcourt.domain.supervision import WorkKind
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.episodes import WorkSpell
from drugcourt.workspace import Context

HOURS_OF_A_WEEK = 168


def begin_work(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    kind: WorkKind,
    started_on: date,
    place: str = "",
    hours: float | None = None,
    verified_on: date | None = None,
    taxed: bool | None = None,
    approved: bool | None = None,
) -> int:
    """Begin a job, schooling, or what stands in their place; None where nobody said."""
    episode = open_episode(db, episode_id)
    within_episode(context, episode, "started_on", started_on)
    if hours is not None and not 0 <= hours <= HOURS_OF_A_WEEK:
        raise FieldRefusal("hours", f"A week has between 0 and {HOURS_OF_A_WEEK} hours.")
    spell = WorkSpell(
        episode_id=episode_id,
        kind=kind,
        place=place,
        started_on=started_on,
        hours=hours,
        verified_on=verified_on,
        taxed=taxed,
        approved=approved,
    )
    db.add(spell)
    db.flush()
    return spell.id


def verify_work(db: Session, context: Context, *, spell_id: int, verified_on: date) -> None:
    """Somebody saw the proof (pay slip, class list) on this day."""
    spell = _spell(db, spell_id)
    not_after(context, "verified_on", verified_on)
    if verified_on < spell.started_on:
        raise FieldRefusal("verified_on", "It can't be verified before it began.")
    spell.verified_on = verified_on


def end_work(db: Session, context: Context, *, spell_id: int, ended_on: date) -> None:
    """The job or schooling ended; `ended_on` is the first day without it."""
    spell = _spell(db, spell_id)
    if spell.ended_on is not None:
        raise Refusal("That job or schooling has ended already.")
    not_after(context, "ended_on", ended_on)
    if ended_on < spell.started_on:
        raise FieldRefusal("ended_on", "It can't end before it began.")
    spell.ended_on = ended_on


def _spell(db: Session, spell_id: int) -> WorkSpell:
    spell = db.get(WorkSpell, spell_id)
    if spell is None:
        raise Refusal("That job or schooling is not recorded.")
    return spell


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One job or schooling, for the list."""

    id: int
    kind: WorkKind
    place: str
    hours: float | None
    started_on: date
    ended_on: date | None
    verified_on: date | None


def work_rows(db: Session, *, episode_id: int) -> list[WorkRow]:
    """Jobs and schooling, the present ones first, then the latest."""
    found = db.scalars(
        select(WorkSpell)
        .where(WorkSpell.episode_id == episode_id)
        .order_by(WorkSpell.ended_on.is_not(None), WorkSpell.started_on.desc(), WorkSpell.id.desc())
    )
    return [
        WorkRow(w.id, w.kind, w.place, w.hours, w.started_on, w.ended_on, w.verified_on)
        for w in found
    ]
