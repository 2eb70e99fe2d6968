"""What stands before a court is open: sign-in, the first choice, or the form of a new court."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QCursor, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from drugcourt import settings
from drugcourt.casework.accounts.asked import asks_who
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.ui.kit import tasks
from drugcourt.ui.kit.theme import px
from drugcourt.ui.welcome.first_run import FirstRun
from drugcourt.ui.welcome.frame import PRODUCT
from drugcourt.ui.welcome.server_court import ServerCourt
from drugcourt.ui.welcome.sign_in import Given, SignIn

if TYPE_CHECKING:
    from drugcourt.ui.welcome.opening import Founding


class WelcomeWindow(QWidget):
    """One page at a time. `opened` carries the open workspace; then the window may close."""

    opened = Signal(object)

    def __init__(self, kept: settings.Settings, as_of: date | None = None) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(PRODUCT)
        self._kept, self._as_of = kept, as_of
        self._handle: tasks.Handle | None = None
        self._warm = False
        self.founded = False
        self.stack = QStackedWidget()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.stack)
        room = QGuiApplication.primaryScreen().availableGeometry().size()
        self.resize(min(px(1_000), room.width()), min(px(700), room.height()))

    def begin(self, path: Path | str | None) -> None:
        """Show the sign-in of this court, or the first choice when there is none."""
        if path is None:
            self.show_choices()
        else:
            self.show_sign_in(path)

    def page(self) -> Any:
        """The page that is shown."""
        return self.stack.currentWidget()

    def show_choices(self) -> None:
        """Demonstration, new court, or an existing one."""
        recent = map(settings.known_place, self._kept.recent_courts)
        page = FirstRun([place for place in recent if place is not None])
        page.demonstration.connect(self.open_demonstration)
        page.new_court.connect(self.show_new_court)
        page.another.connect(self.choose_court)
        page.backup.connect(self.choose_backup)
        page.server.connect(self.show_server)
        page.recent.connect(self._show_recent)
        self._show(page)

    def show_server(self) -> None:
        """Ask for the address of a court on the office's server."""
        page = ServerCourt()
        page.named.connect(self.show_sign_in)
        page.back.connect(self.show_choices)
        self._show(page)

    def show_sign_in(self, path: Path | str) -> None:
        """Ask for the password of this court."""
        user = self._kept.users.get(str(path), "")
        page = SignIn(path, user=user, asks_who=asks_who(path))
        page.user_may_stay_empty = isinstance(path, str)
        page.given.connect(self._password_given)
        page.another.connect(self.choose_court)
        page.choices.connect(self.show_choices)
        page.forgotten.connect(self.show_recovery)
        self._path = path
        self._show(page)

    def show_recovery(self) -> None:
        """Ask for the code of the recovery kit of this court."""
        from drugcourt.ui.welcome.recovery import Recovery  # here: few ever need it

        page = Recovery(self._path)
        page.given.connect(self._recover)
        page.back.connect(self._back_to_sign_in)
        self._show(page)

    def _back_to_sign_in(self) -> None:
        self.show_sign_in(self._path)

    def _recover(self, code: str, password: str) -> None:
        self._work(_opening().Recovering(self._path, code, password, self._as_of).open)

    def show_new_court(self) -> None:
        """The form of a new court."""
        from drugcourt.ui.welcome.new_court import NewCourt  # here: forms cost the sign-in time

        page = NewCourt(self._as_of)
        page.wanted.connect(self.found)
        page.back.connect(self.show_choices)
        self._show(page)

    def choose_court(self) -> None:
        """Ask which file to open."""
        from drugcourt.ui.kit import messages  # here: the boxes cost the sign-in time

        last = settings.known_place(self._kept.last_court)
        folder = last.parent if isinstance(last, Path) else None
        start = folder if folder and folder.is_dir() else settings.courts_folder()
        path = messages.choose_open_path(self, "Open a court", start, _opening().FILTERS)
        if path is not None:
            self.show_sign_in(path)

    def choose_backup(self) -> None:
        """Ask which backup, and where the court made of it shall stand; then for the password."""
        from drugcourt.ui.kit import messages  # here: the boxes cost the sign-in time

        opening = _opening()
        start = settings.courts_folder()
        backup = messages.choose_open_path(self, "Restore a backup", start, opening.BACKUPS)
        if backup is None:
            return
        try:
            told = opening.backup_at(backup)
        except Refusal as refusal:
            self.page().notices.say(str(refusal), Tone.ALARM, key="refused")
            return
        wanted = start / f"{told.court_name}{opening.EXTENSION}"
        target = messages.choose_save_path(
            self, "Where the court shall stand", wanted, opening.FILTERS
        )
        if target is not None:
            self.show_restore(backup, target, told.sentence)

    def show_restore(self, backup: Path, target: Path, sentence: str) -> None:
        """Ask for the password of the court in this backup."""
        page = SignIn(
            target,
            title=f"Restore {target.stem}",
            sentence=sentence,
            act="Restore",
            working="Restoring and checking…",
            asks_who=True,
        )
        page.user_may_stay_empty = True
        page.given.connect(self._restore)
        self._restoring = backup, target
        page.another.connect(self.choose_court)
        page.choices.connect(self.show_choices)
        self._show(page)

    def _restore(self, given: Given) -> None:
        backup, target = self._restoring
        work = _opening().Restoring(backup, given.password, target, self._as_of, given.user)
        self._work(work.open)

    def sign_in(self, path: Path | str, password: str) -> None:
        """Open a court with its password, away from the window."""
        self._work(_opening().Opening(path, password, self._as_of).open)

    def found(self, founding: Founding) -> None:
        """Make a new court and open it."""
        self.founded = True
        self._work(founding.found)

    def open_demonstration(self) -> None:
        """Open the demonstration court; it is made first when this day has none."""
        making = _opening().Demonstration(settings.demonstration_folder(), self._as_of)
        self._work(making.open, self._told)

    def _work(self, func: Any, on_progress: Any = None) -> None:
        page = self.page()
        if isinstance(page, FirstRun):
            page.work("Preparing the demonstration court…")
        else:
            page.work()
        self.setCursor(QCursor(Qt.CursorShape.BusyCursor))
        self._handle = tasks.run(func, self._came, self._refused, on_progress)

    def _told(self, words: str) -> None:
        if isinstance(page := self.page(), FirstRun):
            page.work(words)

    def _came(self, workspace: Any) -> None:
        self.unsetCursor()
        self._handle = None
        self.opened.emit(workspace)

    def _refused(self, problem: Exception) -> None:
        self.unsetCursor()
        self._handle = None
        page = self.page()
        if isinstance(page, FirstRun):
            page.work("")
            page.notices.say(str(problem), Tone.ALARM, key="refused")
        else:
            page.refuse(problem)

    def _password_given(self, given: Given) -> None:
        opening = _opening().Opening
        self._work(
            opening(
                self._path,
                given.password,
                self._as_of,
                given.user,
                given.code,
                given.new_password,
            ).open
        )

    def _show_recent(self, path: str) -> None:
        self.show_sign_in(path if settings.on_server(path) else Path(path))

    def _show(self, page: QWidget) -> None:
        before = self.stack.currentWidget()
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        if before is not None:
            self.stack.removeWidget(before)
            before.deleteLater()
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._warm:
            self._warm = True
            tasks.later(self._warm_up, 150)  # the page is painted first

    def _warm_up(self) -> None:
        """The sign-in stands; load the rest while the person reads and types."""
        tasks.run(_opening().warm_up)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._handle is not None:
            self._handle.cancel()
        super().closeEvent(event)


def _opening() -> Any:
    """How a court is opened: loaded once the sign-in stands, which would wait for it."""
    from drugcourt.ui.welcome import opening  # here: see above

    return opening
