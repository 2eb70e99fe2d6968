"""Lines pasted from a spreadsheet: what each says, and what nobody may guess from it."""

from __future__ import annotations

from datetime import date

import pytest

from drugcourt.domain.specimens import AnalyteResult, CollectionStatus, Substance, Validity
from drugcourt.errors import Refusal
from drugcourt.exchange.tables.pasted import PastedLine, cells_of, heading_roles, read_lines

DAY = date(2026, 11, 24)
NEGATIVE, POSITIVE = AnalyteResult.NEGATIVE, AnalyteResult.POSITIVE


def read(text: str) -> list[PastedLine]:
    rows = cells_of(text)
    headed = heading_roles(rows)
    assert headed is not None
    return list(read_lines(rows[headed[0] + 1 :], headed[1], DAY))


def test_columns_are_read_by_their_headings_in_any_order() -> None:
    line = read("THC\tClient\tCocaine (300)\tTemp\nneg\tTran, Kevin\tpositive\t94\n")[0]
    assert (line.called, line.temperature) == ("Tran, Kevin", True)
    assert line.results == {Substance.THC: (NEGATIVE, False), Substance.COCAINE: (POSITIVE, False)}


def test_an_empty_cell_says_nothing() -> None:
    line = read("Name\tTHC\tCOC\nTran, Kevin\t\tneg\n")[0]
    assert line.results == {Substance.COCAINE: (NEGATIVE, False)}
    assert not line.overall_negative
    assert line.raw == {}


def test_only_a_negative_of_the_whole_test_speaks_of_every_substance() -> None:
    good, bad = read("ID\tResult\n26-001\tNegative\n26-002\tPositive\n")
    assert good.overall_negative
    assert not bad.overall_negative
    assert bad.raw == {"status": "Positive: which substance?"}


def test_words_of_collection_and_validity_find_their_own_place() -> None:
    lines = read("Name\tTHC\tResult\nA B\t\tno show\nC D\tneg dilute\t\n")
    assert lines[0].status is CollectionStatus.MISSED
    assert (lines[1].validity, lines[1].results) == (
        Validity.DILUTE,
        {Substance.THC: (NEGATIVE, False)},
    )


def test_a_word_nobody_knows_and_a_laboratorys_answer_stand_as_they_are() -> None:
    line = read("Name\tTHC\tCOC\tOPI\nA B\tbanana\tconfirmed\tsent to lab\n")[0]
    assert line.raw == {"thc": "banana", "cocaine": "confirmed"}
    assert line.results == {Substance.OPIATES: (POSITIVE, True)}


def test_a_positive_below_an_unknown_heading_is_not_lost() -> None:
    lines = read("Name\tTHC\tKratom\tRemark\nA B\tneg\tpositive\tp\nC D\tneg\tneg\tok\n")
    assert [line.raw for line in lines] == [{"status": "Kratom positive"}, {}]


def test_two_columns_of_one_substance_that_differ_are_not_settled_by_the_program() -> None:
    line = read("Name\tTHC\tMarijuana\nA B\tneg\tpos\n")[0]
    assert line.results == {}
    assert line.raw == {"thc": "twice, pos"}


@pytest.mark.parametrize(
    ("written", "problem"),
    [("11/24/2026", ""), ("24.11.2026", ""), ("11/23/2026", "another day"), ("soon", "not a day")],
)
def test_a_line_of_another_day_is_not_taken(written: str, problem: str) -> None:
    line = read(f"Name\tTHC\tDate\nA B\tneg\t{written}\n")[0]
    assert problem in line.problem
    assert bool(problem) == bool(line.problem)


def test_a_row_for_each_substance_is_read_too() -> None:
    lines = read("Name\tSubstance\tResult\nA B\tTHC\tneg\nA B\tMystery\tpos\n")
    assert lines[0].results == {Substance.THC: (NEGATIVE, False)}
    assert lines[1].raw["status"].startswith("Mystery?")


def test_headings_may_stand_below_a_title_and_without_them_there_are_none() -> None:
    assert heading_roles(cells_of("Tuesday list\n\nName\tTHC\nA B\tneg")) == (
        1,
        ("name", "substance:thc"),
    )
    assert heading_roles(cells_of("Tran, Kevin\tneg\nMarsh, Jo\tneg")) is None


def test_a_block_that_is_no_days_list_is_refused() -> None:
    with pytest.raises(Refusal, match="use Import"):
        cells_of("a\tb\n" * 2_001)
