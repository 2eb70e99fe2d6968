"""Which small pictures stand beside words: Phosphor glyphs, tinted by the palette in force.

The font comes with qtawesome; it is read from there without importing that package, whose import
alone would cost more time than showing the sign-in.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QIcon,
    QIconEngine,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QWidget

from drugcourt.domain.tone import Tone
from drugcourt.ui.kit.theme import colors, px, tone_colors

TONE_ICONS = {
    Tone.GOOD: "check-circle",
    Tone.WATCH: "warning",
    Tone.ALARM: "warning-octagon",
    Tone.INFO: "info",
    Tone.PLAIN: "circle",
}


@cache
def _glyphs() -> tuple[str, dict[str, str]]:
    """The family name, and the code of each icon's character in hexadecimal figures."""
    spec = find_spec("qtawesome")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("The icon font is missing; install qtawesome.")
    folder = Path(spec.submodule_search_locations[0]) / "fonts"
    charmap = json.loads(next(folder.glob("phosphor-charmap-*.json")).read_text("utf-8"))
    number = QFontDatabase.addApplicationFont(str(next(folder.glob("phosphor-[0-9]*.ttf"))))
    family = QFontDatabase.applicationFontFamilies(number)[0]
    return family, charmap


def known(name: str) -> bool:
    """Whether there is an icon of this name."""
    return name in _glyphs()[1]


def paint_icon(painter: QPainter, rect: QRect, name: str, color: QColor) -> None:
    """Draw one glyph centred in the square."""
    family, codes = _glyphs()
    font = QFont(family)
    font.setPixelSize(max(1, min(rect.width(), rect.height())))
    painter.save()
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, chr(int(codes[name], 16)))
    painter.restore()


class _TintedGlyph(QIconEngine):
    """Asks for the colour while painting, so that a change of theme needs no new icons."""

    def __init__(self, name: str, role: str, tone: Tone | None) -> None:
        super().__init__()
        self._name, self._role, self._tone = name, role, tone

    def _color(self, mode: QIcon.Mode) -> QColor:
        if mode is QIcon.Mode.Disabled:
            return QColor(colors().faint)
        if self._tone is not None:
            return tone_colors(self._tone).fg
        return QColor(getattr(colors(), self._role))

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        paint_icon(painter, rect, self._name, self._color(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _TintedGlyph(self._name, self._role, self._tone)


def icon(name: str, role: str = "muted", tone: Tone | None = None) -> QIcon:
    """An icon by its Phosphor name, in a palette colour (`role`) or in a tone's colour.

    Raises KeyError for a name the set does not have, at once and not first while painting.
    """
    if not known(name):
        raise KeyError(name)
    return QIcon(_TintedGlyph(name, role, tone))


class Picture(QWidget):
    """An icon that stands by itself; `words` say it to screen readers and in the tooltip."""

    def __init__(
        self,
        name: str,
        words: str = "",
        role: str = "muted",
        tone: Tone | None = None,
        size: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon(name, role, tone)
        self.setFixedSize(px(size), px(size))
        self.setAccessibleName(words)
        self.setToolTip(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._icon.paint(QPainter(self), self.rect())
