"""How a spreadsheet of the office comes in: file, columns, preview, import, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
)

from drugcourt.casework.imports.choosing import ChosenFile, both_ways
from drugcourt.casework.imports.lines import ImportReport, Line
from drugcourt.casework.imports.pace import Pace, Step
from drugcourt.domain.dates import counted, long, short
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.exchange.laboratories.files import LabFile, TwoWays
from drugcourt.exchange.tables.dates import DateOrder
from drugcourt.exchange.tables.mapping import Mapping
from drugcourt.fields.imports import ImportKind
from drugcourt.ui.imports.columns_step import ColumnsStep
from drugcourt.ui.imports.file_step import FileStep
from drugcourt.ui.imports.preview_step import PreviewStep
from drugcourt.ui.imports.summary_step import SummaryStep
from drugcourt.ui.imports.work import (
    ChangeWork,
    LabTrialWork,
    LabWriteWork,
    ReadWork,
    TrialWork,
    WriteWork,
)
from drugcourt.ui.kit import messages, tasks
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.labels import Heading, Muted, Pill
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.progress import ProgressPanel
from drugcourt.ui.kit.theme import px
from drugcourt.ui.shell import Shell

FILE, COLUMNS, PREVIEW, SUMMARY = range(4)
STEPS = ("File", "Columns", "Preview", "Done")
NEXT = ("Next", "Preview", "Import", "Close")


class ImportWizard(QDialog):
    """Four steps in one window. Enter goes on, Esc leaves and asks where something would be lost.

    Reading, trying out and writing happen on a worker; the window stays alive.
    """

    def __init__(self, shell: Shell, kind: str = "") -> None:
        super().__init__(shell.window_widget())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Import")
        self.setAcceptDrops(True)
        self.shell, self.workspace = shell, shell.workspace
        self.step = FILE
        self.writing = False
        self._leaving = False
        self.laboratory: LabFile | None = None
        self._handle: tasks.Handle | None = None
        self.pace: Pace | None = None
        self.file = FileStep(self.workspace, kind)
        self.columns, self.preview, self.summary = ColumnsStep(), PreviewStep(), SummaryStep()
        self.progress = ProgressPanel()
        self.notices = Notices()
        self.next = Button(NEXT[FILE], self.go_next, Look.PRIMARY)
        self.back = Button("Back", self.go_back)
        self.cancel = Button("Cancel", self.close)
        self._build()
        self.file.changed.connect(self._look)
        self.file.taken.connect(self._was_taken)
        self.file.trouble.connect(self._say_trouble)
        self.file.earlier.undone.connect(self._undone)
        self.columns.changed.connect(self._remap)
        self.summary.undo_wanted.connect(self.file.earlier.undo)
        self.summary.again.connect(self.start_over)
        self._go(FILE)

    def _build(self) -> None:
        self.marks = [Pill(f"{n}  {words}") for n, words in enumerate(STEPS, 1)]
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(Heading("Import a table"))
        head.addStretch(1)
        for mark in self.marks:
            head.addWidget(mark)
        self.stack = QStackedWidget()
        for piece in (self.file, self.columns, self.preview, self.summary, self.progress):
            self.stack.addWidget(piece)
        feet = QHBoxLayout()
        feet.setSpacing(px(8))
        feet.addWidget(Muted("Enter goes on, Esc leaves", wrap=False, small=True))
        feet.addStretch(1)
        for button in (self.cancel, self.back, self.next):
            feet.addWidget(button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(20), px(16), px(20), px(16))
        outer.setSpacing(px(12))
        outer.addLayout(head)
        outer.addWidget(self.notices)
        outer.addWidget(self.stack, 1)
        outer.addLayout(feet)
        room = (self.screen() or QGuiApplication.primaryScreen()).availableGeometry()
        self.setMinimumSize(px(760), px(480))
        self.resize(min(px(1060), room.width() - px(60)), min(px(660), room.height() - px(60)))

    # Steps ------------------------------------------------------------------------------------

    def go_next(self) -> None:
        """On to the next step, if this one is answered."""
        if not self.next.isEnabled():
            return
        (self._read, self._try_out, self._write, self.close)[self.step]()

    def go_back(self) -> None:
        """Back to the step before; what was chosen stays."""
        if self.back.isEnabled():
            skipped = self.laboratory is not None and self.step == PREVIEW
            self._go(FILE if skipped else self.step - 1)

    def start_over(self) -> None:
        """Another file of the same kind."""
        self.file.forget()
        self.columns.chosen, self.laboratory = None, None
        self._go(FILE)

    def _go(self, step: int) -> None:
        self.step = step
        self._handle = None
        self.notices.clear()
        self.stack.setCurrentIndex(step)
        for place, mark in enumerate(self.marks):
            tone = Tone.INFO if place == step else Tone.GOOD if place < step else Tone.PLAIN
            mark.set_pill(mark.text(), tone)
        self._look()
        if step == COLUMNS and not self.columns.ready:
            self.columns.focus_first()
        elif step == FILE and not self.file.ready:
            self.file.setFocus()
        else:
            self.next.setFocus()

    def _look(self) -> None:
        """What the buttons say and whether they can be pressed."""
        waiting = self._handle is not None
        ready = {
            FILE: self.file.ready,
            COLUMNS: self.columns.ready,
            PREVIEW: self._rows_to_write() > 0,
            SUMMARY: True,
        }[self.step]
        words = NEXT[self.step]
        if self.step == PREVIEW and (rows := self._rows_to_write()):
            words = f"Import {counted(rows, 'row')}"
        self.next.setText(words)
        self.next.setAccessibleName(words)
        self.next.setEnabled(ready and not waiting)
        self.back.setVisible(self.step in (COLUMNS, PREVIEW))
        self.back.setEnabled(not waiting)
        self.cancel.setVisible(self.step != SUMMARY)
        self.cancel.setText("Stop" if self.writing and self.pace is not None else "Cancel")
        self.cancel.setEnabled(not self.writing or self.pace is not None)

    def _rows_to_write(self) -> int:
        report = self.preview.report
        return 0 if report is None else report.new + report.changed + report.review

    def _work(
        self,
        sentence: str,
        work: Callable[..., Any],
        done: Callable[[Any], object],
        pace: Pace | None = None,
    ) -> None:
        """Go to work; with a pace it tells how far it is, and can be stopped before it is kept."""
        self.notices.clear()
        self.pace = pace
        self.progress.say(sentence)
        self.stack.setCurrentWidget(self.progress)
        tell = self._went_on if pace is not None else None
        self._handle = tasks.run(work, done, self._failed, tell)
        self._look()

    def _went_on(self, step: Step) -> None:
        if self._handle is not None:
            self.progress.say(step.sentence, step.done, step.total)

    def _failed(self, problem: Exception) -> None:
        self._handle, self.writing = None, False
        self.notices.take_back("busy")
        self.stack.setCurrentIndex(self.step)
        self._look()
        if not isinstance(problem, Refusal):
            raise problem
        if isinstance(problem, TwoWays) and (order := self._asked_order(problem.example)):
            self.file.saved = Mapping(ImportKind.TESTS, date_order=order)
            self._read()
            return
        self._say_trouble(str(problem))

    def _asked_order(self, example: str) -> DateOrder | None:
        """Which day a date means, in the user's own words; None when neither is said."""
        for order, day in both_ways(example):
            if messages.ask(
                self,
                "Which day is it?",
                f"The dates of this file can be read two ways. Is {example} the {long(day)}?",
                confirm=f"Yes, {short(day)}",
                cancel="No",
            ):
                return order
        return None

    def _say_trouble(self, sentence: str) -> None:
        self.notices.say(sentence, Tone.ALARM, key="trouble")

    # File to columns --------------------------------------------------------------------------

    def _was_taken(self) -> None:
        """Enter goes on from here, and does not ask for another file."""
        (self.next if self.file.ready else self.file).setFocus()

    def _read(self) -> None:
        path, kind = self.file.path, self.file.kind
        if path is not None and kind is not None:
            work = ReadWork(self.workspace, path, kind, self.file.saved)
            self.columns.chosen, self.laboratory = None, None
            self._work("The file is being read.", work.read, self._was_read)

    def _was_read(self, chosen: ChosenFile | LabFile) -> None:
        """A table goes on to its columns; messages have none, so they are tried out at once."""
        if isinstance(chosen, LabFile):
            self.laboratory = chosen
            self._try_out()
            return
        self.columns.show_file(chosen)
        self._go(COLUMNS)

    def _remap(self, mapping: Any) -> None:
        """A column was changed: find anew what is missing, without leaving the step."""
        if self._handle is not None:
            self._handle.cancel()
        assert self.columns.chosen is not None
        work = ChangeWork(self.columns.chosen, mapping)
        self._handle = tasks.run(work.change, self._remapped, self._failed)
        self._look()

    def _remapped(self, chosen: ChosenFile) -> None:
        self._handle = None
        self.columns.show_file(chosen)
        self._look()

    # Columns to preview to summary ------------------------------------------------------------

    def _try_out(self) -> None:
        if self.laboratory is not None:
            trial = LabTrialWork(self.workspace, self.laboratory)
            self._work("Every report is being tried out.", trial.look, self._tried)
        elif self.columns.chosen is not None:
            pace = Pace()
            work = TrialWork(self.workspace, self.columns.chosen, pace)
            self._work("Every row is being tried out.", work.look, self._tried, pace)

    def _tried(self, outcome: tuple[ImportReport, tuple[Line, ...]]) -> None:
        self.preview.show_preview(*outcome)
        self._go(PREVIEW)
        if self._rows_to_write() == 0:
            self.notices.say(
                "There is nothing to bring in: no row is new or changed.", Tone.INFO, key="none"
            )
            self.back.setFocus()

    def _write(self) -> None:
        rows = counted(self._rows_to_write(), "row")
        if self.laboratory is not None:
            self.writing = True
            bring = LabWriteWork(self.workspace, self.laboratory)
            self._work(f"{rows} are being written, all or none.", bring.write, self._written)
        elif self.columns.chosen is not None:
            self.writing = True
            pace = Pace()
            work = WriteWork(self.workspace, self.columns.chosen, pace)
            self._work(f"{rows} are being written, all or none.", work.write, self._written, pace)

    def _written(self, report: ImportReport) -> None:
        self.writing = False
        self.summary.show_report(report, self.columns.chosen)
        self.file.earlier.reload()
        self._go(SUMMARY)
        self.shell.say(f"Import: {report.sentence}", Tone.GOOD)

    def _undone(self, batch_id: int) -> None:
        report = self.summary.report
        if report is not None and report.batch_id == batch_id:
            self.summary.show_undone()

    # Leaving, keys, drops ---------------------------------------------------------------------

    def _may_leave(self) -> bool:
        if self.writing and self.pace is not None:
            self.pace.stop()
            self.notices.say("The import is being stopped.", key="busy")
            return False
        if self.writing or self.file.earlier.busy:
            self.notices.say("This takes a moment and can't be stopped halfway.", key="busy")
            return False
        if self._leaving or self.step in (FILE, SUMMARY):
            return True
        return messages.ask(
            self,
            "Leave the import?",
            "Nothing of this file has been brought in yet.",
            confirm="Leave",
            cancel="Go on with the import",
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_leave():
            event.ignore()
            return
        self._leaving = True
        if self._handle is not None:
            self._handle.cancel()
        event.accept()

    def reject(self) -> None:
        """Esc closes the window as its frame does."""
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            held = self.focusWidget()
            if isinstance(held, QPushButton) and held.isEnabled():
                held.click()
            else:
                self.go_next()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.step == FILE and _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.file.take(path)


def _dropped(event: QDropEvent) -> Path | None:
    """The one file that is dropped; several at once are not taken."""
    files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return Path(files[0]) if len(files) == 1 else None
