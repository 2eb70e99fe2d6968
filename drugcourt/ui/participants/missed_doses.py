"""The window Missed doses: what was missed of each medicine, entered and corrected."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from drugcourt.casework import medications
from drugcourt.casework.medications import MedicationRow
from drugcourt.casework.treatment import missed_doses
from drugcourt.casework.treatment.missed_doses import MissedDoseRow
from drugcourt.domain.dates import short
from drugcourt.fields import medications as fields
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.labels import Heading, Muted
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px
from drugcourt.ui.participants.change_button import ChangeButton, Entry
from drugcourt.ui.participants.pane import Pane


class MissedDosesDialog(QDialog):
    """The missed doses of the file that a tab shows. Open with `open()`; `refresh` asks again.

    `about` is the medicine that was chosen on the tab, and is filled in.
    """

    def __init__(self, pane: Pane, about: MedicationRow | None = None) -> None:
        super().__init__(pane.shell.window_widget())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Missed doses")
        self._desk, self._about = pane.desk, about
        self.today = pane.today
        self.rows = DataTable(
            [
                Column(fields.MISSED_ON),
                Column(fields.MEDICINE, strong=True, stretch=True),
                Column(fields.DOSES),
                Column(fields.WHY_MISSED, muted=True, stretch=True),
            ],
            "Missed doses",
            as_of=self.today,
            empty="No missed dose is recorded.",
        )
        self.new = Button("New…", self.ask_new, icon_name="plus")
        self.new.setEnabled(not pane.closed)
        self.change = ChangeButton(pane, self.rows, _of_dose)
        box = QVBoxLayout(self)
        box.setContentsMargins(px(20), px(16), px(20), px(16))
        box.setSpacing(px(10))
        box.addWidget(Heading("Missed doses"))
        box.addWidget(
            Muted(
                "A missed dose is no violation. Ask what got in the way, and tell the prescriber."
            )
        )
        box.addWidget(self.rows, 1)
        feet = QHBoxLayout()
        feet.addWidget(self.new)
        feet.addWidget(self.change)
        feet.addStretch(1)
        feet.addWidget(Button("Close", self.close))
        box.addLayout(feet)
        self.resize(px(720), px(380))
        self.refresh()
        self.rows.setFocus()

    def refresh(self) -> None:
        """Ask again."""
        self.rows.set_rows(self._desk.read(missed_doses.missed_dose_rows))

    @does(missed_doses.record_missed_dose)
    def ask_new(self) -> EditDialog:
        """Record doses that were missed."""
        taken = self._desk.read(medications.medication_rows)
        asked = fields.missed_dose([(str(row.id), self._called(row)) for row in taken])
        kinds = list(asked[0].choices or ())
        about = self._about or next((row for row in taken if row.ended_on is None), None)
        chosen = next((m for m in kinds if about is not None and m == str(about.id)), None)
        ask = self._desk.ask

        def act(given: dict[str, Any]) -> object:
            number = int(given.pop("medication_id"))
            return ask.perform(missed_doses.record_missed_dose, medication_id=number, **given)

        return ask.open(
            "Missed dose",
            asked,
            act,
            said="The missed dose is on record; tell the prescriber.",
            values={"medication_id": chosen, "missed_on": self.today, "doses": 1},
            parent=self,
        )

    def _called(self, row: MedicationRow) -> str:
        name = f"{row.name} {row.dose}".strip()
        if row.ended_on is None:
            return f"{name}, since {short(row.started_on, self.today)}"
        spanned = f"{short(row.started_on, self.today)} to {short(row.ended_on, self.today)}"
        return f"{name}, {spanned}"


def _of_dose(row: MissedDoseRow) -> Entry:
    # no method of the window: its own button would hold it then, and it would never be freed
    return "missed_dose", row.id, f"{row.medicine}, {short(row.missed_on)}"
