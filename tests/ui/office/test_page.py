"""The Office page: accounts and roles by keyboard, with reasons where something can't be done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from drugcourt.casework.accounts.accounts import accounts, role_table
from drugcourt.casework.accounts.recovery import has_kit
from drugcourt.casework.accounts.rights import CourtDoor, shipped_rights
from drugcourt.domain.accounts import Account, AccountState, Area, Right, Role
from drugcourt.settings import Settings
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.messages import Recorder
from drugcourt.ui.main_window import MainWindow
from drugcourt.ui.office.kit_dialog import KitDialog
from drugcourt.ui.office.page import OfficePage
from drugcourt.workspace import Workspace
from tests.casework.accounts.people import FIRST, add
from tests.ui.one_page import OnePage

OnePageOf = Callable[[Callable[..., QWidget]], OnePage]


def dialog_of(page: QWidget) -> QDialog:
    return next(d for d in page.findChildren(QDialog) if d.isVisible())


@pytest.fixture
def page(workspace: Workspace, one_page: OnePageOf) -> OfficePage:
    add(workspace, "pike", Role.PROSECUTOR)
    found = one_page(OfficePage).page
    assert isinstance(found, OfficePage)
    return found


def test_an_account_is_added_by_keys(page: OfficePage, workspace: Workspace, qtbot: QtBot) -> None:
    qtbot.keyClick(page.accounts.add_button, Qt.Key.Key_Return)
    dialog = dialog_of(page)
    assert isinstance(dialog, EditDialog)
    for key, text in (("name", "K. Banner"), ("login", "kbanner"), ("password", FIRST)):
        qtbot.keyClicks(dialog.form.editor(key).inner, text)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "kbanner" in [row.login for row in workspace.read(accounts)]
    assert page.accounts.table.rows.rowCount() == 3


def test_a_weak_first_password_is_said_beside_its_field(page: OfficePage, qtbot: QtBot) -> None:
    page.accounts.add()
    dialog = dialog_of(page)
    assert isinstance(dialog, EditDialog)
    dialog.form.set_values(
        {"name": "K. Banner", "login": "kbanner", "password": "short", "role": Role.DEFENSE}
    )
    dialog.try_act()
    assert "12 characters" in dialog.form.error("password")
    dialog._leaving = True
    dialog.close()


def test_the_marked_account_is_disabled_and_let_in_again(
    page: OfficePage, workspace: Workspace
) -> None:
    pike = next(row.id for row in workspace.read(accounts) if row.login == "pike")
    page.accounts.table.select_id(pike)
    for state, words in ((AccountState.DISABLED, "Let in again"), (AccountState.OPEN, "Disable")):
        page.accounts.state_button.click()
        page.accounts.table.select_id(pike)
        assert page.accounts.marked().state is state
        assert page.accounts.state_button.text() == words


def test_nobody_can_disable_the_account_at_the_own_desk(
    page: OfficePage, workspace: Workspace
) -> None:
    own = next(row.id for row in workspace.read(accounts) if row.login == "coordinator")
    page.accounts.table.select_id(own)
    assert not page.accounts.state_button.isEnabled()
    assert not page.accounts.depart_button.isEnabled()


def test_a_right_is_ticked_by_arrows_and_the_space_bar_and_counts_when_saved(
    page: OfficePage, workspace: Workspace, qtbot: QtBot
) -> None:
    roles = page.roles
    page.tabs.setCurrentWidget(roles)
    roles.show_role(Role.PROSECUTOR)
    first = roles.grid.squares[Area.PEOPLE, Right.READ]
    assert first.isChecked()
    assert not roles.save_button.isEnabled()
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    notes = roles.grid.squares[Area.NOTES, Right.READ]
    assert notes.hasFocus()
    qtbot.keyClick(notes, Qt.Key.Key_Space)
    assert Area.NOTES not in workspace.read(role_table)[Role.PROSECUTOR]
    roles.save_button.click()
    assert Right.READ in workspace.read(role_table)[Role.PROSECUTOR][Area.NOTES]
    assert not roles.save_button.isEnabled()


def test_unsaved_ticks_are_not_lost_by_looking_at_another_role(page: OfficePage) -> None:
    roles = page.roles
    page.tabs.setCurrentWidget(roles)
    roles.show_role(Role.PROSECUTOR)
    roles.grid.squares[Area.NOTES, Right.READ].click()
    roles.show_role(Role.JUDGE)
    assert roles.role is Role.PROSECUTOR
    assert roles.grid.squares[Area.NOTES, Right.READ].isChecked()
    assert "not saved" in roles.notices.banners()[0].sentence.text()
    roles.undo()
    roles.show_role(Role.JUDGE)
    assert roles.role is Role.JUDGE


def test_the_kit_is_written_and_leaving_it_asks(
    page: OfficePage, workspace: Workspace, boxes: Recorder, tmp_path: Path
) -> None:
    page.accounts.make_kit()
    dialog = dialog_of(page)
    assert isinstance(dialog, KitDialog)
    assert has_kit(workspace)
    assert not dialog.done_button.isEnabled()
    boxes.path = tmp_path / "kit.pdf"
    dialog.save_button.click()
    assert len(PdfReader(boxes.path).pages) == 1
    boxes.answer = False
    dialog.reject()
    assert dialog.isVisible()
    assert boxes.said[-1][0] == "ask"
    dialog.safe.click()
    dialog.done_button.click()
    assert not dialog.isVisible()


@pytest.mark.parametrize(("role", "first"), [(Role.EVALUATOR, "reports"), (Role.JUDGE, "today")])
def test_pages_that_a_role_may_not_read_stay_closed_with_the_reason(
    workspace: Workspace, qtbot: QtBot, settled: Callable[[], None], role: Role, first: str
) -> None:
    assert isinstance(workspace.door, CourtDoor)
    workspace.door.account = Account("coordinator", "Somebody", role)
    workspace.door._rights = shipped_rights()[role]
    window = MainWindow(workspace, Settings())
    window.show()
    assert window.stack.currentWidget() is window.page(first)
    line = window.sidebar.lines["office"]
    assert not line.isEnabled()
    assert f"Your role, {role.label.lower()}" in line.toolTip()
    window.open_page("office")
    assert window.stack.currentWidget() is window.page(first)
    settled()
    window.close()
