"""The tab Timeline: everything in one list, narrowed by kind and by words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from drugcourt.casework.timeline import timeline
from drugcourt.casework.timeline.readable import readable
from drugcourt.casework.timeline.strand import Entry
from drugcourt.casework.timeline.timeline import TimelineRow
from drugcourt.domain.dates import counted, short
from drugcourt.domain.tone import Tone
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.kit.buttons import Button, Chip, Look
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.editors import CleanLine
from drugcourt.ui.kit.flow import FlowLayout
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.theme import px
from drugcourt.ui.participants.change_button import ChangeButton
from drugcourt.ui.participants.change_button import Entry as Changed
from drugcourt.ui.participants.corrections import may_correct
from drugcourt.ui.participants.pane import Pane
from drugcourt.ui.shell import Shell

TABS = {
    Entry.TEST: "tests",
    Entry.HEARING: "hearings",
    Entry.SESSION: "treatment",
    Entry.TREATMENT: "treatment",
    Entry.MEDICATION: "treatment",
    Entry.RESPONSE: "responses",
    Entry.CONTACT: "supervision",
    Entry.WORK: "supervision",
    Entry.NOTE: "notes",
    Entry.FEE: "fees",
    Entry.CONDUCT: "supervision",
    Entry.SERVICE: "fees",
    Entry.CONDITION: "supervision",
    Entry.ORDER: "supervision",
    Entry.MILESTONE: "overview",
    Entry.PHASE: "overview",
    Entry.STATUS: "history",
}
DAY = Field("on", "Day", Kind.DATE, width=12)
WORD = Field("word", "What", width=16)
TEXT = Field("text", "Told", width=60)


def pills_of(row: TimelineRow) -> Sequence[tuple[str, Tone]]:
    """The chip of a line."""
    return [(row.word, row.tone)]


def timeline_columns() -> list[Column]:
    """Day, chip and sentence; the overview shows the same three."""
    return [
        Column(DAY, muted=True),
        Column(WORD, pills=pills_of),
        Column(TEXT, stretch=True),
    ]


class TimelinePane(Pane):
    """One merged list, newest first, fetched in windows."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.words: QLineEdit = CleanLine(80)
        self.words.setPlaceholderText("Find words in the timeline")
        self.words.setAccessibleName("Find words in the timeline")
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumWidth(px(240))
        self.words.setMaximumWidth(px(280))
        self.chips: dict[Entry, Chip] = {}
        chips = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        chips.setSizePolicy(policy)
        flow = FlowLayout(chips)
        for entry in Entry:
            chip = Chip(entry.label)
            chip.setCheckable(True)
            chip.clicked.connect(self._narrow)
            flow.addWidget(chip)
            self.chips[entry] = chip
        self.clear = Button("Show all", self.show_all, Look.QUIET)
        self.count = Muted("", wrap=False)
        head = QHBoxLayout()
        head.addWidget(self.words)
        head.addWidget(self.clear)
        head.addStretch(1)
        head.addWidget(self.count)
        self.lines = self.table(
            timeline_columns(),
            "Timeline",
            empty="Nothing stands here. Clear the filter, or add something with A.",
        )
        self.lines.horizontalHeader().hide()
        self.lines.opened.connect(self._open)
        self.change = ChangeButton(self, self.lines, self._of_line)
        head.addWidget(self.change)
        card = Card()
        card.add(head)
        card.add(chips)
        card.add(self.lines, 1)
        self.box.addWidget(card, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(120)
        self._pause.timeout.connect(self._narrow)
        self.words.textEdited.connect(self._typed)
        self.words.textChanged.connect(self._cleared)

    def chosen(self) -> frozenset[Entry]:
        """The kinds that are asked for; none means all."""
        return frozenset(entry for entry, chip in self.chips.items() if chip.isChecked())

    def show_all(self) -> None:
        """Take the filter away."""
        for chip in self.chips.values():
            chip.setChecked(False)
        self.words.clear()
        self._narrow()

    def refresh(self) -> None:
        self._narrow()

    def _typed(self, _text: str) -> None:
        self._pause.start()

    def _cleared(self, text: str) -> None:
        if not text:
            self._pause.start()

    def _narrow(self) -> None:
        self._pause.stop()
        narrowed = bool(self.chosen() or self.words.text().strip())
        self.clear.setEnabled(narrowed)
        self.lines.set_source(self._fetch, self._count)
        self.count.setText(counted(self.lines.rows.rowCount(), "line"))

    def _asked(self) -> dict[str, Any]:
        entries = readable(self.shell.workspace, self.chosen())
        return {"entries": entries, "text": self.words.text()}

    def _fetch(self, offset: int, limit: int, _sort: str, _down: bool) -> list[TimelineRow]:
        return self.desk.read(timeline.timeline, offset=offset, limit=limit, **self._asked())

    def _count(self) -> int:
        return self.desk.read(timeline.timeline_count, **self._asked())

    def _of_line(self, row: TimelineRow) -> Changed | None:
        if not may_correct(row.kind):
            return None
        return row.kind, row.record_id, f"{row.word}, {short(row.on, self.today)}: {row.text}"

    def _open(self, row: TimelineRow) -> None:
        self.go.emit(TABS[row.entry])
