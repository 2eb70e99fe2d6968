"""Who is under which condition, since when, and whether checks found it kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from drugcourt.casework.supervision import imposed
from drugcourt.casework.supervision.checks import record_checks
from drugcourt.casework.supervision.imposed import ConditionShows, ImposedRow
from drugcourt.domain.dates import counted, short
from drugcourt.domain.tone import Tone
from drugcourt.exchange.supervision_policy import supervision_policy
from drugcourt.fields import supervision_lists as fields
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.table import Column
from drugcourt.ui.supervising import Supervising
from drugcourt.ui.supervision.check_batch import CheckBatch
from drugcourt.ui.supervision.listing import SupervisionList, act_button, whose


def _detail(row: ImposedRow) -> str:
    return row.hours or " ".join(row.text.split())


def _source(row: ImposedRow) -> str:
    return row.source or (f"Ordered by {row.ordered_by}" if row.ordered_by else "")


def _found(row: ImposedRow) -> list[tuple[str, Tone]]:
    found = []
    if row.broken:
        found.append((f"{row.broken} not kept", Tone.ALARM))
    if row.kept:
        found.append((f"{row.kept} kept", Tone.GOOD))
    return found


class ConditionsList(SupervisionList):
    """Conditions in force first; curfews are checked one by one or a whole evening at once."""

    name = "Conditions of supervision"
    noun = "condition"
    shows = ConditionShows
    first = ConditionShows.NOW
    hint = (
        "Enter opens the file, N imposes a condition, C records a check, "
        "B checks the curfews of an evening, E ends the chosen one."
    )
    empty = "No condition here. Press N to impose one."

    def columns(self) -> Sequence[Column]:
        days = counted(supervision_policy().counted_days, "day")
        return (
            Column(fields.NAME, strong=True, detail=whose),
            Column(fields.CONDITION, text=_kind, detail=_detail, stretch=True),
            Column(fields.SINCE),
            Column(fields.UNTIL, text=self._until),
            Column(fields.SOURCE, text=_source, muted=True),
            Column(fields.CHECKED, text=self._checked),
            Column(replace(fields.FOUND, label=f"Last {days}"), pills=_found),
        )

    def buttons(self) -> Sequence[Button]:
        return (
            act_button("New condition…", self.new, "N"),
            act_button("Check…", self.check, "C"),
            act_button("End…", self.end, "E"),
            act_button("Check curfews…", self.batch, "B", first=True),
        )

    def act_keys(self) -> dict[str, Callable[[], object]]:
        return {"n": self.new, "c": self.check, "e": self.end, "b": self.batch}

    def questions(self) -> tuple[Callable[..., Any], Callable[..., Any]]:
        return imposed.imposed_rows, imposed.imposed_count

    @does(Supervising.impose)
    def new(self) -> None:
        """Impose a condition."""
        self.entries.impose()

    @does(Supervising.check)
    def check(self) -> None:
        """Somebody looked whether the chosen condition is kept."""
        row: ImposedRow | None = self.chosen()
        if row is not None:
            self.entries.check(row.id, self._words(row))

    @does(Supervising.end_condition)
    def end(self) -> None:
        """The chosen condition holds no more."""
        row: ImposedRow | None = self.chosen()
        if row is not None:
            self.entries.end_condition(row.id, self._words(row))

    @does(record_checks)
    def batch(self) -> CheckBatch:
        """Enter the checks of one evening."""
        dialog = CheckBatch(self.shell, self.whose)
        dialog.open()
        return dialog

    def _words(self, row: ImposedRow) -> str:
        hours = f", {row.hours}" if row.hours else ""
        return f"{row.name}: {row.kind.label}{hours}, since {short(row.started_on, self.today)}"

    def _until(self, row: ImposedRow) -> str:
        return short(row.ended_on, self.today) if row.ended_on else "Open"

    def _checked(self, row: ImposedRow) -> str:
        return short(row.checked_on, self.today) if row.checked_on else "Never"


def _kind(row: ImposedRow) -> str:
    return row.kind.label
