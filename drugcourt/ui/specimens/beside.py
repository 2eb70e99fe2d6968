"""What stands below the results of a test: how it was taken, its hands, notes, corrections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtWidgets import QGridLayout, QTabWidget, QVBoxLayout, QWidget

from drugcourt.casework.specimens.card import Beside
from drugcourt.casework.specimens.corrected_reports import SupersededRow
from drugcourt.casework.specimens.testing import TestCard
from drugcourt.domain.people import Sex
from drugcourt.domain.specimens import Confirmation, Validity
from drugcourt.domain.tone import YesNo
from drugcourt.fields import specimens as fields
from drugcourt.fields.field import Field
from drugcourt.ui.kit.celltext import cell_text, moment_text
from drugcourt.ui.kit.labels import Muted, Text
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px

TAKEN = (
    fields.MATRIX,
    fields.REASON,
    fields.PANEL,
    fields.VALIDITY,
    fields.NOTIFIED_AT,
    fields.DUE_AT,
    fields.COLLECTED_AT,
    fields.RECEIVED_AT,
    fields.REPORTED_AT,
    fields.RECEIVED_ON,
    fields.REPORTED_ON,
    fields.COLLECTOR,
    fields.OBSERVED,
    fields.OBSERVED_BY,
    fields.OBSERVER_SEX,
    fields.MEASURED_TEMPERATURE,
    fields.TEMPERATURE,
    fields.CREATININE,
    fields.GRAVITY,
    fields.PH,
    fields.OXIDANT,
    fields.NUMBER,
    fields.LABORATORY,
    fields.ORDER_NUMBER,
    fields.LABORATORY_NUMBER,
    fields.CUSTODY_NUMBER,
    fields.SEAL,
    fields.ADMISSION,
    fields.EXCUSED_REASON,
    fields.REMARKS,
)
_SILENT = (None, "", YesNo.UNKNOWN, Sex.UNKNOWN, Validity.NOT_CHECKED)


def _before(row: SupersededRow) -> str:
    if row.result is None:
        return "Not reported"
    second = "" if row.confirmation is Confirmation.NONE else f", {row.confirmation.label.lower()}"
    return f"{row.result.label}{second}"


CUSTODY = (
    Column(fields.HANDED_AT),
    Column(fields.FROM_WHOM),
    Column(fields.TO_WHOM, strong=True),
    Column(fields.PURPOSE, stretch=True),
    Column(fields.SEAL),
)
NOTES = (
    Column(fields.WRITTEN_AT),
    Column(fields.NOTE_KIND),
    Column(fields.NOTE, stretch=True),
    Column(fields.BY),
)
CORRECTIONS = (
    Column(fields.SUPERSEDED_ON),
    Column(fields.SUBSTANCE, strong=True),
    Column(Field("result", "Was", width=22), text=_before),
    Column(Field("reason", "Reason", width=26), stretch=True),
    Column(Field("report", "Report", width=16)),
)


class BesideTabs(QTabWidget):
    """Four parts; each says on its tab how much is in it."""

    def __init__(self, as_of: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self._as_of = as_of
        self._taken = QWidget()
        self._grid = QGridLayout(self._taken)
        self._grid.setContentsMargins(px(4), px(10), px(4), px(4))
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(6))
        for column in (1, 3, 5):
            self._grid.setColumnStretch(column, 1)
        self.custody = DataTable(
            CUSTODY, "Hand-overs", as_of=as_of, empty="No hand-over is recorded."
        )
        self.notes = DataTable(NOTES, "Notes", as_of=as_of, empty="Nothing was noted.")
        self.corrections = DataTable(
            CORRECTIONS,
            "Before the corrections",
            as_of=as_of,
            empty="The laboratory corrected nothing.",
        )
        self.addTab(self._taken, "How it was taken")
        self.addTab(_padded(self.custody), "Custody")
        self.addTab(_padded(self.notes), "Notes")
        self.addTab(_padded(self.corrections), "Corrected reports")

    def show_test(self, card: TestCard, beside: Beside) -> None:
        """Write all parts anew."""
        self._write_taken(card)
        for place, (word, table, rows) in enumerate(
            (
                ("Custody", self.custody, beside.custody),
                ("Notes", self.notes, beside.notes),
                ("Corrected reports", self.corrections, beside.superseded),
            ),
            start=1,
        ):
            table.set_rows(rows)
            self.setTabText(place, f"{word} ({len(rows)})" if rows else word)

    def _write_taken(self, card: TestCard) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for place, (label, words) in enumerate(self._told(card)):
            line, side = divmod(place, 3)
            self._grid.addWidget(Muted(label, wrap=False), line, side * 2)
            self._grid.addWidget(Text(words), line, side * 2 + 1)
        self._grid.setRowStretch(self._grid.rowCount(), 1)

    def _told(self, card: TestCard) -> Sequence[tuple[str, str]]:
        told = []
        for field in TAKEN:
            value = card.values.get(field.key)
            if value in _SILENT:
                continue
            if field.key.endswith("_on") and card.values.get(f"{field.key[:-3]}_at") is not None:
                continue  # the moment says the day
            told.append((field.label, self._words(field, value)))
        return told

    def _words(self, field: Field, value: object) -> str:
        if field is fields.GRAVITY:
            return f"{value:.5g}"
        if isinstance(value, datetime):
            return moment_text(value, self._as_of)
        return cell_text(field, value, self._as_of)


def _padded(table: DataTable) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, px(8), 0, 0)
    column.addWidget(table)
    return part
