"""Which tests an invented life has: those that were drawn, and what each of them showed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from drugcourt.casework.bulk import record_tests_in_bulk
from drugcourt.casework.specimens.decisions import confirm, excuse, explain_result
from drugcourt.demo.caseload import Sketch
from drugcourt.demo.cast import Trait
from drugcourt.demo.course import Course, Quiet, Step
from drugcourt.demo.deeds import OFFICE, TESTS, Frame, Kept, Life, moment
from drugcourt.demo.draws import Draws
from drugcourt.demo.medicine import Prescription
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Explanation,
    Matrix,
    Substance,
    TestReason,
    Validity,
)
from drugcourt.domain.tone import YesNo

DRAW = 2 / 7  # before the days whose draws are on record
BEFORE_FLIGHT = 7  # days in which whoever is about to abscond comes to no test
URINE = (
    Substance.BENZODIAZEPINES,
    Substance.BUPRENORPHINE,
    Substance.COCAINE,
    Substance.FENTANYL,
    Substance.METHADONE,
    Substance.METHAMPHETAMINE,
    Substance.OPIATES,
    Substance.THC,
)
ORAL = (
    Substance.COCAINE,
    Substance.FENTANYL,
    Substance.METHAMPHETAMINE,
    Substance.OPIATES,
    Substance.THC,
)
# How often a drawn test goes wrong, by phase from 0; multiplied by how steady the person is.
TROUBLE = (0.27, 0.16, 0.1, 0.06, 0.035)
_LABORATORY = "Basin Reference Laboratory"
_COLLECTORS = ("K. Doyle", "P. Imura", "R. Stroud")
_REASONS = (
    "In the emergency room that morning; discharge papers seen.",
    "At a funeral out of the county, agreed beforehand.",
    "The collection site was closed by snow.",
    "At work with leave of the case manager; made up the next day.",
)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that did not go as it should, for the next hearing to answer."""

    on: date
    what: str


@dataclass(slots=True)
class _Test:
    """One test before it becomes a row."""

    on: date
    status: CollectionStatus = CollectionStatus.COLLECTED
    validity: Validity = Validity.VALID
    found: Substance | None = None
    absent: bool = False
    sent: bool = False
    came_back: date | None = None
    confirmed: bool = True
    residual: bool = False
    excused: str = ""
    accepted: bool = False
    reason: TestReason = TestReason.RANDOM


def plan_tests(
    life: Life,
    sketch: Sketch,
    course: Course,
    frame: Frame,
    medicines: list[Prescription],
    draws: Draws,
) -> list[Event]:
    """Plan every test from the baseline to today or the exit; returns what went wrong."""
    rng = life.rng
    steadiness = rng.uniform(0.35, 1.65)
    tests = [_baseline(course, sketch)]
    day, last = course.admitted + timedelta(days=1), course.end or frame.today
    residual_until = course.admitted + timedelta(days=26)
    while day < last:
        if course.away_on(day) is None and _is_drawn(life, day, course, tests, frame, draws):
            if draws.holds(day) and _is_about_to_flee(course, day):
                tests.append(_Test(day, CollectionStatus.MISSED))
            elif sketch.substance is Substance.THC and day <= residual_until:
                tests.append(_Test(day, found=Substance.THC, residual=True))
            else:
                hazard = TROUBLE[course.phase_on(day)] * steadiness
                if course.stay_on(day).step is Step.DEMOTE:
                    hazard *= 3
                if course.end and course.stays[-1].phase < len(frame.needs) - 1:
                    hazard *= 1.5
                tests.append(_drawn(day, sketch, course, hazard, rng))
        day += timedelta(days=1)
    tests += _before_flight(course, rng, draws.first)
    if course.end is None:
        tests = _with_trait(tests, sketch, frame)
        if course.away_on(frame.today) is None and _is_drawn(
            life, frame.today, course, tests, frame, draws
        ):
            tests.append(_today(frame, rng))
    for test in tests:
        _write(life, test, sketch, frame, medicines)
    return [Event(t.on, _word(t)) for t in tests if _went_wrong(t)]


def _is_drawn(
    life: Life, day: date, course: Course, tests: list[_Test], frame: Frame, draws: Draws
) -> bool:
    """By the draw of the day where one is on record, else by the life's own chance."""
    if not draws.holds(day):
        return life.rng.random() < DRAW
    random = sorted((t.on for t in tests if t.reason is TestReason.RANDOM), reverse=True)
    return draws.draws(life.number, day, course, random, frame)


def _is_about_to_flee(course: Course, day: date) -> bool:
    return any(
        span.why == "warrant" and 0 < (span.start - day).days <= BEFORE_FLIGHT
        for span in course.away
    )


