"""How the entries of a handbook lie beside each other: cards in columns, reached by arrows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from drugcourt.casework.programs.draft_views import Views
from drugcourt.casework.programs.drafting import Path, Verdict
from drugcourt.domain.dates import counted
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.labels import Muted, Text
from drugcourt.ui.kit.signals import weakly
from drugcourt.ui.kit.theme import colors, px

_ARROWS = {
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
}
_INDENT = 14


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """One column: its heading, the entry that heads it, the entries in it, and where one is added.

    `adds` is the list that a new entry goes into and the words of the button.
    """

    title: str
    head: Path | None
    entries: tuple[Path, ...]
    adds: tuple[tuple[Path, str], ...] = ()


class EntryCard(QFrame):
    """One entry: its words, what it comes to, and what is wrong with it."""

    picked = Signal(object)
    asked = Signal(str, object)

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self.current = False
        self.title, self.detail, self.wrong = Text(), Muted("", small=True), Muted("", small=True)
        self.wrong.setProperty("kit", "error")
        self.wrong.hide()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        level = sum(1 for part in path if part == "parts")
        box = QVBoxLayout(self)
        box.setContentsMargins(px(9 + _INDENT * level), px(6), px(9), px(7))
        box.setSpacing(px(2))
        for label in (self.title, self.detail, self.wrong):
            box.addWidget(label)

    def say(self, title: str, detail: str, mistakes: Sequence[str]) -> None:
        """The words of the card."""
        said = "" if not mistakes else counted(len(mistakes), "mistake")
        for label, words in ((self.title, title), (self.detail, detail), (self.wrong, said)):
            if label.text() != words:
                label.setText(words)
            label.setVisible(bool(words))
        self.wrong.setToolTip("\n".join(mistakes))
        self.setAccessibleName(". ".join(part for part in (title, detail, *mistakes) if part))

    def set_current(self, *, current: bool) -> None:
        """Whether the form beside the board shows this entry."""
        if current != self.current:
            self.current = current
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.picked.emit(self.path)
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()
        self.picked.emit(self.path)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in _ARROWS:
            across, down = _ARROWS[key]
            verb = ("down" if across + down > 0 else "up") if control else f"{across},{down}"
            self.asked.emit(verb, self.path)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.asked.emit("edit", self.path)
        elif key == Qt.Key.Key_Delete:
            self.asked.emit("remove", self.path)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = colors()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = look.focus if self.hasFocus() else look.accent_fg if self.current else look.line
        wrong = not self.wrong.isHidden() and not self.hasFocus()
        width = 1.6 if self.hasFocus() else 1
        painter.setPen(QPen(QColor(look.alarm_fg if wrong else edge), width))
        painter.setBrush(QColor(look.accent_soft if self.current else look.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(6), px(6))


class Board(QScrollArea):
    """Columns of cards. `picked(path)`: this one is looked at; `wanted(verb, path)`: do this."""

    picked = Signal(object)
    wanted = Signal(str, object)

    def __init__(self, name: str, width: int = 236, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCornerWidget(QWidget())
        self._width = width
        self._plan: tuple[ColumnPlan, ...] = ()
        self.cards: dict[Path, EntryCard] = {}
        self._lanes: list[list[Path]] = []

    def show_plan(self, plan: Sequence[ColumnPlan], views: Views, verdict: Verdict) -> None:
        """Lay out the columns; the same entries keep their cards."""
        if tuple(plan) != self._plan or self.widget() is None:
            self._plan = tuple(plan)
            self._lay_out()
        for path, card in self.cards.items():
            inside = verdict.under(path)
            if path in {column.head for column in self._plan}:
                inside = [m for m in inside if "advance" not in m.path]
            card.say(*views.words(path), [str(mistake) for mistake in inside])

    def set_current(self, path: Path) -> None:
        """Mark the entry that the form shows, and bring it into sight."""
        for at, card in self.cards.items():
            new = at == path and not card.current
            card.set_current(current=at == path)
            if new:
                self.ensureWidgetVisible(card, px(20), px(20))

    def focus_card(self, path: Path) -> None:
        """Put the keyboard on a card."""
        card = self.cards.get(path)
        if card is not None:
            card.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(card, px(20), px(20))

    def _lay_out(self) -> None:
        self.cards, self._lanes = {}, []
        inner = QWidget()
        inner.setProperty("kit", "canvas")
        row = QHBoxLayout(inner)
        row.setContentsMargins(0, px(10), px(6), px(6))
        row.setSpacing(px(12))
        for column in self._plan:
            row.addWidget(self._column(column), 1)
        self.setWidget(inner)

    def _column(self, column: ColumnPlan) -> Card:
        card = Card(column.title)
        card.setMinimumWidth(px(self._width))
        lane = [*([column.head] if column.head else []), *column.entries]
        for path in lane:
            card.add(self._card(path))
        self._lanes.append(lane)
        for path, words in column.adds:
            add = Button(words, weakly(self._add, path), Look.QUIET, icon_name="plus")
            card.add(add, 0)
        card.add_space()
        return card

    def _card(self, path: Path) -> EntryCard:
        made = EntryCard(path)
        made.picked.connect(self.picked)
        made.asked.connect(self._asked)
        self.cards[path] = made
        return made

    def _add(self, path: Path) -> None:
        self.wanted.emit("add", path)

    def _asked(self, verb: str, path: Path) -> None:
        if "," not in verb:
            self.wanted.emit(verb, path)
            return
        across, down = (int(part) for part in verb.split(","))
        lane = next(n for n, lane in enumerate(self._lanes) if path in lane)
        place = self._lanes[lane].index(path)
        wanted = (lane + across) % len(self._lanes)
        while not self._lanes[wanted]:
            wanted = (wanted + across) % len(self._lanes)
        there = self._lanes[wanted]
        self.focus_card(there[min(max(0, place + down), len(there) - 1)])
