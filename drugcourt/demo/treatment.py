"""Where an invented life is treated, which sessions were due, and which were kept."""

from __future__ import annotations

from datetime import date, timedelta

from drugcourt.casework.bulk import record_attendance_in_bulk
from drugcourt.casework.treatment.care import begin_treatment, end_treatment
from drugcourt.demo.caseload import Sketch
from drugcourt.demo.cast import Trait
from drugcourt.demo.course import Course, Quiet
from drugcourt.demo.deeds import EVENING, LIAISON, OFFICE, Frame, Kept, Life
from drugcourt.demo.testing import Event
from drugcourt.domain.treatment import Attendance, LevelOfCare, SessionKind

NORTHSIDE = "Northside IOP"
_PROVIDERS = (NORTHSIDE, "Cedar Valley Counseling", "Harbor Recovery Center")
_LEVELS = (
    (0, LevelOfCare.INTENSIVE_OUTPATIENT),
    (2, LevelOfCare.OUTPATIENT),
    (4, LevelOfCare.CONTINUING_CARE),
)
# Days of the week (0 is Monday) with a group, by phase from 0; in the last phase every other week.
_GROUPS = ((0, 2, 3), (0, 3), (2,), (2,), (2,))
_MEETINGS = ((1, 5), (1, 5), (5,), (5,), (6,))
_ABSENT = (0.075, 0.05, 0.035, 0.025, 0.015)
_EXCUSES = ("Work shift", "Child ill", "Medical appointment", "Transport broke down", "Court date")


def plan_treatment(life: Life, sketch: Sketch, course: Course, frame: Frame) -> list[Event]:
    """Plan stays with providers and every session due; returns the unexcused absences."""
    rng = life.rng
    provider = NORTHSIDE if sketch.trait is not None else rng.choice(_PROVIDERS)
    begun = course.admitted + timedelta(days=rng.randrange(2, 7))
    last = course.end or frame.today
    _stays_of_care(life, course, provider, begun, last)
    unsteady = rng.uniform(0.4, 1.6)
    events: list[Event] = []
    day = begun
    while day < last:
        if course.away_on(day) is None:
            for kind, title, minutes in _due(course, day):
                absent = _ABSENT[course.phase_on(day)] * unsteady
                fixed = _fixed(sketch, frame, day, kind)
                events += _record(life, course, day, kind, title, minutes, provider, absent, fixed)
        day += timedelta(days=1)
    return events


def _stays_of_care(life: Life, course: Course, provider: str, begun: date, last: date) -> None:
    """A stay for each level of care; the level changes with the phase, never back."""
    keep = ""
    for phase, level in _LEVELS:
        starts = [s.entered for s in course.stays if s.phase >= phase]
        start = max(begun, min(starts)) if starts else None
        if start is None or start >= last:
            continue
        if keep:
            life.on_record(
                start,
                OFFICE + 50,
                end_treatment,
                treatment_id=Kept(keep),
                ended_on=start,
                discharge_reason="Completed this level of care",
            )
        keep = f"care {phase}"
        life.do(
            start,
            OFFICE + 55,
            begin_treatment,
            keep=keep,
            who=LIAISON,
            provider=provider,
            level=level,
            started_on=start,
        )
    if course.end is not None and keep:
        life.on_record(
            course.end,
            OFFICE + 50,
            end_treatment,
            treatment_id=Kept(keep),
            ended_on=course.end,
            discharge_reason="Left the program",
        )


def _due(course: Course, day: date) -> list[tuple[SessionKind, str, int]]:
    phase = course.phase_on(day)
    weekday, week = day.weekday(), day.toordinal() // 7
    due: list[tuple[SessionKind, str, int]] = []
    if weekday in _GROUPS[phase] and (phase < 4 or week % 2 == 0):
        name = "IOP group" if phase < 2 else "Outpatient group" if phase < 4 else "Alumni group"
        due.append((SessionKind.GROUP, name, 180 if phase < 2 else 90))
    if weekday == 4 and week % (2 if phase < 3 else 4) == 0:
        due.append((SessionKind.INDIVIDUAL, "Counseling", 50))
    if weekday in _MEETINGS[phase]:
        due.append((SessionKind.SUPPORT_MEETING, "Support meeting", 60))
    return due


def _fixed(sketch: Sketch, frame: Frame, day: date, kind: SessionKind) -> Attendance | None:
    """The two last groups of the one who is slipping away were missed."""
    if sketch.trait is Trait.MISSING and kind is SessionKind.GROUP:
        return Attendance.ABSENT if (frame.today - day).days <= 6 else None
    return None


def _record(
    life: Life,
    course: Course,
    day: date,
    kind: SessionKind,
    title: str,
    minutes: int,
    provider: str,
    absent: float,
    fixed: Attendance | None,
) -> list[Event]:
    rng = life.rng
    attendance, reason = fixed or Attendance.ATTENDED, ""
    chance = rng.random()
    if fixed is None:
        if chance < absent and not course.is_quiet(Quiet.ABSENCE, day):
            attendance = Attendance.ABSENT
        elif chance > 0.96:
            attendance, reason = Attendance.EXCUSED, rng.choice(_EXCUSES)
        elif chance > 0.93:
            attendance = Attendance.LATE
        elif chance > 0.922:
            attendance, reason = Attendance.CANCELLED, "Provider closed that day"
    kept = attendance in (Attendance.ATTENDED, Attendance.LATE)
    support = kind is SessionKind.SUPPORT_MEETING
    life.do(
        day,
        EVENING,
        record_attendance_in_bulk,
        who=LIAISON,
        held_on=day,
        kind=kind,
        attendance=attendance,
        reason=reason,
        minutes=minutes if kept else None,
        provider="" if support else provider,
        title=title,
    )
    return [Event(day, f"Missed {title}")] if attendance is Attendance.ABSENT else []
