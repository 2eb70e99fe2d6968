"""Which blocks a page is put together from: facts, boxes, columns, signatures, marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from drugcourt.domain.findings import Verdict as Found
from drugcourt.reports.style import GREY, GUTTER, INK, WIDTH, cut, para, styles
from drugcourt.reports.tables import Grid, Lane, as_cell
from drugcourt.reports.type import REGULAR, plain

Verdict = Literal["met", "unknown", "unmet", "none"]
_MARKS: dict[Found, Verdict] = {
    Found.MET: "met",
    Found.WAIVED: "met",
    Found.UNMET: "unmet",
    Found.FAILED: "unmet",
    Found.UNKNOWN: "unknown",
}
_ENDLESS = 1e6
_FACT_GUTTER = 10.0


def fact_grid(
    pairs: Sequence[tuple[object, object]],
    columns: int = 3,
    width: float | None = None,
    label_width: float = 62.0,
) -> Flowable:
    """Grey labels with their values, filled row by row; a label has up to half of its column."""
    width = width or WIDTH
    look = styles()
    room = width - _FACT_GUTTER * (columns - 1)
    # The first column holds names and phases, so it is a little wider.
    each = room / (columns + 0.15) if columns > 1 else room
    lanes: list[Lane] = []
    x = 0.0
    for column in range(columns):
        own = each * 1.15 if column == 0 and columns > 1 else each
        label = min(label_width, own * (0.4 if label_width <= 62 else 0.5))
        lanes += [Lane(x, label, look.label), Lane(x + label, own - label, look.body)]
        x += own + _FACT_GUTTER
    rows: list[list[str | Flowable]] = []
    for start in range(0, len(pairs), columns):
        row: list[str | Flowable] = []
        for name, value in pairs[start : start + columns]:
            at = len(row)
            row += [as_cell(name, lanes[at]), as_cell(value, lanes[at + 1])]
        rows.append(row + [""] * (2 * columns - len(row)))
    return Grid(lanes, rows, width=width, pad=0.6, hair=False)


def boxed(paragraphs: Sequence[Flowable | str]) -> Flowable:
    """A framed box; plain strings are outside text."""
    return _Box([para(item) if isinstance(item, str) else item for item in paragraphs])


def two_columns(
    left: Sequence[Flowable],
    right: Sequence[Flowable],
    width: float | None = None,
    share: float = 0.5,
) -> list[Flowable]:
    """Two stacks side by side; each runs on over the following pages. The left has its `share`."""
    return [_Columns(list(left), list(right), width or WIDTH, share)]


def signature_lines(names: Sequence[str]) -> Flowable:
    """Lines to sign on, with the names under them."""
    return _Signatures([plain(name, 60) for name in names])


def checkboxes(
    labels: Sequence[tuple[object, bool]] | Sequence[object],
    width: float | None = None,
    style: ParagraphStyle | None = None,
) -> Flowable:
    """Squares to tick on paper; a pair says whether the square is ticked already."""
    width = width or WIDTH
    look = styles()
    lanes = [Lane(0, 14, look.body), Lane(14, width - 14, look.body)]
    rows: list[list[str | Flowable]] = []
    for item in labels:
        label, ticked = item if isinstance(item, tuple) else (item, False)
        rows.append([_Square(bool(ticked)), para(label, style)])
    return Grid(lanes, rows, width=width, pad=1.2, hair=False)


def verdict_mark(verdict: Found) -> Mark:
    """The sign of a finding: waived counts as met, what can't be met any more as unmet."""
    return Mark(_MARKS[verdict])


