"""How the whole court stands: counts, rates and months, each with its formula."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework.caseload.counts import Tally, tallies
from drugcourt.casework.caseload.testing import TestingFigures, testing_figures
from drugcourt.domain.dates import Amount, Unit, add, counted, subtract
from drugcourt.domain.episodes import CANDIDATE_STATUSES, EpisodeStatus, RiskNeed
from drugcourt.domain.people import Ethnicity, Gender, Race, Sex
from drugcourt.domain.responses import ResponseFamily
from drugcourt.errors import Refusal
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person
from drugcourt.records.responses import Response

RETENTION_MONTHS = (3, 6, 12)
_MOST_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure with the formula behind it; `value` None where there is nothing to divide."""

    key: str
    label: str
    value: float | None
    text: str
    formula: str


@dataclass(frozen=True, slots=True)
class Month:
    """One month: admissions, exits by way, and who was in the program at its end."""

    first: date
    admitted: int
    graduated: int
    terminated: int
    neutral: int
    census: int


@dataclass(frozen=True, slots=True)
class Cohort:
    """Everyone admitted in a year, and of those long enough ago the kept share, by months."""

    year: int
    admitted: int
    kept: tuple[tuple[int, int, int], ...]  # months, kept, admitted that long ago


@dataclass(frozen=True, slots=True)
class Caseload:
    """The whole summary; candidates are counted apart from everything else."""

    as_of: date
    since: date
    until: date
    active: int
    candidates: int
    exits: tuple[tuple[str, int], ...]
    tallies: tuple[Tally, ...]
    measures: tuple[Measure, ...]
    months: tuple[Month, ...]
    cohorts: tuple[Cohort, ...]
    tests: TestingFigures


def caseload(
    db: Session, *, today: date, since: date | None = None, until: date | None = None
) -> Caseload:
    """The summary for a period, both days included; a year up to today unless it is said.

    Who is in the program, and in which phase and status, is as of the period's last day.
    """
    last = until or today
    first = since or subtract(last, Amount(1, Unit.YEAR)) + timedelta(days=1)
    if first > last:
        raise Refusal("The period ends before it begins. Choose another period.")
    rows = _episodes(db)
    here = [row for row in rows if _in_program(row, last)]
    exits = _exits(rows, first, last)
    tests = testing_figures(db, first=first, last=last)
    return Caseload(
        as_of=today,
        since=first,
        until=last,
        active=len(here),
        candidates=sum(1 for row in rows if row.status in CANDIDATE_STATUSES),
        exits=tuple((_WAYS[status], n) for status, n in exits.items()),
        tallies=tuple(tallies(db, here, today, last)),
        measures=(
            *_exit_measures(rows, here, exits, first, last),
            *_response_measures(db, first, last),
            *_test_measures(tests, here, first, last),
            *_completeness(here),
        ),
        months=tuple(_months(rows, first, last)),
        cohorts=tuple(_cohorts(rows, last)),
        tests=tests,
    )


# What is in the program -----------------------------------------------------------------------


def _episodes(db: Session) -> Sequence[Any]:
    asked = select(
        Episode.id,
        Episode.program_id,
        Episode.status,
        Episode.admitted_on,
        Episode.exited_on,
        Episode.track,
        Episode.risk_need,
        Episode.primary_substance,
        Episode.case_manager,
        Episode.baseline,
        Person.birth_date,
        Person.sex,
        Person.gender,
        Person.race,
        Person.ethnicity,
        Person.veteran,
    ).join(Person, Person.id == Episode.person_id)
    return db.execute(asked).all()


def _in_program(row: Any, day: date) -> bool:
    return (
        row.admitted_on is not None
        and row.admitted_on <= day
        and (row.exited_on is None or row.exited_on > day)
    )


# Exits, months, cohorts -----------------------------------------------------------------------

_WAYS = {
    EpisodeStatus.GRADUATED: "Graduated",
    EpisodeStatus.TERMINATED: "Terminated",
    EpisodeStatus.NEUTRAL_DISCHARGE: "Neutral exits",
}


def _exits(rows: Sequence[Any], first: date, last: date) -> dict[EpisodeStatus, int]:
    left = Counter(
        row.status
        for row in rows
        if row.admitted_on is not None and _between(row.exited_on, first, last)
    )
    return {way: left[way] for way in _WAYS}


def _between(day: date | None, first: date, last: date) -> bool:
    return day is not None and first <= day <= last


def _exit_measures(
    rows: Sequence[Any],
    here: Sequence[Any],
    exits: dict[EpisodeStatus, int],
    first: date,
    last: date,
) -> Iterable[Measure]:
    graduates, terminated, neutral = (exits[way] for way in _WAYS)
    yield _share(
        "graduation_rate",
        "Graduation rate of the period",
        graduates,
        graduates + terminated,
        f"graduates / (graduates + terminations) in the period; {counted(neutral, 'neutral exit')} "
        "(moved, illness, death, other) left out",
    )
    stays = [(last - row.admitted_on).days for row in here]
    yield _middle("days_in_program", "Days in program, median", stays, "of those in the program")
    finished = [
        (row.exited_on - row.admitted_on).days
        for row in rows
        if row.status is EpisodeStatus.GRADUATED
        and row.admitted_on is not None
        and _between(row.exited_on, first, last)
    ]
    yield _middle(
        "days_to_graduation", "Days to graduation, median", finished, "of the period's graduates"
    )
    admitted = sum(1 for row in rows if _between(row.admitted_on, first, last))
    yield Measure("admissions", "Admissions", admitted, f"{admitted:,}", "admitted in the period")


