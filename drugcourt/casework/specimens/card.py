"""Everything that stands beside one test: its notes, its hands, its corrections, and the hints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework.facts.facts import medicines_from
from drugcourt.casework.specimens.corrected_reports import SupersededRow, superseded_rows
from drugcourt.casework.specimens.custody import CustodyRow, custody_rows
from drugcourt.casework.specimens.notes import NoteRow, note_rows
from drugcourt.casework.specimens.readings import facts_of_test, results_of
from drugcourt.casework.specimens.snapshots import listed_now, reads_otherwise, snapshot_of
from drugcourt.casework.specimens.specimens import specimen_of
from drugcourt.domain.collection import Measured, Threshold
from drugcourt.domain.dates import short
from drugcourt.domain.specimens import AnalyteResult, Interpretation, Substance, Validity
from drugcourt.domain.tone import YesNo
from drugcourt.exchange.collection import (
    detection_windows,
    ratio_policies,
    thresholds,
    validity_policies,
)
from drugcourt.records.specimens import Specimen, SpecimenResult
from drugcourt.rules.detection import Level, Normalised, carried_over, normalised, window_words
from drugcourt.rules.interpretation import interpretation
from drugcourt.rules.specimens import read_specimen
from drugcourt.rules.validity import Suggestion, suggest_validity, temperature_in_range


@dataclass(frozen=True, slots=True)
class Beside:
    """What the card shows beside the test itself.

    `medicines_then` None: none were taken down with it. `differs`: the list as it stands now would
    read it differently. `suggestion` is what the measures speak for, where nobody entered that.
    `warm` says whether the temperature was in range, where it was measured, `fresh` what a fresh
    specimen shows.
    """

    interpretation: Interpretation
    disputed: bool
    disputed_on: date | None
    disputed_reason: str
    medicines_then: tuple[str, ...] | None
    medicines_now: tuple[str, ...]
    differs: bool
    suggestion: Suggestion | None
    warm: YesNo
    fresh: str
    custody: tuple[CustodyRow, ...]
    superseded: tuple[SupersededRow, ...]
    notes: tuple[NoteRow, ...]


@dataclass(frozen=True, slots=True)
class Hint:
    """What may help to read one substance; never proof. `series` are its levels over creatinine.

    `unconfirmed`: some of it is general knowledge that a toxicologist should confirm.
    """

    substance: Substance
    text: str
    origin: str
    threshold: Threshold | None
    series: tuple[Normalised, ...]
    unconfirmed: bool = False


def beside(db: Session, *, specimen_id: int) -> Beside:
    """What stands beside one test; Refusal when it is not recorded."""
    specimen = specimen_of(db, specimen_id)
    then = snapshot_of(db, specimen.snapshot_id)
    now = listed_now(db, episode_id=specimen.episode_id, day=specimen.collected_on)
    read_by = now if then is None else then
    facts = facts_of_test(
        specimen,
        results_of(db, [specimen_id]).get(specimen_id, ()),
        then=medicines_from(read_by),
    )
    suggestion, warm = _measured(specimen)
    policy = validity_policies().get(specimen.matrix)
    return Beside(
        interpretation=interpretation(facts, read_specimen(facts, ())),
        disputed=specimen.disputed,
        disputed_on=specimen.disputed_on,
        disputed_reason=specimen.disputed_reason,
        medicines_then=None if then is None else _names(then),
        medicines_now=_names(now),
        differs=then is not None and reads_otherwise(then, now),
        suggestion=suggestion,
        warm=warm,
        fresh="" if policy is None else policy.temperature_basis,
        custody=tuple(custody_rows(db, specimen_id=specimen_id)),
        superseded=tuple(superseded_rows(db, specimen_id=specimen_id)),
        notes=tuple(note_rows(db, specimen_id=specimen_id)),
    )


def hint(db: Session, *, specimen_id: int, substance: Substance) -> Hint:
    """What may help to read one substance of a test."""
    specimen = specimen_of(db, specimen_id)
    windows = detection_windows().get((substance, specimen.matrix), ())
    earlier = _earlier_positive(db, specimen, substance)
    told = [window_words(windows), carried_over(earlier, specimen.collected_on, windows)]
    threshold = thresholds().get((substance, specimen.matrix))
    series = _series(db, specimen, substance)
    ratio = ratio_policies().get(substance) if len(series) > 1 else None
    rests_on = (*windows, *(one for one in (threshold, ratio) if one is not None))
    return Hint(
        substance,
        " ".join(part for part in told if part),
        "; ".join(dict.fromkeys(window.origin for window in windows)),
        threshold,
        series,
        not all(one.confirmed for one in rests_on),
    )


def suggested_validity(*, matrix: Any, values: dict[str, Any]) -> tuple[Suggestion | None, YesNo]:
    """What measures that are being entered speak for, and whether the specimen was warm enough."""
    policy = validity_policies().get(matrix)
    if policy is None:
        return None, YesNo.UNKNOWN
    measured = Measured(
        values.get("creatinine"),
        values.get("specific_gravity"),
        values.get("ph"),
        values.get("temperature"),
        values.get("oxidant") or YesNo.UNKNOWN,
    )
    return suggest_validity(measured, policy), temperature_in_range(measured.temperature, policy)


def _measured(specimen: Specimen) -> tuple[Suggestion | None, YesNo]:
    """The suggestion, where the entry says something else; a person's entry stands."""
    values = {key: getattr(specimen, key) for key in _MEASURES}
    found, warm = suggested_validity(matrix=specimen.matrix, values=values)
    unchecked = specimen.validity is Validity.NOT_CHECKED
    needless = (specimen.validity, Validity.VALID if unchecked else None)
    return (None if found is None or found.validity in needless else found), warm


