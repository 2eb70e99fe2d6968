"""A laboratory's report form on one sheet: names above, then specimens, then results."""

from __future__ import annotations

import shutil
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from drugcourt.domain.specimens import Matrix
from drugcourt.errors import Refusal
from drugcourt.exchange.laboratories.files import LabFile, LabForm, TwoWays, read_lab_file
from drugcourt.exchange.tables.dates import DateOrder
from tests.trial_data import present

BLANKS = present("lab/raven_tox_report_blank_template.xlsx")
FILLED: dict[str, Any] = {
    "B2": "F-1", "B4": "Cedar County", "B6": "Axis Laboratory",
    "A16": "First Name", "B16": "Kevin", "A17": "Last Name", "B17": "Tran",
    "A18": "Date of Birth", "B18": "3/17/1990",
    "B27": "Urine", "C27": "S-1", "F27": datetime(2026, 11, 2, 8, 5),  # noqa: DTZ001 # as sheets do
    "B28": "Blood", "C28": "S-2", "F28": datetime(2026, 11, 3, 9, 0),  # noqa: DTZ001 # as sheets do
    "B35": "Cocaine", "C35": "S-1", "E35": "Positive", "F35": 150,
    "B36": "Fentanyl", "C36": "S-1", "E36": "None Detected", "H36": "LC-MS/MS",
    "B37": "Ethyl Glucuronide", "C37": "S-1",
    "B38": "THC", "C38": "S-2", "E38": "Negative",
    "B79": "No result stands in the comments",
}  # fmt: skip


def made(folder: Path, cells: dict[str, Any]) -> Path:
    """A sheet laid out as the published template is, with these cells filled in."""
    book = openpyxl.Workbook()
    sheet = book.active
    headings = {
        "A1": "Toxicology report", "A2": "File Id", "A4": "Agency Name", "A6": "Laboratory",
        "A15": "Decedent",
    }  # fmt: skip
    for cell, word in headings.items():
        sheet[cell] = word
    for column, word in zip(
        "ABCDEFGHIJ",
        ("Specimens", "Name", "Identifier", "Body Site", "Amount", "Date/Time Collected",
         "Date/Time of Receipt", "Condition", "Container", "Notes"),
        strict=True,
    ):  # fmt: skip
        sheet[f"{column}26"] = word
    for column, word in zip(
        "ABCDEFGH",
        ("Results", "Analyte/Analysis", "Specimen", "Method", "Value", "Range Low", "Range High",
         "Description"),
        strict=True,
    ):  # fmt: skip
        sheet[f"{column}34"] = word
    sheet["A78"], sheet["B78"] = "General Comments", "Note Content"
    for cell, value in cells.items():
        sheet[cell] = value
    path = folder / "form.xlsx"
    book.save(path)
    return path


def filled_template(blank: Path, folder: Path) -> Path:
    path = folder / "template.xlsx"
    shutil.copyfile(blank, path)
    book = openpyxl.load_workbook(path)
    for cell, value in FILLED.items():
        book.active[cell] = value
    book.save(path)
    return path


def check(found: LabFile) -> None:
    assert found.form is LabForm.FORM
    assert found.problems == ()
    urine, blood = found.reports
    assert (urine.laboratory, urine.accession, urine.matrix) == (
        "Axis Laboratory",
        "S-1",
        Matrix.URINE,
    )
    assert (urine.patient.name, urine.patient.born) == ("Kevin Tran", date(1990, 3, 17))
    assert (urine.collected_on, urine.collected_time) == (date(2026, 11, 2), time(8, 5))
    assert [(f.name, f.value) for f in urine.findings] == [
        ("Cocaine", "Positive"),
        ("Fentanyl", "None Detected"),
        ("Ethyl Glucuronide", ""),
    ]
    assert urine.findings[0].cutoffs[0].number == 150
    assert urine.findings[2].words == (), "an empty cell is never negative"
    assert [(f.name, f.value) for f in blood.findings] == [("THC", "Negative")]


def test_the_form_is_read_with_both_its_tables(tmp_path: Path) -> None:
    check(read_lab_file(made(tmp_path, FILLED)))


@pytest.mark.parametrize("template", BLANKS, ids=lambda path: path.name)
def test_the_published_template_is_read_once_it_is_filled_in(
    template: Path, tmp_path: Path
) -> None:
    assert read_lab_file(template).remarks == ("The form is blank: no result is filled in.",)
    check(read_lab_file(filled_template(template, tmp_path)))


def test_a_date_that_reads_two_ways_is_asked_about(tmp_path: Path) -> None:
    path = made(tmp_path, {**FILLED, "B18": "2/3/1990", "G27": "4/5/2026"})
    with pytest.raises(TwoWays, match="--dates month-first or --dates day-first"):
        read_lab_file(path)
    assert read_lab_file(path, order=DateOrder.DAY_FIRST).reports[0].patient.born == date(
        1990, 3, 2
    )
    assert read_lab_file(path, order=DateOrder.MONTH_FIRST).reports[0].patient.born == date(
        1990, 2, 3
    )


def test_a_result_of_a_specimen_that_the_form_does_not_name_is_kept_out_alone(
    tmp_path: Path,
) -> None:
    found = read_lab_file(made(tmp_path, {**FILLED, "C36": "S-9"}))
    assert [problem.row_number for problem in found.problems] == [36]
    assert [f.name for f in found.reports[0].findings] == ["Cocaine", "Ethyl Glucuronide"]


def test_a_hidden_sheet_is_named_and_not_read(tmp_path: Path) -> None:
    path = made(tmp_path, FILLED)
    book = openpyxl.load_workbook(path)
    other = book.copy_worksheet(book.active)
    other.title = "Old"
    other.sheet_state = "hidden"
    book.save(path)
    found = read_lab_file(path)
    assert len(found.reports) == 2
    assert found.remarks == ("The hidden sheet “Old” was not imported.",)


def test_rows_that_a_filter_hides_are_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Donor ID", "Collected", "COC"], ["P-1", "2026-11-02", "Negative"],
                ["P-1", "2026-11-09", "Positive"]):  # fmt: skip
        sheet.append(row)
    sheet.auto_filter.ref = "A1:C3"
    sheet.row_dimensions[3].hidden = True
    path = tmp_path / "filtered.xlsx"
    book.save(path)
    proposal = read_lab_file(path).proposal
    assert proposal is not None
    assert len(proposal.table.rows) == 3


def test_a_sheet_that_is_no_form_is_refused_with_what_is_needed(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Fruit,Number\nApple,3\n", "utf-8")
    with pytest.raises(Refusal, match="needs a row with headings"):
        read_lab_file(path)
