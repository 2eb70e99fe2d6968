"""Where a day's results are entered: whom, on which panel, and all of them saved in one go."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from drugcourt.casework import result_entry, specimens
from drugcourt.casework.result_entry import Panel, ToTest
from drugcourt.casework.specimens import TestsRefusal
from drugcourt.domain.dates import counted
from drugcourt.domain.terms import TestReason
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.cards import EmptyState
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.suggest import Result, SuggestLine
from drugcourt.ui.kit.theme import px
from drugcourt.ui.testing.person_search import PeopleSearch
from drugcourt.ui.testing.result_grid import ResultGrid
from drugcourt.workspace import Workspace

LEGEND = (
    "N negative · P positive · C positive, to the laboratory · I inconclusive · O not reported · "
    "M missed · R refused · U unable · A use admitted · V valid · D dilute · T adulterated · "
    "S substituted · X invalid.   Space fills the rest of the row with negative and moves down; "
    "Ctrl+V pastes from a spreadsheet; Ctrl+Z takes back."
)


class EnterResults(QWidget):
    """The grid of one day. `saved` carries how many tests were recorded.

    Rows are those scheduled for the day, and whom the person at the keyboard adds; what was typed
    stays when rows are added or the panel changes, and when saving is refused.
    """

    saved = Signal(int)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._day = workspace.today
        self._people: list[ToTest] = []
        self._panels = result_entry.panels()
        self.notices = Notices()
        self.grid = ResultGrid()
        self.panel_box = QComboBox()
        self.panel_box.setAccessibleName("Panel")
        self.panel_box.addItems([panel.name for panel in self._panels])
        self.reason_box = QComboBox()
        self.reason_box.setAccessibleName("Why tested")
        self.reason_box.addItems([reason.label for reason in TestReason])
        self.search = SuggestLine(
            PeopleSearch(workspace), "Add a participant", "Add a participant by name"
        )
        self.all_button = Button("All active", self.add_all_active)
        self.save_button = Button("Save all", self.save, Look.PRIMARY, "Ctrl+S")
        self._count = Muted("", wrap=False)
        self._build()
        self.search.chosen.connect(self._add)
        self.panel_box.currentIndexChanged.connect(self._panel_changed)
        self.grid.changed.connect(self._edited)

    def _build(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(px(8))
        tools.addWidget(self.panel_box)
        tools.addWidget(self.reason_box)
        tools.addWidget(self.search, 1)
        tools.addWidget(self.all_button)
        tools.addWidget(self._count)
        tools.addWidget(self.save_button)
        empty = EmptyState(
            "Nobody to enter yet",
            "No test is scheduled for this day. Add participants by name, or all who are active.",
            icon_name="test-tube",
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.grid)
        self._stack.addWidget(empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, px(12), 0, 0)
        outer.setSpacing(px(10))
        outer.addLayout(tools)
        outer.addWidget(self.notices)
        outer.addWidget(self._stack, 1)
        outer.addWidget(Muted(LEGEND, small=True))

    def panel(self) -> Panel:
        """The panel whose substances stand across."""
        return self._panels[max(0, self.panel_box.currentIndex())]

    def show_day(self, day: date) -> None:
        """The people of a day; the same day keeps who was added and what was typed."""
        added = [p for p in self._people if not p.scheduled] if day == self._day else []
        typed = self.grid.typed() if day == self._day else {}
        self._day = day
        scheduled = self._workspace.read(result_entry.to_enter, day=day)
        known = {person.episode_id for person in scheduled}
        self._show([*scheduled, *(p for p in added if p.episode_id not in known)], typed)

    def has_typed(self) -> bool:
        """Whether something stands here that is not saved."""
        return bool(self.grid.typed())

    def _show(
        self, people: list[ToTest], typed: Mapping[tuple[Hashable, str], str] | None = None
    ) -> None:
        self._people = people
        self.grid.show_panel(people, self.panel(), typed)
        self._stack.setCurrentIndex(0 if people else 1)
        self._edited()

    def _add(self, result: Result) -> None:
        self.search.clear()
        known = [person.episode_id for person in self._people]
        if result.payload not in known:
            person = self._workspace.read(result_entry.one_to_enter, episode_id=result.payload)
            self._show([*self._people, person], self.grid.typed())
            known.append(result.payload)
        self.grid.setCurrentIndex(self.grid.cells.index(known.index(result.payload), 0))
        self.grid.setFocus()

    def add_all_active(self) -> None:
        """Everybody active who has no test of the day yet."""
        known = {person.episode_id for person in self._people}
        found = self._workspace.read(result_entry.all_active, day=self._day)
        more = [person for person in found if person.episode_id not in known]
        self._show([*self._people, *more], self.grid.typed())
        self.grid.setFocus()

    def _panel_changed(self) -> None:
        self._show(self._people, self.grid.typed())

    def _edited(self) -> None:
        filled = len({row_id for row_id, _ in self.grid.typed()})
        self._count.setText(f"{filled} of {len(self._people)}")
        self.save_button.setEnabled(bool(filled))

    def save(self) -> None:
        """Record all rows that were typed, or none: reasons are marked in the grid."""
        self.notices.take_back("save")
        values = {
            "collected_on": self._day,
            "panel": self.panel().name,
            "matrix": self.panel().matrix,
            "reason": list(TestReason)[self.reason_box.currentIndex()],
            "collector": self._workspace.who,
        }
        scheduled = frozenset(p.episode_id for p in self._people if p.scheduled)
        entered = self.grid.entered(values, scheduled)
        if entered.problems:
            self.grid.set_errors(entered.problems)
            many = counted(len(entered.problems), "cell")
            self._say(f"{many} can't be read, so nothing was saved. Point at one to see why.")
            return
        try:
            numbers = self._workspace.perform(specimens.record_tests, tests=entered.tests)
        except TestsRefusal as refusal:
            self.grid.set_errors(self._cells(refusal))
            self._say(str(refusal))
        except Refusal as refusal:
            self._say(str(refusal))
        else:
            self._saved(len(numbers), {test.episode_id for test in entered.tests})

    def _saved(self, count: int, done: set[int]) -> None:
        left = [p for p in self._people if p.episode_id not in done]
        self._show(left, self.grid.typed())
        self.saved.emit(count)

    def _cells(self, refusal: TestsRefusal) -> dict[tuple[Hashable, str], str]:
        """Where each reason belongs: its own column, or the collection."""
        columns = {column.key for column in self.grid.cells.columns}
        return {
            (episode_id, field if field in columns else "status"): sentence
            for episode_id, (field, sentence) in refusal.reasons.items()
        }

    def _say(self, sentence: str) -> None:
        self.notices.say(sentence, Tone.ALARM, key="save")
