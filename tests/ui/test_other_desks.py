"""What another desk of the office does appears in this window by itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from drugcourt import settings
from drugcourt.casework import desk
from drugcourt.exchange.resources import resource
from drugcourt.records.addresses import ServerAddress
from drugcourt.ui.app import Desk
from drugcourt.ui.main_window import MainWindow
from tests import courts
from tests.conftest import CHEAP, PASSWORD, TODAY

Settled = Callable[[], None]


def test_a_participant_of_another_desk_appears_and_this_desks_own_acts_are_not_echoed(
    database: ServerAddress, qtbot: QtBot, settled: Settled
) -> None:
    text = resource("programs", "five-phase.toml").read_text("utf-8")
    here = desk.new_desk(
        database, PASSWORD, court="Cedar", program_text=text, as_of=TODAY, cost=CHEAP
    )
    there = desk.open_desk(database, PASSWORD, as_of=TODAY)
    window = MainWindow(here, settings.Settings())
    qtbot.addWidget(window)
    window.show()
    window.open_page("participants")
    settled()
    qtbot.waitUntil(lambda: here.listens)
    table = window.page("participants").table
    assert table.rows.rowCount() == 0
    courts.participant(there, "Tran", "Kevin")
    qtbot.waitUntil(lambda: table.rows.rowCount() == 1, timeout=10_000)
    heard: list[object] = []
    here.listen(heard.append)
    courts.participant(here, "Ellison", "Dana")
    acts = len(heard)
    settled()
    assert len(heard) == acts
    there.close()


def test_a_court_on_a_server_is_opened_from_the_first_page_and_remembered(
    database: ServerAddress, qtbot: QtBot, settled: Settled
) -> None:
    text = resource("programs", "five-phase.toml").read_text("utf-8")
    desk.new_desk(database, PASSWORD, court="Cedar", program_text=text, cost=CHEAP).close()
    at_desk = Desk(TODAY)
    welcome = at_desk.begin(None)
    welcome.page().server.emit()
    page = welcome.page()
    page.address.line.setText("db.example.org")
    page.go_on()
    assert "Write it as" in page.address.error.text()
    page.address.line.setText(str(database))
    qtbot.keyClick(page.address.line, Qt.Key.Key_Return)
    page = welcome.page()
    qtbot.keyClicks(page.password.line, PASSWORD)
    qtbot.keyClick(page.password.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(at_desk.window, MainWindow), timeout=10_000)
    settled()
    assert at_desk.last_court() == str(database)
    assert isinstance(at_desk.window, MainWindow)
    at_desk.window.close()
