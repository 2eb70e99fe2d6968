"""Who should be on this docket and is not yet, and what to see to before court."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from drugcourt.casework.docket import checks as docket_checks
from drugcourt.casework.docket import proposals as docket_proposals
from drugcourt.casework.docket.checks import DocketChecks, Found
from drugcourt.casework.docket.proposals import Proposal, Why
from drugcourt.domain.dates import counted, long
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.fields import calendar as fields
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.labels import Heading, Muted
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.shell import Shell


def _why(row: Proposal) -> Sequence[tuple[str, Tone]]:
    return [(row.why.label, docket_proposals.TONES[row.why])]


def _text(row: Proposal) -> str:
    return row.text


def _check(row: Found) -> Sequence[tuple[str, Tone]]:
    return [(row.check.label, docket_checks.TONES[row.check])]


def checks_words(found: DocketChecks) -> str:
    """`Adult drug court · 90 of 120 min · 1 in custody`: what is found is counted by its kind."""
    session = found.session
    told = [session.docket, f"{session.minutes_booked} of {session.minutes} min"]
    if session.capacity is not None:
        told.append(f"{session.people} of {session.capacity} people")
    counts: dict[docket_checks.Check, int] = {}
    for one in found.found:
        if one.id is not None:
            counts[one.check] = counts.get(one.check, 0) + 1
    told += [
        counted(n, "interpreter")
        if check is docket_checks.Check.INTERPRETER
        else f"{n} {check.label.lower()}"
        for check, n in counts.items()
    ]
    return " · ".join(told)


class BuildDialog(QDialog):
    """Proposals above, checks below. Enter puts the marked one on, Ctrl+Enter all of them but
    those with a warrant out.
    """

    def __init__(self, shell: Shell, session_id: int) -> None:
        super().__init__(shell.window_widget())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Build this docket")
        self._shell, self._session_id = shell, session_id
        self.notices = Notices()
        self.title = Heading("Build this docket")
        self.load = Muted("", wrap=False)
        self.table = DataTable(
            (
                Column(fields.NAME, detail=_text, strong=True, stretch=True),
                Column(fields.PHASE),
                Column(fields.WHY, pills=_why),
            ),
            "Proposed for this docket",
            empty="Nobody else is due. Whoever is due before the next session is on this docket.",
        )
        self.checks = DataTable(
            (
                Column(fields.CHECK, pills=_check),
                Column(fields.NAME, strong=True),
                Column(fields.TEXT, stretch=True),
            ),
            "To see to before court",
            empty="Nothing to see to: nobody is twice on that day, in custody, or in need of an "
            "interpreter.",
        )
        self.one = Button("Put on", self.put_one, Look.PRIMARY)
        self.one.setToolTip("Put the marked participant on the docket (Enter)")
        self.all = Button("Put all on", self.put_all)
        self.all.setToolTip("Put all on who are not sought by warrant (Ctrl+Enter)")
        self._build()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):  # before the table takes them for Enter
            QShortcut(QKeySequence(keys), self).activated.connect(self.put_all)
        self.table.opened.connect(self._opened)
        self.refresh()
        self.table.setFocus()

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(px(20), px(16), px(20), px(16))
        box.setSpacing(px(10))
        box.addWidget(self.title)
        box.addWidget(self.load)
        box.addWidget(self.notices)
        box.addWidget(Heading("Due and not on it"))
        box.addWidget(self.table, 3)
        box.addWidget(Heading("To see to before court"))
        box.addWidget(self.checks, 2)
        feet = QHBoxLayout()
        feet.addWidget(
            Muted("Enter puts one on, Ctrl+Enter all, Esc leaves", wrap=False, small=True)
        )
        feet.addStretch(1)
        feet.addWidget(Button("Close", self.close))
        feet.addWidget(self.all)
        feet.addWidget(self.one)
        box.addLayout(feet)
        self.resize(px(820), px(640))

    def refresh(self) -> None:
        """Ask again; the line after the one put on is marked next."""
        workspace = self._shell.workspace
        place = max(0, self.table.currentIndex().row())
        rows = workspace.read(
            docket_proposals.docket_proposals,
            session_id=self._session_id,
            today=workspace.today,
        )
        found = workspace.read(docket_checks.docket_checks, session_id=self._session_id)
        self.table.set_rows(rows)
        self.table.select_place(min(place, len(rows) - 1))
        self.checks.set_rows(found.found)
        self.title.setText(f"Build the docket of {long(found.session.held_on)}")
        self.load.setText(f"{found.session.docket}: {found.session.load}")
        self.load.setAccessibleName(self.load.text())
        open_still = not (found.session.closed or found.session.cancelled)
        self.one.setEnabled(bool(rows) and open_still)
        self.all.setEnabled(bool(self._willing()) and open_still)

    def _willing(self) -> list[Proposal]:
        """Everybody proposed who can be expected to come."""
        rows = [self.table.rows.row_at(n) for n in range(self.table.rows.rowCount())]
        return [row for row in rows if row.why is not Why.WARRANT]

    @does(docket_proposals.put_proposed_on_docket)
    def _opened(self, _row: Proposal) -> None:
        self.put_one()

    @does(docket_proposals.put_proposed_on_docket)
    def put_one(self) -> None:
        """Put the marked participant on the docket."""
        row = self.table.selected_row()
        if isinstance(row, Proposal) and self.one.isEnabled():
            self._put([row])

    @does(docket_proposals.put_proposed_on_docket)
    def put_all(self) -> None:
        """Put everybody on who is proposed, but whoever is sought by warrant."""
        if self.all.isEnabled():
            self._put(self._willing())

    def _put(self, rows: Sequence[Proposal]) -> None:
        try:
            self._shell.workspace.perform(
                docket_proposals.put_proposed_on_docket,
                session_id=self._session_id,
                proposals=[(row.id, row.kind) for row in rows],
            )
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.ALARM, key="put")
            return
        people = counted(len(rows), "person", "people")
        self._shell.say(f"{people} put on the docket.", Tone.GOOD)
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
