"""A table of contents: where each part of a file begins, filled in once the pages stand."""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from drugcourt.reports.style import styles


class SheetNumber(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """The number of the sheet on which a section begins; its whole row leads there.

    `section` counts from 1, a story before the sections among them. `reach` is how far the row
    goes to the left of the number's own place. On a canvas that is not a paper's it stays empty.
    """

    def __init__(self, section: int, reach: float = 0.0) -> None:
        super().__init__()
        self.section, self.reach = section, reach

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = width, styles().number.leading
        return self.width, self.height

    def draw(self) -> None:
        pen = self.canv
        awaited: list[Awaited] | None = getattr(pen, "awaited", None)
        if awaited is None:
            return
        x, y = pen.absolutePosition(0, 0)
        rect = (x - self.reach, y, x + self.width, y + self.height)
        pen.linkRect("", section_key(self.section), rect, relative=0, thickness=0)
        awaited.append(Awaited(self.section, pen.getPageNumber() - 1, x + self.width, y))


class Awaited:
    """One number that is still to be written: on which page, and where its right end stands."""

    def __init__(self, section: int, page: int, right: float, bottom: float) -> None:
        self.section, self.page, self.right, self.bottom = section, page, right, bottom

    def draw(self, pen: Any, number: int) -> None:
        """Write the number as the table's own figures are written."""
        look = styles().number
        text = str(number)
        pen.setFont(look.fontName, look.fontSize)
        pen.setFillColor(look.textColor)
        x = self.right - stringWidth(text, look.fontName, look.fontSize)
        pen.drawString(x, self.bottom + look.leading - look.fontSize, text)


def section_key(section: int) -> str:
    """The name under which a section is known inside its file."""
    return f"section-{section}"
