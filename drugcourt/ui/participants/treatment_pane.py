"""The tab Treatment: stays with providers, medicines, and the sessions that were due."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal

from drugcourt.casework import medications
from drugcourt.casework.medications import MedicationRow
from drugcourt.casework.treatment import care, missed_doses
from drugcourt.casework.treatment.care import AttendanceRow, TreatmentRow
from drugcourt.domain.dates import counted, short
from drugcourt.domain.tone import Tone
from drugcourt.fields import medications as medicine_fields
from drugcourt.fields import treatment as fields
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.cards import Card, columns
from drugcourt.ui.kit.doing import Deed, does
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.table import Column
from drugcourt.ui.participants.amendments import Amendments
from drugcourt.ui.participants.change_button import ChangeButton, Entry
from drugcourt.ui.participants.entries import Entries
from drugcourt.ui.participants.missed_doses import MissedDosesDialog
from drugcourt.ui.participants.pane import Pane
from drugcourt.ui.shell import Shell


def _medicine(row: MedicationRow) -> str:
    return f"{row.name} {row.dose}".strip()


def _medicine_told(row: MedicationRow, today: date) -> str:
    """What was missed of it, and who decided its end."""
    missed = f"{row.missed:,} missed" if row.missed else ""
    if missed and row.missed_on is not None and row.ended_on is None:
        missed = f"{missed}, last {short(row.missed_on, today)}"
    by = row.told_end.removeprefix("decided ")
    return " · ".join(part for part in (by, missed) if part)


def _medicine_span(row: MedicationRow, today: date) -> str:
    """How long somebody is on it without a break, and up to when."""
    days = counted(row.days(today), "day") if row.moud else ""
    until = f"to {short(row.ended_on, today)}" if row.ended_on is not None else ""
    return ", ".join(part for part in (days, until) if part)


def _medicine_chips(row: MedicationRow) -> list[tuple[str, Tone]]:
    if row.needs_prescriber:
        return [("By court", Tone.ALARM)]
    if row.ended_on is not None:
        return [("Ended", Tone.PLAIN)]
    return [("MOUD", Tone.INFO)] if row.moud else [("Now", Tone.PLAIN)]


def _session(row: AttendanceRow) -> str:
    """What it was; of a support meeting which sort, and how it is known."""
    meeting = row.meeting.label if row.meeting else ""
    proof = row.proof.label.lower() if row.proof else ""
    what = row.title or ("Meeting" if meeting else row.kind.label)
    return " · ".join(part for part in (what, meeting, proof) if part)


class TreatmentPane(Pane):
    """Two short lists above, the sessions below.

    `refreshed` tells the window of missed doses to ask again too.
    """

    refreshed = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.notices = Notices()
        self.box.addWidget(self.notices)
        self.begin = Button("New treatment…", self.new_treatment, icon_name="plus")
        self.end = Button("End…", self.end_treatment)
        self.stays = self.table(
            [
                Column(fields.PROVIDER, stretch=True),
                Column(fields.LEVEL),
                Column(fields.STARTED),
                Column(fields.UNTIL),
            ],
            "Treatment",
            empty="No treatment is recorded yet.",
        )
        self.stays.opened.connect(self._end_stay)
        self.change_stay = ChangeButton(self, self.stays, self._of_stay)
        stays = Card("Treatment", actions=(self.begin, self.end, self.change_stay))
        stays.add(self.stays, 1)
        self.start = Button("New medicine…", self.new_medicine, icon_name="plus")
        self.stop = Button("End…", self.end_medicine)
        self.missed = Button("Missed doses…", self.open_missed)
        today = self.today
        self.medicines = self.table(
            [
                Column(
                    medicine_fields.NAME,
                    text=_medicine,
                    detail=lambda row: _medicine_told(row, today),
                    stretch=True,
                ),
                Column(medicine_fields.STARTED, detail=lambda row: _medicine_span(row, today)),
                Column(medicine_fields.DETECTED, muted=True),
                Column(medicine_fields.UNTIL, pills=_medicine_chips),
            ],
            "Medicines",
            empty="No medicine is recorded. A positive that a prescription explains needs one.",
        )
        self.medicines.opened.connect(self._end_medicine)
        self.change_medicine = ChangeButton(self, self.medicines, self._of_medicine)
        acts = (self.start, self.missed, self.stop, self.change_medicine)
        medicines = Card("Medicines", actions=acts)
        medicines.add(self.medicines, 1)
        self.box.addLayout(columns((stays, 1), (medicines, 1)), 2)
        self.add_line = Button("New session…", self.new_session, icon_name="plus")
        self.correct = Button("Attendance…", self.correct_session)
        self.correct.setToolTip("Excuse an absence, or correct how the session was kept")
        self.lines = self.table(
            [
                Column(fields.HELD),
                Column(fields.SESSION, text=_session, stretch=True),
                Column(fields.KEPT),
                Column(fields.MINUTES),
                Column(fields.PROVIDER),
                Column(fields.SAID, muted=True, stretch=True),
            ],
            "Sessions",
            empty="No session is recorded yet. Press A, then S, or import the provider's list.",
        )
        self.lines.opened.connect(self._correct_line)
        self.change_session = ChangeButton(self, self.lines, self._of_session)
        self.sessions = Card("Sessions", actions=(self.add_line, self.correct, self.change_session))
        self.sessions.add(self.lines, 1)
        self.box.addWidget(self.sessions, 3)

    def refresh(self) -> None:
        self.stays.set_rows(self.desk.read(care.treatment_rows))
        medicines = self.desk.read(medications.medication_rows)
        self.medicines.set_rows(medicines)
        self.missed.setEnabled(bool(medicines))
        self._say_stopped(medicines)
        self.lines.set_source(self._fetch, self._count)
        shares = self.desk.read(care.attendance_shares, today=self.today)
        told = [
            f"{share.words} {share.kept} of {share.due}, {share.percent} %"
            for share in shares
            if share.percent is not None
        ]
        count = counted(self.lines.rows.rowCount(), "line")
        self.sessions.set_heading("Sessions", " · ".join([count, *told]))
        for button in (self.begin, self.end, self.start, self.stop, self.add_line):
            button.setEnabled(not self.closed)
        self.refreshed.emit()

    def _say_stopped(self, rows: list[MedicationRow]) -> None:
        """What a court decided that only a prescriber decides stands above all else."""
        self.notices.clear()
        if any(row.moud and row.ended_on is None for row in rows):
            return
        for row in rows:
            if row.needs_prescriber and row.ended_on is not None:
                told = (
                    f"{row.name} was ended {short(row.ended_on, self.today)} by the court or team."
                )
                self.notices.say(
                    f"{told} {medicine_fields.ASK_PRESCRIBER}", Tone.ALARM, closable=False
                )

    def _fetch(self, offset: int, limit: int, sort: str, down: bool) -> list[AttendanceRow]:
        oldest = sort == "held_on" and not down
        return self.desk.read(care.attendance_rows, offset=offset, limit=limit, oldest_first=oldest)

    def _count(self) -> int:
        return self.desk.read(care.attendance_count)

    def _of_stay(self, row: TreatmentRow) -> Entry:
        since = short(row.started_on, self.today)
        return "treatment_episode", row.id, f"{row.provider}, since {since}"

    def _of_medicine(self, row: MedicationRow) -> Entry:
        return "medication", row.id, f"{row.name}, since {short(row.started_on, self.today)}"

    def _of_session(self, row: AttendanceRow) -> Entry:
        return "attendance_line", row.id, f"{_session(row)}, {short(row.held_on, self.today)}"

    @does(Entries.treatment)
    def new_treatment(self) -> None:
        """Begin a stay with a provider."""
        self.desk.entries.treatment()

    @does(Amendments.end_treatment)
    def end_treatment(self) -> None:
        """End the chosen stay."""
        self._end_stay(self.stays.selected_row())

    @does(Amendments.end_treatment)
    def _end_stay(self, row: TreatmentRow | None) -> None:
        if row is not None and row.ended_on is None and not self.closed:
            self.desk.amend.end_treatment(row.id)

    @does(Entries.medication)
    def new_medicine(self) -> None:
        """Record a prescription."""
        self.desk.entries.medication()

    @does(Amendments.stop_medication)
    def end_medicine(self) -> None:
        """End the chosen medicine."""
        self._end_medicine(self.medicines.selected_row())

    @does(Amendments.stop_medication)
    def _end_medicine(self, row: MedicationRow | None) -> None:
        if row is not None and row.ended_on is None and not self.closed:
            self.desk.amend.stop_medication(row.id, row.name, moud=row.moud)

    @does(Deed(missed_doses.missed_dose_rows, acts=False), missed_doses.record_missed_dose)
    def open_missed(self) -> MissedDosesDialog:
        """Show the missed doses, of all medicines."""
        dialog = MissedDosesDialog(self, self.medicines.selected_row())
        self.refreshed.connect(dialog.refresh)
        dialog.open()
        return dialog

    @does(Entries.attendance)
    def new_session(self) -> None:
        """Record a session."""
        self.desk.entries.attendance()

    @does(Amendments.correct_attendance)
    def correct_session(self) -> None:
        """Correct the chosen session."""
        self._correct_line(self.lines.selected_row())

    @does(Amendments.correct_attendance)
    def _correct_line(self, row: AttendanceRow | None) -> None:
        if row is not None:
            self.desk.amend.correct_attendance(row.id, row.attendance)
