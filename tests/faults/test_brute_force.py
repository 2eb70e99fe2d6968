"""Guessing at the door: restarts, kills, clocks and parallel programs give no more than five."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from drugcourt.casework.accounts.opening import Locked, lock_policy
from drugcourt.domain.accounts import Role, Step
from drugcourt.errors import WrongPassword
from drugcourt.records.tries import TriesFile, tries_file
from drugcourt.workspace import Workspace
from tests.casework.accounts.people import OWN, add, opened
from tests.faults.office import ROOT

pytestmark = pytest.mark.file
MOST = lock_policy().wrong

GUESS = """
import sys
from datetime import date
from pathlib import Path
from drugcourt.casework import desk
from drugcourt.casework.accounts.opening import Locked
from drugcourt.errors import WrongPassword
try:
    desk.open_desk(Path(sys.argv[1]), sys.argv[2], user="pike", as_of=date(2026, 11, 24))
    print("opened")
except Locked:
    print("locked")
except WrongPassword:
    print("looked at")
"""


@pytest.fixture
def court(workspace: Workspace) -> Path:
    """A court in which somebody has an account and an administrator could release it."""
    add(workspace, "pike", Role.PROSECUTOR)
    return workspace.path


def guess(court: Path, password: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", GUESS, str(court), password],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_each_guess_in_a_program_of_its_own_counts(court: Path) -> None:
    said = [guess(court, "wrong").communicate(timeout=60)[0].strip() for _ in range(MOST + 1)]
    assert said == ["looked at"] * MOST + ["locked"]
    with pytest.raises(Locked):
        opened(court, OWN, "pike")


def test_guesses_at_the_same_time_are_not_more_than_five(court: Path) -> None:
    programs = [guess(court, "wrong") for _ in range(8)]
    said = [program.communicate(timeout=120)[0].strip() for program in programs]
    assert said.count("looked at") <= MOST
    assert set(said) <= {"looked at", "locked"}
    with pytest.raises(Locked):
        opened(court, OWN, "pike")


def test_a_program_that_is_killed_while_it_looks_has_used_its_try(court: Path) -> None:
    def stands() -> int:
        return sum(line.step == Step.TRIED for line in TriesFile(court).lines())

    before = stands()
    for number in range(1, MOST + 1):
        program = guess(court, "wrong")
        until = time.monotonic() + 60
        while stands() < before + number and time.monotonic() < until:
            assert program.poll() is None
        program.send_signal(signal.SIGKILL)
        program.communicate(timeout=60)
    with pytest.raises(Locked):
        opened(court, OWN, "pike")


@pytest.mark.parametrize("day", ["1999-01-01", "2068-01-01"])
def test_what_the_clock_said_at_each_try_changes_nothing(court: Path, day: str) -> None:
    for _ in range(MOST):
        with pytest.raises(WrongPassword):
            opened(court, "wrong", "pike")
        text = tries_file(court).read_text("utf-8")
        tries_file(court).write_text(text.replace('"at": "20', f'"at": "{day}T00:00 20'), "utf-8")
    with pytest.raises(Locked):
        opened(court, OWN, "pike")


def test_putting_an_old_key_file_back_releases_nobody(court: Path) -> None:
    keys = court.with_name(court.name + ".keys")
    kept = keys.read_bytes()
    for _ in range(MOST):
        with pytest.raises(WrongPassword):
            opened(court, "wrong", "pike")
    keys.write_bytes(kept)
    with pytest.raises(Locked):
        opened(court, OWN, "pike")
