"""The same on the office's server: nothing empties the history, an older state is found."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from drugcourt.casework import desk
from drugcourt.casework.oversight.watch import watch_of
from drugcourt.casework.participants.participants import refer
from drugcourt.records.addresses import ServerAddress
from drugcourt.workspace import Workspace
from tests.conftest import TODAY, _cedar_at
from tests.courts import PASSWORD


@pytest.fixture
def opened(database: ServerAddress) -> Iterator[Workspace]:
    _cedar_at(database).close()
    workspace = desk.open_desk(database, PASSWORD, as_of=TODAY)
    yield workspace
    workspace.close()


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE history_entry CASCADE",
        "DELETE FROM history_entry",
        "UPDATE history_entry SET who = 'x'",
        "INSERT INTO history_entry SELECT * FROM history_entry WHERE id = 1 "
        "ON CONFLICT (id) DO UPDATE SET who = 'x'",
    ],
)
def test_the_server_refuses_to_rewrite_or_to_empty_the_history(
    opened: Workspace, statement: str
) -> None:
    with (
        pytest.raises(DBAPIError, match="append-only"),
        opened.database.engine.begin() as connection,
    ):
        connection.execute(text(statement))


def test_a_history_whose_end_was_cut_on_the_server_is_found(
    opened: Workspace, database: ServerAddress
) -> None:
    opened.perform(refer, person={"family_name": "Tran", "given_name": "Kevin"})
    opened.guard.leaving()
    with opened.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE history_entry DISABLE TRIGGER ALL"))
        connection.execute(
            text("DELETE FROM history_entry WHERE id > (SELECT max(id) - 2 FROM history_entry)")
        )
    opened.guard = None
    again = desk.open_desk(database, PASSWORD, as_of=TODAY)
    unlike = watch_of(again).unlike
    again.close()
    assert unlike is not None
    assert "missing" in unlike.sentence
