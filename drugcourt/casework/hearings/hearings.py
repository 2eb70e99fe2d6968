"""Acts on court sessions and hearings: schedule, put on the docket, record what was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from drugcourt.casework.calendar.closures import refuse_closed
from drugcourt.casework.calendar.dockets import default_title, docket_named
from drugcourt.casework.calendar.published import raise_sequence, withdraw_entry
from drugcourt.casework.exits.exits import graduate
from drugcourt.casework.hearings.minutes import freeze_minutes
from drugcourt.casework.hearings.sittings import known_session
from drugcourt.casework.hearings.taking_back import forget_acts, on_docket
from drugcourt.casework.hearings.tasks import ask_tasks
from drugcourt.casework.hearings.warrants import follow_hearing, link_return
from drugcourt.casework.participants.participants import open_episode
from drugcourt.casework.phases import advance, demote
from drugcourt.casework.responses.responses import NewResponse, give_response
from drugcourt.domain.hearings import HearingAttendance, HearingKind, PhaseMove, WarrantStep
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.episodes import Episode
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.people import Person, listed_name
from drugcourt.records.responses import Response
from drugcourt.workspace import Context


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one hearing decided, as the docket screen enters it in one go.

    `next_on` puts the participant on the docket of that day; `reason` and `decided_by` are asked
    when the phase moves against an open finding. `account` None leaves what was prepared;
    `back_to` and `remedial_plan` belong to a return to an earlier phase.
    """

    attendance: HearingAttendance
    orders: str = ""
    note: str = ""
    account: str | None = None
    move: PhaseMove = PhaseMove.STAY
    warrant: WarrantStep = WarrantStep.NONE
    responses: Sequence[NewResponse] = field(default=())
    next_on: date | None = None
    next_kind: HearingKind = HearingKind.REVIEW
    seconds: int | None = None
    decided_by: str = ""
    reason: str = ""
    back_to: str = ""
    remedial_plan: str = ""


def schedule_session(
    db: Session,
    context: Context,
    *,
    held_on: date,
    starts_at: str | None = None,
    docket: str | None = None,
    courtroom: str | None = None,
    judge: str | None = None,
    closed_too: bool = False,
) -> int:
    """A court session of this day; an existing one is given back. Defaults come from its docket.

    A day on which the court is closed is refused, unless `closed_too` says that it is known.
    """
    session: CourtSession | None = db.scalar(_of_day(held_on, docket))
    if session is not None:
        return session.id
    if not closed_too:
        refuse_closed(db, "held_on", held_on)
    about = docket_named(db, docket or default_title(db))
    cancelled = select(CourtSession).where(
        CourtSession.held_on == held_on, CourtSession.docket == about.title
    )
    session = db.scalar(cancelled)
    if session is None:
        session = CourtSession(held_on=held_on, docket=about.title)
        db.add(session)
    session.starts_at = starts_at or about.starts_at
    session.courtroom = about.courtroom if courtroom is None else courtroom
    session.judge = about.judge if judge is None else judge
    if session.cancelled_at is not None:
        session.cancelled_at, session.cancelled_why = None, ""
        raise_sequence(session)
    db.flush()
    return session.id


def put_on_docket(
    db: Session,
    context: Context,
    *,
    session_id: int,
    episode_id: int,
    kind: HearingKind = HearingKind.REVIEW,
) -> int:
    """Put a participant on a session's docket, at its end; already there is fine."""
    open_episode(db, episode_id)
    session = known_session(db, session_id)
    if session.closed_at is not None:
        raise Refusal("That session is closed; choose another day.")
    if session.cancelled_at is not None:
        raise Refusal("That session is cancelled; choose another day.")
    text = f"{who(db, episode_id)} put on the docket"
    with on_docket(db, context, session_id=session_id, text=text) as about:
        about.entry_id = _put(db, context, session_id, episode_id, kind)
        return about.entry_id


def _put(db: Session, context: Context, session_id: int, episode_id: int, kind: HearingKind) -> int:
    entry = db.scalar(
        select(DocketEntry).where(
            DocketEntry.session_id == session_id, DocketEntry.episode_id == episode_id
        )
    )
    if entry is None:
        last = db.scalar(
            select(func.max(DocketEntry.position)).where(DocketEntry.session_id == session_id)
        )
        entry = DocketEntry(
            session_id=session_id,
            episode_id=episode_id,
            kind=kind,
            position=(last or 0) + 1,
            added_on=context.today,
        )
        db.add(entry)
        db.flush()
    if kind is HearingKind.WARRANT_RETURN:
        link_return(db, episode_id, entry.id)
    return entry.id


