"""What becomes of a warrant: asked for, issued, served or recalled, and the spans that follow."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.participants.participants import move_status, not_after, open_episode
from drugcourt.domain.dates import short
from drugcourt.domain.episodes import CANDIDATE_STATUSES, EpisodeStatus
from drugcourt.domain.hearings import HearingAttendance, WarrantReason, WarrantStep
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.courtroom_policy import warrant_policy
from drugcourt.records.episodes import Episode
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.tasks import CourtTask
from drugcourt.records.warrants import Warrant
from drugcourt.workspace import Context


def request_warrant(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    reason: WarrantReason = WarrantReason.FAILED_TO_APPEAR,
    requested_on: date | None = None,
    requested_by: str = "",
    docket_entry_id: int | None = None,
) -> int:
    """Ask the judge for a warrant; one that is not served yet stands for them all."""
    episode = open_episode(db, episode_id)
    if episode.status in CANDIDATE_STATUSES:
        raise Refusal("This person has not been admitted yet.")
    day = requested_on or context.today
    not_after(context, "requested_on", day)
    if _standing(db, episode_id) is not None:
        raise Refusal("A warrant is asked for or out already; take the next step of that one.")
    warrant = Warrant(
        episode_id=episode_id,
        docket_entry_id=docket_entry_id,
        reason=reason,
        requested_on=day,
        requested_by=requested_by or context.who,
    )
    db.add(warrant)
    db.flush()
    return warrant.id


def issue_warrant(
    db: Session,
    context: Context,
    *,
    warrant_id: int,
    issued_on: date,
    issued_by: str = "",
    number: str = "",
) -> None:
    """The judge signs it: from that day, or from the missed hearing, the participant is absconded.

    Which of the two is the court's policy.
    """
    warrant = _at(db, warrant_id, WarrantStep.REQUESTED)
    not_after(context, "issued_on", issued_on)
    _in_order("issued_on", warrant.requested_on, issued_on)
    warrant.issued_on, warrant.issued_by, warrant.number = issued_on, issued_by, number
    _request_is_done(db, context, warrant)
    missed = _missed_on(db, warrant) if warrant_policy().from_absence else None
    _follow(db, warrant, EpisodeStatus.ABSCONDED, missed or issued_on, "Bench warrant issued")


def serve_warrant(
    db: Session,
    context: Context,
    *,
    warrant_id: int,
    served_on: date,
    served_by: str = "",
    booked: bool = True,
) -> None:
    """Served: whoever was booked is in custody from that day, else active again."""
    warrant = _at(db, warrant_id, WarrantStep.ISSUED)
    not_after(context, "served_on", served_on)
    _in_order("served_on", warrant.issued_on, served_on)
    warrant.served_on, warrant.served_by, warrant.booked = served_on, served_by, booked
    status = EpisodeStatus.IN_CUSTODY if booked else EpisodeStatus.ACTIVE
    words = "Bench warrant served" if booked else "Bench warrant served, released to appear"
    _follow(db, warrant, status, served_on, words)


def recall_warrant(
    db: Session, context: Context, *, warrant_id: int, recalled_on: date, recalled_why: str
) -> None:
    """Taken back by the judge before it was served; who had absconded is active again."""
    warrant = _at(db, warrant_id, WarrantStep.REQUESTED, WarrantStep.ISSUED)
    not_after(context, "recalled_on", recalled_on)
    _in_order("recalled_on", warrant.issued_on or warrant.requested_on, recalled_on)
    if not recalled_why.strip():
        raise FieldRefusal("recalled_why", "Say why, so that the record can be understood later.")
    warrant.recalled_on, warrant.recalled_why = recalled_on, recalled_why.strip()
    if db.get_one(Episode, warrant.episode_id).status is EpisodeStatus.ABSCONDED:
        _follow(db, warrant, EpisodeStatus.ACTIVE, recalled_on, "Bench warrant recalled")


def follow_hearing(
    db: Session,
    context: Context,
    *,
    entry: DocketEntry,
    session: CourtSession,
    attendance: HearingAttendance,
    step: WarrantStep,
) -> None:
    """What a hearing says of a warrant: the step it takes, on the day of the session.

    Whoever was served and came to court is back before it, whatever the hearing was set for.
    """
    if step is not entry.warrant:
        _take_step(db, context, entry, session, attendance, step)
    if attendance not in _NOT_HEARD:
        db.flush()
        link_return(db, entry.episode_id, entry.id, served_by=session.held_on)


def _take_step(
    db: Session,
    context: Context,
    entry: DocketEntry,
    session: CourtSession,
    attendance: HearingAttendance,
    step: WarrantStep,
) -> None:
    if _taken(entry.warrant) and not _taken(step):
        raise FieldRefusal(
            "warrant",
            "The warrant was decided at this hearing already; take the recording back (Ctrl+Z) "
            "and record the hearing anew.",
        )
    absent = attendance is HearingAttendance.FAILED_TO_APPEAR
    standing = _standing(db, entry.episode_id)
    if step is WarrantStep.ISSUED and not absent and standing is None:
        raise FieldRefusal("warrant", "A warrant is issued when somebody failed to appear.")
    if entry.warrant is WarrantStep.REQUESTED and step is WarrantStep.NONE:
        _ask_no_more(db, entry)
    entry.warrant = step
    day = session.held_on
    if standing is None and step in (WarrantStep.REQUESTED, WarrantStep.ISSUED):
        number = request_warrant(
            db,
            context,
            episode_id=entry.episode_id,
            requested_on=day,
            docket_entry_id=entry.id,
        )
        standing = db.get_one(Warrant, number)
    if standing is None:
        _without_one(db, entry, step, day)
    elif step is WarrantStep.ISSUED and standing.issued_on is None:
        issue_warrant(db, context, warrant_id=standing.id, issued_on=day, issued_by=session.judge)
    elif step is WarrantStep.SERVED:
        if standing.issued_on is None:
            raise FieldRefusal("warrant", "This warrant has not been issued yet.")
        serve_warrant(db, context, warrant_id=standing.id, served_on=day)
        standing.return_entry_id = entry.id if not absent else None
    elif step is WarrantStep.RECALLED:
        why = f"Recalled in court by {session.judge}" if session.judge else "Recalled in court"
        recall_warrant(db, context, warrant_id=standing.id, recalled_on=day, recalled_why=why)
        standing.return_entry_id = entry.id if not absent else None


def link_return(db: Session, episode_id: int, entry_id: int, *, served_by: date = date.max) -> None:
    """The hearing brings them back for the latest warrant served, up to a day, without a return."""
    warrant = db.scalar(
        select(Warrant)
        .where(
            Warrant.episode_id == episode_id,
            Warrant.served_on <= served_by,
            Warrant.return_entry_id.is_(None),
        )
        .order_by(Warrant.id.desc())
        .limit(1)
    )
    if warrant is not None:
        warrant.return_entry_id = entry_id


def _ask_no_more(db: Session, entry: DocketEntry) -> None:
    """The request was a slip: recorded again, the hearing asks for no warrant."""
    asked = select(Warrant).where(
        Warrant.docket_entry_id == entry.id,
        Warrant.issued_on.is_(None),
        Warrant.recalled_on.is_(None),
    )
    for warrant in db.scalars(asked):
        db.delete(warrant)


_NOT_HEARD = frozenset({HearingAttendance.FAILED_TO_APPEAR, HearingAttendance.EXCUSED})


def _taken(step: WarrantStep) -> bool:
    """Steps that moved somebody's status."""
    return step in (WarrantStep.ISSUED, WarrantStep.SERVED, WarrantStep.RECALLED)


