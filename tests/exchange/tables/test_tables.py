"""Foreign files become plain rows, or one sentence: never a crash, never a full memory."""

from __future__ import annotations

import datetime as dt
import io
import os
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drugcourt.errors import Refusal
from drugcourt.exchange.tables.tables import read_tables
from tests.exchange.books import SHEET, changed_part, workbook
from tests.trial_data import present

FAR = f'<worksheet xmlns="{SHEET}"><sheetData>%s</sheetData></worksheet>'


def written(tmp_path: Path, data: bytes, name: str = "file.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def rows(tmp_path: Path, data: bytes) -> list[list[object]]:
    return read_tables(written(tmp_path, data))[0].rows


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_every_usual_encoding_gives_the_same_letters(tmp_path: Path, encoding: str) -> None:
    text = "Participant ID,Name\r\n7,Peña Müller-O’Brien\r\n8,Zoë “Zo” Ångström\r\n"
    assert rows(tmp_path, text.encode(encoding)) == [
        ["Participant ID", "Name"],
        ["7", "Peña Müller-O’Brien"],
        ["8", "Zoë “Zo” Ångström"],
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_even_when_cells_hold_the_others(
    tmp_path: Path, separator: str
) -> None:
    cells = [["a", 'x, y; z | "q"'], ["b", "1,5"], ["c", ""]]
    quoted = [[f'"{c.replace(chr(34), chr(34) * 2)}"' for c in row] for row in cells]
    text = "\n".join(separator.join(row) for row in quoted)
    assert rows(tmp_path, text.encode()) == cells


def test_blank_lines_do_not_shift_row_numbers(tmp_path: Path) -> None:
    found = read_tables(written(tmp_path, b"a,b\n\n,\n1,2\n"))[0]
    assert (found.rows, found.row_numbers) == ([["a", "b"], ["1", "2"]], [1, 4])


def test_ragged_rows_stay_as_long_as_they_are(tmp_path: Path) -> None:
    assert rows(tmp_path, b"a,b,c\n1\n1,2,3,4\n") == [["a", "b", "c"], ["1"], ["1", "2", "3", "4"]]


def test_nuls_and_control_characters_are_taken_out(tmp_path: Path) -> None:
    assert rows(tmp_path, b"a,b\nx\x00y,\x07 line\x0b\n") == [["a", "b"], ["xy", "line"]]


def test_the_line_that_names_the_separator_is_no_row(tmp_path: Path) -> None:
    found = read_tables(written(tmp_path, b"sep=;\na;b\n1;2\n"))[0]
    assert (found.rows, found.row_numbers) == ([["a", "b"], ["1", "2"]], [2, 3])


def test_a_quotation_mark_never_closed_is_said(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="never closed"):
        read_tables(written(tmp_path, b'a,b\n1,"two\n3,4\n5,6\n'))


@pytest.mark.parametrize("data", [b"", b"\n\n  \n", b"\xef\xbb\xbf", b"\x00\x00", b",,\n,,\n"])
def test_a_blank_file_is_said(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(Refusal, match=r"blank|no rows"):
        read_tables(written(tmp_path, data))


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"SQLite format 3\x00"])
def test_a_foreign_file_is_said(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(Refusal, match="not a table"):
        read_tables(written(tmp_path, data))


def test_a_missing_file_and_a_folder_are_said(tmp_path: Path) -> None:
    for path, words in ((tmp_path / "none.csv", "no file"), (tmp_path, "is a folder")):
        with pytest.raises(Refusal, match=words):
            read_tables(path)


@pytest.mark.parametrize("make", [os.mkfifo] if hasattr(os, "mkfifo") else [])
def test_a_pipe_is_refused_at_once_instead_of_waited_for(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    make(tmp_path / "pipe.csv")
    with pytest.raises(Refusal, match="is a device"):
        read_tables(tmp_path / "pipe.csv")


def test_a_workbook_keeps_dates_ids_and_the_numbers_its_owner_sees(tmp_path: Path) -> None:
    day = dt.date(2026, 3, 2)
    path = workbook(tmp_path / "b.xlsx", {"S": [["Title"], [], ["ID", "On"], [5, day], [5.5, ""]]})
    found = read_tables(path)[0]
    assert found.rows == [["Title", ""], ["ID", "On"], [5, day], [5.5, ""]]
    assert found.row_numbers == [1, 3, 4, 5]
    assert type(found.rows[2][0]) is int


def test_a_table_far_from_the_corner_keeps_its_row_numbers(tmp_path: Path) -> None:
    path = workbook(tmp_path / "b.xlsx", {"S": [[], [], [], ["", "", "ID"], ["", "", 7]]})
    assert read_tables(path)[0].row_numbers == [4, 5]


def test_hidden_sheets_are_named_and_not_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "b.xlsx", {"S": [["a"]], "Old": [["secret"]]}, hidden="Old")
    assert [(t.name, t.hidden, t.rows) for t in read_tables(path)] == [
        ("S", False, [["a"]]),
        ("Old", True, []),
    ]


FIRST = '<row r="1"><c r="A1"><v>1</v></c></row>'
INLINE = '<c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c>'


@pytest.mark.parametrize(
    ("cells", "far"),
    [
        (FIRST + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', [(1_048_576, "XFD")]),
        (
            FIRST + '<row r="999999"><c><v>1</v></c><c r="XFD999999"><v>2</v></c></row>',
            [(999_999, "XFD")],
        ),
        (FIRST + f'<row r="1048576">{INLINE}</row>', [(1_048_576, "XFD")]),
        (
            '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>'
            '<row r="900"><c r="A900"><v>3</v></c></row>',
            [(1, "XFD")],
        ),
    ],
)
def test_one_far_cell_is_left_aside_and_named_and_the_table_is_read(
    tmp_path: Path, cells: str, far: list[tuple[int, str]]
) -> None:
    path = workbook(tmp_path / "b.xlsx", {"S": [["a"]]})
    data = changed_part(path, "xl/worksheets/sheet1.xml", FAR % cells)
    tracemalloc.start()
    try:
        (sheet,) = read_tables(written(tmp_path, data, "far.xlsx"))
        assert tracemalloc.get_traced_memory()[1] < 30_000_000
    finally:
        tracemalloc.stop()
    assert [(cell.row, cell.column) for cell in sheet.far] == far
    assert [row[0] for row in sheet.rows] == ([1, 3] if "900" in cells else [1])


@pytest.mark.parametrize(
    "cells",
    [
        FIRST + '<row><c r="ZZZZ9999999999"><v>1</v></c></row>',
        "".join(
            f'<row r="{n * 4000 + 1}"><c r="{column}{n * 4000 + 1}"><v>1</v></c></row>'
            for n, column in enumerate(("A", "FZ", "MZ", "TZ", "AAX"))
        ),
    ],
)
def test_cells_strewn_over_a_sheet_are_refused_before_they_fill_the_memory(
    tmp_path: Path, cells: str
) -> None:
    path = workbook(tmp_path / "b.xlsx", {"S": [["a"]]})
    data = changed_part(path, "xl/worksheets/sheet1.xml", FAR % cells)
    tracemalloc.start()
    try:
        with pytest.raises(Refusal, match="far apart"):
            read_tables(written(tmp_path, data, "far.xlsx"))
        assert tracemalloc.get_traced_memory()[1] < 30_000_000
    finally:
        tracemalloc.stop()


def test_far_cells_that_are_only_formatted_do_no_harm(tmp_path: Path) -> None:
    path = workbook(tmp_path / "b.xlsx", {"S": [["a"]]})
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"/></row>'
    data = changed_part(path, "xl/worksheets/sheet1.xml", FAR % cells)
    assert read_tables(written(tmp_path, data, "styled.xlsx"))[0].rows == [[1]]


def test_a_part_that_unpacks_a_thousandfold_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "b.xlsx", {"S": [["a"]]})
    data = changed_part(path, "xl/worksheets/sheet1.xml", FAR % (" " * 8_000_000))
    with pytest.raises(Refusal, match="unpack"):
        read_tables(written(tmp_path, data, "bomb.xlsx"))


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("xl/workbook.xml", "<workbook/>")
        for number in range(2_100):
            parts.writestr(f"xl/media/{number}.txt", "")
    with pytest.raises(Refusal, match="unpack"):
        read_tables(written(tmp_path, out.getvalue(), "many.xlsx"))


def test_a_document_type_of_its_own_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "b.xlsx", {"S": [["a"]]})
    text = '<!DOCTYPE x [<!ENTITY a "b">]>' + FAR % '<row r="1"><c r="A1"><v>1</v></c></row>'
    data = changed_part(path, "xl/worksheets/sheet1.xml", text)
    with pytest.raises(Refusal, match="document types"):
        read_tables(written(tmp_path, data, "entity.xlsx"))


@pytest.mark.parametrize("repeats", [("1048576", "16384"), ("9" * 12, "1"), ("1048570", "1")])
def test_repeats_of_an_open_document_are_counted(tmp_path: Path, repeats: tuple[str, str]) -> None:
    content = (
        '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body>'
        '<office:spreadsheet><table:table table:name="S"><table:table-row '
        f'table:number-rows-repeated="{repeats[0]}"><table:table-cell '
        f'table:number-columns-repeated="{repeats[1]}" office:value-type="string"><text:p>a'
        "</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>"
        "</office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("content.xml", content)
    with pytest.raises(Refusal, match="far apart"):
        read_tables(written(tmp_path, out.getvalue(), "bomb.ods"))


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9, 0.99])
def test_a_workbook_cut_off_is_said(tmp_path: Path, keep: float) -> None:
    whole = workbook(tmp_path / "b.xlsx", {"S": [["a", "b"]] * 50}).read_bytes()
    with pytest.raises(Refusal, match=r"damaged|cut off"):
        read_tables(written(tmp_path, whole[: int(len(whole) * keep)], "cut.xlsx"))


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    edits=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=12),
    cut=st.floats(0.3, 1),
)
def test_a_workbook_with_wrong_bytes_is_read_or_refused(
    tmp_path: Path, edits: list[tuple[float, int]], cut: float
) -> None:
    data = bytearray(workbook(tmp_path / "b.xlsx", {"S": [["ID", "On"], [1, "x"]]}).read_bytes())
    for place, byte in edits:
        data[min(len(data) - 1, int(place * len(data)))] = byte
    path = written(tmp_path, bytes(data[: int(cut * len(data))] if cut < 0.9 else data), "m.xlsx")
    said = "."
    try:
        read_tables(path)
    except Refusal as refusal:
        said = str(refusal)
    assert said.endswith(".")


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    data=st.binary(max_size=400) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace"))
)
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes) -> None:
    said = "."
    try:
        for found in read_tables(written(tmp_path, data)):
            assert len(found.rows) == len(found.row_numbers)
    except Refusal as refusal:
        said = str(refusal)
    assert said.endswith(".")


