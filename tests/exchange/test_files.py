"""A file is whole and new, or untouched and old."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from drugcourt.errors import DiskTrouble
from drugcourt.exchange.files import atomic_write, check_target


def write_half(target: Path, problem: Exception) -> None:
    with atomic_write(target) as file:
        file.write(b"half")
        raise problem


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    with atomic_write(tmp_path / "list.csv") as file:
        file.write(b"new")
    assert (tmp_path / "list.csv").read_bytes() == b"new"
    assert names(tmp_path) == ["list.csv"]


def test_until_the_end_the_old_file_stands(tmp_path: Path) -> None:
    target = tmp_path / "list.csv"
    target.write_bytes(b"old")
    with atomic_write(target) as file:
        file.write(b"new")
        file.flush()
        assert target.read_bytes() == b"old"
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
def test_trouble_on_the_disk_leaves_the_old_file_and_says_so(tmp_path: Path, number: int) -> None:
    target = tmp_path / "list.csv"
    target.write_bytes(b"old")
    with pytest.raises(DiskTrouble) as caught:
        write_half(target, OSError(number, os.strerror(number)))
    assert str(caught.value).endswith(".")
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["list.csv"]


def test_a_mistake_of_ours_leaves_the_old_file_and_is_not_hidden(tmp_path: Path) -> None:
    target = tmp_path / "list.csv"
    target.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError):
        write_half(target, ZeroDivisionError())
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["list.csv"]


def test_links_are_not_followed(tmp_path: Path) -> None:
    real = tmp_path / "real.csv"
    real.write_bytes(b"old")
    for name, goal in (("link.csv", real), ("dangling.csv", tmp_path / "nowhere.csv")):
        (tmp_path / name).symlink_to(goal)
        with pytest.raises(DiskTrouble, match="link"), atomic_write(tmp_path / name) as file:
            file.write(b"new")
    assert real.read_bytes() == b"old"
    assert not (tmp_path / "nowhere.csv").exists()


@pytest.mark.parametrize(
    "name",
    ["CON", "nul.csv", "Com1.xlsx", "lpt9", "aux.tar.gz", "COM¹.csv", "a:b.csv", "a?.csv",
     "a\nb.csv", "end.", "end ", "x" * 250, ".", ".."],
)  # fmt: skip
def test_names_that_some_computer_refuses_are_refused_everywhere(tmp_path: Path, name: str) -> None:
    with pytest.raises(DiskTrouble):
        check_target(tmp_path / name)


@pytest.mark.parametrize("name", ["console.csv", "communion.xlsx", ".hidden", "Zoë – März.pdf"])
def test_ordinary_names_are_fine(tmp_path: Path, name: str) -> None:
    check_target(tmp_path / name)


def test_a_folder_and_a_missing_folder_are_said(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(DiskTrouble, match="is a folder"):
        check_target(tmp_path / "folder")
    with pytest.raises(DiskTrouble, match="does not exist"):
        check_target(tmp_path / "none" / "list.csv")


@pytest.mark.parametrize(
    "name",
    ["our.court", "our.court.keys", "our.court-wal", "our.court-shm", "our.court-journal"],
)
def test_a_court_and_its_keys_are_never_written_over(tmp_path: Path, name: str) -> None:
    for ending in ("", ".keys", "-wal"):
        (tmp_path / f"our.court{ending}").write_bytes(b"kept")
    with pytest.raises(DiskTrouble, match="belongs to a court"):
        check_target(tmp_path / name)


def test_a_name_like_that_of_a_court_is_free_where_no_court_stands(tmp_path: Path) -> None:
    for name in ("our.court", "list.keys"):
        (tmp_path / name).write_bytes(b"a list")
        check_target(tmp_path / name)
