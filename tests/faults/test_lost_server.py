"""Fault 43: the server goes away in the middle of a save; nothing is lost and nothing is twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection, event, select, text

from drugcourt import settings
from drugcourt.casework import desk
from drugcourt.casework.notes import write_note
from drugcourt.errors import Busy, Refusal
from drugcourt.records.addresses import ServerAddress
from drugcourt.records.courts import Court
from drugcourt.records.history import check_chain
from drugcourt.records.notes import Note
from drugcourt.ui.court_details import court_details
from drugcourt.ui.kit import messages, tasks
from drugcourt.ui.main_window import MainWindow
from drugcourt.workspace import Workspace
from tests import courts, servers
from tests.conftest import PASSWORD, TODAY

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def court(cedar_on_server: ServerAddress) -> Iterator[Workspace]:
    opened = desk.open_desk(cedar_on_server, PASSWORD, as_of=TODAY)
    yield opened
    opened.close()


@pytest.fixture
def episode(court: Workspace) -> int:
    return courts.participant(court, "Tran", "Kevin")


def end_every_connection(server: servers.Server, court: Workspace) -> None:
    """As an administrator does, or a server that restarts: from the database beside it."""
    server.ask(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        f"WHERE datname = '{court.database.place.url.database}'"  # type: ignore[union-attr]  # on a server
    )


def notes_in(court: Workspace) -> list[str]:
    return court.read(lambda db: list(db.scalars(select(Note.text).order_by(Note.id))))


class Cutting:
    """Ends the desk's connections once: before the commit goes out, or just after it arrived."""

    def __init__(self, server: servers.Server, court: Workspace, *, after: bool) -> None:
        self.server, self.court, self.after = server, court, after
        self.cuts = 0
        dialect = court.database.engine.dialect
        self._commit = dialect.do_commit
        dialect.do_commit = self.commit  # type: ignore[method-assign]  # the moment can't be met else

    def commit(self, connection: Any) -> None:
        if self.cuts:
            self._commit(connection)
            return
        self.cuts += 1
        if self.after:
            self._commit(connection)
        end_every_connection(self.server, self.court)
        connection.execute("SELECT 1")  # the answer to the commit never comes back


@pytest.mark.parametrize("after", [False, True])
def test_a_note_whose_commit_was_cut_off_stands_once_and_nobody_is_asked(
    server: servers.Server, court: Workspace, episode: int, *, after: bool
) -> None:
    cutting = Cutting(server, court, after=after)
    court.perform(write_note, episode_id=episode, text="Called; will come on Friday.")
    assert cutting.cuts == 1
    assert notes_in(court) == ["Called; will come on Friday."]
    assert court.read(check_chain, key=court.database.history_key) is None


def test_a_backend_that_is_killed_in_the_middle_of_an_act_costs_nothing(
    server: servers.Server, court: Workspace, episode: int
) -> None:
    turns: list[int] = []

    def cut_once(db: Any, context: Any, **wanted: Any) -> int:
        number = write_note(db, context, **wanted)
        if not turns:
            turns.append(number)
            end_every_connection(server, court)
            db.scalar(text("SELECT 1"))
        return number

    court.perform(cut_once, episode_id=episode, text="Called")
    assert notes_in(court) == ["Called"]


class Away:
    """The server lets nobody in for a while after the commit arrived, as while it restarts."""

    def __init__(self, server: servers.Server, court: Workspace) -> None:
        self.server, self.name = server, court.database.place.url.database  # type: ignore[union-attr]  # on a server

    def begin(self) -> None:
        self.server.ask(f'ALTER DATABASE "{self.name}" WITH ALLOW_CONNECTIONS false')

    def end(self) -> None:
        self.server.ask(f'ALTER DATABASE "{self.name}" WITH ALLOW_CONNECTIONS true')


@pytest.mark.parametrize("arrived", [False, True])
def test_what_is_in_doubt_is_looked_up_before_it_is_saved_again(
    server: servers.Server, court: Workspace, episode: int, *, arrived: bool
) -> None:
    away = Away(server, court)
    cutting = Cutting(server, court, after=arrived)
    event.listen(court.database.engine, "commit", _Before(away).commit)
    wanted = {"episode_id": episode, "text": "Called; will come on Friday."}
    with pytest.raises(Busy, match="not entered twice"):
        court.perform(write_note, **wanted)
    assert cutting.cuts == 1
    with pytest.raises(Busy):
        court.perform(write_note, **wanted)
    away.end()
    court.perform(write_note, **wanted)
    assert notes_in(court) == [wanted["text"]]
    court.perform(write_note, **wanted)  # the same words on purpose: a second note
    assert len(notes_in(court)) == 2


class _Before:
    """Closes the door the first time a commit begins; what is open stays open."""

    def __init__(self, away: Away) -> None:
        self.away, self.closed = away, False

    def commit(self, _connection: Connection) -> None:
        if not self.closed:
            self.closed = True
            self.away.begin()


def test_what_arrived_in_other_words_is_said_and_not_entered_beside_it(
    server: servers.Server, court: Workspace, episode: int
) -> None:
    away = Away(server, court)
    Cutting(server, court, after=True)
    event.listen(court.database.engine, "commit", _Before(away).commit)
    with pytest.raises(Busy):
        court.perform(write_note, episode_id=episode, text="Called")
    away.end()
    with pytest.raises(Refusal, match="did arrive"):
        court.perform(write_note, episode_id=episode, text="Called twice")
    assert notes_in(court) == ["Called"]


def test_the_window_says_that_the_server_is_away_keeps_the_words_and_is_told_when_it_is_back(
    server: servers.Server, court: Workspace, qtbot: QtBot
) -> None:
    before = messages.use(messages.Recorder())
    window = MainWindow(court, settings.Settings())
    window.show()
    qtbot.waitUntil(lambda: court.listens)
    dialog = court_details(court, window)
    dialog.open()
    dialog.form.editor("courtroom").set_value("Courtroom 9")
    away = Away(server, court)
    away.begin()
    end_every_connection(server, court)
    qtbot.waitUntil(lambda: "can't be reached" in read(window.way))
    assert "nothing is saved" in window.status.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert dialog.isVisible()
    assert dialog.form.editor("courtroom").value() == "Courtroom 9"
    assert read(dialog.notices)
    away.end()
    window.behind.other_desks.start()
    qtbot.waitUntil(lambda: read(window.way) == "")
    assert "Saved" in window.status.text() or "back" in window.status.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert court.read(courtroom) == "Courtroom 9"
    tasks.cancel_all()
    assert tasks.wait_for_all()
    window.close()  # it deletes itself: nobody else may close it
    messages.use(before)


def courtroom(db: Any) -> str:
    return str(db.scalar(select(Court.courtroom)))


def read(place: Any) -> str:
    return " ".join(label.text() for label in place.findChildren(QLabel) if label.isVisible())
