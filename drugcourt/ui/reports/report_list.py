"""Which papers and exports there are: one line each, with whom it is for."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from drugcourt.domain.tone import Tone
from drugcourt.fields.field import Field
from drugcourt.reports.catalog import REPORTS, Report
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px

EXPORT = "export"
TITLE = Field("title", "Report", width=24)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list; without a report it is the export."""

    key: str
    title: str
    detail: str
    report: Report | None = None


def _line(report: Report) -> Line:
    word = "; confidential" if report.protected else ""
    detail = f"{report.description} For {_the(report.reader)}{word}."
    return Line(report.key, report.title, detail, report)


def _the(reader: str) -> str:
    return reader if reader.startswith("the ") or " and " in reader else f"the {reader}"


LINES = (
    *(_line(report) for report in REPORTS),
    Line(
        EXPORT,
        "Data as a file",
        "Caseload, participants, tests or every record, for a spreadsheet or another program.",
    ),
)


def _mark(line: Line) -> tuple[str, Tone, str]:
    if line.report is None:
        return "export", Tone.PLAIN, "Not encrypted"
    if line.report.protected:
        return "lock-simple", Tone.WATCH, "Confidential"
    return "globe", Tone.GOOD, "Public"


def _tip(line: Line) -> str:
    return f"{_mark(line)[2]}: {line.title}\n{line.detail}"


class ReportList(Card):
    """The lines; `wanted` carries the key of the one that became current."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.table = DataTable(
            [
                Column(
                    TITLE,
                    text=_title,
                    detail=_detail,
                    icon=_mark,
                    tooltip=_tip,
                    strong=True,
                    stretch=True,
                )
            ],
            "Reports",
            row_id="key",
            detail_lines=3,
        )
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.horizontalHeader().hide()
        self.table.set_rows(LINES)
        self.table.picked.connect(self._picked)
        self.add(self.table, 1)
        self.setFixedWidth(px(336))

    def choose(self, key: str) -> bool:
        """Make the line with this key current; False when there is none."""
        return self.table.select_id(key)

    def _picked(self, line: Line) -> None:
        self.wanted.emit(line.key)


def _title(line: Line) -> str:
    return line.title


def _detail(line: Line) -> str:
    return line.detail
