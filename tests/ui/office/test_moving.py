"""A court goes to the office's server on screen, work goes on there, and it comes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from drugcourt.casework import desk
from drugcourt.casework.readiness.readiness import readiness
from drugcourt.records.addresses import ServerAddress
from drugcourt.ui.app import Desk
from drugcourt.ui.kit.messages import Recorder
from drugcourt.ui.main_window import MainWindow
from drugcourt.ui.office.moving import MoveDialog
from drugcourt.workspace import Workspace
from tests import courts
from tests.conftest import PASSWORD, TODAY

Settled = Callable[[], None]


def said(dialog: MoveDialog) -> str:
    return " ".join(label.text() for label in dialog.notices.findChildren(QLabel))


def test_the_court_moves_to_the_server_and_the_desk_goes_on_there(
    workspace: Workspace, database: ServerAddress, qtbot: QtBot, settled: Settled
) -> None:
    courts.participant(workspace, "Tran", "Kevin", admitted_on=date(2026, 8, 3))
    before = workspace.read(readiness, as_of=TODAY)
    assert len(before) == 1
    at_desk = Desk(TODAY)
    at_desk.enter(workspace)
    window = at_desk.window
    assert isinstance(window, MainWindow)
    settled()
    window.acts.show_move()
    (dialog,) = window.findChildren(MoveDialog)
    qtbot.keyClicks(dialog.address.line, "a server")
    qtbot.keyClick(dialog.address.line, Qt.Key.Key_Return)
    assert "Write it as" in dialog.address.error.text()
    dialog.address.line.setText(str(database))
    qtbot.keyClick(dialog.address.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.go_button.isVisible(), timeout=10_000)
    assert "each compared" in said(dialog)
    dialog.go_on()
    assert at_desk.last_court() == str(database)
    opened = desk.open_desk(database, PASSWORD, as_of=TODAY)
    assert opened.read(readiness, as_of=TODAY) == before
    opened.close()
    assert at_desk.window is not None
    at_desk.window.close()
    settled()


def test_a_court_on_a_server_is_taken_into_a_file(
    cedar_on_server: ServerAddress,
    tmp_path: Path,
    qtbot: QtBot,
    settled: Settled,
    boxes: Recorder,
) -> None:
    opened = desk.open_desk(cedar_on_server, PASSWORD, as_of=TODAY)
    courts.participant(opened, "Tran", "Kevin", admitted_on=date(2026, 8, 3))
    before = opened.read(readiness, as_of=TODAY)
    assert len(before) == 1
    dialog = MoveDialog(opened)
    qtbot.addWidget(dialog)
    dialog.show()
    boxes.path = tmp_path / "back.court"
    qtbot.mouseClick(dialog.begin_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.go_button.isVisible(), timeout=10_000)
    opened.close()
    again = desk.open_desk(tmp_path / "back.court", PASSWORD, as_of=TODAY)
    assert again.read(readiness, as_of=TODAY) == before
    again.close()


def test_a_database_that_is_not_empty_is_refused_and_the_dialog_stays(
    workspace: Workspace, cedar_on_server: ServerAddress, qtbot: QtBot
) -> None:
    dialog = MoveDialog(workspace)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.address.line.setText(str(cedar_on_server))
    dialog.begin()
    qtbot.waitUntil(lambda: "not empty" in said(dialog))
    assert dialog.begin_button.isEnabled()
