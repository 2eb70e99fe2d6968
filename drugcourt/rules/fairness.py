"""Whether tests fell on days as chance would have it: counts by kind of day, stretches, luck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from drugcourt.domain.dates import Span
from drugcourt.domain.tone import Tone
from drugcourt.rules.chance import binomial_chance, chi_square, chi_square_chance

RARE, SELDOM = 0.01, 0.05  # how often luck alone may show as much before it is said


@dataclass(frozen=True, slots=True)
class Tally:
    """Chances that were taken, how many were expected to hit, and how many did."""

    label: str
    tries: int
    expected: float
    seen: int

    @property
    def rate(self) -> float | None:
        """The share that hit; None where nothing was tried."""
        return self.seen / self.tries if self.tries else None

    @property
    def asked(self) -> float | None:
        """The share that should hit."""
        return self.expected / self.tries if self.tries else None

    @property
    def luck(self) -> float | None:
        """The chance to see a count so far off by luck alone; exact where all chances are equal,
        and rather too large where they differ, so that nobody is accused too soon.
        """
        if not self.tries or not 0 < self.expected < self.tries:
            return None
        return binomial_chance(self.seen, self.tries, self.expected / self.tries)


@dataclass(frozen=True, slots=True)
class Stretches:
    """One participant's random tests: how close together and how far apart."""

    days: int
    tests: int
    longest: int
    fewest: int | None

    @property
    def per_week(self) -> float | None:
        """Tests in seven days on the list."""
        return 7 * self.tests / self.days if self.days else None


def all_alike(tallies: Sequence[Tally]) -> float | None:
    """The chance to see the tallies together so far from what was expected, by chi-square.

    Each is weighed by its own spread; None where too little is expected for it to hold.
    """
    used = [t for t in tallies if t.tries]
    if len(used) < 2 or any(t.expected < 5 for t in used):
        return None
    statistic = sum(
        (t.seen - t.expected) ** 2 / (t.expected * (1 - t.expected / t.tries)) for t in used
    )
    return chi_square_chance(statistic, len(used))


def evenly(seen: Sequence[int], people_days: Sequence[int]) -> float | None:
    """The chance to see tests spread so over the days by luck, were every day alike."""
    total, days = sum(seen), sum(people_days)
    if not total or not days:
        return None
    expected = [total * share / days for share in people_days]
    used = [value for value in expected if value > 0]
    if len(used) < 2 or min(used) < 5:
        return None
    return chi_square_chance(chi_square(seen, expected), len(used) - 1)


def stretches(days: Sequence[date], spans: Sequence[Span], first: date, last: date) -> Stretches:
    """How the random tests of one participant lie in a period, both days included.

    `days` in order; `spans` are half-open, when the participant was on the list. The longest
    stretch counts days on the list without a test, also before the first and after the last.
    """
    inside = [
        (max(span.start, first).toordinal(), _end(span, last))
        for span in spans
        if span.start <= last and _end(span, last) > first.toordinal()
    ]
    tested = sorted({day.toordinal() for day in days if first <= day <= last})
    edges = [first.toordinal() - 1, *tested, last.toordinal() + 1]
    longest = max(_listed(inside, after + 1, before) for after, before in pairwise(edges))
    between = [b - a for a, b in pairwise(tested)]
    total = _listed(inside, first.toordinal(), last.toordinal() + 1)
    return Stretches(total, len(tested), longest, min(between, default=None))


def _end(span: Span, last: date) -> int:
    """The day after a span, as a number; one that lasts ends after the period."""
    beyond = last.toordinal() + 1
    return beyond if span.end is None else min(span.end.toordinal(), beyond)


def _listed(spans: Sequence[tuple[int, int]], start: int, end: int) -> int:
    """Days of [start, end) on the list."""
    return sum(max(0, min(b, end) - max(a, start)) for a, b in spans)


def luck_words(luck: float | None) -> str:
    """How often luck alone shows as much: `63 in 100`, `4 in 1,000`, `less than 1 in 10,000`."""
    if luck is None:
        return "too few to tell"
    if luck < 0.0001:
        return "less than 1 in 10,000"
    for base in (100, 1_000, 10_000):
        if luck * base >= 1:
            return f"{min(base, round(luck * base)):,} in {base:,}"
    return "1 in 10,000"


def luck_times(luck: float | None) -> str:
    """The same within a sentence: `63 times in 100`, `once in 100`, `less than once in 10,000`."""
    number, _, base = luck_words(luck).partition(" in ")
    if luck is None:
        return "no telling how often"
    if number.startswith("less"):
        return f"less than once in {base}"
    return f"once in {base}" if number == "1" else f"{number} times in {base}"


def luck_tone(luck: float | None) -> Tone:
    """Good as long as luck explains it, to be watched from 1 in 20, an alarm from 1 in 100."""
    if luck is None:
        return Tone.PLAIN
    if luck < RARE:
        return Tone.ALARM
    return Tone.WATCH if luck < SELDOM else Tone.GOOD