def _baseline(course: Course, sketch: Sketch) -> _Test:
    return _Test(
        course.admitted - timedelta(days=2), found=_shown(sketch), reason=TestReason.BASELINE
    )


def _drawn(day: date, sketch: Sketch, course: Course, hazard: float, rng: Random) -> _Test:
    if rng.random() < 0.008:
        return _Test(day, CollectionStatus.MISSED, excused=rng.choice(_REASONS))
    if rng.random() < 0.012:
        return _Test(day, validity=Validity.DILUTE)
    if course.is_quiet(Quiet.USE, day) or rng.random() >= hazard:
        return _Test(day, absent=rng.random() < 0.004)
    chance = rng.random()
    if chance < 0.66:
        return _positive(day, sketch, rng)
    if chance < 0.88:
        return _Test(day, CollectionStatus.MISSED)
    if chance < 0.93:
        return _Test(day, CollectionStatus.ADMITTED)
    if chance < 0.96:
        return _Test(day, CollectionStatus.REFUSED)
    if chance < 0.985:
        return _Test(day, CollectionStatus.UNABLE)
    return _Test(day, validity=Validity.ADULTERATED)


def _positive(day: date, sketch: Sketch, rng: Random) -> _Test:
    found = _shown(sketch)
    if rng.random() < 0.2:
        found = rng.choice((Substance.THC, Substance.COCAINE, Substance.BENZODIAZEPINES))
    test = _Test(day, found=found)
    if rng.random() < 0.35:
        test.sent = True
        test.came_back = day + timedelta(days=rng.randrange(3, 7))
        test.confirmed = rng.random() < 0.88
    elif rng.random() < 0.25:
        test.accepted = True
    return test


def _shown(sketch: Sketch) -> Substance:
    """What a cup shows of the person's substance: of alcohol its trace, for days."""
    return Substance.ETG if sketch.substance is Substance.ALCOHOL else sketch.substance


def _before_flight(course: Course, rng: Random, until: date) -> list[_Test]:
    """Whoever absconds has missed tests in the week before; later ones are drawn."""
    return [
        _Test(span.start - timedelta(days=back), CollectionStatus.MISSED)
        for span in course.away
        if span.why == "warrant"
        for back in (rng.choice((5, 6)), rng.choice((2, 3)))
        if course.admitted < span.start - timedelta(days=back) < until
    ]


def _today(frame: Frame, rng: Random) -> _Test:
    status = CollectionStatus.COLLECTED if rng.random() < 0.65 else CollectionStatus.SCHEDULED
    return _Test(frame.today, status)


def _with_trait(tests: list[_Test], sketch: Sketch, frame: Frame) -> list[_Test]:
    """What the cast is known for takes the place of what was drawn in those days."""

    def ago(days: int) -> date:
        return frame.today - timedelta(days=days)

    missed = CollectionStatus.MISSED
    special = {
        Trait.MISSING: [_Test(ago(5), missed), _Test(ago(2), missed), _Test(ago(8))],
        Trait.OVERTURNED: [
            _Test(
                ago(6),
                found=Substance.FENTANYL,
                sent=True,
                came_back=ago(1),
                confirmed=False,
            ),
            _Test(ago(3)),
        ],
        Trait.PENDING: [
            _Test(ago(7)),
            _Test(ago(3), found=Substance.FENTANYL, sent=True, came_back=ago(-4)),
        ],
        Trait.RELEASED: [_Test(ago(16), found=Substance.FENTANYL), _Test(ago(4)), _Test(ago(1))],
        Trait.ABSENT: [_Test(ago(8)), _Test(ago(4), absent=True)],
    }.get(sketch.trait or Trait.STEADY, [])
    if not special:
        return tests
    first = min(test.on for test in special)
    return [t for t in tests if t.on < first] + sorted(special, key=lambda t: t.on)


# As a row -----------------------------------------------------------------------------------------


def _write(
    life: Life, test: _Test, sketch: Sketch, frame: Frame, medicines: list[Prescription]
) -> None:
    rng = life.rng
    matrix, panel = _panel(test, sketch, rng)
    keep = f"test {test.on} {test.status}"
    row = _row(test, matrix, panel, life, medicines, frame.today)
    bulky = test.sent or test.residual or test.accepted or test.excused
    life.do(test.on, TESTS, record_tests_in_bulk, keep=keep if bulky else "", who="K. Doyle", **row)
    if test.found is None and not test.excused:
        return
    specimen = Kept(keep)
    answered = _answered_on(test, frame.today)
    if answered is not None:
        life.on_record(
            answered,
            OFFICE + 20,
            confirm,
            specimen_id=specimen,
            substance=test.found,
            confirmed=test.confirmed,
            on=answered,
        )
    if test.residual or test.accepted:
        why = Explanation.RESIDUAL if test.residual else Explanation.ACCEPTED
        said = "THC from before entry is still leaving the body; the level falls."
        life.on_record(
            test.on,
            OFFICE + 10,
            explain_result,
            specimen_id=specimen,
            substance=test.found,
            explanation=why,
            reason=said if test.residual else "Admitted when the cup was read.",
        )
    if test.excused:
        life.on_record(test.on, OFFICE + 30, excuse, specimen_id=specimen, reason=test.excused)


