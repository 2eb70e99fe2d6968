"""The file of one participant: the head, the phase track, and a tab for each part of the work."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSignalBlocker, Qt
from PySide6.QtWidgets import QMenu, QStackedWidget, QTabBar, QWidget

from drugcourt.casework.accounts.rights import closed_because
from drugcourt.casework.facts.rooms import FACT_KINDS
from drugcourt.casework.oversight.watch import WhyWanted, watch_of
from drugcourt.casework.participants import dossier
from drugcourt.casework.participants.dossier import Head
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.fields.oversight import WHY_OPENED
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit import tasks
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.cards import Card, EmptyState
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.page import Page
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.kit.tracks import Segment, SegmentTrack
from drugcourt.ui.papers import paper
from drugcourt.ui.participants.cases_pane import CasesPane
from drugcourt.ui.participants.consents_pane import ConsentsPane
from drugcourt.ui.participants.entry_pane import EntryPane
from drugcourt.ui.participants.exit_pane import ExitPane
from drugcourt.ui.participants.fees_pane import FeesPane
from drugcourt.ui.participants.file_head import FileHead
from drugcourt.ui.participants.file_menus import add_menu, more_menu
from drugcourt.ui.participants.hearings_pane import HearingsPane
from drugcourt.ui.participants.history_pane import HistoryPane
from drugcourt.ui.participants.moves import Moves
from drugcourt.ui.participants.notes_pane import NotesPane
from drugcourt.ui.participants.overview_pane import OverviewPane
from drugcourt.ui.participants.pane import FileDesk, Pane
from drugcourt.ui.participants.record_history import open_history
from drugcourt.ui.participants.recovery_pane import RecoveryPane
from drugcourt.ui.participants.responses_pane import ResponsesPane
from drugcourt.ui.participants.safety_pane import SafetyPane
from drugcourt.ui.participants.supervision_pane import SupervisionPane
from drugcourt.ui.participants.tests_pane import TestsPane
from drugcourt.ui.participants.timeline_pane import TimelinePane
from drugcourt.ui.participants.treatment_pane import TreatmentPane
from drugcourt.ui.participants.what_if import open_what_if
from drugcourt.ui.shell import Shell

TABS: tuple[tuple[str, str, Callable[[Shell], Pane]], ...] = (
    ("overview", "Overview", OverviewPane),
    ("entry", "Entry", EntryPane),
    ("timeline", "Timeline", TimelinePane),
    ("tests", "Tests", TestsPane),
    ("treatment", "Treatment", TreatmentPane),
    ("recovery", "Recovery", RecoveryPane),
    ("safety", "Safety", SafetyPane),
    ("hearings", "Hearings", HearingsPane),
    ("responses", "Responses", ResponsesPane),
    ("supervision", "Supervision", SupervisionPane),
    ("fees", "Fees, hours", FeesPane),
    ("cases", "Cases", CasesPane),
    ("exit", "Way out", ExitPane),
    ("consents", "Consents", ConsentsPane),
    ("notes", "Notes", NotesPane),
    ("history", "History", HistoryPane),
)
AREAS: dict[str, tuple[str, ...]] = {
    "tests": ("testing",),
    "treatment": ("treatment",),
    "recovery": ("treatment",),
    "safety": ("treatment",),
    "hearings": ("court",),
    "responses": ("responses",),
    "supervision": ("supervision",),
    "fees": ("money", "supervision"),
    "exit": ("exits",),
    "notes": ("notes",),
    "history": ("testing", "treatment", "responses", "supervision", "court", "notes", "money"),
}
GROUP = "Participant"
KINDS = FACT_KINDS | {
    "alias",
    "case_disposition",
    "ceremony",
    "charge",
    "clinical_screen",
    "consent",
    "court_observation",
    "criterion_answer",
    "court_task",
    "court_case",
    "device_spell",
    "disclosure",
    "exit_follow_up",
    "exit_survey",
    "graduation_preparation",
    "legal_process",
    "missed_dose",
    "must_include",
    "note",
    "packet_item",
    "person",
    "record_check",
    "referral",
    "referral_gate",
    "risk_screen",
    "termination_proceeding",
    "waiting_place",
    "naloxone_kit",
    "overdose",
    "hand_off",
    "peer_assignment",
    "peer_contact",
    "harm_reduction",
    "crisis_contact",
    "watch_step",
    "watch_end",
    "continuity_step",
    "plan_goal",
    "plan_objective",
    "service_need",
    "capital_measure",
    "life_snapshot",
}


class ParticipantFilePage(Page):
    """One episode at a time. Tabs are made when they are first looked at."""

    title = "Participant"
    kinds = KINDS

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        self.episode_id: int | None = None
        self.head: Head | None = None
        self.desk = FileDesk(shell, 0)
        self._shown: dict[str, object] = {}
        self._asking: EditDialog | None = None
        self.head_title.hide()
        self._make_head()
        self.track = SegmentTrack("Phases")
        self.track_card = Card()
        self.track_card.add(self.track)
        self.body.addWidget(self.track_card)
        self._make_tabs()
        self.nobody = EmptyState(
            "No participant is open",
            "Find one with Ctrl+K, or choose one on the page Participants.",
            Button("Participants", self._open_list),
            "user",
        )
        self.body.addWidget(self.nobody, 1)
        self._keys()
        self._show_parts(there=False)

    def _make_head(self) -> None:
        self.add = Button("Add…", self.open_add_menu)
        self.add.setToolTip("Add to this file (A)")
        self.more = Button("More…", self.open_more_menu)
        self.more.setToolTip("Edit, status, phase, exit (M)")
        self.report = Button("Progress report", self.open_report)
        self.report.setToolTip("Print the progress report (R)")
        self.main = Button("Advance", self.do_main, Look.PRIMARY)
        self.file_head = FileHead([self.add, self.more, self.report, self.main])
        self.body.addWidget(self.file_head)

    def _make_tabs(self) -> None:
        self.tabs = QTabBar()
        self.tabs.setProperty("kit", "many")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.tabs.setAccessibleName("Parts of the file")
        self.stack = QStackedWidget()
        self.panes: dict[str, Pane] = {}
        for _, words, _ in TABS:
            self.tabs.addTab(words)
        self.tabs.currentChanged.connect(self._tab_changed)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.stack, 1)

    def _keys(self) -> None:
        add = self.shell.shortcuts.add
        add("A", "Add to the file", self.open_add_menu, self, GROUP)
        add("M", "More: edit, status, phase, exit", self.open_more_menu, self, GROUP)
        add("E", "Edit the person", self.edit_person, self, GROUP)
        add("W", "What if something were otherwise", self.open_what_if, self, GROUP)
        add("R", "Progress report", self.open_report, self, GROUP)
        add("H", "History of the chosen line", self.open_history, self, GROUP)
        add("Ctrl+Return", "Advance, graduate or admit", self.do_main, self, GROUP)
        add("Ctrl+Tab", "Next tab", self.next_tab, self, GROUP)
        add("Ctrl+Shift+Tab", "Tab before", self.previous_tab, self, GROUP)

    # Opening ----------------------------------------------------------------------------------

    def open_file(self, episode_id: int, tab: str = "overview") -> None:
        """Show one episode at a tab; an unknown tab is the overview."""
        self.episode_id = episode_id
        self.desk = FileDesk(self.shell, episode_id)
        self._shown.clear()
        names = [name for name, _, _ in TABS]
        place = names.index(tab) if tab in names else 0
        with QSignalBlocker(self.tabs):
            self.tabs.setCurrentIndex(place)
        self.stale = True
        if self.isVisible():
            self.bring_up_to_date()
        self.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        self.notices.take_back("gone")
        self.notices.take_back("why")
        self.head = None
        if self.episode_id is not None:
            try:
                self.head = self.shell.workspace.read(
                    dossier.head, episode_id=self.episode_id, today=self.shell.workspace.today
                )
            except WhyWanted as wanted:
                self._ask_why(wanted)
            except Refusal as refusal:
                self.notices.say(str(refusal), Tone.WATCH, key="gone")
        self._show_parts(there=self.head is not None)
        self._close_tabs()
        if self.head is not None:
            self._show_head(self.head)
            self._shown.clear()
            self._show_tab()

    def _ask_why(self, wanted: WhyWanted) -> None:
        """The file stays closed until somebody says why it is opened."""
        self.notices.say(
            str(wanted), Tone.WATCH, ("Say why…", self.say_why), key="why", closable=False
        )
        tasks.later(self.say_why)

    def say_why(self) -> None:
        """Ask why this file, outside the caseload, is opened; then open it."""
        number = self.episode_id
        if number is None or self.head is not None or self._asking is not None:
            return
        watch = watch_of(self.shell.workspace)

        def said(given: dict[str, object]) -> None:
            watch.because(number, str(given["why"]))
            self.stale = True
            self.bring_up_to_date()

        self._asking = Asking(self.shell).open(
            "A file outside your caseload",
            (WHY_OPENED,),
            said,
            said="The file is open; why stands in its log.",
            confirm="Open the file",
        )
        self._asking.finished.connect(self._asked_why)

    def _asked_why(self, _result: int) -> None:
        self._asking = None

    def _close_tabs(self) -> None:
        """Tabs that the account's role may not read stay in sight, with the reason."""
        for place, (name, _, _) in enumerate(TABS):
            reason = closed_because(self.shell.workspace, AREAS.get(name, ()))
            self.tabs.setTabEnabled(place, not reason)
            self.tabs.setTabToolTip(place, reason)

    def _show_parts(self, *, there: bool) -> None:
        for part in (self.file_head, self.tabs, self.stack):
            part.setVisible(there)
        self.nobody.setVisible(not there)
        self.track_card.setVisible(there and self.head is not None and not self.head.candidate)

    def _show_head(self, head: Head) -> None:
        self.file_head.show_head(head, self.shell.workspace.today)
        steps = head.overview.track if head.overview is not None else ()
        self.track.set_segments(
            [Segment(s.label, s.caption, s.done, s.weight, s.current) for s in steps]
        )
        words = _main_words(head)
        self.main.setText(words)
        self.main.setAccessibleName(words)
        self.main.setVisible(head.exited_on is None)
        self.report.setVisible(not head.candidate)
        self.setAccessibleName("Participant file")

    # Tabs -------------------------------------------------------------------------------------

    def pane(self, name: str) -> Pane:
        """The tab with this name, made when it is first asked for."""
        if name not in self.panes:
            make = next(make for key, _, make in TABS if key == name)
            pane = make(self.shell)
            pane.go.connect(self.go_to)
            self.panes[name] = pane
            self.stack.addWidget(pane)
        return self.panes[name]

    def go_to(self, tab: str) -> None:
        """Show a tab by its name."""
        names = [name for name, _, _ in TABS]
        if tab in names:
            self.tabs.setCurrentIndex(names.index(tab))

    def next_tab(self) -> None:
        """The tab to the right, round and round."""
        self._walk(1)

    def previous_tab(self) -> None:
        """The tab to the left, round and round."""
        self._walk(-1)

    def _walk(self, step: int) -> None:
        place = (self.tabs.currentIndex() + step) % len(TABS)
        while not self.tabs.isTabEnabled(place):
            place = (place + step) % len(TABS)
        self.tabs.setCurrentIndex(place)

    def _tab_changed(self, _place: int) -> None:
        if self.head is not None:
            self._show_tab()

    def _show_tab(self) -> None:
        """Show the chosen tab; it asks again only when something changed since it was shown."""
        name = TABS[self.tabs.currentIndex()][0]
        pane = self.pane(name)
        if self._shown.get(name) is not self.head and self.head is not None:
            self._shown[name] = self.head
            pane.show_file(self.desk, self.head)
        self.stack.setCurrentWidget(pane)

    # Acts -------------------------------------------------------------------------------------

    def open_add_menu(self) -> None:
        """Offer what may be added."""
        if self.head is not None:
            _drop(add_menu(self, self.desk, self.head), self.add)

    def open_more_menu(self) -> None:
        """Offer what may be edited or moved."""
        if self.head is not None:
            _drop(more_menu(self, self.desk, self.head), self.more)

    @does(Moves.edit_person)
    def edit_person(self) -> None:
        """Edit who this is."""
        if self.head is not None:
            self.desk.moves.edit_person(self.head.person_id)

    def open_what_if(self) -> None:
        """Look at what would be, if something were otherwise."""
        if self.head is not None and self.head.overview is not None and not self.head.exited_on:
            open_what_if(self.shell, self.head.episode_id)

    def open_history(self) -> None:
        """Show the history of the record that the chosen line shows."""
        table = self.focusWidget()
        record = table.chosen_record() if isinstance(table, DataTable) else None
        open_history(self.shell, record)

    @does(paper("progress"))
    def open_report(self) -> None:
        """Show the progress report of this participant."""
        if self.head is not None and not self.head.candidate:
            self.shell.open_report("progress", episode_id=self.head.episode_id)

    @does(Moves.admit, Moves.advance, Moves.graduate)
    def do_main(self) -> None:
        """Admit, advance, or graduate: the step that comes next."""
        head = self.head
        if head is None or head.exited_on is not None:
            return
        if head.candidate:
            self.desk.moves.admit(head.episode_id, head.name)
        elif head.next_phase_number:
            self.desk.moves.advance(head)
        else:
            self.desk.moves.graduate(head)

    def _open_list(self) -> None:
        self.shell.open_page("participants")


def _main_words(head: Head) -> str:
    if head.candidate:
        return "Admit…"
    if head.next_phase_number:
        return f"Advance to phase {head.next_phase_number}"
    return "Graduate…"


def _drop(menu: QMenu, button: QWidget) -> None:
    """Open a menu under its button with the first line marked; it is freed when it closes."""
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))
    first = next((action for action in menu.actions() if action.isEnabled()), None)
    if first is not None:
        menu.setActiveAction(first)
