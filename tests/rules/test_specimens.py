"""Specimens are read against the medicines in force on their day, substance by substance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given

from drugcourt.domain.facts import SpecimenFacts
from drugcourt.domain.program import SoberEvent
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Explanation,
    Reading,
    Substance,
    Validity,
)
from drugcourt.rules.specimens import read_in_turn, read_specimen
from tests.builders import later, medication, positive, result, specimen
from tests.rules.strategies import facts_of_tests

DAY = date(2026, 11, 22)
BUP, FENTANYL, THC = Substance.BUPRENORPHINE, Substance.FENTANYL, Substance.THC
PENDING, CONFIRMED = Confirmation.PENDING, Confirmation.CONFIRMED
NOT_CONFIRMED = Confirmation.NOT_CONFIRMED
MEDICINE = medication(later(DAY, -30))

READ = [
    # results, medicines, reading, words on paper
    ((result(THC),), (), Reading.NEGATIVE, "Negative"),
    ((positive(THC),), (), Reading.UNEXPECTED_POSITIVE, "Positive: THC"),
    (
        (result(THC), positive(BUP)),
        (MEDICINE,),
        Reading.EXPECTED_POSITIVE,
        "Negative; buprenorphine expected",
    ),
    (
        (positive(FENTANYL, PENDING), positive(THC)),
        (),
        Reading.UNEXPECTED_POSITIVE,
        "Positive: fentanyl (confirmation pending); THC",
    ),
    (
        (positive(FENTANYL, PENDING), result(THC)),
        (),
        Reading.PENDING,
        "Positive: fentanyl (confirmation pending)",
    ),
    (
        (positive(FENTANYL, NOT_CONFIRMED), result(THC)),
        (),
        Reading.NEGATIVE,
        "Negative; fentanyl not confirmed",
    ),
    ((positive(FENTANYL, CONFIRMED),), (), Reading.UNEXPECTED_POSITIVE, "Positive: fentanyl"),
    (
        (positive(FENTANYL, NOT_CONFIRMED, Explanation.ACCEPTED),),
        (),
        Reading.UNEXPECTED_POSITIVE,
        "Positive: fentanyl",
    ),
    (
        (positive(FENTANYL, PENDING, Explanation.ACCEPTED),),
        (),
        Reading.UNEXPECTED_POSITIVE,
        "Positive: fentanyl",
    ),
    (
        (positive(BUP, explanation=Explanation.PRESCRIPTION),),
        (),
        Reading.EXPECTED_POSITIVE,
        "Negative; buprenorphine expected",
    ),
    (
        (positive(THC, explanation=Explanation.RESIDUAL),),
        (),
        Reading.RESIDUAL,
        "Positive, residual from before entry: THC",
    ),
    (
        (result(BUP), result(THC)),
        (MEDICINE,),
        Reading.UNEXPECTED_NEGATIVE,
        "Negative; prescribed buprenorphine absent",
    ),
    (
        (positive(THC), positive(BUP)),
        (MEDICINE,),
        Reading.UNEXPECTED_POSITIVE,
        "Positive: THC; buprenorphine expected",
    ),
    ((result(THC, AnalyteResult.NOT_REPORTED),), (), Reading.NO_RESULT, "No result yet"),
    (
        (result(THC), result(FENTANYL, AnalyteResult.NOT_REPORTED)),
        (),
        Reading.NEGATIVE,
        "Negative; fentanyl not reported",
    ),
    (
        (result(THC, AnalyteResult.INCONCLUSIVE), result(FENTANYL)),
        (),
        Reading.INCONCLUSIVE,
        "Inconclusive: THC",
    ),
    (
        (result(THC, AnalyteResult.INCONCLUSIVE, CONFIRMED),),
        (),
        Reading.UNEXPECTED_POSITIVE,
        "Positive: THC",
    ),
]


@pytest.mark.parametrize(("results", "medicines", "reading", "text"), READ)
def test_results_and_medicines_make_one_reading_with_its_words(results, medicines, reading, text):
    read = read_specimen(specimen(DAY, *results), medicines)
    assert (read.reading, read.text) == (reading, text)


@pytest.mark.parametrize(
    ("start", "end", "reading"),
    [
        (DAY, None, Reading.EXPECTED_POSITIVE),
        (later(DAY, 1), None, Reading.UNEXPECTED_POSITIVE),
        (later(DAY, -9), later(DAY, 1), Reading.EXPECTED_POSITIVE),
        (later(DAY, -9), DAY, Reading.UNEXPECTED_POSITIVE),
    ],
)
def test_a_medicine_counts_from_its_first_day_up_to_the_day_it_ended(start, end, reading):
    read = read_specimen(specimen(DAY, positive(BUP)), (medication(start, end),))
    assert read.reading is reading


def test_a_medicine_begun_on_the_collection_day_can_not_be_absent_yet():
    begun = medication(DAY)
    assert read_specimen(specimen(DAY, result(BUP)), (begun,)).reading is Reading.NEGATIVE
    day_after = specimen(later(DAY, 1), result(BUP))
    assert read_specimen(day_after, (begun,)).absent == (begun,)


def test_a_medicine_that_was_not_tested_for_is_not_absent():
    assert read_specimen(specimen(DAY, result(THC)), (MEDICINE,)).absent == ()


def test_a_medicine_seen_as_one_of_its_substances_is_not_absent():
    both = medication(later(DAY, -5), substances=(Substance.AMPHETAMINE, Substance.METHAMPHETAMINE))
    read = read_specimen(
        specimen(DAY, positive(Substance.AMPHETAMINE), result(Substance.METHAMPHETAMINE)), (both,)
    )
    assert (read.reading, read.absent) == (Reading.EXPECTED_POSITIVE, ())


def test_an_empty_specimen_is_no_negative():
    empty = SpecimenFacts(1, DAY, CollectionStatus.COLLECTED)
    assert read_specimen(empty, ()).reading is Reading.NO_RESULT


@pytest.mark.parametrize(
    ("validity", "results", "reading", "events"),
    [
        (Validity.DILUTE, (result(),), Reading.DILUTE, {SoberEvent.DILUTE}),
        (
            Validity.DILUTE,
            (positive(),),
            Reading.UNEXPECTED_POSITIVE,
            {SoberEvent.POSITIVE},
        ),
        (Validity.ADULTERATED, (result(),), Reading.TAMPERED, {SoberEvent.TAMPERED}),
        (
            Validity.SUBSTITUTED,
            (positive(),),
            Reading.TAMPERED,
            {SoberEvent.TAMPERED, SoberEvent.POSITIVE},
        ),
        (Validity.INVALID, (positive(),), Reading.INVALID, {SoberEvent.INVALID}),
        (Validity.REJECTED, (result(),), Reading.INVALID, {SoberEvent.INVALID}),
        (Validity.VALID, (result(),), Reading.NEGATIVE, set()),
    ],
)
def test_validity_comes_before_the_results(validity, results, reading, events):
    read = read_specimen(specimen(DAY, *results, validity=validity), ())
    assert read.reading is reading
    assert events <= set(read.events)


@pytest.mark.parametrize(
    ("status", "excused", "reading"),
    [
        (CollectionStatus.SCHEDULED, False, Reading.NO_RESULT),
        (CollectionStatus.CANCELLED, False, Reading.NO_RESULT),
        (CollectionStatus.MISSED, False, Reading.MISSED),
        (CollectionStatus.MISSED, True, Reading.EXCUSED),
        (CollectionStatus.REFUSED, False, Reading.REFUSED),
        (CollectionStatus.REFUSED, True, Reading.EXCUSED),
        (CollectionStatus.UNABLE, False, Reading.UNABLE),
        (CollectionStatus.UNABLE, True, Reading.EXCUSED),
        (CollectionStatus.ADMITTED, False, Reading.ADMITTED),
    ],
)
def test_without_a_specimen_what_happened_is_the_reading(status, excused, reading):
    assert read_specimen(SpecimenFacts(1, DAY, status, excused=excused), ()).reading is reading


@pytest.mark.parametrize(
    ("validity", "event"),
    [(Validity.DILUTE, SoberEvent.DILUTE), (Validity.INVALID, SoberEvent.INVALID)],
)
def test_an_excuse_takes_the_doubt_from_a_specimen_and_never_a_finding(validity, event):
    told = specimen(DAY, positive(THC), validity=validity)
    plain, excused = (read_specimen(replace(told, excused=so), ()).events for so in (False, True))
    assert event in plain
    assert set(excused) == set(plain) - {event}


def test_the_order_of_results_and_medicines_does_not_matter():
    results = [positive(THC), positive(BUP), positive(FENTANYL, PENDING), result(Substance.PCP)]
    medicines = [MEDICINE, medication(later(DAY, -3), substances=(Substance.PCP,), name="x")]
    readings = {
        read_specimen(specimen(DAY, *ordered), order)
        for ordered in permutations(results)
        for order in permutations(medicines)
    }
    assert len(readings) == 1


def test_a_pending_confirmation_is_provisional_and_a_returned_one_is_not():
    assert read_specimen(specimen(DAY, positive(THC, PENDING)), ()).provisional
    assert not read_specimen(specimen(DAY, positive(THC, CONFIRMED)), ()).provisional
    assert not read_specimen(specimen(DAY, positive(BUP, PENDING)), (MEDICINE,)).provisional


@given(facts_of_tests())
def test_what_is_read_in_turn_reads_as_each_by_itself(facts):
    same = {item.results: item.results for item in facts.specimens}
    specimens = [replace(item, results=same[item.results]) for item in facts.specimens]
    alone = [read_specimen(item, facts.medications) for item in specimens]
    assert read_in_turn(specimens, facts.medications) == alone


def test_a_test_that_says_the_same_reads_otherwise_under_another_medicine():
    says = (result(BUP),)
    days = [later(DAY, n) for n in (-31, -30, -29, 0, 5)]
    ending = medication(later(DAY, -30), later(DAY, 5))
    tests = [replace(specimen(day), results=says) for day in days]
    assert [reading.reading for reading in read_in_turn(tests, (ending,))] == [
        Reading.NEGATIVE,
        Reading.NEGATIVE,  # on its first day a medicine can't be missed yet
        Reading.UNEXPECTED_NEGATIVE,
        Reading.UNEXPECTED_NEGATIVE,
        Reading.NEGATIVE,
    ]
    disputed = [replace(tests[0], disputed=True), tests[0]]
    assert [reading.disputed for reading in read_in_turn(disputed, ())] == [True, False]
    taken_down = [replace(tests[3], medicines=()), tests[3]]
    assert [reading.reading for reading in read_in_turn(taken_down, (ending,))] == [
        Reading.NEGATIVE,
        Reading.UNEXPECTED_NEGATIVE,
    ]
