"""What the invented court's hearings left: warrants that were served, tasks that were done."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.hearings.minutes import freeze_minutes
from drugcourt.demo.deeds import COORDINATOR, JUDGE
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.hearings import WarrantReason, WarrantStep
from drugcourt.records.episodes import StatusSpan
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.history import add_rows
from drugcourt.records.minutes import MinuteLine
from drugcourt.records.tasks import CourtTask
from drugcourt.records.warrants import Warrant
from drugcourt.workspace import Context

STILL_OPEN = timedelta(days=9)  # tasks of the last session are not all done yet
EVERY_OTHER = 3


def keep_courtroom(db: Session, context: Context) -> None:
    """Settle what is long past: warrants follow the statuses, old tasks are done, minutes kept."""
    _add_warrants(db)
    _settle_warrants(db)
    _do_tasks(db, context)
    _last_minutes(db, context)


def _add_warrants(db: Session) -> None:
    """The warrants of a court that was made in bulk; acts have written theirs already."""
    kept = select(Warrant.docket_entry_id).where(Warrant.docket_entry_id.is_not(None))
    asked = (
        select(DocketEntry.id, DocketEntry.episode_id, CourtSession.held_on)
        .join(CourtSession, CourtSession.id == DocketEntry.session_id)
        .where(DocketEntry.warrant == WarrantStep.ISSUED, DocketEntry.id.not_in(kept))
        .order_by(DocketEntry.id)
    )
    rows = [
        {
            "docket_entry_id": entry_id,
            "episode_id": episode_id,
            "reason": WarrantReason.FAILED_TO_APPEAR,
            "requested_on": held_on,
            "requested_by": COORDINATOR,
            "issued_on": held_on,
            "issued_by": JUDGE,
            "number": "",
            "served_by": "",
            "recalled_why": "",
        }
        for entry_id, episode_id, held_on in db.execute(asked)
    ]
    add_rows(db, Warrant, rows)


def _settle_warrants(db: Session) -> None:
    """A warrant whose participant is back was served on the day they came back."""
    asked = (
        select(Warrant, StatusSpan.ended_on)
        .join(StatusSpan, StatusSpan.episode_id == Warrant.episode_id)
        .where(
            StatusSpan.status == EpisodeStatus.ABSCONDED,
            StatusSpan.started_on == Warrant.issued_on,
            StatusSpan.ended_on.is_not(None),
            Warrant.served_on.is_(None),
        )
    )
    for warrant, ended_on in db.execute(asked).all():
        warrant.served_on, warrant.served_by = ended_on, "County sheriff"
        warrant.booked = _booked(db, warrant)
        warrant.return_entry_id = db.scalar(
            select(DocketEntry.id)
            .join(CourtSession, CourtSession.id == DocketEntry.session_id)
            .where(DocketEntry.episode_id == warrant.episode_id, CourtSession.held_on >= ended_on)
            .order_by(CourtSession.held_on)
            .limit(1)
        )


def _booked(db: Session, warrant: Warrant) -> bool:
    asked = select(StatusSpan.id).where(
        StatusSpan.episode_id == warrant.episode_id,
        StatusSpan.status == EpisodeStatus.IN_CUSTODY,
        StatusSpan.started_on == warrant.served_on,
    )
    return db.scalar(asked) is not None


def _do_tasks(db: Session, context: Context) -> None:
    """What was due long ago was done on its day, and every third of the last days is open."""
    still_open = context.today - STILL_OPEN
    asked = select(CourtTask).where(CourtTask.done_on.is_(None), CourtTask.due_on <= context.today)
    for place, task in enumerate(db.scalars(asked.order_by(CourtTask.id)).all()):
        if task.due_on < still_open or place % EVERY_OTHER:
            task.done_on, task.done_by = task.due_on, COORDINATOR


def _last_minutes(db: Session, context: Context) -> None:
    """The last session that was held has its minutes kept, also where it was made in bulk."""
    session = db.scalar(
        select(CourtSession)
        .where(CourtSession.closed_at.is_not(None), CourtSession.held_on < context.today)
        .order_by(CourtSession.held_on.desc())
        .limit(1)
    )
    if session is not None:
        there = select(MinuteLine.id).where(MinuteLine.session_id == session.id)
        if db.scalar(there.limit(1)) is None:
            freeze_minutes(db, context, session)
