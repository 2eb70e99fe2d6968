"""How our pages are written down: ReportLab's canvas, quicker at what our papers do most.

It writes the very same bytes. Tables are drawn strings, hair lines and a few colours by the
thousand, and ReportLab words each of them anew: here a number, a colour or a text that was
written before is not worked out again.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from reportlab.lib.colors import Color
from reportlab.lib.rl_accel import escapePDF, fp_str
from reportlab.pdfbase.pdfmetrics import getFont, stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

_MOST_TEXTS = 20_000
_ESCAPES = {code: escapePDF(bytes([code])) for code in range(256)}


@lru_cache(maxsize=16_384)
def _number(value: float) -> str:
    return str(fp_str(value))


@lru_cache(maxsize=256)
def _colour(red: float, green: float, blue: float) -> str:
    return str(fp_str(red, green, blue))


class Pen(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """The canvas of a paper. Whatever it is not quick at, it leaves to ReportLab."""

    def __init__(self, *given: Any, **named: Any) -> None:
        self._texts: dict[tuple[str, float, float, str, int], tuple[str, int]] = {}
        self.awaited: list[Any] = []  # numbers that are written once all pages stand
        super().__init__(*given, **named)
        self._doc.ensureMinPdfVersion("transparency")  # as each colour of ReportLab's does

    def drawString(self, x: float, y: float, text: str, *given: Any, **named: Any) -> None:
        if given or named or not self.writes(self._fontname, text):
            super().drawString(x, y, text, *given, **named)
            return
        shown, _ = self.shown(self._fontname, self._fontsize, self._leading, text)
        self._code.append(f"BT 1 0 0 1 {_number(x)} {_number(y)} Tm {shown} T* ET")

    def drawRightString(self, x: float, y: float, text: str, *given: Any, **named: Any) -> None:
        if given or named or not self.writes(self._fontname, text):
            super().drawRightString(x, y, text, *given, **named)
            return
        self.drawString(x - stringWidth(text, self._fontname, self._fontsize), y, text)

    def writes(self, face: str, text: object) -> bool:
        """Whether a text needs nothing but its letters: no shaping, no turning round."""
        return type(text) is str and text.isascii() and getFont(face)._dynamicFont

    def shown(
        self, face: str, size: float, leading: float, text: str, subset: int = -1
    ) -> tuple[str, int]:
        """The operators that show a text, and which part of the face is set then.

        `subset` is the part that is set before, -1 for none.
        """
        key = (face, size, leading, text, subset)
        known = self._texts.get(key)
        if known is None:
            if len(self._texts) >= _MOST_TEXTS:
                self._texts.clear()
            known = self._texts[key] = self._worked_out(*key)
        return known

    def _worked_out(
        self, face: str, size: float, leading: float, text: str, subset: int
    ) -> tuple[str, int]:
        font, parts = getFont(face), []
        for part, letters in font.splitString(text, self._doc):
            if part != subset:
                name = font.getSubsetInternalName(part, self._doc)
                parts.append(f"{name} {_number(size)} Tf {_number(leading)} TL")
                subset = part
            parts.append(f"({self._escape(letters)}) Tj")
        return " ".join(parts), subset

    def setFillColor(self, aColor: Any, alpha: float | None = None) -> None:
        if _plain(self, aColor, alpha) and self._extgstate.getValue("ca") == 1:
            self._fillColorObj = aColor
            self._code.append(f"{_colour(aColor.red, aColor.green, aColor.blue)} rg")
        else:
            super().setFillColor(aColor, alpha)

    def setStrokeColor(self, aColor: Any, alpha: float | None = None) -> None:
        if _plain(self, aColor, alpha) and self._extgstate.getValue("CA") == 1:
            self._strokeColorObj = aColor
            self._code.append(f"{_colour(aColor.red, aColor.green, aColor.blue)} RG")
        else:
            super().setStrokeColor(aColor, alpha)

    def setLineWidth(self, width: float) -> None:
        self._lineWidth = width
        self._code.append(f"{_number(width)} w")

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        first, last = f"{_number(x1)} {_number(y1)}", f"{_number(x2)} {_number(y2)}"
        self._code.append(f"n {first} m {last} l S")

    def translate(self, dx: float, dy: float) -> None:
        if self._code and self._code[-1].endswith(" cm"):  # ReportLab makes one of the two
            super().translate(dx, dy)
            return
        matrix: Any = self._currentMatrix  # type: ignore[has-type]  # untyped in ReportLab
        a, b, c, d, e, f = matrix
        self._currentMatrix = (a, b, c, d, a * dx + c * dy + e, b * dx + d * dy + f)
        self._code.append(f"1 0 0 1 {_number(dx)} {_number(dy)} cm")

    def drawText(self, aTextObject: Any) -> None:
        super().drawText(aTextObject)
        # A paragraph's lines hold a method of themselves: a ring that only the collector parts.
        for name in ("_do_line", "XtraState", "xs"):
            aTextObject.__dict__.pop(name, None)

    def beginText(self, x: float = 0, y: float = 0, direction: str | None = None) -> Any:
        return _Lines(self, x, y, direction=direction)

    def _escape(self, s: bytes | str) -> str:
        letters = s.decode("latin-1") if isinstance(s, bytes) else s
        return letters.translate(_ESCAPES)


class _Lines(PDFTextObject):  # type: ignore[misc]  # ReportLab has no types
    """The lines of a paragraph."""

    def setTextOrigin(self, x: float, y: float) -> None:
        self._code.append(f"1 0 0 1 {_number(x)} {_number(y)} Tm")
        self._x0 = self._x = x
        self._y0 = self._y = y

    def setFillColor(self, aColor: Any, alpha: float | None = None) -> None:
        if _plain(self, aColor, alpha):
            self._fillColorObj = aColor
            self._code.append(f"{_colour(aColor.red, aColor.green, aColor.blue)} rg")
        else:
            super().setFillColor(aColor, alpha)

    def _formatText(self, text: str) -> str:
        pen = self._canvas
        if not pen.writes(self._fontname, text):
            return str(super()._formatText(text))
        shown: str
        shown, self._curSubset = pen.shown(
            self._fontname,
            self._fontsize,
            self._leading,
            text,
            self._curSubset,  # type: ignore[has-type]  # untyped in ReportLab
        )
        return shown


def _plain(pen: Any, colour: Any, alpha: float | None) -> bool:
    return (
        type(colour) is Color and alpha is None and colour.alpha == 1 and not pen._enforceColorSpace
    )
