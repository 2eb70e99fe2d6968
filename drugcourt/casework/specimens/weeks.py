"""How testing went: this day's counts, and the last weeks with their unexplained positives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, String, cast, func, select
from sqlalchemy.orm import Session, aliased

from drugcourt.domain.specimens import AnalyteResult, CollectionStatus, Confirmation, Explanation
from drugcourt.records.base import written_out
from drugcourt.records.medications import Medication
from drugcourt.records.specimens import Specimen, SpecimenResult

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class TestWeek:
    """Specimens collected in the seven days that begin on `start`; `positive` are unexplained."""

    __test__ = False

    start: date
    collected: int
    positive: int


def tests_today(db: Session, *, today: date) -> dict[CollectionStatus, int]:
    """How many tests of this day stand in each status; cancelled ones are left out."""
    asked = (
        select(Specimen.status, func.count())
        .where(Specimen.collected_on == today, Specimen.status != CollectionStatus.CANCELLED)
        .group_by(Specimen.status)
    )
    return dict(db.execute(asked).all())


def test_weeks(db: Session, *, today: date, weeks: int) -> list[TestWeek]:
    """The last weeks, the one that ends today last.

    A positive is unexplained when no medicine in force, no decision and no confirmation takes it
    back, as in rules/specimens; one that waits for its confirmation counts.
    """
    end = today + timedelta(days=1)
    starts = [end - WEEK * back for back in range(weeks, 0, -1)]
    collected, positive = dict.fromkeys(starts, 0), dict.fromkeys(starts, 0)
    for counts, asked in ((collected, _collected_days), (positive, _positive_days)):
        for day, number in db.execute(asked(starts[0], end)):
            counts[starts[(day - starts[0]).days // 7]] += number
    return [TestWeek(start, collected[start], positive[start]) for start in starts]


def _collected_days(start: date, end: date) -> Select[date, int]:
    return (
        select(Specimen.collected_on, func.count())
        .where(
            Specimen.collected_on >= start,
            Specimen.collected_on < end,
            Specimen.status == CollectionStatus.COLLECTED,
        )
        .group_by(Specimen.collected_on)
    )


def _positive_days(start: date, end: date) -> Select[date, int]:
    result = aliased(SpecimenResult)
    medicine = (
        select(Medication.id)
        .where(
            Medication.episode_id == Specimen.episode_id,
            Medication.started_on <= Specimen.collected_on,
            Medication.ended_on.is_(None) | (Medication.ended_on > Specimen.collected_on),
            cast(Medication.detected_as, String).contains(
                '"' + cast(result.substance, String) + '"'
            ),
        )
        .exists()
    )
    return (
        select(Specimen.collected_on, func.count(Specimen.id.distinct()))
        .join(result, result.specimen_id == Specimen.id)
        .where(
            Specimen.collected_on >= start,
            Specimen.collected_on < end,
            # so that the partial index of what was found can be used
            result.result != written_out(AnalyteResult.NEGATIVE),
            result.result == AnalyteResult.POSITIVE,
            result.confirmation != Confirmation.NOT_CONFIRMED,
            result.explanation.in_((Explanation.NONE, Explanation.ACCEPTED)),
            ~medicine,
        )
        .group_by(Specimen.collected_on)
    )
