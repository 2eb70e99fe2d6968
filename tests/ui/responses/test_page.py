"""The Responses page by keyboard: orders worked off, figures, slips drawn, the matrix written."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from drugcourt.casework.responses import fishbowl, orders, prizes, responses
from drugcourt.casework.responses.policy import response_policy
from drugcourt.domain.responses import GroupBy, OrderList
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.messages import Recorder
from drugcourt.ui.kit.suggest import Result
from drugcourt.ui.responses.page import ResponsesPage
from drugcourt.ui.responses.proof_dialog import ProofDialog
from drugcourt.ui.responses.versions_dialog import VersionsDialog
from drugcourt.workspace import Workspace
from tests.casework.responses.answering import INCENTIVE, SANCTION, answer
from tests.conftest import TODAY
from tests.court_day import admitted, days_ago
from tests.ui.one_page import OnePage

Shown = Callable[[], OnePage]
CTRL = Qt.KeyboardModifier.ControlModifier
OPEN, OVERDUE, TO_VERIFY, LATELY = OrderList


@pytest.fixture
def shown(one_page: Callable[..., OnePage]) -> Shown:
    """Call it to show the page, with the keyboard where its work starts."""

    def show() -> OnePage:
        window = one_page(ResponsesPage)
        window.page.take_keyboard()
        return window

    return show


def dialog(kind: type = EditDialog):
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    assert len(found) == 1
    return found[0]


def confirm(qtbot: QtBot) -> None:
    """Ctrl+Enter, as at the keyboard; the dialog closes because the act succeeded."""
    opened = dialog()
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    QTest.keyClick(opened, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not isValid(opened))


def back_to(window: OnePage, qtbot: QtBot) -> None:
    """A desktop gives the keyboard back to the window; this platform does not."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def counts(workspace: Workspace) -> dict[OrderList, int]:
    return {one: workspace.read(orders.order_count, which=one, today=TODAY) for one in OrderList}


def ordered(workspace: Workspace, *titles: str) -> int:
    """Orders of one participant, due one after the other; the episode."""
    episode = admitted(workspace)
    for place, title in enumerate(titles):
        due = days_ago(5 - place)
        answer(workspace, episode, days_ago(9), SANCTION, title, due_on=due)
    return episode


# Open orders ----------------------------------------------------------------------------------


def test_orders_are_marked_done_and_verified_by_single_keys(
    shown: Shown, workspace: Workspace, qtbot: QtBot
) -> None:
    ordered(workspace, "Essay", "Letter", "Report")
    window = shown()
    tab = window.page.orders
    assert window.page.tabs.tabText(0) == "Open orders (3 overdue)"
    assert QApplication.focusWidget() is tab.table
    QTest.keyClick(tab.table, Qt.Key.Key_Space)
    QTest.keyClick(tab.table, Qt.Key.Key_Space)
    assert tab.count.text() == "2 lines marked"
    QTest.keyClick(tab.table, Qt.Key.Key_D)
    confirm(qtbot)
    assert counts(workspace) == {OPEN: 1, OVERDUE: 1, TO_VERIFY: 2, LATELY: 0}
    assert window.said[-1] == "2 orders recorded as done."
    back_to(window, qtbot)
    tab.choice.setFocus()
    QTest.keyClick(tab.choice.chips[0], Qt.Key.Key_3)
    assert tab.which is TO_VERIFY
    assert tab.table.rows.rowCount() == 2
    tab.table.setFocus()
    QTest.keyClick(tab.table, Qt.Key.Key_A)
    QTest.keyClick(tab.table, Qt.Key.Key_V)
    assert counts(workspace) == {OPEN: 1, OVERDUE: 1, TO_VERIFY: 0, LATELY: 2}
    assert window.page.tabs.tabText(0) == "Open orders (1 overdue)"


def test_without_a_mark_the_key_is_about_the_current_line(
    shown: Shown, workspace: Workspace, qtbot: QtBot
) -> None:
    ordered(workspace, "Essay", "Letter")
    tab = shown().page.orders
    tab.table.select_place(1)
    QTest.keyClick(tab.table, Qt.Key.Key_D)
    opened = dialog()
    opened.form.set_values({"done_on": days_ago(20)})
    opened.try_act()
    assert "before it was given" in opened.form.error("done_on")
    opened.form.set_values({"done_on": days_ago(6)})
    confirm(qtbot)
    assert [row.title for row in workspace.read(orders.order_rows, which=OPEN, today=TODAY)] == [
        "Essay"
    ]


