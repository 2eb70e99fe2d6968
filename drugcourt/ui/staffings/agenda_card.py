"""The agenda on the screen: who is talked about first and why, and how far the meeting is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from drugcourt.casework.docket.docket import SessionHead
from drugcourt.casework.staffings.agenda import AgendaLine, agenda_heading
from drugcourt.domain.staffings import REASON_TONES
from drugcourt.domain.tone import Term, Tone
from drugcourt.fields import staffings as fields
from drugcourt.ui.kit.buttons import Button, ChoiceChips, IconButton, Look, term_choices
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.flow import FlowLayout
from drugcourt.ui.kit.labels import Heading, Muted
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.theme import px


class View(Term):
    """What stands on the page: the people one by one, or what was decided of them all."""

    AGENDA = "agenda", "Agenda"
    MINUTES = "minutes", "Minutes"


def session_words(head: SessionHead) -> str:
    """`Before Tue Nov 24, 1:30 PM`, the session the meeting is for."""
    starts = head.starts
    hour = starts.hour % 12 or 12
    half = "AM" if starts.hour < 12 else "PM"
    return f"Before {starts:%a %b} {starts.day}, {starts.year}, {hour}:{starts.minute:02d} {half}"


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
_NAME, _REASON = 1, 2


class AgendaTable(DataTable):
    """One line a participant. Letters and digits stay the page's keys."""

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

    def entry_ids(self) -> list[int]:
        """The entries in the order shown."""
        return [self.rows.row_at(place).id for place in range(self.rows.rowCount())]

    def sizeHintForColumn(self, column: int) -> int:
        """The reason in a line gives way to the chips; the pane beside says it whole."""
        hint = super().sizeHintForColumn(column)
        if column == 0:
            return max(hint, px(32))  # the same before anything is decided, so nothing moves
        most = {_NAME: px(150), _REASON: px(138)}.get(column)
        return hint if most is None else min(hint, most)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().strip() and event.key() != Qt.Key.Key_Return:
            event.ignore()
        else:
            super().keyPressEvent(event)


class SessionBar(QWidget):
    """Which session the meeting is for, and the way to those beside it."""

    earlier = Signal()
    later = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = Heading("")
        self.back = IconButton("caret-left", "Meeting before", self.earlier)
        self.forth = IconButton("caret-right", "Meeting after", self.later)
        self.back.setToolTip("Meeting before (Ctrl+PgUp)")
        self.forth.setToolTip("Meeting after (Ctrl+PgDown)")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(4))
        row.addWidget(self.day, 1)
        row.addWidget(self.back)
        row.addWidget(self.forth)

    def show_head(self, head: SessionHead | None) -> None:
        """The words, and which ways are open."""
        self.day.setText(session_words(head) if head else "No session yet")
        self.back.setEnabled(head is not None and head.previous_id is not None)
        self.forth.setEnabled(head is not None and head.next_id is not None)


class AgendaCard(Card):
    """The list of one meeting, and its papers."""

    view_chosen = Signal(object)
    packet_wanted = Signal()
    bench_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName("Agenda")
        self.bar = SessionBar()
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
        packet = Button("Staffing packet", self.packet_wanted, Look.QUIET, icon_name="printer")
        flow.addWidget(packet)
        flow.addWidget(Button("Bench sheets", self.bench_wanted, Look.QUIET))
        self.add(foot)

    def show_agenda(self, head: SessionHead | None, lines: Sequence[AgendaLine]) -> None:
        """Everybody, and how far the team is."""
        self.bar.show_head(head)
        self.table.set_rows(lines)
        self.say_progress(lines)

    def say_progress(self, lines: Sequence[AgendaLine]) -> None:
        """`3 of 18 decided · 11 people with something new, 7 without`."""
        decided = sum(1 for line in lines if line.decided)
        told = f"{decided} of {len(lines)} decided · {agenda_heading(lines)}" if lines else ""
        self.progress.setText(told)
