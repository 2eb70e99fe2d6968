"""The tab Tests: every test with its reading, what may be done with it, and the sober clock."""

from __future__ import annotations

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from drugcourt.casework.specimens import file_tests
from drugcourt.casework.specimens.file_tests import Mark, TestRow
from drugcourt.casework.specimens.readings import short_word
from drugcourt.casework.specimens.specimens import record_test
from drugcourt.domain.dates import counted, short
from drugcourt.domain.specimens import CollectionStatus
from drugcourt.domain.tone import Tone
from drugcourt.fields import specimens as fields
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.cards import Card, columns
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.flow import FlowLayout
from drugcourt.ui.kit.icons import TONE_ICONS
from drugcourt.ui.kit.labels import Muted, Text
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.theme import px
from drugcourt.ui.participants.device_card import DeviceCard
from drugcourt.ui.participants.pane import Pane
from drugcourt.ui.participants.specimen_card import open_card
from drugcourt.ui.shell import Shell
from drugcourt.ui.specimens.amendments import TestAmendments
from drugcourt.ui.specimens.specimen_dialog import SpecimenDialog

READING = Field("reading", "Reading", width=14)
SAID = Field("text", "What it says", width=30)
TAKEN = Field("taken", "How it was taken", width=26)
WHY = Field("reason", "Why", Kind.CHOICE, width=8)
MARK_DAY = Field("on", "Day", Kind.DATE, width=10)
MARK = Field("word", "Event", width=16)


def _reading(row: TestRow) -> list[tuple[str, Tone]]:
    return [(short_word(row.reading), row.tone)]


def _said(row: TestRow) -> str:
    return "" if row.text == row.reading.label else row.text


def _mark(row: Mark) -> tuple[str, Tone, str]:
    return TONE_ICONS[row.tone], row.tone, row.tone.label


def _mark_word(row: Mark) -> str:
    return row.word


def _effect(row: Mark) -> str:
    return row.effect


class TestsPane(Pane):
    """The table of tests and beside it why the sober date is what it is."""

    __test__ = False

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.tests = self.table(
            [
                Column(fields.COLLECTED_ON),
                Column(READING, pills=_reading),
                Column(SAID, text=_said, stretch=True),
                Column(TAKEN, muted=True, stretch=True),
                Column(WHY, muted=True),
            ],
            "Tests",
            empty="No test is recorded yet. Press A, then T, for the first one.",
        )
        self.tests.record_of = self._record
        self.tests.picked.connect(self._picked)
        self.tests.rows.reloaded.connect(self._picked)
        self.tests.opened.connect(self._open)
        self.new = Button("New test…", self.new_test, icon_name="plus")
        self.send = Button("Send for confirmation…", self.send_test)
        self.answer = Button("Laboratory answer…", self.answer_test)
        self.explain = Button("Explain…", self.explain_test)
        self.excuse = Button("Excuse…", self.excuse_test)
        self.correct = Button("Correct…", self.correct_test)
        self.whole = Button("Whole test…", self.show_test)
        self.card = Card("Tests", actions=(self.new,))
        self.card.add(self.tests, 1)
        acts = FlowLayout()
        tools = (self.send, self.answer, self.explain, self.excuse, self.correct, self.whole)
        for button in tools:
            acts.addWidget(button)
        self.card.add(acts)
        self.devices = DeviceCard(self)
        self.side = QTabWidget()
        self.side.setDocumentMode(True)
        self.side.addTab(_under_tabs(self._proof_card()), "Sober clock")
        self.side.addTab(_under_tabs(self.devices), "Devices")
        self.box.addLayout(columns((self.card, 8), (self.side, 4)), 1)

    def _record(self, row: TestRow) -> tuple[str, int, str]:
        return "specimen", row.id, f"Test of {short(row.collected_on, self.today)}"

    def _proof_card(self) -> Card:
        self.proof_text = Text("")
        self.proof_origin = Muted("", small=True)
        self.marks = self.table(
            [
                Column(MARK_DAY),
                Column(MARK, icon=_mark, text=_mark_word, detail=_effect, stretch=True),
            ],
            "Sober clock",
            empty="Nothing has touched the count.",
        )
        card = Card("Sober clock")
        words = QVBoxLayout()
        words.addWidget(self.proof_text)
        words.addWidget(self.proof_origin)
        card.add(words)
        card.add(self.marks, 1)
        return card

    def refresh(self) -> None:
        self.tests.set_source(self._fetch, self._count)
        self.card.set_heading("Tests", counted(self.tests.rows.rowCount(), "test"))
        proof = self.desk.read(file_tests.sober_proof, today=self.today)
        self.proof_text.setText(proof.text if proof else "The count begins with admission.")
        self.proof_origin.setText(proof.origin if proof else "")
        self.marks.set_rows(proof.marks if proof else [])
        count = self.devices.refresh()
        self.side.setTabText(1, f"Devices ({count})" if count else "Devices")
        self._picked()

    def _fetch(self, offset: int, limit: int, sort: str, down: bool) -> list[TestRow]:
        return self.desk.read(
            file_tests.file_tests, offset=offset, limit=limit, sort=sort, descending=down
        )

    def _count(self) -> int:
        return self.desk.read(file_tests.file_tests_count)

    def _picked(self, _row: object = None) -> None:
        row, open_ = self.tests.selected_row(), not self.closed
        unsent = row is not None and bool(set(row.positives) - set(row.pending))
        missed = row is not None and row.status is not CollectionStatus.COLLECTED
        self.new.setEnabled(open_)
        self.send.setEnabled(unsent and open_)
        self.answer.setEnabled(row is not None and bool(row.pending))
        self.explain.setEnabled(row is not None and bool(row.positives))
        self.excuse.setEnabled(missed and row is not None and not row.excused)
        self.correct.setEnabled(row is not None)
        self.whole.setEnabled(row is not None)

    def _open(self, row: TestRow) -> None:
        """Enter does what the test waits for; else it opens the record to correct it."""
        test = self.desk.amend.test(row.id)
        if row.pending:
            test.answer(row.pending)
        else:
            test.correct()

    @does(record_test)
    def new_test(self) -> None:
        """Enter a test."""
        open_card(self.desk.ask, self.desk.episode_id)

    @does(TestAmendments.send)
    def send_test(self) -> None:
        """Send the chosen test to the laboratory."""
        if row := self.tests.selected_row():
            unsent = [s for s in row.positives if s not in row.pending]
            self.desk.amend.test(row.id).send(unsent)

    @does(TestAmendments.answer)
    def answer_test(self) -> None:
        """Enter the laboratory's answer to the chosen test."""
        if row := self.tests.selected_row():
            self.desk.amend.test(row.id).answer(row.pending)

    @does(TestAmendments.explain)
    def explain_test(self) -> None:
        """Explain a positive of the chosen test."""
        if row := self.tests.selected_row():
            self.desk.amend.test(row.id).explain(row.positives)

    @does(TestAmendments.excuse)
    def excuse_test(self) -> None:
        """Excuse the chosen test."""
        if row := self.tests.selected_row():
            self.desk.amend.test(row.id).excuse()

    def show_test(self) -> None:
        """Show the chosen test whole: custody, notes, disputes, corrected reports."""
        if row := self.tests.selected_row():
            SpecimenDialog(self.desk.shell, row.id, self).open()

    @does(TestAmendments.correct)
    def correct_test(self) -> None:
        """Correct the chosen test."""
        if row := self.tests.selected_row():
            self.desk.amend.test(row.id).correct()


def _under_tabs(card: Card) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, px(8), 0, 0)
    column.addWidget(card)
    return part
