"""How data leaves the court as a file: what, in which form, and what that means."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from drugcourt.domain.dates import counted
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.fields.exports import Export, Format
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.kit import messages, tasks
from drugcourt.ui.kit.buttons import Button, Choice, ChoiceChips, Look
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.editors import DayEditor
from drugcourt.ui.kit.flow import rule
from drugcourt.ui.kit.labels import Heading, Muted, Text
from drugcourt.ui.kit.notices import Banner, Notices
from drugcourt.ui.kit.progress import ProgressPanel
from drugcourt.ui.kit.signals import weakly
from drugcourt.ui.kit.theme import px
from drugcourt.ui.papers import export
from drugcourt.ui.reports import folders
from drugcourt.ui.reports.work import QUEUE, ExportWork
from drugcourt.ui.shell import Shell

WARNING = (
    "An exported file is not encrypted: whoever can open it can read it. Keep it where only the "
    "team can reach it, and delete it when it has done its work."
)
SENTENCES = {
    Export.CASELOAD: "Measures, counts, months, retention and tests by week, with their formulas.",
    Export.PARTICIPANTS: "One row an episode: person, status, phase, sober date, hearings, case.",
    Export.TESTS: "One row a specimen, with a column for each substance.",
    Export.EVERYTHING: "Every table of the court as it is kept, so that nothing is locked in.",
}
TABLES = {Export.CASELOAD, Export.EVERYTHING}  # several tables: as CSV they are one .zip
BOUNDED = {Export.CASELOAD, Export.TESTS}
FILTERS = {
    "xlsx": "Excel workbook (*.xlsx)",
    "csv": "CSV (*.csv)",
    "json": "JSON (*.json)",
    "zip": "CSV files in a ZIP (*.zip)",
}


class ExportCard(Card):
    """Four things in three forms; `written` carries the file."""

    written = Signal(object)

    def __init__(self, shell: Shell) -> None:
        super().__init__("Data as a file", "for a spreadsheet or another program")
        self.shell = shell
        today = shell.workspace.today
        self.what = ChoiceChips(
            [Choice(one, one.label) for one in Export], "What to export", numbered=False
        )
        self.form = ChoiceChips(
            [Choice(one, one.label) for one in Format], "File format", numbered=False
        )
        self.what.set_value(Export.CASELOAD)
        self.form.set_value(Format.XLSX)
        self.sentence = Muted()
        self.since = DayEditor(Field("since", "From", Kind.DATE), today)
        self.until = DayEditor(Field("until", "To", Kind.DATE), today)
        for editor in (self.since, self.until):
            editor.meant.hide()
        self.days = Text("")
        self.notices = Notices()
        self.go = Button("Export…", self.ask, Look.PRIMARY)
        self.progress = ProgressPanel()
        self.progress.hide()
        self._lay_out()
        self.what.chosen.connect(self._show)
        self.what.chosen.connect(self._say_deed)
        self._say_deed(self.what.value())
        self._show()

    def _lay_out(self) -> None:
        self.add(self.notices)
        self.add(Heading("What"))
        self.add(self.what)
        self.add(self.sentence)
        self.body.addSpacing(px(8))
        self.add(Heading("Format"))
        self.add(self.form)
        self.body.addSpacing(px(8))
        self.period = Heading("Days, where only some are wanted")
        self.add(self.period)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        for piece in (Muted("From", wrap=False), self.since, Muted("to", wrap=False), self.until):
            row.addWidget(piece)
        row.addStretch(1)
        self.add(row)
        self.body.addSpacing(px(8))
        self.add(rule())
        self.add(Banner(WARNING, Tone.WATCH, closable=False))
        feet = QHBoxLayout()
        feet.addWidget(self.go)
        feet.addStretch(1)
        self.add(feet)
        self.add(self.progress)
        self.add_space()

    def _show(self) -> None:
        chosen = self.what.value()
        self.sentence.setText(SENTENCES[chosen])
        for editor in (self.since, self.until):
            editor.setEnabled(chosen in BOUNDED)
        bounded = chosen in BOUNDED
        self.period.setText(
            "Days, where only some are wanted" if bounded else "All days are in this export"
        )

    def _say_deed(self, what: Export) -> None:
        self.go.does(export(what.value))

    def suggested(self, today: date) -> Path:
        """The name offered for the file; it says nothing about anybody."""
        return folders.last_folder(self.shell.layouts) / (
            f"{self.what.value().value}-{today.isoformat()}.{self._ending()}"
        )

    def _ending(self) -> str:
        zipped = self.form.value() is Format.CSV and self.what.value() in TABLES
        return "zip" if zipped else self.form.value().value

    def ask(self) -> None:
        """Ask where to, then write the file behind the window."""
        self.notices.clear()
        bounded = self.what.value() in BOUNDED
        for editor in (self.since, self.until):
            if bounded and (problem := editor.problem()):
                self.notices.say(problem, Tone.ALARM, key="export")
                return
        path = messages.choose_save_path(
            self,
            "Export",
            self.suggested(self.shell.workspace.today),
            FILTERS[self._ending()],
        )
        if path is None:
            return
        if not path.suffix:
            path = path.with_suffix(f".{self._ending()}")
        work = ExportWork(
            self.shell.workspace,
            self.what.value().value,
            self.form.value().value,
            path,
            self.since.value() if bounded else None,
            self.until.value() if bounded else None,
        )
        self._busy(busy=True)
        tasks.run(work.write, self._written, self._failed, queue=QUEUE)

    def _busy(self, *, busy: bool) -> None:
        self.go.setEnabled(not busy)
        self.progress.setVisible(busy)
        self.progress.say("The file is being written.")

    def _written(self, outcome: tuple[Path, int]) -> None:
        path, rows = outcome
        self._busy(busy=False)
        folders.used(self.shell.layouts, path)
        self.notices.say(
            f"“{path.name}” is written, with {counted(rows, 'row')}.",
            Tone.GOOD,
            ("Open folder", weakly(self._open_folder, path.parent)),
            key="export",
        )
        self.written.emit(path)

    def _failed(self, problem: Exception) -> None:
        self._busy(busy=False)
        if not isinstance(problem, Refusal):
            raise problem
        self.notices.say(str(problem), Tone.ALARM, key="export")

    def _open_folder(self, folder: Path) -> None:
        if not folders.show_folder(folder):
            self.notices.say(f"The folder is {folder}.", Tone.INFO, key="folder")
