"""Rows run over pages with their head, and nothing is lost on the way."""

from io import BytesIO

from pypdf import PdfReader

from drugcourt.reports.layout import Mark
from drugcourt.reports.paper import Paper, build
from drugcourt.reports.style import para
from drugcourt.reports.tables import Column, data_table

COLUMNS = [Column("Name", 3), Column("Count", 1, number=True)]


def pages_of(story):
    file = BytesIO()
    build(Paper("Title", "Court"), story, file)
    return [page.extract_text() for page in PdfReader(BytesIO(file.getvalue())).pages]


def test_an_empty_table_says_its_sentence():
    (text,) = pages_of(data_table(COLUMNS, [], "Nobody was tested."))
    assert "Nobody was tested." in text
    assert "Count" not in text


def test_the_head_is_repeated_and_every_row_is_printed_once():
    rows = [(f"Person-{number:04}", number) for number in range(300)]
    pages = pages_of(data_table(COLUMNS, rows, "None."))
    assert len(pages) > 3
    assert all("Name" in text and "Count" in text for text in pages)
    everything = "\n".join(pages)
    assert all(everything.count(name) == 1 for name, _ in rows)


def test_5_000_rows_are_printed_and_more_are_named():
    rows = [(f"P{number:04}x", number) for number in range(5_003)]
    everything = "\n".join(pages_of(data_table(COLUMNS, rows, "None.")))
    assert "P4999x" in everything
    assert "P5000x" not in everything
    assert "Only the first 5,000 of 5,003 rows are printed" in everything


def test_a_row_higher_than_a_page_is_split():
    words = " ".join(f"w{number}" for number in range(2_500))
    pages = pages_of(data_table(COLUMNS, [(words, 1), ("after", 2)], "None."))
    assert len(pages) > 1
    everything = " ".join(" ".join(pages).split())
    assert all(f"w{number} " in everything for number in range(2_500))
    assert "after" in pages[-1]


def test_hostile_and_empty_cells_print_literally():
    rows = [("<b>open & <img src='x'>", None), (para("a paragraph"), 3), (Mark("met"), "é")]
    (text,) = pages_of(data_table(COLUMNS, rows, "None."))
    assert "<b>open & <img src='x'>" in text
    assert "a paragraph" in text


def test_numbers_stand_at_the_right_edge():
    (grid,) = data_table(COLUMNS, [("a", 1), ("b", 22_222)], "None.", width=400)
    places = []

    class Pen:
        def drawRightString(self, x, _y, text):
            places.append((x, text))

        def __getattr__(self, _name):
            return lambda *_: None

    grid.wrap(400, 500)
    grid.canv = Pen()
    grid.draw()
    assert [(round(x), text) for x, text in places] == [
        (400, "Count"),
        (400, "1"),
        (400, "22222"),
    ]
