"""The dockets of the court with the rules by which they recur, as the office edits them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from drugcourt.casework.calendar import dockets
from drugcourt.casework.calendar.dockets import DocketRow, RuleRow
from drugcourt.casework.calendar.session_plans import plan_sessions
from drugcourt.domain.calendar import OnClosed
from drugcourt.domain.clock import spoken
from drugcourt.domain.dates import short
from drugcourt.domain.tone import Tone
from drugcourt.fields import calendar as fields
from drugcourt.ui.asking import Asking
from drugcourt.ui.calendar.plan_dialog import PlanDialog
from drugcourt.ui.calendar.session_acts import typed_time
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.flow import FlowLayout
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.shell import Shell


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One line of the list: a rule with its docket, or a docket without any."""

    id: str
    docket: DocketRow
    rule: RuleRow | None


def _title(line: RuleLine) -> str:
    return line.docket.title


def _where(line: RuleLine) -> str:
    told = (spoken(line.docket.starts_at), line.docket.courtroom, line.docket.judge)
    return " · ".join(filter(None, told))


def _size(line: RuleLine) -> str:
    one = line.docket
    most = f", at most {one.capacity} people" if one.capacity else ""
    return f"{one.minutes} min, {one.minutes_each} a hearing{most}"


def _rule(line: RuleLine) -> str:
    return line.rule.text if line.rule else "No rule: sessions are made one by one"


def _from(line: RuleLine) -> str:
    if line.rule is None:
        return ""
    until = f" until {short(line.rule.last_on)}" if line.rule.last_on else ""
    return f"from {short(line.rule.first_on)}{until}"


def _closed(line: RuleLine) -> str:
    return line.rule.on_closed.label if line.rule else ""


def _state(line: RuleLine) -> Sequence[tuple[str, Tone]]:
    return [("Held no more", Tone.PLAIN)] if line.docket.retired_on else []


