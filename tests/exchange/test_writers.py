"""What leaves the program opens elsewhere as what it is, and never as a formula."""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drugcourt.domain.people import Sex
from drugcourt.errors import DiskTrouble
from drugcourt.exchange.safe_cells import safe_text
from drugcourt.exchange.tables.tables import read_tables
from drugcourt.exchange.workbooks import write_xlsx
from drugcourt.exchange.writers import About, ExportSheet, write_csv, write_json
from drugcourt.fields.field import Field, Kind

FIELDS = (
    Field("number", "Number"),
    Field("name", "Name", width=30),
    Field("sex", "Sex", Kind.CHOICE, choices=Sex),
    Field("admitted", "Admitted", Kind.DATE),
    Field("seen", "Seen", Kind.MOMENT),
    Field("owed", "Owed", Kind.MONEY),
    Field("days", "Days", Kind.WHOLE),
    Field("veteran", "Veteran", Kind.YES_NO),
)
ABOUT = About(
    title="Caseload",
    court="Cedar County & Recovery Court",
    made_by="R. Alvarez",
    made_at=dt.datetime(2026, 11, 24, 19, 5, tzinfo=dt.UTC),
    filters=(("Phase", "3"),),
    notice="42 CFR part 2 prohibits unauthorized use or disclosure of these records.",
    confidentiality="CONFIDENTIAL",
    zone=ZoneInfo("America/Los_Angeles"),
)
EVIL = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "'=1", '"=1', "＝1", "\n=1"]


@dataclass(frozen=True)
class Person:
    number: str = "007"
    name: str = "Tran, Kevin"
    sex: Sex | None = Sex.MALE
    admitted: dt.date | None = dt.date(2026, 2, 10)
    seen: dt.datetime | None = dt.datetime(2026, 11, 24, 7, 30, tzinfo=dt.UTC)
    owed: int | None = -12050
    days: int | None = 287
    veteran: bool | None = False


def sheet(*rows: object, name: str = "Participants") -> ExportSheet:
    return ExportSheet(name, FIELDS, rows)


@pytest.mark.parametrize("big", [False, True])
def test_a_workbook_holds_real_dates_numbers_and_ids_as_text(tmp_path: Path, big: bool) -> None:
    path = tmp_path / "caseload.xlsx"
    blank = Person(sex=None, admitted=None, seen=None, owed=None, days=None, veteran=None)
    assert write_xlsx(path, [sheet(Person(), blank)], ABOUT, big=big) == 2
    book = openpyxl.load_workbook(path)
    page = book["Participants"]
    assert [cell.value for cell in page[1]] == [field.label for field in FIELDS]
    assert [cell.value for cell in page[2]] == [
        "007",
        "Tran, Kevin",
        "Male",
        dt.datetime(2026, 2, 10),  # noqa: DTZ001 - a workbook knows no zones
        dt.datetime(2026, 11, 23, 23, 30),  # noqa: DTZ001 - a workbook knows no zones
        -120.5,
        287,
        "No",
    ]
    assert [cell.value for cell in page[3]][2:] == [None] * 6
    assert [path.name for path in tmp_path.iterdir()] == ["caseload.xlsx"]


def test_a_workbook_prints_well(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "c.xlsx", [sheet(Person())], ABOUT)
    page = openpyxl.load_workbook(tmp_path / "c.xlsx")["Participants"]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:H2"
    assert page.page_setup.orientation == "landscape"
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToWidth in (None, 1)  # one page wide is the default when absent
    assert page.page_setup.fitToHeight == 0
    assert page.print_title_rows == "$1:$1"
    footer = page.oddFooter
    assert "Page &P of &N" in footer.right.text
    assert "CONFIDENTIAL" in footer.center.text
    assert "Cedar County" in footer.left.text


def test_the_second_sheet_says_where_the_file_comes_from(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "c.xlsx", [sheet(Person(), Person())], ABOUT)
    page = openpyxl.load_workbook(tmp_path / "c.xlsx")["About"]
    told = {row[0].value: row[1].value for row in page.iter_rows()}
    assert told["Rows in Participants"] == "2"
    assert told["Made by"] == "R. Alvarez"
    assert told["Made on"] == "November 24, 2026, 11:05 AM"
    assert (told["Phase"], told["Notice"]) == ("3", ABOUT.notice)


