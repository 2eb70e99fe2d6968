"""What is settled for the draws: how often and how many, days apart, groups and own times."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.casework.draws import policy as draw_policy
from drugcourt.casework.draws import times as draw_times
from drugcourt.casework.draws.policy import DrawSettings, TestingDayRow
from drugcourt.casework.draws.times import GroupRow, SchemeRow
from drugcourt.domain.dates import short
from drugcourt.domain.draws import DayType, called_for
from drugcourt.domain.recurrences import WEEKDAYS
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.fields import draws as fields
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.flow import scrolled, side_by_side
from drugcourt.ui.kit.labels import Muted, Text
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.suggest import Result
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.shell import Shell
from drugcourt.ui.testing.draw_dialogs import DrawDialogs


def _days(row: TestingDayRow) -> str:
    first = short(row.first_on)
    return (
        first
        if row.first_on == row.last_on
        else f"{short(row.first_on, row.last_on)} to " + (short(row.last_on))
    )


def _kind(row: TestingDayRow) -> str:
    return row.kind.label if row.places is None else f"{row.kind.label}, {row.places:,} places"


DAYS_COLUMNS = (
    Column(fields.DAYS, text=_days, strong=True),
    Column(fields.KIND, text=_kind),
    Column(fields.NOTE, muted=True, stretch=True),
)
GROUP_COLUMNS = (
    Column(fields.GROUP_LABEL, strong=True, stretch=True),
    Column(fields.TARGET),
    Column(fields.LEAST),
    Column(fields.MOST),
    Column(fields.PEOPLE),
)
SCHEME_COLUMNS = (
    Column(fields.NAME, strong=True),
    Column(fields.WORDS),
    Column(fields.STARTED_ON),
    Column(fields.NOTE, muted=True, stretch=True),
)


class _ShortTable(DataTable):
    """A list of a few lines, so that four cards fit a low screen; it grows where there is room."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), px(120))


