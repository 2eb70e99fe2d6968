"""How a printed page is looked at before it is printed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.errors import Refusal
from drugcourt.ui.kit.buttons import IconButton
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.theme import px

ZOOM_STEP = 1.2
LEAST_ZOOM, MOST_ZOOM = 0.25, 5.0


class PdfPane(QWidget):
    """A PDF with page and zoom buttons; PageUp and PageDown turn, Ctrl+plus and minus zoom.

    The PDF library is loaded when the pane is first shown or given something to show.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buffer = QBuffer(self)
        self._built = False
        self._where = Muted("", wrap=False)
        bar = QHBoxLayout()
        bar.setSpacing(px(4))
        self._back = IconButton("caret-left", "Previous page (Page Up)", self.previous)
        self._on = IconButton("caret-right", "Next page (Page Down)", self.next)
        for piece in (self._back, self._where, self._on):
            bar.addWidget(piece)
        bar.addStretch(1)
        for name, words, slot in (
            ("magnifying-glass-minus", "Smaller (Ctrl+minus)", self.zoom_out),
            ("magnifying-glass-plus", "Larger (Ctrl+plus)", self.zoom_in),
            ("arrows-out-line-horizontal", "Fit the width (Ctrl+0)", self.fit_width),
        ):
            bar.addWidget(IconButton(name, words, slot))
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addLayout(bar)
        self.setAccessibleName("Preview")
        self._say_where()

    def _build(self) -> None:
        if self._built:
            return
        # Imported here because the PDF library would double the time to the sign-in.
        from PySide6.QtPdf import QPdfDocument
        from PySide6.QtPdfWidgets import QPdfView

        self._built = True
        self._document = QPdfDocument(self)
        self._view = QPdfView(self)
        self._view.setDocument(self._document)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        self._view.setAccessibleName("Pages of the document")
        self._view.pageNavigator().currentPageChanged.connect(self._say_where)
        self.setFocusProxy(self._view)
        self._ready = QPdfDocument.Status.Ready
        self._modes = QPdfView.ZoomMode
        self._box.addWidget(self._view, 1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._build()

    def load(self, source: Path | bytes) -> None:
        """Show a document. Raises Refusal when it can't be read as one."""
        self._build()
        self._document.close()
        self._buffer.close()
        try:
            content = source.read_bytes() if isinstance(source, Path) else source
        except OSError as problem:
            raise Refusal("The document can't be read. Make it again.") from problem
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        self._say_where()
        if self._document.status() is not self._ready:
            raise Refusal("This is not a document that can be shown. Make it again.")
        self.go_to(0)

    def clear(self) -> None:
        """Show nothing."""
        if self._built:
            self._document.close()
            self._buffer.close()
        self._say_where()

    def page_count(self) -> int:
        """How many pages the document has; 0 while there is none."""
        return self._document.pageCount() if self._built else 0

    def page(self) -> int:
        """The page in sight, from 0."""
        return self._view.pageNavigator().currentPage() if self._built else 0

    def go_to(self, page: int) -> None:
        """Turn to a page, from 0; beyond the ends it stays at the end."""
        if self.page_count():
            place = max(0, min(self.page_count() - 1, page))
            self._view.pageNavigator().jump(place, QPointF(), 0)
            self._say_where()

    def previous(self) -> None:
        """One page back."""
        self.go_to(self.page() - 1)

    def next(self) -> None:
        """One page on."""
        self.go_to(self.page() + 1)

    def zoom_in(self) -> None:
        """Larger."""
        self._zoom(ZOOM_STEP)

    def zoom_out(self) -> None:
        """Smaller."""
        self._zoom(1 / ZOOM_STEP)

    def fit_width(self) -> None:
        """As wide as the pane."""
        self._build()
        self._view.setZoomMode(self._modes.FitToWidth)

    def zoom(self) -> float:
        """The magnification in force; 1.0 is the size on paper."""
        self._build()
        if self._view.zoomMode() is self._modes.FitToWidth and self.page_count():
            points = self._document.pagePointSize(self.page()).width()
            margins = self._view.documentMargins()
            room = self._view.viewport().width() - margins.left() - margins.right()
            return room / (points * self._view.logicalDpiX() / 72)
        return self._view.zoomFactor()

    def _zoom(self, by: float) -> None:
        factor = max(LEAST_ZOOM, min(MOST_ZOOM, self.zoom() * by))
        self._view.setZoomMode(self._modes.Custom)
        self._view.setZoomFactor(factor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key = event.key()
        if key == Qt.Key.Key_PageUp:
            self.previous()
        elif key == Qt.Key.Key_PageDown:
            self.next()
        elif control and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif control and key == Qt.Key.Key_Minus:
            self.zoom_out()
        elif control and key == Qt.Key.Key_0:
            self.fit_width()
        else:
            super().keyPressEvent(event)

    def _say_where(self) -> None:
        count = self.page_count()
        self._where.setText(f"Page {self.page() + 1} of {count}" if count else "No document")
        self._back.setEnabled(count > 0 and self.page() > 0)
        self._on.setEnabled(count > 0 and self.page() < count - 1)