def take_off_docket(db: Session, context: Context, *, entry_id: int, reason: str) -> None:
    """Take a participant off a docket before the hearing; the reason stays in the history."""
    entry = _entry(db, entry_id)
    _open_session(db, entry.session_id)
    if entry.attendance is not None:
        raise Refusal("This hearing was held already.")
    if not reason.strip():
        raise FieldRefusal("reason", "Say why, so that the record can be understood later.")
    db.info["logbook"].reason = reason
    text = "One hearing taken off the docket"  # no name: nothing ties it to a sealed person
    with on_docket(db, context, session_id=entry.session_id, text=text):
        withdraw_entry(db, context, entry)


def reorder_docket(
    db: Session, context: Context, *, session_id: int, entry_ids: Sequence[int]
) -> None:
    """Hear the entries in this order; entries not named keep their place after them."""
    _open_session(db, session_id)
    places = {entry_id: place for place, entry_id in enumerate(entry_ids, start=1)}
    with on_docket(db, context, session_id=session_id, text="the order of hearing"):
        for entry in db.scalars(select(DocketEntry).where(DocketEntry.session_id == session_id)):
            place = places.get(entry.id, len(places) + entry.position)
            if entry.position != place:
                entry.position = place


def prepare_entry(
    db: Session, context: Context, *, entry_id: int, changes: Mapping[str, Any]
) -> None:
    """Before court: the team's recommendation, and what kind of hearing it is."""
    entry = _entry(db, entry_id)
    _open_session(db, entry.session_id)
    for key, value in changes.items():
        if key not in {"recommendation", "kind", "account"}:
            raise FieldRefusal(key, "That can't be prepared before the hearing.")
        if getattr(entry, key) != value:
            setattr(entry, key, value)


def record_hearing(db: Session, context: Context, *, entry_id: int, outcome: Outcome) -> None:
    """Record a hearing: attendance, orders, responses, phase move, warrant and the next date.

    Recording it again before the session closes amends the words and the attendance; a response
    that this hearing gave already is not given twice, a phase move is made once and stays, and the
    next date is the one said last: another takes the place of the first, none takes it back.
    """
    entry = _entry(db, entry_id)
    session = _open_session(db, entry.session_id)
    if session.held_on > context.today:
        raise Refusal("This session lies ahead; it can be recorded on its day.")
    text = f"the hearing of {who(db, entry.episode_id)}"
    with on_docket(db, context, session_id=session.id, text=text, entry_id=entry.id):
        _record(db, context, entry, session, outcome)


def _record(
    db: Session, context: Context, entry: DocketEntry, session: CourtSession, outcome: Outcome
) -> None:
    entry.attendance = outcome.attendance
    entry.orders, entry.note = outcome.orders, outcome.note
    entry.account = entry.account if outcome.account is None else outcome.account
    entry.seconds = outcome.seconds if outcome.seconds is not None else entry.seconds
    entry.heard_at = entry.heard_at or context.now
    _respond(db, context, entry, session, outcome)
    follow_hearing(
        db,
        context,
        entry=entry,
        session=session,
        attendance=outcome.attendance,
        step=outcome.warrant,
    )
    if outcome.next_on != entry.next_on:
        _next_date(db, context, entry, session, outcome)
    _move(db, context, entry, session, outcome)
    ask_tasks(db, entry, session.held_on)


def close_session(db: Session, context: Context, *, session_id: int) -> int:
    """Close a session: its minutes are frozen as they stand. Returns how many were not heard."""
    session = known_session(db, session_id)
    if session.closed_at is not None:
        raise Refusal("This session is closed already.")
    if session.held_on > context.today:
        raise Refusal("This session lies ahead; it can be closed on its day.")
    session.closed_at = context.now
    db.flush()
    freeze_minutes(db, context, session)
    forget_acts(db, session.id)
    return sum(1 for entry in session.entries if entry.attendance is None)


