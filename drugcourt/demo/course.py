"""The course of one life: when admitted, in which phase from when to when, when away, how it ends.

It is planned backwards from today: the stays are as long as the program asks, and the days before
each step are kept quiet, so that the rules will find the step due on the day it is planned for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from drugcourt.demo.caseload import End, Sketch
from drugcourt.demo.cast import Trait
from drugcourt.demo.deeds import Frame
from drugcourt.demo.needs import Needs
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.tone import Term

A_WEEK = timedelta(weeks=1)
DEMOTED_WEEKS = 6
WAITING_WEEKS = 8  # from the start of the record to the first admission, for referrals


class Step(Term):
    """How a stay in a phase ends."""

    ADVANCE = "advance", "Advances"
    DEMOTE = "demote", "Returns to an earlier phase"
    EXIT = "exit", "Leaves"


class Quiet(Term):
    """What may not happen in a span before a step."""

    USE = "use", "Nothing that starts the sober count again"
    SANCTION = "sanction", "No sanction"
    ABSENCE = "absence", "No unexcused absence"


@dataclass(slots=True)
class Stay:
    """A planned stay in a phase, counted from 0; half-open."""

    phase: int
    entered: date
    left: date | None
    step: Step | None


@dataclass(frozen=True, slots=True)
class Away:
    """A planned absence from the program; `why` is jail, arrest, warrant or medical."""

    status: EpisodeStatus
    start: date
    end: date | None
    why: str


@dataclass(slots=True)
class Course:
    """A whole course. `end` is the day of exit, or None while the person is in the program."""

    referred: date
    admitted: date
    stays: list[Stay]
    away: list[Away] = field(default_factory=list)
    end: date | None = None
    quiet_spans: list[tuple[Quiet, date, date]] = field(default_factory=list)

    def phase_on(self, day: date) -> int:
        """The phase of a day in the program."""
        for stay in reversed(self.stays):
            if stay.entered <= day:
                return stay.phase
        return self.stays[0].phase

    def stay_on(self, day: date) -> Stay:
        """The stay of a day in the program."""
        return next(s for s in reversed(self.stays) if s.entered <= day or s is self.stays[0])

    def away_on(self, day: date) -> Away | None:
        """Where the person was on a day, if not in the program."""
        for span in self.away:
            if span.start <= day and (span.end is None or day < span.end):
                return span
        return None

    def is_quiet(self, kind: Quiet, day: date) -> bool:
        """Whether that may not happen on the day."""
        return any(k is kind and first <= day <= last for k, first, last in self.quiet_spans)


def course_of(sketch: Sketch, frame: Frame, rng: Random) -> Course:
    """Plan the course of an admitted person."""
    lengths = _lengths(sketch, frame, rng)
    end = _exit_day(sketch, frame, sum(weeks for _, weeks, _ in lengths), rng)
    last = end or frame.today
    entered = last
    stays: list[Stay] = []
    for phase, weeks, step in reversed(lengths):
        left = None if step is None else entered
        entered = entered - weeks * A_WEEK
        stays.insert(0, Stay(phase, entered, left, step))
    referred = entered - timedelta(days=rng.randrange(9, 44))
    course = Course(referred, entered, stays, end=end)
    course.away = _away(sketch, course, frame, rng)
    course.quiet_spans = _quiet(sketch, course, frame)
    return course


def _exit_day(sketch: Sketch, frame: Frame, length: int, rng: Random) -> date | None:
    """The day of exit, a court day; early enough that the whole course lies within the record."""
    if sketch.end is End.OPEN:
        return None
    if sketch.trait is Trait.RETURNING:
        return frame.today - 46 * A_WEEK
    room = (frame.today - frame.start).days // 7 - WAITING_WEEKS - length
    return frame.today - rng.randrange(1, max(2, min(48, room))) * A_WEEK


def _lengths(sketch: Sketch, frame: Frame, rng: Random) -> list[tuple[int, int, Step | None]]:
    """Phase, weeks and step of each stay, oldest first."""
    lengths: list[tuple[int, int, Step | None]] = []
    demoted = sketch.trait is Trait.DEMOTED or (
        sketch.trait is None and sketch.phase in (1, 2, 3) and rng.random() < 0.05
    )
    for phase in range(sketch.phase):
        if demoted and phase == min(1, sketch.phase - 1):
            lengths.append((phase, _full(frame, phase, rng), Step.ADVANCE))
            lengths.append((phase + 1, DEMOTED_WEEKS, Step.DEMOTE))
        lengths.append((phase, _full(frame, phase, rng), Step.ADVANCE))
    if sketch.trait is Trait.DEMOTED:
        full = _full(frame, 1, rng)
        lengths += [(1, full, Step.ADVANCE), (2, DEMOTED_WEEKS, Step.DEMOTE)]
        return [*lengths, (1, 5, None)]
    return [*lengths, _present(sketch, frame, rng)]


def _present(sketch: Sketch, frame: Frame, rng: Random) -> tuple[int, int, Step | None]:
    """The stay that lasts, or that the exit ended."""
    least = -(-frame.needs[sketch.phase].days // 7)
    weeks = {
        Trait.PHASE_READY: least + 2,
        Trait.DISMISSAL: least + 3,
        Trait.DECISION: least + 1,
        Trait.MISSING: 5,
        Trait.OVERTURNED: 8,
        Trait.PENDING: 9,
        Trait.RELEASED: 10,
        Trait.ABSCONDED: 7,
        Trait.CUSTODY: 9,
        Trait.MEDICAL: 8,
        Trait.RESIDUAL: 3,
        Trait.ABSENT: 7,
    }.get(sketch.trait or Trait.STEADY)
    if sketch.end is End.GRADUATED:
        return sketch.phase, least + rng.randrange(0, 3), Step.EXIT
    if weeks is None:
        most = least + 2 if sketch.phase < len(frame.needs) - 1 else least - 1
        weeks = rng.randrange(1, most + 1)
    if sketch.end is not End.OPEN:
        return sketch.phase, weeks + 3, Step.EXIT
    return sketch.phase, weeks, None


def _full(frame: Frame, phase: int, rng: Random) -> int:
    """Weeks of a stay that ended in a step forward: what is asked and, early on, more."""
    least = -(-frame.needs[phase].days // 7)
    return least + rng.choices(range(7), (34, 22, 15, 11, 8, 6, 4))[0] // (1 + phase // 2)


# Away ---------------------------------------------------------------------------------------------


def _away(sketch: Sketch, course: Course, frame: Frame, rng: Random) -> list[Away]:
    today = frame.today
    day = timedelta(days=1)
    if sketch.trait is Trait.RELEASED:
        return [Away(EpisodeStatus.IN_CUSTODY, today - 14 * day, today - 5 * day, "arrest")]
    if sketch.trait is Trait.ABSCONDED:
        return [Away(EpisodeStatus.ABSCONDED, today - 2 * A_WEEK, None, "warrant")]
    if sketch.trait is Trait.CUSTODY:
        return [Away(EpisodeStatus.IN_CUSTODY, today - 6 * day, None, "arrest")]
    if sketch.trait is Trait.MEDICAL:
        return [Away(EpisodeStatus.MEDICAL_LEAVE, today - 15 * day, None, "medical")]
    if sketch.trait is not None and sketch.trait is not Trait.DEMOTED:
        return []
    if sketch.end is End.TERMINATED:
        return _fled(course)
    spans: list[Away] = []
    for stay in course.stays:
        room = ((stay.left or today) - stay.entered).days
        if stay.phase > 1 or stay.step is Step.DEMOTE or room < 56 or rng.random() > 0.2:
            continue
        spans += _trouble(stay.entered + 2 * A_WEEK, rng)
    return spans


def _trouble(court_day: date, rng: Random) -> list[Away]:
    """One absence that begins on a court day, early in a stay, and is over three weeks later."""
    chance = rng.random()
    if chance < 0.5:
        end = court_day + timedelta(days=rng.choice((1, 2, 3, 3, 5)))
        return [Away(EpisodeStatus.IN_CUSTODY, court_day, end, "jail")]
    if chance < 0.75:
        back = court_day + timedelta(days=rng.randrange(8, 15))
        out = back + timedelta(days=rng.randrange(2, 6))
        return [
            Away(EpisodeStatus.ABSCONDED, court_day, back, "warrant"),
            Away(EpisodeStatus.IN_CUSTODY, back, out, "arrest"),
        ]
    end = court_day + timedelta(days=rng.randrange(6, 17))
    return [Away(EpisodeStatus.MEDICAL_LEAVE, court_day, end, "medical")]


def _fled(course: Course) -> list[Away]:
    assert course.end is not None
    start = course.end - 4 * A_WEEK
    if start <= course.stays[-1].entered:
        return []
    return [Away(EpisodeStatus.ABSCONDED, start, None, "warrant")]


# Quiet --------------------------------------------------------------------------------------------


def _quiet(sketch: Sketch, course: Course, frame: Frame) -> list[tuple[Quiet, date, date]]:
    spans: list[tuple[Quiet, date, date]] = []
    for stay in course.stays:
        graduates = stay.step is Step.EXIT and sketch.end is End.GRADUATED
        if stay.left is not None and (stay.step is Step.ADVANCE or graduates):
            spans += _before(stay.left, stay.entered, frame.needs[stay.phase])
    ready = (Trait.PHASE_READY, Trait.DISMISSAL, Trait.DECISION)
    if sketch.trait in ready:
        stay = course.stays[-1]
        spans += _before(frame.today, stay.entered, frame.needs[stay.phase])
        if sketch.trait is not Trait.PHASE_READY:
            spans.append((Quiet.USE, frame.today - timedelta(days=212), frame.today))
    elif sketch.trait is not None:
        lately = frame.today - timedelta(days=49)
        spans += [(kind, lately, frame.today) for kind in Quiet]
    return spans


def _before(day: date, entered: date, needs: Needs) -> list[tuple[Quiet, date, date]]:
    lengths = (
        (Quiet.USE, needs.sober),
        (Quiet.SANCTION, needs.no_sanction),
        (Quiet.ABSENCE, needs.no_absence),
    )
    return [
        (kind, max(day - timedelta(days=length + 1), entered - 9 * A_WEEK), day)
        for kind, length in lengths
        if length
    ]