@pytest.mark.parametrize(
    "path", present("lab/raven_tox_report_blank_template.xlsx"), ids=lambda path: path.name
)
def test_a_template_that_declares_a_million_rows_is_small(path: Path) -> None:
    assert len(read_tables(path)[0].rows) < 100


def test_an_open_document_is_read_with_its_repeats(tmp_path: Path) -> None:
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        '<office:spreadsheet><table:table table:name="S"><table:table-row>'
        '<table:table-cell office:value-type="string"><text:p>ID</text:p></table:table-cell>'
        '<table:table-cell office:value-type="string"><text:p>On</text:p></table:table-cell>'
        '</table:table-row><table:table-row table:number-rows-repeated="3"/><table:table-row>'
        '<table:table-cell office:value-type="float" office:value="7"><text:p>7</text:p>'
        '</table:table-cell><table:table-cell office:value-type="date" '
        'office:date-value="2026-03-02"><text:p>x</text:p></table:table-cell></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="1024"/></table:table-row>'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("META-INF/manifest.xml", "<manifest/>")
        parts.writestr("content.xml", content)
    found = read_tables(written(tmp_path, out.getvalue(), "t.ods"))[0]
    assert found.rows == [["ID", "On"], [7, dt.date(2026, 3, 2)]]
    assert found.row_numbers == [1, 5]


