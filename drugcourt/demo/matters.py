"""What else belongs to an invented file: cases, work, milestones, fees, contacts and notes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from drugcourt.casework.cases import add_case
from drugcourt.casework.fees import agree_plan, enter_fee
from drugcourt.casework.milestones import reach_milestone
from drugcourt.casework.notes import write_note
from drugcourt.casework.supervision.contacts import record_contact
from drugcourt.casework.supervision.work import begin_work, end_work, verify_work
from drugcourt.demo import phrases
from drugcourt.demo.caseload import End, Sketch
from drugcourt.demo.cast import Trait
from drugcourt.demo.course import A_WEEK, Course
from drugcourt.demo.deeds import COORDINATOR, OFFICE, Frame, Kept, Life
from drugcourt.domain.cases import ChargeLevel, LegalTrack
from drugcourt.domain.fees import DebtKind, FeeKind
from drugcourt.domain.notes import NoteKind
from drugcourt.domain.supervision import ContactMode, WorkKind

DONE = (Trait.DISMISSAL, Trait.DECISION)
READY = (Trait.PHASE_READY, *DONE)
_FEE = 300_00
_AT_THE_END = {"record_check": 20, "exit_interview": 14}  # a record check holds for 30 days


def plan_case(life: Life, course: Course, track: LegalTrack, level: ChargeLevel) -> None:
    """One case, sometimes two, with the charges that fit the level."""
    rng = life.rng
    arrested = course.referred - timedelta(days=rng.randrange(6, 70))
    for place in range(2 if rng.random() < 0.12 else 1):
        charges: list[dict[str, Any]] = [
            {"text": text, "statute": statute, "level": level, "offense_on": arrested}
            for text, statute in rng.sample(
                phrases.CHARGES[level], rng.choices((1, 2), (70, 30))[0]
            )
        ]
        pleaded = track is not LegalTrack.DIVERSION
        life.do(
            course.admitted,
            OFFICE + 65 + place,
            add_case,
            who=COORDINATOR,
            number=f"CR-{arrested.year}-{life.number * 2 + place + 101:05d}",
            court="Cedar County Superior Court",
            track=track,
            plea="Guilty, judgment deferred" if pleaded else "",
            plea_on=course.admitted if pleaded else None,
            defense_counsel=rng.choice(phrases.COUNSEL),
            prosecutor=rng.choice(phrases.PROSECUTORS),
            if_terminated="Sentencing on the charge as pleaded"
            if pleaded
            else "Prosecution resumes",
            charges=charges,
        )


# Work ---------------------------------------------------------------------------------------------


def plan_work(life: Life, sketch: Sketch, course: Course, frame: Frame) -> None:
    """Work or school in time for the first phase that asks for it; before that, for some."""
    rng = life.rng
    last = course.end or frame.today
    asked = [
        stay
        for stay in course.stays
        if frame.needs[stay.phase].works and (stay.left is not None or sketch.trait in READY)
    ]
    if asked:
        by = (asked[0].left or frame.today) - timedelta(days=frame.needs[asked[0].phase].work_days)
        start = max(course.admitted, by - timedelta(days=rng.randrange(10, 70)))
    elif rng.random() < 0.55 and (last - course.admitted).days > 40:
        start = course.admitted + timedelta(days=rng.randrange(25, (last - course.admitted).days))
    else:
        return
    least = max((needs.work_hours for needs in frame.needs), default=20)
    kind = rng.choices((WorkKind.JOB, WorkKind.SCHOOL, WorkKind.TRAINING), (75, 15, 10))[0]
    seen = min(start + timedelta(days=rng.randrange(7, 22)), last - timedelta(days=2))
    _spell(life, "work", kind, start, float(least + rng.choice((0, 4, 10, 16, 20))), seen)
    change = start + timedelta(days=rng.randrange(70, 150))
    if asked:
        change = max(change, (asked[0].left or last) + timedelta(days=1))
    if rng.random() < 0.3 and change + timedelta(days=12) < last and not asked[1:]:
        life.on_record(change, OFFICE + 70, end_work, spell_id=Kept("work"), ended_on=change)
        seen = change + timedelta(days=4)
        _spell(life, "work 2", WorkKind.JOB, change, float(least + rng.choice((4, 12, 20))), seen)


def _spell(life: Life, keep: str, kind: WorkKind, start: date, hours: float, seen: date) -> None:
    places = phrases.EMPLOYERS if kind is WorkKind.JOB else phrases.SCHOOLS
    life.do(
        start,
        OFFICE + 75,
        begin_work,
        keep=keep,
        kind=kind,
        started_on=start,
        place=life.rng.choice(places),
        hours=hours,
    )
    if seen > start:
        life.on_record(seen, OFFICE + 76, verify_work, spell_id=Kept(keep), verified_on=seen)


# Milestones ---------------------------------------------------------------------------------------


def plan_milestones(life: Life, sketch: Sketch, course: Course, frame: Frame) -> None:
    """What each phase asks, in time for the step; in the present phase what is done so far."""
    rng = life.rng
    done: set[str] = set()
    first = [m.key for m in frame.program.milestones][:2]
    for key in first:
        _reach(life, course.admitted + timedelta(days=rng.randrange(1, 12)), key, done)
    for stay in course.stays:
        asked = frame.needs[stay.phase].milestones
        optional = phrases.ALONG_THE_WAY.get(stay.phase, ())
        known = {m.key for m in frame.program.milestones}
        wanted = [*(k for k in optional if k in known), *asked]
        through = stay.step is not None or sketch.trait in READY
        end = stay.left or frame.today
        length = (end - stay.entered).days
        for key in wanted:
            low = length - _AT_THE_END.get(key, 7) if _is_late(key) else int(length * 0.25)
            day = stay.entered + timedelta(days=rng.randrange(max(1, low), max(2, length - 2)))
            late = sketch.end in (End.TERMINATED, End.LEFT) and stay is course.stays[-1]
            if late or not through:
                least = frame.needs[stay.phase].days
                if _is_late(key) or rng.random() > length / max(1, least) * 0.7:
                    continue
            _reach(life, day, key, done)


def _is_late(key: str) -> bool:
    return key in _AT_THE_END or key.startswith("application")


def _reach(life: Life, day: date, key: str, done: set[str]) -> None:
    if key in done or day >= life.last_day:
        return
    done.add(key)
    life.do(
        day,
        OFFICE + 80,
        reach_milestone,
        key=key,
        done_on=day,
        evidence=phrases.EVIDENCE.get(key, "Copy in the file."),
        verified_by=life.case_manager if life.rng.random() < 0.9 else "",
    )


# Money --------------------------------------------------------------------------------------------


def plan_fees(life: Life, sketch: Sketch, course: Course, frame: Frame) -> None:
    """A program fee, for some court costs; a plan, payments, waivers; all settled in time."""
    rng = life.rng
    last = course.end or frame.today
    debts = [(DebtKind.PROGRAM_FEES, _FEE)]
    if rng.random() < 0.35:
        debts.append((DebtKind.COURT_COSTS, 100 * rng.randrange(85, 260)))
    if rng.random() < 0.08:
        debts.append((DebtKind.RESTITUTION, 100 * rng.randrange(120, 600)))
    settled = sketch.end is End.GRADUATED or sketch.trait in DONE
    for debt, cents in debts:
        _fee(life, course.admitted, debt, FeeKind.CHARGE, cents)
        paid = _plan_and_payments(life, course, last, debt, cents)
        if settled and cents > paid:
            day = last - timedelta(days=rng.randrange(15, 40))
            kind = FeeKind.WAIVER if rng.random() < 0.4 else FeeKind.PAYMENT
            _fee(life, day, debt, kind, cents - paid)


def _plan_and_payments(life: Life, course: Course, last: date, debt: DebtKind, cents: int) -> int:
    """A plan within the second month, then a payment a month; returns what was paid."""
    rng = life.rng
    start = course.admitted + timedelta(days=rng.randrange(14, 55))
    each = max(20_00, cents // rng.choice((8, 12, 15)) // 100 * 100)
    if start >= last - timedelta(days=45) and course.end:
        return 0
    if start < last:
        life.do(start, OFFICE + 90, agree_plan, debt=debt, started_on=start, cents_each=each)
    paid, day = 0, start
    while day < last - timedelta(days=45) and paid < cents:
        if course.away_on(day) is None and rng.random() < 0.8:
            part = min(each, cents - paid)
            _fee(life, day, debt, FeeKind.PAYMENT, part)
            paid += part
        day += timedelta(days=rng.randrange(27, 34))
    return paid


def _fee(life: Life, on: date, debt: DebtKind, kind: FeeKind, cents: int) -> None:
    method = life.rng.choice(("Card", "Money order", "Cash at the clerk"))
    life.do(
        on,
        OFFICE + 95 if kind is not FeeKind.CHARGE else OFFICE + 85,
        enter_fee,
        debt=debt,
        kind=kind,
        cents=cents,
        on=on,
        method=method if kind is FeeKind.PAYMENT else "",
        reason="No income at present; ability to pay reviewed." if kind is FeeKind.WAIVER else "",
    )


# Contacts and notes -------------------------------------------------------------------------------


def plan_contacts(life: Life, sketch: Sketch, course: Course, frame: Frame) -> None:
    """Contacts of the case manager: weekly at first, later every two or four weeks."""
    rng = life.rng
    last = course.end or frame.today
    silent = frame.today - timedelta(days=4) if sketch.trait is Trait.MISSING else None
    day = course.admitted + timedelta(days=rng.randrange(2, 7))
    while day < last:
        away = course.away_on(day)
        reached = rng.random() < 0.94 and (away is None or away.why != "warrant")
        if (away is None or away.why == "warrant") and (silent is None or day < silent):
            _contact(life, day, reached=reached)
        day += timedelta(days=(7, 7, 14, 14, 28)[course.phase_on(day)] + rng.randrange(-2, 3))
    if silent is not None:
        for back in (3, 1):
            _contact(life, frame.today - timedelta(days=back), reached=False)


def _contact(life: Life, day: date, *, reached: bool) -> None:
    rng = life.rng
    mode = ContactMode.PHONE
    if reached:
        mode = rng.choices(
            (ContactMode.OFFICE, ContactMode.PHONE, ContactMode.HOME, ContactMode.FIELD),
            (55, 25, 14, 6),
        )[0]
    text = rng.choice(phrases.REACHED if reached else phrases.NOT_REACHED)
    life.do(
        day,
        OFFICE + 100,
        record_contact,
        contacted_on=day,
        mode=mode,
        reached=reached,
        text=text,
        by=life.case_manager,
    )


def plan_notes(life: Life, course: Course, frame: Frame) -> None:
    """A note every month or two; to some a later word is added."""
    rng = life.rng
    last = course.end or frame.today
    day, place = course.admitted + timedelta(days=rng.randrange(3, 20)), 0
    while day < last:
        place += 1
        keep = f"note {place}"
        kind = rng.choice((NoteKind.GENERAL, NoteKind.TREATMENT, NoteKind.STAFFING))
        text = rng.choice(phrases.NOTES[course.phase_on(day)])
        life.do(day, OFFICE + 110, write_note, keep=keep, kind=kind, text=text, about=day)
        later = day + timedelta(days=rng.randrange(1, 6))
        if rng.random() < 0.12 and later < last:
            text = rng.choice(phrases.ADDENDA)
            about = Kept(keep)
            life.do(later, OFFICE + 115, write_note, kind=kind, text=text, addendum_to=about)
        day += rng.randrange(4, 9) * A_WEEK
