"""What may be supposed of one person: that a test, a session, a rule or an act were otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from drugcourt.domain.sober import Effect, SoberEvent
from drugcourt.domain.specimens import Substance
from drugcourt.domain.tone import Term


class TestBeing(Term):
    """What a test may be supposed to have been."""

    __test__ = False

    NEGATIVE = "negative", "Negative"
    POSITIVE = "positive", "Positive"
    MISSED = "missed", "Missed"
    EXCUSED = "excused", "Missed, excused"
    LATE = "late", "Negative, given late"
    DILUTE = "dilute", "Dilute"


class Answer(Term):
    """What may come back from the laboratory."""

    CONFIRMED = "confirmed", "Confirmed"
    OVERTURNED = "overturned", "Not confirmed"


class Coming(Term):
    """How a session or a hearing may be supposed to have been kept."""

    ATTENDED = "attended", "Attended"
    LATE = "late", "Late"
    EXCUSED = "excused", "Excused"
    ABSENT = "absent", "Absent"


@dataclass(frozen=True, slots=True)
class TestIs:
    """The test `id` (or, with 0, every test of the day, else one more) were `being`."""

    __test__ = False

    on: date
    being: TestBeing
    substance: Substance | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class ConfirmationIs:
    """The confirmation that is out for the test of this day came back today."""

    on: date
    answer: Answer
    id: int = 0


@dataclass(frozen=True, slots=True)
class SessionIs:
    """The session `id` (or, with 0, all of the day, else one more) were kept like this."""

    on: date
    coming: Coming
    id: int = 0


@dataclass(frozen=True, slots=True)
class HearingIs:
    """The hearing of this day were kept like this; one more where none is recorded."""

    on: date
    coming: Coming
    id: int = 0


@dataclass(frozen=True, slots=True)
class NumberIs:
    """A number of a requirement were another, written as in the program file."""

    requirement: str
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class EffectIs:
    """An event did something else to the sober count, by the rule of the program."""

    event: SoberEvent
    effect: Effect


@dataclass(frozen=True, slots=True)
class ActDone:
    """What a requirement waits for were done today: the milestone reached, the decision given."""

    requirement: str


@dataclass(frozen=True, slots=True)
class LetOff:
    """The requirement were waived today."""

    requirement: str


Supposition = (
    TestIs | ConfirmationIs | SessionIs | HearingIs | NumberIs | EffectIs | ActDone | LetOff
)
