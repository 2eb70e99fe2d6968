"""Codes, names, values and cut-offs of laboratories, as a coordinator could read them."""

from __future__ import annotations

import pytest

from drugcourt.domain.specimens import AnalyteResult
from drugcourt.exchange.laboratories.analytes import code_key, name_analyte
from drugcourt.exchange.laboratories.cutoffs import (
    disagreement,
    name_cutoff,
    note_cutoff,
    range_cutoff,
)
from drugcourt.exchange.laboratories.loinc import check_digit_holds, loinc_meaning
from drugcourt.exchange.laboratories.reports import Code, Cutoff, Finding, Standing
from drugcourt.exchange.laboratories.values import meaning_of, read_value
from drugcourt.exchange.tables.problems import UnknownWordError
from drugcourt.exchange.tables.results import ResultWord
from drugcourt.exchange.tables.values import parse_result

NEGATIVE, POSITIVE = AnalyteResult.NEGATIVE, AnalyteResult.POSITIVE


@pytest.mark.parametrize("code", ["59673-4", "19659-2", "3349-8", "101809-2", "2161-8"])
def test_a_code_with_its_right_digit_holds(code: str) -> None:
    assert check_digit_holds(code)


@pytest.mark.parametrize("code", ["3397-6", "3426-3", "3416-4", "3390-1", "3349-7", "3393-5",
                                  "", "abc", "1-", "12345678-1"])  # fmt: skip
def test_a_code_with_another_digit_is_none(code: str) -> None:
    assert not check_digit_holds(code)


@pytest.mark.parametrize(
    ("code", "text", "named"),
    [
        ("59673-4", "Fentanyl Screen, Urine", "fentanyl"),
        ("59673-4", "", "fentanyl"),
        ("58375-7", "Ethyl Glucuronide (EtG) screen >500 ng/mL", "etg"),
        ("3349-8", "Amphetamines [Presence] in Urine", "amphetamine"),
        ("19554-5", "Methamphetamine", "methamphetamine"),
        ("19415-9", "Tetrahydrocannabinol", "thc"),
        ("2161-8", "Creatinine, Urine", "creatinine"),
        ("24349-3", "5 panel drug screen", "left_out"),
    ],
)
def test_a_code_and_a_name_that_agree_are_taken(code: str, text: str, named: str) -> None:
    found = name_analyte((Code(code, text, "loinc"),), {})
    assert (found.target, found.reason) == (named, "")


@pytest.mark.parametrize(
    ("code", "text", "why"),
    [
        ("19659-2", "Fentanyl", "means Phencyclidine, but its text names Fentanyl"),
        ("19554-5", "Amphetamines", "but its text names Amphetamine"),
        ("19295-5", "6-MAM", "but its text names 6-MAM (heroin)"),
        ("42242-8", "EtG", "but its text names EtG"),
        ("16369-1", "Ketamine", "its text does not say so"),
        ("3349-7", "Amphetamines", "check digit is wrong"),
        ("718-7", "Hemoglobin", "is not known here"),
        ("24349-3", "Fentanyl", "is a panel's"),
    ],
)
def test_a_code_whose_text_says_otherwise_waits(code: str, text: str, why: str) -> None:
    found = name_analyte((Code(code, text, "loinc"),), {})
    assert found.target == ""
    assert why in found.reason


def test_a_local_code_waits_with_an_offer_and_is_known_once_it_was_settled() -> None:
    codes = (Code("7003265", "COCAINE METABOLITE"), Code("", "COCAINE-UR"))
    found = name_analyte(codes, {})
    assert (found.target, found.suggestion) == ("", "cocaine")
    assert name_analyte(codes, {code_key(codes): "cocaine"}).target == "cocaine"
    renamed = (Code("7003265", "FENTANYL"), Code("", "COCAINE-UR"))
    assert name_analyte(renamed, {code_key(codes): "cocaine"}).target == ""


def test_a_code_by_itself_is_never_carried_to_another_drug_by_a_name_alone() -> None:
    assert name_analyte((Code("", "Cocaine"),), {}).target == "cocaine"
    assert name_analyte((Code("", "Cocaine blue panel"),), {}).target == ""
    assert name_analyte((Code("COC", "Cocaine", "l"),), {}).target == ""


@pytest.mark.parametrize("code", ["40839-3", "58377-3"])
def test_confirming_codes_are_known_as_such(code: str) -> None:
    meaning = loinc_meaning(code)
    assert meaning is not None
    assert meaning.method.value == "confirm"


@pytest.mark.parametrize(
    ("value", "result"),
    [
        ("NEG", NEGATIVE), ("Negative", NEGATIVE), ("None Detected", NEGATIVE),
        ("Not Detected", NEGATIVE), ("Undetected", NEGATIVE), ("Negative (<50 ng/mL)", NEGATIVE),
        ("POS", POSITIVE), ("Positive", POSITIVE), ("Detected", POSITIVE),
        ("Inconclusive", AnalyteResult.INCONCLUSIVE), ("260385009", NEGATIVE),
        ("10828004", POSITIVE), ("LA6576-8", POSITIVE),
        ("QNS", AnalyteResult.NOT_REPORTED), ("", AnalyteResult.NOT_REPORTED),
    ],
)  # fmt: skip
def test_words_and_codes_of_a_value_are_read(value: str, result: AnalyteResult) -> None:
    found = read_value(Finding(1, (), value, (value,) if value else ()), {}).word
    assert found is not None
    assert found.result is result


