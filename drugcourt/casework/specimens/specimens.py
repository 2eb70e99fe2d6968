"""Acts on tests: record one, record a day's grid, amend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.participants.participants import open_episode, within_episode
from drugcourt.casework.specimens.snapshots import take_snapshots
from drugcourt.casework.specimens.times import TIMING, check_moments, forget_what_follows
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Explanation,
    Matrix,
    Substance,
    Validity,
)
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.specimens import Specimen, SpecimenResult
from drugcourt.workspace import Context

SPECIMEN_FIELDS = frozenset(
    {
        "number",
        "collected_on",
        "collected_at",
        "status",
        "validity",
        "excused",
        "excused_reason",
        "late",
        "matrix",
        "reason",
        "panel",
        "laboratory",
        "collector",
        "observed",
        "temperature_in_range",
        "creatinine",
        "specific_gravity",
        "ph",
        "received_on",
        "reported_on",
        "remarks",
        "order_number",
        "laboratory_number",
        "custody_number",
        "seal_intact",
        "observed_by",
        "observer_sex",
        "temperature",
        "oxidant",
        "notified_at",
        "due_at",
        "received_at",
        "reported_at",
        "admission",
        "admitted_substances",
    }
)


@dataclass(frozen=True, slots=True)
class NewResult:
    """One substance as it was reported, with all that a laboratory may say of it."""

    result: AnalyteResult
    level: float | None = None
    unit: str = ""
    cutoff: float | None = None
    reported_as: str = ""
    code: str = ""
    comment: str = ""
    confirmation: Confirmation = Confirmation.NONE
    sent_on: date | None = None
    confirmed_on: date | None = None
    confirmation_laboratory: str = ""
    confirmation_method: str = ""
    confirmation_level: float | None = None
    confirmation_cutoff: float | None = None


Results = Mapping[Substance, AnalyteResult | NewResult]


@dataclass(frozen=True, slots=True)
class NewTest:
    """One test as it is entered; `results` maps substances to what the screen said."""

    __test__ = False

    episode_id: int
    values: Mapping[str, Any]
    results: Results
    to_confirm: frozenset[Substance] = frozenset()


def record_test(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    values: Mapping[str, Any],
    results: Results,
    to_confirm: Iterable[Substance] = (),
) -> int:
    """Record one test; a positive in `to_confirm` waits for the laboratory. Returns its number.

    A specimen that was not collected carries no results; only a scheduled one may lie ahead. The
    test that was scheduled for that day is completed by it, rather than standing beside it. The
    medicines in force on its day are taken down with it.
    """
    episode = open_episode(db, episode_id)
    unknown = set(values) - SPECIMEN_FIELDS
    if unknown:
        raise FieldRefusal(sorted(unknown)[0], "That is not a field of a test.")
    day = values.get("collected_on") or context.today
    status = CollectionStatus(values.get("status") or CollectionStatus.COLLECTED)
    if status is not CollectionStatus.SCHEDULED:
        within_episode(context, episode, "collected_on", day)
    wanted = {**values, "collected_on": day, "status": status}
    specimen = _scheduled(db, episode_id, day, status)
    if specimen is None:
        # the record's own defaults, which the checks below look at before it is written
        specimen = Specimen(
            episode_id=episode_id, validity=Validity.NOT_CHECKED, matrix=Matrix.URINE, late=False
        )
    for key, value in wanted.items():
        setattr(specimen, key, value)
    _check_collection(specimen, has_results=bool(results))
    check_moments(specimen)
    waiting = frozenset(to_confirm)
    for substance, said in results.items():
        result = made_result(substance, said)
        if substance in waiting and result.result is AnalyteResult.POSITIVE:
            result.confirmation, result.sent_on = Confirmation.PENDING, day
        specimen.results.append(result)
    db.add(specimen)
    take_snapshots(db, [specimen])
    db.flush()
    return specimen.id


def made_result(substance: Substance, said: AnalyteResult | NewResult) -> SpecimenResult:
    """The record of one substance, from what was said of it."""
    if isinstance(said, AnalyteResult):
        said = NewResult(said)
    return SpecimenResult(substance=substance, **asdict(said))


class TestsRefusal(Refusal):
    """Some tests of a day's grid can't be taken: whose, at which field, and why."""

    __test__ = False

    def __init__(self, reasons: Mapping[int, tuple[str, str]]) -> None:
        count = "One test" if len(reasons) == 1 else f"{len(reasons)} tests"
        super().__init__(f"{count} can't be taken, so nothing was saved. The reasons are marked.")
        self.reasons = dict(reasons)


def record_tests(db: Session, context: Context, *, tests: Iterable[NewTest]) -> list[int]:
    """A day's cups in one transaction: all of them, or none. TestsRefusal names every bad one."""
    numbers: list[int] = []
    reasons: dict[int, tuple[str, str]] = {}
    for test in tests:
        try:
            number = record_test(
                db,
                context,
                episode_id=test.episode_id,
                values=test.values,
                results=test.results,
                to_confirm=test.to_confirm,
            )
        except FieldRefusal as refusal:
            reasons[test.episode_id] = (refusal.field, str(refusal))
        except Refusal as refusal:
            reasons[test.episode_id] = ("status", str(refusal))
        else:
            numbers.append(number)
    if reasons:
        raise TestsRefusal(reasons)
    return numbers


