"""In which folder files are offered to be saved: the one used last on this computer."""

from __future__ import annotations

from collections.abc import MutableMapping
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from drugcourt import settings

KEPT = "reports.folder"  # a folder alone: file names may say too much


def last_folder(layouts: MutableMapping[str, str]) -> Path:
    """The folder used last, or the documents when it is gone."""
    kept = layouts.get(KEPT, "")
    folder = Path(kept) if kept else settings.courts_folder()
    return folder if folder.is_dir() else settings.courts_folder()


def used(layouts: MutableMapping[str, str], path: Path) -> None:
    """Remember the folder of a file that was written."""
    layouts[KEPT] = str(path.parent)


def show_folder(folder: Path) -> bool:
    """Open the folder in the desktop's file manager; False when there is none."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
