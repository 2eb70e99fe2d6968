from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from drugcourt.casework import milestones
from drugcourt.casework.responses import points
from drugcourt.casework.supervision import conditions, contacts
from drugcourt.casework.timeline.strand import Entry
from drugcourt.casework.timeline.timeline import timeline
from drugcourt.domain.supervision import ContactMode
from drugcourt.fields.corrections import CORRECTIONS
from drugcourt.records.history import HistoryEntry
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.participants.conduct_pane import ConductPane
from drugcourt.ui.participants.supervision_pane import Part, SupervisionPane, WorkPane
from drugcourt.ui.participants.timeline_pane import TABS, TimelinePane
from tests.casework.files import ago, participant
from tests.ui.participants.window import PagesWindow

CTRL = Qt.KeyboardModifier.ControlModifier


def dialog_of(window: PagesWindow) -> EditDialog:
    (dialog,) = [d for d in window.findChildren(EditDialog) if d.isVisible()]
    return dialog


def pane_of(window: PagesWindow, episode: int, part: Part) -> Any:
    window.open_participant(episode, "supervision")
    pane = window.file.pane("supervision")
    assert isinstance(pane, SupervisionPane)
    pane.show_part(part)
    return pane.pane


def contact(window: PagesWindow, on: date) -> int:
    episode = participant(window.workspace)
    window.workspace.perform(
        contacts.record_contact,
        episode_id=episode,
        contacted_on=on,
        mode=ContactMode.PHONE,
        text="Talked about work",
    )
    return episode


def latest(window: PagesWindow, kind: str) -> tuple[str, str, str]:
    asked = select(HistoryEntry.reason, HistoryEntry.before, HistoryEntry.after)
    asked = asked.where(HistoryEntry.kind == kind).order_by(HistoryEntry.id.desc()).limit(1)
    return window.workspace.read(lambda db: tuple(db.execute(asked).one()))


def test_a_contact_is_corrected_by_keyboard_with_the_reason_and_history_keeps_both(
    window: PagesWindow, qtbot: QtBot
) -> None:
    episode = contact(window, ago(4))
    pane = pane_of(window, episode, Part.WORK)
    assert isinstance(pane, WorkPane)
    assert not pane.change_contact.isEnabled()
    pane.contacts.select_place(0)
    qtbot.keyClick(pane.change_contact, Qt.Key.Key_Return)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    qtbot.keyClick(menu, Qt.Key.Key_C)
    dialog_of(window).activateWindow()
    qtbot.waitUntil(dialog_of(window).isActiveWindow)
    form = dialog_of(window).form
    form.editor("contacted_on").set_value(ago(5))
    qtbot.keyClick(dialog_of(window), Qt.Key.Key_Return, CTRL)
    assert form.error("why")  # the reason is needed
    form.editor("why").set_value("The log says the day before")
    qtbot.keyClick(dialog_of(window), Qt.Key.Key_Return, CTRL)
    assert pane.contacts.rows.row_at(0).contacted_on == ago(5)
    reason, before, after = latest(window, "contact")
    assert reason == "The log says the day before"
    assert (ago(4).isoformat() in before, ago(5).isoformat() in after) == (True, True)


def test_points_and_conditions_are_taken_back_from_their_tables(window: PagesWindow) -> None:
    episode = participant(window.workspace)
    perform = window.workspace.perform
    perform(points.give_points, episode_id=episode, given_on=ago(2), points=5, text="Homework")
    perform(conditions.begin_condition, episode_id=episode, key="housing", started_on=ago(9))
    pane = pane_of(window, episode, Part.CONDUCT)
    assert isinstance(pane, ConductPane)
    for table, change in ((pane.given, pane.change_points), (pane.holding, pane.change)):
        table.select_place(0)
        change.take_back()
        dialog_of(window).form.editor("reason").set_value("Another participant")
        dialog_of(window).try_act()
        assert table.rows.rowCount() == 0


def test_a_milestone_is_withdrawn_from_the_timeline(window: PagesWindow) -> None:
    episode = participant(window.workspace)
    window.workspace.perform(
        milestones.reach_milestone, episode_id=episode, key="treatment_plan", done_on=ago(5)
    )
    window.open_participant(episode, "timeline")
    pane = window.file.pane("timeline")
    assert isinstance(pane, TimelinePane)
    place = next(
        n
        for n in range(pane.lines.rows.rowCount())
        if pane.lines.rows.row_at(n).kind == "milestone"
    )
    pane.lines.select_place(place)
    pane.change.take_back()
    dialog_of(window).form.editor("reason").set_value("It was the draft")
    dialog_of(window).try_act()
    told = window.workspace.read(timeline, episode_id=episode)
    assert not any(row.kind == "milestone" for row in told)


def test_what_the_dialog_for_all_does_not_know_is_left_to_its_own_tab(
    window: PagesWindow,
) -> None:
    episode = participant(window.workspace)
    window.open_participant(episode, "timeline")
    pane = window.file.pane("timeline")
    for place in range(pane.lines.rows.rowCount()):
        pane.lines.select_place(place)
        known = pane.lines.rows.row_at(place).kind in CORRECTIONS
        assert pane.change.isEnabled() == known


@pytest.mark.parametrize("entry", list(Entry))
def test_every_line_of_the_timeline_leads_to_a_tab(entry: Entry) -> None:
    assert entry in TABS
