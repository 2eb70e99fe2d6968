"""Whether like behavior drew like response: by behavior, and by group of people."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtWidgets import QHBoxLayout

from drugcourt.casework.responses import consistency
from drugcourt.casework.responses.consistency import BehaviorLine, Consistency, GroupLine
from drugcourt.domain.dates import short
from drugcourt.domain.responses import GroupBy, Often
from drugcourt.domain.tone import Tone
from drugcourt.fields import response_policy as fields
from drugcourt.reports.consistency import beside_words, figures_of
from drugcourt.ui.kit import tasks
from drugcourt.ui.kit.buttons import Button, Choice, ChoiceChips, term_choices
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.papers import paper
from drugcourt.ui.responses.tab import ResponsesTab
from drugcourt.ui.shell import Shell
from drugcourt.workspace import Workspace

PERIODS = (90, 365, 730)
ALL = "All behaviors"
_FIGURES = (  # in the order of the report's figures
    fields.PEOPLE,
    fields.ANSWERS,
    fields.SANCTION_RATE,
    fields.JAIL_RATE,
    fields.DEPARTED,
    fields.LAG,
)


@dataclass(frozen=True, slots=True)
class _Answer:
    """The comparison, and the behaviors of the period."""

    found: Consistency
    behaviors: list[BehaviorLine]


@dataclass(frozen=True, slots=True)
class _Question:
    """What the worker asks; it holds no widget."""

    workspace: Workspace
    days: int
    by: GroupBy
    often: Often
    behavior: str

    def __call__(self) -> _Answer:
        today = self.workspace.today
        since = today - timedelta(days=self.days - 1)
        read = self.workspace.read
        return _Answer(
            read(
                consistency.consistency,
                today=today,
                by=self.by,
                since=since,
                behavior=self.behavior,
                often=self.often,
            ),
            read(consistency.behavior_lines, today=today, since=since),
        )


def _figure(place: int) -> Callable[[GroupLine | BehaviorLine], str]:
    """The words of one column, as the report has them."""

    def words(row: GroupLine | BehaviorLine) -> str:
        return figures_of(row.line if isinstance(row, BehaviorLine) else row)[place]

    return words


def _group(row: GroupLine) -> str:
    return row.group or "Everybody"


def _beside(row: GroupLine) -> Sequence[tuple[str, Tone]]:
    words = beside_words(row)
    return [(words, Tone.WATCH if row.flagged else Tone.PLAIN)] if words else []


class ConsistencyTab(ResponsesTab):
    """Enter on a behavior compares that one alone; Enter on it again compares all of them."""

    title = "Consistency"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._work: tasks.Handle | None = None
        self.found: Consistency | None = None
        self._behavior = ""
        self.by = ChoiceChips(term_choices(GroupBy), "Compare by")
        self.by.set_value(GroupBy.RACE)
        self.often = ChoiceChips(term_choices(Often), "Which times", numbered=False)
        self.often.set_value(Often.ALWAYS)
        self.period = ChoiceChips(
            [Choice(days, f"{days} days") for days in PERIODS], "Period", numbered=False
        )
        self.period.set_value(PERIODS[1])
        figures = [Column(field, text=_figure(place)) for place, field in enumerate(_FIGURES)]
        self.groups = DataTable(
            (
                Column(fields.GROUP, text=_group, strong=True, stretch=True),
                *figures,
                Column(fields.BESIDE, pills=_beside),
            ),
            "By group",
            row_id="group",
            empty="Nothing was answered in this period.",
        )
        self.behaviors = DataTable(
            (Column(fields.BEHAVIOR_TITLE, strong=True, stretch=True), *figures),
            "By behavior",
            row_id="key",
            empty="Nothing was answered in this period.",
        )
        self.remark = Muted("", small=True)
        self._build()
        for chips in (self.by, self.often, self.period):
            chips.chosen.connect(self._chosen)
        self.behaviors.opened.connect(self._behavior_opened)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self.by, 1)
        head.addWidget(Button("Print", self.print_paper, icon_name="printer"))
        second = QHBoxLayout()
        second.setSpacing(px(20))
        second.addWidget(self.often, 3)
        second.addWidget(self.period, 2)
        self.column.addLayout(head)
        self.column.addLayout(second)
        self.by_group = Card(ALL, "sanctions and service adjustments together are the answers")
        self.by_group.add(self.groups, 1)
        by_behavior = Card("By behavior", "Enter compares one alone")
        by_behavior.add(self.behaviors, 1)
        self.column.addWidget(self.by_group, 3)
        self.column.addWidget(by_behavior, 2)
        self.column.addWidget(self.remark)

    def refresh(self) -> None:
        """Ask again, beside the work on screen."""
        if self._work is not None and not self._work.finished:
            self._work.cancel()
        question = _Question(
            self.workspace,
            int(self.period.value()),
            GroupBy(str(self.by.value())),
            Often(str(self.often.value())),
            self._behavior,
        )
        self._work = tasks.run(question, self._arrived, self._failed)

    def take_keyboard(self) -> None:
        self.by.setFocus()

    def _chosen(self, _value: object) -> None:
        self.refresh()

    def _behavior_opened(self, row: BehaviorLine) -> None:
        self._behavior = "" if row.key == self._behavior else row.key
        self.refresh()

    def _arrived(self, answer: _Answer) -> None:
        found = self.found = answer.found
        self.notices.take_back("work")
        everybody = [found.everybody] if found.lines else []
        told = [line for line in found.lines if not line.withheld]
        withheld = [line for line in found.lines if line.withheld]
        self.groups.set_rows([*everybody, *told, *withheld])
        self.behaviors.set_rows(answer.behaviors)
        titles = {line.key: line.title for line in answer.behaviors}
        span = (
            f"{short(found.first, found.last)} to {short(found.last)}, by {found.by.label.lower()}"
        )
        self.by_group.set_heading(titles.get(self._behavior, ALL), span)
        self.remark.setText(remark(found))

    def _failed(self, problem: Exception) -> None:
        self.notices.say(str(problem), Tone.ALARM, key="work")

    @does(paper("consistency"))
    def print_paper(self) -> None:
        """The report on the page Reports."""
        self.shell.open_report("consistency")


def remark(found: Consistency) -> str:
    """How to read the table: what is withheld, and when a group is pointed out."""
    numbers = found.numbers
    return (
        f"Figures about fewer than {numbers.smallest} people are withheld, and as many more as it "
        f"takes that nobody can work them out. A group is pointed out where its share of sanctions "
        f"is below {numbers.least_ratio:g} of the others’ or above {1 / numbers.least_ratio:.2f}; "
        "“luck” says how often chance alone shows as much."
    )
