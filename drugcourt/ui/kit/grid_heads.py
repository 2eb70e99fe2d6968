"""How the edges of an entry grid are drawn: who each row is about, and which key leads where."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QTableView

from drugcourt.ui.kit.grid_model import ROW, GridRow
from drugcourt.ui.kit.labels import paint_pill, pill_size
from drugcourt.ui.kit.theme import colors, px

MOST_WIDE = 300  # px; a longer name is elided and stands whole in the tooltip


class RowHead(QHeaderView):
    """The name, bold in the current row, and the row's mark as a chip at the right."""

    def __init__(self, grid: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, grid)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setDefaultSectionSize(QFontMetrics(self.font()).height() + px(14))
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setToolTipDuration(-1)

    def _row(self, section: int) -> GridRow | None:
        model = self.model()
        row: GridRow | None = model.headerData(section, self.orientation(), ROW) if model else None
        return row

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font

    def sectionSizeFromContents(self, logicalIndex: int) -> QSize:
        row = self._row(logicalIndex)
        if row is None:
            return QSize(px(120), self.defaultSectionSize())
        wide = QFontMetrics(self._bold()).horizontalAdvance(row.label) + px(24)
        if row.mark:
            wide += pill_size(row.mark, self.font()).width() + px(8)
        return QSize(min(wide, px(MOST_WIDE)), self.defaultSectionSize())

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        row, look = self._row(logicalIndex), colors()
        if row is None:
            return
        grid = self.parent()
        current = isinstance(grid, QTableView) and grid.currentIndex().row() == logicalIndex
        painter.save()
        painter.fillRect(rect, QColor(look.accent_soft if current else look.surface))
        painter.setPen(QColor(look.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if current:
            painter.fillRect(
                QRect(rect.left(), rect.top(), px(3), rect.height()), QColor(look.accent_fg)
            )
        room = rect.adjusted(px(10), 0, -px(10), 0)
        if row.mark:
            size = pill_size(row.mark, self.font())
            left = room.right() - size.width()
            top = rect.center().y() - size.height() / 2 + 1
            paint_pill(
                painter,
                QRectF(left, top, size.width(), size.height()),
                row.mark,
                row.tone,
                self.font(),
            )
            room.setRight(left - px(8))
        font = self._bold() if current else self.font()
        painter.setFont(font)
        painter.setPen(QColor(look.alarm_fg if row.problem else look.text))
        words = QFontMetrics(font).elidedText(row.label, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.restore()


class ColumnHead(QHeaderView):
    """The heading, and in front of the first ten the digit that leads to the column."""

    def __init__(self, grid: QTableView, *, digits: bool) -> None:
        super().__init__(Qt.Orientation.Horizontal, grid)
        self._digits = digits
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumSectionSize(px(44))

    def _font(self, pixels: int, *, bold: bool) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(px(pixels))
        font.setBold(bold)
        return font

    def _heading(self, section: int) -> str:
        model = self.model()
        return str(model.headerData(section, self.orientation()) or "") if model else ""

    def sectionSizeFromContents(self, logicalIndex: int) -> QSize:
        metrics = QFontMetrics(self._font(12, bold=True))
        beside = px(30) if self._digits and logicalIndex < 10 else px(18)
        return QSize(
            metrics.horizontalAdvance(self._heading(logicalIndex)) + beside,
            metrics.height() + px(12),
        )

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        look, grid = colors(), self.parent()
        current = isinstance(grid, QTableView) and grid.currentIndex().column() == logicalIndex
        painter.save()
        painter.fillRect(rect, QColor(look.surface))
        painter.setPen(QColor(look.line_strong))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        font, words = self._font(12, bold=True), self._heading(logicalIndex)
        digit = str((logicalIndex + 1) % 10) if self._digits and logicalIndex < 10 else ""
        small = self._font(10, bold=False)
        wide = QFontMetrics(font).horizontalAdvance(words)
        lead = QFontMetrics(small).horizontalAdvance(digit) + px(4) if digit else 0
        left = rect.left() + max(px(3), (rect.width() - wide - lead) // 2)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(small)
        painter.setPen(QColor(look.muted))
        painter.drawText(QRect(left, rect.top(), lead, rect.height()), middle, digit)
        painter.setFont(font)
        painter.setPen(QColor(look.accent_fg if current else look.muted))
        painter.drawText(QRect(left + lead, rect.top(), wide + px(2), rect.height()), middle, words)
        painter.restore()
