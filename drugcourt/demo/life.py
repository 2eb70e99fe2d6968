"""How one invented life is put together: from the sketch to every deed, in the order of days."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from drugcourt.casework.participants.participants import (
    Admission,
    admit,
    amend_episode,
    refer,
    set_status,
)
from drugcourt.demo import phrases
from drugcourt.demo.caseload import End, Sketch
from drugcourt.demo.cast import Trait
from drugcourt.demo.course import Course, course_of
from drugcourt.demo.deeds import CASE_MANAGERS, COORDINATOR, OFFICE, Frame, Kept, Life
from drugcourt.demo.draws import Draws
from drugcourt.demo.hearings import plan_hearings
from drugcourt.demo.matters import (
    plan_case,
    plan_contacts,
    plan_fees,
    plan_milestones,
    plan_notes,
    plan_work,
)
from drugcourt.demo.medicine import plan_medicines
from drugcourt.demo.people import invent
from drugcourt.demo.testing import plan_tests
from drugcourt.demo.treatment import plan_treatment
from drugcourt.domain.cases import ChargeLevel, LegalTrack
from drugcourt.domain.episodes import EpisodeStatus, RiskNeed

_TRACKS = (
    (LegalTrack.POST_PLEA, 42),
    (LegalTrack.DIVERSION, 28),
    (LegalTrack.PROBATION, 15),
    (LegalTrack.SENTENCED, 6),
    (LegalTrack.REVOCATION_ALTERNATIVE, 6),
    (LegalTrack.REENTRY, 3),
)
_DISMISSED = (LegalTrack.POST_PLEA, LegalTrack.DIVERSION)
_HOMES = ("With family", "Own apartment", "Recovery housing", "Staying with friends", "Shelter")
_EMPLOYED = ("Unemployed", "Full time", "Part time", "Day labor", "Disabled")
_SCHOOLING = ("11th grade", "High school", "High school equivalency", "Some college")


def live(sketch: Sketch, frame: Frame, seed: int, draws: Draws) -> Life:
    """Plan one life; the same seed, sketch and day give the same life."""
    rng = _chance_of(sketch, seed)
    life = Life(
        sketch.number,
        rng,
        rng.choice(CASE_MANAGERS),
        frame.today,
        person_of=sketch.person_of,
    )
    if sketch.trait in (Trait.PHASE_READY, Trait.DISMISSAL):
        life.case_manager = CASE_MANAGERS[0]
    if sketch.end is End.WAITING:
        _wait(life, sketch, frame)
        return life
    course = course_of(sketch, frame, rng)
    life.last_day = course.end or frame.today
    life.jail_days = [
        (span.start, (span.end - span.start).days)
        for span in course.away
        if span.why == "jail" and span.end is not None
    ]
    _enter(life, sketch, course)
    medicines = plan_medicines(life, sketch, course, frame)
    events = plan_tests(life, sketch, course, frame, medicines, draws)
    events += plan_treatment(life, sketch, course, frame)
    plan_work(life, sketch, course, frame)
    plan_milestones(life, sketch, course, frame)
    plan_fees(life, sketch, course, frame)
    plan_contacts(life, sketch, course, frame)
    plan_notes(life, course, frame)
    plan_hearings(life, sketch, course, frame, sorted(events, key=lambda event: event.on))
    return life


def referral_day(sketch: Sketch, frame: Frame, seed: int) -> date:
    """When a life will be referred, known before the whole of it is planned."""
    rng = _chance_of(sketch, seed)
    rng.choice(CASE_MANAGERS)
    if sketch.end is End.WAITING:
        return _lately(frame, rng)
    return course_of(sketch, frame, rng).referred


def _chance_of(sketch: Sketch, seed: int) -> Random:
    return Random(f"{seed} life {sketch.number}")  # noqa: S311  # invented lives, replayable


def _lately(frame: Frame, rng: Random) -> date:
    return frame.today - timedelta(days=rng.randrange(3, 38))


def _wait(life: Life, sketch: Sketch, frame: Frame) -> None:
    """A candidate: referred lately, most of them being screened."""
    rng = life.rng
    referred = _lately(frame, rng)
    _refer(life, sketch, referred)
    screened = referred + timedelta(days=rng.randrange(2, 8))
    if screened < frame.today and rng.random() < 0.7:
        _screen(life, sketch, screened)


def _enter(life: Life, sketch: Sketch, course: Course) -> None:
    rng = life.rng
    _refer(life, sketch, course.referred)
    _screen(life, sketch, course.referred + timedelta(days=rng.randrange(2, 8)))
    track = rng.choices([t for t, _ in _TRACKS], [w for _, w in _TRACKS])[0]
    if sketch.trait in (Trait.DISMISSAL, Trait.DECISION, Trait.PHASE_READY):
        track = rng.choice(_DISMISSED)
    level = ChargeLevel.FELONY if rng.random() < 0.72 else ChargeLevel.MISDEMEANOR
    need = rng.choices((RiskNeed.HIGH_HIGH, RiskNeed.HIGH_LOW, RiskNeed.LOW_HIGH), (86, 7, 7))[0]
    admission = Admission(
        admitted_on=course.admitted,
        track=track,
        charge_level=level,
        risk_need=need,
        case_manager=life.case_manager,
        baseline={
            "employment": rng.choice(_EMPLOYED),
            "housing": rng.choice(_HOMES),
            "education": rng.choice(_SCHOOLING),
        },
    )
    life.do(course.admitted, OFFICE + 60, admit, who=COORDINATOR, admission=admission)
    plan_case(life, course, track, level)


def _refer(life: Life, sketch: Sketch, on: date) -> None:
    rng = life.rng
    person: dict[str, Any] = {**invent(rng, on - timedelta(days=1)), **sketch.person}
    wanted: dict[str, Any] = {
        "person": {} if life.person_of is not None else person,
        "referred_on": on,
        "referral_source": rng.choice(phrases.SOURCES),
        "arrested_on": on - timedelta(days=rng.randrange(2, 40)),
    }
    if life.person_of is not None:
        wanted["person_id"] = Kept("person")
    life.on_record(on, OFFICE, refer, who=COORDINATOR, **wanted)


def _screen(life: Life, sketch: Sketch, on: date) -> None:
    life.do(on, OFFICE + 3, set_status, status=EpisodeStatus.SCREENING, on=on)
    changes = {"primary_substance": sketch.substance}
    life.do(on, OFFICE + 4, amend_episode, changes=changes)
