"""The certificate of completion: one landscape sheet a graduate, fit for a wall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable
from sqlalchemy.orm import Session

from drugcourt.casework.courts import CourtFacts, court_facts
from drugcourt.casework.exits.certificates import Graduate, graduates
from drugcourt.casework.paper_texts import words_of
from drugcourt.domain.dates import counted
from drugcourt.exchange.wording import PaperText, Wording
from drugcourt.reports.paper import Paper, Section
from drugcourt.reports.style import GREY, INK, TEAL, gap, para
from drugcourt.reports.type import BOLD, REGULAR

TITLE = "Certificate of completion"
_NAME = "{participant}"
_SMALLEST = 0.4  # of the usual size; a text so long is cut off at the border


@dataclass(frozen=True, slots=True)
class Figures:
    """The graduates, and the words of this court's certificate."""

    court: CourtFacts
    words: Wording
    graduates: tuple[Graduate, ...]


def gather(db: Session, *, episode_ids: Sequence[int], today: date) -> Figures:
    """Whom certificates are made out to; Refusal for someone who has not graduated."""
    words = words_of(db, paper=PaperText.CERTIFICATE).wording()
    found = graduates(db, episode_ids=episode_ids, today=today)
    return Figures(court_facts(db), words, tuple(found))


def paper(figures: Figures) -> Paper:
    """No head and no foot: the sheet itself is the certificate."""
    return Paper(title=TITLE, court=figures.court.name, landscape=True, bare=True)


def sections(figures: Figures) -> list[Section]:
    """A sheet for each graduate; the outline names nobody."""
    return [Section("", [Sheet(figures.court, _words(figures, g))]) for g in figures.graduates]


@dataclass(frozen=True, slots=True)
class SheetWords:
    """What one sheet says; each line says whether it is the name."""

    title: str
    lines: tuple[tuple[str, bool], ...]
    closing: str


class Sheet(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """The whole page: a double border, and the words in its middle, smaller where they are long."""

    def __init__(self, court: CourtFacts, words: SheetWords) -> None:
        super().__init__()
        self._court, self._words = court, words

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, height - 1
        return self.width, self.height

    def draw(self) -> None:
        pen = self.canv
        pen.setStrokeColor(TEAL)
        for inset, line in ((0, 2.2), (7, 0.7)):
            pen.setLineWidth(line)
            pen.rect(inset, inset, self.width - 2 * inset, self.height - 2 * inset)
        room, inner = self.height - 160, self.width - 120
        size = 1.0
        lines = self._lines(size)
        while _height(lines, inner) > room and size > _SMALLEST:
            size -= 0.1
            lines = self._lines(size)
        top = self.height - 36 - max(0.0, (room - _height(lines, inner)) / 2)
        for line in lines:
            top -= line.wrap(inner, room)[1]
            line.drawOn(pen, 60, top)
        self._signed(pen)

    def _lines(self, size: float) -> list[Flowable]:
        words, look = self._words, _Look(size)
        lines: list[Flowable] = [
            para(self._court.name, look.court),
            gap(10 * size),
            para(words.title, look.title),
            gap(18 * size),
        ]
        for text, named in words.lines:
            lines += [
                para(text, look.name if named else look.text),
                gap((14 if named else 6) * size),
            ]
        return [*lines, gap(10 * size), para(words.closing, look.closing)]

    def _signed(self, pen: Any) -> None:
        """Two lines to sign on: the judge, and the day."""
        judge = self._court.judge
        labels = (f"{judge}, Judge" if judge else "Judge", "Date")
        for x, label in zip((90.0, self.width - 90 - 220), labels, strict=True):
            pen.setStrokeColor(INK)
            pen.setLineWidth(0.6)
            pen.line(x, 62, x + 220, 62)
            words = para(label, _Look(1.0).small)
            words.wrap(220, 30)
            words.drawOn(pen, x, 62 - words.height - 2)


class _Look:
    """The styles of a certificate at a share of their usual size."""

    def __init__(self, size: float) -> None:
        self.court = _style("court", 13 * size, GREY)
        self.title = _style("certificate", 34 * size, TEAL, bold=True)
        self.name = _style("name", 30 * size, INK, bold=True)
        self.text = _style("text", 14 * size, INK)
        self.closing = _style("closing", 12 * size, GREY)
        self.small = _style("small", 9, GREY)


def _style(name: str, size: float, colour: Any, *, bold: bool = False) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=BOLD if bold else REGULAR,
        fontSize=size,
        leading=size * 1.3,
        textColor=colour,
        alignment=TA_CENTER,
        splitLongWords=1,
    )


def _height(lines: Sequence[Flowable], width: float) -> float:
    return float(sum(line.wrap(width, 1e6)[1] for line in lines))


def _words(figures: Figures, one: Graduate) -> SheetWords:
    words, values = figures.words, _values(figures, one)
    filled = zip(words.paragraphs, words.filled(values), strict=True)
    lines = tuple((text, raw.strip() == _NAME) for raw, text in filled)
    return SheetWords(words.title, lines, words.closed(values))


def _values(figures: Figures, one: Graduate) -> dict[str, str]:
    court = figures.court
    return {
        "participant": one.name,
        "court": court.name,
        "county": court.county,
        "state": court.state,
        "judge": court.judge,
        "program": one.program,
        "admitted": _written(one.admitted_on),
        "graduated": _written(one.graduated_on),
        "days": counted(one.days, "day"),
        "sober_days": counted(one.sober_days, "day"),
    }


def _written(day: date) -> str:
    """`November 24, 2026`."""
    return f"{day:%B} {day.day}, {day.year}"