def test_the_dialog_names_the_marked_order_and_not_the_line_the_mark_moved_on_to(
    shown: Shown, workspace: Workspace
) -> None:
    ordered(workspace, "Essay", "Letter")
    tab = shown().page.orders
    QTest.keyClick(tab.table, Qt.Key.Key_Space)
    assert tab.table.selected_row().title == "Letter"
    QTest.keyClick(tab.table, Qt.Key.Key_D)
    told = [label.text() for label in dialog().findChildren(QLabel)]
    assert "Essay, Okafor, James" in told
    dialog().close()


def test_a_mark_falls_away_with_its_order(shown: Shown, workspace: Workspace) -> None:
    ordered(workspace, "Essay", "Letter")
    tab = shown().page.orders
    QTest.keyClick(tab.table, Qt.Key.Key_A)
    first = workspace.read(orders.order_rows, which=OPEN, today=TODAY)[0]
    about = {"response_id": first.id, "done_on": days_ago(6)}
    workspace.perform(responses.complete_response, **about)  # at another desk
    assert tab.count.text() == "1 line marked"


def test_enter_opens_the_participants_responses(shown: Shown, workspace: Workspace) -> None:
    episode = ordered(workspace, "Essay")
    window = shown()
    QTest.keyClick(window.page.orders.table, Qt.Key.Key_Return)
    assert window.asked == [("participant", episode)]


def test_there_are_words_where_no_order_is(shown: Shown) -> None:
    page = shown().page
    assert page.orders.table.rows.rowCount() == 0
    page.orders.table.setFocus()
    QTest.keyClick(page.orders.table, Qt.Key.Key_D)
    assert "Mark a line" in page.orders.notices.banners()[0].sentence.text()


# Ratio, lag and consistency -------------------------------------------------------------------


def test_the_ratio_and_who_misses_incentives_are_told(
    shown: Shown, workspace: Workspace, settled: Callable[[], None]
) -> None:
    episode = ordered(workspace, "Essay")
    answer(workspace, episode, days_ago(3), INCENTIVE, "Praise")
    window = shown()
    page = window.page
    QTest.keyClick(page.orders.table, Qt.Key.Key_PageDown, CTRL)
    assert page.part() is page.balance
    settled()
    assert page.balance.figures[0].number.text() == "1 : 1"
    assert page.balance.figures[0].beside.text() == "1 for each; the aim is 4"
    (row,) = page.balance.found.people
    assert row.short_by == 3
    page.balance.people.select_place(0)
    page.balance.people.setFocus()
    QTest.keyClick(page.balance.people, Qt.Key.Key_P, CTRL)
    assert window.asked == [("participant", episode)]


def test_small_groups_are_withheld_on_screen(
    shown: Shown, workspace: Workspace, settled: Callable[[], None]
) -> None:
    ordered(workspace, "Essay")
    window = shown()
    page = window.page
    page.tabs.setCurrentWidget(page.consistency)
    settled()
    table = page.consistency.groups
    assert table.rows.rowCount() == 2
    shown_words = [table.rows.index(place, 1).data() for place in range(2)]
    assert shown_words == ["withheld", "withheld"]
    page.consistency.by.press_digit(5)
    settled()
    assert page.consistency.found.by is GroupBy.AGE
    page.consistency.print_paper()
    assert window.asked == [("consistency", {})]


# Fishbowl -------------------------------------------------------------------------------------


def test_a_slip_is_drawn_shown_and_proved(shown: Shown, workspace: Workspace, qtbot: QtBot) -> None:
    episode = admitted(workspace)
    answer(workspace, episode, days_ago(3), INCENTIVE, "Fishbowl draw", behavior="New job")
    window = shown()
    page = window.page
    page.tabs.setCurrentWidget(page.fishbowl)
    tab = page.fishbowl
    assert page.tabs.tabText(3) == "Fishbowl and points (1)"
    tab.take_keyboard()
    QTest.keyClick(tab.waiting, Qt.Key.Key_Return)
    assert "empty" in tab.notices.banners()[0].sentence.text()
    tab.start()
    assert tab.prizes.rows.rowCount() == 4
    tab.take_keyboard()
    QTest.keyClick(tab.waiting, Qt.Key.Key_D, CTRL)
    assert tab.result.text().startswith("Okafor, James draws slip ")
    assert workspace.read(fishbowl.waiting_draws, today=TODAY) == []
    tab.made.select_place(0)
    tab.made.setFocus()
    QTest.keyClick(tab.made, Qt.Key.Key_Return)
    opened = dialog(ProofDialog)
    assert opened.windowTitle() == "Proof of a draw"
    QTest.keyClick(opened, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not isValid(opened))


