"""The page Reports: which paper, with which wishes, as it looks, and how it leaves the window."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from drugcourt.casework.disclosures.gate import Going
from drugcourt.casework.exits.ceremonies import ceremonies
from drugcourt.casework.facts.rooms import FACT_KINDS
from drugcourt.casework.report_wishes import Chosen, chosen, sittings
from drugcourt.errors import Refusal
from drugcourt.reports.catalog import Needs, file_name, report
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.cards import Card
from drugcourt.ui.kit.flow import side_by_side
from drugcourt.ui.kit.page import Page
from drugcourt.ui.kit.theme import px
from drugcourt.ui.papers import paper
from drugcourt.ui.reports.export_card import ExportCard
from drugcourt.ui.reports.preview import Asked, PreviewCard
from drugcourt.ui.reports.report_list import EXPORT, ReportList
from drugcourt.ui.reports.why import without_consent
from drugcourt.ui.reports.wishes import WishBar
from drugcourt.ui.reports.work import PaperWork
from drugcourt.ui.shell import Shell

GROUP = "Reports"
FIRST = "progress"


class ReportsPage(Page):
    """Papers on the left; wishes and preview on the right, or the export."""

    title = "Reports"
    kinds = frozenset(
        {"case_disposition", "ceremony", "graduation_preparation", "paper_template", "record_check"}
        | {"alias", "charge", "court", "court_case", "note", "person"}
        | FACT_KINDS
    )

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        self.key = FIRST
        self.list = ReportList()
        self.wishes = WishBar(shell.workspace)
        self.make_button = Button("Preview", self.make, Look.PRIMARY, icon_name="eye")
        self.preview = PreviewCard(shell, self.make, self.ask_why)
        self.going: Going | None = None  # why the next paper goes without consent
        self.export = ExportCard(shell)
        self._lay_out()
        self.list.wanted.connect(self._chosen)
        self.list.table.opened.connect(self._line_opened)
        self.wishes.changed.connect(self._wishes_changed)
        keys = shell.shortcuts.add
        keys("Ctrl+Return", "Preview the report", self.make, self, GROUP)
        keys("Ctrl+S", "Save the report as PDF", self.preview.ask_save, self, GROUP)
        keys("Ctrl+P", "Print the report", self.preview.ask_print, self, GROUP)
        self.list.choose(FIRST)

    def _lay_out(self) -> None:
        self.set_head(self.title, "Papers for the court, the team and the public, and data out.")
        wishes = Card()
        row = QHBoxLayout()
        row.setSpacing(px(12))
        row.addWidget(self.wishes, 1)
        feet = QVBoxLayout()
        feet.addStretch(1)
        feet.addWidget(self.make_button)
        row.addLayout(feet)
        wishes.add(row)
        papers = QWidget()
        box = QVBoxLayout(papers)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(px(14))
        box.addWidget(wishes)
        box.addWidget(self.preview, 1)
        self.right = QStackedWidget()
        self.right.addWidget(papers)
        self.right.addWidget(self.export)
        self.papers = papers
        self.body.addLayout(side_by_side((self.list, 0), (self.right, 1)), 1)
        self.setFocusProxy(self.list.table)

    def refresh(self) -> None:
        """Ask again which sessions there are; a preview stays until it is asked for anew."""
        self._offer()

    def _offer(self) -> None:
        workspace = self.shell.workspace
        self.wishes.offer_sessions(workspace.read(sittings))
        self.wishes.offer_ceremonies(workspace.read(ceremonies, today=workspace.today))

    def touched(self, kinds: Iterable[str]) -> None:
        """A paper that is shown or being made says that it is older than the records."""
        touched = frozenset(kinds)
        if not self.kinds.isdisjoint(touched):
            self.preview.records_changed()
        super().touched(touched)

    def open_report(
        self,
        name: str,
        episode_id: int | None = None,
        session_day: date | None = None,
        docket: str = "",
        period: tuple[date, date] | None = None,
    ) -> None:
        """Show this paper made for whom, which session or which days another page asked."""
        self._offer()
        person: Chosen | None = None
        if episode_id is not None:
            person = self.shell.workspace.read(chosen, episode_id=episode_id)
        self.list.choose(report(name).key)
        self.wishes.choose(person, session_day, docket, period)
        self.make()

    def make(self) -> None:
        """Make the paper with the wishes as they stand, or say what is missing."""
        if self.key == EXPORT:
            return
        try:
            asked = self._asked()
        except Refusal as refusal:
            self.preview.say_missing(str(refusal))
            return
        self.preview.make(asked)

    def _asked(self) -> Asked:
        wanted = self.wishes.wanted()
        ids = wanted.get("episode_ids", ())
        if report(self.key).needs is Needs.PARTICIPANT and not ids:
            self.wishes.person.setFocus()
            raise Refusal("Choose a participant first: type part of a name, then press Enter.")
        if report(self.key).needs is Needs.GRADUATES and not ids and not wanted["session_day"]:
            self.wishes.person.setFocus()
            raise Refusal("Choose a participant or a ceremony first.")
        workspace = self.shell.workspace
        if self.going is not None:
            wanted["going"] = self.going
        number = workspace.read(chosen, episode_id=ids[0]).number if ids else ""
        day = wanted.get("session_day") or workspace.today
        return Asked(PaperWork(workspace, self.key, wanted), file_name(self.key, day, number))

    def ask_why(self) -> None:
        """Ask why it goes without consent, or under which court order; then make it."""
        ids = self.wishes.wanted().get("episode_ids", ())
        without_consent(self.shell, ids[0] if ids else None, self._go_without)

    def _go_without(self, going: Going) -> None:
        self.going = going
        self.make()

    def _chosen(self, key: str) -> None:
        self.key = key
        self.going = None
        if key == EXPORT:
            self.right.setCurrentWidget(self.export)
            return
        self.right.setCurrentWidget(self.papers)
        self.wishes.show_for(report(key))
        self.make_button.does(paper(key))
        self._wishes_changed()

    def _line_opened(self, _line: object) -> None:
        self.make()

    def _wishes_changed(self) -> None:
        """What is shown is no longer what is wished for."""
        self.going = None
        if self.preview.under_way:
            self.preview.cancel()
        self.preview.clear()
