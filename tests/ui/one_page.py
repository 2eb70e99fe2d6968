"""A window with one page in it: a real Shell without the rest of the program."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from drugcourt.domain.tone import Tone
from drugcourt.ui.drafts import CourtDrafts
from drugcourt.ui.kit.page import Page
from drugcourt.ui.kit.shortcuts import Shortcuts
from drugcourt.workspace import Workspace


class OnePage(QWidget):
    """`said` and `asked` keep what the page asked of the window."""

    def __init__(self, workspace: Workspace, make: Callable[[Any], QWidget]) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.workspace = workspace
        self.shortcuts = Shortcuts(self)
        self.drafts = CourtDrafts(workspace)
        self.layouts: dict[str, str] = {}
        self.said: list[str] = []
        self.asked: list[tuple[str, Any]] = []
        self.page = make(self)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.page)
        workspace.listen(self.touched)
        self.resize(1366, 768)

    def touched(self, kinds: frozenset[str]) -> None:
        if isinstance(self.page, Page):
            self.page.touched(kinds)

    def open_page(self, name: str) -> None:
        self.asked.append((name, None))

    def open_participant(self, episode_id: int, tab: str = "overview") -> None:
        self.asked.append(("participant", episode_id))

    def open_docket(self, day: date | None = None, session_id: int | None = None) -> None:
        self.asked.append(("docket", day))
        if session_id is not None:
            self.asked.append(("session", session_id))

    def open_report(self, report: str, **wanted: Any) -> None:
        self.asked.append((report, wanted))

    def open_import(self, kind: str = "") -> None:
        self.asked.append(("import", kind))

    def open_review(self) -> None:
        self.asked.append(("review", None))

    def new_referral(self) -> None:
        self.asked.append(("referral", None))

    def why_not(self, what: Callable[..., Any], /, *, acts: bool = True, **wanted: Any) -> str:
        return self.workspace.why_not(what, acts=acts, **wanted)

    def say(self, sentence: str, tone: Tone = Tone.INFO) -> None:
        self.said.append(sentence)

    def window_widget(self) -> QWidget:
        return self

    def closeEvent(self, event: Any) -> None:
        self.workspace.unlisten(self.touched)
        super().closeEvent(event)
