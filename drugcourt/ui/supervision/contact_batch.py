"""The window Contacts of a day: many people, one day and way, a letter a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt

from drugcourt.casework.supervision import contact_dues, contacts
from drugcourt.domain.dates import short
from drugcourt.domain.supervision import ContactMode, ContactWith
from drugcourt.domain.tone import Term, Tone
from drugcourt.fields import supervision as fields
from drugcourt.fields import supervision_lists as heads
from drugcourt.fields.field import Field
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.marking import MarkTable
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.supervision.batch import (
    MARK,
    NAME,
    WORDS,
    BatchDialog,
    Line,
    away_pill,
    manager_of,
    phase_of,
)


class Seen(Term):
    """What a letter says of a line."""

    REACHED = "reached", "Reached"
    IN_VAIN = "in_vain", "Not reached"


KEYS = {Qt.Key.Key_R: Seen.REACHED, Qt.Key.Key_V: Seen.IN_VAIN}
_TONES = {Seen.REACHED: Tone.GOOD, Seen.IN_VAIN: Tone.WATCH}


def _pills(line: Line) -> list[tuple[str, Tone]]:
    found = [("One recorded", Tone.PLAIN)] if line.row.recorded else []
    found += away_pill(line)
    return found if line.mark is None else [(line.mark.label, _TONES[line.mark]), *found]


class ContactBatch(BatchDialog):
    """Those due first; one who has a contact on that day already may have a second."""

    title = "Contacts of a day"
    help = (
        "Mark each line by its letter: R reached, V tried in vain; Space takes it back. F2 writes "
        "words to a line. A line without a mark is not recorded."
    )
    said = "The contact is recorded for"

    def fields(self) -> tuple[Field, ...]:
        return (fields.CONTACTED, fields.MODE, fields.PERSON, fields.MINUTES)

    def values(self) -> dict[str, Any]:
        return {
            "contacted_on": self.shell.workspace.today,
            "mode": ContactMode.OFFICE,
            "person": ContactWith.CASE_MANAGER,
        }

    def make_table(self) -> DataTable:
        table = MarkTable(
            [
                Column(NAME, strong=True, stretch=True),
                Column(heads.PHASE, text=phase_of),
                Column(heads.MANAGER, text=manager_of, muted=True),
                Column(heads.LAST, text=self._last),
                Column(heads.DUE, text=self._due),
                Column(MARK, pills=_pills),
                Column(WORDS, muted=True),
            ],
            "Who was seen",
            KEYS,
            empty="Nobody is in the program here.",
        )
        table.marked.connect(self.mark)
        return table

    def buttons(self) -> Sequence[Button]:
        return (Button("All others reached", self.mark_all),)

    def mark_all(self) -> None:
        """Everybody else in sight who could be seen was reached."""
        self.mark_others(Seen.REACHED)

    def asked_for(self, given: dict[str, Any]) -> Any:
        return given["contacted_on"]

    def ask_rows(self, asked: Any) -> Sequence[Any]:
        return self.shell.workspace.read(  # type: ignore[no-any-return]  # rows of the question
            contact_dues.expected_contacts, on=asked, whose=self.whose
        )

    def perform(self, given: dict[str, Any], lines: Sequence[Line]) -> int:
        return int(
            self.shell.workspace.perform(
                contacts.record_contacts,
                lines=[
                    {
                        "episode_id": line.id,
                        "reached": line.mark is Seen.REACHED,
                        "text": line.text,
                    }
                    for line in lines
                ],
                **given,
            )
        )

    def _last(self, line: Line) -> str:
        day = line.row.last_on
        return short(day, self.shell.workspace.today) if day else ""

    def _due(self, line: Line) -> str:
        day = line.row.due_on
        return short(day, self.shell.workspace.today) if day else ""
