from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from drugcourt.casework import orders
from drugcourt.casework.supervision import conditions, conduct, service
from drugcourt.domain.conduct import LegalEventKind
from drugcourt.domain.fees import DebtKind
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.participants.conduct_pane import ConductPane
from drugcourt.ui.participants.fees_pane import FeesPane
from drugcourt.ui.participants.orders_pane import OrdersPane
from drugcourt.ui.participants.supervision_pane import Part, SupervisionPane
from tests.casework.files import ago, participant
from tests.ui.participants.window import PagesWindow

Freed = Callable[[list[QWidget]], None]


def dialog_of(window: PagesWindow) -> EditDialog:
    (dialog,) = [d for d in window.findChildren(EditDialog) if d.isVisible()]
    return dialog


def supervision(window: PagesWindow, episode: int, part: Part) -> Any:
    window.open_participant(episode, "supervision")
    pane = window.file.pane("supervision")
    assert isinstance(pane, SupervisionPane)
    pane.show_part(part)
    return pane.pane


def test_a_condition_is_entered_approved_and_ended_from_its_table(window: PagesWindow) -> None:
    pane = supervision(window, participant(window.workspace), Part.CONDUCT)
    assert isinstance(pane, ConductPane)
    pane.begin.click()
    form = dialog_of(window).form
    form.editor("key").set_value(
        next(m for m in form.editor("key").field.choices if m.label == "Housing")
    )
    dialog_of(window).try_act()
    assert pane.holding.rows.row_at(0).name == "Housing"
    pane.holding.select_place(0)
    pane.approve.click()
    assert pane.holding.rows.row_at(0).approved
    pane.holding.select_place(0)
    pane.end.click()
    dialog_of(window).try_act()
    assert pane.holding.rows.row_at(0).ended_on == window.workspace.today


def test_an_open_charge_ends_and_an_entry_is_taken_back_with_its_reason(
    window: PagesWindow,
) -> None:
    episode = participant(window.workspace)
    window.workspace.perform(
        conduct.record_legal_event,
        episode_id=episode,
        kind=LegalEventKind.CHARGE,
        happened_on=ago(5),
    )
    pane = supervision(window, episode, Part.CONDUCT)
    pane.events.select_place(0)
    pane.settle.click()
    dialog_of(window).try_act()
    (row,) = window.workspace.read(conduct.conduct_rows, episode_id=episode)
    assert row.ended_on == window.workspace.today
    pane.events.select_place(0)
    pane.change_event.take_back()
    dialog_of(window).try_act()
    assert dialog_of(window).form.error("reason")
    dialog_of(window).form.editor("reason").set_value("Another person's charge")
    dialog_of(window).try_act()
    assert window.workspace.read(conduct.conduct_rows, episode_id=episode) == []


def test_another_number_that_can_not_be_is_said_at_its_field(window: PagesWindow) -> None:
    episode = participant(window.workspace)
    pane = supervision(window, episode, Part.ORDERS)
    assert isinstance(pane, OrdersPane)
    pane.number.click()
    dialog = dialog_of(window)
    number = dialog.form.editor("number")
    number.set_value(next(m for m in number.field.choices if m.value == "p1.days|least"))
    for key, value in (("value", "soon"), ("by", "Hon. M. Whitfield"), ("reason", "Surgery")):
        dialog.form.editor(key).set_value(value)
    dialog.try_act()
    assert "30 days" in dialog.form.error("value")
    dialog.form.editor("value").set_value("75 days")
    dialog.try_act()
    (row,) = window.workspace.read(orders.order_rows, episode_id=episode)
    assert row.text.endswith("least 75 days")


def test_hours_of_service_stand_beside_the_ledger(window: PagesWindow) -> None:
    episode = participant(window.workspace)
    window.workspace.perform(
        service.record_service,
        episode_id=episode,
        served_on=ago(3),
        hours=4,
        pays=DebtKind.PROGRAM_FEES,
    )
    window.open_participant(episode, "fees")
    pane = window.file.pane("fees")
    assert isinstance(pane, FeesPane)
    assert pane.served.rows.rowCount() == 1
    pane.served.select_place(0)
    pane.change.take_back()
    dialog_of(window).form.editor("reason").set_value("Entered twice")
    dialog_of(window).try_act()
    assert window.workspace.read(service.service_totals, episode_id=episode) == (0, 0)


def test_what_is_handed_in_is_looked_through_by_a_click(window: PagesWindow) -> None:
    episode = participant(window.workspace)
    window.workspace.perform(
        conditions.hand_in, episode_id=episode, key="journal", handed_in_on=ago(1)
    )
    pane = supervision(window, episode, Part.CONDUCT)
    pane.items.select_place(0)
    pane.check.click()
    assert pane.items.rows.row_at(0).checked


CONDUCT = ("legal_event", "infraction", "service", "condition", "item", "points")


@pytest.mark.parametrize("entry", CONDUCT)
def test_dialogs_of_conduct_are_freed_when_they_close(
    window: PagesWindow, entry: str, freed_when_closed: Freed
) -> None:
    window.open_participant(participant(window.workspace))
    freed_when_closed([getattr(window.file.desk.conduct, entry)()])


@pytest.mark.parametrize("entry", ["override", "extension", "ability"])
def test_dialogs_of_orders_are_freed_when_they_close(
    window: PagesWindow, entry: str, freed_when_closed: Freed
) -> None:
    window.open_participant(participant(window.workspace))
    freed_when_closed([getattr(window.file.desk.orders, entry)()])
