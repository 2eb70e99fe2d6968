"""Whether the draws were fair: what chance should have brought in a period, and what it brought."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.calendar.closures import holidays_of
from drugcourt.casework.draws.policy import DrawSettings, draw_settings
from drugcourt.casework.draws.replay import replay
from drugcourt.domain.dates import Span
from drugcourt.domain.draws import DrawOutcome
from drugcourt.domain.recurrences import WEEKDAYS
from drugcourt.domain.specimens import CollectionStatus, TestReason
from drugcourt.errors import FieldRefusal
from drugcourt.records.courts import Court
from drugcourt.records.draws import Draw, DrawEntry
from drugcourt.records.episodes import Episode, StatusSpan
from drugcourt.records.people import Person, listed_name
from drugcourt.records.specimens import Specimen
from drugcourt.rules.fairness import Stretches, Tally, all_alike, evenly, stretches

PERIOD = 90
MOST_PERIOD = 3_660
_Spans = Mapping[int, Sequence[Span]]  # when each was on the list, by episode
_Tests = Sequence[tuple[int, date]]  # the episode and the day of each random test
_HITS = frozenset({DrawOutcome.DRAWN, DrawOutcome.OVER_CAPACITY, DrawOutcome.CHECK_IN})


@dataclass(frozen=True, slots=True)
class ByDraws:
    """What the draws on record should have brought and brought, one number for each unit."""

    days: int
    weekdays: tuple[Tally, ...]
    weekend: Tally
    holidays: Tally
    after: Tally
    total: Tally
    weekdays_luck: float | None
    minimum: int
    forced: int
    excused: int
    over_capacity: int
    unlike: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ByTests:
    """The tests recorded as random, by weekday, against the days people were in the program."""

    people_days: tuple[int, ...]
    tests: tuple[int, ...]
    luck: float | None
    weekend: Tally
    holidays: Tally

    @property
    def per_week(self) -> float | None:
        """Random tests of one participant in seven days."""
        days = sum(self.people_days)
        return 7 * sum(self.tests) / days if days else None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One participant's random tests in the period."""

    episode_id: int
    name: str
    reference: str
    stretches: Stretches


@dataclass(frozen=True, slots=True)
class Fairness:
    """The whole report of a period, both days included; `person` where it is about one."""

    first: date
    last: date
    person: PersonLine | None
    by_draws: ByDraws
    by_tests: ByTests
    people: tuple[PersonLine, ...]
    holidays: dict[date, str]
    settings: DrawSettings


@dataclass(frozen=True, slots=True)
class _Chance:
    """One unit's chance on one day, and whether its number hit."""

    day: date
    unit: str
    chance: Fraction
    hit: bool


def fairness(
    db: Session,
    *,
    today: date,
    since: date | None = None,
    until: date | None = None,
    episode_id: int | None = None,
    replayed: bool = True,
) -> Fairness:
    """The report of a period, ninety days up to today unless it is said; of one or of everybody.

    With `replayed` every draw of the period is made again from its record.
    """
    last = min(until or today, today)
    first = since or last - timedelta(days=PERIOD - 1)
    if not 0 <= (last - first).days < MOST_PERIOD:
        raise FieldRefusal("since", "The first day must come before the last, within ten years.")
    settings = draw_settings(db)
    holidays = _holidays(db, first, last)
    spans = _spans(db, settings, first, last, episode_id)
    tests = _random_tests(db, first, last, episode_id)
    people = _people_lines(_names(db, episode_id), spans, tests, first, last)
    return Fairness(
        first,
        last,
        next((p for p in people if p.episode_id == episode_id), None),
        _by_draws(db, first, last, holidays, episode_id, replayed=replayed),
        _by_tests(spans, tests, first, last, holidays),
        tuple(sorted(people, key=lambda p: (-p.stretches.longest, p.name.casefold()))),
        holidays,
        settings,
    )


def first_day(last: date, days: int) -> date:
    """The first of so many days that end on the last."""
    return last - timedelta(days=days - 1)


def _holidays(db: Session, first: date, last: date) -> dict[date, str]:
    state = db.scalar(select(Court.state)) or ""
    years = range(first.year, last.year + 1)
    return {
        day: name for day, (name, _) in holidays_of(state, years).items() if first <= day <= last
    }


# By the draws ---------------------------------------------------------------------------------


def _by_draws(
    db: Session,
    first: date,
    last: date,
    holidays: Mapping[date, str],
    episode_id: int | None,
    *,
    replayed: bool,
) -> ByDraws:
    days = list(db.scalars(select(Draw.day).where(Draw.day >= first, Draw.day <= last).distinct()))
    chances, outcomes = _chances(db, first, last, episode_id)
    hits = {(one.day, one.unit) for one in chances if one.hit}
    yesterday = timedelta(days=1)
    weekdays = tuple(
        _tally(name, (one for one in chances if one.day.weekday() == place))
        for place, name in enumerate(WEEKDAYS)
    )
    after = (one for one in chances if (one.day - yesterday, one.unit) in hits)
    return ByDraws(
        days=len(days),
        weekdays=weekdays,
        weekend=_tally("Weekends", (one for one in chances if one.day.weekday() >= 5)),
        holidays=_tally("Holidays", (one for one in chances if one.day in holidays)),
        after=_tally("Day after being drawn", after),
        total=_tally("All days", chances),
        weekdays_luck=all_alike(weekdays),
        minimum=outcomes[DrawOutcome.MINIMUM],
        forced=outcomes[DrawOutcome.FORCED],
        excused=outcomes[DrawOutcome.EXCUSED],
        over_capacity=outcomes[DrawOutcome.OVER_CAPACITY],
        unlike=_unlike(db, days) if replayed else (),
    )


