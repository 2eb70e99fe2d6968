"""How the court's testing runs as a whole, and whose tests need a look because of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.casework.specimens import oversight, oversight_people
from drugcourt.casework.specimens.oversight import Figures, TestLine, share
from drugcourt.domain.dates import counted, short
from drugcourt.domain.tone import Tone
from drugcourt.fields import testing_oversight as fields
from drugcourt.fields.testing_oversight import Watch
from drugcourt.ui.kit import tasks
from drugcourt.ui.kit.buttons import ChoiceChips, term_choices
from drugcourt.ui.kit.labels import Heading, Muted
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.shell import Shell
from drugcourt.ui.specimens.specimen_dialog import SpecimenDialog
from drugcourt.ui.testing.tab import TestingTab
from drugcourt.workspace import Workspace

_ACROSS = 6
_QUESTIONS = {
    Watch.TOO_FEW: oversight_people.too_few,
    Watch.NOT_LOOKED_FOR: oversight_people.not_looked_for,
    Watch.RESULTS_LATE: oversight.results_late,
    Watch.GIVEN_LATE: oversight.specimens_late,
    Watch.DISPUTED: oversight.disputed_tests,
    Watch.REVERSED: oversight.reversed_results,
    Watch.ABSENT: oversight.unexpected_negatives,
}
_PEOPLE = (
    Column(fields.NAME, strong=True),
    Column(fields.SAID, stretch=True),
    Column(fields.LAST_ON),
    Column(fields.GAP),
    Column(fields.LONGEST),
)
_ROTATION = (
    Column(fields.NAME, strong=True),
    Column(fields.SAID, stretch=True),
    Column(fields.LAST_LOOKED),
)
_TESTS = (
    Column(fields.NAME, strong=True),
    Column(fields.COLLECTED),
    Column(fields.DAYS),
    Column(fields.SAID, stretch=True),
)
_EMPTY = {
    Watch.TOO_FEW: "Everybody was tested as often as asked.",
    Watch.NOT_LOOKED_FOR: "Every substance on a participant’s list was looked for lately.",
    Watch.RESULTS_LATE: "No result is late.",
    Watch.GIVEN_LATE: "No specimen was given late.",
    Watch.DISPUTED: "No test is in dispute.",
    Watch.REVERSED: "The laboratory overturned no positive.",
    Watch.ABSENT: "No prescribed medicine was missing.",
}


@dataclass(frozen=True, slots=True)
class _Answer:
    """The rows of the list that is shown, with the figures where they were asked for."""

    figures: Figures | None
    watch: Watch
    rows: Sequence[Any]


@dataclass(frozen=True, slots=True)
class _Question:
    """What the worker asks; it holds no widget."""

    workspace: Workspace
    watch: Watch
    with_figures: bool

    def ask(self) -> _Answer:
        """The chosen list, as of the day on which the court works, and the figures if wanted."""
        today = self.workspace.today
        found = None
        if self.with_figures:
            found = self.workspace.read(oversight.figures, today=today)
        rows: Any = self.workspace.read(_QUESTIONS[self.watch], today=today)
        return _Answer(found, self.watch, rows)


class Tile(QFrame):
    """One figure: how much, of what, and beside what it stands."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, px(8), 0)
        column.setSpacing(px(1))
        self.number, self.word = Heading("–"), Muted("", small=True)
        self.beside = Muted("", small=True)
        for label in (self.word, self.number, self.beside):
            column.addWidget(label)

    def say(self, word: str, number: str, beside: str = "") -> None:
        """Write the figure."""
        self.word.setText(word)
        self.number.setText(number)
        self.beside.setText(beside)
        self.setAccessibleName(f"{word}: {number} {beside}".strip())


