"""Building a docket by keyboard: who is due, put on by one key, and what to see to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from drugcourt.casework.calendar import closures
from drugcourt.records.hearings import DocketEntry
from drugcourt.ui.docket.building import BuildDialog
from drugcourt.ui.docket.page import DocketPage
from drugcourt.workspace import Workspace
from tests.court_day import TODAY, admitted, days_ago, heard, kept_all, on_docket, session
from tests.courts import participant
from tests.ui.one_page import OnePage

Shown = Callable[[], OnePage]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shown(one_page: Callable[..., OnePage]) -> Shown:
    return partial(one_page, DocketPage)


def build(window: OnePage, qtbot: QtBot) -> BuildDialog:
    window.page.take_keyboard()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_B, CONTROL)
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, BuildDialog)]
    built = next(w for w in found if w.isVisible())
    qtbot.waitUntil(built.table.hasFocus)
    return built


def entries(court: Workspace) -> list[int]:
    asked = select(DocketEntry).where(DocketEntry.attendance.is_(None))
    return [e.episode_id for e in kept_all(court, asked.order_by(DocketEntry.position))]


def test_the_docket_is_built_by_one_key_a_person(
    shown: Shown, workspace: Workspace, qtbot: QtBot
) -> None:
    people = [admitted(workspace, name) for name in ("Ames", "Boyd", "Cole")]
    for one in people:
        heard(workspace, on_docket(workspace, one, days_ago(21)))
    session(workspace)
    window = shown()
    built = build(window, qtbot)
    assert built.load.text() == "Adult drug court: 0 people, 0 of 120 min"
    QTest.keyClick(built.table, Qt.Key.Key_Return)
    assert entries(workspace) == people[:1]
    assert built.table.selected_row().name == "Boyd, James"
    assert built.load.text() == "Adult drug court: 1 person, 5 of 120 min"
    QTest.keyClick(built.table, Qt.Key.Key_Return, CONTROL)
    assert entries(workspace) == people
    assert not built.one.isEnabled()
    QTest.keyClick(built.table, Qt.Key.Key_Escape)
    assert window.page.session.table.rows.rowCount() == 3


def test_what_to_see_to_stands_in_the_dialog_and_beside_the_docket(
    shown: Shown, workspace: Workspace, qtbot: QtBot
) -> None:
    day = TODAY + timedelta(days=1)
    on_docket(workspace, participant(workspace, language="Polish", interpreter=True), day)
    window = shown()
    checks = window.page.session.checks
    assert checks.text() == "Adult drug court · 5 of 120 min · 1 interpreter"
    assert window.page.session.warning.isHidden()
    workspace.perform(closures.close_day, on=day, name="Storm")
    assert window.page.session.warning.text() == "Court closed"
    built = build(window, qtbot)
    assert [built.checks.rows.row_at(n).check.value for n in range(2)] == ["closed", "interpreter"]
    built.close()