def _chances(
    db: Session, first: date, last: date, episode_id: int | None
) -> tuple[list[_Chance], dict[DrawOutcome, int]]:
    """Every number that chance alone decided, once for a group, and how often each outcome came."""
    asked = (
        select(Draw.day, DrawEntry.unit, DrawEntry.chance, DrawEntry.outcome)
        .join(Draw, Draw.id == DrawEntry.draw_id)
        .where(Draw.day >= first, Draw.day <= last)
    )
    if episode_id is not None:
        asked = asked.where(DrawEntry.episode_id == episode_id)
    outcomes: dict[DrawOutcome, int] = defaultdict(int)
    known: dict[str, Fraction] = {}
    found: dict[tuple[date, str], _Chance] = {}
    for day, unit, text, outcome in db.execute(asked):
        outcomes[outcome] += 1
        chance = known.get(text)
        if chance is None:
            chance = known.setdefault(text, Fraction(text))
        if 0 < chance < 1:
            found[day, unit] = _Chance(day, unit, chance, outcome in _HITS)
    return list(found.values()), outcomes


def _tally(label: str, chances: Iterable[_Chance]) -> Tally:
    tries = seen = 0
    expected = 0.0
    for one in chances:
        tries += 1
        seen += one.hit
        expected += one.chance.numerator / one.chance.denominator
    return Tally(label, tries, expected, seen)


def _unlike(db: Session, days: Iterable[date]) -> tuple[str, ...]:
    """What did not come out the same when the draws were made again, a sentence each."""
    found = (replay(db, day=day) for day in days)
    return tuple(one.problem for one in found if one.problem)


# By the tests ---------------------------------------------------------------------------------


def _by_tests(
    spans: _Spans, random: _Tests, first: date, last: date, holidays: Mapping[date, str]
) -> ByTests:
    listed = _listed_by_day(spans, first, last)
    tests = Counter(day for _, day in random)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    people_days, seen = [0] * 7, [0] * 7
    for day, people in zip(days, listed, strict=True):
        people_days[day.weekday()] += people
        seen[day.weekday()] += tests[day]
    share = sum(seen) / sum(people_days) if sum(people_days) else 0.0

    def apart(label: str, chosen: Sequence[bool]) -> Tally:
        tries = sum(n for n, use in zip(listed, chosen, strict=True) if use)
        count = sum(tests[day] for day, use in zip(days, chosen, strict=True) if use)
        return Tally(label, tries, tries * share, count)

    return ByTests(
        tuple(people_days),
        tuple(seen),
        evenly(seen, people_days),
        apart("Weekends", [day.weekday() >= 5 for day in days]),
        apart("Holidays", [day in holidays for day in days]),
    )


def _random_tests(db: Session, first: date, last: date, episode_id: int | None) -> _Tests:
    """Participant and day of every test recorded as random; other reasons never count (row 51)."""
    asked = (
        select(Specimen.episode_id, Specimen.collected_on)
        .where(
            Specimen.collected_on >= first,
            Specimen.collected_on <= last,
            Specimen.reason == TestReason.RANDOM,
            Specimen.status != CollectionStatus.CANCELLED,
        )
        .order_by(Specimen.episode_id, Specimen.collected_on)
    )
    if episode_id is not None:
        asked = asked.where(Specimen.episode_id == episode_id)
    return [(owner, day) for owner, day in db.execute(asked)]


def _spans(
    db: Session, settings: DrawSettings, first: date, last: date, episode_id: int | None
) -> _Spans:
    """When each was in a status in which people are tested, within the period."""
    asked = (
        select(StatusSpan.episode_id, StatusSpan.started_on, StatusSpan.ended_on)
        .where(
            StatusSpan.status.in_(settings.statuses),
            StatusSpan.started_on <= last,
            StatusSpan.ended_on.is_(None) | (StatusSpan.ended_on > first),
        )
        .order_by(StatusSpan.episode_id, StatusSpan.started_on)
    )
    if episode_id is not None:
        asked = asked.where(StatusSpan.episode_id == episode_id)
    found: dict[int, list[Span]] = defaultdict(list)
    for owner, start, end in db.execute(asked):
        found[owner].append(Span(start, end))
    return found


def _listed_by_day(listed: _Spans, first: date, last: date) -> list[int]:
    """How many people were on the list on each day of the period."""
    length = (last - first).days + 1
    steps = [0] * (length + 1)
    for spans in listed.values():
        for span in spans:
            steps[max(0, (span.start - first).days)] += 1
            end = length if span.end is None else min(length, (span.end - first).days)
            steps[end] -= 1
    people, found = 0, []
    for step in steps[:length]:
        people += step
        found.append(people)
    return found


def _people_lines(
    names: Mapping[int, tuple[str, str]], spans: _Spans, random: _Tests, first: date, last: date
) -> list[PersonLine]:
    days: dict[int, list[date]] = defaultdict(list)
    for owner, day in random:
        days[owner].append(day)
    return [
        PersonLine(owner, *names[owner], stretches(days.get(owner, []), held, first, last))
        for owner, held in spans.items()
    ]


def _names(db: Session, episode_id: int | None) -> dict[int, tuple[str, str]]:
    """Name and number of everybody ever in the program, or of one, by episode."""
    asked = select(Episode.id, Person.family_name, Person.given_name, Person.reference).join(
        Person, Person.id == Episode.person_id
    )
    if episode_id is not None:
        asked = asked.where(Episode.id == episode_id)
    return {
        row.id: (listed_name(row.family_name, row.given_name, row.reference), row.reference)
        for row in db.execute(asked)
    }
