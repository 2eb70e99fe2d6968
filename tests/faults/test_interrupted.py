"""A court survives its program being killed, a full disk, and two desks writing at once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.faults.office import (
    PEOPLE,
    command,
    court_with_people,
    ended,
    is_one_sentence,
    new_rows,
    table_of_tests,
)

DAYS = 60  # enough for a commit of many pages
MANY_DAYS = 300  # more than the room that is left


@pytest.fixture
def court(tmp_path: Path) -> Path:
    return court_with_people(tmp_path)


def bytes_of(log: Path) -> int:
    """The size of a write-ahead log; 0 while there is none: who closes a court last removes it."""
    try:
        return log.stat().st_size
    except FileNotFoundError:
        return 0


def test_a_killed_import_left_all_or_nothing_and_can_be_repeated(
    court: Path, tmp_path: Path
) -> None:
    table = table_of_tests(tmp_path, DAYS)
    log = court.with_name(court.name + "-wal")
    for pages in (1, 40):
        process = command("import", "tests", table, "--court", court)
        before = bytes_of(log)
        while process.poll() is None:
            if bytes_of(log) >= before + pages * 4096:
                process.kill()
                break
        process.communicate(timeout=60)
        assert new_rows(court, table) in {0, PEOPLE * DAYS}
    assert ended(command("import", "tests", table, "--court", court))[0] == 0
    assert new_rows(court, table) == 0


@pytest.mark.parametrize("system", ["posix"] if os.name == "posix" else [])
def test_a_disk_that_takes_no_more_is_said_and_nothing_is_lost(
    court: Path, tmp_path: Path, system: str
) -> None:
    assert system == os.name
    table = table_of_tests(tmp_path, MANY_DAYS, "Amphetamines", "Opiates", "THC")
    most = court.stat().st_size + 65_536
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most})); "
    status, out, complaint = ended(
        command("import", "tests", table, "--court", court, before=limit)
    )
    assert status == 1
    assert out == ""
    assert is_one_sentence(complaint), complaint
    assert "disk" in complaint
    assert new_rows(court, table) == PEOPLE * MANY_DAYS
    assert ended(command("import", "tests", table, "--court", court))[0] == 0
    assert new_rows(court, table) == 0


def test_two_commands_that_write_at_once_both_arrive(court: Path, tmp_path: Path) -> None:
    table = table_of_tests(tmp_path, DAYS)
    visits = tmp_path / "visits.csv"
    rows = "".join(f"P-{n},2026-02-03,yes\n" for n in range(PEOPLE))
    visits.write_text(f"Participant,Date,Attended\n{rows}", "utf-8")
    both = [
        command("import", "tests", table, "--court", court),
        command("import", "attendance", visits, "--court", court),
    ]
    for status, out, complaint in map(ended, both):
        assert (status, complaint) == (0, "")
        assert " new" in out
    assert new_rows(court, table) == 0
