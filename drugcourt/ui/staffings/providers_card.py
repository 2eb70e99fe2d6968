"""Which providers' reports are still missing before the meeting, and whether they were asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from drugcourt.casework.staffings.provider_reports import MissingReport
from drugcourt.casework.staffings.staffings import ask_for_report
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.labels import TwoTone
from drugcourt.ui.kit.signals import weakly
from drugcourt.ui.kit.theme import px

MOST = 3


class ProvidersCard(Card):
    """One line a provider. `asked` and `came` carry the provider's name."""

    asked = Signal(str)
    came = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Reports still missing", parent=parent)
        self.missing: tuple[MissingReport, ...] = ()
        self._shown: object = None
        self._lines = QWidget()
        self.add(self._lines)

    def show_missing(
        self, missing: Sequence[MissingReport], as_of: date, *, may_change: bool
    ) -> None:
        """The providers of whom nothing was recorded lately; the card goes where none is left."""
        shown = (tuple(missing), as_of, may_change)
        self.setVisible(bool(missing))
        if shown == self._shown:
            return
        self._shown, self.missing = shown, tuple(missing)
        old, self._lines = self._lines, QWidget()
        column = QVBoxLayout(self._lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(2))
        for report in self.missing[:MOST]:
            column.addLayout(self._line(report, as_of, may_change=may_change))
        if len(self.missing) > MOST:
            more = len(self.missing) - MOST
            column.addWidget(TwoTone("", f"and {more} more, in the staffing packet"))
        self.body.replaceWidget(old, self._lines)
        old.hide()
        old.deleteLater()

    def _line(self, report: MissingReport, as_of: date, *, may_change: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(8))
        words = TwoTone(report.provider, report.words(as_of))
        words.setToolTip("\n".join(person.name for person in report.people[:20]))
        row.addWidget(words, 1)
        if report.answered_on is None and may_change:
            asked = report.asked_on is not None
            slot = weakly(self._came if asked else self._asked, report.provider)
            button = Button("It came" if asked else "Asked", slot, Look.QUIET)
            button.does(ask_for_report)
            button.setAccessibleName(f"{button.text()}: {report.provider}")
            row.addWidget(button)
        return row

    def _asked(self, provider: str) -> None:
        self.asked.emit(provider)

    def _came(self, provider: str) -> None:
        self.came.emit(provider)
