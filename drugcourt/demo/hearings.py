"""When an invented life is heard, what each hearing decided, and how each phase and stay ended."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from drugcourt.casework.exits.exits import discharge, terminate
from drugcourt.casework.exits.terminations import amend_termination, open_termination
from drugcourt.casework.hearings.hearings import Outcome
from drugcourt.casework.milestones import decide
from drugcourt.casework.participants.participants import set_status
from drugcourt.casework.responses.responses import NewResponse
from drugcourt.demo import phrases
from drugcourt.demo.aftermath import plan_aftermath
from drugcourt.demo.answers import answer
from drugcourt.demo.caseload import End, Sketch
from drugcourt.demo.cast import Trait
from drugcourt.demo.course import A_WEEK, Away, Course, Quiet, Step
from drugcourt.demo.deeds import (
    AFTER_COURT,
    COORDINATOR,
    COURT,
    JUDGE,
    OFFICE,
    STAFFING,
    Frame,
    Kept,
    Life,
    hear,
    recommend,
)
from drugcourt.demo.needs import weeks
from drugcourt.demo.testing import Event
from drugcourt.domain.episodes import EpisodeStatus, ExitReason
from drugcourt.domain.exits import TerminationFinding
from drugcourt.domain.hearings import HearingAttendance, HearingKind, PhaseMove, WarrantStep
from drugcourt.domain.responses import Magnitude, ResponseFamily
from drugcourt.domain.rule_terms import DecisionBy

A_DAY = timedelta(days=1)
RECOMMENDATIONS: dict[Trait, str] = {
    Trait.PHASE_READY: "Advance to phase 4. Every measured requirement is met; the team decides "
    "today. Incentive proposed: certificate.",
    Trait.DISMISSAL: "Graduate and dismiss. All requirements are met; the motion is ready.",
    Trait.MISSING: "Service adjustment first: bus pass and the evening site. Look at the barrier "
    "before any sanction.",
    Trait.OVERTURNED: "No sanction: the laboratory did not confirm the fentanyl screen of last "
    "week. Tell her so in court.",
    Trait.RELEASED: "Safety watch: confirm the visit to the clinic and the naloxone kit. Weekly "
    "hearings for a month.",
}


def plan_hearings(
    life: Life, sketch: Sketch, course: Course, frame: Frame, events: list[Event]
) -> None:
    """Plan every hearing of the life, with its decisions, responses and the next date."""
    _statuses(life, course, frame)
    days = _hearing_days(course, frame)
    coming = _coming(life, sketch, course, frame, days[-1])
    for place, day in enumerate(days):
        following = days[place + 1] if place + 1 < len(days) else coming
        since = days[place - 1] if place else day
        _hearing(life, sketch, course, frame, day, following)
        happened = [e for e in events if since <= e.on < day]
        graduated = day == course.end and sketch.end is End.GRADUATED
        if place and not graduated and not _fled_on(course, day):
            quiet = course.is_quiet(Quiet.SANCTION, day)
            answer(life, frame, day, course.phase_on(day), happened, events, no_sanction=quiet)
    if course.end is not None:
        _leave(life, sketch, course, course.end)
        if sketch.end in (End.GRADUATED, End.TERMINATED):
            plan_aftermath(life, course.end, frame.today)
    elif sketch.trait in (Trait.PHASE_READY, Trait.DISMISSAL):
        granted = sketch.trait is Trait.DISMISSAL
        _decisions(life, frame, course.stays[-1].phase, frame.today - A_DAY, all_of_them=granted)
    if coming == frame.today:
        _recommendation(life, sketch, frame)


# When ---------------------------------------------------------------------------------------------


def _hearing_days(course: Course, frame: Frame) -> list[date]:
    last = course.end or frame.today - A_DAY
    fixed = {stay.left for stay in course.stays if stay.left is not None}
    fixed |= {span.start for span in course.away if span.why in ("jail", "warrant")}
    days = [course.admitted]
    while days[-1] < last:
        day = _following(course, frame, days[-1], fixed)
        if day is None or day > last:
            break
        days.append(day)
    return days


def _following(course: Course, frame: Frame, day: date, fixed: set[date]) -> date | None:
    """The next hearing by the interval of the phase, or sooner where something is decided."""
    phase = frame.program.phases[course.phase_on(day)]
    due = day + weeks(phase.hearing_every, 4) * A_WEEK
    due = min([due, *(other for other in fixed if day < other <= due)])
    away = course.away_on(due)
    while away is not None and away.start < due and due not in fixed:
        if away.end is None:
            return course.end
        back = _court_day(away.end, course.admitted)
        due = min([back, *(other for other in fixed if day < other <= back)])
        away = course.away_on(due)
    return due


def _court_day(day: date, court_day: date) -> date:
    """The first court day on or after the day."""
    return day + timedelta(days=(court_day - day).days % 7)


def _coming(life: Life, sketch: Sketch, course: Course, frame: Frame, last: date) -> date | None:
    """The date that the last hearing set, today for those on the docket."""
    if course.end is not None or any(
        span.end is None and span.why == "warrant" for span in course.away
    ):
        return None
    if sketch.on_docket:
        return frame.today
    phase = frame.program.phases[course.phase_on(last)]
    every = weeks(phase.hearing_every, 4)
    due = last + every * A_WEEK
    return due if due > frame.today else frame.today + life.rng.randrange(1, every + 1) * A_WEEK


# Status -------------------------------------------------------------------------------------------


def _statuses(life: Life, course: Course, frame: Frame) -> None:
    """Custody and leave begin and end; a warrant moves the status in court by itself."""
    starts = {span.start for span in course.away}
    for span in course.away:
        if span.why != "warrant":
            minute = AFTER_COURT if span.why == "jail" else OFFICE + 6
            _set(life, span.status, span.start, minute, _why(span))
        if span.end is not None and span.end not in starts and span.end <= frame.today:
            reason = "Back from leave" if span.why == "medical" else "Released"
            _set(life, EpisodeStatus.ACTIVE, span.end, OFFICE + 7, reason)


def _set(life: Life, status: EpisodeStatus, on: date, minute: int, reason: str) -> None:
    life.do(on, minute, set_status, status=status, on=on, reason=reason)


def _why(span: Away) -> str:
    return {
        "jail": "Jail sanction",
        "arrest": "Arrested, county jail",
        "medical": "Hospital and recovery at home",
    }[span.why]


def _fled_on(course: Course, day: date) -> bool:
    return any(s.why == "warrant" and s.start <= day for s in course.away if s.end is None) or any(
        s.why == "warrant" and s.start == day for s in course.away
    )


# One hearing --------------------------------------------------------------------------------------


def _hearing(
    life: Life, sketch: Sketch, course: Course, frame: Frame, day: date, following: date | None
) -> None:
    rng = life.rng
    step = next((s.step for s in course.stays if s.left == day), None)
    fled = _fled_on(course, day)
    last_day = day == course.end
    if step is Step.ADVANCE or (last_day and sketch.end is End.GRADUATED):
        _decisions(life, frame, _left_phase(course, day), day, all_of_them=True)
    outcome = Outcome(
        attendance=_attendance(life, course, day, fled=fled),
        move=_move(sketch, step),
        warrant=WarrantStep.ISSUED if fled and not last_day else WarrantStep.NONE,
        note=rng.choice(phrases.BENCH) if not fled else "Did not appear; warrant ordered.",
        account=rng.choice(phrases.ACCOUNTS) if rng.random() < 0.15 and not fled else None,
        orders="Daily call to the case manager for a week." if rng.random() < 0.06 else "",
        next_on=following,
        seconds=None if fled else rng.randrange(130, 420),
        decided_by=JUDGE if step is Step.ADVANCE else "",
        **_extra(sketch, course, frame, day, step),
    )
    kind = _kind(sketch, course, day, step)
    minute = COURT + rng.randrange(0, 150)
    life.do(
        day,
        minute,
        hear,
        keep=f"hearing {day}",
        who=COORDINATOR,
        kind=kind,
        outcome=outcome,
    )


def _left_phase(course: Course, day: date) -> int:
    return next(stay.phase for stay in course.stays if stay.left == day)


def _attendance(life: Life, course: Course, day: date, *, fled: bool) -> HearingAttendance:
    if fled:
        return HearingAttendance.FAILED_TO_APPEAR
    away = course.away_on(day)
    if away is not None and away.start < day:
        excused = away.why == "medical"
        return HearingAttendance.EXCUSED if excused else HearingAttendance.IN_CUSTODY
    return life.rng.choices(
        (HearingAttendance.PRESENT, HearingAttendance.LATE, HearingAttendance.REMOTE), (93, 4, 3)
    )[0]


def _move(sketch: Sketch, step: Step | None) -> PhaseMove:
    if step is Step.ADVANCE:
        return PhaseMove.ADVANCE
    if step is Step.DEMOTE:
        return PhaseMove.DEMOTE
    graduates = step is Step.EXIT and sketch.end is End.GRADUATED
    return PhaseMove.GRADUATE if graduates else PhaseMove.STAY


def _kind(sketch: Sketch, course: Course, day: date, step: Step | None) -> HearingKind:
    if day == course.admitted:
        return HearingKind.ENTRY
    if day == course.end:
        ends = {End.GRADUATED: HearingKind.GRADUATION, End.TERMINATED: HearingKind.TERMINATION}
        return ends.get(sketch.end, HearingKind.SPECIAL)
    if step is not None:
        return HearingKind.PHASE
    week_before = [s for s in course.away if s.end is not None and 0 <= (day - s.end).days < 7]
    if any(span.why == "arrest" for span in week_before):
        return HearingKind.WARRANT_RETURN
    return HearingKind.REVIEW


def _decisions(life: Life, frame: Frame, phase: int, day: date, *, all_of_them: bool) -> None:
    """Decisions on leaving a phase; without `all_of_them` only what the participant hands in."""
    names = {DecisionBy.JUDGE: JUDGE, DecisionBy.PARTICIPANT: "Participant"}
    for key, by in frame.needs[phase].decisions:
        if all_of_them or by is DecisionBy.PARTICIPANT:
            life.do(
                day,
                STAFFING,
                decide,
                requirement=key,
                by=by,
                granted=True,
                on=day,
                name=names.get(by, "Team at staffing"),
            )


def _extra(
    sketch: Sketch, course: Course, frame: Frame, day: date, step: Step | None
) -> dict[str, Any]:
    """What a return to an earlier phase, or a graduation, says besides."""
    if step is Step.DEMOTE:
        back = next(stay.phase for stay in course.stays if stay.entered == day)
        return {
            "back_to": frame.program.phases[back].key,
            "reason": "Use on several days and missed sessions since the step up; asked for help.",
            "remedial_plan": "Counseling twice a week, evening group, a sponsor within two weeks; "
            "looked at again in four weeks.",
        }
    if step is Step.EXIT and sketch.end is End.GRADUATED:
        title, magnitude = "Ceremony with family", Magnitude.HIGH
        ceremony = NewResponse(ResponseFamily.INCENTIVE, title, magnitude, "Program completed")
        return {"responses": (ceremony,)}
    return {}


def _leave(life: Life, sketch: Sketch, course: Course, day: date) -> None:
    minute = AFTER_COURT + 10
    if sketch.end is End.TERMINATED:
        fled = any(span.why == "warrant" for span in course.away)
        reasons = (ExitReason.NEW_OFFENSE, ExitReason.LACK_OF_ENGAGEMENT, ExitReason.WITHDREW)
        reason = ExitReason.ABSCONDED if fled else life.rng.choice(reasons)
        _proceed(life, course, day, reason)
        life.do(
            day,
            minute,
            terminate,
            who=COORDINATOR,
            exit_reason=reason,
            decided_by=JUDGE,
            note="Notice given, hearing held with counsel present, grounds found by the judge.",
            on=day,
        )
    elif sketch.end is End.LEFT:
        reasons = (ExitReason.RELOCATED, ExitReason.RELOCATED, ExitReason.ILLNESS)
        life.do(
            day,
            minute,
            discharge,
            who=COORDINATOR,
            exit_reason=life.rng.choice(reasons),
            note="Counsel and prosecutor agreed; the case goes back to the regular calendar.",
            on=day,
        )


def _proceed(life: Life, course: Course, day: date, reason: ExitReason) -> None:
    """The proceeding before a termination: grounds and notice, then the finding of the hearing."""
    notice = max(day - 2 * A_WEEK, course.stays[-1].entered)
    life.do(
        notice,
        AFTER_COURT + 5,
        open_termination,
        keep="proceeding",
        who=COORDINATOR,
        grounds=f"{reason.label}; the particulars stand in the notice.",
        on=notice,
        notice_on=notice,
        notice_to="Participant, defense counsel, prosecutor",
        counsel="Public defender",
        hearing_on=day,
    )
    found = {"finding": TerminationFinding.FOUND, "finding_text": "Found after hearing both sides."}
    life.on_record(
        day,
        AFTER_COURT + 8,
        amend_termination,
        who=COORDINATOR,
        proceeding_id=Kept("proceeding"),
        changes=found,
    )


def _recommendation(life: Life, sketch: Sketch, frame: Frame) -> None:
    text = RECOMMENDATIONS.get(sketch.trait or Trait.STEADY, "")
    if not text and life.rng.random() < 0.45:
        text = life.rng.choice(
            (
                "Continue. Praise for attendance; next hearing by the interval of the phase.",
                "Continue. Incentive proposed: fishbowl draw.",
                "Look at the work schedule against the Wednesday group.",
            )
        )
    if text:
        wanted: dict[str, Any] = {"text": text}
        life.do(frame.today, OFFICE + 35, recommend, who=COORDINATOR, **wanted)
