"""Which test a report is about, and what it would change there; a silent change is doubted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.laboratories.judging import Outcome
from drugcourt.casework.moments import clock_of
from drugcourt.casework.specimens.snapshots import take_snapshots
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Matrix,
    ReportState,
    Substance,
    Validity,
)
from drugcourt.exchange.laboratories.reports import LabReport, Standing
from drugcourt.records.laboratories import LaboratoryReport
from drugcourt.records.specimens import Specimen, SpecimenResult, SupersededResult

_EMPTY_HANDED = frozenset(CollectionStatus) - {
    CollectionStatus.COLLECTED,
    CollectionStatus.SCHEDULED,
}


@dataclass(slots=True)
class Change:
    """What a report would do to a test on file; `doubt` is why a person has to look first."""

    doubt: str = ""
    added: list[Substance] = field(default_factory=list)
    changed: list[Substance] = field(default_factory=list)
    columns: dict[str, Any] = field(default_factory=dict)

    @property
    def nothing(self) -> bool:
        return not (self.added or self.changed or self.columns)


class OnFile:
    """The tests of the people that a file is about, asked for once a person."""

    def __init__(self, db: Session) -> None:
        self._db = db
        self._of: dict[int, list[Specimen]] = {}
        self._fresh: list[Specimen] = []

    def of_episode(self, episode_id: int) -> list[Specimen]:
        """Every test of an episode."""
        if episode_id not in self._of:
            asked = select(Specimen).where(Specimen.episode_id == episode_id)
            self._of[episode_id] = list(self._db.scalars(asked.order_by(Specimen.id)))
        return self._of[episode_id]

    def add(self, specimen: Specimen) -> None:
        """One that this file brought."""
        self.of_episode(specimen.episode_id).append(specimen)
        self._fresh.append(specimen)

    def take_snapshots(self) -> None:
        """Keep the medicines in force with every test that was brought, for all of them at once."""
        if self._fresh:
            take_snapshots(self._db, self._fresh)
            self._fresh = []

    def holder_of(self, numbers: tuple[str, ...], laboratory: str) -> int | None:
        """The episode that a number stands for already, with this laboratory or with none."""
        if not numbers:
            return None
        asked = select(Specimen.episode_id).where(
            Specimen.order_number.in_(numbers), Specimen.laboratory.in_((laboratory, ""))
        )
        return self._db.scalar(asked.limit(1))


def find_specimen(
    on_file: OnFile, report: LabReport, episode_id: int, day: date
) -> tuple[Specimen | None, str]:
    """The test a report is about, None for a new one; or the reason why a person has to say.

    A number names a test; else the one test of that day that is scheduled, or of that matrix whose
    number or result the laboratory has not told yet.
    """
    tests = on_file.of_episode(episode_id)
    numbers = set(report.specimens)
    for test in tests:
        if numbers & {test.number, test.order_number, test.laboratory_number} - {""}:
            return test, ""
    holder = on_file.holder_of(report.specimens[:1], report.laboratory)
    if holder is not None and holder != episode_id:
        return None, "This specimen number stands on another participant's test."
    matrix = report.matrix or Matrix.URINE
    of_day = [t for t in tests if t.collected_on == day]
    ahead = [t for t in of_day if t.status is CollectionStatus.SCHEDULED]
    same_day = [t for t in of_day if t.matrix is matrix and t not in ahead]
    if report.collected_time is not None:
        same_day = [
            t
            for t in same_day
            if t.collected_at is None or clock_of(t.collected_at) == report.collected_time
        ]
    free = [t for t in same_day if not report.specimens or _open(t)] or ahead
    if len(free) > 1:
        return None, "Several tests of that day could be this one."
    if free and free[0].status in _EMPTY_HANDED:
        said = free[0].status.label.lower()
        return None, f"The test of that day is on file as: {said}."
    return (free[0], "") if free else (None, "")


def _open(test: Specimen) -> bool:
    """Whether a test may still be what a numbered report is about."""
    return not (test.order_number or (test.number and test.results))


def weigh(db: Session, specimen: Specimen, outcome: Outcome, *, accepted: bool) -> Change:
    """What the report changes in a test on file; a silent change is doubted, not made."""
    change = Change()
    present = {result.substance: result for result in specimen.results}
    earlier = _standings(db, specimen.id)
    for substance, columns in outcome.results.items():
        kept = present.get(substance)
        said = outcome.standings.get(substance, Standing.FINAL)
        if kept is None:
            change.added.append(substance)
        elif not _same(kept, columns):
            doubt = _doubt(db, specimen, kept, columns, said, earlier.get(substance))
            if doubt == "old":
                continue
            if doubt and not accepted:
                change.doubt = change.doubt or doubt
            change.changed.append(substance)
    for key, value in outcome.specimen.items():
        before = getattr(specimen, key)
        if value != before and value != Validity.NOT_CHECKED:
            change.columns[key] = value
    return change


def confirmation_of(kept: SpecimenResult, columns: Mapping[str, Any]) -> Confirmation:
    """How sure a result is once a second method has spoken of it."""
    if columns["result"] is AnalyteResult.POSITIVE:
        return Confirmation.CONFIRMED
    if columns["result"] is AnalyteResult.NEGATIVE and kept.result is AnalyteResult.POSITIVE:
        return Confirmation.NOT_CONFIRMED
    return kept.confirmation


def _same(kept: SpecimenResult, columns: Mapping[str, Any]) -> bool:
    """Whether the report says what is on file."""
    if columns.get("confirms"):
        return (
            confirmation_of(kept, columns) is kept.confirmation
            and not (columns["result"] is AnalyteResult.POSITIVE
                     and kept.result is not AnalyteResult.POSITIVE)
        )  # fmt: skip
    if kept.result is not columns["result"]:
        return False
    return columns["confirmation"] in (Confirmation.NONE, kept.confirmation)


def _doubt(
    db: Session,
    specimen: Specimen,
    kept: SpecimenResult,
    columns: Mapping[str, Any],
    said: Standing,
    earlier: Standing | None,
) -> str:
    """Why a changed value is not simply entered: "" to enter it, "old" for one left behind."""
    if columns.get("confirms") or kept.result is columns["result"]:
        return ""
    if said in (Standing.CORRECTED, Standing.WITHDRAWN):
        return ""  # what is taken back was settled by a person already
    if kept.result is AnalyteResult.NOT_REPORTED:
        return ""
    if said is Standing.PRELIMINARY:
        return "old" if earlier not in (None, Standing.PRELIMINARY) else ""
    if earlier is Standing.PRELIMINARY:
        return ""
    if columns["result"] in _earlier_values(db, specimen.id, kept.substance):
        return "old"
    label = kept.substance.label
    return (
        f"{label} is {kept.result.label.lower()} on file and {columns['result'].label.lower()} "
        "here, and the laboratory does not call it a correction."
    )


def _earlier_values(db: Session, specimen_id: int, substance: Substance) -> set[AnalyteResult]:
    """What was on file before it was corrected: a late repeat of it is no news."""
    asked = select(SupersededResult.result).where(
        SupersededResult.specimen_id == specimen_id, SupersededResult.substance == substance
    )
    return {result for result in db.scalars(asked) if result is not None}


def _standings(db: Session, specimen_id: int) -> dict[Substance, Standing]:
    """How sure the laboratory was of each substance when it last spoke of it."""
    asked = (
        select(LaboratoryReport.settled)
        .where(
            LaboratoryReport.specimen_id == specimen_id,
            LaboratoryReport.state == ReportState.ENTERED,
        )
        .order_by(LaboratoryReport.id)
    )
    found: dict[Substance, Standing] = {}
    for settled in db.scalars(asked):
        for substance, said in settled.get("standings", {}).items():
            found[Substance(substance)] = Standing(said)
    return found
