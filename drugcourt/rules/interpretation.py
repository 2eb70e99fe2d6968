"""What the substances of a specimen say beside the medicines of its day, in one word."""

from __future__ import annotations

from drugcourt.domain.facts import ResultFacts, SpecimenFacts
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Interpretation,
)
from drugcourt.rules.specimens import UNUSABLE, SpecimenReading


def interpretation(specimen: SpecimenFacts, reading: SpecimenReading) -> Interpretation:
    """What the substances say beside the medicines of the day; dilution and dispute apart.

    Of a specimen that was not collected, or that the laboratory could not use, nothing.
    """
    if specimen.status is not CollectionStatus.COLLECTED or specimen.validity in UNUSABLE:
        return Interpretation.NONE
    if reading.unexpected and reading.absent:
        return Interpretation.MIXED
    if reading.unexpected or reading.residual:
        return Interpretation.UNEXPECTED_POSITIVE
    if any(_unclear(item) for item in specimen.results):
        return Interpretation.INCONCLUSIVE
    if reading.absent:
        return Interpretation.UNEXPECTED_NEGATIVE
    if reading.expected:
        return Interpretation.EXPECTED_POSITIVE
    looked = any(item.result is not AnalyteResult.NOT_REPORTED for item in specimen.results)
    return Interpretation.NEGATIVE if looked else Interpretation.NONE


def _unclear(item: ResultFacts) -> bool:
    return item.result is AnalyteResult.INCONCLUSIVE and item.confirmation is Confirmation.NONE
