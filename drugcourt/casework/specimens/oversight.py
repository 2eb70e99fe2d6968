"""How well the court's own testing runs: how often, how soon, how cleanly, and for what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any

from sqlalchemy import ColumnElement, Select, String, case, cast, func, select, tuple_, type_coerce
from sqlalchemy.orm import Session

from drugcourt.casework.specimens.readings import read_tests
from drugcourt.domain.specimens import AnalyteResult, CollectionStatus, Confirmation, Validity
from drugcourt.domain.tone import YesNo
from drugcourt.exchange.collection import collection_policy
from drugcourt.records.base import written_out
from drugcourt.records.episodes import Episode
from drugcourt.records.medications import Medication
from drugcourt.records.people import Person, listed_name
from drugcourt.records.specimens import Specimen, SpecimenResult

MOST_LISTED = 2_000
_RETURNED = (Confirmation.CONFIRMED, Confirmation.NOT_CONFIRMED)


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of the tests from `first` to `last`, both included; None where there is nothing.

    `lag_days` are days from collection to report: the median and the 90th in a hundred. `reversed_`
    are positives that the laboratory did not confirm, of those it answered. `absent` are tests of
    which a prescribed medicine was missing, of those that looked for one.
    """

    first: date
    last: date
    collected: int
    missed: int
    refused: int
    unable: int
    dilute: int
    tampered: int
    observed: int
    late: int
    disputed: int
    lag_median: float | None
    lag_90: float | None
    late_results: int
    answered: int
    reversed_: int
    absent: int
    looked: int

    @property
    def due(self) -> int:
        """Tests that were called for: given or not."""
        return self.collected + self.missed + self.refused + self.unable


@dataclass(frozen=True, slots=True)
class TestLine:
    """One test in a list of the oversight; `days` since its collection, `said` what is so."""

    __test__ = False

    id: int
    episode_id: int
    name: str
    collected_on: date
    days: int
    said: str


