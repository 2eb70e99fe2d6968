"""How something is found by typing: a line that asks in the background and lists what came."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from drugcourt.ui.kit import tasks
from drugcourt.ui.kit.theme import colors, px
from drugcourt.ui.kit.typed import clean

RESULT = Qt.ItemDataRole.UserRole + 1
GROUP = Qt.ItemDataRole.UserRole + 2
MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Result:
    """One thing found; `kind` is the heading it is listed under, `payload` is the asker's own."""

    title: str
    detail: str = ""
    kind: str = ""
    payload: Any = None


Search = Callable[[str], Sequence[Result]]


class _ResultDelegate(QStyledItemDelegate):
    """Title and muted detail in one line, the typed letters bold; headings small and muted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.typed = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        tall = px(22) if index.data(GROUP) else px(30)
        return QSize(px(120), max(tall, option.fontMetrics.height() + px(6)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        look = colors()
        rect = option.rect.adjusted(px(8), 0, -px(8), 0)
        middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.save()
        font = QFont(option.font)
        if heading := index.data(GROUP):
            font.setPixelSize(px(11))
            font.setBold(True)
            painter.setFont(font)
            painter.setPen(QColor(look.muted))
            painter.drawText(rect.adjusted(0, px(4), 0, 0), middle, heading)
            painter.restore()
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.accent_soft))
            painter.drawRoundedRect(option.rect, px(4), px(4))
        result: Result = index.data(RESULT)
        used = self._title(painter, rect, result.title, font)
        painter.setFont(option.font)
        painter.setPen(QColor(look.muted))
        room = rect.adjusted(used + px(10), 0, 0, 0)
        detail = option.fontMetrics.elidedText(
            result.detail, Qt.TextElideMode.ElideRight, max(0, room.width())
        )
        painter.drawText(room, middle, detail)
        painter.restore()

    def _title(self, painter: QPainter, rect: QRect, title: str, font: QFont) -> int:
        """Draw the title with the typed part bold; gives the width used."""
        start = title.casefold().find(self.typed.casefold()) if self.typed else -1
        end = start + len(self.typed)
        parts = [(title, False)]
        if start >= 0 and len(title.casefold()) == len(title):
            parts = [(title[:start], False), (title[start:end], True), (title[end:], False)]
        left = rect.left()
        painter.setPen(QColor(colors().text))
        for text, strong in parts:
            face = QFont(font)
            face.setBold(strong)
            metrics = QFontMetrics(face)
            room = QRect(left, rect.top(), max(0, rect.right() - left), rect.height())
            painter.setFont(face)
            painter.drawText(
                room,
                int(Qt.AlignmentFlag.AlignVCenter),
                metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width()),
            )
            left += metrics.horizontalAdvance(text)
        return min(left, rect.right()) - rect.left()


class Suggestions(QListWidget):
    """The list under the line; the line keeps the keyboard."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self.setWindowFlags(Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("kit", "popup")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Results")
        self._delegate = _ResultDelegate(self)
        self.setItemDelegate(self._delegate)

    def show_results(self, results: Sequence[Result], typed: str) -> None:
        """List the results under their headings and mark the first."""
        self.clear()
        self._delegate.typed = typed
        heading = ""
        for result in results:
            if result.kind and result.kind != heading:
                heading = result.kind
                self._add_line(GROUP, heading, Qt.ItemFlag.NoItemFlags)
            flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
            item = self._add_line(RESULT, result, flags)
            spoken = ", ".join(filter(None, (result.title, result.detail, result.kind)))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            item.setToolTip(", ".join(filter(None, (result.title, result.detail))))
        self.step(1)

    def show_words(self, words: str) -> None:
        """Say in place of results why there are none."""
        self.clear()
        self._delegate.typed = ""
        self._add_line(GROUP, words, Qt.ItemFlag.NoItemFlags)

    def _add_line(self, role: int, what: Any, flags: Qt.ItemFlag) -> QListWidgetItem:
        item = QListWidgetItem(self)
        item.setData(role, what)
        item.setFlags(flags)
        return item

    def results(self) -> list[Result]:
        """What is listed now, in order."""
        found = (self.item(row).data(RESULT) for row in range(self.count()))
        return [result for result in found if result is not None]

    def current(self) -> Result | None:
        """The marked result."""
        item = self.currentItem()
        return item.data(RESULT) if item is not None else None

    def step(self, by: int) -> None:
        """Mark the next or previous result, passing over headings, round and round."""
        places = [row for row in range(self.count()) if self.item(row).data(RESULT) is not None]
        if not places:
            return
        row = self.currentRow()
        at = places.index(row) if row in places else (-1 if by > 0 else 0)
        at = (at + by) % len(places)
        self.setCurrentRow(places[at])
        if at == 0:
            self.scrollToTop()  # the heading above the first result stays in sight

    def place_under(self, line: QWidget, least: int) -> None:
        """Stand right under the line, as tall as the lines need."""
        lines = min(self.count(), MOST_SHOWN)
        tall = sum(self.sizeHintForRow(row) for row in range(lines)) + px(12)
        corner = line.mapToGlobal(QPoint(0, line.height() + px(2)))
        self.setGeometry(QRect(corner, QSize(max(line.width(), least), tall)))


