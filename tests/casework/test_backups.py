from __future__ import annotations

import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from drugcourt.casework import desk
from drugcourt.casework.backups import (
    back_up,
    back_up_when_due,
    backup_folder,
    backups_in,
    restore,
)
from drugcourt.casework.readiness.readiness import readiness
from drugcourt.errors import DiskTrouble, NotACourt, Refusal, WrongPassword
from drugcourt.records import keys
from drugcourt.workspace import Workspace
from tests import courts
from tests.conftest import PASSWORD, TODAY

NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)

pytestmark = pytest.mark.file


@pytest.fixture
def court(workspace: Workspace) -> Workspace:
    """A court with somebody in it, whose newest entries still stand in the write-ahead log."""
    courts.participant(workspace, admitted_on=date(2026, 8, 3))
    return workspace


def judged(path: Path) -> object:
    opened = desk.open_desk(path, PASSWORD, as_of=TODAY)
    try:
        return opened.read(readiness, as_of=TODAY)
    finally:
        opened.close()


def test_a_backup_becomes_the_same_court_again(court: Workspace, tmp_path: Path) -> None:
    made = back_up(court, tmp_path / "disk")
    assert made.participants == 1
    assert [backup.path for backup in backups_in(tmp_path / "disk")] == [made.path]
    assert list((tmp_path / "disk").iterdir()) == [made.path]
    expected = court.read(readiness, as_of=TODAY)
    done = restore(made.path, PASSWORD, tmp_path / "again.court", now=NOW)
    assert done.aside is None
    assert judged(tmp_path / "again.court") == expected


def test_what_stood_there_is_kept_under_another_name(court: Workspace, tmp_path: Path) -> None:
    made = back_up(court, tmp_path / "disk")
    court.close()
    before = court.path.read_bytes()
    done = restore(made.path, PASSWORD, court.path, now=NOW)
    assert done.aside is not None
    assert done.aside.read_bytes() == before
    assert keys.key_file(done.aside).exists()
    assert judged(done.aside) == judged(court.path)


def test_a_log_left_behind_by_another_court_is_set_aside_with_it(
    court: Workspace, tmp_path: Path
) -> None:
    made = back_up(court, tmp_path / "disk")
    court.close()
    foreign = court.path.with_name(court.path.name + "-wal")
    foreign.write_bytes(b"a log of another court")
    expected = restore(made.path, PASSWORD, court.path, now=NOW)
    assert not foreign.exists()
    assert expected.aside is not None
    assert judged(court.path)


def test_a_damaged_court_is_not_backed_up_and_the_good_backups_stay(
    court: Workspace, tmp_path: Path
) -> None:
    folder = tmp_path / "disk"
    good = back_up(court, folder)
    court.close()
    damaged = bytearray(court.path.read_bytes())
    middle = len(damaged) // 2
    damaged[middle] ^= 1
    court.path.write_bytes(damaged)
    reopened = desk.open_desk(court.path, PASSWORD, as_of=TODAY)
    with pytest.raises(NotACourt):
        back_up(reopened, folder)
    reopened.close()
    assert [backup.path for backup in backups_in(folder)] == [good.path]
    assert list(folder.iterdir()) == [good.path]


def test_a_wrong_password_restores_nothing(court: Workspace, tmp_path: Path) -> None:
    made = back_up(court, tmp_path / "disk")
    with pytest.raises(WrongPassword):
        restore(made.path, "another long sentence", tmp_path / "again.court", now=NOW)
    assert not (tmp_path / "again.court").exists()


@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_backup_that_is_cut_off_is_refused_and_nothing_is_touched(
    court: Workspace, tmp_path: Path, part: float
) -> None:
    made = back_up(court, tmp_path / "disk")
    whole = made.path.read_bytes()
    made.path.write_bytes(whole[: int(len(whole) * part)])
    court.close()
    before = court.path.read_bytes()
    with pytest.raises(NotACourt, match="backup"):
        restore(made.path, PASSWORD, court.path, now=NOW)
    assert court.path.read_bytes() == before
    assert backups_in(tmp_path / "disk") == []


@pytest.mark.parametrize("where", [0.3, 0.6, 0.95])
def test_one_changed_byte_in_a_backup_is_found(
    court: Workspace, tmp_path: Path, where: float
) -> None:
    made = back_up(court, tmp_path / "disk")
    whole = bytearray(made.path.read_bytes())
    whole[int(len(whole) * where)] ^= 0x10
    made.path.write_bytes(whole)
    with pytest.raises(NotACourt):
        restore(made.path, PASSWORD, tmp_path / "again.court", now=NOW)
    assert not (tmp_path / "again.court").exists()


def test_an_archive_of_something_else_is_no_backup(tmp_path: Path) -> None:
    other = tmp_path / "holiday.courtbackup"
    with zipfile.ZipFile(other, "w") as bundle:
        bundle.writestr("../../court", "outside")
    with pytest.raises(NotACourt):
        restore(other, PASSWORD, tmp_path / "again.court", now=NOW)
    assert sorted(tmp_path.iterdir()) == [other]


def test_a_backup_of_a_newer_program_is_refused(court: Workspace, tmp_path: Path) -> None:
    with court.database.engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    made = back_up(court, tmp_path / "disk")
    with pytest.raises(Refusal, match="newer version"):
        restore(made.path, PASSWORD, tmp_path / "again.court", now=NOW)
    assert not (tmp_path / "again.court").exists()


def test_a_place_that_is_no_folder_is_refused_with_one_sentence(
    court: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DiskTrouble, match="Choose another folder"):
        back_up(court, tmp_path / "file")


def test_the_program_makes_its_own_backup_once_a_day(court: Workspace) -> None:
    first = back_up_when_due(court)
    assert first is not None
    assert first.path.parent == backup_folder(court.path)
    assert back_up_when_due(court) is None
    tomorrow = Workspace(court.database, who=court.who, as_of=TODAY + timedelta(days=1))
    second = back_up_when_due(tomorrow)
    assert second is not None
    assert [b.path for b in backups_in(first.path.parent)] == [second.path, first.path]