@pytest.mark.parametrize("evil", EVIL)
def test_no_text_becomes_a_formula(tmp_path: Path, evil: str) -> None:
    write_xlsx(tmp_path / "c.xlsx", [sheet(Person(name=evil))], ABOUT)
    cell = openpyxl.load_workbook(tmp_path / "c.xlsx")["Participants"]["B2"]
    assert cell.data_type == "s"
    write_csv(tmp_path / "c.csv", sheet(Person(name=evil)), ABOUT)
    with (tmp_path / "c.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[1][1].startswith("'")


def test_real_numbers_stay_numbers_in_csv(tmp_path: Path) -> None:
    assert write_csv(tmp_path / "c.csv", sheet(Person()), ABOUT) == 1
    with (tmp_path / "c.csv").open(encoding="utf-8-sig", newline="") as file:
        row = list(csv.reader(file))[1]
    assert row == ["007", "Tran, Kevin", "Male", "2026-02-10", "2026-11-23 23:30", "-120.50",
                   "287", "No"]  # fmt: skip


def test_json_keeps_keys_cents_and_nothing_worded(tmp_path: Path) -> None:
    assert write_json(tmp_path / "c.json", [sheet(Person()), sheet(name="None")], ABOUT) == 1
    data = json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))
    assert data["sheets"]["None"] == []
    row = data["sheets"]["Participants"][0]
    assert (row["sex"], row["owed"], row["veteran"]) == ("male", -12050, False)
    assert row["seen"] == "2026-11-24T07:30:00+00:00"
    assert data["about"]["notice"] == ABOUT.notice


def test_rows_may_be_plain_dicts_and_sheet_names_anything(tmp_path: Path) -> None:
    rows = ExportSheet("A/B: [x]" * 9, FIELDS[:2], [{"number": "1"}])
    again = ExportSheet("about", FIELDS[:2], [])
    write_xlsx(tmp_path / "c.xlsx", [rows, rows, again], ABOUT)
    book = openpyxl.load_workbook(tmp_path / "c.xlsx")
    assert len(book.sheetnames) == 4
    assert all(len(name) <= 31 for name in book.sheetnames)


def failing_rows():
    yield Person()
    raise ZeroDivisionError


@pytest.mark.parametrize("write", ["xlsx", "big", "csv", "json"])
def test_rows_that_fail_half_way_leave_the_old_file(tmp_path: Path, write: str) -> None:
    target = tmp_path / "out"
    target.write_bytes(b"old")

    broken = ExportSheet("Participants", FIELDS, failing_rows())
    writers = {
        "xlsx": lambda: write_xlsx(target, [broken], ABOUT),
        "big": lambda: write_xlsx(target, [broken], ABOUT, big=True),
        "csv": lambda: write_csv(target, broken, ABOUT),
        "json": lambda: write_json(target, [broken], ABOUT),
    }
    with pytest.raises(ZeroDivisionError):
        writers[write]()
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_as_target_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DiskTrouble, match="folder"):
        write_xlsx(tmp_path, [sheet()], ABOUT)


@given(text=st.text(max_size=40))
def test_safe_text_never_begins_like_a_formula(text: str) -> None:
    assert (
        safe_text(text).lstrip(' \u00a0"\ufeff\u200b\n')[:1] not in set("=+-@\t\r＝＋－＠")
        or not text
    )


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(names=st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=5))
def test_any_text_survives_into_a_readable_workbook(tmp_path: Path, names: list[str]) -> None:
    write_xlsx(tmp_path / "c.xlsx", [sheet(*(Person(name=name) for name in names))], ABOUT)
    assert len(read_tables(tmp_path / "c.xlsx")[0].rows) == len(names) + 1


@pytest.mark.parametrize("system", ["posix"] if os.name == "posix" else [])
@pytest.mark.parametrize("big", [False, True])
def test_a_workbook_on_a_full_disk_is_one_sentence_and_leaves_nothing(
    tmp_path: Path, system: str, big: bool
) -> None:
    assert system == os.name
    code = f"""
import resource
from pathlib import Path
from drugcourt.errors import DiskTrouble
from drugcourt.exchange.workbooks import write_xlsx
from tests.exchange.test_writers import ABOUT, Person, sheet
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    target = Path({str(tmp_path / "rows.xlsx")!r})
    write_xlsx(target, [sheet(*[Person()] * 5_000)], ABOUT, big={big})
except DiskTrouble as trouble:
    print(trouble)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.count("\n") == 1
    assert "rows.xlsx" in done.stdout
    assert done.stderr == "", "what the library tidies up fails silently"
    assert list(tmp_path.iterdir()) == []
