"""A court goes from a file to the office's server and back, and every row is as it was."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from drugcourt.casework import desk
from drugcourt.casework.moves import move
from drugcourt.casework.readiness import standing
from drugcourt.casework.readiness.readiness import readiness
from drugcourt.errors import Refusal
from drugcourt.opening import open_court
from drugcourt.records.addresses import Place, ServerAddress
from drugcourt.records.everything import METADATA
from drugcourt.records.history import check_chain
from drugcourt.workspace import Workspace
from tests import courts
from tests.conftest import PASSWORD, TODAY

pytestmark = pytest.mark.file


@pytest.fixture
def court(workspace: Workspace) -> Workspace:
    """Somebody with a life, and a name that is longer than a server's column would once take."""
    episode_id = courts.participant(workspace, "Å" * 90, admitted_on=date(2026, 5, 4))
    for day in range(5, 17):
        courts.collected(workspace, episode_id, date(2026, 5, day))
    return workspace


def opened(place: Place) -> Workspace:
    """The court at a place, without the sign-in that a person would leave there."""
    return open_court(place, PASSWORD, as_of=TODAY, derive=standing.derive)


def said_nothing(_done: int, _whole: int) -> None:
    """Nobody watches."""


def every_row(court: Workspace) -> dict[str, list[Any]]:
    def read(db: Any) -> dict[str, list[Any]]:
        return {
            table.name: [
                tuple(row) for row in db.execute(select(table).order_by(*table.primary_key.columns))
            ]
            for table in METADATA.sorted_tables
            if table.name != "court_keys"
        }

    return court.read(read)


def test_to_the_server_and_back_loses_nothing(
    court: Workspace, database: ServerAddress, tmp_path: Path
) -> None:
    before = every_row(court)
    assert sum(map(len, before.values())) > 50
    heard: list[tuple[int, int]] = []
    rows = move(court, database, lambda done, whole: heard.append((done, whole)))
    assert heard[-1] == (rows, rows)
    there = opened(database)
    assert every_row(there) == before
    assert there.read(readiness, as_of=TODAY) == court.read(readiness, as_of=TODAY)
    # the server counts on from the highest number
    courts.participant(there, admitted_on=date(2026, 9, 1))
    assert there.read(check_chain, key=there.database.history_key) is None
    move(there, tmp_path / "home.court", said_nothing)
    home = opened(tmp_path / "home.court")
    assert every_row(home) == every_row(there)
    assert home.read(check_chain, key=home.database.history_key) is None
    there.close()
    home.close()


def test_a_move_that_breaks_off_leaves_an_empty_database_and_the_court_as_it_was(
    court: Workspace, database: ServerAddress
) -> None:
    before = every_row(court)

    def stops(done: int, whole: int) -> None:
        if done > whole / 2:
            raise Refusal("Stopped.")

    with pytest.raises(Refusal, match="Stopped"):
        move(court, database, stops)
    assert not desk.stands(database)
    assert every_row(court) == before
    move(court, database, said_nothing)


def test_a_move_that_breaks_off_leaves_no_file(court: Workspace, tmp_path: Path) -> None:
    def stops(_done: int, _whole: int) -> None:
        raise Refusal("Stopped.")

    with pytest.raises(Refusal, match="Stopped"):
        move(court, tmp_path / "half.court", stops)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("half")] == []


def test_a_place_that_is_taken_is_refused(court: Workspace, database: ServerAddress) -> None:
    with pytest.raises(Refusal, match="exists already"):
        move(court, court.path, said_nothing)
    move(court, database, said_nothing)
    with pytest.raises(Refusal, match="not empty"):
        move(court, database, said_nothing)


def test_a_changed_history_is_not_moved(court: Workspace, tmp_path: Path) -> None:
    with court.database.engine.execution_options(writes=True).begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER history_entry_no_update")
        connection.exec_driver_sql("UPDATE history_entry SET who = 'somebody else' WHERE id = 2")
    with pytest.raises(Refusal, match="Entry 2"):
        move(court, tmp_path / "moved.court", said_nothing)
    assert not (tmp_path / "moved.court").exists()
