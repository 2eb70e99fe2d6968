"""The draw on screen: made by one key, shown after it stands, decided about by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from drugcourt.casework.draws import overrides as draw_overrides
from drugcourt.casework.draws import policy as draw_policy
from drugcourt.casework.draws.days import drawn_day
from drugcourt.casework.draws.draws import make_draw
from drugcourt.domain.draws import DayType, DrawOutcome, OverrideKind
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.suggest import Result
from drugcourt.ui.testing.draw import COMING, FAIR, SETTINGS, THIS_DAY, DrawTab
from drugcourt.ui.testing.draw_day import EVERYBODY
from drugcourt.ui.testing.page import TestingPage
from drugcourt.workspace import Workspace
from tests.conftest import TODAY
from tests.courts import in_second_program, participants
from tests.ui.one_page import OnePage

Shown = Callable[[], OnePage]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shown(one_page: Callable[..., OnePage]) -> Shown:
    def show() -> OnePage:
        window = one_page(TestingPage)
        window.page.show_part(window.page.draw)
        return window

    return show


def tab(window: OnePage) -> DrawTab:
    return window.page.draw


def dialog() -> EditDialog:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, EditDialog)]
    (visible,) = [w for w in found if w.isVisible()]
    return visible


def confirm(qtbot: QtBot) -> None:
    """Ctrl+Enter, as at the keyboard; the dialog closes because the act succeeded."""
    open_dialog = dialog()
    open_dialog.activateWindow()
    qtbot.waitUntil(open_dialog.isActiveWindow)
    QTest.keyClick(open_dialog, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not isValid(open_dialog))


def test_one_key_makes_the_draw_and_only_then_shows_it(
    shown: Shown, workspace: Workspace, qtbot: QtBot
) -> None:
    participants(workspace, 14)
    window = shown()
    view = tab(window).day_view
    assert view.make_button.hasFocus()
    assert "14 participants are on the list" in view.empty.sentence.text()
    assert view.table.rows.rowCount() == 0
    QTest.keyClick(view.make_button, Qt.Key.Key_D, CTRL)
    qtbot.waitUntil(lambda: window.said == ["The draw is made and stands."])
    found = workspace.read(drawn_day, day=TODAY)
    assert view.table.rows.rowCount() == len(found.called)
    assert view.table.hasFocus()
    assert f"{found.draws[0].tested} to be tested" in view.said.text()
    assert found.draws[0].seed in view.proof_words.text().replace(" ", "").replace("\n", "")
    QTest.keyClick(view.table, Qt.Key.Key_D, CTRL)  # the key draws no second time
    assert len(workspace.read(drawn_day, day=TODAY).draws) == 1


def test_everybody_on_the_list_can_be_seen_with_the_reason(
    shown: Shown, workspace: Workspace
) -> None:
    participants(workspace, 9)
    workspace.perform(make_draw)
    view = tab(shown()).day_view
    view.which.chips[1].click()
    assert view.which.value() == EVERYBODY
    assert view.table.rows.rowCount() == 9
    whys = [view.table.rows.row_at(n).why for n in range(9)]
    assert all("0.2857" in why for why in whys)


def test_a_draw_that_can_not_be_made_says_why(shown: Shown, workspace: Workspace) -> None:
    view = tab(shown()).day_view
    view.make_button.click()
    (banner,) = view.notices.banners()
    assert "Nobody in the program" in _words(banner)


def _words(banner: QWidget) -> str:
    return " ".join(label.text() for label in banner.findChildren(QLabel))


def test_drawing_again_says_that_it_comes_out_the_same(shown: Shown, workspace: Workspace) -> None:
    participants(workspace, 5)
    workspace.perform(make_draw)
    view = tab(shown()).day_view
    view.replay()
    (banner,) = view.notices.banners()
    assert "comes out the same" in _words(banner)


def test_somebody_is_ordered_to_test_by_keyboard(
    shown: Shown, workspace: Workspace, qtbot: QtBot
) -> None:
    person, *_ = participants(workspace, 3)
    workspace.perform(make_draw)
    window = shown()
    tab(window).act()  # what Ctrl+Enter does on the page
    form = dialog().form
    form.set_values({"person": Result("Person", payload=person), "on": TODAY + timedelta(days=2)})
    form.editor("reason").inner.setFocus()
    QTest.keyClicks(form.editor("reason").inner, "The judge asked for it")
    confirm(qtbot)
    assert window.said == ["The test is on the list, with the reason."]
    (row,) = workspace.read(draw_overrides.overrides, today=TODAY)
    assert (row.episode_id, row.kind) == (person, OverrideKind.FORCE)
    assert (row.reason, row.decided_by) == ("The judge asked for it", "R. Alvarez")


def test_a_refused_excuse_stays_beside_its_field(shown: Shown, workspace: Workspace) -> None:
    person, *_ = participants(workspace, 2)
    workspace.perform(make_draw)
    tab(shown()).day_view.excuse()
    open_dialog = dialog()
    open_dialog.form.set_values(
        {"person": Result("Person", payload=person), "first_on": TODAY, "reason": "A funeral"}
    )
    open_dialog.try_act()
    assert "stands" in open_dialog.form.error("first_on")
    assert workspace.read(draw_overrides.overrides, today=TODAY) == []
    open_dialog._leaving = True
    open_dialog.close()


def test_the_coming_weeks_say_each_day_also_in_words(shown: Shown, workspace: Workspace) -> None:
    person, *_ = participants(workspace, 7)
    workspace.perform(
        draw_policy.set_testing_days,
        first_on=TODAY + timedelta(days=2),
        kind=DayType.CLOSED,
        reason="Thanksgiving",
    )
    workspace.perform(
        draw_overrides.force, episode_id=person, on=TODAY + timedelta(days=1), reason="Ordered"
    )
    coming = _open(shown(), COMING).coming
    assert coming.table.rows.rowCount() == 28
    told = coming.bars.accessibleDescription()
    assert "Tue Nov 24: 2.0 expected" in told
    assert "Thu Nov 26: no testing" in told
    assert coming.decided.rows.rowCount() == 1
    coming.decided.select_place(0)
    coming.take_back()
    assert coming.decided.rows.rowCount() == 0


def _open(window: OnePage, view: str) -> DrawTab:
    draw = tab(window)
    draw.views.chips[(THIS_DAY, COMING, FAIR, SETTINGS).index(view)].click()
    return draw


def test_the_digits_turn_to_the_views(shown: Shown, workspace: Workspace) -> None:
    participants(workspace, 1)
    draw = tab(shown())
    draw.views.chips[0].setFocus()
    QTest.keyClick(draw.views.chips[0], Qt.Key.Key_4)
    assert draw.stack.currentWidget() is draw.settings


def test_fairness_is_worked_out_in_the_background(
    shown: Shown, workspace: Workspace, qtbot: QtBot
) -> None:
    participants(workspace, 6)
    workspace.perform(make_draw)
    window = shown()
    view = _open(window, FAIR).fairness
    qtbot.waitUntil(lambda: view.found is not None)
    assert view.progress.isHidden()
    assert view.days.rows.rowCount() == 12
    assert view.people.rows.rowCount() == 6
    assert view.words.count() >= 2
    view.period.set_value(28)
    view.print_paper()
    assert window.asked == [("fairness", {"period": (TODAY - timedelta(days=27), TODAY)})]


def test_settings_groups_and_own_times_are_settled_by_forms(
    shown: Shown, workspace: Workspace, qtbot: QtBot
) -> None:
    person, other, *_ = participants(workspace, 3)
    view = _open(shown(), SETTINGS).settings
    view.change_button.click()
    dialog().form.set_values({"places": 30, "reduced_places": 15})
    confirm(qtbot)
    assert "30 places a day and 10 % more, 33 called" in view.many.text()
    view.new_group()
    dialog().form.set_values({"name": "Blue", "target": "2/7"})
    confirm(qtbot)
    assert view.groups.rows.rowCount() == 1
    view.join()
    dialog().form.set_values({"person": Result("One", payload=person)})
    confirm(qtbot)
    view.own_times()
    dialog().form.set_values(
        {"person": Result("Two", payload=other), "target": "2/14", "reason": "Doing well"}
    )
    confirm(qtbot)
    words = [view.schemes.rows.row_at(n).words for n in range(view.schemes.rows.rowCount())]
    assert sorted(words) == ["2/14", "Group Blue"]
    view.schemes.select_place(words.index("2/14"))
    view.by_phase()
    assert view.schemes.rows.rowCount() == 1
    view.set_apart()
    dialog().form.set_values({"kind": DayType.CLOSED, "reason": "Snow"})
    confirm(qtbot)
    assert view.days.rows.rowCount() == 1


def test_other_days_say_what_can_be_done_and_the_list_is_printed(
    shown: Shown, workspace: Workspace
) -> None:
    participants(workspace, 2)
    workspace.perform(make_draw)
    window = shown()
    view = tab(window).day_view
    view.print_list()
    view.print_record()
    assert [name for name, _ in window.asked] == ["daily-list", "draw-record"]
    window.page.day_after()
    assert view.empty.title.text() == "Not drawn yet"
    assert not view.make_button.isVisible()
    window.page.go_today()
    window.page.day_before()
    assert view.empty.title.text() == "No draw was made on this day"


def test_ordered_people_stand_out_by_a_word(shown: Shown, workspace: Workspace) -> None:
    people = participants(workspace, 6)
    for person in people:
        workspace.perform(draw_overrides.force, episode_id=person, reason="Ordered")
    workspace.perform(make_draw)
    view = tab(shown()).day_view
    rows = [view.table.rows.row_at(n) for n in range(6)]
    assert {row.outcome for row in rows} <= {DrawOutcome.FORCED, DrawOutcome.DRAWN}
    assert all("Ordered" in row.why for row in rows)


def test_the_figures_of_one_program_are_chosen_where_there_are_several(
    shown: Shown, workspace: Workspace, qtbot: QtBot
) -> None:
    in_second_program(workspace, participants(workspace, 5)[:2])
    workspace.perform(make_draw)
    view = _open(shown(), FAIR).fairness
    qtbot.waitUntil(lambda: view.found is not None)
    assert view.program.isVisibleTo(view)
    assert [view.program.itemText(n) for n in range(view.program.count())] == [
        "All programs", "Five-phase model", "Veterans",
    ]  # fmt: skip
    view.program.setFocus()
    QTest.keyClicks(view.program, "V")
    qtbot.waitUntil(lambda: view.people.rows.rowCount() == 2)
    first, view.found = view.found, None
    view.period.chips[0].click()
    qtbot.waitUntil(lambda: view.found is not None)
    assert view.found.first > first.first
    assert (view.program.currentText(), view.people.rows.rowCount()) == ("Veterans", 2)