class DocketsTab(QWidget):
    """A line a rule. Enter changes the docket of the marked line."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.table = DataTable(
            (
                Column(fields.TITLE, text=_title, detail=_where, strong=True, stretch=True),
                Column(fields.SIZE, text=_size),
                Column(fields.RULE, text=_rule, detail=_from),
                Column(fields.ON_CLOSED, text=_closed),
                Column(fields.RETIRED, pills=_state),
            ),
            "Dockets and rules",
            empty="No docket yet.",
        )
        self.table.opened.connect(self._opened)
        acts = QWidget()
        flow = FlowLayout(acts)
        for button in (
            Button("New docket…", self.ask_docket, icon_name="plus"),
            Button("Change docket…", self.ask_change),
            Button("End docket…", self.ask_retire),
            Button("New rule…", self.ask_rule, icon_name="plus"),
            Button("End rule…", self.ask_end),
            Button("Plan sessions…", self.ask_plan, Look.PRIMARY),
        ):
            flow.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, px(12), 0, 0)
        box.setSpacing(px(10))
        box.addWidget(
            Muted("A rule only proposes. Sessions stand once you plan them, after a look.")
        )
        box.addWidget(acts)
        box.addWidget(self.table, 1)

    def refresh(self) -> None:
        """Ask again; the marked line stays marked."""
        lines = [
            RuleLine(f"{one.title} {rule.id if rule else 0}", one, rule)
            for one in self._shell.workspace.read(dockets.dockets)
            for rule in (one.rules or (None,))
        ]
        kept = self.table.selected_id()
        self.table.set_rows(lines)
        if not self.table.select_id(kept):
            self.table.select_place(0)

    def marked(self) -> RuleLine | None:
        """The line that acts are about."""
        row = self.table.selected_row()
        if isinstance(row, RuleLine):
            return row
        self._shell.say("Mark a line of the list first.")
        return None

    @does(dockets.add_docket)
    def ask_docket(self) -> None:
        """Another docket beside those there are."""
        one = self._shell.workspace.read(dockets.dockets)[0]
        Asking(self._shell).open(
            "New docket",
            fields.A_DOCKET,
            self._add_docket,
            said="The docket stands. Give it a rule next.",
            values={**_shown(one), "title": None},
            columns=2,
        )

    def _add_docket(self, values: dict[str, Any]) -> object:
        return self._shell.workspace.perform(dockets.add_docket, values=_typed(values))

    @does(dockets.amend_docket)
    def ask_change(self) -> None:
        """Change the docket of the marked line."""
        line = self.marked()
        if line is None:
            return
        Asking(self._shell).open(
            "Change the docket",
            fields.A_DOCKET,
            _Changing(self._shell, line.docket).change,
            said="The docket is changed.",
            values=_shown(line.docket),
            detail="Sessions that stand already keep their hour, room and judge.",
            columns=2,
        )

    @does(dockets.retire_docket)
    def ask_retire(self) -> None:
        """Hold the docket of the marked line no more."""
        line = self.marked()
        if line is None or line.docket.id is None:
            return
        Asking(self._shell).open(
            "Hold this docket no more",
            (fields.ENDS_ON,),
            _Changing(self._shell, line.docket).retire,
            said="The docket ends on that day, and its rules with it.",
            values={"last_on": self._shell.workspace.today},
            detail=f"{line.docket.title}. Sessions that stand already stay until you cancel them.",
            confirm="End",
        )

    @does(dockets.add_recurrence)
    def ask_rule(self) -> None:
        """Another rule for the docket of the marked line."""
        line = self.marked()
        if line is None:
            return
        Asking(self._shell).open(
            f"When {line.docket.title} sits",
            fields.A_RULE,
            _Changing(self._shell, line.docket).add_rule,
            said="The rule stands. Plan its sessions next.",
            values={"first_on": self._shell.workspace.today, "on_closed": OnClosed.AFTER},
            confirm="Keep the rule",
        )

    @does(dockets.end_recurrence)
    def ask_end(self) -> None:
        """Let the marked rule propose nothing more after a day."""
        line = self.marked()
        if line is None or line.rule is None:
            return
        Asking(self._shell).open(
            "End this rule",
            (fields.ENDS_ON,),
            _Changing(self._shell, line.docket, line.rule).end_rule,
            said="The rule ends on that day.",
            values={"last_on": self._shell.workspace.today},
            detail=f"{line.docket.title}, {line.rule.text}. Sessions that stand already stay.",
            confirm="End",
        )

    @does(plan_sessions)
    def ask_plan(self) -> None:
        """See what the rules propose, and let it stand."""
        PlanDialog(self._shell).open()

    def _opened(self, _line: RuleLine) -> None:
        self.ask_change()


class _Changing:
    """What the dialogs do; holds the shell and no page."""

    def __init__(self, shell: Shell, docket: DocketRow, rule: RuleRow | None = None) -> None:
        self._workspace, self._docket, self._rule = shell.workspace, docket, rule

    def change(self, values: dict[str, Any]) -> object:
        docket_id = self._docket.id
        if docket_id is None:
            docket_id = self._workspace.perform(dockets.own_docket)
        changes = _typed(values)
        return self._workspace.perform(dockets.amend_docket, docket_id=docket_id, changes=changes)

    def retire(self, values: dict[str, Any]) -> object:
        return self._workspace.perform(
            dockets.retire_docket, docket_id=self._docket.id, on=values["last_on"]
        )

    def add_rule(self, values: dict[str, Any]) -> object:
        return self._workspace.perform(dockets.add_recurrence, docket_id=self._docket.id, **values)

    def end_rule(self, values: dict[str, Any]) -> object:
        assert self._rule is not None
        return self._workspace.perform(
            dockets.end_recurrence, recurrence_id=self._rule.id, last_on=values["last_on"]
        )


def _shown(docket: DocketRow) -> dict[str, Any]:
    shown = {field.key: getattr(docket, field.key) for field in fields.A_DOCKET}
    return {**shown, "starts_at": spoken(docket.starts_at)}


def _typed(values: dict[str, Any]) -> dict[str, Any]:
    public = values["public_title"] or ""  # left empty it is the neutral title again
    return {
        **values,
        "public_title": public,
        "starts_at": typed_time(values["starts_at"]) or None,
    }