class OversightTab(TestingTab):
    """The figures of the last months above, one list below; digits choose the list."""

    title = "Oversight"

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._work: tasks.Handle | None = None
        self._stale = True  # the figures on screen, or none yet
        self.notices = Notices()
        self.period = Muted("", wrap=False)
        self.tiles = [Tile() for _ in range(2 * _ACROSS)]
        self.choice = ChoiceChips(term_choices(Watch), "Which list")
        self.choice.set_value(Watch.TOO_FEW)
        today = shell.workspace.today
        self.tables = {watch: _table(watch, today) for watch in Watch}
        self._build()
        self.choice.chosen.connect(self._chosen)
        for table in self.tables.values():
            table.opened.connect(self._open)

    def _build(self) -> None:
        self.column.addWidget(self.notices)
        head = QHBoxLayout()
        head.addWidget(self.period)
        head.addStretch(1)
        self.column.addLayout(head)
        grid = QWidget()
        places = QGridLayout(grid)
        places.setContentsMargins(0, 0, 0, px(4))
        places.setVerticalSpacing(px(10))
        for place, tile in enumerate(self.tiles):
            places.addWidget(tile, *divmod(place, _ACROSS))
        for column in range(_ACROSS):
            places.setColumnStretch(column, 1)
        self.column.addWidget(grid)
        self.column.addWidget(self.choice)
        for watch, table in self.tables.items():
            table.setVisible(watch is Watch.TOO_FEW)
            self.column.addWidget(table, 1)

    @property
    def watch(self) -> Watch:
        """The list that is chosen."""
        return Watch(str(self.choice.value()))

    @property
    def table(self) -> DataTable:
        """The list that is shown."""
        return self.tables[self.watch]

    def show_day(self, day: date) -> None:
        """The figures up to today; the page's day makes no difference to them."""
        self._stale = True
        self.ask()

    def ask(self) -> None:
        """Ask for the list, beside the work on screen; for the figures where they may be old."""
        if self._work is not None:
            self._work.cancel()
        question = _Question(self._shell.workspace, self.watch, self._stale)
        self._work = tasks.run(question.ask, self._arrived, self._failed)

    def take_keyboard(self) -> None:
        self.choice.setFocus()

    def marked_episode(self) -> int | None:
        row = self.table.selected_row()
        return None if row is None else int(row.episode_id)

    def act(self) -> None:
        """Open what is marked: the test, or the tests of the participant."""
        row = self.table.selected_row()
        if row is not None:
            self._open(row)

    def _chosen(self, _watch: object) -> None:
        for watch, table in self.tables.items():
            table.setVisible(watch is self.watch)
        self.ask()

    def _arrived(self, answer: _Answer) -> None:
        self.notices.take_back("oversight")
        figures = answer.figures
        if figures is not None:
            self._stale = False
            self.period.setText(f"{short(figures.first)} to {short(figures.last)}")
            for tile, said in zip(self.tiles, _told(figures), strict=True):
                tile.say(*said)
        self.tables[answer.watch].set_rows(answer.rows)

    def _failed(self, problem: Exception) -> None:
        self.notices.say(str(problem), Tone.ALARM, key="oversight")

    def _open(self, row: Any) -> None:
        if isinstance(row, TestLine):
            SpecimenDialog(self._shell, row.id, self).open()
        else:
            self._shell.open_participant(row.episode_id, "tests")


def _table(watch: Watch, today: date) -> DataTable:
    columns = {Watch.TOO_FEW: _PEOPLE, Watch.NOT_LOOKED_FOR: _ROTATION}.get(watch, _TESTS)
    people = watch in (Watch.TOO_FEW, Watch.NOT_LOOKED_FOR)
    return DataTable(
        columns,
        watch.label,
        row_id="episode_id" if people else "id",
        as_of=today,
        empty=_EMPTY[watch],
    )


def _told(figures: Figures) -> list[tuple[str, str, str]]:
    """The tiles in their order: the word, the number, what it stands beside."""
    due, given = figures.due, figures.collected
    lag = "–" if figures.lag_median is None else _days(figures.lag_median)
    nine = "" if figures.lag_90 is None else f"nine in ten: {_days(figures.lag_90)}"
    return [
        ("Tests given", f"{given:,}", f"of {due:,} called"),
        ("Missed, not excused", share(figures.missed, due), _tests(figures.missed)),
        (
            "Refused or unable",
            share(figures.refused + figures.unable, due),
            _tests(figures.refused + figures.unable),
        ),
        ("Dilute", share(figures.dilute, given), _tests(figures.dilute)),
        ("Tampered with", share(figures.tampered, given), _tests(figures.tampered)),
        ("Observed", share(figures.observed, given), _tests(figures.observed)),
        ("Given late", share(figures.late, given), _tests(figures.late)),
        ("Collection to report", lag, nine),
        ("Results late", f"{figures.late_results:,}", "after the time for a result"),
        (
            "Overturned",
            share(figures.reversed_, figures.answered),
            f"{figures.reversed_:,} of {figures.answered:,} answered",
        ),
        (
            "Medicine absent",
            share(figures.absent, figures.looked),
            f"{figures.absent:,} of {figures.looked:,} that looked",
        ),
        ("In dispute", f"{figures.disputed:,}", "held until settled"),
    ]


def _tests(count: int) -> str:
    return counted(count, "test")


def _days(number: float) -> str:
    return "same day" if number == 0 else f"{number:g} {'day' if number == 1 else 'days'}"
