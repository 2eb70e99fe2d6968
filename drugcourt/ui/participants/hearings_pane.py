"""The tab Hearings: when this participant stood before the court, and what was decided."""

from __future__ import annotations

from drugcourt.casework.participants import file_hearings
from drugcourt.casework.participants.file_hearings import HearingRow
from drugcourt.domain.dates import counted, short
from drugcourt.domain.hearings import HearingAttendance, PhaseMove, WarrantStep
from drugcourt.domain.tone import Tone
from drugcourt.fields.field import Field, Kind
from drugcourt.fields.hearings import ATTENDANCE_TONES
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.table import Column
from drugcourt.ui.participants.pane import Pane
from drugcourt.ui.participants.warrants_card import WarrantsCard
from drugcourt.ui.shell import Shell

DAY = Field("held_on", "Day", Kind.DATE, width=12)
KIND = Field("kind", "Hearing", Kind.CHOICE, width=14)
ATTENDANCE = Field("attendance", "Attendance", width=14)
DECIDED = Field("decided", "Decided", width=20)
ORDERS = Field("orders", "Orders and note", width=40)
NEXT = Field("next_on", "Next date", Kind.DATE, width=10)


def _attendance(row: HearingRow) -> list[tuple[str, Tone]]:
    if row.attendance is None:
        return [("Not held yet", Tone.PLAIN)]
    tone = ATTENDANCE_TONES.get(row.attendance, Tone.GOOD)
    return [(row.attendance.label, tone)]


def _decided(row: HearingRow) -> str:
    if row.attendance is None:
        return ""
    move = row.move.label if row.attendance is not HearingAttendance.EXCUSED else ""
    parts = [
        "" if row.move is PhaseMove.STAY else move,
        "" if row.warrant is WarrantStep.NONE else row.warrant.label,
    ]
    return ", ".join(part for part in parts if part)


def _orders(row: HearingRow) -> str:
    return " · ".join(" ".join(part.split()) for part in (row.orders, row.note) if part.strip())


class HearingsPane(Pane):
    """All hearings, the coming one first; Enter opens the docket of that day."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.hearings = self.table(
            [
                Column(DAY),
                Column(KIND),
                Column(ATTENDANCE, pills=_attendance),
                Column(DECIDED, text=_decided),
                Column(ORDERS, text=_orders, stretch=True),
                Column(NEXT),
            ],
            "Hearings",
            empty="No hearing yet. Put this participant on a docket from the page Docket.",
        )
        self.hearings.opened.connect(self._open)
        self.hearings.record_of = self._record
        self.card = Card("Hearings")
        self.card.add(self.hearings, 1)
        self.card.add(Muted("Enter opens the docket of that day.", small=True))
        self.warrants = WarrantsCard(self)
        self.box.addWidget(self.warrants)
        self.box.addWidget(self.card, 1)

    def refresh(self) -> None:
        rows = self.desk.read(file_hearings.file_hearings)
        held = sum(1 for row in rows if row.attendance is not None)
        self.card.set_heading("Hearings", f"{counted(held, 'hearing')} held")
        self.hearings.set_rows(rows)
        self.warrants.refresh()

    def _record(self, row: HearingRow) -> tuple[str, int, str]:
        return "docket_entry", row.id, f"Hearing of {short(row.held_on, self.today)}"

    def _open(self, row: HearingRow) -> None:
        self.shell.open_docket(row.held_on)