def test_a_workbook_without_a_cell_is_said(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no rows"):
        read_tables(workbook(tmp_path / "b.xlsx", {"S": []}))


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    part=st.sampled_from(
        ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"]
    ),
    place=st.floats(0, 1),
    put=st.sampled_from(["", "<", '"', "9999999", "<c>", "</row>", "A", "&#0;", "-1", "<v>1</v>"]),
    cut=st.integers(0, 12),
)
def test_a_workbook_with_wrong_xml_is_read_or_refused(
    tmp_path: Path, part: str, place: float, put: str, cut: int
) -> None:
    path = workbook(tmp_path / "b.xlsx", {"S": [["ID", "On"], [1, dt.date(2026, 3, 2)]]})
    with zipfile.ZipFile(path) as parts:
        text = parts.read(part).decode()
    at = int(place * len(text))
    data = changed_part(path, part, text[:at] + put + text[at + cut :])
    said = "."
    try:
        read_tables(written(tmp_path, data, "m.xlsx"))
    except Refusal as refusal:
        said = str(refusal)
    assert said.endswith(".")


def test_a_formula_that_was_never_worked_out_stands_as_its_text(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    chart = book.create_chartsheet("Chart", 0)
    page = book.create_sheet("Tests", 1)
    for row in (["ID", "Collected", "COC"], ["7", "2026-02-03", '=IF(A1<"&","Negative","")']):
        page.append(row)
    page["D9"] = "=1+1"
    page["A3"] = "8"
    path = tmp_path / "written.xlsx"
    book.save(path)
    found = next(each for each in read_tables(path) if each.name == "Tests")
    assert chart.title == "Chart"
    assert found.rows[1] == ["7", "2026-02-03", '=IF(A1<"&","Negative","")', *found.rows[1][3:]]
    assert (found.row_numbers, found.rows[-1]) == ([1, 2, 3, 9], ["", "", "", "=1+1"])


def test_a_formula_that_comes_to_nothing_is_an_empty_cell(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1"><v>7</v></c><c r="B1" t="str"><f>IF(1,"","")</f><v></v></c>'
        '<c r="C1" t="str"><f>"Pos"</f><v>Pos</v></c></row>'
    )
    whole = workbook(tmp_path / "worked.xlsx", {"S": [["x"]]})
    data = changed_part(whole, "xl/worksheets/sheet1.xml", FAR % rows)
    assert read_tables(written(tmp_path, data))[0].rows == [[7, "", "Pos"]]


def test_a_cell_over_several_rows_says_the_same_of_each(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Name", "Day", "Drug"], ["Tran", "2026-06-01", "THC"], [None, None, "COC"]):
        sheet.append(row)
    sheet.append([None, "2026-06-02", "THC"])
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("B2:B3")
    path = tmp_path / "merged.xlsx"
    book.save(path)
    assert read_tables(path)[0].rows[1:] == [
        ["Tran", "2026-06-01", "THC"],
        ["Tran", "2026-06-01", "COC"],
        ["", "2026-06-02", "THC"],
    ]


def test_a_title_over_several_rows_makes_no_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "Cedar County"
    sheet.merge_cells("A1:C4")
    sheet["A5"], sheet["B5"] = "Name", "Day"
    path = tmp_path / "title.xlsx"
    book.save(path)
    found = read_tables(path)[0]
    assert (found.rows[0][0], found.row_numbers) == ("Cedar County", [1, 5])
