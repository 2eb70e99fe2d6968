"""The window Group session: one session of many participants, each marked by one key."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from drugcourt.casework.treatment import care, group_sessions
from drugcourt.casework.treatment.group_sessions import Expected
from drugcourt.domain.dates import counted
from drugcourt.domain.tone import Tone
from drugcourt.domain.treatment import Attendance, SessionKind
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.fields import treatment as fields
from drugcourt.fields.answers import answers
from drugcourt.fields.choices import closed_list
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.kit import messages
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.form import Form
from drugcourt.ui.kit.labels import Heading, Muted
from drugcourt.ui.kit.marking import MarkTable
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.theme import px
from drugcourt.ui.shell import Shell

NAME = Field("name", "Participant", width=26)
REFERENCE = Field("reference", "Number", width=10)
AT = Field("provider", "In treatment with", width=24)
KEPT = Field("marked", "Attendance", width=20)
KEYS = {
    Qt.Key.Key_A: Attendance.ATTENDED,
    Qt.Key.Key_L: Attendance.LATE,
    Qt.Key.Key_E: Attendance.EXCUSED,
    Qt.Key.Key_X: Attendance.ABSENT,
    Qt.Key.Key_C: Attendance.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One participant with what was marked; `recorded` stands in the file already."""

    id: int
    name: str
    reference: str
    provider: str
    recorded: Attendance | None
    marked: Attendance | None = None


def _pills(line: Line) -> list[tuple[str, Tone]]:
    if line.recorded is not None:
        return [(f"{line.recorded.label}, recorded", Tone.PLAIN)]
    if line.marked is None:
        return []
    return [(line.marked.label, fields.ATTENDANCE_TONES[line.marked])]


class _Attendances(MarkTable):
    """Who may have been there, marked by letters."""

    def __init__(self) -> None:
        super().__init__(
            [
                Column(NAME, strong=True, stretch=True),
                Column(REFERENCE, muted=True),
                Column(AT, muted=True, stretch=True),
                Column(KEPT, pills=_pills),
            ],
            "Who was there",
            KEYS,
            empty="Nobody is in treatment with this provider on that day.",
        )


class GroupSessionDialog(QDialog):
    """What the session was above, who was there below; Ctrl+Enter records all that is marked."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window_widget())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Group session")
        self.shell = shell
        self._lines: list[Line] = []
        self._asked: tuple[Any, ...] = ()
        self._saved = False
        self.notices = Notices()
        self.form = Form(self._fields(), shell.workspace.today, columns=3)
        self.form.set_values({"held_on": shell.workspace.today, "kind": SessionKind.GROUP})
        self.table = _Attendances()
        self.table.marked.connect(self.mark)
        self.count = Muted("", wrap=False)
        self._build()
        self.form.changed.connect(self.refresh)
        self.refresh()
        self.form.focus_first()

    def _fields(self) -> tuple[Field, ...]:
        names = self.shell.workspace.read(
            group_sessions.providers, as_of=self.shell.workspace.today
        )
        offered = closed_list("Providers", [(name, name) for name in names])
        return (
            fields.HELD,
            fields.KIND,
            Field("provider", "Provider", Kind.CHOICE, choices=offered, placeholder="Any"),
            Field("title", "Session", max_length=120, placeholder="Relapse prevention group"),
            fields.MINUTES,
        )

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(px(20), px(16), px(20), px(16))
        box.setSpacing(px(10))
        box.addWidget(Heading("Group session"))
        box.addWidget(
            Muted(
                "Mark each line by its letter: A attended, L late, E excused, X absent, C "
                "cancelled; Space takes it back. A line without a mark is not recorded."
            )
        )
        box.addWidget(self.notices)
        box.addWidget(self.form)
        box.addWidget(self.table, 1)
        feet = QHBoxLayout()
        self.all = Button("All others attended", self.mark_all)
        self.save = Button("Record", self.record, Look.PRIMARY)
        self.save.setToolTip("Record all that is marked (Ctrl+Enter)")
        feet.addWidget(self.all)
        feet.addWidget(self.count)
        feet.addStretch(1)
        feet.addWidget(Button("Cancel", self.close))
        feet.addWidget(self.save)
        box.addLayout(feet)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.record)
        self.resize(px(860), px(680))

    # Showing ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask again who may have been there when day, kind or provider changed; marks stay."""
        try:
            given = self.form.values()
        except FieldRefusal:
            return  # a day half typed
        asked = (given["held_on"], given["kind"], given["provider"])
        if given["held_on"] is None or given["kind"] is None or asked == self._asked:
            return
        self._asked = asked
        marked = {line.id: line.marked for line in self._lines}
        expected: list[Expected] = self.shell.workspace.read(
            group_sessions.expected_at,
            held_on=given["held_on"],
            kind=given["kind"],
            provider=str(given["provider"] or ""),
        )
        self._lines = [
            Line(
                one.id,
                one.name,
                one.reference,
                one.provider,
                one.recorded,
                None if one.recorded is not None else marked.get(one.id),
            )
            for one in expected
        ]
        self._show(0)

    def _show(self, place: int) -> None:
        self.table.set_rows(self._lines)
        if self._lines:
            self.table.select_place(min(place, len(self._lines) - 1))
        chosen = sum(line.marked is not None for line in self._lines)
        self.count.setText(f"{counted(chosen, 'line')} marked of {len(self._lines):,}")
        self.save.setEnabled(chosen > 0)

    # Marking ----------------------------------------------------------------------------------

    def mark(self, attendance: Attendance | None) -> None:
        """Mark the chosen line, or clear it, and go to the next."""
        row = self.table.selected_row()
        place = next((n for n, line in enumerate(self._lines) if row and line.id == row.id), None)
        if place is None:
            return
        if self._lines[place].recorded is None:
            self._lines[place] = replace(self._lines[place], marked=attendance)
        self._show(place + 1)

    def mark_all(self) -> None:
        """Everybody without a mark attended."""
        self._lines = [
            replace(line, marked=line.marked or Attendance.ATTENDED)
            if line.recorded is None
            else line
            for line in self._lines
        ]
        self._show(0)
        self.table.setFocus()

    @does(care.record_group)
    def record(self) -> None:
        """Record every marked line in one act."""
        self.notices.clear()
        if not self.form.check():
            return
        chosen = [line for line in self._lines if line.marked is not None]
        if not chosen:
            self.notices.say("Mark who was there first.", Tone.WATCH, key="refusal")
            return
        given = answers(self.form.fields, self.form.values())
        provider = str(given.pop("provider") or "")
        try:
            count = self.shell.workspace.perform(
                care.record_group,
                held_on=given.pop("held_on"),
                lines=[_line(line, provider) for line in chosen],
                **given,
            )
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.ALARM, key="refusal")
            return
        self._saved = True
        self.shell.say(f"The session is recorded for {counted(count, 'participant')}.", Tone.GOOD)
        self.close()

    def reject(self) -> None:
        """Esc leaves, and asks first when something was marked."""
        self.close()

    def closeEvent(self, event: Any) -> None:
        if not self._saved and any(line.marked is not None for line in self._lines):
            leave = messages.ask(
                self,
                "Leave without recording?",
                "What you marked here has not been recorded and will be thrown away.",
                confirm="Throw away",
                cancel="Keep marking",
                danger=True,
            )
            if not leave:
                event.ignore()
                return
        event.accept()


def _line(line: Line, provider: str) -> dict[str, Any]:
    return {
        "episode_id": line.id,
        "attendance": line.marked,
        "provider": provider or line.provider,
    }
