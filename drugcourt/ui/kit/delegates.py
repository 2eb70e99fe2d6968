"""How a cell is drawn: icon, words, a muted second line, chips, and a clear current row."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from drugcourt.ui.kit.icons import paint_icon
from drugcourt.ui.kit.labels import paint_pill, pill_size
from drugcourt.ui.kit.table import DETAIL, ICON, PILLS, PLACEHOLDER, Column
from drugcourt.ui.kit.theme import colors, px, tone_colors

Index = QModelIndex | QPersistentModelIndex
_UPRIGHT = Qt.AlignmentFlag.AlignVertical_Mask


class CellDelegate(QStyledItemDelegate):
    """Draws every cell of every table of the house."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setFont(option.font)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._ground(painter, option, index, selected=selected)
        rect = option.rect.adjusted(px(8), 0, -px(8), 0)
        rect = self._icon(painter, rect, index)
        chips = index.data(PILLS) or []
        rect = self._words(painter, rect, index, self._font(option, index), option.widget)
        self._chips(painter, rect, chips, option.font, ringed=selected)
        painter.restore()

    def _ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, *, selected: bool
    ) -> None:
        look = colors()
        if selected:
            painter.fillRect(option.rect, QColor(look.accent_soft))
            if index.column() == 0 or self._is_first(option.widget, index):
                edge = QRect(option.rect.left(), option.rect.top(), px(3), option.rect.height())
                focused = option.widget is not None and option.widget.hasFocus()
                painter.fillRect(edge, QColor(look.focus if focused else look.line_strong))
        painter.setPen(QColor(look.line))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())

    def _is_first(self, view: QWidget | None, index: Index) -> bool:
        header = getattr(view, "horizontalHeader", None)
        return header is not None and header().visualIndex(index.column()) == 0

    def _icon(self, painter: QPainter, rect: QRect, index: Index) -> QRect:
        found = index.data(ICON)
        if not found:
            return rect
        size = px(15)
        spot = QRect(rect.left(), rect.center().y() - size // 2, size, size)
        paint_icon(painter, spot, found[0], tone_colors(found[1]).fg)
        return rect.adjusted(size + px(8), 0, 0, 0)

    def _font(self, option: QStyleOptionViewItem, index: Index) -> QFont:
        font = QFont(option.font)
        column = _column(index)
        if column is not None and column.strong:
            font.setBold(True)
        return font

    def _words(
        self, painter: QPainter, rect: QRect, index: Index, font: QFont, view: QWidget | None
    ) -> QRect:
        text = index.data(Qt.ItemDataRole.DisplayRole) or ""
        detail = index.data(DETAIL) or ""
        look, column = colors(), _column(index)
        muted = text == PLACEHOLDER or (column is not None and column.muted)
        metrics = QFontMetrics(font)
        align = index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft
        upper = rect
        if detail:
            lines = getattr(view, "detail_lines", 1)
            block = metrics.height() * (1 + lines) + px(1)
            top = rect.top() + max(0, (rect.height() - block) // 2)
            upper = QRect(rect.left(), top, rect.width(), metrics.height())
            lower = upper.translated(0, metrics.height() + px(1))
            lower.setHeight(metrics.height() * lines)
            painter.setFont(_small(font))
            painter.setPen(QColor(look.muted))
            small = QFontMetrics(painter.font())
            wide = lower.width() * lines - (px(48) if lines > 1 else 0)
            elided = small.elidedText(detail, Qt.TextElideMode.ElideRight, wide)
            wrap = int(Qt.TextFlag.TextWordWrap) if lines > 1 else 0
            across = int((align & ~_UPRIGHT) | Qt.AlignmentFlag.AlignTop)
            painter.drawText(lower, across | wrap, elided)
        if not text:
            return rect
        painter.setFont(font)
        painter.setPen(QColor(look.muted if muted else look.text))
        elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, upper.width())
        painter.drawText(upper, int(align), elided)
        return rect.adjusted(metrics.horizontalAdvance(text) + px(8), 0, 0, 0)

    def _chips(
        self, painter: QPainter, rect: QRect, chips: list[Any], font: QFont, *, ringed: bool
    ) -> None:
        left = rect.left()
        for place, (word, tone) in enumerate(chips):
            size = pill_size(word, font)
            room = rect.right() + 1 - left
            if size.width() > room:
                if room >= px(40) and place == 0:
                    metrics = QFontMetrics(font)
                    word = metrics.elidedText(word, Qt.TextElideMode.ElideRight, room - px(18))
                    size.setWidth(room)
                else:
                    painter.setPen(QColor(colors().muted))
                    painter.drawText(
                        QRect(left, rect.top(), max(0, room), rect.height()),
                        int(Qt.AlignmentFlag.AlignVCenter),
                        f"+{len(chips) - place}",
                    )
                    return
            top = rect.center().y() - size.height() / 2 + 0.5
            body = QRectF(left, top, size.width(), size.height())
            ring = tone_colors(tone).line if ringed else None
            paint_pill(painter, body, word, tone, font, ring=ring)
            left += size.width() + px(6)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        font = self._font(option, index)
        metrics = QFontMetrics(font)
        text = index.data(Qt.ItemDataRole.DisplayRole) or ""
        detail = index.data(DETAIL) or ""
        width = metrics.horizontalAdvance(text) + (px(8) if text else 0)
        width += sum(pill_size(w, option.font).width() + px(6) for w, _ in index.data(PILLS) or [])
        width += px(23) if index.data(ICON) else 0
        width = max(width, QFontMetrics(_small(font)).horizontalAdvance(detail))
        lines = 2 if detail else 1
        return QSize(width + px(18), metrics.height() * lines + px(16))

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Show the tooltip where it says more than the cell can: asked for, or cut off."""
        if event.type() is not QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        column = _column(index)
        cut = self.sizeHint(option, index).width() > view.visualRect(index).width()
        if cut or (column is not None and column.tooltip is not None):
            QToolTip.showText(event.globalPos(), index.data(Qt.ItemDataRole.ToolTipRole), view)
        else:
            QToolTip.hideText()
        return True


def _column(index: Index) -> Column | None:
    columns = getattr(index.model(), "columns", ())
    return columns[index.column()] if index.column() < len(columns) else None


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPixelSize(px(12))
    small.setBold(False)
    return small
