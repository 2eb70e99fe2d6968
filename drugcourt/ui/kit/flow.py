"""How pieces are laid beside each other: a flow that wraps, columns that share the width."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QWidget,
)

from drugcourt.ui.kit.theme import px


class FlowLayout(QLayout):
    """Lays items in a line and begins a new line where the width ends."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        gap = px(self._gap)
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() + gap for size in sizes) - gap if sizes else 0
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        gap = px(self._gap)
        x, y, tall = rect.x(), rect.y(), 0
        for item in self._shown():
            size = item.sizeHint()
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, tall = rect.x(), y + tall + gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + gap
            tall = max(tall, size.height())
        return y + tall - rect.y()


def side_by_side(*pieces: tuple[QWidget, int], gap: int = 14) -> QHBoxLayout:
    """Columns with their shares of the width, all as tall as the tallest."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(gap))
    for widget, share in pieces:
        row.addWidget(widget, share)
    return row


class FoldingRow(QWidget):
    """Pieces with their shares of the width; one under the other where it is below `under`."""

    def __init__(self, *pieces: tuple[QWidget, int], under: int, gap: int = 14) -> None:
        super().__init__()
        self._under = px(under)
        self._pieces = tuple(widget for widget, _ in pieces)
        self._row = side_by_side(*pieces, gap=gap)
        self.setLayout(self._row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        self._row.setDirection(way.TopToBottom if self.width() < self._under else way.LeftToRight)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest piece: the row folds before it is too narrow for all of them."""
        widest = max(
            max(piece.minimumSizeHint().width(), piece.minimumWidth()) for piece in self._pieces
        )
        return QSize(widest, super().minimumSizeHint().height())


def rule() -> QFrame:
    """A thin line between two parts."""
    line = QFrame()
    line.setProperty("kit", "rule")
    return line


def scrolled(inner: QWidget) -> QScrollArea:
    """The widget in an area that scrolls up and down when the window is too low for it."""
    inner.setProperty("kit", "canvas")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    area.setWidget(inner)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
