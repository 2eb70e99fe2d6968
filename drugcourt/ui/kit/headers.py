"""How the headings of a table are drawn: quiet words, and an arrow beside the one that sorts."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QHeaderView, QWidget

from drugcourt.ui.kit.theme import colors, px


class TableHeader(QHeaderView):
    """The arrow stands after words on the left and before words on the right, so that a heading
    always lines up with its column.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def heading_font(self) -> QFont:
        """The small bold face of the headings."""
        font = QFont(self.font())
        font.setPixelSize(px(12))
        font.setBold(True)
        return font

    def _heading(self, section: int) -> str:
        model = self.model()
        return str(model.headerData(section, self.orientation()) or "") if model else ""

    def sectionSizeFromContents(self, logicalIndex: int) -> QSize:
        metrics = QFontMetrics(self.heading_font())
        wide = metrics.horizontalAdvance(self._heading(logicalIndex)) + px(34)
        return QSize(wide, metrics.height() + px(12))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        look = colors()
        painter.save()
        painter.fillRect(rect, QColor(look.surface))
        painter.setPen(QColor(look.line_strong))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        role = Qt.ItemDataRole.TextAlignmentRole
        align = self.model().headerData(logicalIndex, self.orientation(), role)
        right = bool(align & Qt.AlignmentFlag.AlignRight)
        sorted_by = self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex
        room = rect.adjusted(px(8), 0, -px(8), 0)
        metrics = QFontMetrics(self.heading_font())
        words = metrics.elidedText(
            self._heading(logicalIndex),
            Qt.TextElideMode.ElideRight,
            room.width() - (px(14) if sorted_by else 0),
        )
        painter.setFont(self.heading_font())
        painter.setPen(QColor(look.text if sorted_by else look.muted))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, words)
        if sorted_by and words:
            used = metrics.horizontalAdvance(words) + px(9)
            x = room.right() - used if right else room.left() + used
            self._arrow(painter, QPointF(x, rect.center().y() + 1))
        painter.restore()

    def _arrow(self, painter: QPainter, at: QPointF) -> None:
        """Pointing up for the smallest first."""
        down = self.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        reach, rise = px(3.5), px(2) if down else -px(2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colors().accent_fg), px(1.6)))
        painter.drawPolyline(
            QPolygonF(
                [
                    QPointF(at.x() - reach, at.y() - rise),
                    QPointF(at.x(), at.y() + rise),
                    QPointF(at.x() + reach, at.y() - rise),
                ]
            )
        )
