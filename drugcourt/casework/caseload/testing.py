"""How many tests the court took week by week, and how many were unexpectedly positive."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from drugcourt.casework.specimens.readings import read_tests
from drugcourt.domain.specimens import AnalyteResult, CollectionStatus, Reading, Validity
from drugcourt.records.episodes import Episode
from drugcourt.records.specimens import Specimen, SpecimenResult

LONG_ENOUGH = 90  # days in the program, for the rate by people
MOST_WEEKS = 26
_READABLE = (Validity.NOT_CHECKED, Validity.VALID, Validity.DILUTE)


@dataclass(frozen=True, slots=True)
class Week:
    """One week, from its Monday."""

    monday: date
    tests: int
    unexpected: int


@dataclass(frozen=True, slots=True)
class TestingFigures:
    """Counts of a period; `final` are tests with a result that no pending confirmation holds."""

    collected: int
    missed: int
    final: int
    unexpected: int
    people_tested: int
    people_unexpected: int
    weeks: tuple[Week, ...]


def testing_figures(db: Session, *, first: date, last: date) -> TestingFigures:
    """The tests of a period, both days included; only positives are read one by one."""
    by_day, missed = _by_day(db, first, last)
    read = _positives(db, first, last)
    unexpected = [row for row in read if row[2] is Reading.UNEXPECTED_POSITIVE]
    pending = sum(1 for row in read if row[2] is Reading.PENDING)
    people = _people_tested(db, first, last)
    return TestingFigures(
        collected=sum(by_day.values()),
        missed=missed,
        final=_with_result(db, first, last) - pending,
        unexpected=len(unexpected),
        people_tested=len(people),
        people_unexpected=len({row[0] for row in unexpected if row[3] and row[0] in people}),
        weeks=_weeks(by_day, Counter(row[1] for row in unexpected), first, last),
    )


def _by_day(db: Session, first: date, last: date) -> tuple[dict[date, int], int]:
    asked = (
        select(Specimen.collected_on, Specimen.status, func.count())
        .where(
            Specimen.collected_on.between(first, last),
            Specimen.status.in_((CollectionStatus.COLLECTED, CollectionStatus.MISSED)),
        )
        .group_by(Specimen.collected_on, Specimen.status)
    )
    days: dict[date, int] = {}
    missed = 0
    for day, status, n in db.execute(asked):
        if status is CollectionStatus.COLLECTED:
            days[day] = n
        else:
            missed += n
    return days, missed


def _with_result(db: Session, first: date, last: date) -> int:
    said = exists().where(
        SpecimenResult.specimen_id == Specimen.id,
        SpecimenResult.result.in_((AnalyteResult.NEGATIVE, AnalyteResult.POSITIVE)),
    )
    asked = (
        select(func.count())
        .select_from(Specimen)
        .where(
            Specimen.collected_on.between(first, last),
            Specimen.status == CollectionStatus.COLLECTED,
            Specimen.validity.in_(_READABLE),
            said,
        )
    )
    return int(db.scalar(asked) or 0)


def _people_tested(db: Session, first: date, last: date) -> frozenset[int]:
    """Episodes tested at least once in the period after ninety days in the program."""
    asked = (
        select(Specimen.episode_id, Episode.admitted_on, func.max(Specimen.collected_on))
        .join(Episode, Episode.id == Specimen.episode_id)
        .where(
            Specimen.collected_on.between(first, last),
            Specimen.status == CollectionStatus.COLLECTED,
            Episode.admitted_on.is_not(None),
        )
        .group_by(Specimen.episode_id, Episode.admitted_on)
    )
    return frozenset(
        episode_id
        for episode_id, admitted, latest in db.execute(asked)
        if admitted is not None and (latest - admitted).days >= LONG_ENOUGH
    )


def _positives(db: Session, first: date, last: date) -> list[tuple[int, date, Reading, bool]]:
    """Every test with a positive: whose, when, how it reads, and whether 90 days in the program."""
    positive = select(SpecimenResult.specimen_id).where(
        SpecimenResult.result == AnalyteResult.POSITIVE
    )
    rows = db.execute(
        select(
            Specimen.id,
            Specimen.episode_id,
            Specimen.collected_on,
            Specimen.status,
            Specimen.validity,
            Specimen.excused,
            Specimen.matrix,
            Episode.admitted_on,
        )
        .join(Episode, Episode.id == Specimen.episode_id)
        .where(Specimen.collected_on.between(first, last), Specimen.id.in_(positive))
    ).all()
    found = []
    for row, read in zip(rows, read_tests(db, rows), strict=True):
        settled = row.admitted_on is not None and (
            (row.collected_on - row.admitted_on).days >= LONG_ENOUGH
        )
        found.append((row.episode_id, row.collected_on, read.reading, settled))
    return found


def _weeks(
    tests: dict[date, int], unexpected: Counter[date], first: date, last: date
) -> tuple[Week, ...]:
    """The period's last weeks, Monday to Sunday, empty ones included."""
    end = last - timedelta(days=last.weekday())
    start = max(first - timedelta(days=first.weekday()), end - timedelta(weeks=MOST_WEEKS - 1))
    totals: Counter[date] = Counter()
    positives: Counter[date] = Counter()
    for day, n in tests.items():
        totals[day - timedelta(days=day.weekday())] += n
    for day, n in unexpected.items():
        positives[day - timedelta(days=day.weekday())] += n
    mondays = (start + timedelta(weeks=n) for n in range((end - start).days // 7 + 1))
    return tuple(Week(day, totals[day], positives[day]) for day in mondays)
