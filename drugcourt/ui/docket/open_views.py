"""What the room and the public may see of a session: lists built from their own questions."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from drugcourt.casework.docket.docket import CourtRow, SessionHead, court_rows
from drugcourt.casework.docket.public_docket import public_rows
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.domain.tone import Tone
from drugcourt.exchange.courtroom_policy import court_view_policy
from drugcourt.fields import hearings as fields
from drugcourt.ui.docket.session_card import SessionBar, View, progress_words
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.workspace import Workspace


def _heard(row: CourtRow) -> tuple[str, Tone, str] | None:
    if row.attendance is HearingAttendance.FAILED_TO_APPEAR:
        return ("x", Tone.ALARM, row.attendance.label)
    return ("check", Tone.GOOD, "Heard") if row.heard else None


COURT = (
    Column(fields.HEARD, icon=_heard),
    Column(fields.NAME, strong=True),
    Column(fields.PHASE),
    Column(fields.PROGRAM_DAYS),
    Column(fields.ORDERED, stretch=True),
    Column(fields.NEXT_ON),
)
PUBLIC = (
    Column(fields.CASE_NUMBER),
    Column(fields.INITIALS),
    Column(fields.HEARING, stretch=True),
)


class OpenView(Card):
    """One session as the room or the public may see it; nothing else stands on the page then."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(f"{view.label} view")
        self.view = view
        self.bar = SessionBar()
        self.bar.views.set_value(view)
        self.progress = Muted("", wrap=False)
        columns = COURT if view is View.COURT else PUBLIC
        self.table = DataTable(columns, f"{view.label} docket", empty="Nobody is on this docket.")
        self.add(self.bar)
        self.add(self.progress)
        self.add(self.bar.views)
        self.add(self.table, 1)

    def show_session(self, workspace: Workspace, head: SessionHead | None) -> None:
        """Ask this view's own question and show the answer."""
        self.bar.show_head(head)
        self.bar.views.set_value(self.view)
        self.progress.setText(progress_words(head) if head else "")
        if head is None:
            self.table.set_rows([])
        elif self.view is View.COURT:
            self._leave_out()
            as_of = min(head.held_on, workspace.today)
            self.table.set_rows(workspace.read(court_rows, session_id=head.id, as_of=as_of))
        else:
            self.table.set_rows(workspace.read(public_rows, session_id=head.id))

    def _leave_out(self) -> None:
        """Hide what the court's policy does not show in open court."""
        policy = court_view_policy()
        shown = {fields.PHASE.key: policy.phase, fields.PROGRAM_DAYS.key: policy.days}
        for place, column in enumerate(COURT):
            self.table.setColumnHidden(place, not shown.get(column.field.key, True))

    def clear(self) -> None:
        """Show nothing while another view stands."""
        self.table.set_rows([])