class DrawSettingsView(QWidget):
    """Four cards; every one has its buttons, and lists are acted on by their marked line."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._workspace = shell.workspace
        today = self._workspace.today
        self.notices = Notices()
        self.often = Text("")
        self.many = Text("")
        self.week = Text("")
        self.origin = Muted("", small=True)
        self.days = _ShortTable(
            DAYS_COLUMNS, "Days apart", as_of=today, empty="Every day is like its weekday."
        )
        self.groups = _ShortTable(
            GROUP_COLUMNS,
            "Groups",
            as_of=today,
            empty="No groups. Everybody is drawn alone, which nobody can foresee.",
        )
        self.schemes = _ShortTable(
            SCHEME_COLUMNS, "Own times", as_of=today, empty="Everybody is tested as the phase says."
        )
        self._build()

    def _build(self) -> None:
        change = Button("Change", self.change, Look.PRIMARY)
        settled = Card("How often and how many", actions=(change,))
        for words in (self.often, self.many, self.week, self.origin):
            words.setWordWrap(True)
            words.setMinimumWidth(px(300))  # a wrapped line alone would ask for much height
            settled.add(words)
        settled.add_space()
        apart = self._card(
            "Days apart",
            self.days,
            (("Set days apart", self.set_apart), ("Take back", self.take_back_days)),
        )
        groups = self._card(
            "Groups",
            self.groups,
            (
                ("New group", self.new_group),
                ("Change", self.change_group),
                ("Close", self.close_it),
            ),
        )
        schemes = self._card(
            "Own times",
            self.schemes,
            (
                ("Own times", self.own_times),
                ("Put in a group", self.join),
                ("As the phase says", self.by_phase),
            ),
        )
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(14))
        column.addLayout(side_by_side((settled, 1), (apart, 1)), 1)
        column.addLayout(side_by_side((groups, 1), (schemes, 1)), 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(10))
        outer.addWidget(self.notices)
        outer.addWidget(scrolled(inner), 1)
        self.change_button = change

    def _card(
        self,
        title: str,
        table: DataTable,
        buttons: Sequence[tuple[str, Callable[[], object]]],
    ) -> Card:
        card = Card(title)
        card.add(table, 1)
        feet = QHBoxLayout()
        feet.setSpacing(px(8))
        for place, (words, slot) in enumerate(buttons):
            feet.addWidget(Button(words, slot, Look.QUIET if place else Look.SECONDARY))
        feet.addStretch(1)
        card.add(feet)
        return card

    # Showing ----------------------------------------------------------------------------------

    def ask(self) -> None:
        """Ask again for everything that is settled."""
        today = self._workspace.today
        settings = self._workspace.read(draw_policy.draw_settings)
        self.often.setText(_often(settings))
        self.many.setText(_many(settings))
        self.week.setText(_week(settings))
        self.origin.setText(f"Source: {settings.origin}")
        self.days.set_rows(self._workspace.read(draw_policy.set_apart, today=today))
        self.groups.set_rows(self._workspace.read(draw_times.groups, today=today))
        self.schemes.set_rows(self._workspace.read(draw_times.schemes, today=today))

    def take_keyboard(self) -> None:
        """The button that changes the values."""
        self.change_button.setFocus()

    # Acting -----------------------------------------------------------------------------------

    def change(self) -> None:
        """Ask for other values."""
        self._dialogs().settle(self._workspace.read(draw_policy.draw_settings))

    def set_apart(self) -> None:
        """Ask for days that are not like their weekday."""
        self._dialogs().days_apart(self._workspace.today)

    @does(draw_policy.remove_testing_days)
    def take_back_days(self) -> None:
        """Take the marked days back."""
        row: TestingDayRow | None = self.days.selected_row()
        if self._marked(row):
            self._try(draw_policy.remove_testing_days, testing_day_id=row.id if row else 0)

    def new_group(self) -> None:
        """Ask for a new group."""
        self._dialogs().group()

    def change_group(self) -> None:
        """Ask for other times of the marked group."""
        row: GroupRow | None = self.groups.selected_row()
        if self._marked(row):
            self._dialogs().group(row)

    @does(draw_times.end_group)
    def close_it(self) -> None:
        """Close the marked group."""
        row: GroupRow | None = self.groups.selected_row()
        if self._marked(row):
            self._try(draw_times.end_group, group_id=row.id if row else 0)

    def own_times(self) -> None:
        """Ask whose times are their own."""
        self._dialogs().own_times(self._person())

    def join(self) -> None:
        """Ask who shares the dates of which group."""
        known = self._workspace.read(draw_times.groups, today=self._workspace.today)
        if not known:
            self.notices.say("Make a group first.", Tone.INFO, key="mark")
            return
        self.notices.take_back("mark")
        self._dialogs().join(known, self._person())

    @does(draw_times.by_phase)
    def by_phase(self) -> None:
        """Let the marked participant be tested as the phase says again."""
        row: SchemeRow | None = self.schemes.selected_row()
        if self._marked(row):
            self._try(draw_times.by_phase, episode_id=row.episode_id if row else 0)

    def _person(self) -> Result | None:
        row: SchemeRow | None = self.schemes.selected_row()
        return Result(row.name, payload=row.episode_id) if row is not None else None

    def _marked(self, row: object) -> bool:
        if row is None:
            self.notices.say("Mark a line of the list first.", Tone.INFO, key="mark")
        else:
            self.notices.take_back("mark")
        return row is not None

    def _try(self, act: Callable[..., Any], **wanted: Any) -> None:
        try:
            self._workspace.perform(act, **wanted)
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.ALARM, key="refused")
            return
        self.notices.take_back("refused")
        self.ask()

    def _dialogs(self) -> DrawDialogs:
        return DrawDialogs(self._shell, self)


def _often(settings: DrawSettings) -> str:
    return (
        "By the tests a week of the phase, in the program. Where a phase has no number: "
        f"{settings.scheme(settings.target).words}. Every day has the same chance."
    )


def _many(settings: DrawSettings) -> str:
    if settings.places is None:
        return "Everybody who is drawn is called; there is no limit of places."
    called = called_for(settings.places, settings.allowance)
    said = f"{settings.places:,} places a day and {settings.allowance} % more, {called:,} called"
    if settings.reduced_places is not None:
        said += f"; {settings.reduced_places:,} places on reduced days"
    return said + "."


def _week(settings: DrawSettings) -> str:
    other = [
        f"{name}: {kind.label.lower()}"
        for name, kind in zip(WEEKDAYS, settings.week, strict=True)
        if kind is not DayType.TEST
    ]
    return "Tests on all seven days." if not other else f"Not like the rest: {', '.join(other)}."
