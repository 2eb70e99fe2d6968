"""How one goes from page to page: a column of names with figures beside them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from drugcourt.domain.tone import Tone
from drugcourt.ui.kit.flow import rule
from drugcourt.ui.kit.icons import icon
from drugcourt.ui.kit.labels import paint_pill, pill_size
from drugcourt.ui.kit.theme import colors, px, theme, tone_colors
from drugcourt.ui.pages import PageEntry

WIDTH, NARROW = 188, 56


class SidebarLine(QAbstractButton):
    """One page: icon, name, and a figure."""

    def __init__(self, entry: PageEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self._icon = icon(entry.icon, "muted")
        self._chosen_icon = icon(entry.icon, "accent_fg")
        self.badge, self.tone = "", Tone.PLAIN
        self.narrow = False
        self.closed = ""
        self.setText(entry.title)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(entry.title)
        self.setToolTip(f"{entry.title} ({entry.keys})")

    def set_badge(self, number: int, tone: Tone, what: str) -> None:
        """Show a figure; zero shows none. `what` says it to screen readers."""
        if self.closed:
            number = 0
        self.badge = f"{number:,}" if number else ""
        self.tone = tone
        self.setAccessibleDescription(what)
        told = f": {what}" if number else ""
        self.setToolTip(self.closed or f"{self.entry.title} ({self.entry.keys}){told}")
        self.update()

    def set_closed(self, reason: str) -> None:
        """The role may not read this page: the line stays, pale, and says why."""
        self.closed = reason
        self.setEnabled(not reason)
        self.setAccessibleDescription(reason)
        self.setToolTip(reason or f"{self.entry.title} ({self.entry.keys})")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px((NARROW if self.narrow else WIDTH) - 20), px(34))

    def nextCheckState(self) -> None:
        """The window decides which page is shown, not the click by itself."""

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = colors(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, middle = self.isChecked(), Qt.AlignmentFlag.AlignVCenter
        if self.closed:
            painter.setOpacity(0.45)
        body = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if chosen or self.underMouse():
            painter.setBrush(QColor(look.surface if chosen else look.hover))
            painter.setPen(QColor(look.line) if chosen else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(body, px(6), px(6))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(look.focus), 2))
            painter.drawRoundedRect(body, px(6), px(6))
        colour = QColor(look.accent_fg if chosen else look.text)
        square = px(17)
        left = (self.width() - square) // 2 if self.narrow else px(10)
        icon_place = QRect(left, (self.height() - square) // 2, square, square)
        (self._chosen_icon if chosen else self._icon).paint(painter, icon_place)
        if self.narrow:
            self._paint_dot(painter)
            return
        font = QFont(self.font())
        font.setBold(chosen)
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(self.rect().adjusted(px(36), 0, -px(8), 0), int(middle), self.text())
        if self.badge:
            size = pill_size(self.badge, self.font())
            place = QRectF(
                self.width() - size.width() - px(8),
                (self.height() - size.height()) / 2,
                size.width(),
                size.height(),
            )
            paint_pill(painter, place, self.badge, self.tone, self.font())

    def _paint_dot(self, painter: QPainter) -> None:
        """In a narrow sidebar a dot stands for the figure; its words are in the tooltip."""
        if self.badge:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tone_colors(self.tone).mark)
            painter.drawEllipse(QRectF(self.width() - px(10), px(5), px(6), px(6)))


class Sidebar(QFrame):
    """The pages; arrows walk through them, `wanted` carries the name of the one to show."""

    wanted = Signal(str)

    def __init__(self, entries: Sequence[PageEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Pages")
        self.setFixedWidth(px(WIDTH))
        self.setAutoFillBackground(False)
        self.lines: dict[str, SidebarLine] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(px(10), px(10), px(10), px(10))
        box.setSpacing(px(2))
        parted = False
        for entry in entries:
            if entry.second_group and not parted and self.lines:
                parted = True
                box.addSpacing(px(8))
                box.addWidget(rule())
                box.addSpacing(px(8))
            line = SidebarLine(entry, self)
            line.clicked.connect(self._clicked)
            box.addWidget(line)
            self.lines[entry.name] = line
        box.addStretch(1)
        theme().changed.connect(self.update)

    def set_narrow(self, *, narrow: bool) -> None:
        """Icons alone, where the window has no width to spare for names."""
        self.setFixedWidth(px(NARROW if narrow else WIDTH))
        for line in self.lines.values():
            line.narrow = narrow
            line.updateGeometry()
            line.update()

    def show_chosen(self, name: str) -> None:
        """Mark the page that is shown; a participant's file belongs to the participants."""
        marked = "participants" if name == "file" else name
        for own, line in self.lines.items():
            line.setChecked(own == marked)

    def set_closed(self, name: str, reason: str) -> None:
        """Close a page, or open it again where there is no reason."""
        if name in self.lines:
            self.lines[name].set_closed(reason)

    def set_badge(self, name: str, number: int, what: str, tone: Tone = Tone.PLAIN) -> None:
        """Put a figure beside a page, if this installation has the page."""
        if name in self.lines:
            self.lines[name].set_badge(number, tone, what)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        lines = [line for line in self.lines.values() if line.isEnabled()]
        focused = next((i for i, line in enumerate(lines) if line.hasFocus()), None)
        if event.key() in steps and focused is not None:
            place = (focused + steps[Qt.Key(event.key())]) % len(lines)
            lines[place].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and focused is not None:
            lines[focused].click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = colors(), QPainter(self)
        painter.fillRect(self.rect(), QColor(look.sidebar))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), QColor(look.line))

    def _clicked(self) -> None:
        line = self.sender()
        if isinstance(line, SidebarLine):
            self.wanted.emit(line.entry.name)
