"""What is around the pages: the bar, the sidebar, the status line, and the way between pages."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from drugcourt import settings
from drugcourt.casework import courts, today
from drugcourt.casework.accounts.rights import closed_because, only_reads
from drugcourt.domain.dates import counted
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.ui import pages
from drugcourt.ui.behind import Behind
from drugcourt.ui.commands import commands, menu
from drugcourt.ui.drafts import CourtDrafts
from drugcourt.ui.finder import Command, Finder
from drugcourt.ui.kit import tasks
from drugcourt.ui.kit.buttons import ask_rights_below
from drugcourt.ui.kit.flow import rule
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.page import Page
from drugcourt.ui.kit.shortcuts import Shortcuts
from drugcourt.ui.kit.signals import weakly
from drugcourt.ui.kit.suggest import Result
from drugcourt.ui.kit.theme import px
from drugcourt.ui.over_pages import OverPages
from drugcourt.ui.sharing import KEY as SHARE
from drugcourt.ui.sharing import SharedScreen
from drugcourt.ui.sidebar import Sidebar
from drugcourt.ui.top_bar import TopBar
from drugcourt.ui.welcome.frame import PRODUCT
from drugcourt.ui.window_acts import WindowActs
from drugcourt.workspace import Workspace

log = logging.getLogger(__name__)
NAMES_FROM = 1_180  # a narrower window shows the pages' icons without their names
RIGHTS = frozenset({"staff", "role_right"})
DERIVED = frozenset({"standing", "attention_item", "episode"})
FAILED = "This page could not be filled because of a fault in the program. Nothing was changed."


class MainWindow(QWidget):
    """The window of one open court, and the Shell that its pages know.

    `left` carries where to go once the court is closed: `sign-in` or `choices`. `lock_wanted` asks
    that the desk be covered and its key dropped.
    """

    left = Signal(str)
    lock_wanted = Signal()
    heard = Signal(object)

    def __init__(self, workspace: Workspace, kept: settings.Settings) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.workspace = workspace
        self.kept = kept
        self.layouts = kept.layouts
        self.shortcuts = Shortcuts(self)
        self.drafts = CourtDrafts(workspace)
        self.entries = {entry.name: entry for entry in pages.shown()}
        self._made: dict[str, Page] = {}
        self._been: list[str] = []
        self._closed = False
        self.behind = Behind(workspace, kept, self)
        self.behind.new_day.connect(self._new_day)
        self.behind.derived.connect(self._derived)
        self.behind.backed_up.connect(self.say)
        self.behind.not_backed_up.connect(self._not_backed_up)
        self.behind.laboratory_told.connect(self._laboratory_told)
        self.acts = WindowActs(self, kept, self.behind)
        self.acts.moved.connect(self._moved)
        self.way = OverPages(workspace)
        self.status = self.way.status
        self.behind.other_desks.lost.connect(self.way.way_lost)
        self.behind.other_desks.back.connect(self.way.way_back)
        self._build()
        self._bind_keys()
        self.heard.connect(self._touched)
        workspace.listen(self.heard.emit)
        self._show_frame()
        self.way.say_unlike(self.open_review)
        self._restore_window()
        self.open_page(self._first_page())

    def _first_page(self) -> str:
        """Today, or the first page that the account's role may read."""
        for name, entry in self.entries.items():
            if entry.keys and not closed_because(self.workspace, entry.areas):
                return name
        return "today"

    # What the pages ask -----------------------------------------------------------------------

    def open_page(self, name: str) -> None:
        """Show a page by its name."""
        self._go(name, None)

    def open_participant(self, episode_id: int, tab: str = "overview") -> None:
        """Show a participant's file, at a tab."""
        self._go("file", lambda page: page.open_file(episode_id, tab))

    def open_docket(self, day: date | None = None, session_id: int | None = None) -> None:
        """Show the docket of a day, of one session of it, or of the next session."""
        self._go("docket", lambda page: page.open_day(day, session_id))

    def open_report(self, report: str, **wanted: Any) -> None:
        """Show the Reports page with this report made for these wishes."""
        self._go("reports", lambda page: page.open_report(report, **wanted))

    def open_import(self, kind: str = "") -> None:
        """Start the import wizard."""
        if pages.present(pages.IMPORT_WIZARD):
            pages.load(pages.IMPORT_WIZARD)(self, kind).open()
        else:
            self.say("The import is not part of the installation.", Tone.WATCH)

    def why_not(self, what: Callable[..., Any], /, *, acts: bool = True, **wanted: Any) -> str:
        """Why this desk may not do, or ask, something; buttons go by it."""
        return self.workspace.why_not(what, acts=acts, **wanted)

    def say(self, sentence: str, tone: Tone = Tone.INFO) -> None:
        """Say something in the status line."""
        self.status.say(sentence)

    def window_widget(self) -> QWidget:
        """The widget that dialogs belong to."""
        return self

    # What the menu and the search do ----------------------------------------------------------

    def new_referral(self) -> None:
        """Open the form of a new referral on the page Referrals."""
        self._go("referrals", lambda page: page.new_referral())

    def _moved(self, place: object) -> None:
        """Close the court; the sign-in of the same court at its new place comes next."""
        self.kept.opened(place)
        self._leave("sign-in")

    def close_court(self) -> None:
        """Close the court and go back to its sign-in."""
        self._leave("sign-in")

    def open_another(self) -> None:
        """Close the court and choose another one."""
        self._leave("choices")

    def lock(self) -> None:
        """Cover the desk until the password is typed again."""
        self.lock_wanted.emit()

    def share_screen(self) -> None:
        """Show the public list alone, for a screen that others see; F12 brings all back."""
        self.shared = SharedScreen(self.workspace)
        self.shared.cover(self)

    def hold(self) -> None:
        """The desk is being locked: nothing goes on behind it."""
        self.behind.stop()
        tasks.cancel_all()
        tasks.wait_for_all()

    def go_on(self) -> None:
        """The desk is open again; pages that are not in sight ask anew when they are shown."""
        for page in self._made.values():
            page.stale = page.stale or page is not self.stack.currentWidget()
        self.behind.go_on()

    def go_back(self) -> None:
        """The page shown before this one."""
        if len(self._been) > 1:
            self._been.pop()
            self._go(self._been.pop(), None)

    def find(self) -> None:
        """Put the keyboard into the search box."""
        self.bar.search.begin()

    # Between pages ----------------------------------------------------------------------------

    def page(self, name: str) -> Page:
        """The page of this name, made at its first showing."""
        if name not in self._made:
            made: Page = pages.load(self.entries[name].place)(self)
            self._made[name] = made
            self.stack.addWidget(made)
        return self._made[name]

    def _go(self, name: str, ask: Callable[[Any], object] | None) -> None:
        if name not in self.entries:
            self.say("This page is not part of the installation.", Tone.WATCH)
            return
        reason = closed_because(self.workspace, self.entries[name].areas)
        if reason:
            self.say(reason, Tone.WATCH)
            return
        page = self.page(name)
        self._say_rights(page, self.entries[name].enters or self.entries[name].areas)
        if ask is not None:
            self._guarded(page, lambda: ask(page))
        self._guarded(page, page.bring_up_to_date)
        last = page.focusWidget()  # asked before the stack gives the keyboard to just any piece
        self.stack.setCurrentWidget(page)
        self.sidebar.show_chosen(name)
        page.take_keyboard(last)
        if self._been[-1:] != [name]:
            self._been = [*self._been, name][-20:]
        self.behind.keep_looks_soon()

    def open_review(self) -> None:
        """Show the weekly review on the page Office."""
        self._go("office", lambda page: page.open_review())

    def _say_rights(self, page: Page, areas: tuple[str, ...]) -> None:
        """Where the role may look but not enter, the page says so before somebody tries."""
        reason = only_reads(self.workspace, areas)
        if reason:
            page.notices.say(reason, Tone.INFO, key="rights", closable=False)
        else:
            page.notices.take_back("rights")

    def _guarded(self, page: Page, step: Callable[[], object]) -> None:
        """A page that fails says so in its own place; the other pages go on working."""
        try:
            step()
        except Refusal as refusal:
            page.notices.say(str(refusal), Tone.WATCH, key="frame")
        except Exception:
            log.exception("a page failed")
            again = ("Try again", weakly(self.try_again, page))
            page.notices.say(FAILED, Tone.ALARM, again, key="frame", closable=False)
        else:
            page.notices.take_back("frame")

    def try_again(self, page: Page) -> None:
        """Fill a page again that could not be filled."""
        page.stale = True
        self._guarded(page, page.bring_up_to_date)

    def _touched(self, kinds: Any) -> None:
        if kinds & RIGHTS:
            self._close_doors()
            ask_rights_below(self)
        for page in list(self._made.values()):
            self._guarded(page, lambda page=page: page.touched(kinds))  # type: ignore[misc]
        self._show_frame()

    def _new_day(self) -> None:
        self._touched(DERIVED)

    def _derived(self) -> None:
        self.workspace.announce(DERIVED)

    def _not_backed_up(self, sentence: str) -> None:
        again = ("Backups…", self.acts.show_backups)
        self.page("today").notices.say(sentence, Tone.ALARM, again, key="backup")

    def _laboratory_told(self, sentence: str) -> None:
        """Counts only, on the pages where work begins."""
        self.say(sentence)
        for name in ("today", "testing"):
            if name in self.entries:
                self.page(name).notices.say(sentence, Tone.INFO, key="laboratory")

    # The frame --------------------------------------------------------------------------------

    def _build(self) -> None:
        shown = [entry for entry in self.entries.values() if entry.keys]
        self.bar = TopBar(Finder(self.workspace, commands(self)))
        self.bar.search.chosen.connect(self._chosen)
        self.bar.search.given_up.connect(self._back_to_page)
        self.sidebar = Sidebar(shown)
        self.sidebar.wanted.connect(self.open_page)
        self._close_doors()
        self.stack = QStackedWidget()
        self.figures = Muted("", wrap=False, small=True)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(14), px(4), px(14), px(5))
        foot.setSpacing(px(18))
        foot.addWidget(self.status)
        foot.addWidget(self.figures)
        foot.addStretch(1)
        foot.addWidget(Muted("Ctrl+K search · F1 shortcuts", wrap=False, small=True))
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.sidebar)
        middle.addWidget(self.stack, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.bar)
        outer.addWidget(self.way)
        outer.addLayout(middle, 1)
        outer.addWidget(rule())
        held = QFrame()
        held.setLayout(foot)
        outer.addWidget(held)
        for lines in menu(self):
            self.bar.add_lines(lines)

    def _close_doors(self) -> None:
        """Pages that the account's role may not read stay in sight, with the reason."""
        for name, entry in self.entries.items():
            self.sidebar.set_closed(name, closed_because(self.workspace, entry.areas))

    def _bind_keys(self) -> None:
        self.shortcuts.note("Ctrl+K", "Find a participant, case or command", self)
        for entry in self.entries.values():
            if entry.keys:
                self.shortcuts.add(
                    entry.keys, entry.title, weakly(self.open_page, entry.name), self
                )
        self.shortcuts.add("Alt+Left", "Back to the page before", self.go_back, self)
        self.shortcuts.add("Ctrl+Shift+L", "Lock this desk", self.lock, self)
        self.shortcuts.add(SHARE, "Screen that others see", self.share_screen, self)
        self.shortcuts.add("Ctrl+W", "Close court", self.close_court, self)
        self.shortcuts.add("Ctrl+Q", "Quit", self.close, self)

    def _show_frame(self) -> None:
        """Names and figures around the pages, from the court file."""
        court = self.workspace.read(courts.court_facts)
        self.setWindowTitle(f"{court.name} – {PRODUCT}")
        self.bar.show_court(court.name, self.workspace.who, demonstration=court.demonstration)
        figures = self.workspace.read(today.counts, today=self.workspace.today)
        badge = self.sidebar.set_badge
        need = counted(figures.decisions, "person needs", "people need")
        badge("today", figures.decisions, f"{need} a decision", Tone.ALARM)
        badge("docket", figures.docket, f"{counted(figures.docket, 'person', 'people')} today")
        badge("participants", figures.participants, counted(figures.participants, "participant"))
        badge("testing", figures.tests_due, f"{counted(figures.tests_due, 'test')} due today")
        badge(
            "supervision",
            figures.short_of_contact,
            f"{figures.short_of_contact:,} short of contact",
        )
        self.figures.setText(
            f"{counted(figures.participants, 'participant')}, "
            f"{counted(figures.candidates, 'candidate')}"
        )

    def _chosen(self, result: Result) -> None:
        """Something was taken from the search list."""
        if isinstance(result.payload, Command):
            result.payload.run()
        else:
            self.open_participant(result.payload)

    def _back_to_page(self) -> None:
        """The search was left: the keyboard goes back to the page's own keys."""
        page = self.stack.currentWidget()
        if isinstance(page, Page):
            page.take_keyboard(page.focusWidget())

    def _restore_window(self) -> None:
        room = QGuiApplication.primaryScreen().availableGeometry().size()
        self.setMinimumSize(px(900), px(560))
        self.resize(min(px(1_366), room.width()), min(px(768), room.height()))
        if room.width() <= px(1_366) or room.height() <= px(768):
            # with its frame the window would reach below the screen
            self.setWindowState(Qt.WindowState.WindowMaximized)
        if self.kept.window:
            self.restoreGeometry(QByteArray.fromHex(self.kept.window.encode("ascii", "ignore")))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sidebar.set_narrow(narrow=self.width() < px(NAMES_FROM))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._back_to_page()
        self.behind.begin()

    def _leave(self, where: str) -> None:
        """Let the next window come before this one goes."""
        self._let_go()
        self.left.emit(where)
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._let_go()
        super().closeEvent(event)

    def _let_go(self) -> None:
        """Keep the choices, end the work under way, and close the court file."""
        if self._closed:
            return
        self._closed = True
        self.behind.stop()
        self.kept.window = self.saveGeometry().toHex().data().decode("ascii")
        settings.save(self.kept)
        tasks.cancel_all()
        tasks.wait_for_all()
        self._made.clear()  # the pages know this window: together they would never be freed
        self.workspace.close()
