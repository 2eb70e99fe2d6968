"""What is left to do when a session was heard: tasks of the team, and the papers to print."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.casework.docket.docket import SessionHead
from drugcourt.casework.hearings import tasks
from drugcourt.casework.hearings.tasks import TaskRow
from drugcourt.domain.dates import counted, long, short
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.fields import hearings as fields
from drugcourt.ui.kit.buttons import Button, Look, weakly
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.flow import FlowLayout
from drugcourt.ui.kit.labels import Heading, Muted
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.shell import Shell

PAPERS = (
    ("slips", "Next-date slips"),
    ("participant-page", "Participants’ own pages"),
    ("minute-orders", "Minute orders"),
    ("minutes", "Minutes"),
    ("phase-certificate", "Phase certificates"),
    ("progress", "Progress reports"),
)


def _state(row: TaskRow) -> Sequence[tuple[str, Tone]]:
    return [("Done", Tone.GOOD)] if row.done_on is not None else []


def _whom(row: TaskRow) -> str:
    return row.name


def _seat(row: TaskRow) -> str:
    return row.role.label


class AfterCourtDialog(QDialog):
    """Tasks by seat; Enter says that the marked one is done, or not after all."""

    def __init__(self, shell: Shell, head: SessionHead) -> None:
        super().__init__(shell.window_widget())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("After court")
        self._shell, self._head = shell, head
        self.notices = Notices()
        self.title = Heading(f"After court on {long(head.held_on)}")
        self.told = Muted("", wrap=False)
        self.table = DataTable(
            (
                Column(fields.SEAT, text=_seat),
                Column(fields.TASK, detail=_whom, strong=True, stretch=True),
                Column(fields.TASK_DUE),
                Column(fields.TASK_STATE, pills=_state),
            ),
            "To do after court",
            empty="Nothing is left to do. Tasks come from orders, responses, phases and warrants.",
        )
        self.done_button = Button("Done", self.toggle, Look.PRIMARY)
        self.done_button.setToolTip("The marked task is done, or is not after all (Enter)")
        self._build()
        self.table.opened.connect(self._opened)
        self.refresh()
        self.table.setFocus()

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(px(20), px(16), px(20), px(16))
        box.setSpacing(px(10))
        box.addWidget(self.title)
        box.addWidget(self.told)
        box.addWidget(self.notices)
        box.addWidget(self.table, 1)
        box.addWidget(Heading("Papers of this session"))
        papers = QWidget()
        flow = FlowLayout(papers)
        for key, words in PAPERS:
            flow.addWidget(Button(words, weakly(self._print, key), icon_name="printer"))
        box.addWidget(papers)
        feet = QHBoxLayout()
        feet.addWidget(Muted("Enter: done or not, Esc leaves", wrap=False, small=True))
        feet.addStretch(1)
        feet.addWidget(Button("Close", self.close))
        feet.addWidget(self.done_button)
        box.addLayout(feet)
        self.resize(px(820), px(600))

    def refresh(self) -> None:
        """Ask again; the marked line keeps the mark."""
        workspace = self._shell.workspace
        kept = self.table.selected_row()
        rows = workspace.read(tasks.session_tasks, session_id=self._head.id)
        self.table.set_rows(rows)
        if isinstance(kept, TaskRow):
            self.table.select_id(kept.id)
        elif rows:
            self.table.select_place(0)
        left = [row for row in rows if row.done_on is None]
        late = sum(row.due_on < workspace.today for row in left)
        told = f"{counted(len(left), 'task')} left of {len(rows)}"
        if late:
            told += f", {late} late"
        elif left:
            told += f", the first due {short(min(r.due_on for r in left), workspace.today)}"
        self.told.setText(told if rows else "")
        self.done_button.setEnabled(bool(rows))

    @does(tasks.complete_task, tasks.reopen_task)
    def _opened(self, _row: TaskRow) -> None:
        self.toggle()

    @does(tasks.complete_task, tasks.reopen_task)
    def toggle(self) -> None:
        """The marked task is done, or is not after all."""
        row = self.table.selected_row()
        if not isinstance(row, TaskRow):
            return
        act = tasks.complete_task if row.done_on is None else tasks.reopen_task
        try:
            self._shell.workspace.perform(act, task_id=row.id)
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.ALARM, key="task")
        self.refresh()

    def _print(self, report: str) -> None:
        self._shell.open_report(report, session_day=self._head.held_on, docket=self._head.docket)
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)  # Esc leaves
