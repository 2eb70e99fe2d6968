"""Whether a medication goes on while somebody is in custody, step by step, for each stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.domain.dates import short
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.errors import Refusal
from drugcourt.exchange.safety_policy import safety_policy
from drugcourt.records.episodes import Episode, StatusSpan
from drugcourt.records.medications import Medication
from drugcourt.records.safety import ContinuityStep
from drugcourt.workspace import Context


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step; `done_on` None while it is open."""

    key: str
    text: str
    done_on: date | None
    done_by: str
    note: str


@dataclass(frozen=True, slots=True)
class Continuity:
    """The checklist of one stay in custody that goes on, with the medications it is about."""

    span_id: int
    since: date
    medicines: tuple[str, ...]
    steps: tuple[StepLine, ...]


def continuity(db: Session, *, episode_id: int) -> Continuity | None:
    """The checklist of the stay that goes on; None where nobody is held, or takes no medication."""
    span = db.scalar(
        select(StatusSpan).where(
            StatusSpan.episode_id == episode_id,
            StatusSpan.status == EpisodeStatus.IN_CUSTODY,
            StatusSpan.ended_on.is_(None),
        )
    )
    if span is None:
        return None
    names = db.scalars(
        select(Medication.name)
        .where(Medication.episode_id == episode_id, _in_force(span.started_on))
        .order_by(Medication.started_on, Medication.id)
    ).all()
    if not names:
        return None
    kept = {
        step.key: step
        for step in db.scalars(select(ContinuityStep).where(ContinuityStep.span_id == span.id))
    }
    return Continuity(
        span.id,
        span.started_on,
        tuple(dict.fromkeys(names)),
        tuple(_line(key, text, kept.get(key)) for key, text in safety_policy().continuity),
    )


def do_step(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    key: str,
    done_on: date | None = None,
    text: str = "",
) -> None:
    """A step of the checklist is done; done again, its day and note are the newer ones."""
    found = continuity(db, episode_id=episode_id)
    if found is None:
        raise Refusal("Nobody is held, or takes no medication for opioid use disorder.")
    if key not in {step.key for step in found.steps}:
        raise Refusal("The checklist has no such step.")
    day = done_on or context.today
    entering.check_span(db, context, episode_id, ("since", found.since), ("done_on", day))
    step = db.scalar(_step(found.span_id, key))
    if step is None:
        step = ContinuityStep(episode_id=episode_id, span_id=found.span_id, key=key, done_on=day)
        db.add(step)
    step.done_on, step.done_by, step.text = day, context.who, text.strip()


def undo_step(db: Session, context: Context, *, episode_id: int, key: str) -> None:
    """A step was marked by mistake; it is open again, and history keeps both."""
    found = continuity(db, episode_id=episode_id)
    step = db.scalar(_step(found.span_id, key)) if found is not None else None
    if step is None:
        raise Refusal("That step is open.")
    db.delete(step)


def open_checklists(today: date) -> Select[*tuple[Any, ...]]:
    """Who is held, takes a medication, and whose checklist has open steps; since when held."""
    done = (
        select(func.count(ContinuityStep.id))
        .where(ContinuityStep.span_id == StatusSpan.id)
        .scalar_subquery()
    )
    treated = select(Medication.id).where(
        Medication.episode_id == StatusSpan.episode_id, _in_force(StatusSpan.started_on)
    )
    return (
        select(Episode.id, StatusSpan.started_on, done)
        .join(Episode, Episode.id == StatusSpan.episode_id)
        .where(
            StatusSpan.status == EpisodeStatus.IN_CUSTODY,
            StatusSpan.ended_on.is_(None),
            treated.exists(),
            done < len(safety_policy().continuity),
        )
        .order_by(StatusSpan.started_on, Episode.id)
    )


def say_checklist(row: tuple[Any, Any], today: date) -> str:
    """How many steps are open since when."""
    since, done = row
    missing = len(safety_policy().continuity) - int(done)
    return f"In custody since {short(since, today)} on medication: {missing} steps open"


def _in_force(on: Any) -> Any:
    return and_(
        Medication.moud,
        Medication.started_on <= on,
        or_(Medication.ended_on.is_(None), Medication.ended_on >= on),
    )


def _line(key: str, text: str, step: ContinuityStep | None) -> StepLine:
    if step is None:
        return StepLine(key, text, None, "", "")
    return StepLine(key, text, step.done_on, step.done_by, step.text)


def _step(span_id: int, key: str) -> Select[ContinuityStep]:
    return select(ContinuityStep).where(
        ContinuityStep.span_id == span_id, ContinuityStep.key == key
    )
