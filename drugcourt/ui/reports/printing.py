"""How a finished paper goes to a printer: one page after the other, the window stays alive."""

from __future__ import annotations

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QObject,
    QRectF,
    QSize,
    QSizeF,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from drugcourt.ui.kit import tasks

JOB = "Court paper"  # the queue of a shared printer is read by everyone: no title, no name
DOTS = 300


def plain_printer() -> QPrinter:
    """A printer with a job name that says nothing about anybody."""
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setResolution(DOTS)
    printer.setFullPage(True)
    printer.setDocName(JOB)
    return printer


class Printing(QObject):
    """One print job. `progress` says (page, of how many), `done` the pages, `failed` a sentence.

    `leaves` fires before the first page; whoever hears it may `hold` the job.
    """

    leaves = Signal()
    progress = Signal(int, int)
    done = Signal(int)
    failed = Signal(str)

    def __init__(self, content: bytes, printer: QPrinter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.printer = printer
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document = QPdfDocument(self)
        self._document.load(self._buffer)
        self._painter = QPainter()
        self._stopped = self._held = False
        self._page = self._last = self._printed = 0

    def ask(self, parent: QWidget) -> QPrintDialog:
        """Let the person choose printer and pages; printing begins when they agree."""
        dialog = QPrintDialog(self.printer, parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setMinMax(1, max(1, self._document.pageCount()))
        dialog.accepted.connect(self.start)
        QDialog.open(dialog)  # the print dialog's own open() wants a receiver and a slot
        return dialog

    def start(self) -> None:
        """Print the pages that were chosen, all of them where none were."""
        count = self._document.pageCount()
        self.printer.setDocName(JOB)
        first, last = self.printer.fromPage(), self.printer.toPage()
        self._page = max(1, first) if first else 1
        self._last = min(count, last) if last else count
        self.leaves.emit()
        if self._held:
            return
        if not count or not self._painter.begin(self.printer):
            self.failed.emit("The printer could not be reached. Choose another one, or save a PDF.")
            return
        self._next()

    def hold(self) -> None:
        """Print nothing; said from `leaves`."""
        self._held = True

    def stop(self) -> None:
        """Send no more pages."""
        self._stopped = True

    def _next(self) -> None:
        if self._stopped:
            self.printer.abort()
        if self._stopped or self._page > self._last:
            self._painter.end()
            self.done.emit(self._printed)
            return
        if self._printed and not self.printer.newPage():
            self._painter.end()
            self.failed.emit("The printer stopped. Look at it, then print again.")
            return
        self.progress.emit(self._page, self._last)
        self._draw(self._page - 1)
        self._printed += 1
        self._page += 1
        tasks.later(self._next)

    def _draw(self, page: int) -> None:
        room = QRectF(self._painter.viewport())
        points = self._document.pagePointSize(page)
        scaled = QSizeF(points).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(room.topLeft(), scaled)
        place.moveCenter(room.center())
        pixels = QSize(round(scaled.width()), round(scaled.height()))
        self._painter.drawImage(place, self._document.render(page, pixels))