_MEASURES = ("creatinine", "specific_gravity", "ph", "temperature", "oxidant")


def _names(medicines: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(f"{m['name']} {m['dose']}".strip() for m in medicines)


def _earlier_positive(db: Session, specimen: Specimen, substance: Substance) -> date | None:
    """The last day before this one on which the substance was found in the same matrix."""
    asked = (
        select(func.max(Specimen.collected_on))
        .join(SpecimenResult, SpecimenResult.specimen_id == Specimen.id)
        .where(
            Specimen.episode_id == specimen.episode_id,
            Specimen.collected_on < specimen.collected_on,
            Specimen.matrix == specimen.matrix,
            SpecimenResult.substance == substance,
            SpecimenResult.result == AnalyteResult.POSITIVE,
        )
    )
    return db.scalar(asked)


def _series(db: Session, specimen: Specimen, substance: Substance) -> tuple[Normalised, ...]:
    """The levels of a substance over their creatinine, where the court follows it so."""
    policy = ratio_policies().get(substance)
    if policy is None:
        return ()
    level = func.coalesce(SpecimenResult.confirmation_level, SpecimenResult.level)
    asked = (
        select(Specimen.collected_on, level, Specimen.creatinine, Specimen.id)
        .join(SpecimenResult, SpecimenResult.specimen_id == Specimen.id)
        .where(
            Specimen.episode_id == specimen.episode_id,
            Specimen.matrix == specimen.matrix,
            SpecimenResult.substance == substance,
            level.is_not(None),
            Specimen.creatinine.is_not(None),
        )
    )
    rows: Any = db.execute(asked)
    return normalised((Level(*row) for row in rows), policy)


def series_words(series: Iterable[Normalised], as_of: date) -> list[tuple[str, str, str]]:
    """The series as lines: day, ng per mg of creatinine, what the change speaks for."""
    return [
        (
            short(item.on, as_of),
            f"{item.per_mg:,.0f} ng/mg",
            item.use.label if item.ratio is None else f"{item.use.label} ({item.ratio:.2f})",
        )
        for item in series
    ]
