"""A folder is looked at: each whole file comes in once, and what is still written waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from drugcourt import settings
from drugcourt.casework.imports.watching import files_in, settled_files
from drugcourt.casework.laboratories.unread import unread_lines
from drugcourt.casework.laboratories.waiting import waiting_count
from drugcourt.errors import Refusal
from drugcourt.records.courts import ImportBatch
from drugcourt.ui.kit.messages import Recorder
from drugcourt.ui.laboratories import watching
from drugcourt.ui.laboratories.folder_dialog import FolderDialog
from drugcourt.ui.laboratories.watching import LaboratoryWatch
from drugcourt.workspace import Workspace
from tests.casework.files import participant
from tests.exchange.messages import message

Settled = Callable[[], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "from-the-lab"
    made.mkdir()
    return made


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, newline="")
    return path


def imports(workspace: Workspace) -> int:
    return workspace.read(lambda db: db.scalar(select(func.count()).select_from(ImportBatch)))


def test_a_file_is_taken_once_it_is_whole_and_only_once(
    workspace: Workspace,
    folder: Path,
    qtbot: QtBot,
    settled: Settled,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(watching, "PAUSE", 20)
    participant(workspace, birth_date=date(1990, 3, 17))
    put(folder, "a.hl7", message())
    put(folder, "b.hl7.part", message(accession="B"))
    watch = LaboratoryWatch(workspace, settings.Settings())
    said: list[str] = []
    watch.told.connect(said.append)
    watch.choose(folder)
    qtbot.waitUntil(lambda: workspace.read(waiting_count) == 1)
    qtbot.waitUntil(lambda: said == ["From the laboratory folder: 1 to review."])
    put(folder, "copy.hl7", message())
    watch.look()
    qtbot.waitUntil(lambda: folder / "copy.hl7" in watch._taken)
    settled()
    assert imports(workspace) == 1
    assert len(said) == 1
    put(folder, "broken.hl7", "MSH|^~\\&|LIS\rPID|")
    qtbot.waitUntil(lambda: len(said) == 2)
    assert said[1] == "From the laboratory folder: 1 rejected."
    put(folder, "picture.hl7", "%PDF-1.4")
    qtbot.waitUntil(lambda: len(said) == 3)
    assert said[2] == "From the laboratory folder: 1 file could not be read."
    unread = workspace.read(unread_lines)
    assert [each.file for each in unread] == ["picture.hl7", "broken.hl7"]
    again = LaboratoryWatch(workspace, watch._kept)
    again.told.connect(said.append)
    again.start()
    qtbot.waitUntil(lambda: folder / "picture.hl7" in again._taken)
    settled()
    assert len(said) == 3, "a file that is kept apart is told of once"
    assert sorted(p.name for p in folder.iterdir()) == [
        "a.hl7", "b.hl7.part", "broken.hl7", "copy.hl7", "picture.hl7",
    ]  # fmt: skip
    watch.choose(None)
    settled()
    assert watch.folder is None


def test_what_grows_between_two_looks_is_not_whole(folder: Path) -> None:
    growing, whole = put(folder, "growing.hl7", "MSH"), put(folder, "whole.hl7", message())
    put(folder, ".hidden", "x")
    put(folder, "~$open.xlsx", "x")
    put(folder, "empty.csv", "")
    before = files_in(folder)
    assert list(before) == [growing, whole]
    growing.write_text("MSH|", "utf-8")
    assert settled_files(before, files_in(folder)) == [whole]
    with pytest.raises(Refusal, match="can't be read"):
        files_in(folder / "gone")


def test_the_folder_is_chosen_and_remembered_on_this_computer(
    workspace: Workspace, folder: Path, qtbot: QtBot, settled: Settled, boxes: Recorder
) -> None:
    kept = settings.Settings()
    watch = LaboratoryWatch(workspace, kept)
    dialog = FolderDialog(watch)
    qtbot.addWidget(dialog)
    boxes.path = folder
    dialog.choose_button.click()
    settled()
    assert str(folder) in dialog.now.text()
    assert list(settings.load().lab_folders.values()) == [str(folder)]
    dialog.stop_button.click()
    assert settings.load().lab_folders == {}
