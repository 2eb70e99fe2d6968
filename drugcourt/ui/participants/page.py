"""The page Participants: who is in the court, narrowed and sorted, each line opening its file."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from drugcourt.casework.facts.rooms import FACT_KINDS
from drugcourt.casework.imports.batches import import_file
from drugcourt.casework.participants import roster
from drugcourt.casework.participants.roster import RosterRow, View
from drugcourt.casework.referrals.referrals import open_referral
from drugcourt.casework.treatment.care import record_group
from drugcourt.domain.dates import counted, short
from drugcourt.domain.episodes import CANDIDATE_STATUSES
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.fields import participants as fields
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.page import Page
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.participants.filter_bar import FilterBar
from drugcourt.ui.participants.graduations import GraduationsDialog
from drugcourt.ui.participants.group_session import GroupSessionDialog
from drugcourt.ui.participants.moves import Moves
from drugcourt.ui.shell import Shell

GROUP = "Participants"


def _preferred(row: RosterRow) -> str:
    return f"{row.name} “{row.preferred_name}”" if row.preferred_name else row.name


def _sober(row: RosterRow) -> str:
    if row.sober_days is None:
        return ""
    return f"{row.sober_days:,} ?" if row.provisional else f"{row.sober_days:,}"


def _sober_tip(row: RosterRow) -> str:
    return "Provisional: a confirmation is out." if row.provisional else ""


def _phase_tip(row: RosterRow) -> str:
    return row.phase_name


def _ready(row: RosterRow) -> list[tuple[str, Tone]]:
    return [(row.readiness, row.readiness_tone)] if row.readiness else []


class ParticipantsPage(Page):
    """The list. Rows come in windows from SQL, so that ten thousand people are no burden."""

    title = "Participants"
    kinds = frozenset({"alias", "court_case", "person"} | FACT_KINDS)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        self.today = shell.workspace.today
        self.admit = Button("Admit…", self.admit_chosen)
        self.admit.setToolTip("Admit the chosen candidate (Ctrl+Shift+A)")
        self.create = Button("New referral…", self.new_referral, Look.PRIMARY)
        self.create.setToolTip("Enter a referral (Ctrl+N)")
        self.graduations = Button("Graduations…", self.open_graduations)
        self.graduations.setToolTip("Ceremonies and who will be ready by each (Ctrl+G)")
        self.bring_in = Button("Import…", self.open_import)
        self.bring_in.setToolTip("Bring in people from a spreadsheet (Ctrl+I)")
        self.group = Button("Group session…", self.open_group_session)
        self.group.setToolTip("Attendance of many at one session (Ctrl+Shift+G)")
        self.add_action(self.bring_in)
        self.add_action(self.group)
        self.add_action(self.graduations)
        self.add_action(self.admit)
        self.add_action(self.create)
        self.filter = FilterBar(shell.layouts)
        self.filter.changed.connect(self.refresh)
        self.table = DataTable(
            self._columns(),
            "Participants",
            as_of=self.today,
            layouts=shell.layouts,
            empty="Nobody fits. Clear the filter, or enter a referral with Ctrl+N.",
        )
        self.table.set_source(self._fetch, self._count)
        self.setFocusProxy(self.table)
        self.table.opened.connect(self._open)
        self.table.picked.connect(self._picked)
        self.table.rows.failed.connect(self._failed)
        card = Card()
        card.add(self.filter)
        card.add(self.table, 1)
        self.body.addWidget(card, 1)
        keys = shell.shortcuts.add
        keys("Ctrl+N", "New referral", self.new_referral, self, GROUP)
        keys("Ctrl+Shift+A", "Admit the chosen candidate", self.admit_chosen, self, GROUP)
        keys("Ctrl+G", "Graduations", self.open_graduations, self, GROUP)
        keys("Ctrl+Shift+G", "Attendance of a group", self.open_group_session, self, GROUP)
        keys("Ctrl+I", "Import people from a spreadsheet", self.open_import, self, GROUP)
        keys("Ctrl+F", "Narrow the list by words", self.find, self, GROUP)
        shell.shortcuts.note("Return", "Open the chosen file", self, GROUP)

    def _columns(self) -> list[Column]:
        return [
            Column(fields.ROSTER_NAME, text=_preferred, strong=True, stretch=True),
            Column(fields.NUMBER, muted=True),
            Column(fields.STATUS),
            Column(fields.PHASE, tooltip=_phase_tip),
            Column(fields.PHASE_DAYS),
            Column(fields.SOBER_DAYS, text=_sober, tooltip=_sober_tip),
            Column(fields.LAST_TEST, pills=self._last_test),
            Column(fields.NEXT_HEARING),
            Column(fields.MANAGER, muted=True),
            Column(fields.READINESS, pills=_ready),
        ]

    def _last_test(self, row: RosterRow) -> list[tuple[str, Tone]]:
        if row.last_test_on is None:
            return []
        when = short(row.last_test_on, self.today)
        return [(f"{when} {row.last_test}", row.last_test_tone)]

    def refresh(self) -> None:
        self.today = self.shell.workspace.today
        self.filter.offer(
            self.shell.workspace.read(
                roster.roster_choices, view=self.filter.wanted.view, today=self.today
            )
        )
        self.table.reload()
        self.filter.count.setText(counted(self.table.rows.rowCount(), "person", "people"))
        self._picked(self.table.selected_row())

    def _fetch(self, offset: int, limit: int, sort: str, down: bool) -> list[RosterRow]:
        return self.shell.workspace.read(
            roster.roster,
            wanted=self.filter.wanted,
            today=self.today,
            offset=offset,
            limit=limit,
            sort=sort,
            descending=down,
        )

    def _count(self) -> int:
        return self.shell.workspace.read(
            roster.roster_count, wanted=self.filter.wanted, today=self.today
        )

    def _failed(self, problem: object) -> None:
        sentence = str(problem) if isinstance(problem, Refusal) else "The list could not be read."
        self.notices.say(sentence, Tone.ALARM, key="failed")

    def _open(self, row: RosterRow) -> None:
        self.shell.open_participant(row.id)

    def _picked(self, row: RosterRow | None) -> None:
        self.admit.setEnabled(row is not None and row.status in CANDIDATE_STATUSES)

    def find(self) -> None:
        """Put the keyboard on the words."""
        self.filter.text.setFocus()
        self.filter.text.selectAll()

    @does(open_referral)
    def new_referral(self) -> None:
        """Enter a referral; the file opens when it is done."""
        self.shell.new_referral()

    @does(import_file)
    def open_import(self) -> None:
        """Start the wizard for a spreadsheet of people."""
        self.shell.open_import("people")

    def open_graduations(self) -> GraduationsDialog:
        """The ceremonies, and who will be ready by each."""
        dialog = GraduationsDialog(self.shell)
        dialog.open()
        return dialog

    @does(record_group)
    def open_group_session(self) -> GroupSessionDialog:
        """Attendance of many participants at one session."""
        dialog = GroupSessionDialog(self.shell)
        dialog.open()
        return dialog

    @does(Moves.admit)
    def admit_chosen(self) -> None:
        """Admit the chosen candidate; without one, show the candidates."""
        row = self.table.selected_row()
        if row is not None and row.status in CANDIDATE_STATUSES:
            Moves(Asking(self.shell)).admit(row.id, row.name)
        else:
            self.filter.set_view(View.CANDIDATES)
