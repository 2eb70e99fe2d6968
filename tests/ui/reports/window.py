"""A small window for the page Reports: a real Shell without the rest of the program."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from drugcourt.domain.tone import Tone
from drugcourt.ui.drafts import CourtDrafts
from drugcourt.ui.kit.shortcuts import Shortcuts
from drugcourt.workspace import Workspace


class OnePageWindow(QWidget):
    """One page, and what it asked of the window. Announcements come over the main thread."""

    heard = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.shortcuts = Shortcuts(self)
        self.drafts = CourtDrafts(workspace)
        self.layouts: dict[str, str] = {}
        self.said: list[str] = []
        self.asked: list[tuple[str, Any]] = []
        self.page: Any = None
        self.heard.connect(self._touched)
        workspace.listen(self.heard.emit)

    def hold(self, page: QWidget) -> None:
        self.page = page
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page)

    def _touched(self, kinds: Any) -> None:
        if self.page is not None:
            self.page.touched(kinds)

    def open_page(self, name: str) -> None:
        self.asked.append(("page", name))

    def open_participant(self, episode_id: int, tab: str = "overview") -> None:
        self.asked.append(("participant", episode_id))

    def open_docket(self, day: date | None = None) -> None:
        self.asked.append(("docket", day))

    def open_report(self, report: str, **wanted: Any) -> None:
        self.asked.append((report, wanted))

    def open_import(self, kind: str = "") -> None:
        self.asked.append(("import", kind))

    def say(self, sentence: str, tone: Tone = Tone.INFO) -> None:
        self.said.append(sentence)

    def window_widget(self) -> QWidget:
        return self