class Mark(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A finding's verdict, drawn, so that no face can lack it."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__()
        self.verdict = verdict

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        self.height = 11
        return 9, 11

    def draw(self) -> None:
        pen = self.canv
        pen.setStrokeColor(GREY if self.verdict == "none" else INK)
        pen.setLineWidth(0.9)
        if self.verdict == "met":
            _tick(pen, 0.5, 2.2)
        elif self.verdict == "unmet":
            pen.line(1, 2.4, 6.4, 7.8)
            pen.line(1, 7.8, 6.4, 2.4)
        elif self.verdict == "unknown":
            pen.setFillColor(INK)
            pen.setFont(REGULAR, 8.6)
            pen.drawString(1.6, 2.3, "?")
        else:
            pen.line(1.4, 5, 6, 5)


class _Square(Flowable):  # type: ignore[misc]  # ReportLab has no types
    def __init__(self, ticked: bool) -> None:
        super().__init__()
        self._ticked = ticked

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        self.height = 12
        return 9, 12

    def draw(self) -> None:
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(0.7)
        self.canv.rect(0.5, 1.8, 7.4, 7.4, stroke=1, fill=0)
        if self._ticked:
            self.canv.setLineWidth(1)
            _tick(self.canv, 1.2, 2.6)


def _tick(pen: Any, x: float, y: float) -> None:
    pen.line(x, y + 2.4, x + 2, y)
    pen.line(x + 2, y, x + 6.2, y + 5.4)


class _Stack(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Flowables one under the other, measured once a width."""

    def _measure(self, flowables: list[Flowable], width: float) -> list[tuple[Flowable, float]]:
        return cut(flowables, width, _ENDLESS)[0]

    def _pour(self, stack: list[tuple[Flowable, float]], x: float, top: float) -> None:
        for flowable, height in stack:
            top -= height
            flowable.drawOn(self.canv, x, top)


class _Box(_Stack):
    _pad = 8.0

    def __init__(self, flowables: list[Flowable]) -> None:
        super().__init__()
        self._flowables = flowables
        self.spaceBefore = self.spaceAfter = 6

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        self._stack = self._measure(self._flowables, width - 2 * self._pad)
        self.height = sum(height for _, height in self._stack) + 2 * self._pad
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        inner = width - 2 * self._pad
        fits, rest = cut(self._flowables, inner, height - 2 * self._pad)
        if not fits or not rest:
            return []
        return [_Box([flowable for flowable, _ in fits]), _Box(rest)]

    def draw(self) -> None:
        self.canv.setStrokeColor(INK)
        self.canv.setLineWidth(0.75)
        self.canv.rect(0.4, 0, self.width - 0.8, self.height, stroke=1, fill=0)
        self._pour(self._stack, self._pad, self.height - self._pad)


class _Columns(_Stack):
    def __init__(
        self, left: list[Flowable], right: list[Flowable], width: float, share: float
    ) -> None:
        super().__init__()
        self._sides = (left, right)
        self._width, self._share = width, share
        self._widths = ((width - GUTTER) * share, (width - GUTTER) * (1 - share))

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        self._stacks = [
            self._measure(side, width)
            for side, width in zip(self._sides, self._widths, strict=True)
        ]
        self.height = max(sum(height for _, height in stack) for stack in self._stacks)
        return self._width, self.height

    def split(self, _width: float, height: float) -> list[Flowable]:
        parts = [
            cut(side, width, height) for side, width in zip(self._sides, self._widths, strict=True)
        ]
        # A side that has something to say must begin here, or both begin on the next page.
        if any(side and not fits for side, (fits, _) in zip(self._sides, parts, strict=True)):
            return []
        (left, left_rest), (right, right_rest) = parts
        if not left_rest and not right_rest:
            return []
        return [
            _Columns(
                [item for item, _ in left], [item for item, _ in right], self._width, self._share
            ),
            _Columns(left_rest, right_rest, self._width, self._share),
        ]

    def draw(self) -> None:
        for side, stack in enumerate(self._stacks):
            self._pour(stack, side * (self._widths[0] + GUTTER), self.height)


class _Signatures(Flowable):  # type: ignore[misc]  # ReportLab has no types
    def __init__(self, names: list[str]) -> None:
        super().__init__()
        self._names = names

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        return width, 46

    def draw(self) -> None:
        pen = self.canv
        each = (self.width - GUTTER * (len(self._names) - 1)) / max(len(self._names), 1)
        pen.setStrokeColor(INK)
        pen.setFillColor(GREY)
        pen.setLineWidth(0.75)
        pen.setFont(REGULAR, 8.2)
        for place, name in enumerate(self._names):
            x = place * (each + GUTTER)
            pen.line(x, 13, x + each, 13)
            pen.drawString(x, 2, name)
