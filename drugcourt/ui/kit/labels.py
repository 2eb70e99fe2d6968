"""How words stand on a page: titles, muted text, chips with a tone, keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from drugcourt.domain.tone import Tone
from drugcourt.ui.kit.theme import colors, px, tone_colors


class _Words(QLabel):
    """Plain text by law: a name with `<` in it is shown, never read as markup."""

    def __init__(self, text: str, look: str, parent: QWidget | None, *, wrap: bool) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kit", look)
        self.setWordWrap(wrap)
        self.setText(text)


class Title(_Words):
    """The name of a page or of the person it shows."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "title", parent, wrap=False)


class Heading(_Words):
    """The name of a part of a page."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "heading", parent, wrap=False)


class Text(_Words):
    """A sentence that wraps."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "text", parent, wrap=True)


class Muted(_Words):
    """A sentence in the second voice."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        wrap: bool = True,
        small: bool = False,
    ) -> None:
        super().__init__(text, "small" if small else "muted", parent, wrap=wrap)


class KeyHint(_Words):
    """The key that does it, in a small frame."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, "key", parent, wrap=False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


def _escaped(text: str) -> str:
    """Markup made harmless; `html.escape` would load its table of entities at start."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class TwoTone(QLabel):
    """A strong word and a muted remark in one line: “**Ellison, Dana** Phase 2”."""

    def __init__(self, strong: str = "", muted: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strong, self._muted = strong, muted
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self._write()

    def set_words(self, strong: str, muted: str = "") -> None:
        """Replace both parts."""
        self._strong, self._muted = strong, muted
        self._write()

    def _write(self) -> None:
        self.setAccessibleName(f"{self._strong} {self._muted}".strip())
        self.setText(
            f"<b>{_escaped(self._strong)}</b> "
            f"<span style='color:{colors().muted}'>{_escaped(self._muted)}</span>"
        )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.PaletteChange:
            self._write()
        super().changeEvent(event)


def pill_font(base: QFont) -> QFont:
    """The chip's letters: a little smaller than the text, bold."""
    font = QFont(base)
    font.setPixelSize(px(12))
    font.setBold(True)
    return font


def pill_size(text: str, base: QFont) -> QSize:
    """How much room the chip takes."""
    metrics = QFontMetrics(pill_font(base))
    return QSize(metrics.horizontalAdvance(text) + px(16), metrics.height() + px(5))


def paint_pill(
    painter: QPainter,
    rect: QRectF,
    text: str,
    tone: Tone,
    base: QFont,
    *,
    ring: QColor | None = None,
) -> None:
    """Draw a chip with its word; a ring shows keyboard focus."""
    look = tone_colors(tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(look.bg)
    painter.setPen(QPen(ring, 1.5) if ring else Qt.PenStyle.NoPen)
    inset = 1.0 if ring else 0.0
    body = rect.adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(body, body.height() / 2, body.height() / 2)
    painter.setFont(pill_font(base))
    painter.setPen(look.fg)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


class Pill(QLabel):
    """A rounded chip: always a word, coloured by its tone."""

    def __init__(
        self, text: str = "", tone: Tone = Tone.PLAIN, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.tone = tone
        self.set_pill(text, tone)

    def set_pill(self, text: str, tone: Tone) -> None:
        """Replace word and tone."""
        self.tone = tone
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return pill_size(self.text(), self.font())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_pill(QPainter(self), QRectF(self.rect()), self.text(), self.tone, self.font())
