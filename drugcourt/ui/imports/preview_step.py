"""The third step of an import: what would become of every row, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.casework.imports.lines import ImportReport, Line, Verdict
from drugcourt.domain.tone import Tone
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.kit.buttons import Choice, ChoiceChips
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.editors import CleanLine
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px

TONES = {
    Verdict.NEW: Tone.GOOD,
    Verdict.CHANGED: Tone.INFO,
    Verdict.UNCHANGED: Tone.PLAIN,
    Verdict.REVIEW: Tone.WATCH,
    Verdict.REJECTED: Tone.ALARM,
}
ROW = Field("row", "Row", Kind.WHOLE, width=7, sortable="row")
VERDICT = Field("verdict", "", width=11, sortable="verdict")
WHO = Field("who", "Participant", width=12, sortable="who")
TEXT = Field("text", "What it holds", width=26)
WHY = Field("why", "Change, or reason", width=40)
_ORDER = {verdict: place for place, verdict in enumerate(Verdict)}
_KEYS: dict[str, Any] = {
    "row": lambda line: line.row,
    "verdict": lambda line: (_ORDER[line.verdict], line.row),
    "who": lambda line: (line.who, line.row),
}


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One line with its place in the preview; a row with two reasons has two lines."""

    id: int
    line: Line


def why(line: Line) -> str:
    """What changes, before and after, or why the row is not taken."""
    if line.problem is not None:
        column = f"{line.problem.column}: " if line.problem.column else ""
        rest = ", ".join(f"{row:,}" for row in line.also)
        same = f" Of the same test: row {rest}." if rest else ""
        return f"{column}{line.problem.reason}{same}"
    return "; ".join(f"{d.label}: {d.before} → {d.after}" for d in line.differences)


def _row(row: PreviewRow) -> str:
    return f"{row.line.row:,}"


def _verdict(row: PreviewRow) -> list[tuple[str, Tone]]:
    return [(row.line.verdict.label, TONES[row.line.verdict])]


def _who(row: PreviewRow) -> str:
    return row.line.who


def _text(row: PreviewRow) -> str:
    return "" if row.line.problem is not None else row.line.text


def _why(row: PreviewRow) -> str:
    return why(row.line)


class PreviewStep(QWidget):
    """Counts that filter, words that narrow, and the rows in windows."""

    def __init__(self) -> None:
        super().__init__()
        self.report: ImportReport | None = None
        self._lines: tuple[Line, ...] = ()
        self._found: list[int] = []
        self._order: tuple[str, bool] | None = None
        self.filter = ChoiceChips(
            [Choice(None, "All", Tone.INFO), *(Choice(v, v.label, TONES[v]) for v in Verdict)],
            "Show",
            numbered=False,
        )
        self.words = CleanLine(80)
        self.words.setPlaceholderText("Number, value or reason")
        self.words.setAccessibleName("Narrow the rows by words")
        self.words.setClearButtonEnabled(True)
        self.words.setFixedWidth(px(240))
        self.count = Muted("", wrap=False)
        self.table = DataTable(
            [
                Column(ROW, text=_row, muted=True),
                Column(VERDICT, pills=_verdict),
                Column(WHO, text=_who, strong=True),
                Column(TEXT, text=_text, tooltip=_text),
                Column(WHY, text=_why, tooltip=_why, stretch=True),
            ],
            "Rows of the file",
            empty="No row fits.",
        )
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self.filter, 1)
        head.addWidget(self.count)
        head.addWidget(self.words)
        card = Card()
        card.add(head)
        card.add(self.table, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(card)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(90)
        self._pause.timeout.connect(self.narrow)
        self.words.textChanged.connect(self._typed)
        self.filter.chosen.connect(self.narrow)

    def show_preview(self, report: ImportReport, lines: tuple[Line, ...]) -> None:
        """Every row with its verdict; at first those that are not taken, where there are any."""
        self.report, self._lines = report, lines
        of = report.counts()
        counts = (sum(of.values()), *of.values())
        words = ("All", *(verdict.label for verdict in Verdict))
        for chip, word, number in zip(self.filter.chips, words, counts, strict=True):
            chip.setText(f"{word}  {number:,}")
            if word == Verdict.REVIEW.label:
                chip.setVisible(number > 0)  # only tests ever wait
            chip.updateGeometry()
        self.filter.layout().invalidate()
        self.words.clear()
        waiting = Verdict.REVIEW if report.review else None
        self.show_only(Verdict.REJECTED if report.rejected else waiting)

    def show_only(self, verdict: Verdict | None) -> None:
        """Show the rows of one verdict, or all."""
        self.filter.set_value(verdict)
        if verdict is None:
            self.filter.chips[0].setChecked(True)
        self.narrow()

    def narrow(self, _chosen: object = None) -> None:
        """Find the rows that fit the verdict and the words."""
        verdict, typed = self.filter.value(), self.words.text().strip().casefold()
        self._found = [
            place
            for place, line in enumerate(self._lines)
            if (verdict is None or line.verdict is verdict) and (not typed or _fits(line, typed))
        ]
        self._order = None
        self.table.set_source(self._fetch, self._count)
        shown = len(self._found)
        self.count.setText("" if shown == len(self._lines) else f"{shown:,} shown")

    def _typed(self, _text: str) -> None:
        self._pause.start()

    def _fetch(self, offset: int, limit: int, sort: str, down: bool) -> list[PreviewRow]:
        wanted = (sort, down)
        if wanted != self._order:
            key = _KEYS.get(sort, _KEYS["row"])
            self._found.sort(key=lambda place: key(self._lines[place]), reverse=down)
            self._order = wanted
        return [PreviewRow(p, self._lines[p]) for p in self._found[offset : offset + limit]]

    def _count(self) -> int:
        return len(self._found)


def _fits(line: Line, typed: str) -> bool:
    return typed in f"{line.row} {line.who} {line.text} {why(line)}".casefold()
