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


def test_an_unknown_result_keeps_the_row_out_and_names_its_column() -> None:
    good, bad = read_all(TESTS, table(HEAD, ["7", "2026-02-03", "NEG", "POSITVE"]))
    assert not good
    assert (bad[0].row_number, bad[0].column, bad[0].value_kind) == (2, "COC", "result")


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
    assert [test.rows for test in good] == [(4,)]
    assert [problem.row_number for problem in bad] == [2, 3]


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
