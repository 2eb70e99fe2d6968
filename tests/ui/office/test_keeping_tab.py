"""The tab Keeping: one person enters an order, another confirms it, and a hold stops both."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from drugcourt.casework.keeping import keeping
from drugcourt.casework.participants.search import find_people
from drugcourt.domain.keeping import OrderKind, OrderState
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.suggest import Result
from drugcourt.ui.office.keeping_tab import KeepingTab
from drugcourt.ui.office.page import OfficePage
from drugcourt.workspace import Workspace
from tests.casework.keeping.rig import JUDGE, NUMBER, at_desk, with_somebody
from tests.conftest import TODAY
from tests.ui.one_page import OnePage


@pytest.fixture
def window(workspace: Workspace, qtbot: QtBot) -> OnePage:
    shown = OnePage(workspace, OfficePage)
    qtbot.addWidget(shown)
    shown.show()
    shown.page.tabs.setCurrentWidget(shown.page.keeping)
    return shown


def fill(window: OnePage, **values: object) -> EditDialog:
    (dialog,) = [d for d in window.findChildren(EditDialog) if d.isVisible()]
    dialog.form.set_values(values)
    dialog.try_act()
    return dialog


def enter(window: OnePage, episode: int) -> KeepingTab:
    tab: KeepingTab = window.page.keeping
    tab.ask_order()
    fill(
        window,
        kind=OrderKind.SEAL,
        episode_id=Result("Zanzibar, Quentin", payload=episode),
        court="Cedar County",
        judge="Hon. M. Whitfield",
        number=NUMBER,
        ordered_on=TODAY,
    )
    tab.orders.select_place(0)
    return tab


def test_the_second_person_confirms_and_the_person_vanishes(window, workspace) -> None:
    _person, episode = with_somebody(workspace)
    tab = enter(window, episode)
    assert tab.orders.rows.row_at(0).state is OrderState.ASKED
    tab.ask_confirm()
    assert fill(window, number=NUMBER).isVisible()  # the same person may not
    with at_desk(workspace, JUDGE):
        fill(window, number=NUMBER)
    assert tab.orders.rows.row_at(0).state is OrderState.DONE
    assert workspace.read(find_people, text="Zanzibar") == []
    assert not tab.confirm.isEnabled()


def test_an_order_is_withdrawn_and_a_hold_stops_another(window, workspace) -> None:
    _person, episode = with_somebody(workspace)
    tab = enter(window, episode)
    tab.withdraw_order()
    assert workspace.read(keeping.orders)[0].state is OrderState.WITHDRAWN
    tab.ask_hold()
    fill(window, episode_id=Result("Zanzibar", payload=episode), reason="Lawsuit of 2026")
    tab.ask_order()
    dialog = fill(
        window,
        kind=OrderKind.EXPUNGE,
        episode_id=Result("Zanzibar", payload=episode),
        court="Cedar County",
        judge="Hon. M. Whitfield",
        number=NUMBER,
    )
    assert dialog.isVisible()
    assert len(workspace.read(keeping.orders)) == 1
    dialog._leaving = True
    dialog.close()
    tab.holds.select_place(0)
    tab.ask_release()
    fill(window, reason="Settled")
    assert tab.holds.rows.rowCount() == 0