def figures(db: Session, *, today: date) -> Figures:
    """The counts of the period that the policy looks back on."""
    policy = collection_policy()
    first = today - timedelta(days=policy.period_days - 1)
    within = Specimen.collected_on.between(first, today)
    counts = db.execute(_counted(within)).one()
    lags = _lags(db, within)
    answered = _answered(db, within)
    absent, looked = _absent(db, first, today)
    return Figures(
        first=first,
        last=today,
        **counts._mapping,
        lag_median=float(median(lags)) if lags else None,
        lag_90=float(lags[(len(lags) * 9) // 10]) if lags else None,
        late_results=_came_late(db, within, policy.result_hours)
        + len(results_late(db, today=today)),
        answered=sum(answered.values()),
        reversed_=answered.get(Confirmation.NOT_CONFIRMED, 0),
        absent=len(absent),
        looked=looked,
    )


def _counted(within: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    def number(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    status, validity = Specimen.status, Specimen.validity
    standing = Specimen.excused.is_(False)
    collected = status == CollectionStatus.COLLECTED
    counts = {
        "collected": number(collected),
        "missed": number((status == CollectionStatus.MISSED) & standing),
        "refused": number((status == CollectionStatus.REFUSED) & standing),
        "unable": number((status == CollectionStatus.UNABLE) & standing),
        "dilute": number(validity == Validity.DILUTE),
        "tampered": number(validity.in_((Validity.ADULTERATED, Validity.SUBSTITUTED))),
        "observed": number(collected & (Specimen.observed == YesNo.YES)),
        "late": number(collected & _given_late()),
        "disputed": number(Specimen.disputed.is_(True)),
    }
    return select(*(column.label(name) for name, column in counts.items())).where(within)


def _given_late() -> ColumnElement[bool]:
    """Given after its time, and nobody excused it."""
    after = Specimen.due_at.is_not(None) & (Specimen.collected_at > Specimen.due_at)
    return (Specimen.late | after) & Specimen.excused.is_(False)


def _lags(db: Session, within: ColumnElement[bool]) -> list[int]:
    """Days from collection to report, in order; counted in SQL by their pair of days."""
    asked = (
        select(Specimen.collected_on, Specimen.reported_on, func.count())
        .where(within, Specimen.reported_on.is_not(None))
        .group_by(Specimen.collected_on, Specimen.reported_on)
    )
    rows: Any = db.execute(asked)
    lags: list[int] = []
    for collected, reported, count in rows:
        lags += [max(0, (reported - collected).days)] * count
    return sorted(lags)


def _came_late(db: Session, within: ColumnElement[bool], hours: float) -> int:
    """Results that came after their time: by the clock where both moments are known, else by days.

    With days alone a result is late once it is so however early and late in the day the two were.
    """
    days = int(hours // 24)
    asked = select(Specimen.collected_on, Specimen.reported_on, func.count())
    told = Specimen.reported_on.is_not(None)
    grouped = asked.where(within, told).group_by(Specimen.collected_on, Specimen.reported_on)
    late, close = 0, []
    rows: Any = db.execute(grouped)
    for collected, reported, count in rows:
        lag = (reported - collected).days
        late += count if lag > days + 1 else 0
        if days <= lag <= days + 1:
            close.append((collected, reported))
            late += count if lag > days else 0
    if not close:
        return late
    known = (Specimen.collected_at.is_not(None), Specimen.reported_at.is_not(None))
    pairs = tuple_(Specimen.collected_on, Specimen.reported_on).in_(close)
    exact = select(Specimen.collected_at, Specimen.reported_at, Specimen.collected_on,
                   Specimen.reported_on).where(within, pairs, *known)  # fmt: skip
    moments: Any = db.execute(exact)
    for taken, came, collected, reported in moments:
        by_clock = came - taken > timedelta(hours=hours)
        late += by_clock - ((reported - collected).days > days)
    return late


def _answered(db: Session, within: ColumnElement[bool]) -> dict[Confirmation, int]:
    """Confirmations that came back, by what they said; few of many results, by their index."""
    asked = (
        select(SpecimenResult.confirmation, func.count())
        .join(Specimen, Specimen.id == SpecimenResult.specimen_id)
        .where(
            SpecimenResult.result != written_out(AnalyteResult.NEGATIVE),
            SpecimenResult.confirmation.in_(_RETURNED),
            within,
        )
        .group_by(SpecimenResult.confirmation)
    )
    return {row.confirmation: row[1] for row in db.execute(asked)}


# Unexpected negatives -------------------------------------------------------------------------


def unexpected_negatives(db: Session, *, today: date) -> list[TestLine]:
    """Tests of the period in which a prescribed medicine was missing: for treatment, not court."""
    first = today - timedelta(days=collection_policy().period_days - 1)
    return _absent(db, first, today)[0]


def _absent(db: Session, first: date, today: date) -> tuple[list[TestLine], int]:
    """Those tests, and how many looked for a prescribed medicine at all.

    The database finds the tests in which a substance of a medicine in force is negative, few of
    all; those are then read like any other, so that what is told here is what the card says.
    """
    prescribed = (
        (Medication.episode_id == Specimen.episode_id)
        & (Medication.started_on < Specimen.collected_on)
        & (Medication.ended_on.is_(None) | (Medication.ended_on > Specimen.collected_on))
    )
    shows = cast(Medication.detected_as, String).like(
        func.concat('%"', type_coerce(SpecimenResult.substance, String), '"%')
    )
    looked = (
        select(Specimen.id, SpecimenResult.result)
        .select_from(Medication)
        .join(Specimen, prescribed)
        .join(SpecimenResult, SpecimenResult.specimen_id == Specimen.id)
        .where(
            cast(Medication.detected_as, String) != "[]",
            shows,
            Specimen.collected_on.between(first, today),
            Specimen.status == CollectionStatus.COLLECTED,
        )
    )
    found = db.execute(looked).all()
    numbers = sorted({row.id for row in found if row.result is AnalyteResult.NEGATIVE})
    return _of_absent(db, numbers, today), len({row.id for row in found})


def _of_absent(db: Session, numbers: Sequence[int], today: date) -> list[TestLine]:
    rows = _rows(db, numbers)
    lines = [
        _line(row, today, f"{', '.join(m.name for m in reading.absent)} not found")
        for row, reading in zip(rows, read_tests(db, rows), strict=True)
        if reading.absent
    ]
    return sorted(lines, key=lambda line: (line.collected_on, line.id), reverse=True)


def _rows(db: Session, numbers: Sequence[int]) -> list[Any]:
    found: list[Any] = []
    for start in range(0, len(numbers), 500):
        asked = _named(Specimen.status, Specimen.validity, Specimen.excused, Specimen.matrix).where(
            Specimen.id.in_(numbers[start : start + 500])
        )
        found += db.execute(asked).all()
    return found


def _line(row: Any, today: date, said: str) -> TestLine:
    name = listed_name(row.family_name, row.given_name, row.reference)
    days = (today - row.collected_on).days
    return TestLine(row.id, row.episode_id, name, row.collected_on, days, said)


def _named(*columns: Any) -> Select[*tuple[Any, ...]]:
    """Tests with these columns and with whose they are."""
    people = (Person.family_name, Person.given_name, Person.reference)
    asked = select(Specimen.id, Specimen.episode_id, Specimen.collected_on, *columns, *people)
    return asked.join(Episode, Episode.id == Specimen.episode_id).join(
        Person, Person.id == Episode.person_id
    )


# Late and disputed ----------------------------------------------------------------------------


def results_late(db: Session, *, today: date) -> list[TestLine]:
    """Collected in the period, and no result though the hours for one are over; oldest first."""
    policy = collection_policy()
    first = today - timedelta(days=policy.period_days - 1)
    allowed = today - timedelta(hours=policy.result_hours)
    said = (
        select(SpecimenResult.id)
        .where(
            SpecimenResult.specimen_id == Specimen.id,
            SpecimenResult.result != AnalyteResult.NOT_REPORTED,
        )
        .exists()
    )
    asked = (
        _named(Specimen.laboratory)
        .where(
            Specimen.collected_on.between(first, allowed - timedelta(days=1)),
            Specimen.status == CollectionStatus.COLLECTED,
            ~said,
        )
        .order_by(Specimen.collected_on, Specimen.id)
        .limit(MOST_LISTED)
    )
    return [
        _line(row, today, f"No result from {row.laboratory or 'the collection site'}")
        for row in db.execute(asked)
    ]


def specimens_late(db: Session, *, today: date) -> list[TestLine]:
    """Specimens of the period that were given after their time; the latest first."""
    first = today - timedelta(days=collection_policy().period_days - 1)
    asked = (
        _named(Specimen.due_at, Specimen.collected_at)
        .where(
            Specimen.collected_on.between(first, today),
            Specimen.status == CollectionStatus.COLLECTED,
            _given_late(),
        )
        .order_by(Specimen.collected_on.desc(), Specimen.id.desc())
        .limit(MOST_LISTED)
    )
    return [_line(row, today, _late_words(row)) for row in db.execute(asked)]


def _late_words(row: Any) -> str:
    if row.due_at is None or row.collected_at is None or row.collected_at <= row.due_at:
        return "Given outside its time"
    hours = (row.collected_at - row.due_at).total_seconds() / 3600
    return f"Given {hours:.1f} hours after its time"


def disputed_tests(db: Session, *, today: date) -> list[TestLine]:
    """Tests in dispute, whenever they were; the longest first."""
    asked = (
        _named(Specimen.disputed_reason)
        .where(Specimen.disputed)
        .order_by(Specimen.disputed_on, Specimen.id)
        .limit(MOST_LISTED)
    )
    return [_line(row, today, row.disputed_reason) for row in db.execute(asked)]


def reversed_results(db: Session, *, today: date) -> list[TestLine]:
    """Positives of the period that the laboratory did not confirm; the latest first."""
    first = today - timedelta(days=collection_policy().period_days - 1)
    asked = (
        _named(SpecimenResult.substance)
        .join(SpecimenResult, SpecimenResult.specimen_id == Specimen.id)
        .where(
            Specimen.collected_on.between(first, today),
            SpecimenResult.result != written_out(AnalyteResult.NEGATIVE),
            SpecimenResult.confirmation == Confirmation.NOT_CONFIRMED,
        )
        .order_by(Specimen.collected_on.desc(), Specimen.id.desc())
        .limit(MOST_LISTED)
    )
    named: dict[int, list[str]] = {}
    kept: dict[int, Any] = {}
    for row in db.execute(asked):
        named.setdefault(row.id, []).append(row.substance.label)
        kept[row.id] = row
    return [
        _line(row, today, f"{', '.join(named[number])} not confirmed")
        for number, row in kept.items()
    ]


def share(part: int, whole: int) -> str:
    """`12 %`, with the counts beside; a dash where there is nothing to divide by."""
    return "–" if whole == 0 else f"{100 * part / whole:.0f} %"
