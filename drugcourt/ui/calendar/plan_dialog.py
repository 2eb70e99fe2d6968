"""What the rules of the dockets propose, looked at before the sessions stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from drugcourt.casework.calendar import session_plans
from drugcourt.casework.calendar.session_plans import ProposedSession
from drugcourt.domain.clock import spoken
from drugcourt.domain.dates import add, counted
from drugcourt.domain.tone import Tone
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.calendar_policy import docket_policy
from drugcourt.fields import calendar as fields
from drugcourt.reports.letterhead import weekday
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.form import Form
from drugcourt.ui.kit.labels import Heading, Muted
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.shell import Shell


def _day(row: ProposedSession) -> str:
    return weekday(row.planned_on)


def _held(row: ProposedSession) -> str:
    if row.held_on is None:
        return ""
    return f"{row.held_on:%a %b} {row.held_on.day}, {spoken(row.starts_at)}"


def _outcome(row: ProposedSession) -> Sequence[tuple[str, Tone]]:
    if row.held_on is None:
        return [(f"Left out: {row.closed}", Tone.WATCH)]
    if row.stands:
        return [("Stands already", Tone.PLAIN)]
    if row.closed:
        return [(f"Moved: {row.closed}", Tone.INFO)]
    return [("New", Tone.GOOD)]


def _rule(row: ProposedSession) -> str:
    return row.rule


class PlanDialog(QDialog):
    """A preview of the sessions between two days; Ctrl+Enter lets the new ones stand."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window_widget())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Plan sessions")
        self._shell = shell
        today = shell.workspace.today
        self.notices = Notices()
        self.form = Form((fields.FIRST, fields.LAST), today, columns=2)
        self.form.set_values({"first": today, "last": add(today, docket_policy().look_ahead)})
        self.table = DataTable(
            (
                Column(fields.DOCKET, strong=True),
                Column(fields.RULE, text=_rule),
                Column(fields.PLANNED_ON, text=_day),
                Column(fields.HELD_ON, text=_held),
                Column(fields.OUTCOME, pills=_outcome, stretch=True),
            ),
            "Proposed sessions",
            row_id="planned_on",
            empty="No rule names a day in this time. Give a docket a rule first.",
        )
        self.words = Muted("", wrap=False)
        self.confirm = Button("Plan them", self.plan, Look.PRIMARY)
        self.confirm.setToolTip("Let the new sessions stand (Ctrl+Enter)")
        self._build()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):  # before the table takes them for Enter
            QShortcut(QKeySequence(keys), self).activated.connect(self.plan)
        self.form.changed.connect(self.refresh)
        self.refresh()
        self.table.setFocus()

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(px(20), px(16), px(20), px(16))
        box.setSpacing(px(12))
        box.addWidget(Heading("Plan sessions"))
        box.addWidget(
            Muted("What the rules name, closures considered. Nothing stands until you plan it.")
        )
        box.addWidget(self.notices)
        box.addWidget(self.form)
        box.addWidget(self.table, 1)
        feet = QHBoxLayout()
        feet.addWidget(self.words)
        feet.addStretch(1)
        feet.addWidget(Button("Cancel", self.close))
        feet.addWidget(self.confirm)
        box.addLayout(feet)
        self.resize(px(860), px(600))

    def refresh(self) -> None:
        """Ask again for the days that are filled in."""
        try:
            wanted = self.form.values()
        except FieldRefusal:
            return
        if not wanted["first"] or not wanted["last"]:
            return
        rows = self._shell.workspace.read(session_plans.proposed_sessions, **wanted)
        self.table.set_rows(rows)
        new = sum(1 for row in rows if row.held_on is not None and not row.stands)
        self.words.setText(f"{counted(new, 'new session')} of {counted(len(rows), 'day')} named")
        self.confirm.setText(f"Plan {counted(new, 'session')}" if new else "Plan them")
        self.confirm.setEnabled(new > 0)

    @does(session_plans.plan_sessions)
    def plan(self) -> None:
        """Let the new sessions stand."""
        if not self.form.check() or not self.confirm.isEnabled():
            return
        try:
            new = self._shell.workspace.perform(session_plans.plan_sessions, **self.form.values())
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.ALARM, key="plan")
            return
        verb = "stands" if new == 1 else "stand"
        self._shell.say(f"{counted(new, 'session')} {verb} in the calendar.", Tone.GOOD)
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
