"""Cells mean what the court's own tables say they mean; an unknown word is never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugcourt.domain.people import Ethnicity, Race, Sex
from drugcourt.domain.specimens import AnalyteResult, CollectionStatus, Confirmation, Validity
from drugcourt.domain.treatment import Attendance
from drugcourt.exchange.tables.problems import UnreadableError
from drugcourt.exchange.tables.values import (
    clean_text,
    parse_number,
    parse_result,
    parse_temperature,
    parse_term,
    parse_whole,
    parse_yes_no,
    text_of,
)

POSITIVE, NEGATIVE = AnalyteResult.POSITIVE, AnalyteResult.NEGATIVE


@pytest.mark.parametrize(
    ("word", "result"),
    [
        ("NEG", NEGATIVE), ("Negative", NEGATIVE), ("ND", NEGATIVE), ("None detected", NEGATIVE),
        ("Not detected", NEGATIVE), ("-", NEGATIVE), ("POS", POSITIVE), ("Positive", POSITIVE),
        ("Presumptive positive", POSITIVE), ("Detected", POSITIVE), ("+", POSITIVE),
        ("Non-negative", POSITIVE), ("Inconclusive", AnalyteResult.INCONCLUSIVE),
        ("Pending", AnalyteResult.NOT_REPORTED), ("Not tested", AnalyteResult.NOT_REPORTED),
    ],
)  # fmt: skip
def test_result_words(word: str, result: AnalyteResult) -> None:
    for written in (word, word.upper(), f"  {word.lower()} "):
        assert parse_result(clean_text(written)).result is result


@pytest.mark.parametrize(
    ("word", "confirmation"),
    [
        ("Confirmed", Confirmation.CONFIRMED),
        ("Not confirmed", Confirmation.NOT_CONFIRMED),
        ("Confirmation pending", Confirmation.PENDING),
        ("POS", Confirmation.NONE),
    ],
)
def test_words_of_confirmation_speak_of_a_positive_screen(
    word: str, confirmation: Confirmation
) -> None:
    assert (parse_result(word).result, parse_result(word).confirmation) == (POSITIVE, confirmation)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Refused", CollectionStatus.REFUSED), ("missed", CollectionStatus.MISSED),
        ("No show", CollectionStatus.MISSED), ("Unable to provide", CollectionStatus.UNABLE),
    ],
)  # fmt: skip
def test_words_of_collection_are_no_result(word: str, status: CollectionStatus) -> None:
    assert (parse_result(word).result, parse_result(word).status) == (None, status)


def test_a_dilute_specimen_is_a_validity_and_may_be_negative_too() -> None:
    assert parse_result("Dilute").result is None
    assert parse_result("Dilute").validity is Validity.DILUTE
    both = parse_result("Negative Dilute")
    assert (both.result, both.validity) == (NEGATIVE, Validity.DILUTE)


@pytest.mark.parametrize("word", ["", "maybe", "42", "negativ-ish", "?"])
def test_an_empty_or_unknown_word_is_never_negative(word: str) -> None:
    with pytest.raises(UnreadableError):
        parse_result(word)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [(1, True), ("Y", True), (0, False), ("No", False), (99, None), ("99", None),
     (96.5, True), ("88 F", False), (36, True)],
)  # fmt: skip
def test_temperature_codes_and_degrees(cell: object, expected: bool | None) -> None:
    assert parse_temperature(cell) is expected


@pytest.mark.parametrize(
    ("section", "choices", "word", "expected"),
    [
        ("sex", Sex, "M", Sex.MALE),
        ("sex", Sex, "F", Sex.FEMALE),
        ("race", Race, "Black", Race.BLACK),
        ("race", Race, "Refused/missing", Race.REFUSED),
        ("race", Race, "White", Race.WHITE),
        ("race", Race, "Other", Race.OTHER),
        ("ethnicity", Ethnicity, "Yes", Ethnicity.HISPANIC),
        ("ethnicity", Ethnicity, "No", Ethnicity.NOT_HISPANIC),
        ("attendance", Attendance, "no_show", Attendance.ABSENT),
        ("attendance", Attendance, "in_jail", Attendance.EXCUSED),
        ("attendance", Attendance, "Present", Attendance.ATTENDED),
        ("attendance", Attendance, "Late", Attendance.LATE),
    ],
)
def test_words_of_the_closed_lists(section: str, choices: type, word: str, expected: str) -> None:
    assert parse_term(word, section, choices) is expected


def test_a_word_outside_a_list_names_what_is_known() -> None:
    with pytest.raises(UnreadableError, match="Female"):
        parse_term("Q", "sex", Sex)


def test_yes_no_and_what_is_not_known() -> None:
    assert [parse_yes_no(cell) for cell in ("Yes", "n", True, 0, "unknown")] == [
        True, False, True, False, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("84 mg/dL", 84),
        ("<2.0", 2),
        ("1,200", 1200),
        (1.003, 1.003),
        ("88,4", 88.4),
        ("-3,25 %", -3.25),
    ],
)
def test_numbers_with_their_usual_dress(cell: object, number: float) -> None:
    assert parse_number(cell) == number


@pytest.mark.parametrize("cell", ["", "12 34", "1.2.3", True, float("inf"), "1e400"])
def test_what_is_no_number_says_so(cell: object) -> None:
    with pytest.raises(UnreadableError):
        parse_whole(cell, 0, 100)


def test_ids_are_text_without_a_point() -> None:
    assert [text_of(cell) for cell in (5, 5.0, 5.5, "007")] == ["5", "5", "5.5", "007"]


@given(text=st.text())
def test_cleaned_text_is_printable_and_stays_clean(text: str) -> None:
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    assert not any(ord(sign) < 32 or ord(sign) == 127 for sign in cleaned)
