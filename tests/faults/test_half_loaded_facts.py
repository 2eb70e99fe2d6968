"""Facts are loaded whole or not at all: whatever table or disk refuses half-way."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from drugcourt.casework.checking import check_court
from drugcourt.casework.desk import open_desk
from drugcourt.casework.facts.lives import court_program, load_lives
from drugcourt.casework.facts.rows import ROOMS
from drugcourt.errors import Refusal
from drugcourt.exchange.scenarios.scenarios import read_facts
from drugcourt.records.everything import METADATA
from drugcourt.records.people import Person
from drugcourt.workspace import Workspace
from tests.conftest import PASSWORD, TODAY
from tests.faults.office import command, court_with_people, ended, is_one_sentence
from tests.lives import facts_text, person

TABLES = [
    "person",
    "episode",
    "specimen",
    "specimen_result",
    "docket_entry",
    *sorted({room.record.__tablename__ for room in ROOMS}),
    "history_entry",
]
MANY = 12


def rows(workspace: Workspace) -> dict[str, int]:
    """How many rows every table has."""

    def count(db) -> dict[str, int]:
        return {
            table.name: db.scalar(select(func.count()).select_from(table))
            for table in METADATA.sorted_tables
        }

    return workspace.read(count)


@contextmanager
def refusing(workspace: Workspace, table: str) -> Iterator[None]:
    """Meanwhile the database takes no new row of this table."""
    engine = workspace.database.engine.execution_options(writes=True)
    with engine.begin() as connection:
        connection.execute(
            text(
                f"CREATE TRIGGER half_way BEFORE INSERT ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'half way'); END"
            )
        )
    yield
    with engine.begin() as connection:
        connection.execute(text("DROP TRIGGER half_way"))


def test_whichever_table_refuses_half_way_nothing_of_the_lives_is_left(
    workspace: Workspace,
) -> None:
    told = read_facts(facts_text(person(), person("P-2")), workspace.read(court_program))
    before = rows(workspace)
    heard: list[frozenset[str]] = []
    workspace.listen(heard.append)
    for table in TABLES:
        with refusing(workspace, table), pytest.raises(Refusal):
            workspace.perform(load_lives, lives=told)
        assert rows(workspace) == before, table
    assert heard == []
    assert workspace.perform(load_lives, lives=told).people == 2


def many_lives(folder: Path, program: str = "") -> Path:
    """A facts file of many people, each with every sort of fact."""
    people = [person(f"L-{number}") for number in range(MANY)]
    file = folder / "lives.json"
    file.write_text(facts_text(*people, **({"program": program} if program else {})), "utf-8")
    return file


def loaded_people(court: Path) -> int:
    """How many of the lives the court holds; the court must be whole."""
    with closing(open_desk(court, PASSWORD, as_of=TODAY)) as workspace:
        found = workspace.read(check_court, history_key=workspace.database.history_key)
        assert not found.problems, found.problems
        asked = select(func.count(Person.id)).where(Person.reference.startswith("L-"))
        return int(workspace.read(lambda db: db.scalar(asked)) or 0)


def full_disk(most: int) -> str:
    """What a command runs first so that no file may grow beyond so many bytes."""
    return f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most})); "


@pytest.mark.parametrize("system", ["posix"] if os.name == "posix" else [])
def test_a_disk_full_half_way_is_said_and_the_file_can_be_loaded_again(
    tmp_path: Path, system: str
) -> None:
    assert system == os.name
    court = court_with_people(tmp_path)
    file = tmp_path / "lives.json"
    people = [person(f"L-{n}", events=[]) for n in range(MANY)]
    for one in people:
        one["events"] = [{"on": "2026-01-07", "every": "1 day", "times": 300, "test": "negative"}]
    file.write_text(json.dumps({"participants": people}), "utf-8")
    most = court.stat().st_size + 65_536
    loading = command("facts", "load", file, "--to", court, before=full_disk(most))
    status, out, complaint = ended(loading)
    assert (status, out) == (1, "")
    assert is_one_sentence(complaint), complaint
    assert "disk" in complaint
    assert loaded_people(court) == 0
    assert ended(command("facts", "load", file, "--to", court))[0] == 0
    assert loaded_people(court) == MANY


@pytest.mark.parametrize("system", ["posix"] if os.name == "posix" else [])
def test_a_new_court_that_could_not_be_loaded_leaves_no_file(tmp_path: Path, system: str) -> None:
    assert system == os.name
    file = many_lives(tmp_path, "five-phase")
    made = tmp_path / "made.court"
    loading = command("facts", "load", file, "--to", made, before=full_disk(1_400_000))
    status, out, complaint = ended(loading)
    assert (status, out) == (1, "")
    assert is_one_sentence(complaint), complaint
    assert list(tmp_path.glob("made*")) == []
