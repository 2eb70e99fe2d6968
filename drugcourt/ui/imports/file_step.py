"""The first step of an import: what kind of table it is, and which file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from drugcourt import settings
from drugcourt.errors import Refusal
from drugcourt.exchange.tables.mapping import Mapping, load_mapping
from drugcourt.fields.imports import ImportKind
from drugcourt.ui.imports.earlier import EarlierImports
from drugcourt.ui.kit import messages
from drugcourt.ui.kit.buttons import Button, Choice, ChoiceChips, Look
from drugcourt.ui.kit.cards import Card, EmptyState
from drugcourt.ui.kit.flow import FlowLayout
from drugcourt.ui.kit.labels import Heading, Muted
from drugcourt.ui.kit.theme import px
from drugcourt.workspace import Workspace

TABLES = (
    "Tables and messages (*.csv *.tsv *.txt *.xlsx *.xlsm *.xls *.ods *.hl7 *.oru *.json *.ndjson)"
    ";;All files (*)"
)
MAPS = "Column map (*.toml)"
EMPTY = "Drop a file here"
SENTENCE = "CSV, Excel or OpenDocument; for tests HL7 and FHIR too. The file is only read."
SENTENCES = {
    ImportKind.PEOPLE: "One row a participant: number or name, admission, birth date, case…",
    ImportKind.TESTS: "A table of tests or substances, HL7 or FHIR messages, or a report form.",
    ImportKind.ATTENDANCE: "One row a session attended or missed, or a sheet with a day a column.",
    ImportKind.MEDICATIONS: "One row a medicine: participant, name, start, end.",
    ImportKind.REFERRALS: "One row a referral: name, birth date, day, how it came, agency.",
    ImportKind.PROVIDERS: "One row a provider: name, levels of care, medications, contact, phone.",
}


class FileStep(QWidget):
    """Kind and file. `changed` fires when either is there or gone, `trouble` with a sentence.

    `taken` follows when a file was chosen or dropped.
    """

    changed = Signal()
    taken = Signal()
    trouble = Signal(str)

    def __init__(self, workspace: Workspace, kind: str = "") -> None:
        super().__init__()
        self.path: Path | None = None
        self.saved: Mapping | None = None
        self.folder = settings.courts_folder()
        self.kinds = ChoiceChips([Choice(k, k.label) for k in ImportKind], "What the file holds")
        self.kind_words = Muted("Choose what the file holds.")
        self.choose_button = Button("Choose a file…", self.ask_file, Look.SECONDARY)
        self.map_button = Button("Use a saved column map…", self.ask_map, Look.QUIET)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=8)
        flow.addWidget(self.choose_button)
        flow.addWidget(self.map_button)
        self.place = EmptyState(EMPTY, SENTENCE, buttons, "file-arrow-up")
        self.place.sentence.setMinimumWidth(px(460))
        self.place.sentence.setMaximumWidth(px(640))
        self.earlier = EarlierImports(workspace)
        self._lay_out()
        self.kinds.chosen.connect(self._kind_chosen)
        if kind in list(ImportKind):
            self.kinds.set_value(ImportKind(kind))
            self._kind_chosen(ImportKind(kind))

    def _lay_out(self) -> None:
        card = Card()
        card.add(Heading("What does the file hold?"))
        card.add(self.kinds)
        card.add(self.kind_words)
        card.add(self.place)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(14))
        box.addWidget(card)
        box.addWidget(self.earlier, 1)
        self.setFocusProxy(self.kinds)

    @property
    def kind(self) -> ImportKind | None:
        """What the file holds, once it is said."""
        return self.kinds.value()

    @property
    def ready(self) -> bool:
        """Whether there is something to read."""
        return self.path is not None and self.kind is not None

    def _kind_chosen(self, kind: ImportKind) -> None:
        self.kind_words.setText(SENTENCES[kind])
        if self.saved is not None and self.saved.kind is not kind:
            self.saved = None
            self._say()
        self.changed.emit()

    def ask_file(self) -> None:
        """Choose the file in a dialog."""
        path = messages.choose_open_path(self, "Choose a file", self.folder, TABLES)
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """The file was chosen, or dropped here."""
        self.path = path
        self.folder = path.parent
        self._say()
        self.changed.emit()
        self.taken.emit()

    def forget(self) -> None:
        """Start over, with another file of the same kind."""
        self.path, self.saved = None, None
        self.earlier.reload()
        self._say()

    def ask_map(self) -> None:
        """Choose a column map that was saved as a file."""
        path = messages.choose_open_path(self, "Use a saved column map", self.folder, MAPS)
        if path is None:
            return
        try:
            self.saved = load_mapping(path)
        except Refusal as refusal:
            self.trouble.emit(str(refusal))
            return
        self.kinds.set_value(self.saved.kind)
        self._kind_chosen(self.saved.kind)
        self._say()

    def _say(self) -> None:
        self.place.title.setText(self.path.name if self.path else EMPTY)
        words = SENTENCE
        if self.saved is not None:
            words = "Its columns will follow the map you chose."
        elif self.path is not None:
            words = "Next reads its headings; nothing is brought in yet."
        self.place.sentence.setText(words)
