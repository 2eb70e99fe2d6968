"""The calendar driven by keyboard: marking days, opening dockets, moving, planning, closing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from drugcourt.casework import courts
from drugcourt.casework.calendar import closures, dockets, session_plans
from drugcourt.casework.calendar.calendar import calendar_sessions
from drugcourt.casework.hearings import hearings
from drugcourt.ui.calendar.page import CLOSURES_TAB, DOCKETS_TAB, LIST_TAB, WEEK_TAB, CalendarPage
from drugcourt.ui.calendar.plan_dialog import PlanDialog
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.messages import Recorder
from drugcourt.workspace import Workspace
from tests.court_day import TODAY, admitted, on_docket, session
from tests.ui.one_page import OnePage

NEXT = TODAY + timedelta(days=7)
Shown = Callable[[], OnePage]


@pytest.fixture
def shown(one_page: Callable[..., OnePage]) -> Shown:
    """Call it to show the calendar in a window that has the keyboard."""

    def show() -> OnePage:
        window = one_page(CalendarPage)
        window.page.take_keyboard()
        return window

    return show


def press(*keys: Qt.Key | str, control: bool = False) -> None:
    held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None, "nothing has the keyboard"
        if isinstance(key, str):
            QTest.keyClicks(target, key, held)
        else:
            QTest.keyClick(target, key, held)


def dialog(kind: type[QWidget]) -> QWidget:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    assert len(found) == 1
    return found[0]


def days(court: Workspace) -> list[tuple[date, bool]]:
    rows = court.read(calendar_sessions, first=TODAY, last=TODAY + timedelta(days=90))
    return [(row.held_on, row.cancelled) for row in rows]


def test_arrows_mark_a_day_and_enter_opens_its_docket(shown: Shown, workspace: Workspace) -> None:
    on_docket(workspace, admitted(workspace), NEXT)
    window = shown()
    assert window.page.head_title.text() == "November 2026"
    assert "no session" in window.page.month.accessibleDescription()
    press(Qt.Key.Key_Down)
    assert window.page.marked == NEXT
    assert window.page.head_title.text() == "December 2026"
    assert "1:30 PM Adult drug court, 1 person, 5 of 120 min" in (
        window.page.month.accessibleDescription()
    )
    assert window.page.day.words.text().startswith("Courtroom 4, Hon. M. Whitfield\n1 person")
    press(Qt.Key.Key_Return)
    assert window.asked == [("docket", NEXT), ("session", session(workspace, NEXT))]


def test_page_keys_turn_the_month_and_t_comes_back(shown: Shown, workspace: Workspace) -> None:
    window = shown()
    press(Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown)
    assert window.page.head_title.text() == "February 2027"
    press(Qt.Key.Key_PageUp)
    assert window.page.marked == date(2027, 1, 24)
    press("t")
    assert window.page.marked == TODAY


def test_a_month_that_is_shorter_marks_its_last_day(shown: Shown, workspace: Workspace) -> None:
    window = shown()
    window.page.mark(date(2027, 1, 31))
    press(Qt.Key.Key_PageDown)
    assert window.page.marked == date(2027, 2, 28)


def test_where_two_dockets_sit_one_is_chosen_first(shown: Shown, workspace: Workspace) -> None:
    session(workspace)
    workspace.perform(dockets.add_docket, values={"title": "DWI court", "starts_at": "15:00"})
    second = workspace.perform(hearings.schedule_session, held_on=TODAY, docket="DWI court")
    window = shown()
    press(Qt.Key.Key_Return)
    assert window.asked == []
    assert window.page.day.table.hasFocus()
    press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert window.asked[-1] == ("session", second)


def test_a_session_is_moved_by_keyboard(shown: Shown, workspace: Workspace, qtbot: QtBot) -> None:
    on_docket(workspace, admitted(workspace), NEXT)
    window = shown()
    press(Qt.Key.Key_Down, "m")
    moving = dialog(EditDialog)
    qtbot.waitUntil(lambda: moving.isAncestorOf(QApplication.focusWidget()))
    press(f"{NEXT + timedelta(days=2):%m/%d/%Y}")
    moving.form.editor("reason").setFocus()
    press("Jury trial")
    press(Qt.Key.Key_Return, control=True)
    qtbot.waitUntil(lambda: not isValid(moving) or not moving.isVisible())
    assert days(workspace) == [(NEXT + timedelta(days=2), False)]
    assert "Slips tell them" in window.said[-1]


def test_a_refused_move_says_why_beside_the_form(
    shown: Shown, workspace: Workspace, qtbot: QtBot
) -> None:
    session(workspace, NEXT)
    workspace.perform(closures.close_day, on=NEXT + timedelta(days=1), name="Storm")
    shown()
    press(Qt.Key.Key_Down, "m")
    moving = dialog(EditDialog)
    moving.form.set_values({"held_on": NEXT + timedelta(days=1), "reason": "Jury trial"})
    moving.try_act()
    assert moving.isVisible()
    assert "closed on that day (Storm)" in moving.form.error("held_on")
    assert days(workspace) == [(NEXT, False)]
    moving.form.set_values({})
    moving.close()


def test_a_session_is_cancelled_and_its_people_go_to_another_day(
    shown: Shown, workspace: Workspace
) -> None:
    on_docket(workspace, admitted(workspace), NEXT)
    other = NEXT + timedelta(days=1)
    session(workspace, other)
    window = shown()
    press(Qt.Key.Key_Down, "x")
    asked = dialog(EditDialog)
    asked.form.set_values({"to_day": TODAY, "reason": "Storm"})
    asked.try_act()
    assert "No session stands on that day" in asked.form.error("to_day")
    asked.form.set_values({"to_day": other})
    asked.try_act()
    assert days(workspace) == [(NEXT, True), (other, False)]
    assert window.page.day.reinstate_button.isVisible()
    assert window.page.day.words.text().endswith("Why: Storm")
    window.page.reinstate()
    assert days(workspace) == [(NEXT, False), (other, False)]


def test_n_makes_a_session_but_not_on_a_closed_or_past_day(
    shown: Shown, workspace: Workspace
) -> None:
    workspace.perform(closures.close_day, on=NEXT, name="Storm")
    window = shown()
    window.page.mark(NEXT)
    assert window.page.day.closed.isVisible()
    assert window.page.day.more.text() == "Closed for: Storm."
    press("n")
    window.page.mark(TODAY - timedelta(days=1))
    press("n")
    assert days(workspace) == []
    window.page.mark(NEXT + timedelta(days=1))
    press("n")
    assert days(workspace) == [(NEXT + timedelta(days=1), False)]


def test_week_and_list_show_the_same_sessions(shown: Shown, workspace: Workspace) -> None:
    session(workspace, NEXT)
    window = shown()
    press(Qt.Key.Key_F11)
    assert window.page.tabs.currentIndex() == WEEK_TAB
    assert window.page.head_title.text() == "Week of November 22, 2026"
    press(Qt.Key.Key_PageDown)
    assert window.page.marked == NEXT
    press(Qt.Key.Key_F11)
    assert window.page.tabs.currentIndex() == LIST_TAB
    assert window.page.list.selected_row().held_on == NEXT
    press(Qt.Key.Key_Return)
    assert window.asked[-1] == ("session", session(workspace, NEXT))


def test_holidays_are_filled_in_and_one_is_taken_off(shown: Shown, workspace: Workspace) -> None:
    window = shown()
    window.page.tabs.setCurrentIndex(CLOSURES_TAB)
    window.page.closures.ask_seed()
    dialog(EditDialog).try_act()
    table = window.page.closures.table
    assert table.selected_row().name == "Thanksgiving Day"
    window.page.closures.toggle()
    assert table.selected_row().sits
    window.page.closures.toggle()
    assert not table.selected_row().sits
    press("n")  # keys of the day mean nothing where no day is in sight
    assert days(workspace) == []


def test_a_docket_gets_a_rule_and_its_sessions_are_planned(
    shown: Shown, workspace: Workspace, qtbot: QtBot
) -> None:
    window = shown()
    window.page.tabs.setCurrentIndex(DOCKETS_TAB)
    page = window.page.dockets
    page.ask_docket()
    form = dialog(EditDialog)
    form.form.set_values({"title": "Veterans court", "starts_at": "10 am", "capacity": 12})
    form.try_act()
    assert page.table.rows.rowCount() == 2
    page.table.select_place(1)
    page.ask_rule()
    rule = dialog(EditDialog)
    rule.form.set_values({"text": "whenever"})
    rule.try_act()
    assert "every other Tuesday" in rule.form.error("text")
    rule.form.set_values({"text": "1st friday"})
    rule.try_act()
    window.page.tabs.setCurrentIndex(0)
    press("p")
    plan = dialog(PlanDialog)
    qtbot.waitUntil(plan.table.hasFocus)
    assert plan.confirm.text() == "Plan 12 sessions"
    press(Qt.Key.Key_Return, control=True)
    assert days(workspace)[0] == (date(2026, 12, 4), False)
    assert window.said[-1] == "12 sessions stand in the calendar."


def test_the_preview_says_what_closures_do(shown: Shown, workspace: Workspace) -> None:
    workspace.perform(closures.close_day, on=NEXT, name="Storm")
    workspace.perform(dockets.add_recurrence, docket_id=None, text="every tuesday", first_on=TODAY)
    assert workspace.read(session_plans.proposed_sessions, first=TODAY, last=NEXT)
    shown().page.dockets.ask_plan()
    plan = dialog(PlanDialog)
    words = plan.table.rows.columns[-1].pills(plan.table.rows.row_at(1))
    assert words[0][0] == "Left out: Storm"
    plan.close()


def test_the_calendar_file_asks_for_the_zone_and_writes_where_it_was_said(
    shown: Shown, workspace: Workspace, boxes: Recorder, tmp_path: Path
) -> None:
    session(workspace, NEXT)
    window = shown()
    boxes.path = tmp_path / "court.ics"
    window.page.sending.ask_calendar()
    asked = dialog(EditDialog)
    asked.form.set_values({"time_zone": "Mars"})
    asked.try_act()
    assert "Choose one of these" in asked.form.error("time_zone")
    asked.form.set_values({"time_zone": "America/Chicago"})
    asked.try_act()
    assert b"TZID:America/Chicago" in boxes.path.read_bytes()


def test_reminders_are_written_and_counted(
    shown: Shown, workspace: Workspace, boxes: Recorder, tmp_path: Path
) -> None:
    on_docket(workspace, admitted(workspace), NEXT)
    window = shown()
    boxes.path = tmp_path / "reminders.csv"
    window.page.sending.ask_reminders()
    dialog(EditDialog).try_act()
    assert boxes.path.exists()
    (told,) = window.page.notices.banners()
    assert told is not None


def test_the_page_follows_what_others_record(shown: Shown, workspace: Workspace) -> None:
    window = shown()
    session(workspace, TODAY)
    assert window.page.day.marked() is not None
    workspace.perform(courts.amend_court, courtroom="Courtroom 9")
    assert window.page.day.marked().courtroom == "Courtroom 4"


def test_the_page_is_freed_when_it_closes(
    workspace: Workspace, freed_when_closed: Callable[[list[QWidget]], None]
) -> None:
    session(workspace)
    window = OnePage(workspace, lambda _window: QWidget())
    holder: list[QWidget] = [CalendarPage(window)]
    holder[0].setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    holder[0].show()
    freed_when_closed(holder)
