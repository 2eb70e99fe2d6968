"""Devices in the file: put on, an alert, its answer, taken off, each by its dialog."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QApplication

from drugcourt.domain.devices import AlertKind, AlertState, DeviceKind
from drugcourt.domain.specimens import Substance
from drugcourt.fields.devices import AlertAnswer
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.participants.device_card import DeviceCard
from drugcourt.ui.participants.tests_pane import TestsPane
from drugcourt.workspace import Workspace
from tests.court_day import admitted, cup, days_ago
from tests.ui.participants.window import PagesWindow


def answer(**values: Any) -> None:
    found = [
        w for w in QApplication.topLevelWidgets() if isinstance(w, EditDialog) and w.isVisible()
    ]
    assert len(found) == 1
    for key, value in values.items():
        found[0].form.editor(key).set_value(value)
    found[0].try_act()


def shown(window: PagesWindow, episode_id: int) -> DeviceCard:
    window.open_participant(episode_id, "tests")
    pane = window.file.findChildren(TestsPane)[0]
    pane.side.setCurrentIndex(1)
    QApplication.processEvents()
    card: DeviceCard = pane.devices
    return card


def words(card: DeviceCard) -> list[str]:
    rows = card.lines.rows
    return [rows.row_at(n).word for n in range(rows.rowCount())]


def test_a_device_lives_through_an_alert(window: PagesWindow, workspace: Workspace) -> None:
    card = shown(window, admitted(workspace, days=40))
    assert words(card) == []
    card.new.click()
    answer(kind=DeviceKind.ANKLE, started_on=days_ago(20), vendor="High Plains")
    assert words(card) == ["Ankle monitor"]
    assert card.lines.rows.row_at(0).quiet == "21 of 90 quiet days"
    card.lines.select_place(0)
    card.alert.click()
    answer(kind=AlertKind.ALCOHOL, happened_on=days_ago(3), time="10:40 PM", level=0.03)
    assert words(card) == ["Ankle monitor", "Alcohol detected, 0.03"]
    card.lines.select_place(1)
    card.answer.click()
    answer(answer=AlertAnswer.CONFIRMED)
    assert card.lines.rows.row_at(1).state is AlertState.CONFIRMED
    assert card.lines.rows.row_at(0).quiet == "3 of 90 quiet days"
    card.lines.select_place(0)
    card.end.click()
    answer(ended_on=days_ago(0), reason="Ordered off")
    assert card.lines.rows.row_at(0).ended


def test_what_panels_have_to_look_for_is_said(window: PagesWindow, workspace: Workspace) -> None:
    card = shown(window, admitted(workspace, days=40))
    card.look.click()
    answer(substance=Substance.XYLAZINE)
    assert card.included.text() == "Panels have to look for: Xylazine."
    card.no_longer.click()
    answer(reason="The laboratory stopped it")
    assert card.included.text() == ""
    assert not card.no_longer.isEnabled()


def test_a_device_and_its_alert_are_corrected_and_taken_back(
    window: PagesWindow, workspace: Workspace
) -> None:
    card = shown(window, admitted(workspace, days=40))
    card.new.click()
    answer(kind=DeviceKind.ANKLE, started_on=days_ago(20))
    card.lines.select_place(0)
    card.end.click()
    answer(ended_on=days_ago(1))
    card.lines.select_place(0)
    card.alert.click()
    answer(kind=AlertKind.ALCOHOL, happened_on=days_ago(3), time="10:40 PM")
    assert card.lines.rows.row_at(1).quiet == "10:40 PM"
    card.lines.select_place(0)
    card.change.correct()
    answer(ended_on=None, why="It was another participant's")
    assert not card.lines.rows.row_at(0).ended
    card.lines.select_place(1)
    card.change.correct()
    answer(happened_on=days_ago(4), why="The report says the day before")
    assert card.lines.rows.row_at(1).day == days_ago(4)
    card.lines.select_place(1)
    card.change.take_back()
    answer(reason="Of another device")
    assert words(card) == ["Ankle monitor"]


def test_the_whole_test_opens_from_the_file(window: PagesWindow, workspace: Workspace) -> None:
    episode = admitted(workspace)
    cup(workspace, episode, days_ago(2))
    shown(window, episode)
    pane = window.file.findChildren(TestsPane)[0]
    pane.tests.select_place(0)
    pane.whole.click()
    found = [w for w in QApplication.topLevelWidgets() if type(w).__name__ == "SpecimenDialog"]
    assert len(found) == 1
    found[0].close()
