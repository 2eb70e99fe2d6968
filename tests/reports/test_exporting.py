"""Every export comes back as other programs read it, whole, with its notice."""

import csv
import io
import json
import zipfile
from datetime import date

import pytest
from openpyxl import load_workbook

from drugcourt.casework.exports import record_tables
from drugcourt.errors import DiskTrouble, Refusal
from drugcourt.exchange.notices import notices
from drugcourt.fields.exports import Export, Format
from drugcourt.reports.exporting import export
from tests.reports import people


def rows_of(sheet):
    head, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_participants_as_a_workbook_have_real_dates_and_numbers(court, tmp_path):
    target = tmp_path / "participants.xlsx"
    assert export(court, "participants", "xlsx", target) == 8
    book = load_workbook(target)
    tran = next(r for r in rows_of(book["Participants"]) if r["Family name"] == "Tran")
    assert tran["Admitted on"].date() == date(2026, 2, 10)
    assert tran["Sober days"] == 45
    assert tran["Days in program"] == 287
    assert tran["Phase"] == 3
    assert tran["Case numbers"] == "CR-2025-01187"
    assert tran["Next hearing"].date() == date(2026, 11, 24)
    assert tran["Race"] == "Asian"
    about = {row[0].value: row[1].value for row in book["About"].iter_rows()}
    assert notices().short in about["Notice"]
    assert about["Made by"] == "R. Alvarez"
    assert about["Rows in Participants"] == "8"


def test_a_candidate_has_empty_cells_where_nothing_is_known(court, tmp_path):
    export(court, "participants", "csv", tmp_path / "p.csv")
    with (tmp_path / "p.csv").open(encoding="utf-8-sig", newline="") as file:
        vance = next(r for r in csv.DictReader(file) if r["Family name"] == "Vance")
    assert vance["Sober days"] == vance["Admitted on"] == vance["Phase"] == ""
    assert vance["Status"] == "Referred"
    assert notices().short in (tmp_path / "p.about.txt").read_text("utf-8")


def test_tests_have_a_column_for_each_substance_and_their_reading(court, tmp_path):
    export(court, "tests", "csv", tmp_path / "t.csv")
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    tran = {r["Collected on"]: r for r in rows if r["Family name"] == "Tran"}
    assert tran["2026-11-23"]["Reading in words"] == "Negative; buprenorphine expected"
    assert tran["2026-11-23"]["Buprenorphine"] == "Positive"
    assert tran["2026-10-09"]["Fentanyl"] == "Positive"
    assert tran["2026-10-09"]["Cocaine"] == ""
    missed = [r for r in rows if r["Collection"] == "Missed"]
    assert {r["THC"] for r in missed} == {""}


def test_tests_of_a_period_only(court, tmp_path):
    day = date(2026, 11, 23)
    count = export(court, "tests", "json", tmp_path / "t.json", since=day, until=day)
    said = json.loads((tmp_path / "t.json").read_text("utf-8"))
    assert count == len(said["sheets"]["Tests"]) == 1
    assert said["about"]["filters"]["From"] == "Nov 23, 2026"


def test_everything_as_json_holds_every_record_by_its_keys(court, tmp_path):
    count = export(court, "everything", "json", tmp_path / "all.json")
    said = json.loads((tmp_path / "all.json").read_text("utf-8"))
    assert list(said["sheets"]) == record_tables()
    assert sum(map(len, said["sheets"].values())) == count
    tran = next(p for p in said["sheets"]["person"] if p["family_name"] == "Tran")
    assert tran["birth_date"] == "1994-05-02"
    assert tran["race"] == "asian"
    assert tran["ok_to_text"] is False
    medicine = said["sheets"]["medication"][0]
    assert json.loads(medicine["detected_as"]) == ["buprenorphine"]
    assert said["sheets"]["history_entry"][0]["mac"]


def test_everything_as_csv_is_one_zip_with_the_same_rows(court, tmp_path):
    target = tmp_path / "all.zip"
    count = export(court, "everything", "csv", target)
    with zipfile.ZipFile(target) as bundle:
        names = set(bundle.namelist())
        assert names == {"about.txt", *(f"{table}.csv" for table in record_tables())}
        assert notices().short in bundle.read("about.txt").decode()
        rows = 0
        for table in record_tables():
            text = bundle.read(f"{table}.csv").decode("utf-8-sig")
            rows += len(list(csv.DictReader(io.StringIO(text))))
    assert rows == count
    assert [path.name for path in tmp_path.iterdir()] == ["all.zip"]


def test_everything_as_a_workbook_has_a_sheet_a_record(court, tmp_path):
    export(court, "everything", "xlsx", tmp_path / "all.xlsx")
    assert set(load_workbook(tmp_path / "all.xlsx").sheetnames) == {*record_tables(), "About"}


@pytest.mark.parametrize("what", list(Export))
@pytest.mark.parametrize("wanted", list(Format))
def test_an_empty_court_exports_everything_there_is(workspace, tmp_path, what, wanted):
    several = what in (Export.CASELOAD, Export.EVERYTHING) and wanted is Format.CSV
    target = tmp_path / f"out.{'zip' if several else wanted}"
    assert export(workspace, what, wanted, target) >= 0
    assert target.stat().st_size > 0


def test_the_summary_exports_the_figures_it_prints(court, tmp_path):
    export(court, "caseload", "xlsx", tmp_path / "c.xlsx")
    book = load_workbook(tmp_path / "c.xlsx")
    measures = {r["Key"]: r for r in rows_of(book["Measures"])}
    assert measures["graduation_rate"]["Value"] == 0.5
    counts = {(r["Group"], r["Value"]): r["Participants"] for r in rows_of(book["Counts"])}
    assert counts["Race", "Unknown"] == 2


def test_what_a_spreadsheet_would_calculate_stays_text(workspace, tmp_path):
    people.admitted(workspace, "=1+1", "@SUM(A1)")
    export(workspace, "participants", "xlsx", tmp_path / "p.xlsx")
    sheet = load_workbook(tmp_path / "p.xlsx")["Participants"]
    cell = next(c for c in sheet[2] if c.value == "=1+1")
    assert cell.data_type == "s"
    export(workspace, "participants", "csv", tmp_path / "p.csv")
    assert "'=1+1" in (tmp_path / "p.csv").read_text("utf-8-sig")


def test_several_tables_as_one_csv_stand_under_their_names(court, tmp_path):
    target = tmp_path / "all.csv"
    count = export(court, "everything", "csv", target)
    lines = list(csv.reader(io.StringIO(target.read_text("utf-8-sig"))))
    place = lines.index(["person"])
    assert lines[place - 1] == [] or place == 0
    assert "reference" in [cell.lower() for cell in lines[place + 1]]
    assert count > 0
    assert "42 CFR part 2" in (tmp_path / "all.about.txt").read_text("utf-8")


def test_unknown_words_are_refused_with_those_there_are(court, tmp_path):
    with pytest.raises(Refusal, match="caseload, participants, tests, everything"):
        export(court, "fees", "csv", tmp_path / "x.csv")
    with pytest.raises(Refusal, match="xlsx, csv, json"):
        export(court, "tests", "pdf", tmp_path / "x.pdf")


def test_a_missing_folder_is_the_disks_trouble(court, tmp_path):
    with pytest.raises(DiskTrouble):
        export(court, "tests", "csv", tmp_path / "missing" / "t.csv")
