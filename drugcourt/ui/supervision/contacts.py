"""Who is short of contact against what the phase asks, and one contact or many entered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from drugcourt.casework.supervision import contact_dues
from drugcourt.casework.supervision.contact_dues import DueRow, DueShows
from drugcourt.casework.supervision.contacts import record_contacts
from drugcourt.domain.dates import counted, short
from drugcourt.domain.tone import Tone
from drugcourt.fields import supervision_lists as fields
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.table import Column
from drugcourt.ui.supervising import Supervising
from drugcourt.ui.supervision.contact_batch import ContactBatch
from drugcourt.ui.supervision.listing import SupervisionList, act_button, whose


def _said(row: DueRow) -> str:
    return row.said


class ContactsList(SupervisionList):
    """The most overdue first."""

    name = "Contacts against what the phase asks"
    noun = "line"
    shows = DueShows
    first = DueShows.SHORT
    hint = (
        "Enter opens the file, N records a contact, B enters many at once, digits choose the lines."
    )
    empty = "Nobody here. Everybody was seen as often as the phase asks."

    def columns(self) -> Sequence[Column]:
        return (
            Column(fields.NAME, strong=True, detail=whose),
            Column(fields.ASKED, detail=_said, stretch=True),
            Column(fields.LAST, text=self._last),
            Column(fields.DUE),
            Column(fields.STATE, pills=self._state),
            Column(fields.TRIED),
        )

    def buttons(self) -> Sequence[Button]:
        self.batch_button = act_button("Enter many…", self.batch, "B", first=True)
        self.new_button = act_button("New contact…", self.new, "N")
        return (self.new_button, self.batch_button)

    def act_keys(self) -> dict[str, Callable[[], object]]:
        return {"n": self.new, "b": self.batch}

    def questions(self) -> tuple[Callable[..., Any], Callable[..., Any]]:
        return contact_dues.contact_dues, contact_dues.contact_due_count

    @does(Supervising.contact)
    def new(self) -> None:
        """Record a contact with whoever is chosen, or with somebody else."""
        self.entries.contact()

    @does(record_contacts)
    def batch(self) -> ContactBatch:
        """Enter the contacts of one day for many."""
        dialog = ContactBatch(self.shell, self.whose)
        dialog.open()
        return dialog

    def _last(self, row: DueRow) -> str:
        if row.last_on is None:
            return "None yet"
        mode = f", {row.last_mode.label.lower()}" if row.last_mode else ""
        return f"{short(row.last_on, self.today)}{mode}"

    def _state(self, row: DueRow) -> list[tuple[str, Tone]]:
        return [due_state(row, self.today)]


def due_state(row: DueRow, today: date) -> tuple[str, Tone]:
    """`Short by 1, 12 days`, `Due today`, `In time`, or why nobody can be seen."""
    if row.due_on is None:
        return row.status.label, Tone.PLAIN
    late = (today - row.due_on).days
    if late > 0:
        return f"Short by {row.lacking}, {counted(late, 'day')}", Tone.ALARM
    if late == 0:
        return "Due today", Tone.WATCH
    if late >= today.weekday() - 6:
        return "Due this week", Tone.WATCH
    return "In time", Tone.GOOD
