"""The quick pen writes what ReportLab's own canvas writes, byte for byte."""

from __future__ import annotations

from io import BytesIO

import pytest
from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from drugcourt.reports.layout import Mark, boxed, fact_grid, signature_lines
from drugcourt.reports.pen import Pen
from drugcourt.reports.style import gap, marked, para, section
from drugcourt.reports.tables import Column, data_table
from drugcourt.reports.type import BOLD, REGULAR, register, strong

register()

WORDS = "A sentence of so many words that it has to be set in several lines of its paragraph. "


def story():
    chart = Drawing(200, 40)
    chart.add(Rect(2, 2, 80, 12, fillColor=HexColor("#0f766e"), strokeColor=None))
    chart.add(String(4, 20, "12 tests (week 3)", fontName=REGULAR, fontSize=8))
    rows = [("Jordan Ångström", 1, Mark("met")), ("a (b) \\ c", 22.5, ""), (WORDS * 3, "", "x")]
    columns = [Column("Name", 3), Column("Count", number=True), Column("")]
    return [
        section("Requirements", "Handbook, 2025"),
        fact_grid([("Participant", "Marsh, J."), ("Phase", "3 of 5"), ("Sober", "0 days")]),
        *data_table(columns, rows, "None."),
        para(WORDS * 4 + "Zürich, Łódź, Ελλάδα, عربي, 中文."),
        boxed([marked(f"{strong('Bold.')} {WORDS}")]),
        gap(4),
        chart,
        signature_lines(["Judge", "Date"]),
    ]


def on_paper(pen):
    top = 760
    for flowable in story():
        _, height = flowable.wrapOn(pen, 500, 700)
        top -= height
        flowable.drawOn(pen, 40, top)


def by_hand(pen):
    pen.setFont(BOLD, 9)
    pen.drawString(-0.25, 1e-9, "")
    pen.drawString(10, 20, "again"), pen.drawString(10, 20, "again")
    pen.drawRightString(300.123456789, 100000, "Café")
    pen.drawString(10, 30, "wide", charSpace=2)
    pen.setFillColor(Color(0.1, 0.2, 0.3, alpha=0.5)), pen.drawString(1, 2, "faint")
    pen.setFillColor(HexColor("#111827")), pen.drawString(1, 2, "again opaque")
    pen.setStrokeColor(Color(0.1, 0.2, 0.3, alpha=0.5)), pen.line(0, 0, 10, 10)
    pen.setStrokeColor(HexColor("#111827")), pen.line(0.5, -3, 10, 1 / 3)
    pen.setFillColor("red"), pen.setFillColor((0, 0.5, 1)), pen.setLineWidth(0.75)
    pen.translate(3, 4), pen.translate(0.5, 0.25), pen.rotate(30), pen.translate(7, 8)
    pen.drawString(1, 2, "turned")
    pen.setFont("Helvetica", 10)
    pen.drawString(1, 2, "one of the fourteen")
    pen.drawRightString(1, 2, "one of the fourteen")


def written(kind, draw):
    file = BytesIO()
    pen = kind(file, invariant=1, pageCompression=0)
    draw(pen)
    where = pen.absolutePosition(0, 0)
    pen.showPage()
    draw(pen)
    pen.save()
    return file.getvalue(), where


@pytest.mark.parametrize("draw", [on_paper, by_hand])
def test_the_quick_pen_writes_the_same_bytes(draw):
    assert written(Pen, draw) == written(Canvas, draw)
