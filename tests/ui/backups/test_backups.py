"""Backups from the window: the daily one, one more, another disk, and a court made of one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from drugcourt import settings
from drugcourt.casework.backups import back_up, backup_folder, backups_in
from drugcourt.ui.app import Desk
from drugcourt.ui.backups.backing_up import BackingUp
from drugcourt.ui.backups.dialog import BackupsDialog
from drugcourt.ui.kit.messages import Recorder
from drugcourt.ui.main_window import MainWindow
from drugcourt.ui.welcome.first_run import FirstRun
from drugcourt.workspace import Workspace
from tests.conftest import PASSWORD, TODAY

Settled = Callable[[], None]


def notices(widget: BackupsDialog | FirstRun) -> list[str]:
    return [banner.sentence.text() for banner in widget.notices.banners()]


def test_one_more_backup_is_made_and_listed(
    workspace: Workspace, qtbot: QtBot, settled: Settled
) -> None:
    dialog = BackupsDialog(workspace)
    qtbot.addWidget(dialog)
    assert dialog.table.rows.rowCount() == 0
    dialog.now_button.click()
    assert not dialog.now_button.isEnabled()
    settled()
    assert dialog.table.rows.rowCount() == 1
    assert dialog.now_button.isEnabled()
    assert len(backups_in(backup_folder(workspace.path))) == 1


def test_another_disk_that_refuses_is_said_and_the_dialog_stays_usable(
    workspace: Workspace, qtbot: QtBot, settled: Settled, boxes: Recorder, tmp_path: Path
) -> None:
    dialog = BackupsDialog(workspace)
    qtbot.addWidget(dialog)
    (tmp_path / "stick").write_text("not a folder")
    boxes.path = tmp_path / "stick"
    dialog.elsewhere.click()
    settled()
    assert any("Choose another folder" in sentence for sentence in notices(dialog))
    boxes.path = tmp_path / "other disk"
    dialog.elsewhere.click()
    settled()
    assert len(backups_in(tmp_path / "other disk")) == 1
    assert dialog.elsewhere.isEnabled()


def test_the_daily_backup_is_made_behind_the_window_once(
    workspace: Workspace, qtbot: QtBot, settled: Settled
) -> None:
    daily = BackingUp(workspace)
    with qtbot.waitSignal(daily.made):
        daily.start()
    daily.start()
    settled()
    assert len(backups_in(backup_folder(workspace.path))) == 1


def test_a_failed_daily_backup_stands_on_today_until_it_is_closed(
    workspace: Workspace, qtbot: QtBot, settled: Settled
) -> None:
    window = MainWindow(workspace, settings.Settings())
    qtbot.addWidget(window)
    backup_folder(workspace.path).write_text("a file where the folder should be")
    with qtbot.waitSignal(window.behind.backing_up.failed):
        window.behind.backing_up.start()
    settled()
    said = [banner.sentence.text() for banner in window.page("today").notices.banners()]
    assert any("Choose another folder" in sentence for sentence in said)


@pytest.fixture
def backup(workspace: Workspace, tmp_path: Path) -> Path:
    return back_up(workspace, tmp_path / "disk").path


def test_a_backup_becomes_an_open_court_from_the_first_page(
    backup: Path, qtbot: QtBot, settled: Settled, boxes: Recorder, tmp_path: Path
) -> None:
    desk = Desk(TODAY)
    welcome = desk.begin(None)
    assert isinstance(welcome.page(), FirstRun)
    target = tmp_path / "again.court"
    welcome.show_restore(backup, target, "what it holds")
    page = welcome.page()
    qtbot.keyClicks(page.password.line, "wrong password here")
    page.open_button.click()
    qtbot.waitUntil(lambda: "does not open" in page.password.error.text(), timeout=10_000)
    assert not target.exists()
    qtbot.waitUntil(page.open_button.isEnabled)
    page.password.line.clear()
    qtbot.keyClicks(page.password.line, PASSWORD)
    page.open_button.click()
    qtbot.waitUntil(lambda: isinstance(desk.window, MainWindow), timeout=10_000)
    settled()
    assert target.exists()
    desk.window.close()


def test_a_file_that_is_no_backup_is_said_on_the_first_page(
    qtbot: QtBot, settled: Settled, boxes: Recorder, tmp_path: Path
) -> None:
    desk = Desk(TODAY)
    welcome = desk.begin(None)
    boxes.path = tmp_path / "holiday.courtbackup"
    boxes.path.write_text("a picture")
    welcome.choose_backup()
    assert any("not a backup" in sentence for sentence in notices(welcome.page()))
    welcome.close()
