"""What the window's menu and its search do besides going to a page: dialogs and the look."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from drugcourt import settings
from drugcourt.ui import court_details
from drugcourt.ui.about import AboutDialog
from drugcourt.ui.backups.dialog import BackupsDialog
from drugcourt.ui.behind import Behind
from drugcourt.ui.kit import theme
from drugcourt.ui.laboratories.folder_dialog import FolderDialog
from drugcourt.ui.office import own_account
from drugcourt.ui.office.kit_dialog import KitDialog
from drugcourt.ui.office.moving import MoveDialog
from drugcourt.ui.shell import Shell


class WindowActs(QObject):
    """Each act opens its dialog over the window; `moved` carries the court's new place."""

    moved = Signal(object)

    def __init__(self, shell: Shell, kept: settings.Settings, behind: Behind) -> None:
        super().__init__(shell.window_widget())
        self._kept, self._behind, self._workspace = kept, behind, shell.workspace

    @property
    def _over(self) -> QWidget:
        """The window, asked for each time: kept, it would never be freed."""
        return cast(QWidget, self.parent())

    def _shell(self) -> Shell:
        return cast(Shell, self.parent())

    def show_court_details(self) -> None:
        """What the court is called, who presides, when it sits."""
        court_details.court_details(self._workspace, self._over).open()

    def show_backups(self) -> None:
        """The backups of this court, and one more now."""
        BackupsDialog(self._workspace, self._over).open()

    def show_move(self) -> None:
        """Move the court from its file to the office's server, or back."""
        dialog = MoveDialog(self._workspace, self._over)
        dialog.go_there.connect(self.moved)
        dialog.open()

    def show_laboratory_folder(self) -> None:
        """Which folder is looked at for a laboratory's files."""
        FolderDialog(self._behind.laboratory, self._over).open()

    def show_shortcuts(self) -> None:
        """The list of keys."""
        self._shell().shortcuts.show_list()

    def show_about(self) -> None:
        """Versions and licences."""
        AboutDialog(self._over).open()

    def choose_theme(self, scheme: str) -> None:
        """Light, dark, or as the desktop; kept for the next start."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        theme.apply(application, theme.Scheme(scheme))
        self._kept.theme = scheme
        settings.save(self._kept)

    def make_kit(self) -> None:
        """Make the recovery kit of this court, and ask for its printing."""
        KitDialog(self._workspace, self._over).open()

    def change_password(self) -> None:
        """Another password for the account at this desk."""
        own_account.change_password(self._shell())

    def ask_second_factor(self) -> None:
        """Set up, or take away, the second factor of the account at this desk."""
        own_account.ask_second_factor(self._shell())
