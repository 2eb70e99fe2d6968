"""The invented demonstration court: two years of a county's recovery court, made through acts."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework import desk
from drugcourt.casework.desk import Place
from drugcourt.casework.exits.ceremonies import schedule_ceremony
from drugcourt.casework.programs.programs import parsed
from drugcourt.casework.readiness import standing
from drugcourt.demo.by_acts import perform_lives
from drugcourt.demo.calendar import keep_calendar
from drugcourt.demo.caseload import Sketch, caseload
from drugcourt.demo.courtroom import keep_courtroom
from drugcourt.demo.deeds import COORDINATOR, JUDGE, Frame
from drugcourt.demo.disclosures import keep_disclosures
from drugcourt.demo.doubts import keep_doubts
from drugcourt.demo.draws import DAYS, DAYS_OF_MANY, Draws, plan_draws, write_draws
from drugcourt.demo.in_bulk import enter_lives
from drugcourt.demo.life import live, referral_day
from drugcourt.demo.needs import needs_of
from drugcourt.demo.oversight import keep_oversight
from drugcourt.demo.prizes import keep_prizes
from drugcourt.demo.recovery import keep_recovery
from drugcourt.demo.referrals import keep_referrals
from drugcourt.demo.safety import keep_safety
from drugcourt.demo.staffings import keep_staffings
from drugcourt.demo.supervision import keep_supervision
from drugcourt.exchange.resources import resource
from drugcourt.records.episodes import Episode
from drugcourt.records.keys import Cost
from drugcourt.workspace import Context, Workspace

WEEKS = 110
CEREMONIES = (3, 16, 29)  # weeks from today: four times a year, on a court day
ONE_BY_ONE = 250  # people; a larger court is entered in bulk, with one line of history a batch

Progress = Callable[[float], object]


def make_demonstration(
    place: Place,
    *,
    people: int = 64,
    seed: int = 2026,
    today: date,
    progress: Progress | None = None,
    cost: Cost | None = None,
) -> Workspace | None:
    """Make the demonstration court at `place` and open it; `today` is a court day.

    `people` are on the caseload, candidates among them; those who have left come on top. The same
    people, seed and today give the same court. `progress` hears the share done from 0 to 1; when
    it answers False the making stops, the file is taken back and None is returned. Raises Refusal
    when the file exists already or can't be written.
    """
    start = today - timedelta(weeks=WEEKS)
    text = resource("programs", "five-phase.toml").read_text("utf-8")
    court = desk.new_desk(
        place,
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
        docket_title=f"{today:%A} afternoon calendar",  # neutral: it is public
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

    sketches = sorted(caseload(people, seed), key=lambda s: referral_day(s, frame, seed))
    draws = _draws(frame, sketches, seed, DAYS_OF_MANY if people > ONE_BY_ONE else DAYS)
    if people > ONE_BY_ONE:
        finished = enter_lives(
            court,
            frame,
            sketches,
            lambda sketch: live(sketch, frame, seed, draws),
            lambda share: went_on(0.7 * share),
        )
    else:
        lives = [live(sketch, frame, seed, draws) for sketch in sketches]
        finished = perform_lives(court, frame, lives, lambda x: went_on(0.95 * x))
    if finished:
        write_draws(court, draws)
        as_of_today = Workspace(court.database, who=COORDINATOR, as_of=frame.today)
        for weeks in CEREMONIES:
            held_on = frame.today + timedelta(weeks=weeks)
            as_of_today.perform(schedule_ceremony, held_on=held_on, place="Courtroom 4, 3:00 PM")
        as_of_today.perform(keep_calendar)
        as_of_today.perform(keep_doubts)
        as_of_today.perform(keep_courtroom)
        as_of_today.perform(keep_supervision, seed=seed)
        as_of_today.perform(keep_referrals, seed=seed)
        as_of_today.perform(keep_safety, seed=seed)
        as_of_today.perform(keep_recovery, seed=seed)
        as_of_today.perform(keep_prizes)
        as_of_today.perform(keep_staffings, seed=seed)
        as_of_today.perform(keep_disclosures, seed=seed)
        as_of_today.perform(keep_oversight)
        as_of_today.perform(_derive_all)
        went_on(1.0)
    return finished


def _draws(frame: Frame, sketches: list[Sketch], seed: int, days: int) -> Draws:
    """The draws of the last days. Episodes are numbered in the order in which people are referred,
    so the numbers for which seeds are drawn are known before any life is planned.
    """
    numbers = {sketch.number: place for place, sketch in enumerate(sketches, start=1)}
    cast = {s.number: s.trait for s in sketches if s.trait is not None}
    return plan_draws(frame, seed, numbers, cast, days)


def _derive_all(db: Session, context: Context) -> int:
    """Where everyone stands today; derived, not a record."""
    return standing.refresh(db, db.scalars(select(Episode.id)).all(), context.today)
