"""One test, whole: its reading, each substance, and what may still be said of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.casework import specimens, testing
from drugcourt.casework.testing import ResultRow, TestCard
from drugcourt.domain.dates import long
from drugcourt.domain.terms import AnalyteResult, CollectionStatus, Confirmation, Explanation
from drugcourt.domain.tone import Tone
from drugcourt.fields import specimens as fields
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.celltext import cell_text
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.flow import FlowLayout
from drugcourt.ui.kit.labels import Heading, Muted, Pill, Text
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.shell import Shell
from drugcourt.ui.specimens.amendments import TestAmendments

SHOWN = (*fields.COLLECTION, *fields.DETAILS)


def _result(row: ResultRow) -> Sequence[tuple[str, Tone]]:
    if row.result is AnalyteResult.POSITIVE:
        calm = row.expected or row.confirmation is Confirmation.NOT_CONFIRMED
        return [(row.result.label, Tone.GOOD if calm else Tone.ALARM)]
    tone = Tone.GOOD if row.result is AnalyteResult.NEGATIVE else Tone.PLAIN
    return [(row.result.label, tone)]


def _confirmation(row: ResultRow) -> str:
    return "" if row.confirmation is Confirmation.NONE else row.confirmation.label


def _explanation(row: ResultRow) -> str:
    if row.explanation is not Explanation.NONE:
        return row.explanation.label
    expected = row.expected and row.result is AnalyteResult.POSITIVE
    return Explanation.PRESCRIPTION.label if expected else ""


COLUMNS = (
    Column(fields.SUBSTANCE),
    Column(fields.RESULT, pills=_result),
    Column(fields.CONFIRMATION, text=_confirmation),
    Column(fields.CONFIRMED_ON),
    Column(fields.EXPLANATION, text=_explanation, stretch=True),
)


class SpecimenDialog(QDialog):
    """A test as it stands; every change goes through an act and shows here at once."""

    __test__ = False

    def __init__(self, shell: Shell, specimen_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Test")
        self._shell = shell
        self._workspace = shell.workspace
        self._specimen_id = specimen_id
        self._card: TestCard | None = None
        self.name, self.day, self.reading, self.words = Heading(), Muted(), Pill(), Text()
        self.results = DataTable(COLUMNS, "Results", row_id="substance", fit=True)
        self.results.picked.connect(self._enable)
        self._facts = QGridLayout()
        self.send = Button("Send to the laboratory", self.send_to_laboratory)
        self.answer = Button("Enter the answer", self.ask_answer)
        self.explain = Button("Explain", self.ask_explanation)
        self.correct = Button("Correct", self.ask_correction)
        self.excuse = Button("Excuse", self.ask_excuse)
        self._build()
        self.show_test()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(px(20), px(16), px(20), px(16))
        outer.setSpacing(px(10))
        head = QHBoxLayout()
        head.addWidget(self.name)
        head.addWidget(self.reading)
        head.addStretch(1)
        head.addWidget(Button("Open file", self.open_participant, Look.QUIET))
        outer.addLayout(head)
        outer.addWidget(self.day)
        outer.addWidget(self.words)
        outer.addWidget(self.results)
        self._facts.setHorizontalSpacing(px(12))
        self._facts.setColumnStretch(1, 1)
        self._facts.setColumnStretch(3, 1)
        outer.addLayout(self._facts)
        outer.addStretch(1)
        feet = QWidget()
        flow = FlowLayout(feet)
        for button in (self.send, self.answer, self.explain, self.correct, self.excuse):
            flow.addWidget(button)
        flow.addWidget(Button("Close", self.close))
        outer.addWidget(feet)
        self.resize(px(780), px(580))

    def show_test(self, _result: object = None) -> None:
        """Ask again for the test and show it."""
        card = self._workspace.read(testing.one_test, specimen_id=self._specimen_id)
        self._card = card
        self.name.setText(card.row.name)
        self.day.setText(long(card.row.collected_on))
        self.reading.set_pill(card.row.reading.label, card.row.tone)
        held = f"Medicines in force: {', '.join(card.medications)}." if card.medications else ""
        told = "" if card.row.text == card.row.reading.label else f"{card.row.text}."
        self.words.setText(" ".join(part for part in (told, held) if part))
        self.words.setVisible(bool(self.words.text()))
        self.results.setVisible(bool(card.results))
        self.results.set_rows(card.results)
        first = next(
            (n for n, r in enumerate(card.results) if r.result is AnalyteResult.POSITIVE), 0
        )
        if self.results.selected_row() is None:
            self.results.select_place(first)
        self._write_facts(card)
        self._enable()

    def _write_facts(self, card: TestCard) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        told = [(f.label, cell_text(f, card.values.get(f.key))) for f in SHOWN]
        if card.row.excused:
            told.append(("Excused", card.row.excused_reason))
        for place, (label, words) in enumerate((lab, w) for lab, w in told if w):
            line, side = divmod(place, 2)
            self._facts.addWidget(Muted(label, wrap=False), line, side * 2)
            self._facts.addWidget(Text(words), line, side * 2 + 1)

    def _enable(self, _row: object = None) -> None:
        row: ResultRow | None = self.results.selected_row()
        positive = row is not None and row.result is AnalyteResult.POSITIVE
        pending = row is not None and row.confirmation is Confirmation.PENDING
        fresh = row is not None and row.confirmation is Confirmation.NONE
        self.send.setEnabled(positive and fresh)
        self.answer.setEnabled(positive and (fresh or pending))
        self.explain.setEnabled(positive)
        status = self._card.row.status if self._card else CollectionStatus.COLLECTED
        gone = status not in (CollectionStatus.COLLECTED, CollectionStatus.SCHEDULED)
        self.excuse.setVisible(gone and self._card is not None and not self._card.row.excused)
        for button in (self.send, self.answer, self.explain):
            button.setVisible(status is CollectionStatus.COLLECTED)

    # Acts -------------------------------------------------------------------------------------

    def send_to_laboratory(self) -> None:
        """Send the marked positive for confirmation."""
        self._workspace.perform(
            specimens.send_for_confirmation,
            specimen_id=self._specimen_id,
            substance=self.results.selected_row().substance,
        )
        self.show_test()

    def ask_answer(self) -> None:
        """Enter what the laboratory found."""
        self._follow(self._test.answer([self.results.selected_row().substance]))

    def ask_explanation(self) -> None:
        """Say why the marked positive stands or does not count."""
        row = self.results.selected_row()
        self._follow(self._test.explain([row.substance], row.explanation))

    def ask_correction(self) -> None:
        """Correct what was recorded, with the reason."""
        self._follow(self._test.correct())

    def ask_excuse(self) -> None:
        """Excuse a test that was not given."""
        self._follow(self._test.excuse())

    @property
    def _test(self) -> TestAmendments:
        return TestAmendments(Asking(self._shell), self._specimen_id, self)

    def _follow(self, dialog: EditDialog) -> None:
        dialog.done_with.connect(self.show_test)

    def open_participant(self) -> None:
        """Show the participant's file."""
        assert self._card is not None
        self._shell.open_participant(self._card.row.episode_id)
        self.close()
