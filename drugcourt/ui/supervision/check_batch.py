"""The window Curfews of an evening: one day and hour, a letter a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt

from drugcourt.casework.supervision import checks
from drugcourt.domain.conditions import CheckResult
from drugcourt.domain.supervision import ContactMode
from drugcourt.domain.tone import Tone
from drugcourt.fields import conditions as fields
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

KEYS = {
    Qt.Key.Key_K: CheckResult.KEPT,
    Qt.Key.Key_X: CheckResult.BROKEN,
    Qt.Key.Key_U: CheckResult.UNCLEAR,
}


def _hours(line: Line) -> str:
    return str(line.row.hours)


def _pills(line: Line) -> list[tuple[str, Tone]]:
    if line.mark is not None:
        return [(line.mark.label, fields.RESULT_TONES[line.mark])]
    recorded = line.row.recorded
    if recorded is not None:
        return [(f"{recorded.label}, recorded", Tone.PLAIN)]
    return away_pill(line)


class CheckBatch(BatchDialog):
    """Everybody with a curfew on that day; what was not kept counts as an infraction."""

    title = "Curfews of an evening"
    help = (
        "Mark each line by its letter: K kept, X not kept, U nobody answered; Space takes it back. "
        "F2 writes words to a line. What was not kept counts as an infraction."
    )
    said = "The check is recorded for"

    def fields(self) -> tuple[Field, ...]:
        return (fields.CHECKED, fields.CHECKED_AT, fields.CHECK_MODE, fields.CHECK_BY)

    def values(self) -> dict[str, Any]:
        return {
            "checked_on": self.shell.workspace.today,
            "mode": ContactMode.PHONE,
            "by": self.shell.workspace.who,
        }

    def make_table(self) -> DataTable:
        table = MarkTable(
            [
                Column(NAME, strong=True, stretch=True),
                Column(heads.PHASE, text=phase_of),
                Column(heads.MANAGER, text=manager_of, muted=True),
                Column(heads.HOURS, text=_hours),
                Column(MARK, pills=_pills),
                Column(WORDS, muted=True),
            ],
            "Whose curfew was checked",
            KEYS,
            empty="Nobody has a curfew on that day.",
        )
        table.marked.connect(self.mark)
        return table

    def buttons(self) -> Sequence[Button]:
        return (Button("All others kept", self.mark_all),)

    def mark_all(self) -> None:
        """Everybody else in sight who could be at home kept the curfew."""
        self.mark_others(CheckResult.KEPT)

    def asked_for(self, given: dict[str, Any]) -> Any:
        return given["checked_on"]

    def ask_rows(self, asked: Any) -> Sequence[Any]:
        return self.shell.workspace.read(  # type: ignore[no-any-return]  # rows of the question
            checks.curfews_on, on=asked, whose=self.whose
        )

    def perform(self, given: dict[str, Any], lines: Sequence[Line]) -> int:
        return int(
            self.shell.workspace.perform(
                checks.record_checks,
                lines=[
                    {"imposed_id": line.id, "result": line.mark, "text": line.text}
                    for line in lines
                ],
                **given,
            )
        )
