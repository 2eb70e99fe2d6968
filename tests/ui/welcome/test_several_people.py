"""A sign-in where several people have an account: who, a code, a password of one's own, the kit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from drugcourt import settings
from drugcourt.casework.accounts import own
from drugcourt.casework.accounts.recovery import make_kit
from drugcourt.domain.accounts import Role
from drugcourt.ui.app import Desk
from drugcourt.ui.main_window import MainWindow
from drugcourt.ui.welcome.recovery import Recovery
from drugcourt.workspace import Workspace
from tests.casework.accounts.people import FIRST, OWN, add, opened
from tests.casework.accounts.test_second_factor import HALF_A_MINUTE, code_at
from tests.conftest import PASSWORD, TODAY

pytestmark = pytest.mark.file
Settled = Callable[[], None]


@pytest.fixture
def at_desk(qtbot: QtBot) -> Desk:
    return Desk(TODAY)


def type_in(page: object, qtbot: QtBot, **typed: str) -> None:
    """Fill in the lines by their names and press Enter in the last one."""
    for name, text in typed.items():
        line = page.lines[name].line  # type: ignore[attr-defined]  # a sign-in
        line.setText(text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def is_in(at_desk: Desk, qtbot: QtBot) -> MainWindow:
    qtbot.waitUntil(lambda: isinstance(at_desk.window, MainWindow), timeout=20_000)
    assert isinstance(at_desk.window, MainWindow)
    return at_desk.window


def left(at_desk: Desk, settled: Settled) -> None:
    settled()
    if at_desk.window is not None:
        at_desk.window.close()


def test_a_court_with_one_account_asks_for_a_password_only(
    at_desk: Desk, workspace: Workspace, settled: Settled
) -> None:
    page = at_desk.begin(workspace.path).page()
    assert list(page.lines) == ["password"]
    left(at_desk, settled)


def test_with_several_the_user_name_comes_first_and_is_remembered(
    at_desk: Desk, workspace: Workspace, qtbot: QtBot, settled: Settled
) -> None:
    add(workspace, "pike", Role.PROSECUTOR)
    page = at_desk.begin(workspace.path).page()
    assert page.focusProxy() is page.lines["user"]
    page.submit()
    assert "user name" in page.lines["user"].error.text()
    type_in(page, qtbot, user="pike", password=OWN)
    window = is_in(at_desk, qtbot)
    assert window.workspace.who == "Pike"
    assert settings.load().users == {str(workspace.path): "pike"}
    window.close_court()
    again = at_desk.window
    assert again is not None
    assert again.page().lines["user"].text() == "pike"  # type: ignore[attr-defined]
    left(at_desk, settled)


def test_a_first_password_is_changed_before_the_court_opens(
    at_desk: Desk, workspace: Workspace, qtbot: QtBot, settled: Settled
) -> None:
    add(workspace, "pike", Role.PROSECUTOR, own=False)
    page = at_desk.begin(workspace.path).page()
    type_in(page, qtbot, user="pike", password=FIRST)
    qtbot.waitUntil(lambda: "new" in page.lines and page.open_button.isEnabled())
    type_in(page, qtbot, new="short", again="short")
    qtbot.waitUntil(lambda: "12 characters" in page.lines["new"].error.text())
    type_in(page, qtbot, new=OWN, again=OWN + "x")
    assert "differ" in page.lines["again"].error.text()
    type_in(page, qtbot, new=OWN, again=OWN)
    is_in(at_desk, qtbot)
    opened(workspace.path, OWN, "pike").close()
    left(at_desk, settled)


def test_a_second_factor_is_asked_for_after_the_password(
    at_desk: Desk, workspace: Workspace, qtbot: QtBot, settled: Settled
) -> None:
    secret, _ = own.begin_second_factor(workspace)
    own.confirm_second_factor(workspace, code=code_at(secret, workspace.clock))
    page = at_desk.begin(workspace.path).page()
    type_in(page, qtbot, password=PASSWORD)
    qtbot.waitUntil(lambda: "code" in page.lines and page.open_button.isEnabled())
    assert page.lines["code"].line.hasFocus() or not page.isActiveWindow()
    type_in(page, qtbot, code="000000")
    qtbot.waitUntil(lambda: "not right" in page.lines["code"].error.text())
    type_in(page, qtbot, code=code_at(secret, workspace.clock + HALF_A_MINUTE))
    is_in(at_desk, qtbot)
    left(at_desk, settled)


def test_the_recovery_kit_opens_the_court_from_the_sign_in(
    at_desk: Desk, workspace: Workspace, qtbot: QtBot, settled: Settled, tmp_path: Path
) -> None:
    kit = make_kit(workspace)
    welcome = at_desk.begin(workspace.path)
    welcome.page().forgotten.emit()
    page = welcome.page()
    assert isinstance(page, Recovery)
    page.code.line.setText(kit.code[:-1] + ("2" if kit.code[-1] != "2" else "3"))
    for line in (page.password, page.again):
        line.line.setText("yellow rivers in july")
    page.submit()
    qtbot.waitUntil(lambda: "not as it is printed" in page.code.error.text())
    page.code.line.setText(kit.code.lower())
    page.submit()
    window = is_in(at_desk, qtbot)
    assert window.workspace.who == "R. Alvarez"
    left(at_desk, settled)
