"""How requirements are listed: verdict, words, the figure achieved, and what was found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent

from drugcourt.casework.readiness.overview import Line
from drugcourt.domain.findings import Verdict
from drugcourt.domain.tone import Tone
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable

MARK = Field("mark", "", width=3)
ASKED = Field("requirement", "Requirement", width=34)
ACHIEVED = Field("achieved", "Achieved", Kind.WHOLE, width=8)
FOUND = Field("text", "Found", width=24)
MARKS = {
    Verdict.MET: "check",
    Verdict.UNMET: "x",
    Verdict.UNKNOWN: "question",
    Verdict.FAILED: "prohibit",
    Verdict.WAIVED: "check-square-offset",
}
_WIDEST = 0.62  # share of the room that the requirement's words may take from what was found


def _mark(line: Line) -> tuple[str, Tone, str]:
    verdict = line.finding.verdict
    return MARKS[verdict], verdict.tone, verdict.label


def _asked(line: Line) -> str:
    return line.finding.requirement


def _achieved(line: Line) -> str:
    return line.finding.achieved


def found_words(line: Line) -> str:
    """What was found, without repeating the figure that stands beside it."""
    finding = line.finding
    text = finding.told
    if finding.verdict is Verdict.WAIVED:
        return f"waived: {text}"
    for end in (" days ", " day ", "; "):
        begins = f"{finding.achieved}{end}"
        if finding.achieved and text.startswith(begins):
            return text.removeprefix(begins)
    return text


def _tip(line: Line) -> str:
    finding = line.finding
    parts = [f"{finding.verdict.label}: {finding.requirement}", finding.told, finding.basis]
    parts += [f"{part.verdict.label}: {part.requirement}, {part.text}" for part in finding.parts]
    return "\n".join(part for part in parts if part)


class RequirementTable(DataTable):
    """As tall as its lines; the words of the requirement and of the finding share the width."""

    def __init__(self) -> None:
        super().__init__(
            [
                Column(MARK, icon=_mark, tooltip=_tip),
                Column(ASKED, text=_asked, tooltip=_tip),
                Column(ACHIEVED, text=_achieved),
                Column(FOUND, text=found_words, muted=True, tooltip=_tip),
            ],
            "Requirements",
            fit=True,
            empty="This phase asks for nothing.",
        )
        self.horizontalHeader().hide()

    def set_rows(self, rows: Sequence[Line]) -> None:
        super().set_rows(rows)
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        head = self.horizontalHeader()
        room = self.viewport().width() - head.sectionSize(0) - head.sectionSize(2)
        asked = max(0, min(self.sizeHintForColumn(1), int(room * _WIDEST)))
        head.resizeSection(1, asked)
        head.resizeSection(3, max(0, room - asked))
