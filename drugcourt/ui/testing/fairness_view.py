"""Whether the draws were fair: in words, by kind of day, and who was longest without a test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.casework.draws import fairness as casework
from drugcourt.casework.draws.fairness import Fairness, PersonLine
from drugcourt.domain.dates import counted, short
from drugcourt.domain.tone import Tone
from drugcourt.fields import draws as fields
from drugcourt.reports.fairness import DayLine, day_lines, sentences
from drugcourt.ui.kit import tasks
from drugcourt.ui.kit.buttons import Button, Choice, ChoiceChips, Look
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.flow import side_by_side
from drugcourt.ui.kit.icons import TONE_ICONS, Picture
from drugcourt.ui.kit.labels import Text
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.progress import ProgressPanel
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.papers import paper
from drugcourt.ui.shell import Shell
from drugcourt.workspace import Workspace

PERIODS = (28, 90, 365)


@dataclass(frozen=True, slots=True)
class _Work:
    """Runs on a worker; holds no widget."""

    workspace: Workspace
    days: int

    def __call__(self) -> Fairness:
        today = self.workspace.today
        since = casework.first_day(today, self.days)
        return self.workspace.read(casework.fairness, today=today, since=since)


def _luck(row: DayLine) -> Sequence[tuple[str, Tone]]:
    return [(row.luck, row.tone)] if row.luck else []


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.1f}"


def _asked(row: DayLine) -> str:
    return _percent(row.asked)


def _rate(row: DayLine) -> str:
    return _percent(row.rate)


def _tries(row: DayLine) -> str:
    return "" if row.tries is None else f"{row.tries:,}"


def _expected(row: DayLine) -> str:
    return "" if row.expected is None else f"{row.expected:,.1f}"


def _seen(row: DayLine) -> str:
    return "" if row.seen is None else f"{row.seen:,}"


def _per_week(row: PersonLine) -> str:
    per_week = row.stretches.per_week
    return "" if per_week is None else f"{per_week:.1f}"


def _longest(row: PersonLine) -> str:
    return counted(row.stretches.longest, "day")


def _tests(row: PersonLine) -> str:
    return f"{row.stretches.tests:,}"


DAY_COLUMNS = (
    Column(fields.LABEL, strong=True, stretch=True),
    Column(fields.TRIES, text=_tries),
    Column(fields.ASKED, text=_asked),
    Column(fields.RATE, text=_rate),
    Column(fields.EXPECTED_HITS, text=_expected),
    Column(fields.SEEN, text=_seen),
    Column(fields.LUCK, pills=_luck),
)
PEOPLE_COLUMNS = (
    Column(fields.NAME, strong=True, stretch=True),
    Column(fields.LONGEST, text=_longest),
    Column(fields.TESTS, text=_tests),
    Column(fields.PER_WEEK, text=_per_week),
)


class FairnessView(QWidget):
    """The report of a period; it is worked out in the background, for draws are made again."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._work: tasks.Handle | None = None
        self.found: Fairness | None = None
        self.notices = Notices()
        self.period = ChoiceChips(
            [Choice(days, f"{days} days") for days in PERIODS], "Period", numbered=False
        )
        self.period.set_value(PERIODS[1])
        self.program = QComboBox()
        self.program.setAccessibleName("Program")
        self.program.hide()  # until people are found in more than one
        self.progress = ProgressPanel()
        self.progress.hide()
        self.words = QVBoxLayout()
        self.words.setSpacing(px(5))
        self.days = DataTable(
            DAY_COLUMNS, "By kind of day", row_id="label", empty="No draw is on record yet."
        )
        self.people = DataTable(
            PEOPLE_COLUMNS,
            "Longest without a random test",
            row_id="episode_id",
            empty="Nobody was on the list in this period.",
        )
        self._build()
        self.period.chosen.connect(self._chosen)
        self.program.activated.connect(self._show_program)
        self.people.opened.connect(self._open)

    def _build(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(px(8))
        tools.addWidget(self.period, 1)
        tools.addWidget(self.program)
        tools.addWidget(
            Button("Print the certificate", self.print_paper, Look.SECONDARY, icon_name="printer")
        )
        self.by_day = Card("What the draws brought", "numbers that chance alone decided")
        self.by_day.add(self.days, 1)
        stretches = Card("Longest without a random test")
        stretches.add(self.people, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(10))
        outer.addLayout(tools)
        outer.addWidget(self.notices)
        outer.addWidget(self.progress)
        outer.addLayout(self.words)
        outer.addLayout(side_by_side((self.by_day, 5), (stretches, 3)), 1)

    def ask(self) -> None:
        """Work the period out anew."""
        if self._work is not None and not self._work.finished:
            self._work.cancel()
        self.progress.say("Making the draws of the period again…")
        self.progress.show()
        work = _Work(self._shell.workspace, self.period.value())
        self._work = tasks.run(work, self._arrived, self._failed)

    def take_keyboard(self) -> None:
        """The choice of the period."""
        self.period.setFocus()

    def _chosen(self, _days: object) -> None:
        self.ask()

    def _arrived(self, found: Fairness) -> None:
        self.progress.hide()
        self.notices.take_back("work")
        self.found = found
        self._offer_programs(found)
        self._show_program()
        span = f"{short(found.first, found.last)} to {short(found.last)}"
        self.by_day.set_heading("What the draws brought", span)

    def _offer_programs(self, found: Fairness) -> None:
        """All programs, or one of them; what was chosen stays chosen."""
        before = self.program.currentData()
        self.program.clear()
        self.program.addItem("All programs", "")
        for line in found.programs:
            self.program.addItem(line.name, line.key)
        self.program.setCurrentIndex(max(0, self.program.findData(before)))
        self.program.setVisible(bool(found.programs))

    def _show_program(self, _place: int = 0) -> None:
        """The figures of the chosen program, or of all people."""
        if self.found is None:
            return
        key = self.program.currentData()
        found = self.found.of_program(key) if key else self.found
        self._show_words(sentences(found))
        self.days.set_rows(day_lines(found))
        self.people.set_rows(found.people)

    def _failed(self, problem: Exception) -> None:
        self.progress.hide()
        self.notices.say(
            "The report could not be made. Try a shorter period.", Tone.ALARM, key="work"
        )

    def _show_words(self, said: Sequence[tuple[Tone, str]]) -> None:
        while (item := self.words.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for tone, sentence in said:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(px(8))
            row.addWidget(Picture(TONE_ICONS[tone], tone.label, tone=tone))
            row.addWidget(Text(sentence), 1)
            self.words.addWidget(line)

    @does(paper("fairness"))
    def print_paper(self) -> None:
        """The certificate of the chosen period, on the page Reports."""
        today = self._shell.workspace.today
        period = casework.first_day(today, self.period.value()), today
        self._shell.open_report("fairness", period=period)

    def _open(self, row: PersonLine) -> None:
        self._shell.open_participant(row.episode_id, "tests")