def test_a_draw_for_another_is_given_with_its_reason(
    shown: Shown, workspace: Workspace, qtbot: QtBot
) -> None:
    episode = admitted(workspace)
    workspace.perform(prizes.start_bowl)
    page = shown().page
    page.tabs.setCurrentWidget(page.fishbowl)
    page.fishbowl.draw_for_another()
    dialog().form.set_values(
        {"person": Result("Okafor, James", payload=episode), "behavior": "Led the meeting"}
    )
    confirm(qtbot)
    assert len(workspace.read(fishbowl.draw_rows)) == 1


# The matrix -----------------------------------------------------------------------------------


def test_the_court_writes_its_own_matrix_and_the_draft_outlives_the_window(
    shown: Shown, workspace: Workspace, qtbot: QtBot
) -> None:
    window = shown()
    page = window.page
    page.tabs.setCurrentWidget(page.matrix)
    tab = page.matrix
    assert not tab.save_button.isEnabled()
    tab.change_numbers()
    dialog().form.set_values({"ratio": 5})
    confirm(qtbot)
    assert "nothing of it holds yet" in tab.state.text()
    assert workspace.read(response_policy, on=TODAY).numbers.ratio == 4
    window.close()
    again = shown()
    tab = again.page.matrix
    again.page.tabs.setCurrentWidget(tab)
    assert tab.policy.numbers.ratio == 5
    tab.save()
    dialog().form.set_values({"note": "Team of November"})
    confirm(qtbot)
    assert workspace.read(response_policy, on=TODAY).numbers.ratio == 5
    assert not tab.save_button.isEnabled()
    assert "The court's matrix of Nov 24, 2026" in tab.state.text()
    tab.show_versions()
    versions = dialog(VersionsDialog)
    assert versions.changes.toPlainText() == "Incentives for one sanction: 5, before 4."
    QTest.keyClick(versions.table, Qt.Key.Key_Down)
    assert versions.changes.toPlainText() == "It is what the program came with."
    QTest.keyClick(versions, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not isValid(versions))


def test_a_mistake_in_the_draft_is_said_and_can_not_be_kept(
    shown: Shown, workspace: Workspace, qtbot: QtBot
) -> None:
    page = shown().page
    page.tabs.setCurrentWidget(page.matrix)
    tab = page.matrix
    tab.change_numbers()
    dialog().form.set_values({"jail_confirm_above": 1})
    confirm(qtbot)
    assert "can't be fewer" in tab.notices.banners()[0].sentence.text()
    tab.save()
    opened = dialog()
    opened.form.set_values({"note": "Try"})
    opened.try_act()
    assert "can't be fewer" in opened.notices.banners()[0].sentence.text()
    assert workspace.read(response_policy, on=TODAY).started_on is None
    opened.form.set_values({"note": ""})
    opened.close()


def test_a_rule_is_added_to_the_marked_behavior_and_taken_out(
    shown: Shown, workspace: Workspace, qtbot: QtBot
) -> None:
    page = shown().page
    page.tabs.setCurrentWidget(page.matrix)
    tab = page.matrix
    tab.behaviors.select_id("curfew")
    before = tab.rules.rows.rowCount()
    tab.new_rule()
    opened = dialog()
    named = list(opened.form.fields[0].choices)
    essay = next(member for member in named if member.label == "Sanction: Essay read in court")
    opened.form.set_values({"first": essay, "times": 5})
    confirm(qtbot)
    assert tab.rules.rows.rowCount() == before + 1
    place = next(
        n for n in range(before + 1) if tab.rules.rows.row_at(n).when == "from the 5th time"
    )
    tab.rules.select_place(place)
    tab.remove_rule()
    assert tab.rules.rows.rowCount() == before
    assert not tab.changed


def test_a_draft_is_thrown_away_only_after_asking(
    shown: Shown, workspace: Workspace, boxes: Recorder
) -> None:
    page = shown().page
    page.tabs.setCurrentWidget(page.matrix)
    tab = page.matrix
    tab.behaviors.select_id("curfew")
    boxes.answer = True
    tab.remove_behavior()
    assert tab.changed
    boxes.answer = False
    tab.throw_away()
    assert tab.changed
    boxes.answer = True
    tab.throw_away()
    assert not tab.changed
    assert len(boxes.said) == 3


def test_the_proof_is_freed_when_it_closes(
    workspace: Workspace, freed_when_closed: Callable[[list], None]
) -> None:
    workspace.perform(prizes.start_bowl)
    number = workspace.perform(
        fishbowl.reward_and_draw, episode_id=admitted(workspace), behavior="New job"
    )
    holder = [ProofDialog(workspace.read(fishbowl.proof, draw_id=number))]
    holder[0].open()
    freed_when_closed(holder)
