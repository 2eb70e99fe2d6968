"""The agenda on the screen: who is talked about first and why, and how far the meeting is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from drugcourt.casework.staffings.agenda import AgendaLine, agenda_heading
from drugcourt.domain.staffings import REASON_TONES
from drugcourt.domain.tone import Term, Tone
from drugcourt.fields import staffings as fields
from drugcourt.ui.hearings.day_bar import DayBar
from drugcourt.ui.kit.buttons import Button, ChoiceChips, Look, term_choices
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.flow import FlowLayout
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px


class View(Term):
    """What stands on the page: the people one by one, or what was decided of them all."""

    AGENDA = "agenda", "Agenda"
    MINUTES = "minutes", "Minutes"


def _decided(row: AgendaLine) -> tuple[str, Tone, str] | None:
    return ("check", Tone.GOOD, f"Decided: {row.decided}") if row.decided else None


def _reasons(row: AgendaLine) -> Sequence[tuple[str, Tone]]:
    return [(reason.label, REASON_TONES[reason]) for reason in row.reasons]


def _first(row: AgendaLine) -> str:
    return row.changes[0].text


def _why(row: AgendaLine) -> str:
    return row.why


COLUMNS = (
    Column(fields.DECIDED, icon=_decided),
    Column(fields.NAME, detail=_first, tooltip=_why, stretch=True),
    Column(fields.REASON, pills=_reasons, tooltip=_why),
)
_LEAST, _LEAST_NARROW = {1: 150, 2: 138}, {1: 92, 2: 110}  # of the name and of the reasons


class AgendaTable(DataTable):
    """One line a participant. Letters and digits stay the page's keys."""

    _narrow = False  # asked for while the table is being made

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            COLUMNS,
            "Agenda",
            empty="Nobody is on the docket of this session yet. Put participants on it on the "
            "Docket page (Ctrl+2).",
            parent=parent,
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setSectionsMovable(False)

    def set_narrow(self, *, narrow: bool) -> None:
        """Let the names give way, so that each reason is seen whole."""
        self._narrow = narrow
        self._stretch()

    def entry_ids(self) -> list[int]:
        """The entries in the order shown."""
        return [self.rows.row_at(place).id for place in range(self.rows.rowCount())]

    def sizeHintForColumn(self, column: int) -> int:
        """The reason in a line gives way to the chips; the pane beside says it whole."""
        hint = super().sizeHintForColumn(column)
        if column == 0:
            return max(hint, px(32))  # the same before anything is decided, so nothing moves
        widths = _LEAST_NARROW if self._narrow else _LEAST
        most = px(widths[column]) if column in widths else None
        return hint if most is None else min(hint, most)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().strip() and event.key() != Qt.Key.Key_Return:
            event.ignore()
        else:
            super().keyPressEvent(event)


class AgendaCard(Card):
    """The list of one meeting, and its papers."""

    view_chosen = Signal(object)
    packet_wanted = Signal()
    bench_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName("Agenda")
        self.bar = DayBar("Meeting", "Before ")
        self.progress = Muted("", wrap=True)
        self.views = ChoiceChips(term_choices(View), "View", numbered=False)
        self.views.setToolTip("Agenda or minutes (F11)")
        self.views.set_value(View.AGENDA)
        self.views.chosen.connect(self.view_chosen)
        self.table = AgendaTable()
        self.add(self.bar)
        self.add(self.progress)
        self.add(self.views)
        self.add(self.table, 1)
        foot = QWidget()
        flow = FlowLayout(foot, gap=2)
        words = "Staffing packet"
        self.packet = Button(words, self.packet_wanted, Look.QUIET, icon_name="printer")
        self.bench = Button("Bench sheets", self.bench_wanted, Look.QUIET)
        flow.addWidget(self.packet)
        flow.addWidget(self.bench)
        self.add(foot)

    def set_narrow(self, *, narrow: bool) -> None:
        """In a narrow window the day stands without its year, and less of each name's line."""
        self.bar.set_narrow(narrow=narrow)
        self.table.set_narrow(narrow=narrow)

    def show_agenda(self, lines: Sequence[AgendaLine]) -> None:
        """Everybody, and `3 of 18 decided · 11 people with something new, 7 without`."""
        self.table.set_rows(lines)
        decided = sum(1 for line in lines if line.decided)
        told = f"{decided} of {len(lines)} decided · {agenda_heading(lines)}" if lines else ""
        self.progress.setText(told)
