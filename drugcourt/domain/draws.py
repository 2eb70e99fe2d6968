"""What a draw is made of, as plain values: how often, whom, on which kind of day, what came out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from drugcourt.domain.tone import Term

MOST_DAYS = 366
LONGEST_WINDOW = 31  # days; a minimum or maximum over a longer window would look too far back
_TIMES = re.compile(r"(\d{1,3})\s*(?:/|in|per)\s*(\d{1,3})", re.IGNORECASE)


class DayType(Term):
    """What is done on a day of testing (features row 55)."""

    TEST = "test", "Testing"
    REDUCED = "reduced", "Reduced capacity"
    CHECK_IN = "check_in", "Check-in only"
    CLOSED = "closed", "No testing"


class DrawOutcome(Term):
    """What the draw of a day said of one participant."""

    DRAWN = "drawn", "Drawn"
    MINIMUM = "minimum", "Due by the minimum"
    FORCED = "forced", "Added by a person"
    CHECK_IN = "check_in", "Check-in only"
    NOT_DRAWN = "not_drawn", "Not drawn"
    MAXIMUM = "maximum", "At the maximum"
    EXCUSED = "excused", "Excused"
    OVER_CAPACITY = "over_capacity", "Left out for capacity"


class OverrideKind(Term):
    """What a person decided about somebody's test on a date (features row 56)."""

    FORCE = "force", "Must test"
    EXCUSE = "excuse", "Excused"


class Cause(Term):
    """What settles a chance: the target alone, or a minimum or maximum that has come into play."""

    TARGET = "target", "Target"
    MINIMUM = "minimum", "Minimum"
    MAXIMUM = "maximum", "Maximum"


TESTED = frozenset({DrawOutcome.DRAWN, DrawOutcome.MINIMUM, DrawOutcome.FORCED})
BY_LUCK = frozenset({DrawOutcome.DRAWN, DrawOutcome.MINIMUM})  # these count for minimum, maximum
CALLED = TESTED | {DrawOutcome.CHECK_IN}


@dataclass(frozen=True, slots=True)
class Times:
    """So many tests in so many days: `2/14`."""

    tests: int
    days: int

    @property
    def rate(self) -> Fraction:
        """Tests a day."""
        return Fraction(self.tests, self.days)

    @property
    def words(self) -> str:
        """`2 in 14 days`."""
        return f"{self.tests} in {self.days} day{'' if self.days == 1 else 's'}"

    def __str__(self) -> str:
        return f"{self.tests}/{self.days}"


def parse_times(text: str) -> Times:
    """`2/14`, `2 in 14`: two tests in fourteen days. Raises ValueError with the whole sentence."""
    found = _TIMES.fullmatch(text.strip())
    if found is None:
        raise ValueError("Write it as tests/days, such as 2/7 or 2/14.")
    times = Times(int(found[1]), int(found[2]))
    if not 1 <= times.days <= MOST_DAYS:
        raise ValueError(f"The days must be from 1 to {MOST_DAYS}.")
    if times.tests > times.days:
        raise ValueError("There can't be more tests than days.")
    return times


def times_or_none(text: str) -> Times | None:
    """The same, or None where nothing is written."""
    return parse_times(text) if text else None


def weekly(tests_per_week: float) -> Times:
    """The times that a number a week means: 2 is 2/7, 0.5 is 1/14; never more than every day."""
    rate = min(Fraction(str(tests_per_week)) / 7, Fraction(1))
    return Times(rate.numerator, rate.denominator)


@dataclass(frozen=True, slots=True)
class Scheme:
    """How often somebody is tested: the target, and what any window of days may not break."""

    target: Times
    least: Times | None = None
    most: Times | None = None

    @property
    def looks_back(self) -> int:
        """How many days before a draw can matter to it."""
        return max((times.days for times in (self.least, self.most) if times), default=1) - 1

    @property
    def problem(self) -> str:
        """What can't be kept together, as a sentence; empty when all of it can.

        Windows are any so many days in a row. The conditions are those under which the minimum can
        always be kept without breaking the maximum (docs/draws.md).
        """
        for times in (self.least, self.most):
            if times is not None and times.days > LONGEST_WINDOW:
                return f"A minimum or maximum looks at most {LONGEST_WINDOW} days back."
        if self.most is not None and self.most.tests == 0:
            return "A maximum of no test would mean no testing; set the target to 0 instead."
        if self.most is not None and self.target.rate > self.most.rate:
            return f"The target of {self.target} is above the maximum of {self.most}."
        if self.least is not None and self.target.rate < self.least.rate:
            return f"The target of {self.target} is below the minimum of {self.least}."
        if self.least is None or self.most is None:
            return ""
        if self.least.days < self.most.days:
            return (
                "The minimum's days must be at least as many as the maximum's, or there may be no "
                "way to keep both."
            )
        if self.least.tests > self.most.tests * (self.least.days // self.most.days):
            return f"The minimum of {self.least} can't be kept within the maximum of {self.most}."
        return ""

    @property
    def words(self) -> str:
        """`2 in 7 days, at least 1 in 7 days`."""
        return self._said(lambda times: times.words)

    def __str__(self) -> str:
        """`2/7, at least 1/7`."""
        return self._said(str)

    def _said(self, written: Callable[[Times], str]) -> str:
        said = written(self.target)
        if self.least is not None:
            said += f", at least {written(self.least)}"
        if self.most is not None:
            said += f", at most {written(self.most)}"
        return said


def scheme_of(target: Times, least: Times | None, most: Times | None) -> Scheme:
    """The scheme of these times; a minimum of no test is none."""
    return Scheme(target, least if least is not None and least.tests else None, most)


def read_scheme(target: str, least: str, most: str) -> Scheme:
    """The same from how it is kept, such as `2/7`, `1/7` and nothing."""
    return scheme_of(parse_times(target), times_or_none(least), times_or_none(most))


def called_for(places: int, allowance: int) -> int:
    """How many are called for so many places: 30 and 10 percent for those who stay away are 33."""
    return places * (100 + allowance) // 100


@dataclass(frozen=True, slots=True)
class Eligible:
    """One participant on the list of a draw, with all that can settle the outcome.

    `unit` is what the number is drawn for: the episode's own number, or `group Blue`. `since` is
    the first day on the list without a break, `counted` the days that count for minimum and
    maximum, `closed` the coming days on which no test could be taken of this participant.
    """

    episode_id: int
    unit: str
    scheme: Scheme
    since: date
    counted: tuple[date, ...] = ()
    closed: tuple[date, ...] = ()
    forced: bool = False
    excused: bool = False


@dataclass(frozen=True, slots=True)
class DayPlan:
    """What kind of day it is. `places` None: no limit; `allowance` percent for those who stay away.

    `taken` are the places used by an earlier draw of the same day.
    """

    day: date
    kind: DayType = DayType.TEST
    places: int | None = None
    allowance: int = 0
    taken: int = 0

    @property
    def limit(self) -> int | None:
        """How many may be called: 30 places and 10 % are 33, less those called already."""
        if self.places is None:
            return None
        return max(0, called_for(self.places, self.allowance) - self.taken)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The outcome for one participant. Numbers are whole, from 0 up to 2 to the power of 64."""

    episode_id: int
    unit: str
    number: int
    own_number: int
    chance: Fraction
    outcome: DrawOutcome
