"""How tests are listed: by day, for the whole court, and those that were missed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from drugcourt.casework.specimens.testing import TestRow
from drugcourt.domain.specimens import Validity
from drugcourt.domain.tone import Tone
from drugcourt.fields import specimens as fields
from drugcourt.fields.field import Field
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable


def _reading(row: TestRow) -> Sequence[tuple[str, Tone]]:
    return [(row.reading.label, row.tone)]


def _remark(row: TestRow) -> str:
    """What the reading rests on, where it says more than the chip."""
    if row.excused:
        return row.excused_reason
    return row.text if row.text != row.reading.label else ""


def _validity(row: TestRow) -> str:
    """Nothing where nobody checked: most cups are read without."""
    return "" if row.validity is Validity.NOT_CHECKED else row.validity.label


REMARK = Field("text", "What was found", width=34)

DAY_COLUMNS = (
    Column(fields.NAME, strong=True),
    Column(fields.READING, pills=_reading),
    Column(REMARK, text=_remark, muted=True, stretch=True),
    Column(fields.STATUS),
    Column(fields.VALIDITY, text=_validity),
    Column(fields.MATRIX),
    Column(fields.REASON),
)
ALL_COLUMNS = (Column(fields.COLLECTED_ON), *DAY_COLUMNS)
WAITING_COLUMNS = (
    Column(fields.NAME, strong=True),
    Column(fields.SUBSTANCE),
    Column(fields.COLLECTED_ON),
    Column(fields.WAITING),
    Column(fields.LABORATORY, stretch=True),
)


def day_table(as_of: date) -> DataTable:
    """The tests of one day."""
    return DataTable(
        DAY_COLUMNS,
        "Tests of the day",
        as_of=as_of,
        empty="No test is recorded for this day. Enter results in the next tab, or import a file.",
    )


def all_table(as_of: date) -> DataTable:
    """The tests of the court, in windows."""
    return DataTable(
        ALL_COLUMNS, "All tests", as_of=as_of, empty="No test fits what you asked for."
    )


def waiting_table(as_of: date) -> DataTable:
    """Positives at the laboratory."""
    return DataTable(
        WAITING_COLUMNS,
        "Waiting for the laboratory",
        as_of=as_of,
        empty="No positive is at the laboratory.",
    )
