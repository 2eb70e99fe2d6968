"""What a collected specimen says beside the medicines of its day, by a table and by laws."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugcourt.domain.facts import MedicationFacts, ResultFacts, SpecimenFacts
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Explanation,
    Interpretation,
    Matrix,
    Reading,
    Substance,
    Validity,
)
from drugcourt.rules.interpretation import interpretation
from drugcourt.rules.specimens import read_specimen
from tests.builders import later, medication, positive, result, specimen

DAY = date(2026, 11, 22)
BUP, FENTANYL, THC = Substance.BUPRENORPHINE, Substance.FENTANYL, Substance.THC
OPIATES = Substance.OPIATES
SUBOXONE = medication(later(DAY, -30))
UNCLEAR, SILENT = AnalyteResult.INCONCLUSIVE, AnalyteResult.NOT_REPORTED
OVERTURNED = Confirmation.NOT_CONFIRMED
I = Interpretation  # noqa: E741  # the table below is read more easily so

TABLE = [
    # what the substances say                          medicines    interpretation
    ((result(THC), result(FENTANYL)),                  (),          I.NEGATIVE),
    ((result(THC), positive(BUP)),                     (SUBOXONE,), I.EXPECTED_POSITIVE),
    ((result(THC), positive(BUP)),                     (),          I.UNEXPECTED_POSITIVE),
    ((positive(FENTANYL), positive(BUP)),              (SUBOXONE,), I.UNEXPECTED_POSITIVE),
    ((result(THC), result(BUP)),                       (SUBOXONE,), I.UNEXPECTED_NEGATIVE),
    ((positive(FENTANYL), result(BUP)),                (SUBOXONE,), I.MIXED),
    ((positive(THC), result(FENTANYL)),                (SUBOXONE,), I.UNEXPECTED_POSITIVE),
    ((result(THC, UNCLEAR), result(FENTANYL)),         (),          I.INCONCLUSIVE),
    ((result(THC, UNCLEAR), result(BUP)),              (SUBOXONE,), I.INCONCLUSIVE),
    ((result(THC, UNCLEAR), positive(FENTANYL)),       (),          I.UNEXPECTED_POSITIVE),
    ((positive(THC, OVERTURNED), result(FENTANYL)),    (),          I.NEGATIVE),
    ((positive(BUP, OVERTURNED), result(THC)),         (SUBOXONE,), I.UNEXPECTED_NEGATIVE),
    ((positive(FENTANYL, Confirmation.PENDING),),      (),          I.UNEXPECTED_POSITIVE),
    ((result(THC, SILENT),),                           (),          I.NONE),
    ((result(THC, SILENT), result(FENTANYL)),          (),          I.NEGATIVE),
]  # fmt: skip


@pytest.mark.parametrize(("results", "medicines", "said"), TABLE)
def test_results_and_medicines_are_interpreted(results, medicines, said):
    test = specimen(DAY, *results)
    assert interpretation(test, read_specimen(test, medicines)) is said


@pytest.mark.parametrize(
    "status", [s for s in CollectionStatus if s is not CollectionStatus.COLLECTED]
)
def test_a_test_that_was_not_collected_has_nothing_to_interpret(status):
    test = SpecimenFacts(1, DAY, status)
    assert interpretation(test, read_specimen(test, (SUBOXONE,))) is Interpretation.NONE


def test_what_the_laboratory_could_not_use_has_nothing_to_interpret():
    test = specimen(DAY, positive(THC), validity=Validity.INVALID)
    assert interpretation(test, read_specimen(test, ())) is Interpretation.NONE


def test_a_dilute_negative_is_still_a_negative_that_is_dilute():
    test = specimen(DAY, result(THC), validity=Validity.DILUTE)
    reading = read_specimen(test, ())
    assert (reading.reading, interpretation(test, reading)) == (
        Reading.DILUTE,
        Interpretation.NEGATIVE,
    )


# Laws -------------------------------------------------------------------------------------------

_RESULTS = st.lists(
    st.builds(
        ResultFacts,
        st.sampled_from([BUP, FENTANYL, THC, OPIATES]),
        st.sampled_from(AnalyteResult),
        st.sampled_from(Confirmation),
        st.sampled_from(Explanation),
    ),
    max_size=4,
    unique_by=lambda r: r.substance,
).map(tuple)
_MEDICINES = st.lists(
    st.builds(
        lambda number, shows, start, length: MedicationFacts(
            number,
            f"medicine {number}",
            frozenset(shows),
            later(DAY, start),
            None if length is None else later(DAY, start + length),
        ),
        st.integers(1, 9),
        st.sets(st.sampled_from([BUP, FENTANYL, THC, OPIATES]), max_size=2),
        st.integers(-40, 5),
        st.none() | st.integers(1, 60),
    ),
    max_size=3,
).map(tuple)
_TESTS = st.builds(
    SpecimenFacts,
    st.just(1),
    st.just(DAY),
    st.sampled_from([CollectionStatus.COLLECTED, *CollectionStatus]),
    st.sampled_from([Validity.VALID, *Validity]),
    matrix=st.sampled_from(Matrix),
    results=_RESULTS,
)


def slowly(test: SpecimenFacts, medicines: tuple[MedicationFacts, ...]) -> Interpretation:
    """The same question answered from each substance's own words, without the rules' code."""
    usable = test.validity not in (Validity.INVALID, Validity.REJECTED)
    if test.status is not CollectionStatus.COLLECTED or not usable:
        return Interpretation.NONE
    held = [m for m in medicines if m.start <= DAY and (m.end is None or m.end > DAY)]
    words = {}
    for one in test.results:
        prescribed = any(one.substance in m.detected_as for m in held)
        words[one.substance] = _word(one, prescribed)
    found = set(words.values())
    gone = {s for s, word in words.items() if word == "not there"}
    absent = any(
        m.start < DAY
        and m.detected_as & gone
        and not any(words.get(s) not in (None, "silent", "not there") for s in m.detected_as)
        for m in held
        if not any(words.get(s) in ("found", "prescribed", "unclear") for s in m.detected_as)
    )
    if "residual" in found or "found" in found:
        unexpected = "found" in found
        return Interpretation.MIXED if unexpected and absent else Interpretation.UNEXPECTED_POSITIVE
    if any(
        r.result is AnalyteResult.INCONCLUSIVE and r.confirmation is Confirmation.NONE
        for r in test.results
    ):
        return Interpretation.INCONCLUSIVE
    if absent:
        return Interpretation.UNEXPECTED_NEGATIVE
    if "prescribed" in found:
        return Interpretation.EXPECTED_POSITIVE
    said = any(r.result is not AnalyteResult.NOT_REPORTED for r in test.results)
    return Interpretation.NEGATIVE if said else Interpretation.NONE


def _word(one: ResultFacts, prescribed: bool) -> str:  # a helper of this file
    if one.explanation is Explanation.ACCEPTED:
        return "found"
    if one.result is AnalyteResult.NEGATIVE:
        return "not there"
    if one.result is AnalyteResult.NOT_REPORTED and one.confirmation is not Confirmation.CONFIRMED:
        return "silent"
    if one.confirmation is Confirmation.NOT_CONFIRMED:
        return "not there"
    if one.result is AnalyteResult.INCONCLUSIVE and one.confirmation is Confirmation.NONE:
        return "unclear"
    if one.explanation is Explanation.PRESCRIPTION or prescribed:
        return "prescribed"
    return "residual" if one.explanation is Explanation.RESIDUAL else "found"


@given(_TESTS, _MEDICINES)
def test_two_ways_of_reading_agree(test, medicines):
    assert interpretation(test, read_specimen(test, medicines)) is slowly(test, medicines)


@given(_TESTS, _MEDICINES, st.randoms(use_true_random=False))
def test_the_order_of_results_and_medicines_does_not_matter(test, medicines, chance):
    mixed = list(test.results), list(medicines)
    for items in mixed:
        chance.shuffle(items)
    other = replace(test, results=tuple(mixed[0]))
    assert interpretation(test, read_specimen(test, medicines)) is interpretation(
        other, read_specimen(other, tuple(mixed[1]))
    )


@given(_TESTS, _MEDICINES, _MEDICINES)
def test_medicines_taken_down_with_a_test_are_read_whatever_the_list_says(test, then, now):
    held = tuple(m for m in then if m.start <= DAY and (m.end is None or m.end > DAY))
    assert read_specimen(replace(test, medicines=held), now) == read_specimen(test, then)


@given(_TESTS, _MEDICINES)
def test_a_dispute_changes_no_result_and_is_always_said(test, medicines):
    plain = read_specimen(test, medicines)
    held = read_specimen(replace(test, disputed=True), medicines)
    assert held == replace(plain, disputed=True, text=held.text)
    assert held.text.endswith("; disputed")
    assert interpretation(test, held) is interpretation(test, plain)


@given(_TESTS)
def test_without_a_medicine_nothing_is_expected_and_nothing_absent(test):
    said = interpretation(test, read_specimen(test, ()))
    explained = any(r.explanation is Explanation.PRESCRIPTION for r in test.results)
    assert said not in (Interpretation.UNEXPECTED_NEGATIVE, Interpretation.MIXED)
    assert explained or said is not Interpretation.EXPECTED_POSITIVE
