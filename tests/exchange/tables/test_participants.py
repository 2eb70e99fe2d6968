"""People come out of a row whole, or the row says what is wrong."""

from __future__ import annotations

import datetime as dt

import pytest

from drugcourt.domain.cases import ChargeLevel, LegalTrack
from drugcourt.domain.people import Ethnicity, Gender, Race, Sex
from drugcourt.exchange.tables.names import PersonName
from drugcourt.fields.imports import ImportKind
from tests.exchange.books import read_all, table

PEOPLE = ImportKind.PEOPLE


def test_a_full_row_is_read_field_by_field() -> None:
    headings = {
        "Client ID": 12,
        "Client Name": "Tran, Kevin M",
        "Goes by": "Kev",
        "AKA": "K-Man; Kelvin Tran",
        "DOB": "3/14/92",
        "Sex": "M",
        "Gender": "man",
        "Race": "African American",
        "Hispanic": "No",
        "Language": "English",
        "Veteran?": "Yes",
        "Cell": "(503) 555-0101",
        "E-Mail": "k@example.org",
        "Entry Date": dt.date(2026, 2, 10),
        "Case #": "CR-2025-01187",
        "Charge": "Possession",
        "Charge Level": "Felony",
        "Track": "post-plea",
        "Phase": 3,
        "Next Hearing": "2026-11-24",
    }
    good, bad = read_all(PEOPLE, table(list(headings), list(headings.values())))
    assert not bad
    row = good[0]
    assert row.who.participant_id == "12"
    assert row.who.name == PersonName("Kevin", "Tran", "M")
    assert row.who.born == dt.date(1992, 3, 14)
    assert (row.preferred_name, row.aliases) == ("Kev", ("K-Man", "Kelvin Tran"))
    assert (row.sex, row.gender, row.race) == (Sex.MALE, Gender.MAN, Race.BLACK)
    assert (row.ethnicity, row.veteran) == (Ethnicity.NOT_HISPANIC, True)
    assert (row.phone, row.email) == ("(503) 555-0101", "k@example.org")
    assert (row.case_number, row.charge) == ("CR-2025-01187", "Possession")
    assert (row.charge_level, row.track) == (ChargeLevel.FELONY, LegalTrack.POST_PLEA)
    assert (row.phase, row.next_court_date) == ("3", dt.date(2026, 11, 24))


def test_what_the_file_does_not_say_is_none_not_a_guess() -> None:
    good, _ = read_all(PEOPLE, table(["ID", "Admitted", "Sex"], ["7", "", ""]))
    row = good[0]
    assert (row.admitted, row.sex, row.age, row.veteran, row.language) == (None,) * 4 + ("",)


def test_first_and_last_name_columns_make_a_name() -> None:
    good, _ = read_all(PEOPLE, table(["Last Name", "First", "MI"], ["Smith Jr.", "Ann", "B"]))
    assert good[0].who.name == PersonName("Ann", "Smith", "B", "Jr.")


def test_a_row_tells_all_of_its_mistakes_and_the_good_rows_stay() -> None:
    sheet = table(
        ["ID", "Admitted", "Age", "Sex"],
        ["7", "2026-02-30", "200", "Q"],
        ["8", "2026-02-20", "40", "F"],
        ["", "2026-02-20", "40", "F"],
    )
    good, bad = read_all(PEOPLE, sheet)
    assert [row.row for row in good] == [3]
    assert [(p.row_number, p.column) for p in bad] == [
        (2, "Admitted"),
        (2, "Age"),
        (2, "Sex"),
        (4, "ID"),
    ]
    assert all(problem.reason.endswith(".") for problem in bad)


def test_reasons_never_repeat_what_the_cell_says() -> None:
    _, bad = read_all(PEOPLE, table(["ID", "Admitted"], ["7", "Kevin Tran"]))
    assert "Kevin" not in bad[0].reason


def test_someone_born_after_admission_is_a_mistake() -> None:
    _, bad = read_all(PEOPLE, table(["ID", "DOB", "Admitted"], ["7", "2001-01-01", "2000-01-01"]))
    assert bad[0].column == "DOB"


def test_an_overlong_cell_is_a_mistake() -> None:
    _, bad = read_all(PEOPLE, table(["ID", "Charge", "Phase"], ["7", "x" * 501, "1"]))
    assert bad[0].column == "Charge"


@pytest.mark.parametrize(
    "cells",
    [
        ["Total: 14 participants"],
        ["Grand total", "14", "7"],
        ["Prepared by: the coordinator"],
        ["Page 2 of 3"],
        ["14 participants"],
    ],
)
def test_a_title_or_a_total_below_the_rows_is_nobody(cells: list[str]) -> None:
    sheet = table(["Name", "DOB", "Case"], ["Tran, Kevin", "1990-03-17", "CR-1"], cells)
    good, bad = read_all(PEOPLE, sheet)
    assert [row.row for row in good] == [2]
    assert [(p.row_number, p.reason) for p in bad] == [
        (3, "This looks like a title or a total, not like a person.")
    ]


@pytest.mark.parametrize("name", ["Total, Joan", "Iyer, Nisha", "Counts, Ann", "Page, Ruth"])
def test_a_row_with_nothing_but_a_name_is_somebody(name: str) -> None:
    good, bad = read_all(PEOPLE, table(["Name", "DOB", "Case"], [name]))
    assert (len(good), bad) == (1, [])


@pytest.mark.parametrize(
    ("cell", "race", "ethnicity"),
    [
        ("Hispanic", None, Ethnicity.HISPANIC),
        ("White / Hispanic", Race.WHITE, Ethnicity.HISPANIC),
        ("White, Non-Hispanic", Race.WHITE, Ethnicity.NOT_HISPANIC),
        ("Black (Hispanic)", Race.BLACK, Ethnicity.HISPANIC),
        ("Black/African American", Race.BLACK, None),
        ("White/Asian", Race.MULTIPLE, None),
    ],
)
def test_race_and_ethnicity_may_stand_in_one_cell(
    cell: str, race: Race | None, ethnicity: Ethnicity | None
) -> None:
    good, bad = read_all(PEOPLE, table(["ID", "Admitted", "Race"], ["7", "2026-01-02", cell]))
    assert bad == []
    assert (good[0].race, good[0].ethnicity) == (race, ethnicity)


def test_a_race_nobody_knows_keeps_the_row_out_with_its_reason() -> None:
    sheet = table(["ID", "Admitted", "Race"], ["7", "2026-01-02", "White / Martian"])
    good, bad = read_all(PEOPLE, sheet)
    assert (good, [problem.column for problem in bad]) == ([], ["Race"])


@pytest.mark.parametrize("number", ["P-1", "0007", 12345])
def test_a_number_below_client_is_a_number(number: object) -> None:
    good, bad = read_all(PEOPLE, table(["Client", "Admitted"], [number, "2026-02-10"]))
    assert bad == []
    assert (good[0].who.participant_id, good[0].who.name) == (str(number), None)