def _without_one(db: Session, entry: DocketEntry, step: WarrantStep, day: date) -> None:
    """A warrant of which this court keeps no record, of before it kept them: only the spans."""
    moved = {
        WarrantStep.SERVED: (EpisodeStatus.IN_CUSTODY, "Bench warrant served"),
        WarrantStep.RECALLED: (EpisodeStatus.ACTIVE, "Bench warrant recalled"),
    }.get(step)
    episode = open_episode(db, entry.episode_id)
    if moved is None or episode.status is moved[0] or episode.status in CANDIDATE_STATUSES:
        return
    if step is WarrantStep.RECALLED and episode.status is not EpisodeStatus.ABSCONDED:
        return
    move_status(db, episode, moved[0], day, moved[1])


def _follow(db: Session, warrant: Warrant, status: EpisodeStatus, day: date, why: str) -> None:
    episode = open_episode(db, warrant.episode_id)
    if episode.status is not status:
        move_status(db, episode, status, day, why)


def _request_is_done(db: Session, context: Context, warrant: Warrant) -> None:
    """The task of bringing the request to the judge is done by the issue itself."""
    asked = select(CourtTask).where(
        CourtTask.docket_entry_id == warrant.docket_entry_id,
        CourtTask.key == WarrantStep.REQUESTED.value,
        CourtTask.done_on.is_(None),
    )
    for task in db.scalars(asked):
        task.done_on, task.done_by = warrant.issued_on, context.who


def _missed_on(db: Session, warrant: Warrant) -> date | None:
    if warrant.docket_entry_id is None:
        return None
    return db.get_one(DocketEntry, warrant.docket_entry_id).session.held_on


def _in_order(field: str, before: date | None, day: date) -> None:
    if before is not None and day < before:
        raise FieldRefusal(field, f"That day lies before the step of {short(before, day)}.")


def _at(db: Session, warrant_id: int, *steps: WarrantStep) -> Warrant:
    """The warrant with this number, at one of these steps."""
    warrant = db.get(Warrant, warrant_id)
    if warrant is None:
        raise Refusal("That warrant is not recorded.")
    if warrant.step not in steps:
        raise Refusal(f"That step can't follow: this warrant is {_SAID[warrant.step]} already.")
    return warrant


_SAID = {
    WarrantStep.REQUESTED: "only asked for",
    WarrantStep.ISSUED: "issued",
    WarrantStep.SERVED: "served",
    WarrantStep.RECALLED: "recalled",
}


def _standing(db: Session, episode_id: int) -> Warrant | None:
    """The warrant that is asked for or out; there is at most one."""
    return db.scalar(
        select(Warrant)
        .where(
            Warrant.episode_id == episode_id,
            Warrant.served_on.is_(None),
            Warrant.recalled_on.is_(None),
        )
        .order_by(Warrant.id.desc())
        .limit(1)
    )
