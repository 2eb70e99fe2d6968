"""How many rows are set in columns over any number of pages, quickly.

ReportLab's own Table measures and copies every remaining row at each page break; Grid measures
each row once and splits by slicing, so that thousands of rows stay cheap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from drugcourt.reports.style import HAIR, WIDTH, para, styles
from drugcourt.reports.type import plain, printable

Cell: TypeAlias = str | Flowable
_BETWEEN = 8.0
_TALL = 240.0  # a row higher than this is split rather than moved to the next page whole
_ENDLESS = 1e6


@dataclass(frozen=True)
class Column:
    title: str
    share: float = 1
    number: bool = False
    bold: bool = False


@dataclass(frozen=True)
class Setting:
    """How close the rows of a table stand: the air above and below each, and the size of type."""

    pad: float
    small: bool = False


ROOMY, CLOSE, DENSE = Setting(2.3), Setting(1.3), Setting(0.9, small=True)
WRITTEN = Setting(6.5)  # rows of a third of an inch, to be filled in by hand


@dataclass(frozen=True)
class Lane:
    """Where a column stands and how it is set."""

    x: float
    width: float
    style: ParagraphStyle


def data_table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[object]],
    empty_sentence: str,
    *,
    width: float | None = None,
    limit: int = 5_000,
    set_in: Setting | None = None,
) -> list[Flowable]:
    """Rows under their column titles; an empty table says its sentence, a long one is cut."""
    look = styles()
    if not rows:
        return [para(empty_sentence, look.muted)]
    width = width or WIDTH
    set_in = set_in or ROOMY
    lanes = _lanes(columns, width, small=set_in.small)
    titles = [
        Lane(lane.x, lane.width, look.head_right if column.number else look.head)
        for column, lane in zip(columns, lanes, strict=True)
    ]
    head = [as_cell(column.title, lane) for column, lane in zip(columns, titles, strict=True)]
    cells = [
        [as_cell(value, lane) for value, lane in zip(row, lanes, strict=True)]
        for row in rows[:limit]
    ]
    table: list[Flowable] = [
        Grid(lanes, cells, width=width, head=(titles, head) if any(head) else None, pad=set_in.pad)
    ]
    if len(rows) > limit:
        table.append(
            para(
                f"Only the first {limit:,} of {len(rows):,} rows are printed; "
                "choose a shorter period or fewer people to see the rest.",
                look.muted,
            )
        )
    return table


def _lanes(columns: Sequence[Column], width: float, *, small: bool) -> list[Lane]:
    look = styles()
    chosen = {
        (False, False): look.cell_small if small else look.cell,
        (False, True): look.cell_bold,
        (True, False): look.number_small if small else look.number,
        (True, True): look.number_bold,
    }
    room = width - _BETWEEN * (len(columns) - 1)
    total = sum(column.share for column in columns)
    lanes: list[Lane] = []
    x = 0.0
    for column in columns:
        own = room * column.share / total
        lanes.append(Lane(x, own, chosen[column.number, column.bold]))
        x += own + _BETWEEN
    return lanes


def as_cell(value: object, lane: Lane) -> Cell:
    """A drawn string where one line is enough, else a paragraph."""
    if isinstance(value, Flowable):
        return value
    text = "" if value is None else str(value)
    if printable(text):
        style = lane.style
        if stringWidth(text, style.fontName, style.fontSize) <= lane.width:
            return text
    return para(text, lane.style, lane.width)


class Grid(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Rows of cells on fixed lanes, with an optional head repeated on every page."""

    def __init__(
        self,
        lanes: Sequence[Lane],
        rows: Sequence[Sequence[Cell]],
        *,
        width: float,
        head: tuple[Sequence[Lane], Sequence[Cell]] | None = None,
        pad: float = ROOMY.pad,
        hair: bool = True,
        heights: Sequence[float] | None = None,
    ) -> None:
        super().__init__()
        self._lanes, self._rows, self._head = lanes, rows, head
        self._pad, self._hair = pad, hair
        self._heights = heights
        self.width = width

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        if self._heights is None:
            self._heights = [self._height_of(self._lanes, row) for row in self._rows]
        self._head_height = self._height_of(*self._head) if self._head else 0.0
        self.height = self._head_height + sum(self._heights)
        return self.width, self.height

    def _height_of(self, lanes: Sequence[Lane], row: Sequence[Cell]) -> float:
        tallest = max(
            lane.style.leading if isinstance(cell, str) else cell.wrap(lane.width, _ENDLESS)[1]
            for lane, cell in zip(lanes, row, strict=True)
        )
        return float(tallest) + 2 * self._pad

    def split(self, width: float, height: float) -> list[Flowable]:
        self.wrap(width, height)
        heights = self._heights or []
        room = height - self._head_height
        count, used = 0, 0.0
        while count < len(heights) and used + heights[count] <= room:
            used += heights[count]
            count += 1
        if count == len(heights):
            return [self]
        if count:
            return [self._part(slice(count)), self._part(slice(count, None))]
        return self._split_row(room) if heights[0] > _TALL and room > 40 else []

    def _part(self, chosen: slice) -> Grid:
        heights = self._heights[chosen] if self._heights else None
        return self._like(self._rows[chosen], heights)

    def _like(self, rows: Sequence[Sequence[Cell]], heights: Sequence[float] | None) -> Grid:
        return Grid(
            self._lanes,
            rows,
            width=self.width,
            head=self._head,
            pad=self._pad,
            hair=self._hair,
            heights=heights,
        )

    def _split_row(self, room: float) -> list[Flowable]:
        """Cut one row that is higher than a page, cell by cell."""
        above: list[Cell] = []
        below: list[Cell] = []
        for lane, cell in zip(self._lanes, self._rows[0], strict=True):
            parts = [] if isinstance(cell, str) else cell.split(lane.width, room - 2 * self._pad)
            above.append(parts[0] if parts else cell if isinstance(cell, str) else "")
            below.append(parts[1] if len(parts) > 1 else "" if parts or above[-1] else cell)
        if not any(isinstance(cell, Flowable) for cell in above):
            return []
        return [self._like([above], None), self._like([below, *self._rows[1:]], None)]

    def draw(self) -> None:
        top = self.height
        if self._head:
            top = self._draw_row(*self._head, top, self._head_height)
            self._line(top)
        last = len(self._rows) - 1
        for place, (row, height) in enumerate(zip(self._rows, self._heights or (), strict=True)):
            top = self._draw_row(self._lanes, row, top, height)
            if self._hair and place != last:
                self._line(top)

    def _draw_row(
        self, lanes: Sequence[Lane], row: Sequence[Cell], top: float, height: float
    ) -> float:
        pen = self.canv
        for lane, cell in zip(lanes, row, strict=True):
            if not isinstance(cell, str):
                cell.drawOn(pen, lane.x, top - self._pad - cell.height)  # measured by wrap
            elif cell:
                style = lane.style
                baseline = top - self._pad - style.fontSize  # where paragraphs have theirs
                pen.setFont(style.fontName, style.fontSize)
                pen.setFillColor(style.textColor)
                if style.alignment:
                    pen.drawRightString(lane.x + lane.width, baseline, cell)
                else:
                    pen.drawString(lane.x, baseline, cell)
        return top - height

    def _line(self, y: float) -> None:
        self.canv.setStrokeColor(HAIR)
        self.canv.setLineWidth(0.5)
        self.canv.line(0, y, self.width, y)


def fitted(value: object, width: float, style: ParagraphStyle) -> str:
    """The text cut to one drawn line of the width."""
    text = plain(value)
    while text and stringWidth(text, style.fontName, style.fontSize) > width:
        text = text[: max(len(text) - 4, 0)].rstrip() + "…" if len(text) > 4 else ""
    return text
