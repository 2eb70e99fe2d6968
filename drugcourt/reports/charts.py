"""Which small pictures of numbers our papers carry.

Everything is labelled with its number, and shapes and shades differ so that grey print suffices.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from reportlab.graphics.shapes import Circle, Drawing, Line, PolyLine, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth

from drugcourt.reports.style import GREY, HAIR, INK, RULE, TEAL, WIDTH, styles
from drugcourt.reports.tables import fitted
from drugcourt.reports.type import BOLD, REGULAR

_PALE = HexColor("#b8dcd8")
_SIZE = 7.4
_NOTHING = "No figures for this period."
DAY_STATES: Mapping[str, str] = {
    "negative": "Negative",
    "positive": "Positive",
    "missed": "Missed",
    "excused": "Excused",
    "pending": "Pending",
}


def _words(
    x: float, y: float, text: str, *, anchor: str = "start", bold: bool = False, colour: Any = INK
) -> String:
    return String(
        x,
        y,
        text,
        fontName=BOLD if bold else REGULAR,
        fontSize=_SIZE,
        fillColor=colour,
        textAnchor=anchor,
    )


def _stroke(x1: float, y1: float, x2: float, y2: float, colour: Any, width: float = 0.5) -> Line:
    return Line(x1, y1, x2, y2, strokeColor=colour, strokeWidth=width)


def _nothing(width: float) -> Drawing:
    picture = Drawing(width, 16)
    picture.add(_words(0, 5, _NOTHING, colour=GREY))
    return picture


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def bars(pairs: Sequence[tuple[str, float]], *, width: float = WIDTH, unit: str = "") -> Drawing:
    """Horizontal bars with their names and numbers, such as the caseload by phase."""
    look = styles().small
    if not pairs:
        return _nothing(width)
    each = 15.0
    picture = Drawing(width, each * len(pairs))
    names = [fitted(name, width * 0.35, look) for name, _ in pairs]
    left = max(stringWidth(name, REGULAR, _SIZE) for name in names) + 8
    most = max(value for _, value in pairs) or 1
    room = width - left - 60
    for place, (name, (_, value)) in enumerate(zip(names, pairs, strict=True)):
        y = picture.height - each * (place + 1)
        long = max(room * value / most, 0)
        picture.add(_words(left - 8, y + 4.5, name, anchor="end"))
        picture.add(Rect(left, y + 2.5, long, 9.5, fillColor=TEAL, strokeColor=None))
        picture.add(_words(left + long + 4, y + 4.5, f"{_number(value)} {unit}".strip(), bold=True))
    picture.add(_stroke(left, 0, left, picture.height, RULE))
    return picture


def stacked_weeks(
    weeks: Sequence[tuple[str, int, int]],
    *,
    names: tuple[str, str] = ("Negative", "Unexpected positive"),
    width: float = WIDTH,
    height: float = 140,
) -> Drawing:
    """A column a week: the second number, dark, stands on the first, pale."""
    styles()
    if not weeks:
        return _nothing(width)
    picture = Drawing(width, height)
    _legend(picture, ((_PALE, names[0]), (INK, names[1])), height - 8)
    floor, top = 14.0, height - 34
    most = max(first + second for _, first, second in weeks) or 1
    each = width / len(weeks)
    wide = min(each * 0.62, 26.0)
    every = max(int(len(weeks) * 34 / width + 0.999), 1)
    for place, (label, first, second) in enumerate(weeks):
        middle = each * (place + 0.5)
        low = (top - floor) * first / most
        high = (top - floor) * second / most
        x = middle - wide / 2
        picture.add(Rect(x, floor, wide, low, fillColor=_PALE, strokeColor=TEAL, strokeWidth=0.4))
        if second:
            picture.add(Rect(x, floor + low, wide, high, fillColor=INK, strokeColor=None))
        if each >= 15:
            text = f"{first + second}" if not second else f"{first} + {second}"
            if stringWidth(text, REGULAR, _SIZE) > each:
                text = str(first + second)
            picture.add(_words(middle, floor + low + high + 3, text, anchor="middle"))
        if place % every == 0:
            shown = fitted(label, each * every, styles().small)
            picture.add(_words(middle, 3, shown, anchor="middle", colour=GREY))
    picture.add(_stroke(0, floor, width, floor, RULE))
    return picture


def _legend(picture: Drawing, entries: Sequence[tuple[Any, str]], y: float) -> None:
    x = 0.0
    for colour, name in entries:
        picture.add(Rect(x, y, 7, 7, fillColor=colour, strokeColor=INK, strokeWidth=0.4))
        shown = fitted(name, 160, styles().small)
        picture.add(_words(x + 10, y + 0.8, shown))
        x += 10 + stringWidth(shown, REGULAR, _SIZE) + 14


def line(
    points: Sequence[tuple[str, float | None]], *, width: float = WIDTH, height: float = 110
) -> Drawing:
    """A line from zero up, with first, last and highest numbers written; None is a gap."""
    styles()
    if all(value is None for _, value in points):
        return _nothing(width)
    picture = Drawing(width, height)
    floor, top, left, right = 14.0, height - 14, 22.0, width - 26
    values = [value for _, value in points if value is not None]
    most = max(values, default=0) or 1
    picture.add(_stroke(left, floor, right, floor, RULE))
    picture.add(_stroke(left, top, right, top, HAIR))
    picture.add(_words(left - 4, floor - 2, "0", anchor="end", colour=GREY))
    picture.add(_words(left - 4, top - 2, _number(most), anchor="end", colour=GREY))
    step = (right - left) / max(len(points) - 1, 1)
    places = [
        None if value is None else (left + step * at, floor + (top - floor) * value / most)
        for at, (_, value) in enumerate(points)
    ]
    _draw_line(picture, places, 1.2)
    every = max(int(len(points) * 40 / (right - left) + 0.999), 1)
    for at, (label, value) in enumerate(points):
        if at % every == 0:
            shown = fitted(label, step * every, styles().small)
            picture.add(_words(left + step * at, 3, shown, anchor="middle", colour=GREY))
        spot = places[at]
        if spot and value is not None and at == len(points) - 1:
            picture.add(Circle(*spot, 2, fillColor=TEAL, strokeColor=None))
            picture.add(_words(spot[0] + 5, spot[1] - 2.5, _number(value), bold=True))
    return picture


def sparkline(values: Sequence[float | None], *, width: float = 90, height: float = 16) -> Drawing:
    """A line without axes, for a table's cell."""
    picture = Drawing(width, height)
    known = [value for value in values if value is not None]
    low, span = min(known, default=0), (max(known, default=0) - min(known, default=0)) or 1
    step = (width - 4) / max(len(values) - 1, 1)
    places = [
        None if value is None else (2 + step * at, 2 + (height - 4) * (value - low) / span)
        for at, value in enumerate(values)
    ]
    _draw_line(picture, places, 0.9)
    if places and places[-1]:
        picture.add(Circle(*places[-1], 1.5, fillColor=TEAL, strokeColor=None))
    return picture


