"""What may be done with a whole session: its day, its order, who is on it, its end, its papers."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from drugcourt.casework.docket import docket
from drugcourt.casework.docket.checks import TONES as CHECK_TONES
from drugcourt.casework.docket.checks import docket_checks
from drugcourt.casework.docket.docket import SessionHead
from drugcourt.casework.hearings import hearings
from drugcourt.casework.hearings.taking_back import last_act, take_back_last
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.ui.docket.after_court import AfterCourtDialog
from drugcourt.ui.docket.building import BuildDialog, checks_words
from drugcourt.ui.docket.docket_dialogs import add_dialog, day_dialog, off_dialog
from drugcourt.ui.docket.hearing_pane import HearingPane
from drugcourt.ui.docket.session_card import SessionCard
from drugcourt.ui.kit import messages
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.page import Page
from drugcourt.ui.papers import paper
from drugcourt.ui.shell import Shell


class SessionActs(QObject):
    """The acts on the session that `head` names; it lives with its page.

    `chosen` names another session to show, `added` an entry that was put on the docket, and
    `taken_back` the hearing whose recording was taken back, if it was one.
    """

    chosen = Signal(int)
    added = Signal(int)
    taken_back = Signal(object)

    def __init__(self, page: Page, shell: Shell, pane: HearingPane) -> None:
        super().__init__(page)
        self.head: SessionHead | None = None
        self._shell = shell
        self._workspace = shell.workspace
        self._pane = pane

    @property
    def _page(self) -> Page:
        """The parent, asked each time: a page that is held here would not be freed."""
        page = self.parent()
        assert isinstance(page, Page)
        return page

    def ask_day(self) -> None:
        """Another court day, by its date."""
        day_dialog(self._workspace, self._open_or_schedule, self._page).open()

    def _open_or_schedule(self, values: dict[str, Any]) -> None:
        day = values["held_on"]
        found = self._workspace.read(docket.session_id_for, day=day, today=self._workspace.today)
        if found is None:
            found = self._workspace.perform(hearings.schedule_session, held_on=day)
        self._page.notices.take_back("day")
        self.chosen.emit(found)

    @does(hearings.reorder_docket)
    def reorder(self, entry_ids: list[int]) -> None:
        """Keep this order of hearing."""
        if self.head is not None:
            self._perform(hearings.reorder_docket, session_id=self.head.id, entry_ids=entry_ids)

    @does(hearings.reorder_docket)
    def best_news_first(self) -> None:
        """Let the room hear good news first."""
        if self.head is not None:
            as_of = self._workspace.today
            asked = {"session_id": self.head.id, "as_of": as_of}
            self.reorder(self._workspace.read(docket.best_news_first, **asked))

    @does(hearings.put_on_docket)
    def ask_add(self) -> None:
        """Put somebody on this docket."""
        if self.head is not None and not self.head.closed:
            add_dialog(self._workspace, self._add, self._page).open()

    def _add(self, values: dict[str, Any]) -> None:
        assert self.head is not None
        entry_id = self._workspace.perform(
            hearings.put_on_docket,
            session_id=self.head.id,
            episode_id=values["episode_id"],
            kind=values["kind"],
        )
        self.added.emit(entry_id)

    @does(hearings.take_off_docket)
    def ask_off(self) -> None:
        """Take the open participant off this docket, with the reason."""
        if self._pane.entry_id is not None:
            off_dialog(self._workspace, self._take_off, self._page).open()

    def _take_off(self, values: dict[str, Any]) -> None:
        entry_id = self._pane.entry_id
        assert entry_id is not None
        reason = values["reason"]
        self._workspace.perform(hearings.take_off_docket, entry_id=entry_id, reason=reason)
        self._shell.drafts.clear(self._pane.draft_name(entry_id))

    def build(self) -> None:
        """See who is due and not on this docket, and put them on it."""
        if self.head is not None and not self.head.closed:
            BuildDialog(self._shell, self.head.id).open()

    def show_checks(self, card: SessionCard) -> None:
        """The load, and what stands against the session; one that is over needs neither."""
        if self.head is None or self.head.closed:
            card.show_checks("", "")
            card.show_last("")
            return
        found = self._workspace.read(docket_checks, session_id=self.head.id)
        alarms = [f.check.label for f in found.found if CHECK_TONES[f.check] is Tone.ALARM]
        card.show_checks(checks_words(found), alarms[0] if alarms else "")
        last = self._workspace.read(last_act, session_id=self.head.id)
        card.show_last(last.text if last is not None else "")

    @does(take_back_last)
    def take_back(self) -> None:
        """Take back what was done last on this docket; what was entered is a draft again."""
        if self.head is None:
            return
        try:
            back = self._workspace.perform(take_back_last, session_id=self.head.id)
        except Refusal as refusal:
            self._page.notices.say(str(refusal), Tone.ALARM, key="act")
            return
        self._page.notices.take_back("act")
        if back.entry_id is not None:
            self._pane.offer_again(back.entry_id)
        self.taken_back.emit(back.entry_id)
        self._shell.say(back.sentence, Tone.GOOD)

    def after_court(self) -> None:
        """What is to be done after court, and its papers."""
        if self.head is not None:
            AfterCourtDialog(self._shell, self.head).open()

    @does(hearings.close_session)
    def close(self) -> None:
        """Freeze the minutes; asks first, and says how many were not heard."""
        if self.head is None or self.head.closed:
            return
        left = self.head.total - self.head.heard
        told = f"{left} of {self.head.total} have not been heard. " if left else ""
        sure = messages.ask(
            self._page,
            "Close this session?",
            f"{told}The minutes are frozen as they stand, and nothing can be taken back any more.",
            confirm="Close session",
        )
        if sure:
            self._pane.keep_draft()
            if self._perform(hearings.close_session, session_id=self.head.id):
                self.after_court()

    def _perform(self, act: Any, **wanted: Any) -> bool:
        """Whether it was done; a refusal stands on the page."""
        try:
            self._workspace.perform(act, **wanted)
        except Refusal as refusal:
            self._page.notices.say(str(refusal), Tone.ALARM, key="act")
            return False
        self._page.notices.take_back("act")
        return True

    @does(paper("docket"))
    def print_docket(self) -> None:
        """The docket of this session on paper."""
        if self.head is not None:
            day, docket = self.head.held_on, self.head.docket
            self._shell.open_report("docket", session_day=day, docket=docket)
