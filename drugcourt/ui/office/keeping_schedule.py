"""How long the court keeps its records, and whose files are due to be destroyed by that."""

from __future__ import annotations

from typing import Any

from drugcourt.casework.keeping import keeping, retention
from drugcourt.casework.keeping.keeping import Order
from drugcourt.casework.keeping.retention import FILE, DueRow, RuleRow
from drugcourt.domain.dates import counted
from drugcourt.domain.keeping import OrderKind
from drugcourt.domain.tone import Tone
from drugcourt.fields import keeping as fields
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.table import Column
from drugcourt.ui.office.keeping_part import KeepingPart
from drugcourt.ui.shell import Shell

NOT_SETTLED = (
    "How many years a participant’s file is kept is not settled yet, so nobody is due. Enter the "
    "years of your state’s schedule first."
)
NOTHING_BY_ITSELF = "Nothing is destroyed by itself: one person asks for it, another confirms it."


def _years(row: RuleRow) -> list[tuple[str, Tone]]:
    return [] if row.years else [("Not settled", Tone.WATCH)]


def _origin(row: RuleRow) -> str:
    return row.origin


def _state(row: DueRow) -> list[tuple[str, Tone]]:
    if row.held:
        return [("On hold", Tone.ALARM)]
    return [("Asked for", Tone.WATCH)] if row.asked else []


class KeepingSchedule(KeepingPart):
    """The classes of records above, the people who are due below."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.change = Button("Change…", self.ask_years)
        self.destroy = Button("Ask for destruction…", self.ask_destruction, Look.PRIMARY)
        self.classes = self.a_table(
            [
                Column(fields.CLASS, strong=True, detail=_origin, stretch=True),
                Column(fields.YEARS, text=_said_years, pills=_years),
            ],
            "Schedule",
            "The schedule is empty.",
            row_id="key",
        )
        self.due = self.a_table(
            [
                Column(fields.PERSON, strong=True),
                Column(fields.REFERENCE),
                Column(fields.EXITED_ON),
                Column(fields.DUE_ON),
                Column(fields.STATE, pills=_state, stretch=True),
            ],
            "Files that are due",
            "Nobody’s file is due.",
        )
        self.words = Muted("")
        schedule = Card("How long records are kept", actions=(self.change,))
        schedule.add(self.classes, 1)
        self.of_due = Card("Files that are due", actions=(self.destroy,))
        self.of_due.add(self.due, 1)
        self.of_due.add(self.words)
        self.column.addWidget(schedule, 1)
        self.column.addWidget(self.of_due, 1)
        self.classes.picked.connect(self._picked)
        self.classes.opened.connect(self.ask_years)
        self.due.picked.connect(self._picked)
        self.setFocusProxy(self.classes)

    def show_now(self) -> None:
        """Ask again for the schedule and for who is due."""
        rules = self.workspace.read(retention.schedule)
        rows = self.workspace.read(retention.due, today=self.workspace.today)
        self.classes.set_rows(rules)
        self.due.set_rows(rows)
        settled = any(rule.key == FILE and rule.years for rule in rules)
        self.words.setText(NOTHING_BY_ITSELF if settled else NOT_SETTLED)
        self.of_due.set_heading(
            "Files that are due", counted(len(rows), "person", "people") if rows else ""
        )
        self._picked()

    def _picked(self, _row: object = None) -> None:
        row: DueRow | None = self.due.selected_row()
        self.change.setEnabled(self.classes.selected_row() is not None)
        self.destroy.setEnabled(row is not None and not row.held and not row.asked)

    @does(retention.set_years)
    def ask_years(self, _row: object = None) -> EditDialog | None:
        """Settle how long a class of records is kept here."""
        row: RuleRow | None = self.classes.selected_row()
        if row is None:
            return None

        def act(given: dict[str, Any]) -> object:
            return self.ask.perform(retention.set_years, record_class=row.key, **given)

        return self.ask.open(
            row.label,
            fields.RULE,
            act,
            said="The schedule is changed.",
            values={"years": row.years or None, "origin": row.origin if row.own else ""},
            detail=row.origin,
        )

    @does(keeping.ask_order)
    def ask_destruction(self) -> EditDialog | None:
        """Ask that a file which is due be destroyed; a second person confirms it."""
        row: DueRow | None = self.due.selected_row()
        if row is None:
            return None

        def act(given: dict[str, Any]) -> object:
            order = Order(OrderKind.DESTROY, **given)
            return self.ask.perform(keeping.ask_order, order=order, subject=row.id)

        return self.ask.open(
            "Destroy by the schedule",
            fields.DESTRUCTION,
            act,
            said="It is asked for; somebody else has to confirm it, under Orders.",
            values={"ordered_on": self.workspace.today},
            detail=f"{row.name}, {row.reference}: due since {row.due_on:%m/%d/%Y}.",
            columns=2,
            danger=True,
            confirm="Ask for it",
        )


def _said_years(row: RuleRow) -> str:
    return f"{row.years}" if row.years else ""
