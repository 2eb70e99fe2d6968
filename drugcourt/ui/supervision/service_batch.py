"""The window Community service of a day: one day and site, the hours typed on each line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from drugcourt.casework.supervision import service_orders
from drugcourt.casework.supervision.listing import Window
from drugcourt.casework.supervision.service import HOURS_OF_A_DAY
from drugcourt.casework.supervision.service_orders import ServiceShows
from drugcourt.domain.dates import short
from drugcourt.domain.tone import Tone
from drugcourt.fields import service as fields
from drugcourt.fields import supervision_lists as heads
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.kit.marking import NumberTable
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.supervision.batch import NAME, BatchDialog, Line, phase_of

HOURS = Field("mark", "Hours", width=10)
LEFT = Field("left", "Left", Kind.NUMBER, width=7)


def _left(line: Line) -> str:
    return f"{line.row.left:g}"


def _site(line: Line) -> str:
    return str(line.row.site or line.row.source)


def _pills(line: Line) -> list[tuple[str, Tone]]:
    if line.mark is None:
        return []
    hours = hours_of(line.mark)
    return [(line.mark, Tone.GOOD if hours is not None else Tone.ALARM)]


def hours_of(typed: str) -> float | None:
    """The hours that were typed; None where it is no number of hours of a day."""
    try:
        hours = float(typed)
    except ValueError:
        return None
    return hours if 0 < hours <= HOURS_OF_A_DAY else None


class ServiceBatch(BatchDialog):
    """Everybody with hours left; digits write the hours of the chosen line."""

    title = "Community service of a day"
    help = (
        "Type the hours on each line, such as 4 or 3.5; Enter goes to the next line, Backspace "
        "takes a digit back. A line without hours is not recorded."
    )
    said = "The hours are recorded for"
    noun = "order"

    def fields(self) -> tuple[Field, ...]:
        site = Field(
            "site", "Where", max_length=200, placeholder="As ordered", help=fields.SITE.help
        )
        return (fields.SERVED, site, fields.SEEN)

    def values(self) -> dict[str, Any]:
        workspace = self.shell.workspace
        return {"served_on": workspace.today, "verified_by": workspace.who}

    def make_table(self) -> DataTable:
        table = NumberTable(
            [
                Column(NAME, strong=True, stretch=True),
                Column(heads.PHASE, text=phase_of),
                Column(heads.SITE, text=_site),
                Column(heads.BY, text=self._due),
                Column(LEFT, text=_left),
                Column(HOURS, pills=_pills),
            ],
            "Who served",
            empty="Nobody has hours left.",
        )
        table.typed.connect(self._typed)
        table.went_on.connect(self._go_on)
        return table

    def asked_for(self, given: dict[str, Any]) -> Any:
        return "orders"

    def ask_rows(self, asked: Any) -> Sequence[Any]:
        wanted = {
            "shows": ServiceShows.OPEN,
            "whose": self.whose,
            "today": self.shell.workspace.today,
        }
        count = self.shell.workspace.read(service_orders.service_order_count, **wanted)
        window = Window(0, max(1, count), "name")
        return self.shell.workspace.read(  # type: ignore[no-any-return]  # rows of the question
            service_orders.service_orders, window=window, **wanted
        )

    def record(self) -> None:
        """Record all hours, unless something typed is no number of hours."""
        wrong = next((line for line in self.marked() if hours_of(line.mark) is None), None)
        if wrong is not None:
            self.notices.say(
                f"The hours of {wrong.name} can’t be read. A day has at most {HOURS_OF_A_DAY}.",
                Tone.ALARM,
                key="refusal",
            )
            return
        super().record()

    def perform(self, given: dict[str, Any], lines: Sequence[Line]) -> int:
        return int(
            self.shell.workspace.perform(
                service_orders.record_hours,
                lines=[{"order": line.id, "hours": hours_of(line.mark)} for line in lines],
                **given,
            )
        )

    def _typed(self, letter: str | None) -> None:
        line: Line | None = self.table.selected_row()
        if line is None:
            return
        before = str(line.mark or "")
        after = "" if letter is None else before[:-1] if letter == "" else before + letter
        self.mark(after[:5] or None, go_on=False)

    def _go_on(self) -> None:
        self.table.select_place(self.table.currentIndex().row() + 1)

    def _due(self, line: Line) -> str:
        day = line.row.due_on
        return short(day, self.shell.workspace.today) if day else ""
