"""A small window for the pages of a participant: a real Shell without the rest of the program."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from drugcourt.domain.tone import Tone
from drugcourt.ui.drafts import CourtDrafts
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.shortcuts import Shortcuts
from drugcourt.ui.participants.file_page import ParticipantFilePage
from drugcourt.ui.participants.page import ParticipantsPage
from drugcourt.workspace import Workspace


class PagesWindow(QWidget):
    """Both pages in a stack; `said`, `asked` keep what the pages asked of the window."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.shortcuts = Shortcuts(self)
        self.drafts = CourtDrafts(workspace)
        self.layouts: dict[str, str] = {}
        self.said: list[str] = []
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.stack = QStackedWidget()
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.stack)
        self.list = ParticipantsPage(self)
        self.file = ParticipantFilePage(self)
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.file)
        workspace.listen(self.touched)

    def touched(self, kinds: frozenset[str]) -> None:
        for page in (self.list, self.file):
            page.touched(kinds)

    def open_page(self, name: str) -> None:
        self.stack.setCurrentWidget(self.list)

    def open_participant(self, episode_id: int, tab: str = "overview") -> None:
        self.stack.setCurrentWidget(self.file)
        self.file.open_file(episode_id, tab)

    def open_docket(self, day: date | None = None) -> None:
        self.asked.append(("docket", {"day": day}))

    def open_report(self, report: str, **wanted: Any) -> None:
        self.asked.append((report, wanted))

    def open_import(self, kind: str = "") -> None:
        self.asked.append(("import", {"kind": kind}))

    def new_referral(self) -> None:
        self.asked.append(("referral", {}))

    def say(self, sentence: str, tone: Tone = Tone.INFO) -> None:
        self.said.append(sentence)

    def window_widget(self) -> QWidget:
        return self


def fill(window: PagesWindow, **values: object) -> EditDialog:
    """Answer the one dialog that is open over the window."""
    (dialog,) = [d for d in window.findChildren(EditDialog) if d.isVisible()]
    dialog.form.set_values(values)
    dialog.try_act()
    return dialog
