"""The only room that opens message boxes and file dialogs, so that tests can stand in for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QWidget

from drugcourt.domain.tone import Tone
from drugcourt.ui.kit.icons import TONE_ICONS, icon
from drugcourt.ui.kit.theme import px


class Asker(Protocol):
    """Who answers when the program has to stop and ask."""

    def tell(self, parent: QWidget | None, title: str, text: str, *, warning: bool) -> None: ...
    def ask(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        confirm: str,
        cancel: str,
        *,
        danger: bool,
    ) -> bool: ...
    def save_path(
        self, parent: QWidget | None, title: str, suggested: Path, filters: str
    ) -> Path | None: ...
    def open_path(
        self, parent: QWidget | None, title: str, folder: Path, filters: str
    ) -> Path | None: ...
    def folder(self, parent: QWidget | None, title: str, start: Path) -> Path | None: ...


class Boxes:
    """The real boxes."""

    def tell(self, parent: QWidget | None, title: str, text: str, *, warning: bool) -> None:
        box = _box(parent, title, text, Tone.WATCH if warning else Tone.INFO)
        box.addButton(QMessageBox.StandardButton.Ok)
        box.exec()
        box.deleteLater()

    def ask(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        confirm: str,
        cancel: str,
        *,
        danger: bool,
    ) -> bool:
        box = _box(parent, title, text, Tone.WATCH if danger else Tone.INFO)
        yes = QPushButton(confirm)
        yes.setProperty("kit", "danger" if danger else "primary")
        no = QPushButton(cancel)
        box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        box.addButton(no, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no if danger else yes)
        box.setEscapeButton(no)
        box.exec()
        agreed = box.clickedButton() is yes
        box.deleteLater()
        return agreed

    def save_path(
        self, parent: QWidget | None, title: str, suggested: Path, filters: str
    ) -> Path | None:
        chosen, _ = QFileDialog.getSaveFileName(parent, title, str(suggested), filters)
        return Path(chosen) if chosen else None

    def open_path(
        self, parent: QWidget | None, title: str, folder: Path, filters: str
    ) -> Path | None:
        chosen, _ = QFileDialog.getOpenFileName(parent, title, str(folder), filters)
        return Path(chosen) if chosen else None

    def folder(self, parent: QWidget | None, title: str, start: Path) -> Path | None:
        chosen = QFileDialog.getExistingDirectory(parent, title, str(start))
        return Path(chosen) if chosen else None


@dataclass
class Recorder:
    """Stands in for the boxes in tests: notes what was said, answers as it was told to."""

    answer: bool = True
    path: Path | None = None
    said: list[tuple[str, str, str]] = field(default_factory=list)

    def tell(self, parent: QWidget | None, title: str, text: str, *, warning: bool) -> None:
        self.said.append(("warn" if warning else "inform", title, text))

    def ask(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        confirm: str,
        cancel: str,
        *,
        danger: bool,
    ) -> bool:
        self.said.append(("ask", title, text))
        return self.answer

    def save_path(
        self, parent: QWidget | None, title: str, suggested: Path, filters: str
    ) -> Path | None:
        self.said.append(("save", title, suggested.name))
        return self.path

    def open_path(
        self, parent: QWidget | None, title: str, folder: Path, filters: str
    ) -> Path | None:
        self.said.append(("open", title, filters))
        return self.path

    def folder(self, parent: QWidget | None, title: str, start: Path) -> Path | None:
        self.said.append(("folder", title, start.name))
        return self.path


def _box(parent: QWidget | None, title: str, text: str, tone: Tone) -> QMessageBox:
    nothing, no_buttons = QMessageBox.Icon.NoIcon, QMessageBox.StandardButton.NoButton
    box = QMessageBox(nothing, title, title, no_buttons, parent)
    box.setIconPixmap(icon(TONE_ICONS[tone], tone=tone).pixmap(QSize(px(32), px(32))))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(text)
    return box


_asker: Asker = Boxes()


def use(asker: Asker) -> Asker:
    """Let another answer from now on; gives back who answered until now."""
    global _asker
    before, _asker = _asker, asker
    return before


def inform(parent: QWidget | None, title: str, text: str) -> None:
    """Say something that needs no answer."""
    _asker.tell(parent, title, text, warning=False)


def warn(parent: QWidget | None, title: str, text: str) -> None:
    """Say that something did not work, and what to do."""
    _asker.tell(parent, title, text, warning=True)


def ask(
    parent: QWidget | None,
    title: str,
    text: str,
    confirm: str = "Yes",
    cancel: str = "Cancel",
    *,
    danger: bool = False,
) -> bool:
    """Ask a question whose buttons say what they do; Esc is no."""
    return _asker.ask(parent, title, text, confirm, cancel, danger=danger)


def choose_save_path(
    parent: QWidget | None, title: str, suggested: Path, filters: str = ""
) -> Path | None:
    """Where to write a file, or None when the person thought better of it."""
    return _asker.save_path(parent, title, suggested, filters)


def choose_open_path(
    parent: QWidget | None, title: str, folder: Path, filters: str = ""
) -> Path | None:
    """Which file to read, or None."""
    return _asker.open_path(parent, title, folder, filters)


def choose_folder(parent: QWidget | None, title: str, start: Path) -> Path | None:
    """Which folder, or None."""
    return _asker.folder(parent, title, start)
