from __future__ import annotations

from pathlib import Path

import pytest

from drugcourt.casework import desk
from drugcourt.errors import NotACourt
from drugcourt.exchange.resources import resource
from drugcourt.records import folders
from drugcourt.workspace import Workspace
from tests.conftest import CHEAP, PASSWORD


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("/home/ada/OneDrive/Court", "OneDrive"),
        ("/home/ada/OneDrive - Cedar County/Court", "OneDrive"),
        ("/Users/ada/Dropbox (Personal)", "Dropbox"),
        ("/Users/ada/Library/Mobile Documents/com~apple~CloudDocs/x", "iCloud"),
        ("/home/ada/Nextcloud", "Nextcloud"),
        ("/home/ada/Documents/Onedrive papers", ""),
        ("/home/dropboxer/court", ""),
    ],
)
def test_the_folders_of_copying_services_are_known_by_their_names(
    folder: str, service: str
) -> None:
    assert folders.service_of(Path(folder)) == service


@pytest.mark.parametrize(
    ("folder", "away"),
    [
        ("/mnt/office/court", True),
        ("/mnt/office", True),
        ("/mnt/office/local/court", False),
        ("/mnt/officer", False),
        ("/mnt/two words/court", True),
        ("/home/ada", False),
    ],
)
def test_the_disk_of_another_computer_is_known_by_its_file_system(
    folder: str, away: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda1 / ext4 rw 0 0\n//server/share /mnt/office cifs rw 0 0\n"
        "/dev/sdb1 /mnt/office/local ext4 rw 0 0\nbroken\n"
        "server:/x /mnt/two\\040words nfs4 rw 0 0\n"
    )
    monkeypatch.setattr(folders, "MOUNTS", mounts)
    monkeypatch.setattr(folders.sys, "platform", "linux")
    assert folders.on_network(Path(folder)) is away


def test_a_court_is_neither_made_nor_opened_where_it_would_be_damaged(
    workspace: Workspace, tmp_path: Path
) -> None:
    unsafe = tmp_path / "Dropbox"
    unsafe.mkdir()
    with pytest.raises(NotACourt, match="kept in step by Dropbox"):
        desk.new_desk(
            unsafe / "new.court",
            PASSWORD,
            court="Cedar",
            program_text=resource("programs", "five-phase.toml").read_text("utf-8"),
            cost=CHEAP,
        )
    assert list(unsafe.iterdir()) == []
    workspace.close()
    for name in ("cedar.court", "cedar.court.keys"):
        (tmp_path / name).rename(unsafe / name)
    before = (unsafe / "cedar.court").read_bytes()
    with pytest.raises(NotACourt, match="server"):
        desk.open_desk(unsafe / "cedar.court", PASSWORD)
    assert (unsafe / "cedar.court").read_bytes() == before
