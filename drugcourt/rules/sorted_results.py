"""What each substance of a specimen means beside the medicines in force on its day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter

from drugcourt.domain.facts import MedicationFacts, ResultFacts
from drugcourt.domain.specimens import AnalyteResult, Confirmation, Explanation, Substance

_by_substance = attrgetter("substance")
_NEGATIVE = AnalyteResult.NEGATIVE
_ACCEPTED = Explanation.ACCEPTED


@dataclass(slots=True)
class Sorted:
    """The results of one specimen, sorted by what they mean."""

    definite: list[Substance] = field(default_factory=list)
    accepted: list[Substance] = field(default_factory=list)
    pending: list[Substance] = field(default_factory=list)
    expected: list[Substance] = field(default_factory=list)
    residual: list[Substance] = field(default_factory=list)
    negative: list[Substance] = field(default_factory=list)
    overturned: list[Substance] = field(default_factory=list)
    inconclusive: list[Substance] = field(default_factory=list)
    missing: list[Substance] = field(default_factory=list)

    @property
    def tested_away(self) -> list[Substance]:
        """Looked for and not there."""
        return self.negative + self.overturned

    @property
    def seen(self) -> list[Substance]:
        """There, or not plainly absent."""
        return self.definite + self.pending + self.expected + self.residual + self.inconclusive


def in_force(medications: Iterable[MedicationFacts], day: date) -> list[MedicationFacts]:
    """The medicines of a day, from their first day up to, not including, the one they ended."""
    holding = [m for m in medications if m.start <= day and (m.end is None or day < m.end)]
    return sorted(holding, key=lambda item: item.id) if len(holding) > 1 else holding


def parted(results: Iterable[ResultFacts]) -> tuple[list[Substance], list[ResultFacts]]:
    """Substances that are plainly negative, and all other results."""
    negative, others = [], []
    for item in results:
        if item.result is _NEGATIVE and item.explanation is not _ACCEPTED:
            negative.append(item.substance)
        else:
            others.append(item)
    return negative, others


def sort_results(
    negative: list[Substance], others: list[ResultFacts], holding: list[MedicationFacts]
) -> Sorted:
    """Each result in its place; a medicine of the day, or a decision, explains a positive."""
    found = Sorted(negative=negative)
    for item in sorted(others, key=_by_substance) if len(others) > 1 else others:
        _place(found, item, holding)
    return found


def _place(found: Sorted, item: ResultFacts, holding: list[MedicationFacts]) -> None:
    substance = item.substance
    if item.explanation is _ACCEPTED:
        found.definite.append(substance)
        found.accepted.append(substance)
    elif item.result is AnalyteResult.NOT_REPORTED and (
        item.confirmation is not Confirmation.CONFIRMED
    ):
        found.missing.append(substance)
    elif item.confirmation is Confirmation.NOT_CONFIRMED:
        found.overturned.append(substance)
    elif item.result is AnalyteResult.INCONCLUSIVE and item.confirmation is Confirmation.NONE:
        found.inconclusive.append(substance)
    elif item.explanation is Explanation.PRESCRIPTION or any(
        substance in medicine.detected_as for medicine in holding
    ):
        found.expected.append(substance)
    elif item.explanation is Explanation.RESIDUAL:
        found.residual.append(substance)
    elif item.confirmation is Confirmation.PENDING:
        found.pending.append(substance)
    else:
        found.definite.append(substance)


def absent_of(
    holding: list[MedicationFacts],
    tested_away: Iterable[Substance],
    seen: Iterable[Substance],
    day: date,
) -> tuple[MedicationFacts, ...]:
    """Medicines tested for and not found; on its first day a medicine can't be missed yet.

    A medicine of which any substance was found, or was unclear, is not absent.
    """
    return tuple(
        [
            medicine
            for medicine in holding
            if medicine.start < day
            and not medicine.detected_as.isdisjoint(tested_away)
            and medicine.detected_as.isdisjoint(seen)
        ]
    )
