"""The tab Overview: what it takes from here, the calendar of tests, and what happened lately."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from drugcourt.casework.readiness.overview import Line, Overview
from drugcourt.casework.timeline import timeline
from drugcourt.casework.timeline.readable import readable
from drugcourt.casework.timeline.timeline import TimelineRow
from drugcourt.domain.tone import Tone
from drugcourt.ui.kit.buttons import Button, Choice, ChoiceChips, Look
from drugcourt.ui.kit.cards import Card, EmptyState
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.flow import FoldingRow
from drugcourt.ui.kit.labels import Heading, Muted, Text, TwoTone
from drugcourt.ui.kit.menus import Menu
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.signals import weakly
from drugcourt.ui.kit.theme import px
from drugcourt.ui.kit.tracks import Day, DayGrid
from drugcourt.ui.participants.entries import Entries
from drugcourt.ui.participants.legend import Legend
from drugcourt.ui.participants.moves import Moves
from drugcourt.ui.participants.pane import Pane
from drugcourt.ui.participants.requirement_table import RequirementTable
from drugcourt.ui.participants.timeline_pane import TABS, timeline_columns
from drugcourt.ui.participants.what_if import open_what_if
from drugcourt.ui.shell import Shell

LATELY = 8
_TABS = {
    "specimen": "tests",
    "response": "responses",
    "attendance_line": "treatment",
    "medication": "treatment",
    "fee_entry": "fees",
    "payment_plan": "fees",
    "work_spell": "supervision",
    "legal_event": "supervision",
    "warrant": "hearings",
    "phase_stay": "history",
    "status_span": "history",
    "record_check": "exit",
}


class OverviewPane(Pane):
    """Requirements on the left, the calendar on the right, the latest lines below."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        box = self.scroll()
        self.empty = EmptyState(
            "Not admitted yet",
            "Phases, requirements and the sober count begin with admission.",
            Button("Admit…", self._admit, Look.PRIMARY),
            "sign-in",
        )
        self.empty.sentence.setMinimumWidth(px(430))
        box.addWidget(self.empty)
        self.asked, self.days = self._asked_card(), self._days_card()
        box.addWidget(FoldingRow((self.asked, 5), (self.days, 3), under=930))
        self.latest = self.table(timeline_columns(), "Lately", empty="Nothing yet.", fit=True)
        self.latest.horizontalHeader().hide()
        self.latest.opened.connect(self._open_latest)
        everything = Button("Show all", weakly(self._go_to, "timeline"), Look.QUIET)
        self.timeline = Card("Timeline", actions=(everything,))
        self.timeline.add(self.latest)
        box.addWidget(self.timeline)
        box.addStretch(1)

    def _asked_card(self) -> Card:
        self.goal = ChoiceChips(
            [Choice("phase", "Next phase"), Choice("dismissal", "Dismissal")],
            "What it takes for",
            numbered=False,
        )
        self.goal.set_value("phase")
        self.goal.chosen.connect(self._show_lines)
        self.lines = RequirementTable()
        self.lines.opened.connect(self._offer)
        self.moves = Text("")
        hint = Muted("Enter on a line: record it, decide, waive, or see what it rests on.")
        hint.setProperty("kit", "small")
        self.suppose = Button("What if…", self.open_what_if)
        self.suppose.setToolTip("What would be, if something were otherwise (W)")
        card = Card("What it takes", actions=(self.suppose,))
        card.add(self.goal)
        card.add(self.lines)
        card.add(self.moves)
        card.add(hint)
        card.add_space()
        return card

    def _days_card(self) -> Card:
        self.sober = TwoTone()
        self.provisional = Notices()
        self.grid = DayGrid("Calendar of tests")
        self.grid.day_chosen.connect(self._go_to_tests)
        self.since_title, self.since_text = Heading(), Text()
        card = Card()
        card.add(self.sober)
        card.add(self.provisional)
        card.add(self.grid)
        self.legend = Legend()
        card.add(self.legend)
        card.body.addSpacing(px(6))
        card.add(self.since_title)
        card.add(self.since_text)
        card.add_space()
        return card

    def refresh(self) -> None:
        overview = self.head.overview if self.head is not None else None
        admitted = overview is not None
        self.empty.setVisible(not admitted)
        for card in (self.asked, self.days):
            card.setVisible(admitted)
        entries = readable(self.shell.workspace)
        rows = self.desk.read(timeline.timeline, entries=entries, limit=LATELY)
        self.latest.set_rows(rows)
        self.suppose.setVisible(not self.closed)
        if overview is not None:
            last = self.head is not None and not self.head.next_phase_number
            self.goal.setVisible(not last)
            if last:
                self.goal.set_value("phase")
            self._show_lines()
            self._show_days(overview)

    def _show_lines(self, _chosen: object = None) -> None:
        overview = self.head.overview if self.head is not None else None
        if overview is None:
            return
        if self.goal.value() == "dismissal":
            title, lines, moves = (
                overview.dismissal.title,
                overview.dismissal_lines,
                overview.dismissal_moves,
            )
        else:
            title, lines, moves = overview.title, overview.lines, overview.moves
        self.asked.set_heading(f"{title}: what it takes", overview.basis)
        self.lines.set_rows(lines)
        self.moves.setText(moves)
        self.moves.setVisible(bool(moves))

    def _show_days(self, overview: Overview) -> None:
        self.sober.set_words(overview.sober_title, overview.sober_detail)
        self.provisional.clear()
        if overview.provisional:
            self.provisional.say(overview.provisional, Tone.WATCH, closable=False)
        days = {day.on: Day(day.tone, day.text) for day in overview.days}
        self.legend.show_tones({day.tone for day in overview.days})
        self.grid.set_days(overview.grid_start, overview.grid_end, days)
        self.since_title.setText(overview.since_title)
        self.since_text.setText(overview.since_text)

    def menu_for(self, line: Line) -> QMenu:
        """What may be done about one requirement."""
        menu, finding = Menu(self), line.finding
        open_ = not finding.verdict.satisfied and not self.closed
        words = f"{finding.requirement}: {finding.text}"
        if line.milestone and open_:
            menu.offer("&Record that it is done…", weakly(self._reach, line.milestone))
        if line.decided_by is not None and not self.closed:
            menu.offer("Record the &decision…", weakly(self._decide, line, words))
        if line.waivable and open_:
            menu.offer("&Waive it…", weakly(self._waive, line, words))
        if line.waivable and not self.closed:
            action = menu.addAction("What &if it were otherwise…")
            action.triggered.connect(weakly(self._suppose, finding.rule))
        tab = next((_TABS[ref.kind] for ref in finding.evidence if ref.kind in _TABS), "")
        if tab:
            action = menu.addAction("&Show what it rests on")
            action.triggered.connect(weakly(self._go_to, tab))
        if finding.basis:
            menu.addSeparator()
            menu.addAction(f"Source: {finding.basis}".replace("&", "&&")).setEnabled(False)
        return menu

    def _offer(self, line: Line) -> None:
        menu = self.menu_for(line)
        menu.aboutToHide.connect(menu.deleteLater)
        rect = self.lines.visualRect(self.lines.currentIndex())
        corner = self.lines.viewport().mapToGlobal(rect.bottomLeft() + QPoint(px(24), 0))
        first = next((action for action in menu.actions() if action.isEnabled()), None)
        menu.popup(corner)
        if first is not None:
            menu.setActiveAction(first)

    def open_what_if(self) -> None:
        """Look at what would be, if something were otherwise."""
        self._suppose("")

    def _suppose(self, requirement: str) -> None:
        open_what_if(self.shell, self.desk.episode_id, requirement)

    @does(Entries.milestone)
    def _reach(self, key: str) -> None:
        self.desk.entries.milestone(key)

    @does(Entries.decision)
    def _decide(self, line: Line, words: str) -> None:
        if line.decided_by is not None:
            self.desk.entries.decision(line.finding.rule, words, line.decided_by)

    @does(Entries.waiver)
    def _waive(self, line: Line, words: str) -> None:
        self.desk.entries.waiver(line.finding.rule, words)

    def _go_to(self, tab: str) -> None:
        self.go.emit(tab)

    def _go_to_tests(self, _day: object) -> None:
        self.go.emit("tests")

    def _open_latest(self, row: TimelineRow) -> None:
        self.go.emit(TABS[row.entry])

    @does(Moves.admit)
    def _admit(self) -> None:
        if self.head is not None:
            self.desk.moves.admit(self.head.episode_id, self.head.name)
