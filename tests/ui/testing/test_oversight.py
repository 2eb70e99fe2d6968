"""The oversight of testing: figures above, lists by digits below; a line opens what it tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from drugcourt.casework.specimens.disputes import dispute
from drugcourt.domain.specimens import Substance
from drugcourt.fields.testing_oversight import Watch
from drugcourt.ui.specimens.specimen_dialog import SpecimenDialog
from drugcourt.ui.testing.oversight import OversightTab
from drugcourt.ui.testing.page import TestingPage
from drugcourt.workspace import Workspace
from tests.court_day import admitted, cup, days_ago, no_cup
from tests.ui.one_page import OnePage

Settled = Callable[[], None]


@pytest.fixture
def window(one_page: Callable[..., OnePage], settled: Settled) -> Iterator[OnePage]:
    yield one_page(TestingPage)
    settled()


def opened(window: OnePage, settled: Settled) -> OversightTab:
    page = window.page
    page.tabs.setCurrentWidget(page.oversight)
    settled()
    tab: OversightTab = page.oversight
    return tab


def figures(tab: OversightTab) -> dict[str, str]:
    return {tile.word.text(): tile.number.text() for tile in tab.tiles}


def test_figures_and_the_first_list_are_there_at_once(
    window: OnePage, workspace: Workspace, settled: Settled
) -> None:
    episode = admitted(workspace, days=40)
    cup(workspace, episode, days_ago(20))
    no_cup(workspace, episode, days_ago(10))
    tab = opened(window, settled)
    told = figures(tab)
    assert (told["Tests given"], told["Missed, not excused"]) == ("1", "50 %")
    row = tab.table.rows.row_at(0)
    assert (tab.watch, row.said) == (
        Watch.TOO_FEW,
        "0 of 2 tests in 7 days; no test for 20 days",
    )
    tab.table.select_place(0)
    tab.act()
    assert window.asked == [("participant", episode)]


def test_a_digit_chooses_the_list_and_enter_opens_the_test(
    window: OnePage, workspace: Workspace, settled: Settled
) -> None:
    number = cup(workspace, admitted(workspace), days_ago(3), Substance.FENTANYL)
    workspace.perform(dispute, specimen_id=number, reason="Never used it")
    tab = opened(window, settled)
    QTest.keyClick(tab.choice, Qt.Key.Key_5)
    settled()
    assert tab.watch is Watch.DISPUTED
    assert tab.table.rows.row_at(0).said == "Never used it"
    tab.table.select_place(0)
    QTest.keyClick(tab.table, Qt.Key.Key_Return)
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, SpecimenDialog)]
    assert len(found) == 1
    found[0].close()


def test_every_list_says_when_there_is_nothing_in_it(
    window: OnePage, workspace: Workspace, settled: Settled
) -> None:
    tab = opened(window, settled)
    for place, watch in enumerate(Watch):
        QTest.keyClick(tab.choice, Qt.Key(Qt.Key.Key_1 + place))
        settled()
        assert tab.watch is watch
        assert tab.table.isVisible()
        assert tab.table.rows.rowCount() == 0
