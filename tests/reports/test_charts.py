"""Charts say their numbers in words, and hold with nothing to show."""

from datetime import date, timedelta
from io import BytesIO

from pypdf import PdfReader
from reportlab.graphics.shapes import PolyLine

from drugcourt.reports.charts import bars, day_grid, line, sparkline, stacked_weeks
from drugcourt.reports.paper import Paper, build


def text_of(picture):
    file = BytesIO()
    build(Paper("Title", "Court"), [picture], file)
    return PdfReader(BytesIO(file.getvalue())).pages[0].extract_text()


def test_bars_carry_names_and_numbers():
    text = text_of(bars([("Phase 1", 1_200), ("<b>", 0), ("Long name " * 20, 2.5)], unit="people"))
    for words in ("Phase 1", "1,200 people", "<b>", "0 people", "2.5 people", "…"):
        assert words in text


def test_weeks_name_both_numbers():
    text = text_of(stacked_weeks([("Nov 2", 20, 3), ("Nov 9", 18, 0)]))
    for words in ("20 + 3", "18", "Nov 2", "Negative", "Unexpected positive"):
        assert words in text


def test_a_line_breaks_where_nothing_is_known():
    picture = line([("a", 1), ("b", 2), ("c", None), ("d", 3), ("e", 4)])
    assert sum(isinstance(shape, PolyLine) for shape in picture.contents) == 2
    assert "4" in text_of(picture)


def test_pictures_without_numbers_say_so():
    for picture in (bars([]), stacked_weeks([]), line([]), line([("a", None)])):
        assert "No figures for this period." in text_of(picture)
    assert sparkline([]).contents == []


def test_flat_and_zero_series_are_drawn():
    assert sparkline([0, 0, 0]).contents
    assert "0" in text_of(stacked_weeks([("Nov 2", 0, 0)]))
    assert "0" in text_of(bars([("a", 0)]))


def test_days_are_told_apart_by_shape():
    first = date(2026, 11, 1)
    states = ["negative", "positive", "missed", "excused", "pending"]
    shapes = [
        [
            (type(shape).__name__, str(getattr(shape, "fillColor", None)))
            for shape in day_grid([(first, state)], first=first, last=first).contents[:3]
        ]
        for state in states
    ]
    assert len({str(shape) for shape in shapes}) == len(states)


def test_a_year_of_days_fits_the_width():
    first = date(2025, 11, 24)
    days = [(first + timedelta(days=number), "negative") for number in range(366)]
    picture = day_grid(days, first=first, last=days[-1][0], width=300)
    assert max(shape.x + shape.width for shape in picture.contents if hasattr(shape, "width")) < 310
    assert "Nov" in text_of(picture)
