"""How the program with windows begins, changes from sign-in to a court and back, and ends."""

from __future__ import annotations

import gc
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from drugcourt import settings
from drugcourt.casework.accounts.asked import asks_who
from drugcourt.ui import trouble
from drugcourt.ui.kit import tasks, theme
from drugcourt.ui.welcome.frame import PRODUCT
from drugcourt.ui.welcome.window import WelcomeWindow

AFTER_PAINTING = 300  # milliseconds; what nobody waits for comes once the window stands


class Desk(QObject):
    """Holds the one window that is open, and this computer's choices."""

    def __init__(self, as_of: date | None = None) -> None:
        super().__init__()
        self.kept = settings.load()
        self.as_of = as_of
        self.window: QWidget | None = None
        self.cover: QWidget | None = None
        self._covered: list[QWidget] = []
        self._stopped: list[QTimer] = []
        self._idle: Any = None

    def begin(self, path: Path | str | None, password: str | None = None) -> WelcomeWindow:
        """Show the sign-in of a court or the first choice; with a password, open at once."""
        welcome = WelcomeWindow(self.kept, self.as_of)
        welcome.opened.connect(self.enter)
        welcome.begin(path)
        self._replace(welcome)
        if path is not None and password is not None:
            welcome.sign_in(path, password)
        return welcome

    def last_court(self) -> Path | str | None:
        """The court opened last, if its file is still where it was."""
        return settings.known_place(self.kept.last_court)

    def enter(self, workspace: Any) -> None:
        """A court is open: show its window in place of the sign-in."""
        from drugcourt.ui.main_window import MainWindow  # here: loaded while the person typed

        self.kept.opened(workspace.place)
        self._remember_user(workspace)
        settings.save(self.kept)
        window = MainWindow(workspace, self.kept)
        window.left.connect(self.leave)
        window.lock_wanted.connect(self.lock)
        new = getattr(self.window, "founded", False)
        self._replace(window)
        self._watch()
        if new:
            window.acts.make_kit()

    def lock(self) -> None:
        """Drop the key and cover every window; what was typed in them stands until it goes on."""
        from drugcourt.ui.welcome.locked import LockedDesk  # here: long after the start

        window: Any = self.window
        if self.cover is not None or not hasattr(window, "hold"):
            return
        window.hold()
        workspace = window.workspace
        workspace.lock()
        cover = LockedDesk(workspace)
        cover.setGeometry(window.geometry())
        cover.opened.connect(self.go_on)
        cover.given_up.connect(self.give_up)
        self.cover = cover
        self._covered = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
        self._stopped = _stop_timers(self._covered)
        cover.show()
        for one in self._covered:
            one.hide()

    def go_on(self) -> None:
        """The same person is back: every window as it was left."""
        window: Any = self.window
        for one in self._covered:
            if isValid(one):
                one.show()
        for timer in self._stopped:
            if isValid(timer):
                timer.start()
        self._uncover()
        window.go_on()
        self._watch()

    def give_up(self) -> None:
        """Somebody closed the court at the locked desk."""
        window: Any = self.window
        if self.cover is not None and window is not None:
            window.close_court()
            self._uncover()

    def _uncover(self) -> None:
        cover, self.cover, self._covered, self._stopped = self.cover, None, [], []
        if cover is not None:
            cover.close()

    def _watch(self) -> None:
        """From now on somebody has to be at the desk."""
        from drugcourt.ui.idle import IdleWatch  # here: the sign-in starts sooner

        self._idle = IdleWatch()
        self._idle.over.connect(self.lock)

    def _remember_user(self, workspace: Any) -> None:
        """Who signed in last, where the sign-in asks who it is."""
        place, login = str(workspace.place), workspace.database.login
        where = workspace.place if workspace.is_file else place
        if asks_who(where):
            self.kept.users[place] = login
        else:
            self.kept.users.pop(place, None)

    def leave(self, where: str) -> None:
        """The court was closed: back to its sign-in, or to the choice of another."""
        if self._idle is not None:
            self._idle.stop()
            self._idle = None
        self.begin(self.last_court() if where == "sign-in" else None)

    def _replace(self, window: QWidget) -> None:
        """Show the next window before the last one goes, so that the program does not end."""
        before, self.window = self.window, window
        window.show()
        if before is not None:
            before.close()


def _stop_timers(windows: list[QWidget]) -> list[QTimer]:
    """What was to happen in a moment, as keeping what is typed, waits until the court is open."""
    running = [
        timer for window in windows for timer in window.findChildren(QTimer) if timer.isActive()
    ]
    for timer in running:
        timer.stop()
    return list(dict.fromkeys(running))


def dress(application: QApplication, kept: settings.Settings) -> None:
    """Name the program and give it the chosen look."""
    application.setApplicationName(PRODUCT)
    theme.apply(application, _scheme(kept.theme))


def _scheme(chosen: str) -> theme.Scheme:
    return next((s for s in theme.Scheme if s.value == chosen), theme.Scheme.SYSTEM)


def _settle() -> None:
    """The window stands: what nobody waited for. What a start loads is never garbage."""
    from drugcourt import journal  # here: a start is sooner without it

    gc.freeze()
    tasks.allow_collection()
    journal.start(settings.state_folder())


def run(path: Path | str | None, as_of: date | None, password: str | None = None) -> int:
    """Run until the last window closes. Without a path the last court is offered."""
    trouble.install()
    os.environ.setdefault(theme.STYLE, theme.FUSION)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    desk = Desk(as_of)
    dress(application, desk.kept)
    tasks.later(_settle, AFTER_PAINTING)
    desk.begin(path or desk.last_court(), password)
    status = application.exec()
    tasks.cancel_all()
    tasks.wait_for_all()
    return status