def _draw_line(
    picture: Drawing, places: Sequence[tuple[float, float] | None], thick: float
) -> None:
    run: list[float] = []
    for place in [*places, None]:
        if place is not None:
            run.extend(place)
            continue
        if len(run) == 2:
            picture.add(Circle(run[0], run[1], thick, fillColor=TEAL, strokeColor=None))
        elif run:
            picture.add(PolyLine(run, strokeColor=TEAL, strokeWidth=thick))
        run = []


def day_grid(
    days: Sequence[tuple[date, str]], *, first: date, last: date, width: float = WIDTH
) -> Drawing:
    """One square a day, a column a week from Sunday: which days were tested, and how it went."""
    styles()
    start = first - timedelta(days=(first.weekday() + 1) % 7)
    weeks = (last - start).days // 7 + 1
    left = 22.0
    side = min((width - left) / max(weeks, 1), 12.0)
    picture = Drawing(width, 7 * side + 28)
    states = dict(days)
    top = picture.height - 12
    shown_until = -100.0
    for at in range(max((last - first).days + 1, 0)):
        day = first + timedelta(days=at)
        week, weekday = divmod((day - start).days, 7)
        x, y = left + week * side, top - (weekday + 1) * side
        _day(picture, x, y, side, states.get(day, ""))
        if (day.day == 1 or at == 0) and x >= shown_until:
            picture.add(_words(x, top + 3, f"{day:%b}", colour=GREY))
            shown_until = x + 22
    for weekday, name in ((1, "Mon"), (3, "Wed"), (5, "Fri")):
        y = top - (weekday + 1) * side + side / 2 - 2.5
        picture.add(_words(0, y, name, colour=GREY))
    x = left
    for state, name in DAY_STATES.items():
        _day(picture, x, 0, 9, state)
        picture.add(_words(x + 12, 1.5, name))
        x += 12 + stringWidth(name, REGULAR, _SIZE) + 12
    return picture


def _day(picture: Drawing, x: float, y: float, side: float, state: str) -> None:
    """Negative pale, positive black, missed crossed, excused dashed, pending dotted."""
    inner = side - 1.6
    fill = {"negative": _PALE, "positive": INK}.get(state)
    edge = INK if state else HAIR
    picture.add(Rect(x, y, inner, inner, fillColor=fill, strokeColor=edge, strokeWidth=0.4))
    far_x, far_y = x + inner, y + inner
    if state == "missed":
        picture.add(_stroke(x, y, far_x, far_y, INK, 0.8))
        picture.add(_stroke(x, far_y, far_x, y, INK, 0.8))
    elif state == "excused":
        picture.add(_stroke(x + 1.5, y + inner / 2, far_x - 1.5, y + inner / 2, INK, 0.8))
    elif state == "pending":
        picture.add(
            Circle(x + inner / 2, y + inner / 2, inner / 6, fillColor=INK, strokeColor=None)
        )