class SuggestLine(QLineEdit):
    """A line that searches while typing. `chosen` carries the Result that was taken.

    Questions go out through `tasks` after a short pause; an answer that was overtaken by later
    typing is thrown away, so the list always belongs to the words that stand in the line.
    """

    chosen = Signal(object)
    answered = Signal()

    def __init__(
        self, search: Search, name: str, placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._search = search
        self._asked: tasks.Handle | None = None
        self._asked_for = ""
        self.nothing_found = "Nothing found. Try fewer letters."
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setMaxLength(200)
        self.suggestions = Suggestions(self)
        self.suggestions.itemClicked.connect(self._clicked)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(60)
        self._pause.timeout.connect(self.ask_now)
        self.textEdited.connect(self._edited)

    def _edited(self, text: str) -> None:
        if (tidy := clean(text)) != text:
            self.setText(tidy)
        if tidy.strip():
            self._drop_question()
            self._pause.start()
        else:
            self._forget()

    def _drop_question(self) -> None:
        if self._asked is not None:
            self._asked.cancel()
            self._asked = None

    def _forget(self) -> None:
        """Ask nothing more and close the list, because the line was left or emptied."""
        self._drop_question()
        self._pause.stop()
        self.suggestions.hide()

    def ask_now(self) -> None:
        """Ask for what stands in the line, without the pause."""
        self._pause.stop()
        self._drop_question()
        self._asked_for = self.text().strip()
        question = _Question(self._search, self._asked_for)
        self._asked = tasks.run(question.ask, self._arrived, self._refused, queue="search")

    def _arrived(self, results: Sequence[Result]) -> None:
        self._asked = None
        if results:
            self.suggestions.show_results(results, self._asked_for)
        else:
            self.suggestions.show_words(self.nothing_found)
        self._open()

    def _refused(self, problem: Exception) -> None:
        self._asked = None
        self.suggestions.show_words("The search did not work. Please try again.")
        self._open()

    def _open(self) -> None:
        self.suggestions.place_under(self, px(520))
        self.suggestions.show()
        self.answered.emit()

    def _clicked(self, item: QListWidgetItem) -> None:
        self.take(item.data(RESULT))

    def take(self, result: Result | None) -> None:
        """Choose a result as if it were clicked."""
        if result is not None:
            self.suggestions.hide()
            self.chosen.emit(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        open_list = self.suggestions.isVisible()
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and open_list:
            self.suggestions.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Down and self.text().strip():
            self.ask_now()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and open_list:
            self.take(self.suggestions.current())
        elif key == Qt.Key.Key_Escape and open_list:
            self.suggestions.hide()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut:
            self._forget()
        return super().event(event)


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked in the background; holds no widget."""

    search: Search
    text: str

    def ask(self) -> list[Result]:
        return list(self.search(self.text))
