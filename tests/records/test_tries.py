from __future__ import annotations

import platform
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from sqlalchemy import insert

from drugcourt.domain.accounts import Step, Try
from drugcourt.opening import closed_court, create_court
from drugcourt.records import tries
from drugcourt.records.accounts import DoorTry
from drugcourt.records.addresses import ServerAddress
from drugcourt.records.servers import ClosedServer
from drugcourt.records.tries import TriesFile
from tests.conftest import CHEAP, PASSWORD


def test_lines_come_back_in_the_order_in_which_they_were_added(tmp_path: Path) -> None:
    kept = TriesFile(tmp_path / "a.court")
    lines = [Try("pike", step, f"2026-11-24T0{n}", "here", float(n)) for n, step in enumerate(Step)]
    for line in lines:
        kept.add(line)
    assert TriesFile(tmp_path / "a.court").lines() == lines


def test_a_torn_or_foreign_line_is_passed_over(tmp_path: Path) -> None:
    kept = TriesFile(tmp_path / "a.court")
    kept.add(Try("pike", Step.TRIED))
    with kept.path.open("ab") as stream:
        stream.write(b'{"login": "pike", "st\n\xff\xfe\n[1]\n"x"\n')
    kept.add(Try("pike", Step.TRIED))
    assert [line.step for line in kept.lines()] == [Step.TRIED, Step.TRIED]


def test_the_file_does_not_grow_for_ever_and_keeps_the_newest(tmp_path: Path) -> None:
    kept = TriesFile(tmp_path / "a.court")
    line = tries.json.dumps(tries.asdict(Try("old", Step.TRIED))) + "\n"
    kept.path.write_text(line * (tries.MOST_BYTES // len(line) + 1), "utf-8")
    kept.add(Try("new", Step.TRIED))
    lines = kept.lines()
    assert len(lines) == tries.KEPT_LINES
    assert lines[-1].login == "new"


def test_a_line_says_nothing_of_the_computers_name() -> None:
    assert platform.node() not in repr(tries.stamped("pike", Step.TRIED, ""))


def test_a_court_on_a_server_keeps_the_same_lines_in_a_table(database: ServerAddress) -> None:
    create_court(database, PASSWORD, cost=CHEAP).close()
    closed = closed_court(database)
    line = Try("pike", Step.TRIED, "2026-11-24", "here", 12.5)
    closed.tries.add(line)
    closed.close()
    again = closed_court(database)
    assert again.tries.lines() == [line]
    again.close()


@pytest.mark.parametrize("there", [True, False])
def test_a_disk_that_refuses_the_line_is_noted_and_raises_nothing(
    tmp_path: Path, *, there: bool
) -> None:
    folder = tmp_path / "gone"
    if there:
        folder.write_text("a file where a folder should be")
    TriesFile(folder / "a.court").add(Try("pike", Step.TRIED))
    assert TriesFile(folder / "a.court").lines() == []


def test_a_line_never_lies_ahead_of_the_computers_running_time() -> None:
    """Ahead, it would look like one from before a restart, and the wait would be over at once."""
    assert all(tries.stamped("pike", "tried", "").uptime <= tries.uptime() for _ in range(300))


def test_on_a_server_tries_under_other_names_push_no_lock_out(database: ServerAddress) -> None:
    create_court(database, PASSWORD, cost=CHEAP).close()
    closed = closed_court(database)
    assert isinstance(closed, ClosedServer)
    locked = Try("coordinator", Step.TRIED, "", "here", 1.0)
    others = [replace(locked, login=f"nobody-{number}") for number in range(6_000)]
    rows = [asdict(one) for one in (*[locked] * 5, *others)]
    with closed._engine.begin() as connection:
        connection.execute(insert(DoorTry), rows)
    closed.tries.add(others[-1])
    lines = closed.tries.lines()
    closed.close()
    assert lines[:5] == [locked] * 5
    assert len(lines) == 10 * tries.KEPT_LINES + 5
    assert lines[-1] == others[-1]


def test_on_a_server_the_lines_of_an_account_do_not_grow_for_ever(
    database: ServerAddress,
) -> None:
    create_court(database, PASSWORD, cost=CHEAP).close()
    closed = closed_court(database)
    assert isinstance(closed, ClosedServer)
    line = Try("coordinator", Step.OPENED, "", "here", 1.0)
    with closed._engine.begin() as connection:
        connection.execute(insert(DoorTry), [asdict(line)] * 700)
    closed.tries.add(line)
    assert len(closed.tries.lines()) == tries.KEPT_LINES
    closed.close()
