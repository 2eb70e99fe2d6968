"""Tests come in as the laboratory meant them: an empty cell is never negative."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Matrix,
    Substance,
    TestReason,
    Validity,
)
from drugcourt.fields.imports import ImportKind
from tests.exchange.books import read_all, table

TESTS = ImportKind.TESTS
HEAD = ["ID", "Collected", "THC", "COC"]


def one(headings: list[str], *cells: object):
    good, bad = read_all(TESTS, table(headings, ["7", "2026-02-03", *cells]))
    assert not bad
    return good[0]


def test_a_wide_row_is_one_specimen_with_a_reading_for_each_filled_cell() -> None:
    test = one(HEAD, "NEG", "POS")
    assert [(r.substance, r.result) for r in test.results] == [
        (Substance.THC, AnalyteResult.NEGATIVE),
        (Substance.COCAINE, AnalyteResult.POSITIVE),
    ]
    assert test.status is CollectionStatus.COLLECTED


@given(filled=st.lists(st.sampled_from(["", "NEG", "POS", "Inconclusive"]), min_size=2, max_size=2))
def test_an_empty_cell_makes_no_reading(filled: list[str]) -> None:
    test = one(HEAD, *filled)
    assert len(test.results) == sum(1 for cell in filled if cell)
    negative = [r for r in test.results if r.result is AnalyteResult.NEGATIVE]
    assert len(negative) == filled.count("NEG")


def test_an_unknown_word_is_kept_as_it_stands_and_says_nothing_by_itself() -> None:
    test = one(HEAD, "NEG", "POSITVE")
    unknown = next(reading for reading in test.results if reading.said)
    assert (unknown.said, unknown.result, unknown.clear) == (
        "POSITVE",
        AnalyteResult.NOT_REPORTED,
        False,
    )


def test_a_formula_that_was_never_worked_out_keeps_its_row_out() -> None:
    good, bad = read_all(TESTS, table(HEAD, ["7", "2026-02-03", "NEG", '=IF(A1,"NEG","POS")']))
    assert not good
    assert (bad[0].row_number, bad[0].column) == (2, "COC")
    assert "formula" in bad[0].reason


@pytest.mark.parametrize(
    ("written", "gravity"),
    [
        ("1.012", 1.012),
        ("1,012", 1.012),
        ("1012", 1.012),
        (1012, 1.012),
        (1.0, 1.0),
        ("1,02", 1.02),
    ],
)
def test_a_specific_gravity_is_read_however_it_is_written(written: object, gravity: float) -> None:
    rows = [["7", "2026-02-03", "NEG", written]]
    good, _ = read_all(TESTS, table(["ID", "Collected", "THC", "Specific gravity"], *rows))
    assert good[0].specific_gravity == pytest.approx(gravity)


def test_what_no_urine_can_weigh_is_no_specific_gravity() -> None:
    rows = [["7", "2026-02-03", "NEG", "12"]]
    good, bad = read_all(TESTS, table(["ID", "Collected", "THC", "Specific gravity"], *rows))
    assert not good
    assert bad[0].column == "Specific gravity"


AMOUNTS = ["ID", "Collected", "Specimen", "Test Name", "Result", "Unit", "Cutoff"]


@pytest.mark.parametrize(
    ("amount", "cutoff", "result"),
    [
        ("75", "50 ng/mL", AnalyteResult.POSITIVE),
        ("10", "50 ng/mL", AnalyteResult.NEGATIVE),
        ("< 50", "50 ng/mL", AnalyteResult.NEGATIVE),
        ("0.2", "", AnalyteResult.NOT_REPORTED),
        ("> 20", "50 ng/mL", AnalyteResult.NOT_REPORTED),
        ("620", "1,000 ng/mL", AnalyteResult.NEGATIVE),
        ("0.6 mg/L", "500 ng/mL", AnalyteResult.POSITIVE),
        ("0.6 mg/L", "500", AnalyteResult.POSITIVE),
    ],
)
def test_an_amount_is_read_against_its_own_cut_off_and_else_left_to_a_person(
    amount: str, cutoff: str, result: AnalyteResult
) -> None:
    row = ["7", "2026-02-03", "S-1", "THC", amount, "ng/mL", cutoff]
    good, _ = read_all(TESTS, table(AMOUNTS, row))
    (reading,) = good[0].results
    assert reading.result is result
    assert reading.clear is (result is not AnalyteResult.NOT_REPORTED)


def test_a_column_headed_specimen_may_hold_numbers_or_urine() -> None:
    head = ["ID", "Collected", "Specimen", "THC"]
    (numbered,), _ = read_all(TESTS, table(head, ["7", "2026-02-03", "S-1", "NEG"]))
    assert (numbered.specimen_id, numbered.matrix) == ("S-1", None)
    (named,), _ = read_all(TESTS, table(head, ["7", "2026-02-03", "Oral fluid", "NEG"]))
    assert (named.specimen_id, named.matrix) == ("", Matrix.ORAL_FLUID)


@pytest.mark.parametrize(
    ("word", "status"),
    [("Refused", CollectionStatus.REFUSED), ("No show", CollectionStatus.MISSED)],
)
def test_a_status_word_in_a_result_cell_is_a_status(word: str, status: CollectionStatus) -> None:
    test = one(["ID", "Collected", "Result"], word)
    assert (test.status, test.results, test.overall) == (status, (), None)


def test_an_overall_result_is_kept_apart_from_substances() -> None:
    assert one(["ID", "Collected", "Result"], "NEG").overall is AnalyteResult.NEGATIVE


def test_a_result_and_a_missed_test_contradict_each_other() -> None:
    good, bad = read_all(
        TESTS, table(["ID", "Collected", "Status", "THC"], ["7", "2026-02-03", "missed", "NEG"])
    )
    assert not good
    assert "at once" in bad[0].reason


def test_the_columns_about_the_specimen() -> None:
    test = one(
        ["ID", "Collected", "Coll Time", "Accession #", "Specimen Type", "Reason", "Validity",
         "Creatinine", "Specific Gravity", "Temp", "Observed", "Collector", "THC"],
        "2:05 PM", 4711.0, "UA", "random", "Dilute", "12.5 mg/dL", 1.002, "Y", "no", "J. Pike", "N",
    )  # fmt: skip
    assert (test.collected_time, test.specimen_id) == (dt.time(14, 5), "4711")
    assert (test.matrix, test.reason) == (Matrix.URINE, TestReason.RANDOM)
    assert (test.validity, test.creatinine) == (Validity.DILUTE, 12.5)
    assert (test.specific_gravity, test.temperature_ok) == (1.002, True)
    assert (test.observed, test.collector) == (False, "J. Pike")


def test_two_columns_of_one_substance_never_lose_the_positive() -> None:
    test = one(["ID", "Collected", "THC", "Marijuana"], "POS", "NEG")
    assert [r.result for r in test.results] == [AnalyteResult.POSITIVE]


CONFIRMS = ["ID", "Collected", "COC Screen", "COC Confirm", "AMP", "AMP Confirmation (LC/MS)"]


@pytest.mark.parametrize(
    ("said", "result", "confirmation"),
    [
        ("NEG", AnalyteResult.POSITIVE, Confirmation.NOT_CONFIRMED),
        ("Positive", AnalyteResult.POSITIVE, Confirmation.CONFIRMED),
        ("pending", AnalyteResult.POSITIVE, Confirmation.PENDING),
        ("n/a", AnalyteResult.POSITIVE, Confirmation.NONE),
    ],
)
def test_a_confirmation_in_a_column_of_its_own_is_the_screens(
    said: str, result: AnalyteResult, confirmation: Confirmation
) -> None:
    test = one(CONFIRMS, "POS", said, "NEG", "POS")
    assert [(r.substance, r.result, r.confirmation) for r in test.results] == [
        (Substance.COCAINE, result, confirmation),
        (Substance.AMPHETAMINE, AnalyteResult.POSITIVE, Confirmation.CONFIRMED),
    ]


def test_a_confirmation_without_its_screen_or_in_unknown_words_waits_or_stands_alone() -> None:
    found = one(CONFIRMS, "", "neg", "", "in process").results
    assert [(r.substance, r.result, r.clear) for r in found] == [
        (Substance.COCAINE, AnalyteResult.NEGATIVE, True),
        (Substance.AMPHETAMINE, AnalyteResult.NOT_REPORTED, False),
    ]
    assert not all(r.clear for r in one(CONFIRMS, "POS", "412", "", "").results)


LONG = ["ID", "Collected", "Accession", "Analyte", "Result", "Confirmation"]


def test_a_row_for_each_analyte_makes_one_specimen() -> None:
    sheet = table(
        LONG,
        ["7", "2026-02-03", "A1", "THC", "NEG", ""],
        ["8", "2026-02-03", "A2", "Cocaine", "Presumptive positive", "pending"],
        ["7", "2026-02-03", "A1", "Fentanyl", "POS", "Confirmed"],
        ["7", "2026-02-03", "A1", "Kratom", "POS", ""],
    )
    good, bad = read_all(TESTS, sheet)
    assert not bad
    assert [test.rows for test in good] == [(2, 4, 5), (3,)]
    assert [(r.substance, r.confirmation, r.named) for r in good[0].results] == [
        (Substance.THC, Confirmation.NONE, "THC"),
        (Substance.FENTANYL, Confirmation.CONFIRMED, "Fentanyl"),
        (Substance.OTHER, Confirmation.NONE, "Kratom"),
    ]
    assert good[1].results[0].confirmation is Confirmation.PENDING


def test_half_a_specimen_is_not_taken_for_it_could_look_negative() -> None:
    sheet = table(
        LONG,
        ["7", "2026-02-03", "A1", "THC", "NEG", ""],
        ["7", "2026-02-03", "A1", "Cocaine", "POSITVE", ""],
        ["8", "2026-02-03", "A2", "THC", "NEG", ""],
    )
    good, bad = read_all(TESTS, sheet)
    assert not bad
    assert [(test.rows, all(r.clear for r in test.results)) for test in good] == [
        ((2, 3), False),
        ((4,), True),
    ]


def test_a_row_without_a_day_is_rejected() -> None:
    good, bad = read_all(TESTS, table(HEAD, ["7", "", "NEG", "NEG"]))
    assert not good
    assert bad[0].column == "Collected"


MEASURED = ["ID", "Collected", "Test Name", "Result", "Level"]


def rows_of_one(*rows: tuple[str, object, object]):
    return read_all(TESTS, table(MEASURED, *(["7", "2026-02-03", *row] for row in rows)))


def test_rows_that_measure_the_specimen_itself_are_read_beside_its_substances() -> None:
    good, bad = rows_of_one(
        ("Cocaine", "None Detected", ""),
        ("Creatinine", "88.1", ""),
        ("Specific Gravity", "Normal", 1.012),
        ("pH", 98, ""),
        ("Temperature", 98, ""),
        ("Specimen Validity", "Dilute", ""),
    )
    assert not bad
    (test,) = good
    assert [(r.substance, r.result) for r in test.results] == [
        (Substance.COCAINE, AnalyteResult.NEGATIVE)
    ]
    assert (test.creatinine, test.specific_gravity, test.more) == (88.1, 1.012, {"ph": 98})
    assert (test.temperature_ok, test.validity) == (True, Validity.DILUTE)
    assert test.rows == (2, 3, 4, 5, 6, 7)


def test_a_creatinine_that_is_no_number_keeps_its_whole_specimen_out() -> None:
    good, bad = rows_of_one(("Cocaine", "Negative", ""), ("Creatinine", "see note", ""))
    assert not good
    assert ("Result", "number") in {(each.column, each.value_kind) for each in bad}
    good, bad = rows_of_one(("Cocaine", "Negative", ""), ("Creatinine", "Dilute", ""))
    assert not bad
    assert good[0].validity is Validity.DILUTE
    assert good[0].creatinine is None
    good, bad = rows_of_one(("Cocaine", "Negative", ""), ("Creatinine", "", ""))
    assert (len(good), bad) == (1, [])


@pytest.mark.parametrize("status", ["", "Collected"])
def test_a_result_of_the_whole_specimen_is_kept_though_no_substance_is_named(status: str) -> None:
    head = ["ID", "Collected", "Status", "Result"]
    for word, result in (
        ("Negative", AnalyteResult.NEGATIVE),
        ("POS", AnalyteResult.POSITIVE),
        ("Inconclusive", AnalyteResult.INCONCLUSIVE),
    ):
        test = one(head, status, word)
        assert [(r.substance, r.result) for r in test.results] == [(Substance.OTHER, result)]
    assert one(head, status, "Pending").results == ()
    assert one(head, status, "Invalid").validity is Validity.INVALID


def test_the_status_column_may_say_what_was_found() -> None:
    head = ["ID", "Collected", "Status"]
    found = one(head, "Positive")
    assert found.status is CollectionStatus.COLLECTED
    assert [r.result for r in found.results] == [AnalyteResult.POSITIVE]
    assert one(head, "Diluted").validity is Validity.DILUTE
    assert one(head, "No show").status is CollectionStatus.MISSED


@pytest.mark.parametrize("listed", ["Cocaine; THC", "cocaine, THC", "Cocaine/THC", "COC and THC"])
def test_a_cell_may_list_the_substances_of_one_result(listed: str) -> None:
    test = one(["ID", "Collected", "Result", "Substance"], "Positive", listed)
    assert {(r.substance, r.result) for r in test.results} == {
        (Substance.COCAINE, AnalyteResult.POSITIVE),
        (Substance.THC, AnalyteResult.POSITIVE),
    }


def test_a_list_with_a_name_nobody_knows_waits_as_a_whole() -> None:
    test = one(["ID", "Collected", "Result", "Substance"], "Positive", "Cocaine, Moonrock")
    assert [(r.named, r.sure) for r in test.results] == [("Cocaine, Moonrock", False)]


def test_a_positive_beside_substances_that_are_none_is_not_lost() -> None:
    head = ["ID", "Collected", "Result", "THC", "COC"]
    sheet = table(head, ["7", "2026-02-03", "Positive", "NEG", "NEG"])
    good, bad = read_all(TESTS, sheet)
    assert (good, [problem.column for problem in bad]) == ([], ["Result"])
    assert len(one(head, "Positive", "NEG", "POS").results) == 2


def test_a_report_that_goes_on_without_its_day_is_kept_out_whole() -> None:
    sheet = table(
        ["ID", "Collected", "Substance", "Result"],
        ["7", "2026-02-03", "THC", "Negative"],
        ["", "", "Cocaine", "Positive"],
        ["8", "2026-02-03", "THC", "Negative"],
    )
    good, bad = read_all(TESTS, sheet)
    assert [test.row for test in good] == [4]
    assert {problem.row_number for problem in bad} == {2, 3}