def amend_test(
    db: Session, context: Context, *, specimen_id: int, changes: Mapping[str, Any], reason: str
) -> None:
    """Correct a recorded test, with the reason; history keeps what stood before."""
    specimen = specimen_of(db, specimen_id)
    if not reason.strip():
        raise FieldRefusal("reason", "Say why the record is corrected.")
    db.info["logbook"].reason = reason
    results = changes.get("results")
    moved = changes.get("collected_on", specimen.collected_on) != specimen.collected_on
    timed = bool(changes.keys() & TIMING)
    if timed:
        forget_what_follows(specimen, changes)
    for key, value in changes.items():
        if key == "results":
            continue
        if key not in SPECIMEN_FIELDS:
            raise FieldRefusal(key, "That is not a field of a test.")
        if key == "collected_on":
            within_episode(
                context, open_episode(db, specimen.episode_id, also_closed=True), key, value
            )
        if getattr(specimen, key) != value:
            setattr(specimen, key, value)
    if results is not None:
        _set_results(specimen, results)
    _check_collection(specimen, has_results=bool(specimen.results))
    check_moments(specimen, late_too=timed and "late" not in changes)
    if moved:
        take_snapshots(db, [specimen])


def _scheduled(
    db: Session, episode_id: int, day: date, status: CollectionStatus
) -> Specimen | None:
    """The test that was scheduled for this day and is completed now; None for another schedule."""
    if status is CollectionStatus.SCHEDULED:
        return None
    return db.scalar(
        select(Specimen)
        .where(
            Specimen.episode_id == episode_id,
            Specimen.collected_on == day,
            Specimen.status == CollectionStatus.SCHEDULED,
        )
        .order_by(Specimen.id)
        .limit(1)
    )


def _check_collection(specimen: Specimen, *, has_results: bool) -> None:
    if specimen.status is CollectionStatus.COLLECTED:
        return
    said = specimen.status.label.lower()
    if has_results:
        raise FieldRefusal("status", f"A test that was {said} has no results.")
    if specimen.validity is not Validity.NOT_CHECKED:
        raise FieldRefusal("validity", f"A test that was {said} has no validity.")


def _set_results(specimen: Specimen, wanted: Mapping[Substance, AnalyteResult]) -> None:
    present = {result.substance: result for result in specimen.results}
    for substance, value in wanted.items():
        if substance in present:
            _correct(present[substance], value)
        else:
            specimen.results.append(SpecimenResult(substance=substance, result=value))
    specimen.results = [r for r in specimen.results if r.substance in wanted]


def _correct(result: SpecimenResult, value: AnalyteResult) -> None:
    """Another result for a substance; what the laboratory said of a positive falls with it."""
    result.result = value
    if value is not AnalyteResult.POSITIVE:
        result.confirmation = Confirmation.NONE
        result.sent_on = result.confirmed_on = None
        result.explanation = Explanation.NONE


def specimen_of(db: Session, specimen_id: int) -> Specimen:
    """The test of this number; Refusal when it is not recorded."""
    specimen = db.get(Specimen, specimen_id)
    if specimen is None:
        raise Refusal("That test is not recorded.")
    return specimen


def result_of(db: Session, specimen_id: int, substance: Substance) -> SpecimenResult:
    """One substance of a test; Refusal when it was not part of it."""
    specimen = specimen_of(db, specimen_id)
    found = next((r for r in specimen.results if r.substance is substance), None)
    if found is None:
        raise Refusal("That substance was not part of this test.")
    return found
