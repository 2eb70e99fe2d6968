"""The invented demonstration court: two years of a county's recovery court, made through acts."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework import desk, standing
from drugcourt.casework.ceremonies import schedule_ceremony
from drugcourt.casework.programs import parsed
from drugcourt.demo.by_acts import perform_lives
from drugcourt.demo.caseload import caseload
from drugcourt.demo.deeds import COORDINATOR, JUDGE, Frame
from drugcourt.demo.in_bulk import enter_lives
from drugcourt.demo.life import live
from drugcourt.demo.needs import needs_of
from drugcourt.exchange.resources import resource
from drugcourt.records.episodes import Episode
from drugcourt.records.keys import Cost
from drugcourt.workspace import Context, Workspace

WEEKS = 110
CEREMONIES = (3, 16, 29)  # weeks from today: four times a year, on a court day
ONE_BY_ONE = 250  # people; a larger court is entered in bulk, with one line of history a batch

Progress = Callable[[float], object]


def make_demonstration(
    path: Path,
    *,
    people: int = 64,
    seed: int = 2026,
    today: date,
    progress: Progress | None = None,
    cost: Cost | None = None,
) -> Workspace | None:
    """Make the demonstration court at `path` and open it; `today` is a court day.

    `people` are on the caseload, candidates among them; those who have left come on top. The same
    people, seed and today give the same court. `progress` hears the share done from 0 to 1; when
    it answers False the making stops, the file is taken back and None is returned. Raises Refusal
    when the file exists already or can't be written.
    """
    start = today - timedelta(weeks=WEEKS)
    text = resource("programs", "five-phase.toml").read_text("utf-8")
    court = desk.new_desk(
        path,
        desk.DEMONSTRATION_PASSWORD,
        court="Cedar County Recovery Court",
        program_text=text,
        as_of=start,
        staff_name=COORDINATOR,
        any_password=True,
        cost=cost,
        judge=JUDGE,
        courtroom="Courtroom 4",
        county="Cedar County",
        state="Invented state",
        prosecutor_office="Cedar County Prosecutor",
        weekday=today.weekday(),
        starts_at="13:30",
        docket_title="Adult drug court",
        demonstration=True,
    )
    program = parsed(text)
    frame = Frame(program, needs_of(program), start, today)
    try:
        with _rows_in_peace():
            finished = _fill(court, frame, people, seed, progress)
    except BaseException:
        court.discard()
        raise
    if not finished:
        court.discard()
        return None
    return Workspace(court.database, who=COORDINATOR, as_of=today, derive=standing.derive)


@contextmanager
def _rows_in_peace() -> Iterator[None]:
    """Without the cycle collector: it would walk millions of rows, a third of the whole time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _fill(
    court: Workspace, frame: Frame, people: int, seed: int, progress: Progress | None
) -> bool:
    def went_on(share: float) -> bool:
        return progress is None or progress(min(1.0, share)) is not False

    sketches = caseload(people, seed)
    if people > ONE_BY_ONE:
        finished = enter_lives(
            court, frame, sketches, lambda s: live(s, frame, seed), lambda x: went_on(0.7 * x)
        )
    else:
        lives = [live(sketch, frame, seed) for sketch in sketches]
        finished = perform_lives(court, frame, lives, lambda x: went_on(0.95 * x))
    if finished:
        as_of_today = Workspace(court.database, who=COORDINATOR, as_of=frame.today)
        for weeks in CEREMONIES:
            held_on = frame.today + timedelta(weeks=weeks)
            as_of_today.perform(schedule_ceremony, held_on=held_on, place="Courtroom 4, 3:00 PM")
        as_of_today.perform(_derive_all)
        went_on(1.0)
    return finished


def _derive_all(db: Session, context: Context) -> int:
    """Where everyone stands today; derived, not a record."""
    return standing.refresh(db, db.scalars(select(Episode.id)).all(), context.today)
