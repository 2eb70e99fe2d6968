"""The wizard shows how far an import is, and Stop brings back a court without it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from drugcourt.casework.imports.pace import Step
from drugcourt.records.people import Person
from drugcourt.ui.imports.wizard import COLUMNS, PREVIEW, SUMMARY, ImportWizard
from drugcourt.workspace import Workspace
from tests.ui.reports.window import OnePageWindow


def people(court: Workspace) -> int:
    return court.read(lambda db: db.scalar(select(func.count()).select_from(Person))) or 0


def test_stop_before_the_rows_are_kept_brings_nothing_in_and_says_so(
    qtbot: QtBot, workspace: Workspace, settled: Callable[[], None], tmp_path: Path
) -> None:
    shell = OnePageWindow(workspace)
    qtbot.addWidget(shell)
    shell.show()
    wizard = ImportWizard(shell)
    wizard.open()
    path = tmp_path / "people.csv"
    path.write_text("Participant,Name,Admitted\nP-1,Tran Kevin,2026-02-10\n", "utf-8")
    wizard.file.kinds.press_digit(1)
    wizard.file.take(path)
    for step in (COLUMNS, PREVIEW):
        wizard.go_next()
        settled()
        QApplication.processEvents()
        assert wizard.step == step
    wizard.go_next()
    assert (wizard.cancel.text(), wizard.cancel.isEnabled()) == ("Stop", True)
    wizard.cancel.click()
    settled()
    QApplication.processEvents()
    assert wizard.isVisible()
    assert wizard.step == PREVIEW
    assert people(workspace) == 0
    assert "was stopped" in wizard.notices.banners()[0].sentence.text()
    wizard.go_next()
    settled()
    QApplication.processEvents()
    assert wizard.step == SUMMARY
    assert people(workspace) == 1


def test_the_bar_stands_where_the_work_is(qtbot: QtBot, workspace: Workspace) -> None:
    shell = OnePageWindow(workspace)
    qtbot.addWidget(shell)
    wizard = ImportWizard(shell)
    qtbot.addWidget(wizard)
    wizard.progress.say("Reading")
    assert wizard.progress.bar.maximum() == 0
    wizard.progress.say(*_parts(Step("500 of 2,000 rows read", 500, 2_000)))
    assert (wizard.progress.bar.value(), wizard.progress.bar.maximum()) == (500, 2_000)
    assert wizard.progress.sentence.text() == "500 of 2,000 rows read"


def _parts(step: Step) -> tuple[str, int, int]:
    return step.sentence, step.done, step.total