@pytest.mark.parametrize(
    ("finding", "why"),
    [
        (Finding(1, (), "Neg, see note", ("Neg, see note",)), "not known"),
        (Finding(1, (), "Positive", ("260385009", "Positive")), "different things"),
        (Finding(1, (), "450", (), 450.0, "", "ng/mL", "H"), "without a cut-off"),
        (Finding(1, (), "POS", ("POS",), standing=Standing.WITHDRAWN), "took this result back"),
        (Finding(1, (), "450", (), 450.0, "", "ng/mL", "N", Standing.FINAL,
                 (Cutoff("range", 300, "ng/mL"),)), "flag disagree"),
        (Finding(1, (), "450", (), 450.0, "", "ng/mL", "", Standing.FINAL,
                 (Cutoff("range", 300, "ng/mL"), Cutoff("name", 500, "ng/mL"))), "disagree"),
        (Finding(1, (), "<400", (), 400.0, "<", "ng/mL", "", Standing.FINAL,
                 (Cutoff("range", 300, "ng/mL"),)), "neither side"),
    ],
)  # fmt: skip
def test_what_a_value_does_not_say_for_sure_waits(finding: Finding, why: str) -> None:
    found = read_value(finding, {})
    assert found.word is None
    assert why in found.reason


@pytest.mark.parametrize(
    ("number", "sign", "unit", "cutoff", "result"),
    [
        (300, "", "ng/mL", Cutoff("range", 300, "ng/mL"), POSITIVE),
        (299.9, "", "ng/mL", Cutoff("range", 300, ""), NEGATIVE),
        (0.4, "", "mg/L", Cutoff("range", 300, "ng/mL"), POSITIVE),
        (50, "<", "ng/mL", Cutoff("note", 50, "ng/mL"), NEGATIVE),
        (5_000, ">", "ng/mL", Cutoff("note", 50, "ng/mL"), POSITIVE),
    ],
)
def test_a_quantity_is_read_against_its_cutoff_only(
    number: float, sign: str, unit: str, cutoff: Cutoff, result: AnalyteResult
) -> None:
    finding = Finding(1, (), f"{number}", (), number, sign, unit, cutoffs=(cutoff,))
    found = read_value(finding, {}).word
    assert found is not None
    assert found.result is result


def test_a_flag_makes_no_result_and_is_a_warning_when_it_speaks_against_one() -> None:
    assert read_value(Finding(1, (), "", (), flag="A"), {}).word == ResultWord(
        result=AnalyteResult.NOT_REPORTED
    )
    told = read_value(Finding(1, (), "NEG", ("NEG",), flag="A"), {})
    assert told.word == ResultWord(result=NEGATIVE)
    assert "flagged it A" in told.warning


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [("<300", 300, ""), ("Cutoff 300 ng/mL", 300, "ng/mL"), ("0-300", 300, ""), ("150", 150, ""),
     ("Negative (<50 ng/mL)", 50, "ng/mL"), ("0.5 mg/L", 0.5, "mg/L"),
     ("Cutoff: 1,000 ng/mL", 1000, "ng/mL"), ("<2,000", 2000, ""), ("1,000 ng/mL", 1000, "ng/mL"),
     ("1,000", 1000, ""), ("0,5 mg/L", 0.5, "mg/L"), ("<2,5", 2.5, "")],
)  # fmt: skip
def test_a_range_holds_a_cutoff(text: str, number: float, unit: str) -> None:
    (found,) = range_cutoff(text)
    assert (found.number, found.unit) == (number, unit)


@pytest.mark.parametrize("text", ["", "NEG", "Negative", "20-300", "normal"])
def test_a_range_without_one_holds_none(text: str) -> None:
    assert range_cutoff(text) == ()


@pytest.mark.parametrize("word", ["NEG?", "neg (?)", "Positive ?", "POS? (>50)"])
def test_a_result_that_is_set_in_doubt_waits_for_a_person(word: str) -> None:
    assert meaning_of(word) is None
    with pytest.raises(UnknownWordError):
        parse_result(word)


def test_a_name_and_a_note_hold_one_only_where_they_speak_of_it() -> None:
    assert name_cutoff("6-MAM, 10 panel") == ()
    assert name_cutoff("Opiates 2000 ng/mL")[0].number == 2000
    assert note_cutoff(("THC = NEG", "  >200 ng/mL"))[0].number == 200
    assert note_cutoff(("THC was 200 ng/mL last time",)) == ()


def test_cutoffs_that_disagree_are_told_and_equal_ones_in_other_units_are_not() -> None:
    same = (Cutoff("range", 300, "ng/mL"), Cutoff("name", 0.3, "mg/L"), Cutoff("note", 300))
    assert disagreement(same) == ""
    told = disagreement((Cutoff("range", 300, "ng/mL"), Cutoff("note", 200, "ng/mL")))
    assert told == ("The cut-off is 300 ng/mL in the reference range and 200 ng/mL in the note.")
