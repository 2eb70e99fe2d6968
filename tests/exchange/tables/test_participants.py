"""People come out of a row whole, or the row says what is wrong."""

from __future__ import annotations

import datetime as dt

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