def _respond(
    db: Session, context: Context, entry: DocketEntry, session: CourtSession, outcome: Outcome
) -> None:
    """Give what this hearing has not given yet."""
    if not outcome.responses:
        return
    given = select(Response.family, Response.title, Response.jail_days, Response.due_on).where(
        Response.docket_entry_id == entry.id
    )
    already = set(db.execute(given))
    for response in outcome.responses:
        same = (response.family, response.title.strip(), response.jail_days, response.due_on)
        if same not in already:
            give_response(
                db,
                context,
                episode_id=entry.episode_id,
                response=response,
                on=session.held_on,
                docket_entry_id=entry.id,
            )


def _move(
    db: Session, context: Context, entry: DocketEntry, session: CourtSession, outcome: Outcome
) -> None:
    """Make the phase move, once; a move that was made is undone by another act, not by silence."""
    if entry.move is outcome.move:
        return
    if entry.move is not PhaseMove.STAY:
        raise FieldRefusal(
            "move",
            "The phase was moved at this hearing already; take the recording back (Ctrl+Z) and "
            "record the hearing anew, or change the phase in the participant's file.",
        )
    decided_by = outcome.decided_by or session.judge
    about: dict[str, Any] = {"episode_id": entry.episode_id, "on": session.held_on}
    if outcome.move is PhaseMove.ADVANCE:
        advance(db, context, **about, decided_by=decided_by, reason=outcome.reason)
    elif outcome.move is PhaseMove.DEMOTE:
        demote(
            db,
            context,
            **about,
            phase=outcome.back_to,
            reason=outcome.reason,
            remedial_plan=outcome.remedial_plan,
            decided_by=decided_by,
        )
    elif outcome.move is PhaseMove.GRADUATE:
        graduate(db, context, **about, decided_by=decided_by, reason=outcome.reason)
    entry.move = outcome.move


def _next_date(
    db: Session, context: Context, entry: DocketEntry, session: CourtSession, outcome: Outcome
) -> None:
    if entry.next_on is not None:
        _take_back_next(db, context, entry, session, entry.next_on)
    entry.next_on = outcome.next_on
    if outcome.next_on is None:
        return
    if outcome.next_on <= session.held_on:
        raise FieldRefusal("next_on", "The next date must come after this session.")
    refuse_closed(db, "next_on", outcome.next_on)
    coming = schedule_session(db, context, held_on=outcome.next_on, docket=session.docket)
    back = outcome.attendance is HearingAttendance.FAILED_TO_APPEAR and (
        outcome.warrant is WarrantStep.SERVED
    )
    kind = HearingKind.WARRANT_RETURN if back else outcome.next_kind
    put_on_docket(db, context, session_id=coming, episode_id=entry.episode_id, kind=kind)


def _take_back_next(
    db: Session, context: Context, entry: DocketEntry, session: CourtSession, day: date
) -> None:
    """Take the participant off the docket this hearing had named before, if not heard there."""
    booked = db.scalar(
        select(DocketEntry)
        .join(CourtSession, CourtSession.id == DocketEntry.session_id)
        .where(
            DocketEntry.episode_id == entry.episode_id,
            DocketEntry.attendance.is_(None),
            or_(CourtSession.held_on == day, CourtSession.moved_from == day),
            CourtSession.docket == session.docket,
        )
    )
    if booked is not None:
        withdraw_entry(db, context, booked)


def _of_day(day: date, docket: str | None) -> Any:
    asked = select(CourtSession).where(
        CourtSession.held_on == day, CourtSession.cancelled_at.is_(None)
    )
    if docket is not None:
        asked = asked.where(CourtSession.docket == docket)
    return asked.order_by(CourtSession.starts_at).limit(1)


def who(db: Session, episode_id: int) -> str:
    """The name of a participant as lists write it."""
    asked = (
        select(Person.family_name, Person.given_name, Person.reference)
        .join(Episode, Episode.person_id == Person.id)
        .where(Episode.id == episode_id)
    )
    return listed_name(*db.execute(asked).one())


def _open_session(db: Session, session_id: int) -> CourtSession:
    session = known_session(db, session_id)
    if session.closed_at is not None:
        raise Refusal("This session is closed; its minutes can't be changed.")
    return session


def _entry(db: Session, entry_id: int) -> DocketEntry:
    entry = db.get(DocketEntry, entry_id)
    if entry is None:
        raise Refusal("That hearing is not on a docket.")
    return entry