def _share(key: str, label: str, part: int, whole: int, formula: str) -> Measure:
    if not whole:
        return Measure(key, label, None, "nothing to count", formula)
    value = part / whole
    return Measure(key, label, value, f"{value:.0%} ({part:,} of {whole:,})", formula)


def _middle(key: str, label: str, days: Sequence[int], whose: str) -> Measure:
    formula = f"median of exit or last day of the period minus admission, {whose}"
    if not days:
        return Measure(key, label, None, "nobody to count", formula)
    value = float(median(days))
    return Measure(key, label, value, f"{value:,.0f} days ({len(days):,} people)", formula)


def _response_measures(db: Session, first: date, last: date) -> Iterable[Measure]:
    asked = (
        select(Response.family, func.count())
        .where(Response.given_on.between(first, last))
        .group_by(Response.family)
    )
    given = dict(db.execute(asked).all())
    incentives = given.get(ResponseFamily.INCENTIVE, 0)
    sanctions = given.get(ResponseFamily.SANCTION, 0)
    formula = "incentives / sanctions given in the period; service adjustments left out"
    value = incentives / sanctions if sanctions else None
    ratio = f"{value:.1f} to 1" if value is not None else "no sanction given"
    text = f"{ratio} ({incentives:,} and {sanctions:,})"
    yield Measure("incentives_to_sanctions", "Incentives to sanctions", value, text, formula)


def _test_measures(
    tests: TestingFigures, here: Sequence[Any], first: date, last: date
) -> Iterable[Measure]:
    yield _share(
        "positive_rate_tests",
        "Positive rate, by tests",
        tests.unexpected,
        tests.final,
        "unexpected positive tests / tests with a final result, in the period; explained by a "
        "prescription counts as negative, a pending confirmation is left out",
    )
    yield _share(
        "positive_rate_people",
        "Positive rate, by people",
        tests.people_unexpected,
        tests.people_tested,
        "people with an unexpected positive / people tested in the period, of those 90 days or "
        "more in the program on the day of the test",
    )
    weeks = ((last - first).days + 1) / 7
    each = tests.collected / weeks
    text = f"{each:,.1f} ({tests.collected:,} in {weeks:,.0f} weeks)"
    yield Measure(
        "tests_a_week", "Tests a week", each, text, "collected tests / weeks of the period"
    )


_ASKED = (
    ("race", Race.UNKNOWN),
    ("ethnicity", Ethnicity.UNKNOWN),
    ("sex", Sex.UNKNOWN),
    ("gender", Gender.UNKNOWN),
    ("birth_date", None),
    ("track", None),
    ("risk_need", RiskNeed.UNKNOWN),
    ("primary_substance", None),
)


def _completeness(here: Sequence[Any]) -> Iterable[Measure]:
    filled = sum(1 for row in here for name, blank in _ASKED if getattr(row, name) != blank)
    names = "race, ethnicity, sex, gender, birth date, track, risk and need, primary substance"
    formula = f"filled fields / fields of everyone in the program, over {names}"
    yield _share("completeness", "Data completeness", filled, len(here) * len(_ASKED), formula)


def _months(rows: Sequence[Any], first: date, last: date) -> Iterable[Month]:
    """The months of the period, at most two years of them back from its end."""
    day = max(first.replace(day=1), subtract(last.replace(day=1), Amount(_MOST_MONTHS, Unit.MONTH)))
    while day <= last:
        following = add(day, Amount(1, Unit.MONTH))
        end = min(following - timedelta(days=1), last)
        ways = _exits(rows, max(day, first), end)
        yield Month(
            first=day,
            admitted=sum(1 for r in rows if _between(r.admitted_on, max(day, first), end)),
            graduated=ways[EpisodeStatus.GRADUATED],
            terminated=ways[EpisodeStatus.TERMINATED],
            neutral=ways[EpisodeStatus.NEUTRAL_DISCHARGE],
            census=sum(1 for r in rows if _in_program(r, end)),
        )
        day = following


def _cohorts(rows: Sequence[Any], last: date) -> Iterable[Cohort]:
    """The last three years of admission; only people admitted so many months ago are counted."""
    for year in range(last.year - 2, last.year + 1):
        members = [
            r
            for r in rows
            if r.admitted_on and r.admitted_on.year == year and r.admitted_on <= last
        ]
        if members:
            kept = tuple(_kept(members, months, last) for months in RETENTION_MONTHS)
            yield Cohort(year, len(members), kept)


def _kept(members: Sequence[Any], months: int, last: date) -> tuple[int, int, int]:
    due = [(r, add(r.admitted_on, Amount(months, Unit.MONTH))) for r in members]
    reached = [(r, day) for r, day in due if day <= last]
    return months, sum(1 for r, day in reached if _stayed(r, day)), len(reached)


def _stayed(row: Any, day: date) -> bool:
    """Graduated by then or later, or still in the program on that day."""
    return row.exited_on is None or row.exited_on > day or row.status is EpisodeStatus.GRADUATED
