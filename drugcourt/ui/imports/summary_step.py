"""The last step of an import: what it did, the rows it did not take, and the way back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from drugcourt.casework.imports.choosing import ChosenFile
from drugcourt.casework.imports.lines import ImportReport, Verdict
from drugcourt.domain.dates import counted
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.ui.imports.preview_step import TONES
from drugcourt.ui.imports.work import RejectsWork
from drugcourt.ui.kit import messages, tasks
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.flow import FlowLayout
from drugcourt.ui.kit.labels import Pill, Text, Title
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.theme import px

SENTENCES = {
    Verdict.NEW: "brought in",
    Verdict.CHANGED: "amended what was on file",
    Verdict.UNCHANGED: "were on file already",
    Verdict.REVIEW: "wait for a person: Testing, Review",
    Verdict.REJECTED: "were not taken",
}


class SummaryStep(QWidget):
    """Counts and what to do now. `undo_wanted` carries the import's number, `again` starts over."""

    undo_wanted = Signal(int)
    again = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.report: ImportReport | None = None
        self.chosen: ChosenFile | None = None
        self.notices = Notices()
        self.numbers = {verdict: Title() for verdict in Verdict}
        self._review_line: list[QWidget] = []
        self.rejects_button = Button("Save the rows not taken…", self.ask_rejects)
        self.undo_button = Button("Take this import back", self._undo)
        self.again_button = Button("Import another file", self._again)
        card = Card("What the import did")
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(10))
        grid.setColumnStretch(2, 1)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for line, verdict in enumerate(Verdict):
            pill, words = Pill(verdict.label, TONES[verdict]), Text(SENTENCES[verdict])
            grid.addWidget(self.numbers[verdict], line, 0, right)
            grid.addWidget(pill, line, 1)
            grid.addWidget(words, line, 2)
            if verdict is Verdict.REVIEW:
                self._review_line = [self.numbers[verdict], pill, words]
        card.add(self.notices)
        card.add(grid)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=8)
        for button in (self.rejects_button, self.undo_button, self.again_button):
            flow.addWidget(button)
        card.body.addSpacing(px(8))
        card.add(buttons)
        card.add_space()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(card)

    def show_report(self, report: ImportReport, chosen: ChosenFile | None) -> None:
        """The counts of an import that is written; messages have no rows to be saved apart."""
        self.report, self.chosen = report, chosen
        self.notices.clear()
        for verdict, number in report.counts().items():
            self.numbers[verdict].setText(f"{number:,}")
        for piece in self._review_line:
            piece.setVisible(report.review > 0)
        self.rejects_button.setVisible(bool(report.not_taken) and chosen is not None)
        self.undo_button.setVisible(report.batch_id is not None)
        if report.batch_id is None:
            said = "Nothing had to be written: the court holds all of this already."
            if report.rejected and not report.unchanged:
                said = "No row could be taken, so nothing was written."
            self.notices.say(said, Tone.INFO, key="done", closable=False)
        else:
            self.notices.say(
                f"The import is written. {report.sentence}", Tone.GOOD, key="done", closable=False
            )

    def show_undone(self) -> None:
        """The import of this summary is taken back."""
        self.undo_button.hide()
        self.notices.say(
            "This import is taken back. The court is as it was before it.",
            Tone.INFO,
            key="done",
            closable=False,
        )

    def say_trouble(self, sentence: str) -> None:
        """Why something was not done."""
        self.notices.say(sentence, Tone.ALARM, key="trouble")

    def ask_rejects(self) -> None:
        """Write the rows that are not in the court now, each with its column and reason."""
        if self.report is None or self.chosen is None:
            return
        source = self.chosen.path
        suggested = source.with_name(f"{source.stem}.rejects.csv")
        path = messages.choose_save_path(self, "Save the rows not taken", suggested, "CSV (*.csv)")
        if path is None:
            return
        path = path if path.suffix else path.with_suffix(".csv")
        work = RejectsWork(path, self.report, self.chosen)
        tasks.run(work.save, self._saved, self._failed)

    def _saved(self, outcome: tuple[Path, int]) -> None:
        path, lines = outcome
        said = f"“{path.name}” is saved, with {counted(lines, 'reason')}. It is not encrypted."
        self.notices.say(said, Tone.GOOD, key="saved")

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, Refusal):
            raise problem
        self.say_trouble(str(problem))

    def _undo(self) -> None:
        if self.report is not None and self.report.batch_id is not None:
            self.undo_wanted.emit(self.report.batch_id)

    def _again(self) -> None:
        self.again.emit()
