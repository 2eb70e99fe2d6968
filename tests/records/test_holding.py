"""A court file has one program that writes in it; the next one is told whose it is and where."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from drugcourt.casework import desk
from drugcourt.errors import Held, WrongPassword
from drugcourt.records.holding import told
from drugcourt.workspace import Workspace
from tests.conftest import PASSWORD, TODAY, copied

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import sys
from pathlib import Path
from drugcourt.casework.desk import open_desk
from tests.conftest import PASSWORD, TODAY
at = open_desk(Path(sys.argv[1]), PASSWORD, as_of=TODAY)
print("open", flush=True)
sys.stdin.read()
at.close()
"""


@pytest.fixture
def court(cedar: Path, tmp_path: Path) -> Path:
    return copied(cedar, tmp_path)


@contextmanager
def another_program(court: Path) -> Iterator[subprocess.Popen[str]]:
    """Another program with the court open."""
    program = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(court)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdin is not None
    assert program.stdout is not None
    try:
        assert program.stdout.readline() == "open\n"
        yield program
    finally:
        program.stdin.close()
        program.wait()
        program.stdout.close()


def test_the_second_program_is_told_who_where_and_since_when_and_a_crash_lets_go(
    court: Path,
) -> None:
    with another_program(court) as program:
        words = r"R\. Alvarez has this court open on this computer"
        with pytest.raises(Held, match=words) as refused:
            desk.open_desk(court, PASSWORD, as_of=TODAY)
        assert refused.value.computer == socket.gethostname()
        assert refused.value.since is not None
        assert "PostgreSQL" in str(refused.value)
        os.kill(program.pid, signal.SIGKILL)
        program.wait()
    left = court.with_name(court.name + ".open")
    assert left.exists()  # its text says what was; the lock is gone
    opened = desk.open_desk(court, PASSWORD, as_of=TODAY)
    opened.close()
    assert not left.exists()


def test_one_program_opens_its_own_court_twice_and_the_last_one_lets_go(court: Path) -> None:
    first = desk.open_desk(court, PASSWORD, as_of=TODAY)
    second = desk.open_desk(court, PASSWORD, as_of=TODAY)
    first.close()
    left = court.with_name(court.name + ".open")
    assert left.exists()
    second.close()
    assert not left.exists()


def test_a_locked_desk_keeps_the_file_and_goes_on(workspace: Workspace) -> None:
    left = workspace.path.with_name(workspace.path.name + ".open")
    workspace.lock()
    assert left.exists()
    desk.go_on(workspace, PASSWORD)
    assert left.exists()
    workspace.close()
    assert not left.exists()


def test_whoever_is_refused_at_the_door_holds_nothing(court: Path) -> None:
    with pytest.raises(WrongPassword):
        desk.open_desk(court, "another long sentence", as_of=TODAY)
    assert not court.with_name(court.name + ".open").exists()


def test_another_computer_is_named_by_its_own_name() -> None:
    said = {"name": "B. Ortiz", "computer": "desk-4", "since": "2026-11-24T14:05:00+00:00"}
    assert "B. Ortiz has this court open on the computer desk-4 since" in str(told(said))
