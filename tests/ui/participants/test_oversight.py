"""A file outside the caseload asks why, who looked is told, and each line shows its history."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from drugcourt.casework.accounts.rights import CourtDoor
from drugcourt.casework.oversight.policy import oversight_policy
from drugcourt.casework.oversight.watch import Watch, keep_waiting_looks
from drugcourt.casework.participants.participants import amend_episode
from drugcourt.domain.accounts import Account, Role
from drugcourt.records.accounts import Staff
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.participants.history_pane import LOOKS, HistoryPane
from drugcourt.ui.participants.record_history import RecordHistory
from drugcourt.ui.participants.tests_pane import TestsPane
from tests import courts
from tests.ui.participants.window import PagesWindow

ASKS = replace(oversight_policy(), ask_why=frozenset({Role.CASE_MANAGER}))


def visible(window: PagesWindow, kind: type[Any]) -> list[Any]:
    return [one for one in window.findChildren(kind) if one.isVisible()]


def test_a_file_outside_the_caseload_opens_once_it_is_said_why(
    window: PagesWindow, qtbot: QtBot
) -> None:
    workspace = window.workspace
    episode = courts.participant(workspace, "Tran")
    workspace.perform(amend_episode, episode_id=episode, changes={"case_manager": "J. Pike"})
    workspace.perform(
        lambda db, _context: db.add(Staff(login="ortiz", name="M. Ortiz", role=Role.CASE_MANAGER))
    )
    workspace.who = "M. Ortiz"
    workspace.door = CourtDoor(
        Account("ortiz", "M. Ortiz", Role.CASE_MANAGER), workspace.ask_inside
    )
    workspace.guard = Watch(workspace, ASKS)
    window.open_participant(episode)
    assert window.file.head is None
    qtbot.waitUntil(lambda: len(visible(window, EditDialog)) == 1)
    (dialog,) = visible(window, EditDialog)
    dialog.form.set_values({"why": "Covering this week"})
    dialog.try_act()
    assert window.file.head is not None
    assert not visible(window, EditDialog)


def test_who_looked_stands_in_the_history_of_the_file(window: PagesWindow) -> None:
    workspace = window.workspace
    episode = courts.participant(workspace, "Tran")
    workspace.guard = Watch(workspace)
    window.open_participant(episode, "history")
    keep_waiting_looks(workspace)
    pane = window.file.pane("history")
    assert isinstance(pane, HistoryPane)
    pane.shows.set_value(LOOKS)
    pane.refresh()
    assert pane.looks.people.rows.row_at(0).who == "R. Alvarez"
    assert pane.looks.looks.rows.row_at(0).how == "Opened the file"


def test_h_shows_the_history_of_the_chosen_line(window: PagesWindow, qtbot: QtBot) -> None:
    workspace = window.workspace
    episode = courts.participant(workspace, "Tran")
    courts.collected(workspace, episode, workspace.today)
    window.open_participant(episode, "tests")
    pane = window.file.pane("tests")
    assert isinstance(pane, TestsPane)
    window.file.open_history()
    assert "Choose a line" in window.said[-1]
    pane.tests.setFocus()
    pane.tests.select_place(0)
    qtbot.keyClick(pane.tests, Qt.Key.Key_H)
    (dialog,) = visible(window, RecordHistory)
    words = {dialog.table.rows.row_at(n).what for n in range(dialog.table.rows.rowCount())}
    assert "Test added" in words
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert not visible(window, RecordHistory)
