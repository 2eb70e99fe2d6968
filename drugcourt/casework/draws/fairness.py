"""Whether the draws were fair: what chance should have brought in a period, and what it brought."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.calendar.closures import holidays_of
from drugcourt.casework.draws.chances import WHOLE, ByDraws, by_draws, nothing_drawn
from drugcourt.casework.draws.policy import DrawSettings, draw_settings
from drugcourt.domain.dates import Span
from drugcourt.domain.specimens import CollectionStatus, TestReason
from drugcourt.errors import FieldRefusal
from drugcourt.records.courts import Court
from drugcourt.records.episodes import Episode, StatusSpan
from drugcourt.records.people import Person, listed_name
from drugcourt.records.programs import ProgramVersion
from drugcourt.records.specimens import Specimen
from drugcourt.rules.fairness import Stretches, Tally, evenly, stretches

PERIOD = 90
MOST_PERIOD = 3_660
_Spans = Mapping[int, Sequence[Span]]  # when each was on the list, by episode
_Tests = Sequence[tuple[int, date]]  # the episode and the day of each random test


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
    """One participant's random tests in the period; `program` is the key of their handbook."""

    episode_id: int
    name: str
    reference: str
    program: str
    stretches: Stretches


@dataclass(frozen=True, slots=True)
class ProgramLine:
    """One of several programs of the court, with the figures of its people alone."""

    key: str
    name: str
    by_draws: ByDraws
    by_tests: ByTests


@dataclass(frozen=True, slots=True)
class Fairness:
    """The whole report of a period, both days included; `person` where it is about one.

    `programs` stand apart where the people are in more than one; `program` names the one that
    `of_program` is about.
    """

    first: date
    last: date
    person: PersonLine | None
    by_draws: ByDraws
    by_tests: ByTests
    people: tuple[PersonLine, ...]
    holidays: dict[date, str]
    settings: DrawSettings
    programs: tuple[ProgramLine, ...] = ()
    program: str = ""

    def of_program(self, key: str) -> Fairness:
        """The same report about the people of one program alone."""
        chosen = next(line for line in self.programs if line.key == key)
        return replace(
            self,
            by_draws=chosen.by_draws,
            by_tests=chosen.by_tests,
            people=tuple(one for one in self.people if one.program == key),
            programs=(),
            program=chosen.name,
        )


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
    names = _names(db, episode_id)
    people = _people_lines(names, spans, tests, first, last)
    program_of = {owner: program for owner, (_, _, program) in names.items()}
    draws = by_draws(
        db, first, last, holidays, program_of, episode_id=episode_id, replayed=replayed
    )
    return Fairness(
        first,
        last,
        next((p for p in people if p.episode_id == episode_id), None),
        draws[WHOLE],
        _by_tests(spans, tests, first, last, holidays),
        tuple(sorted(people, key=lambda p: (-p.stretches.longest, p.name.casefold()))),
        holidays,
        settings,
        _programs(db, people, draws, spans, tests, first, last, holidays),
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


def _programs(
    db: Session,
    people: Sequence[PersonLine],
    draws: Mapping[str, ByDraws],
    spans: _Spans,
    random: _Tests,
    first: date,
    last: date,
    holidays: Mapping[date, str],
) -> tuple[ProgramLine, ...]:
    """The figures of each program, by name; none where all people are in the same one."""
    members: dict[str, set[int]] = defaultdict(set)
    for one in people:
        members[one.program].add(one.episode_id)
    if len(members) < 2:
        return ()
    asked = select(ProgramVersion.key, ProgramVersion.name).order_by(ProgramVersion.effective_on)
    names: dict[str, str] = {}
    names.update((key, name) for key, name in db.execute(asked))
    lines = [
        ProgramLine(
            key,
            names[key],
            draws.get(key) or nothing_drawn(draws[WHOLE]),
            _by_tests(
                {owner: held for owner, held in spans.items() if owner in own},
                [(owner, day) for owner, day in random if owner in own],
                first,
                last,
                holidays,
            ),
        )
        for key, own in members.items()
    ]
    return tuple(sorted(lines, key=lambda line: line.name.casefold()))


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
    names: Mapping[int, tuple[str, str, str]],
    spans: _Spans,
    random: _Tests,
    first: date,
    last: date,
) -> list[PersonLine]:
    days: dict[int, list[date]] = defaultdict(list)
    for owner, day in random:
        days[owner].append(day)
    return [
        PersonLine(owner, *names[owner], stretches(days.get(owner, []), held, first, last))
        for owner, held in spans.items()
    ]


def _names(db: Session, episode_id: int | None) -> dict[int, tuple[str, str, str]]:
    """Name, number and program of everybody ever in the court, or of one, by episode."""
    columns = (Person.family_name, Person.given_name, Person.reference, ProgramVersion.key)
    asked = (
        select(Episode.id, *columns)
        .join(Person, Person.id == Episode.person_id)
        .join(ProgramVersion, ProgramVersion.id == Episode.program_id)
    )
    if episode_id is not None:
        asked = asked.where(Episode.id == episode_id)
    return {
        number: (listed_name(family, given, reference), reference, key)
        for number, family, given, reference, key in db.execute(asked)
    }
