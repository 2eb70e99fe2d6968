"""How planned lives become a court's record in bulk: the rows that the acts would have written.

For a court of thousands. What an act changes in an earlier record is changed in the row before it
is written; the rows of some hundred lives go down in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy.orm import Session

from drugcourt.casework.bulk import enter_in_bulk, enter_people_in_bulk, next_numbers
from drugcourt.casework.hearings.hearings import schedule_session
from drugcourt.casework.participants.participants import next_reference
from drugcourt.demo.by_acts import sittings
from drugcourt.demo.caseload import Sketch
from drugcourt.demo.deeds import COORDINATOR, Frame, Life, moment
from drugcourt.demo.rows import Rows
from drugcourt.records.base import Base
from drugcourt.records.cases import Charge, CourtCase
from drugcourt.records.courts import Court
from drugcourt.records.episodes import Episode, StatusSpan, WorkSpell
from drugcourt.records.exits import CaseDisposition, ExitFollowUp, TerminationProceeding
from drugcourt.records.fees import FeeEntry, PaymentPlan
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.history import Logbook
from drugcourt.records.medications import Medication
from drugcourt.records.milestones import Decision, Milestone
from drugcourt.records.notes import Note
from drugcourt.records.phases import PhaseStay
from drugcourt.records.responses import Response
from drugcourt.records.specimens import Specimen, SpecimenResult
from drugcourt.records.supervision import Contact
from drugcourt.records.treatment import AttendanceLine, TreatmentEpisode
from drugcourt.workspace import Context, Workspace

LIVES_AT_ONCE = 250

# In the order in which rows may refer to one another.
RECORDS: tuple[type[Base], ...] = (
    Episode,
    StatusSpan,
    PhaseStay,
    CourtCase,
    Charge,
    CaseDisposition,
    TerminationProceeding,
    ExitFollowUp,
    TreatmentEpisode,
    Medication,
    WorkSpell,
    Milestone,
    Decision,
    FeeEntry,
    PaymentPlan,
    Contact,
    Note,
    DocketEntry,
    Response,
    Specimen,
    SpecimenResult,
    AttendanceLine,
)


def enter_lives(
    workspace: Workspace,
    frame: Frame,
    sketches: Sequence[Sketch],
    plan: Callable[[Sketch], Life],
    went_on: Callable[[float], bool],
) -> bool:
    """Plan and enter the lives, some hundred at a time; returns whether it came to the end.

    They come in the order in which they were referred, a second time after the first.
    """
    sessions: dict[date, int] = {}
    _act(workspace, frame.start, _open_sessions, frame=frame, sessions=sessions)
    rows = _act(workspace, frame.today, _first_rows, frame=frame, sessions=sessions)
    todo, done = iter(sketches), 0
    while some := list(islice(todo, LIVES_AT_ONCE)):
        _act(workspace, frame.today, _enter, rows=rows, lives=[plan(sketch) for sketch in some])
        done += len(some)
        if not went_on(done / len(sketches)):
            return False
    _act(workspace, frame.today, _close_sessions, sessions=sessions)
    return True


def _act(workspace: Workspace, day: date, act: Callable[..., Any], /, **wanted: Any) -> Any:
    """One transaction under one line of history a table, without deriving anyone's standing."""
    now = moment(day, 540)
    book = Logbook(workspace.database.history_key, now, COORDINATOR, "enter_in_bulk")
    with workspace.database.writing(book) as db, db.begin():
        return act(db, Context(COORDINATOR, day, now), **wanted)


def _open_sessions(
    db: Session, context: Context, *, frame: Frame, sessions: dict[date, int]
) -> None:
    for day in sittings(frame):
        sessions[day] = schedule_session(db, context, held_on=day)


def _close_sessions(db: Session, context: Context, *, sessions: dict[date, int]) -> None:
    for day, number in sessions.items():
        session = db.get(CourtSession, number)
        if session is not None and day < context.today:
            session.closed_at = moment(day, 1050)


def _first_rows(
    db: Session,
    _context: Context,
    *,
    frame: Frame,
    sessions: dict[date, int],
) -> Rows:
    first = {record: next_numbers(db, record, 1).start for record in RECORDS}
    court = db.query(Court).one()
    assert court.program_id is not None
    return Rows(frame, court.program_id, first, sessions)


def _enter(db: Session, context: Context, *, rows: Rows, lives: Sequence[Life]) -> None:
    """People by the session (it keeps the search index), everything else as rows."""
    for life in lives:
        for deed in sorted(life.deeds, key=lambda deed: (deed.on, deed.minute)):
            rows.take(life, deed)
    people = rows.new_people(lambda day: next_reference(db, day))
    numbers = enter_people_in_bulk(db, context, rows=people)
    rows.people_are(numbers)
    for record in RECORDS:
        enter_in_bulk(db, context, record=record, rows=rows.taken(record))
    rows.clear()