def _panel(test: _Test, sketch: Sketch, rng: Random) -> tuple[Matrix, tuple[Substance, ...]]:
    drinks = sketch.substance is Substance.ALCOHOL
    chance = rng.random()
    if test.reason is TestReason.RANDOM and not (test.found or test.absent):
        if drinks and chance < 0.25:
            return Matrix.BREATH, (Substance.ALCOHOL,)
        if chance > 0.85:
            return Matrix.ORAL_FLUID, ORAL
    return Matrix.URINE, (*URINE, Substance.ETG) if drinks else URINE


def _row(
    test: _Test,
    matrix: Matrix,
    panel: tuple[Substance, ...],
    life: Life,
    medicines: list[Prescription],
    today: date,
) -> dict[str, Any]:
    collected = test.status is CollectionStatus.COLLECTED
    rng = life.rng
    urine = collected and matrix is Matrix.URINE
    dilute = test.validity is Validity.DILUTE
    laboratory = _LABORATORY if test.sent else ""
    return {
        "number": f"{test.on:%y%m%d}-{life.number + 1:04d}",
        "collected_on": test.on,
        "collected_at": moment(test.on, 420 + rng.randrange(150)) if collected else None,
        "status": test.status,
        "validity": test.validity if collected else Validity.NOT_CHECKED,
        "matrix": matrix,
        "reason": test.reason,
        "panel": _panel_name(matrix, panel),
        "laboratory": laboratory,
        "collector": rng.choice(_COLLECTORS) if collected else "",
        "observed": YesNo.YES if urine else YesNo.UNKNOWN,
        "temperature_in_range": YesNo.YES if urine else YesNo.UNKNOWN,
        "creatinine": _creatinine(rng, dilute=dilute) if urine else None,
        "specific_gravity": (1.002 if dilute else 1.015) if urine else None,
        "reported_on": _reported_on(test, today) if collected else None,
        "results": _results(test, panel, medicines) if collected else (),
    }


def _answered_on(test: _Test, today: date) -> date | None:
    """The day of the laboratory's answer; None while the specimen is still there."""
    day = test.came_back
    return day if test.sent and day is not None and day <= today else None


def _reported_on(test: _Test, today: date) -> date | None:
    """A cup is read where it is given; what was sent is reported with the laboratory's answer."""
    return _answered_on(test, today) if test.sent else test.on


def _panel_name(matrix: Matrix, panel: tuple[Substance, ...]) -> str:
    if matrix is Matrix.BREATH:
        return "Breath alcohol"
    return f"{matrix.label}, {len(panel)} substances"


def _creatinine(rng: Random, *, dilute: bool) -> float:
    return float(rng.randrange(7, 19) if dilute else rng.randrange(38, 210))


def _results(
    test: _Test, panel: tuple[Substance, ...], medicines: list[Prescription]
) -> list[dict[str, Any]]:
    expected = {
        substance
        for medicine in medicines
        if medicine.start <= test.on and (medicine.end is None or test.on < medicine.end)
        for substance in medicine.shows
        if not test.absent
    }
    found = test.found
    waiting = Confirmation.PENDING if test.sent else Confirmation.NONE
    return [
        {
            "substance": substance,
            "result": AnalyteResult.POSITIVE
            if substance is found or substance in expected
            else AnalyteResult.NEGATIVE,
            "confirmation": waiting if substance is found else Confirmation.NONE,
        }
        for substance in panel
    ]


def _went_wrong(test: _Test) -> bool:
    if test.reason is not TestReason.RANDOM or test.excused or test.residual:
        return False
    if test.status is CollectionStatus.COLLECTED:
        return test.found is not None or test.validity is Validity.ADULTERATED
    return test.status is not CollectionStatus.SCHEDULED


def _word(test: _Test) -> str:
    if test.status is CollectionStatus.COLLECTED:
        return "Positive test" if test.found else "Adulterated specimen"
    return {
        CollectionStatus.MISSED: "Missed test",
        CollectionStatus.REFUSED: "Refused test",
        CollectionStatus.UNABLE: "Unable to provide",
    }.get(test.status, "Use admitted")
