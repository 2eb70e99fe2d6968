"""Before a court is open: first choice, sign-in right and wrong, and a court of one's own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from drugcourt import settings
from drugcourt.casework import courts, desk
from drugcourt.errors import WrongPassword
from drugcourt.exchange.resources import resource
from drugcourt.ui.app import Desk
from drugcourt.ui.kit.messages import Recorder
from drugcourt.ui.main_window import MainWindow
from drugcourt.ui.welcome.first_run import FirstRun
from drugcourt.ui.welcome.new_court import NewCourt
from drugcourt.ui.welcome.sign_in import SignIn
from drugcourt.ui.welcome.window import WelcomeWindow
from tests.conftest import CHEAP, PASSWORD, TODAY

Settled = Callable[[], None]


@pytest.fixture
def court_file(tmp_path: Path) -> Path:
    path = tmp_path / "cedar.court"
    text = resource("programs", "five-phase.toml").read_text("utf-8")
    desk.new_desk(
        path, PASSWORD, court="Cedar County Recovery Court", program_text=text, cost=CHEAP
    ).close()
    return path


@pytest.fixture
def at_desk(qtbot: QtBot) -> Desk:
    return Desk(TODAY)


def _close(at_desk: Desk, settled: Settled) -> None:
    settled()
    if at_desk.window is not None:
        at_desk.window.close()


def test_without_a_court_the_first_choice_is_shown(at_desk: Desk, settled: Settled) -> None:
    welcome = at_desk.begin(at_desk.last_court())
    assert isinstance(welcome.page(), FirstRun)
    _close(at_desk, settled)


def test_the_right_password_opens_the_court(
    at_desk: Desk, court_file: Path, qtbot: QtBot, settled: Settled
) -> None:
    welcome = at_desk.begin(court_file)
    page = welcome.page()
    qtbot.keyClicks(page.password.line, PASSWORD)
    qtbot.keyClick(page.password.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(at_desk.window, MainWindow))
    assert settings.load().last_court == str(court_file)
    assert at_desk.last_court() == court_file
    _close(at_desk, settled)


def test_a_wrong_password_is_said_beside_the_field_and_may_be_tried_again(
    court_file: Path, qtbot: QtBot, settled: Settled
) -> None:
    welcome = WelcomeWindow(settings.Settings(), TODAY)
    qtbot.addWidget(welcome)
    welcome.begin(court_file)
    welcome.show()
    page = welcome.page()
    page._pauses = (1, 50)
    opened: list[object] = []
    welcome.opened.connect(opened.append)
    qtbot.keyClicks(page.password.line, "not the password")
    qtbot.keyClick(page.password.line, Qt.Key.Key_Return)
    assert not page.password.line.isEnabled()
    qtbot.waitUntil(page.password.line.isEnabled)
    assert "does not open this court" in page.password.error.text()
    assert page.password.line.selectedText()
    assert opened == []
    settled()
    welcome.close()


def test_each_wrong_password_costs_a_longer_pause(court_file: Path, qtbot: QtBot) -> None:
    page = SignIn(court_file, (5, 5_000))
    qtbot.addWidget(page)
    waits = []
    for _ in range(3):
        page.refuse(WrongPassword("That password does not open this court."))
        waits.append(page._pause.interval())
    assert waits == [5, 5_000, 5_000]
    page._pause.stop()


@pytest.mark.parametrize("damage", ["missing", "foreign", "no keys"])
def test_a_file_that_is_no_court_is_said_with_ways_out(
    damage: str, court_file: Path, qtbot: QtBot, settled: Settled
) -> None:
    if damage == "missing":
        court_file.unlink()
    elif damage == "foreign":
        court_file.write_bytes(b"SQLite format 3\x00" + b"x" * 4_096)
    else:
        court_file.with_name(court_file.name + ".keys").unlink()
    welcome = WelcomeWindow(settings.Settings(), TODAY)
    qtbot.addWidget(welcome)
    welcome.begin(court_file)
    welcome.show()
    welcome.sign_in(court_file, PASSWORD)
    qtbot.waitUntil(lambda: bool(welcome.page().notices.banners()))
    (banner,) = welcome.page().notices.banners()
    assert banner.sentence.text().endswith(".")
    welcome.page().choices.emit()
    assert isinstance(welcome.page(), FirstRun)
    settled()
    welcome.close()


def test_a_new_court_is_made_and_opened(
    at_desk: Desk, tmp_path: Path, boxes: Recorder, qtbot: QtBot, settled: Settled
) -> None:
    welcome = at_desk.begin(None)
    qtbot.mouseClick(welcome.page().buttons[1], Qt.MouseButton.LeftButton)
    page = welcome.page()
    assert isinstance(page, NewCourt)
    settled()
    assert page.program.currentText() == "Five-phase model"
    page.form.set_values({"name": "Elm County Recovery Court", "starts_at": "9 am"})
    page.staff.line.setText("J. Doe")
    page.password.line.setText("short")
    page.again.line.setText("short")
    page.submit()
    assert "12 characters" in page.password.error.text()
    page.password.line.setText(PASSWORD)
    page.again.line.setText(PASSWORD + "x")
    page.submit()
    assert "differ" in page.again.error.text()
    page.again.line.setText(PASSWORD)
    boxes.path = tmp_path / "elm"
    page.submit()
    qtbot.waitUntil(lambda: isinstance(at_desk.window, MainWindow), timeout=20_000)
    window = at_desk.window
    assert isinstance(window, MainWindow)
    assert (tmp_path / "elm.court").exists()
    court = window.workspace.read(courts.court_facts)
    assert (court.name, court.starts_at) == ("Elm County Recovery Court", "09:00")
    assert window.workspace.who == "J. Doe"
    _close(at_desk, settled)


def test_a_new_court_without_a_place_is_not_made(boxes: Recorder, qtbot: QtBot) -> None:
    page = NewCourt(date(2026, 11, 24))
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: page.program.count() > 0)
    page.form.set_values({"name": "Elm"})
    page.password.line.setText(PASSWORD)
    page.again.line.setText(PASSWORD)
    wanted: list[object] = []
    page.wanted.connect(wanted.append)
    page.submit()
    assert [kind for kind, _, _ in boxes.said] == ["save"]
    assert wanted == []


def test_closing_a_court_leads_back_to_its_sign_in(
    at_desk: Desk, court_file: Path, qtbot: QtBot, settled: Settled
) -> None:
    at_desk.begin(court_file, PASSWORD)
    qtbot.waitUntil(lambda: isinstance(at_desk.window, MainWindow))
    settled()
    assert isinstance(at_desk.window, MainWindow)
    at_desk.window.close_court()
    assert isinstance(at_desk.window, WelcomeWindow)
    assert isinstance(at_desk.window.page(), SignIn)
    _close(at_desk, settled)


def test_the_file_of_a_new_court_is_named_after_it_in_plain_signs(
    boxes: Recorder, qtbot: QtBot
) -> None:
    page = NewCourt()
    qtbot.addWidget(page)
    page._path("Jackson <b>& Sons</b>: Recovery / Court")
    assert boxes.said[-1][2] == "jackson-b-sons-b-recovery-court.court"
