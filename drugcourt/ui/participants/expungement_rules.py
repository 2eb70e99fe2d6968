"""The window Expungement rules: from when a case may be expunged, by outcome and level."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.casework.exits import expungements
from drugcourt.casework.exits.expungements import RuleRow
from drugcourt.domain.cases import ChargeLevel
from drugcourt.domain.dates import counted
from drugcourt.domain.tone import Tone
from drugcourt.fields import exits as fields
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.labels import Heading, Muted
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.shell import Shell


def _level(row: RuleRow) -> str:
    return "Any other" if row.level is ChargeLevel.UNKNOWN else row.level.label


def _months(row: RuleRow) -> str:
    return f"{row.months:,}" if row.months else "same day"


class ExpungementRulesDialog(QDialog):
    """The rules in a table; each is entered with the law it comes from. Open with `open()`."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent or shell.window_widget())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Expungement rules")
        self.shell = shell
        self.new = Button("New rule…", self.ask_new, icon_name="plus")
        self.change = Button("Change…", self.ask_change)
        self.drop = Button("Remove", self.remove)
        self.fill = Button("Fill in settled cases", self.fill_in)
        self.fill.setToolTip("Settled cases that have no day yet get the one of these rules")
        self.rules = DataTable(
            [
                Column(fields.EXPUNGE_OUTCOME, strong=True, stretch=True),
                Column(fields.EXPUNGE_LEVEL, text=_level),
                Column(fields.EXPUNGE_MONTHS, text=_months),
                Column(fields.EXPUNGE_RULE, muted=True, stretch=True),
            ],
            "Expungement rules",
            empty="No rule yet. Enter what your state's law says for each outcome.",
        )
        self.rules.picked.connect(self._picked)
        self.rules.opened.connect(self._change)
        box = QVBoxLayout(self)
        box.setContentsMargins(px(20), px(16), px(20), px(16))
        box.setSpacing(px(10))
        box.addWidget(Heading("Expungement rules"))
        box.addWidget(
            Muted(
                "A case gets its day when its outcome is recorded; a day entered for the case "
                "itself goes before. Today reminds of each case once its day has come."
            )
        )
        box.addWidget(self.rules, 1)
        feet = QHBoxLayout()
        for button in (self.new, self.change, self.drop, self.fill):
            feet.addWidget(button)
        feet.addStretch(1)
        feet.addWidget(Button("Close", self.close))
        box.addLayout(feet)
        self.resize(px(820), px(420))
        self.refresh()

    def refresh(self, _done: object = None) -> None:
        """Ask again."""
        self.rules.set_rows(self.shell.workspace.read(expungements.expungement_rules))
        self._picked(self.rules.selected_row())

    def _picked(self, row: RuleRow | None) -> None:
        self.change.setEnabled(row is not None)
        self.drop.setEnabled(row is not None)

    @does(expungements.set_expungement_rule)
    def ask_new(self) -> EditDialog:
        """Enter a rule."""
        return self._ask({})

    @does(expungements.set_expungement_rule)
    def ask_change(self) -> None:
        """Change the chosen rule."""
        self._change(self.rules.selected_row())

    @does(expungements.set_expungement_rule)
    def _change(self, row: RuleRow | None) -> None:
        if row is not None:
            names = ("outcome", "level", "months", "rule")
            self._ask({name: getattr(row, name) for name in names})

    def _ask(self, values: dict[str, Any]) -> EditDialog:
        ask = Asking(self.shell)

        def act(given: dict[str, Any]) -> object:
            return ask.perform(expungements.set_expungement_rule, **given)

        dialog = ask.open(
            "Expungement rule",
            fields.EXPUNGEMENT,
            act,
            said="The rule is saved.",
            values=values,
            parent=self,
        )
        dialog.done_with.connect(self.refresh)
        return dialog

    @does(expungements.remove_expungement_rule)
    def remove(self) -> None:
        """Take the chosen rule off the list."""
        row = self.rules.selected_row()
        if row is not None:
            self.shell.workspace.perform(expungements.remove_expungement_rule, rule_id=row.id)
            self.refresh()

    @does(expungements.fill_in_expungements)
    def fill_in(self) -> None:
        """Settled cases without a day get the one of the rules."""
        count = self.shell.workspace.perform(expungements.fill_in_expungements)
        self.shell.say(f"{counted(count, 'case')} got a day by these rules.", Tone.GOOD)
