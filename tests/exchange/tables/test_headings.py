"""Headings are found wherever they stand, and every date that reads two ways is asked about."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from drugcourt.domain.specimens import Substance
from drugcourt.errors import Refusal
from drugcourt.exchange.policy import heading_words, substance_words
from drugcourt.exchange.tables.dates import DateOrder
from drugcourt.exchange.tables.headings import AmbiguousDates, field_for, propose
from drugcourt.exchange.tables.mapping import (
    Mapping,
    field_keys,
    field_label,
    load_mapping,
    save_mapping,
)
from drugcourt.exchange.tables.tables import SheetTable
from drugcourt.fields.imports import ImportKind
from tests.exchange.books import read_all, table

PEOPLE, TESTS, ATTENDANCE = ImportKind.PEOPLE, ImportKind.TESTS, ImportKind.ATTENDANCE


def test_headings_are_found_below_title_rows() -> None:
    sheet = table(
        ["Cedar County Recovery Court"],
        ["Printed for", "the team", "", ""],
        ["CLIENT-ID", "D.O.B.", "Next Court Date", "Shoe size"],
        ["7", "1990-01-02", "2026-03-02", "43"],
    )
    found = propose([sheet], PEOPLE)
    assert found.heading_row == 3
    assert [c.field for c in found.columns] == ["participant_id", "born", "next_court_date", ""]
    assert found.unknown == ("Shoe size",)
    assert found.ready


def test_the_sheet_that_fits_is_chosen_and_hidden_ones_are_named() -> None:
    notes = replace(table(["Notes"], ["nothing"]), name="Notes")
    data = replace(table(["Participant ID", "Admitted"], ["7", "2026-01-05"]), name="Data")
    old = SheetTable("Old", True, [], [])
    found = propose([notes, old, data], PEOPLE)
    assert (found.table.name, found.hidden) == ("Data", ("Old",))


def test_a_file_without_headings_says_what_it_needs() -> None:
    with pytest.raises(Refusal, match="Participant number"):
        propose([table(["7", "2026-01-05"], ["8", "2026-01-06"])], PEOPLE)


def test_headings_without_rows_are_said() -> None:
    with pytest.raises(Refusal, match="no rows below"):
        propose([table(["Participant ID", "Admitted"])], PEOPLE)


def test_what_is_missing_is_named() -> None:
    assert propose([table(["Donor ID", "Temp OK"], ["7", "Y"])], TESTS).missing == (
        "Collected",
        "Result",
    )


def test_the_users_choice_wins_over_the_words() -> None:
    sheet = table(["ID", "Date", "Real date", "THC"], ["7", "2026-01-01", "2026-02-02", "NEG"])
    saved = Mapping(TESTS, {"real DATE": "collected", "Date": ""})
    good, bad = read_all(TESTS, sheet, saved)
    assert not bad
    assert good[0].collected_on == dt.date(2026, 2, 2)


def test_a_map_of_another_kind_is_refused() -> None:
    with pytest.raises(Refusal, match="for tests"):
        propose([table(["ID", "Admitted"], ["7", "2026-01-01"])], PEOPLE, Mapping(TESTS))


def test_a_date_that_reads_two_ways_is_a_question_until_it_is_answered() -> None:
    sheet = table(["ID", "Collected", "THC"], ["7", "02/03/2026", "NEG"])
    asked = propose([sheet], TESTS)
    assert asked.questions == (AmbiguousDates("Collected", "02/03/2026"),)
    assert not asked.ready
    for order, day in ((DateOrder.MONTH_FIRST, (2026, 2, 3)), (DateOrder.DAY_FIRST, (2026, 3, 2))):
        good, _ = read_all(TESTS, sheet, replace(asked.mapping, date_order=order))
        assert good[0].collected_on == dt.date(*day)


def test_unanswered_two_way_dates_are_rejected_not_guessed() -> None:
    good, bad = read_all(TESTS, table(["ID", "Collected", "THC"], ["7", "02/03/2026", "NEG"]))
    assert not good
    assert "two ways" in bad[0].reason


def test_one_clear_row_decides_the_column_even_against_the_answer() -> None:
    sheet = table(
        ["ID", "Collected", "THC"], ["7", "02/03/2026", "NEG"], ["7", "25/03/2026", "NEG"]
    )
    assert not propose([sheet], TESTS).questions
    good, _ = read_all(TESTS, sheet, Mapping(TESTS, date_order=DateOrder.MONTH_FIRST))
    assert [row.collected_on for row in good] == [dt.date(2026, 3, 2), dt.date(2026, 3, 25)]


def test_iso_dates_and_date_cells_ask_nothing() -> None:
    sheet = table(
        ["ID", "Collected", "THC"], ["7", "2026-02-03", "NEG"], ["7", dt.date(2026, 2, 4), "NEG"]
    )
    assert propose([sheet], TESTS).ready


def test_stacked_tables_are_all_read_with_their_own_columns() -> None:
    sheet = table(
        ["Donor ID", "Collected", "THC"],
        ["7", "2026-02-03", "NEG"],
        ["Collected", "Donor ID", "COC"],
        ["2026-02-04", "8", "POS"],
    )
    good, bad = read_all(TESTS, sheet)
    assert not bad
    assert [(row.who.participant_id, row.results[0].substance) for row in good] == [
        ("7", Substance.THC),
        ("8", Substance.COCAINE),
    ]


def test_headings_repeated_on_every_printed_page_are_no_rows() -> None:
    heading = ["ID", "Admitted"]
    good, bad = read_all(PEOPLE, table(heading, ["7", "2026-01-01"], heading, ["8", "2026-01-02"]))
    assert ([row.row for row in good], bad) == ([2, 4], [])


@pytest.mark.parametrize(
    ("heading", "substance"),
    [
        ("MDMA/HALLUCINOGEN", "mdma"), ("OPIOID", "opiates"), ("SEDATIVES", "sedatives"),
        ("ETOH", "alcohol"), ("AMP", "amphetamine"), ("BZO", "benzodiazepines"),
        ("COC", "cocaine"), ("THC (50 ng/mL)", "thc"), ("Cocaine Result", "cocaine"),
        ("AMP 1000", "amphetamine"), ("6-AM", "six_mam"), ("EtG", "etg"),
    ],
)  # fmt: skip
def test_laboratory_headings_name_their_substance(heading: str, substance: str) -> None:
    assert field_for(heading, TESTS) == f"substance:{substance}"


def test_a_column_of_limits_holds_no_results_and_lab_number_is_a_number() -> None:
    assert [field_for(each, TESTS) for each in ("AMP Cutoff", "COC Cut-off (ng/mL)")] == ["", ""]
    assert field_for("THC cutoff 50", TESTS) == "substance:thc"
    assert (field_for("Lab #", TESTS), field_for("Lab", TESTS)) == ("specimen_id", "laboratory")


def test_no_word_means_both_a_field_and_a_substance() -> None:
    assert not set(heading_words(TESTS)) & set(substance_words())


def test_an_unknown_substance_with_results_is_kept_as_another_substance() -> None:
    sheet = table(["ID", "Collected", "KRATOM"], ["7", "2026-02-03", "POS"])
    good, _ = read_all(TESTS, sheet)
    assert [(r.substance, r.named) for r in good[0].results] == [(Substance.OTHER, "KRATOM")]


def test_a_saved_map_comes_back_and_finds_its_headings(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    mapping = Mapping(
        ATTENDANCE,
        {'Wer "ist" es?': "participant_id", "Wann": "on", "Da = ja": "attendance", "x": ""},
        DateOrder.DAY_FIRST,
        3,
        "Blatt 1",
    )
    save_mapping(path, mapping)
    assert load_mapping(path) == mapping
    sheet = table(['Wer "ist" es?', "Wann", "Da = ja"], ["7", "02.03.2026", "yes"])
    good, bad = read_all(ATTENDANCE, sheet, replace(mapping, heading_row=None, sheet=""))
    assert not bad
    assert good[0].on == dt.date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kind = 'tests'\ncolour = 1", "colour"),
        ("kind = 'x'", "kind"),
        ("kind = 'tests'\n[columns]\nA = 'shoe'", "shoe"),
        ("kind = 'tests'\ncolumns = 3", "columns"),
        ("kind = 'tests'\nheading_row = 0", "heading_row"),
        ("kind = 'tests'\ndate_order = 'odd'", "date_order"),
        ("kind = ", "TOML"),
    ],
)
def test_a_wrong_map_says_what_is_wrong(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "map.toml"
    path.write_text(text)
    with pytest.raises(Refusal, match=said):
        load_mapping(path)


@pytest.mark.parametrize("kind", list(ImportKind))
def test_every_field_key_has_words_to_show(kind: ImportKind) -> None:
    assert all(field_label(kind, key) for key in field_keys(kind))
