"""What laboratories sent that waits for a person, settled one by one beside the original."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from drugcourt.casework.laboratories import settling, waiting
from drugcourt.casework.laboratories.unread import unread_count
from drugcourt.casework.laboratories.waiting import FindingRow, WaitingCard, WaitingReport
from drugcourt.domain.dates import counted, short
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.fields import laboratories as fields
from drugcourt.fields.laboratories import Meaning, WaitsFor
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit import tasks
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.flow import scrolled
from drugcourt.ui.kit.labels import Heading, Muted, Text
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.signals import weakly
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.shell import Shell
from drugcourt.ui.specimens.document_dialog import DocumentDialog
from drugcourt.ui.testing.review_answer import Answer, Settling
from drugcourt.ui.testing.tab import TestingTab
from drugcourt.ui.testing.unread_dialog import UnreadDialog

EMPTY = "Nothing waits. What a laboratory's file leaves open comes here."
DIGITS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)


def _waits(row: WaitingReport) -> Sequence[tuple[str, Tone]]:
    return [(WaitsFor(row.waits_for).label, Tone.ALARM if row.positive else Tone.WATCH)]


def _laboratory(row: WaitingReport) -> str:
    return row.laboratory or row.file


def _taken(row: FindingRow) -> str:
    known = {str(item): item.label for item in Meaning}
    word = known.get(row.taken_as, "")
    return f"{word}?" if row.waits_for == WaitsFor.CODE and word else word


def _value(row: FindingRow) -> Sequence[tuple[str, Tone]]:
    positive = row.status == "Positive"
    return [(row.value or "Nothing", Tone.ALARM if positive else Tone.PLAIN)]


def _note(row: FindingRow) -> str:
    return row.note


LIST = (
    Column(fields.WAITS_FOR, pills=_waits),
    Column(fields.WHO, strong=True),
    Column(fields.COLLECTED_ON),
    Column(fields.LABORATORY, text=_laboratory, muted=True, stretch=True),
)
FOUND = (
    Column(fields.FOUND_NAME, strong=True),
    Column(fields.FOUND_VALUE, pills=_value),
    Column(fields.TAKEN_AS, text=_taken),
    Column(fields.FOUND_CODE, muted=True),
    Column(fields.FOUND_NOTE, tooltip=_note, muted=True, stretch=True),
)


class ReviewTab(TestingTab):
    """The tray: a list, and beside it the marked report with its question and its original.

    Ctrl+Enter gives the answer that stands in the form; 1 to 3 take a suggested person over.
    """

    title = "Review"
    kinds = frozenset({"laboratory_report"})

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._workspace = shell.workspace
        self._card: WaitingCard | None = None
        self._busy: tasks.Handle | None = None
        self.answer: Answer | None = None
        self.notices = Notices()
        self.table = ReviewTable(shell)
        self.head, self.why = Heading(), Text()
        self.about = Muted("")
        self.settle_button = Button("Settle", self.act, Look.PRIMARY)
        self.unread_button = Button("What could not be read…", self.show_unread, Look.QUIET)
        self.leave_button = Button("Leave out…", self.ask_leave_out, Look.QUIET)
        self.found = DataTable(FOUND, "Results as sent", row_id="place", layouts=shell.layouts)
        self.original = QPlainTextEdit()
        self._held = QVBoxLayout()
        self._documents = QHBoxLayout()
        self._build()

    def _build(self) -> None:
        self.original.setReadOnly(True)
        self.original.setTabChangesFocus(True)
        self.original.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.original.setAccessibleName("The original, as it was sent")
        self.column.addWidget(self.notices)
        tools = QHBoxLayout()
        tools.addWidget(Muted("Ctrl+Enter settles, 1 to 3 take a suggestion over", small=True), 1)
        tools.addWidget(self.unread_button)
        tools.addWidget(
            Button("Look again", self.look_again, Look.QUIET, icon_name="arrows-clockwise")
        )
        self.column.addLayout(tools)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self._detail())
        split.setStretchFactor(0, 5)
        split.setStretchFactor(1, 6)
        split.setChildrenCollapsible(False)
        self.column.addWidget(split, 1)
        self.table.picked.connect(self._show)
        self.table.opened.connect(self._into_form)
        self.table.digit.connect(self._take)

    def _detail(self) -> QWidget:
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(px(16), 0, px(8), 0)
        box.setSpacing(px(8))
        for piece in (self.head, self.about, self.why):
            box.addWidget(piece)
        box.addLayout(self._held)
        feet = QHBoxLayout()
        feet.setSpacing(px(8))
        feet.addWidget(self.settle_button)
        feet.addWidget(self.leave_button)
        feet.addStretch(1)
        feet.addLayout(self._documents)
        box.addLayout(feet)
        self.found.setMinimumHeight(px(150))
        box.addWidget(self.found, 2)
        box.addWidget(Muted("The original, as it was sent", wrap=False, small=True))
        self.original.setMinimumHeight(px(120))
        box.addWidget(self.original, 2)
        self.detail = scrolled(inner)
        return self.detail

    # Showing ----------------------------------------------------------------------------------

    def words(self) -> str:
        count = self._workspace.read(waiting.waiting_count)
        return f"{self.title} ({count:,})" if count else self.title

    def show_day(self, day: date) -> None:
        """What waits now; the day makes no difference to it."""
        if self._busy is not None:
            return
        self._tell_unread()
        marked = self.table.selected_id()
        rows = self._workspace.read(waiting.waiting_reports)
        self.table.set_rows(rows)
        self.detail.setVisible(bool(rows))
        if not rows:
            self._card = None
            return
        if marked not in {row.id for row in rows}:
            self.table.select_place(0)
        self._show(self.table.selected_row())

    def take_keyboard(self) -> None:
        self.table.setFocus()

    def _show(self, row: WaitingReport | None) -> None:
        if row is None or (self._card is not None and self._card.row == row):
            return
        try:
            card = self._workspace.read(waiting.waiting_card, report_id=row.id)
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.WATCH, key="gone")
            return
        self.notices.clear()
        self._card = card
        self.head.setText(WaitsFor(row.waits_for).label)
        self.about.setText(_about(card))
        self.why.setText(row.reason)
        self._put_answer(card)
        self.found.set_rows(card.findings)
        self.original.setPlainText(card.original or _told(card))
        self._show_documents(card)

    def _put_answer(self, card: WaitingCard) -> None:
        if self.answer is not None:
            self._held.removeWidget(self.answer)
            self.answer.hide()
            self.answer.deleteLater()
        self.answer = Answer(self._workspace, card)
        self.answer.chosen.connect(self.settle_button.setFocus)
        self._held.addWidget(self.answer)
        words = self.answer.confirm_words
        self.settle_button.setText(words)
        self.settle_button.setAccessibleName(words)
        self.settle_button.setVisible(bool(words))

    def _show_documents(self, card: WaitingCard) -> None:
        while (item := self._documents.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for document in card.documents:
            button = Button(
                f"Open “{document.name}”",
                weakly(self._open_document, document.id, document.name),
                icon_name="file-pdf",
            )
            self._documents.addWidget(button)

    def _open_document(self, number: int, name: str) -> None:
        DocumentDialog(self._workspace, number, name, self).open()

    # Settling ---------------------------------------------------------------------------------

    def _into_form(self, _row: object = None) -> None:
        """Enter on a line puts the keyboard into its question."""
        if self.answer is not None and self.answer.form is not None:
            self.answer.form.focus_first()
        elif self.settle_button.isVisible():
            self.settle_button.setFocus()

    def _take(self, place: int) -> None:
        if self.answer is not None:
            self.answer.take(place)

    @does(settling.settle_person)
    def act(self) -> None:
        """Give the answer that stands in the form; what it settles elsewhere comes in with it."""
        if self._card is None or self.answer is None or self._busy is not None:
            return
        wanted = self.answer.settling()
        if wanted is not None:
            self._do(wanted)

    @does(settling.look_again)
    def look_again(self) -> None:
        """Try everything that waits anew: people may have been admitted since."""
        if self._busy is None:
            self._do(Settling(self._workspace, settling.look_again, {}))

    def _do(self, wanted: Settling) -> None:
        self.settle_button.setEnabled(False)
        self._busy = tasks.run(wanted.do, self._done, self._refused)

    def _done(self, count: int) -> None:
        self._free()
        words = f"{counted(count, 'report')} came in." if count else "Kept; more of it is open."
        self._shell.say(words, Tone.GOOD)
        place = self.table.currentIndex().row()
        self._card = None
        self.show_day(self._workspace.today)
        if self.table.rows.rowCount():
            self.table.select_place(min(max(0, place), self.table.rows.rowCount() - 1))
        self.table.setFocus()

    def _refused(self, problem: Exception) -> None:
        self._free()
        if not isinstance(problem, Refusal):
            raise problem
        self.notices.say(str(problem), Tone.ALARM, key="refused")

    def _free(self) -> None:
        self._busy = None
        self.settle_button.setEnabled(True)

    def show_unread(self) -> None:
        """The files and lines that were kept apart, each with its reason."""
        dialog = UnreadDialog(self._shell, self)
        dialog.finished.connect(self._tell_unread)
        dialog.open()

    def _tell_unread(self, _result: int = 0) -> None:
        """How many lines nobody has seen to yet, on the button that shows them."""
        count = self._workspace.read(unread_count)
        words = f"What could not be read ({count:,})…" if count else "What could not be read…"
        self.unread_button.setText(words)
        self.unread_button.setAccessibleName(words)

    @does(settling.leave_out)
    def ask_leave_out(self) -> None:
        """Enter nothing of the marked report, with the reason."""
        if self._card is None:
            return
        ask, number = Asking(self._shell), self._card.row.id
        ask.open(
            "Leave this report out",
            (fields.LEFT_OUT_REASON,),
            lambda given: ask.perform(settling.leave_out, report_id=number, reason=given["reason"]),
            said="The report is left out; it stays with its original.",
            confirm="Leave out",
            danger=True,
            parent=self,
        )


class ReviewTable(DataTable):
    """The list; digits take a suggestion over without leaving it."""

    digit = Signal(int)

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            LIST,
            "Reports that wait",
            as_of=shell.workspace.today,
            layouts=shell.layouts,
            empty=EMPTY,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in DIGITS and not event.modifiers():
            self.digit.emit(DIGITS.index(event.key()) + 1)
            return
        super().keyPressEvent(event)


def _about(card: WaitingCard) -> str:
    patient = card.patient
    parts = [patient.name or "No name"]
    if patient.born:
        parts.append(f"born {short(patient.born)}")
    if patient.lab_number:
        parts.append(f"their number {patient.lab_number}")
    if card.row.collected_on:
        parts.append(f"collected {short(card.row.collected_on)}")
    if card.accession:
        parts.append(f"specimen {card.accession}")
    return " · ".join(parts)


def _told(card: WaitingCard) -> str:
    """The report's content where its original is a workbook, which has no lines to show."""
    lines = [f"{row.name}: {row.value or 'nothing'}   {row.note}" for row in card.findings]
    return "\n".join([*card.notes, *lines])
