"""What frame all our papers share: head, foot, notice, page numbers, bookmarks.

Page numbers need the total, which is known at the end. Head and foot are therefore drawn once
the story stands, and added to the finished pages before they are written: nothing is built twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from reportlab import rl_config
from reportlab.lib.pagesizes import landscape, letter
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Spacer
from reportlab.platypus.doctemplate import PageBegin

from drugcourt.exchange.files import atomic_write
from drugcourt.reports.contents import section_key
from drugcourt.reports.pen import Pen
from drugcourt.reports.style import HAIR, INK, MARGIN, RULE, marked, para, styles
from drugcourt.reports.type import one_line, plain, register, safe

_TOP = 38.0  # from the paper's upper edge to the head
_BOTTOM = 26.0  # from the lower edge to the foot
_NUMBERS = 128.0  # width of the page numbers beside the notice
_BESIDE = 208.0  # with sheets or the reader's name: each on one line
_LONGEST_NOTICE = 3_000  # letters; a foot must leave room for the story
_MAKER = "Court papers"  # a property of every file: it says no more than the page of any does
Draw = Callable[[Any], None]

# The text coding of binary streams is for the printers of long ago: slower, and a quarter longer.
rl_config.useA85 = 0


@dataclass(frozen=True)
class Paper:
    """The frame's texts, as they are; `title` is also the file's property, so never a name.

    A `bare` paper has neither head nor foot: the title is its property only.
    """

    title: str
    court: str
    judge: str = ""
    subtitle_right: tuple[str, ...] = ()
    confidential: str | None = None
    notice: str | None = None
    reader: str = ""
    state: str = ""
    landscape: bool = False
    bare: bool = False


@dataclass(frozen=True)
class Section:
    """One person or chapter of a file; it starts a new page with the full head."""

    bookmark: str
    story: Iterable[Flowable]
    subtitle_right: tuple[str, ...] | None = None


def build(
    paper: Paper,
    story: Iterable[Flowable],
    target: str | Path | BinaryIO,
    *,
    sections: Sequence[Section] = (),
) -> int:
    """Write the paper as PDF and return the number of its pages.

    The story comes first if there is one, then each section. A path appears whole or not at all.
    """
    register()
    opening = list(story)
    chapters = [Section("", opening), *sections] if opening or not sections else list(sections)
    if isinstance(target, str | Path):
        with atomic_write(Path(target)) as file:
            return _Document(paper, chapters, file).write()
    return _Document(paper, chapters, target).write()


class _Document(BaseDocTemplate):  # type: ignore[misc]  # ReportLab has no types
    def __init__(self, paper: Paper, chapters: Sequence[Section], file: BinaryIO) -> None:
        self._chapters = chapters
        self._chapter = 0
        self._pages: list[tuple[int, bool]] = []  # the chapter of each page; is it the first?
        size = landscape(letter) if paper.landscape else letter
        self._trim = _Trim(paper, chapters, size)
        super().__init__(
            file,
            pagesize=size,
            title=one_line(paper.title),
            author=one_line(paper.court),
            subject=one_line(paper.title),
            creator=_MAKER,
            producer=_MAKER,
            lang="en-US",
            invariant=1,
            allowSplitting=1,
        )
        self.addPageTemplates(
            [
                self._template("first", self._trim.first_height, following="later"),
                self._template("later", self._trim.later_height, following="later"),
            ]
        )

    def _template(self, name: str, head: float, *, following: str) -> PageTemplate:
        foot = _BOTTOM + self._trim.foot_height + 8
        frame = Frame(
            MARGIN,
            foot,
            self.pagesize[0] - 2 * MARGIN,
            self.pagesize[1] - _TOP - head - foot,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        return PageTemplate(
            name,
            [frame],
            onPage=lambda _canvas, _document: self._page_begun(first=name == "first"),
            autoNextPageTemplate=following,
        )

    @property
    def pagesize(self) -> tuple[float, float]:
        return self._trim.size

    @pagesize.setter
    def pagesize(self, _size: tuple[float, float]) -> None:
        """ReportLab sets its argument here again; the trim knows it already."""

    def _page_begun(self, *, first: bool) -> None:
        self._pages.append((self._chapter, first))
        bookmark = one_line(self._chapters[self._chapter].bookmark)
        if first and bookmark:
            key = section_key(self._chapter + 1)
            self.canv.bookmarkPage(key, fit="XYZ", left=0, top=self.pagesize[1], zoom=0)
            self.canv.addOutlineEntry(bookmark, key, level=0)

    def write(self) -> int:
        self._startBuild(canvasmaker=Pen)
        for number, chapter in enumerate(self._chapters):
            if number:
                self._next_chapter(number)
            flowables = list(chapter.story) or [Spacer(1, 1)]
            while flowables:
                self.clean_hanging()
                self.handle_flowable(flowables)
        self._doSave = 0  # head and foot come first
        self._endBuild()
        self._dress()
        self.canv.setViewerPreference("DisplayDocTitle", "true")
        self.canv.save()
        pages = len(self._pages)
        self._let_go()
        return pages

    def _let_go(self) -> None:
        """Part what refers to each other in rings.

        Python would find tens of thousands of such objects on the window's own thread, and the
        window would stand still meanwhile.
        """
        for part in (self.canv._doc, self.canv, *self.pageTemplates, self):
            part.__dict__.clear()

    def _next_chapter(self, number: int) -> None:
        self._chapter = number
        self.handle_nextPageTemplate("first")
        if not (self._hanging and self._hanging[-1] is PageBegin):
            self.handle_pageBreak()

    def _dress(self) -> None:
        """Add head and foot, and the numbers of a table of contents, to the pages that stand."""
        self._fill_contents()
        if self._trim.bare:
            return
        totals = [0] * len(self._chapters)
        for chapter, _ in self._pages:
            totals[chapter] += 1
        counted = [0] * len(self._chapters)
        sheets = self.canv._doc.Pages.pages
        for place, (sheet, (chapter, first)) in enumerate(zip(sheets, self._pages, strict=True)):
            counted[chapter] += 1
            words = f"Page {counted[chapter]} of {totals[chapter]}"
            if len(self._chapters) > 1:
                words += f" · sheet {place + 1} of {len(sheets)}"
            section = self._chapters[chapter]
            sheet.stream += self._trim.drawn(self.canv, section, words, first=first)

    def _fill_contents(self) -> None:
        begins: dict[int, int] = {}
        for place, (chapter, _) in enumerate(self._pages):
            begins.setdefault(chapter + 1, place + 1)
        sheets = self.canv._doc.Pages.pages
        for awaited in self.canv.awaited:
            draw = partial(awaited.draw, number=begins[awaited.section])
            sheets[awaited.page].stream += _recorded(self.canv, draw)


class _Trim:
    """The drawing of head and foot; what is the same on many pages is drawn once."""

    def __init__(
        self, paper: Paper, chapters: Sequence[Section], size: tuple[float, float]
    ) -> None:
        self.size = size
        self._paper = paper
        self._width = size[0] - 2 * MARGIN
        self._repeated: dict[tuple[str, ...], str] = {}
        look = styles()
        byline = " · ".join(filter(None, (paper.court, paper.judge)))
        self._left = [para(one_line(paper.title), look.title), para(one_line(byline), look.body)]
        self._red = (
            [para(one_line(paper.confidential), look.confidential)] if paper.confidential else []
        )
        self._left_height = _height(self._left, self._width * 0.62)
        rights = [
            _height(_asides(lines), self._width * 0.36)
            for lines in {self._lines(chapter) for chapter in chapters}
        ]
        self._head_height = max(self._left_height, *rights) + 5
        self._red_height = _height(self._red, self._width)
        red = self._red_height + 5 if self._red else 0
        self.first_height = self._head_height + red + 9
        self._numbers = _BESIDE if len(chapters) > 1 or paper.reader else _NUMBERS
        self._later_line = 8.0 + self._red_height  # of the rule, below the upper edge of the text
        self.later_height = self._later_line + 12
        notice = safe(paper.notice, _LONGEST_NOTICE)
        self._notice = [marked(notice, look.notice)] if notice else []
        self._measure_foot()
        self.bare = paper.bare
        if paper.bare:
            self.first_height = self.later_height = self.foot_height = 0.0

    def _lines(self, section: Section) -> tuple[str, ...]:
        own = section.subtitle_right
        return self._paper.subtitle_right if own is None else own

    def _measure_foot(self) -> None:
        look = styles().notice_right
        self._reader = [para(one_line(self._paper.reader, 120), look)] if self._paper.reader else []
        numbers = look.leading + _height(self._reader, self._numbers)
        beside = self._width - self._numbers - 12
        height = _height(self._notice, beside)
        # A long notice takes the whole width, under the page numbers.
        self._notice_below = height > 4 * look.leading
        if self._notice_below:
            self._notice_height = _height(self._notice, self._width)
            self.foot_height = look.leading + self._notice_height + 6
        else:
            self._notice_height = height
            self.foot_height = max(height, numbers) + 5

    def drawn(self, canvas: Any, section: Section, words: str, *, first: bool) -> str:
        """The page's head and foot in the language of PDF pages."""
        lines = self._lines(section)
        if first:
            parts = [
                self._once(canvas, ("first",), self._draw_first),
                self._once(canvas, ("first", *lines), lambda pen: self._draw_right(pen, lines)),
            ]
        else:
            parts = [
                self._once(canvas, ("later",), self._draw_later),
                self._once(
                    canvas, ("later", *lines), lambda pen: self._draw_later_right(pen, lines)
                ),
            ]
        parts.append(self._once(canvas, ("foot",), self._draw_foot))
        parts.append(_recorded(canvas, lambda pen: self._draw_numbers(pen, words)))
        return "\n".join(parts)

    def _once(self, canvas: Any, key: tuple[str, ...], draw: Draw) -> str:
        if key not in self._repeated:
            self._repeated[key] = _recorded(canvas, draw)
        return self._repeated[key]

    def _draw_first(self, pen: Any) -> None:
        top = self.size[1] - _TOP
        _pour(pen, self._left, MARGIN, top, self._width * 0.62)
        line = top - self._head_height
        pen.setStrokeColor(INK)
        pen.setLineWidth(0.8)
        pen.line(MARGIN, line, MARGIN + self._width, line)
        _pour(pen, self._red, MARGIN, line - 5, self._width)

    def _draw_right(self, pen: Any, lines: tuple[str, ...]) -> None:
        x = MARGIN + self._width * 0.64
        _pour(pen, _asides(lines), x, self.size[1] - _TOP + 1, self._width * 0.36)

    def _draw_later(self, pen: Any) -> None:
        paper, look = self._paper, styles()
        top = self.size[1] - _TOP
        running = para(" · ".join(filter(None, (paper.title, paper.court))), look.small)
        _pour(pen, [running], MARGIN, top + 6, self._width * 0.6)
        _pour(pen, self._red, MARGIN, top - 4.5, self._width)
        pen.setStrokeColor(RULE)
        pen.setLineWidth(0.5)
        line = top - self._later_line
        pen.line(MARGIN, line, MARGIN + self._width, line)

    def _draw_later_right(self, pen: Any, lines: tuple[str, ...]) -> None:
        right = [para(line, styles().small_right) for line in lines[:1]]
        x = MARGIN + self._width * 0.64
        _pour(pen, right, x, self.size[1] - _TOP + 6, self._width * 0.36)

    def _draw_foot(self, pen: Any) -> None:
        top = _BOTTOM + self.foot_height
        pen.setStrokeColor(HAIR if not self._notice else RULE)
        pen.setLineWidth(0.5)
        pen.line(MARGIN, top, MARGIN + self._width, top)
        look = styles().notice_right
        if self._notice_below:
            _pour(pen, self._notice, MARGIN, top - look.leading - 5, self._width)
            reader = para(one_line(self._paper.reader, 90), styles().notice)
            _pour(pen, [reader], MARGIN, top - 4, self._width - self._numbers)
            return
        _pour(pen, self._notice, MARGIN, top - 4, self._width - self._numbers - 12)
        x = MARGIN + self._width - self._numbers
        _pour(pen, self._reader, x, top - 4 - look.leading, self._numbers)

    def _draw_numbers(self, pen: Any, words: str) -> None:
        look = styles().notice_right
        state = plain(self._paper.state, 24)
        text = f"{words} · file state {state}" if state else words
        pen.setFont(look.fontName, look.fontSize)
        pen.setFillColor(look.textColor)
        x = MARGIN + self._width - stringWidth(text, look.fontName, look.fontSize)
        pen.drawString(x, _BOTTOM + self.foot_height - 4 - look.fontSize, text)


def _asides(lines: tuple[str, ...]) -> list[Flowable]:
    return [para(line, styles().aside) for line in lines]


def _height(flowables: Sequence[Flowable], width: float) -> float:
    return float(sum(flowable.wrap(width, 1e6)[1] for flowable in flowables))


def _pour(pen: Any, flowables: Sequence[Flowable], x: float, top: float, width: float) -> None:
    for flowable in flowables:
        top -= flowable.wrap(width, 1e6)[1]
        flowable.drawOn(pen, x, top)


def _recorded(canvas: Any, draw: Draw) -> str:
    """What `draw` would put on a page, kept as text instead; the canvas stays as it was."""
    kept = canvas._code
    canvas._code = []
    canvas.saveState()
    draw(canvas)
    canvas.restoreState()
    code = "\n".join(canvas._code)
    canvas._code = kept
    return f"{code}\n"
