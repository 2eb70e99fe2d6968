"""A locked desk: no picture, no key, nothing lost, and only the same person goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from drugcourt.casework import courts
from drugcourt.casework.accounts import accounts, key_slots
from drugcourt.casework.accounts.own import note_own_password
from drugcourt.casework.desk import open_desk
from drugcourt.errors import Refusal
from drugcourt.ui.app import Desk
from drugcourt.ui.idle import IdleWatch
from drugcourt.ui.main_window import MainWindow
from drugcourt.ui.welcome.locked import LockedDesk
from drugcourt.ui.welcome.window import WelcomeWindow
from drugcourt.workspace import Workspace
from tests.casework.accounts.people import FIRST, OWN
from tests.conftest import PASSWORD, TODAY
from tests.courts import participant

pytestmark = pytest.mark.file
CANARY = "Zyxwvut"


@pytest.fixture
def at_desk(workspace: Workspace, qtbot: QtBot, settled: Callable[[], None]) -> Iterator[Desk]:
    """A desk at the court, with one person in it whose name is seen nowhere else."""
    participant(workspace, CANARY)
    place = workspace.path
    workspace.close()
    desk = Desk(TODAY)
    desk.enter(open_desk(place, PASSWORD, as_of=TODAY))
    qtbot.waitUntil(lambda: isinstance(desk.window, MainWindow))
    yield desk
    settled()
    if desk.window is not None:
        desk.window.close()


def shown() -> list[object]:
    return [one for one in QApplication.topLevelWidgets() if one.isVisible()]


def type_password(desk: Desk, qtbot: QtBot, password: str) -> None:
    assert isinstance(desk.cover, LockedDesk)
    line = desk.cover.page.password.line
    line.setText(password)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def test_a_locked_desk_shows_one_window_that_knows_nothing_of_the_court(at_desk: Desk) -> None:
    window = at_desk.window
    at_desk.lock()
    assert shown() == [at_desk.cover]
    assert isinstance(window, MainWindow)
    assert not window.isVisible()
    with pytest.raises(Refusal, match="locked"):
        window.workspace.read(courts.court_facts)
    words = " ".join(
        child.text() for child in at_desk.cover.findChildren(object) if hasattr(child, "text")
    )
    assert CANARY not in words
    assert "R. Alvarez" in words


def test_the_key_is_let_go_of(at_desk: Desk) -> None:
    assert isinstance(at_desk.window, MainWindow)
    at_desk.lock()
    left = vars(at_desk.window.workspace.database)
    assert set(left) == {"place", "name", "login"}


def test_the_same_person_goes_on_where_the_typing_stopped(at_desk: Desk, qtbot: QtBot) -> None:
    window = at_desk.window
    assert isinstance(window, MainWindow)
    window.new_referral()
    (dialog,) = [one for one in shown() if one is not window]
    dialog.form.set_values({"family_name": "Half a na"})
    at_desk.lock()
    assert shown() == [at_desk.cover]
    type_password(at_desk, qtbot, PASSWORD)
    qtbot.waitUntil(lambda: at_desk.cover is None)
    assert dialog.isVisible()
    assert dialog.form.values()["family_name"] == "Half a na"
    assert window.workspace.read(courts.court_facts).name.startswith("Cedar")
    dialog.form.set_values({"family_name": ""})
    dialog._leaving = True
    dialog.close()


def test_a_wrong_password_leaves_it_locked(at_desk: Desk, qtbot: QtBot) -> None:
    at_desk.lock()
    type_password(at_desk, qtbot, "not this")
    assert isinstance(at_desk.cover, LockedDesk)
    page = at_desk.cover.page
    qtbot.waitUntil(lambda: "does not open" in page.password.error.text())
    assert shown() == [at_desk.cover]
    page._pause.stop()


def test_closing_the_cover_closes_the_court(at_desk: Desk, qtbot: QtBot) -> None:
    at_desk.lock()
    assert at_desk.cover is not None
    at_desk.cover.close()
    qtbot.waitUntil(lambda: isinstance(at_desk.window, WelcomeWindow))
    assert at_desk.cover is None
    assert shown() == [at_desk.window]


def test_ten_quiet_minutes_lock_the_desk_and_a_key_puts_them_off(
    at_desk: Desk, qtbot: QtBot
) -> None:
    window = at_desk.window
    watch = at_desk._idle
    assert isinstance(window, MainWindow)
    assert isinstance(watch, IdleWatch)
    watch._idle.running -= 599
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    watch._idle.running -= 2
    watch.look()
    assert at_desk.cover is None
    watch._idle.running -= 599
    watch.look()
    assert shown() == [at_desk.cover]


def test_a_court_file_is_free_for_others_while_its_desk_is_locked(
    at_desk: Desk, tmp_path: Path
) -> None:
    assert isinstance(at_desk.window, MainWindow)
    at_desk.lock()
    place = at_desk.window.workspace.place
    assert isinstance(place, Path)
    assert not place.with_name(place.name + "-wal").exists()


def test_an_act_at_a_locked_desk_is_refused_in_words(at_desk: Desk) -> None:
    assert isinstance(at_desk.window, MainWindow)
    at_desk.lock()
    with pytest.raises(Refusal, match="locked"):
        at_desk.window.workspace.perform(note_own_password, login="coordinator")


def test_who_was_given_a_first_password_meanwhile_goes_on_with_one_of_their_own(
    at_desk: Desk, qtbot: QtBot
) -> None:
    assert isinstance(at_desk.window, MainWindow)
    place = at_desk.window.workspace.path
    at_desk.lock()
    theirs = open_desk(place, PASSWORD, as_of=TODAY)
    key_slots.put_slot(theirs, "coordinator", FIRST)
    theirs.perform(accounts.note_new_password, login="coordinator", must_choose=True)
    theirs.close()
    type_password(at_desk, qtbot, FIRST)
    assert isinstance(at_desk.cover, LockedDesk)
    page = at_desk.cover.page
    qtbot.waitUntil(lambda: "again" in page.lines and page.open_button.isEnabled())
    for name in ("new", "again"):
        page.lines[name].line.setText(OWN)
    qtbot.keyClick(page.lines["again"].line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: at_desk.cover is None)
    assert at_desk.window.isVisible()
