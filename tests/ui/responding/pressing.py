"""The picker as somebody at the keyboard works it, and who has to be answered."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from drugcourt.ui.responding.picker import ResponsePicker
from drugcourt.workspace import Workspace
from tests.court_day import admitted, days_ago, no_cup


def keys(*pressed: str | Qt.Key) -> None:
    """Keys to whatever has the keyboard."""
    for key in pressed:
        target = QApplication.focusWidget()
        assert target is not None
        if isinstance(key, str):
            QTest.keyClicks(target, key)
        else:
            QTest.keyClick(target, key)


def missed_twice(workspace: Workspace) -> int:
    episode = admitted(workspace)
    no_cup(workspace, episode, days_ago(5))
    no_cup(workspace, episode, days_ago(3))
    return episode


def said(picker: ResponsePicker) -> str:
    return picker.notices.banners()[0].sentence.text()
