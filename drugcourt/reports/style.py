"""What our paper looks like: its colours, type sizes and paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, Spacer

from drugcourt.reports.type import BOLD, REGULAR, needs_shaping, register, safe

INK = HexColor("#111827")
GREY = HexColor("#6b7280")
RULE = HexColor("#9ca3af")
HAIR = HexColor("#dfe2e7")
RED = HexColor("#7f1d1d")
TEAL = HexColor("#0f766e")

MARGIN = 43.2
GUTTER = 16.0
WIDTH = letter[0] - 2 * MARGIN
LANDSCAPE_WIDTH = letter[1] - 2 * MARGIN
HALF = (WIDTH - GUTTER) / 2


@dataclass(frozen=True)
class Styles:
    """The paragraph styles of all papers."""

    title: ParagraphStyle
    body: ParagraphStyle
    strong: ParagraphStyle
    muted: ParagraphStyle
    small: ParagraphStyle
    small_right: ParagraphStyle
    label: ParagraphStyle
    heading: ParagraphStyle
    cell: ParagraphStyle
    cell_bold: ParagraphStyle
    number: ParagraphStyle
    number_bold: ParagraphStyle
    cell_small: ParagraphStyle
    number_small: ParagraphStyle
    head: ParagraphStyle
    head_right: ParagraphStyle
    aside: ParagraphStyle
    confidential: ParagraphStyle
    notice: ParagraphStyle
    notice_right: ParagraphStyle


def _style(
    name: str,
    size: float,
    leading: float,
    *,
    bold: bool = False,
    colour: Color = INK,
    right: bool = False,
) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=BOLD if bold else REGULAR,
        fontSize=size,
        leading=leading,
        textColor=colour,
        alignment=TA_RIGHT if right else 0,
        splitLongWords=1,
    )


@cache
def styles() -> Styles:
    """The styles, with the faces they need."""
    register()
    return Styles(
        title=_style("title", 13, 16, bold=True),
        body=_style("body", 8.8, 12),
        strong=_style("strong", 8.8, 12, bold=True),
        muted=_style("muted", 8.8, 12, colour=GREY),
        small=_style("small", 7.2, 9.6, colour=GREY),
        small_right=_style("small_right", 7.2, 9.6, colour=GREY, right=True),
        label=_style("label", 8.8, 12, colour=GREY),
        heading=_style("heading", 9.2, 12, bold=True),
        cell=_style("cell", 8.6, 11),
        cell_bold=_style("cell_bold", 8.6, 11, bold=True),
        number=_style("number", 8.6, 11, right=True),
        number_bold=_style("number_bold", 8.6, 11, bold=True, right=True),
        cell_small=_style("cell_small", 8, 9.7),
        number_small=_style("number_small", 8, 9.7, right=True),
        head=_style("head", 7.2, 9.6, bold=True, colour=GREY),
        head_right=_style("head_right", 7.2, 9.6, bold=True, colour=GREY, right=True),
        aside=_style("aside", 8.4, 11.4, colour=HexColor("#374151"), right=True),
        confidential=_style("confidential", 7.4, 9.6, bold=True, colour=RED),
        notice=_style("notice", 6.6, 8.6, colour=HexColor("#374151")),
        notice_right=_style("notice_right", 6.6, 8.6, colour=HexColor("#374151"), right=True),
    )


@lru_cache(maxsize=64)
def _shaped(style: ParagraphStyle) -> ParagraphStyle:
    return ParagraphStyle(f"{style.name}-shaped", parent=style, shaping=1)


def para(
    text: object, style: ParagraphStyle | None = None, width: float | None = None
) -> Paragraph:
    """A paragraph of text from outside, printed literally.

    Narrow places tell their width, so that right-to-left text is set in lines that fit.
    """
    style = style or styles().body
    if width is None:
        return marked(safe(text), style)
    return marked(safe(text, rtl_line=max(int(width / style.fontSize / 0.55), 1)), style)


def marked(markup: str, style: ParagraphStyle | None = None) -> Paragraph:
    """A paragraph of markup made from `safe`, `strong` and `muted` texts."""
    style = style or styles().body
    return Paragraph(markup, _shaped(style) if needs_shaping(markup) else style)


def bullets(texts: Iterable[object]) -> list[Flowable]:
    """The texts as a list with hanging dots."""
    style = _bulleted()
    return [marked(f"<bullet>•</bullet>{safe(text)}", style) for text in texts]


@cache
def _bulleted() -> ParagraphStyle:
    return ParagraphStyle(
        "bulleted", parent=styles().body, leftIndent=10, bulletIndent=1, bulletFontName=REGULAR
    )


def gap(points: float = 6) -> Spacer:
    """Empty height."""
    return Spacer(1, points)


def section(title: object, muted: object = "") -> Flowable:
    """A heading over a thin rule that stays with what follows."""
    markup = safe(title)
    if muted:
        markup += f' <font name="{REGULAR}" color="#6b7280">{safe(muted)}</font>'
    return Heading(marked(markup, styles().heading))


class Heading(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A section's heading; it asks for room for a few lines below, so it never ends a page."""

    _above, _below, _company = 9.0, 5.0, 50.0

    def __init__(self, words: Paragraph) -> None:
        super().__init__()
        self._words = words

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self._text_height = self._words.wrap(width, height)[1]
        self.height = self._above + self._text_height + self._below
        return width, self.height if height >= self.height + self._company else height + 1

    def draw(self) -> None:
        self._words.drawOn(self.canv, 0, self._below)
        self.canv.setStrokeColor(RULE)
        self.canv.setLineWidth(0.6)
        self.canv.line(0, 2.2, self.width, 2.2)


def cut(
    flowables: Sequence[Flowable], width: float, height: float
) -> tuple[list[tuple[Flowable, float]], list[Flowable]]:
    """What of the flowables fits the height, each with its own height, and what remains."""
    fits: list[tuple[Flowable, float]] = []
    left = height
    for place, flowable in enumerate(flowables):
        needed = flowable.wrap(width, left)[1]
        if needed <= left:
            fits.append((flowable, needed))
            left -= needed
            continue
        parts = flowable.split(width, left)
        if parts:
            fits.append((parts[0], parts[0].wrap(width, left)[1]))
        return fits, [*(parts[1:] or ([] if parts else [flowable])), *flowables[place + 1 :]]
    return fits, []
