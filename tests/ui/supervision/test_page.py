"""The page Supervision, worked by keyboard: who is short, one letter an act, many at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from drugcourt.casework.supervision import (
    checks,
    conduct,
    contacts,
    custody,
    imposed,
    permission_requests,
    service,
    service_orders,
)
from drugcourt.casework.supervision.contact_dues import DueShows
from drugcourt.casework.supervision.listing import Whose
from drugcourt.casework.supervision.permission_requests import PermissionRow, PermissionShows
from drugcourt.domain.conditions import CheckResult, ConditionKind
from drugcourt.domain.conduct import LegalEventKind
from drugcourt.domain.custody import CustodyReason
from drugcourt.domain.permission_requests import PermissionAnswer, PermissionKind
from drugcourt.domain.supervision import ContactMode
from drugcourt.domain.tone import Tone
from drugcourt.ui.kit import messages
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.supervision.batch import BatchDialog, away_pill
from drugcourt.ui.supervision.listing import MARK_FIRST, SupervisionList
from drugcourt.ui.supervision.page import SupervisionPage
from drugcourt.workspace import Workspace
from tests.conftest import TODAY
from tests.courts import participant
from tests.ui.one_page import OnePage

Show = Callable[[Callable[[Any], QWidget]], OnePage]


@pytest.fixture
def people(workspace: Workspace) -> list[int]:
    """Abe was seen yesterday; Bea and Cal never."""
    found = [participant(workspace, name) for name in ("Abe", "Bea", "Cal")]
    workspace.perform(
        contacts.record_contact,
        episode_id=found[0],
        contacted_on=TODAY - timedelta(days=1),
        mode=ContactMode.HOME,
    )
    return found


@pytest.fixture
def page(people: list[int], one_page: Show) -> SupervisionPage:
    shown = one_page(SupervisionPage).page
    assert isinstance(shown, SupervisionPage)
    return shown


def window(page: SupervisionPage) -> OnePage:
    found = page.window()
    assert isinstance(found, OnePage)
    return found


def names(listing: SupervisionList) -> list[str]:
    rows = listing.table.rows
    return [rows.row_at(n).name.partition(",")[0] for n in range(rows.rowCount())]


def said(notices: Notices) -> str:
    return " ".join(banner.sentence.text() for banner in notices.banners())


def dialog(page: SupervisionPage) -> EditDialog:
    """The dialog that stands open."""
    found = [one for one in window(page).findChildren(EditDialog) if one.isVisible()]
    return found[-1]


def batch(page: SupervisionPage) -> BatchDialog:
    (found,) = [one for one in window(page).findChildren(BatchDialog) if one.isVisible()]
    found.activateWindow()
    QApplication.processEvents()
    return found


def only_request(page: SupervisionPage) -> PermissionRow:
    (row,) = page.workspace.read(
        permission_requests.permission_rows, shows=PermissionShows.ALL, whose=Whose(), today=TODAY
    )
    assert isinstance(row, PermissionRow)
    return row


def press(qtbot: QtBot, listing: SupervisionList, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(listing.table, key)


def confirm(qtbot: QtBot, page: SupervisionPage) -> None:
    qtbot.keyClick(dialog(page), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_it_opens_on_those_who_are_short_with_the_keyboard_there(
    page: SupervisionPage, qtbot: QtBot
) -> None:
    assert names(page.contacts) == ["Bea", "Cal"]
    assert page.tabs.tabText(0) == "Contacts (2)"
    assert page.head_detail.text() == "2 short of contact"
    page.take_keyboard()
    assert QApplication.focusWidget() is page.contacts.table


def test_digits_choose_the_lines_and_enter_opens_the_file(
    page: SupervisionPage, people: list[int], qtbot: QtBot
) -> None:
    page.show_part(page.parts[0])
    press(qtbot, page.contacts, Qt.Key.Key_5)
    assert page.contacts.chips.value() is DueShows.ALL
    assert names(page.contacts) == ["Bea", "Cal", "Abe"]
    press(qtbot, page.contacts, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert window(page).asked == [("participant", people[2])]


def test_n_records_a_contact_of_the_chosen_line_and_the_line_goes(
    page: SupervisionPage, people: list[int], qtbot: QtBot
) -> None:
    page.show_part(page.parts[0])
    press(qtbot, page.contacts, Qt.Key.Key_N)
    assert dialog(page).form.editor("episode_id").value() == people[1]
    confirm(qtbot, page)
    (row,) = page.workspace.read(contacts.contact_rows, episode_id=people[1])
    assert (row.contacted_on, row.mode, row.reached) == (TODAY, ContactMode.OFFICE, True)
    assert names(page.contacts) == ["Cal"]
    assert page.tabs.tabText(0) == "Contacts (1)"


def test_many_contacts_are_entered_by_one_letter_a_line(
    page: SupervisionPage, people: list[int], qtbot: QtBot
) -> None:
    page.show_part(page.parts[0])
    press(qtbot, page.contacts, Qt.Key.Key_B)
    entry = batch(page)
    assert [entry.table.rows.row_at(n).name for n in range(3)] == [
        "Bea, Sam",
        "Cal, Sam",
        "Abe, Sam",
    ]
    for key in (Qt.Key.Key_R, Qt.Key.Key_V, Qt.Key.Key_R, Qt.Key.Key_Space):
        qtbot.keyClick(entry.table, key)  # the last line is marked and cleared again
    assert entry.count.text() == "2 lines marked of 3"
    qtbot.keyClick(entry, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window(page).said == ["The contact is recorded for 2 participants."]
    reached = [
        [row.reached for row in page.workspace.read(contacts.contact_rows, episode_id=episode)]
        for episode in people
    ]
    assert reached == [[True], [True], [False]]


def test_all_others_reached_leaves_out_whoever_is_away_or_has_a_contact_of_that_day(
    page: SupervisionPage, people: list[int]
) -> None:
    page.workspace.perform(custody.book, episode_id=people[2], on=TODAY - timedelta(days=2))
    page.contacts.batch()
    entry = batch(page)
    last = entry.table.rows.row_at(2)
    assert (last.name, away_pill(last)) == ("Cal, Sam", [("In custody", Tone.PLAIN)])
    entry.form.editor("contacted_on").set_value(TODAY - timedelta(days=1))  # Abe was seen then
    entry.mark_all()
    assert [line.name for line in entry.marked()] == ["Bea, Sam"]
    entry.form.editor("contacted_on").set_value(TODAY - timedelta(days=3))  # Cal was free then
    entry.mark_all()
    assert {line.name for line in entry.marked()} == {"Abe, Sam", "Bea, Sam", "Cal, Sam"}
    entry.marks.clear()
    entry.close()


def test_all_others_kept_leaves_out_whoever_was_in_custody_that_evening(
    page: SupervisionPage, people: list[int]
) -> None:
    for episode in people[:2]:
        curfew(page.workspace, episode)
    page.workspace.perform(custody.book, episode_id=people[1], on=TODAY - timedelta(days=2))
    page.conditions.batch()
    entry = batch(page)
    entry.mark_all()
    assert [line.name for line in entry.marked()] == ["Abe, Sam"]
    entry.marks.clear()
    entry.close()


def test_a_batch_narrows_by_name_and_keeps_its_marks_and_words(
    page: SupervisionPage, people: list[int], qtbot: QtBot
) -> None:
    page.contacts.batch()
    entry = batch(page)
    qtbot.keyClick(entry.table, Qt.Key.Key_R)
    qtbot.keyClick(entry, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(entry.find, "cal")
    assert [entry.table.rows.rowCount(), entry.count.text()] == [1, "1 line marked of 3"]
    qtbot.keyClick(entry.find, Qt.Key.Key_Return)
    qtbot.keyClick(entry.table, Qt.Key.Key_V)
    qtbot.keyClick(entry, Qt.Key.Key_F2)
    words = entry.findChild(EditDialog)
    assert words is not None
    words.form.editor("text").set_value("Telephone off")
    qtbot.keyClick(words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    entry.record()
    texts = [
        page.workspace.read(contacts.contact_rows, episode_id=episode)[0].text
        for episode in people[1:]
    ]
    assert texts == ["", "Telephone off"]


def test_a_refused_batch_stays_open_with_its_marks(
    page: SupervisionPage, people: list[int], qtbot: QtBot
) -> None:
    page.contacts.batch()
    entry = batch(page)
    qtbot.keyClick(entry.table, Qt.Key.Key_R)
    entry.form.editor("contacted_on").set_value(TODAY + timedelta(days=1))
    entry.record()
    assert entry.isVisible()
    assert "That day has not come yet." in said(entry.notices)
    assert page.workspace.read(contacts.contact_rows, episode_id=people[1]) == []
    entry.marks.clear()
    entry.close()


def test_leaving_a_marked_batch_asks_first(
    page: SupervisionPage, boxes: messages.Recorder, qtbot: QtBot
) -> None:
    page.contacts.batch()
    entry = batch(page)
    qtbot.keyClick(entry.table, Qt.Key.Key_R)
    boxes.answer = False
    qtbot.keyClick(entry, Qt.Key.Key_Escape)
    assert entry.isVisible()
    boxes.answer = True
    qtbot.keyClick(entry, Qt.Key.Key_Escape)
    assert not entry.isVisible()


def curfew(workspace: Workspace, episode: int) -> int:
    return workspace.perform(
        imposed.impose,
        episode_id=episode,
        kind=ConditionKind.CURFEW,
        started_on=TODAY - timedelta(days=20),
        from_time="21:00",
        until_time="06:00",
    )


def test_an_evening_of_curfews_is_entered_by_letters(
    page: SupervisionPage, people: list[int], qtbot: QtBot
) -> None:
    for episode in people:
        curfew(page.workspace, episode)
    page.show_part(page.parts[1])
    assert page.tabs.tabText(1) == "Conditions and curfew (3)"
    press(qtbot, page.conditions, Qt.Key.Key_B)
    entry = batch(page)
    for key in (Qt.Key.Key_K, Qt.Key.Key_X, Qt.Key.Key_U):
        qtbot.keyClick(entry.table, key)
    entry.record()
    found = [
        page.workspace.read(checks.check_rows, episode_id=episode)[0].result for episode in people
    ]
    assert found == [CheckResult.KEPT, CheckResult.BROKEN, CheckResult.UNCLEAR]
    assert page.tabs.tabText(1) == "Conditions and curfew"
    breaches = page.workspace.read(conduct.conduct_rows, episode_id=people[1])
    assert [row.word for row in breaches] == ["Curfew not kept"]


def test_e_ends_the_chosen_condition_and_c_checks_it(
    page: SupervisionPage, people: list[int], qtbot: QtBot
) -> None:
    curfew(page.workspace, people[0])
    page.show_part(page.parts[1])
    press(qtbot, page.conditions, Qt.Key.Key_C)
    dialog(page).form.editor("result").set_value(CheckResult.KEPT)
    confirm(qtbot, page)
    assert len(page.workspace.read(checks.check_rows, episode_id=people[0])) == 1
    press(qtbot, page.conditions, Qt.Key.Key_E)
    confirm(qtbot, page)
    assert names(page.conditions) == []


def test_g_grants_the_chosen_request_and_p_prints_it(
    page: SupervisionPage, people: list[int], qtbot: QtBot
) -> None:
    page.workspace.perform(
        permission_requests.ask_permission,
        episode_id=people[0],
        kind=PermissionKind.TRAVEL,
        starts_on=TODAY + timedelta(days=3),
        place="Macon",
    )
    page.show_part(page.parts[2])
    press(qtbot, page.permissions, Qt.Key.Key_P)
    assert "Only leave that was granted" in said(page.permissions.notices)
    press(qtbot, page.permissions, Qt.Key.Key_G)
    confirm(qtbot, page)
    row = only_request(page)
    assert (row.answer, row.answered_on) == (PermissionAnswer.GRANTED, TODAY)
    assert names(page.permissions) == []
    press(qtbot, page.permissions, Qt.Key.Key_3)
    page.permissions.table.select_place(0)
    press(qtbot, page.permissions, Qt.Key.Key_P)
    assert window(page).asked == [("permission", {"episode_id": people[0]})]


def test_a_refusal_without_its_reason_keeps_the_dialog_open(
    page: SupervisionPage, people: list[int], qtbot: QtBot
) -> None:
    page.workspace.perform(
        permission_requests.ask_permission,
        episode_id=people[0],
        kind=PermissionKind.MOVE,
        starts_on=TODAY + timedelta(days=3),
    )
    page.show_part(page.parts[2])
    press(qtbot, page.permissions, Qt.Key.Key_R)
    confirm(qtbot, page)
    assert dialog(page).form.error("answer_text").startswith("Say why it is refused")
    row = only_request(page)
    assert row.answer is None


def test_o_records_the_release_of_whoever_is_held(
    page: SupervisionPage, people: list[int], qtbot: QtBot
) -> None:
    page.workspace.perform(
        custody.book,
        episode_id=people[0],
        on=TODAY - timedelta(days=4),
        reason=CustodyReason.WARRANT,
    )
    page.show_part(page.parts[3])
    assert page.tabs.tabText(3) == "Arrests and custody (1)"
    press(qtbot, page.custody, Qt.Key.Key_L)
    dialog(page).form.editor("facility").set_value("Annex")
    confirm(qtbot, page)
    assert page.custody.table.rows.row_at(0).facility == "Annex"
    press(qtbot, page.custody, Qt.Key.Key_O)
    confirm(qtbot, page)
    assert names(page.custody) == []
    press(qtbot, page.custody, Qt.Key.Key_3)
    assert names(page.custody) == ["Abe"]


def test_t_records_that_the_team_has_heard(
    page: SupervisionPage, people: list[int], qtbot: QtBot
) -> None:
    page.workspace.perform(
        conduct.record_legal_event,
        episode_id=people[0],
        kind=LegalEventKind.ARREST,
        happened_on=TODAY - timedelta(days=2),
    )
    page.show_part(page.parts[3])
    page.arrests.take_keyboard()
    press(qtbot, page.arrests, Qt.Key.Key_T)
    confirm(qtbot, page)
    assert names(page.arrests) == []


def test_hours_are_typed_on_each_line(
    page: SupervisionPage, people: list[int], qtbot: QtBot
) -> None:
    for episode in people[:2]:
        page.workspace.perform(
            service_orders.order_service,
            episode_id=episode,
            hours=20,
            ordered_on=TODAY - timedelta(days=30),
            site="Food bank",
        )
    page.show_part(page.parts[4])
    press(qtbot, page.service, Qt.Key.Key_B)
    entry = batch(page)
    qtbot.keyClicks(entry.table, "44")
    entry.record()
    assert "can’t be read" in said(entry.notices)
    qtbot.keyClick(entry.table, Qt.Key.Key_Backspace)
    qtbot.keyClick(entry.table, Qt.Key.Key_Return)
    qtbot.keyClicks(entry.table, "2.5")
    entry.record()
    served = [
        [row.hours for row in page.workspace.read(service.service_rows, episode_id=episode)]
        for episode in people[:2]
    ]
    assert served == [[4], [2.5]]
    assert [page.service.table.rows.row_at(n).left for n in range(2)] == [16, 17.5]


def test_an_act_without_a_line_says_what_to_do(page: SupervisionPage, qtbot: QtBot) -> None:
    page.show_part(page.parts[2])
    press(qtbot, page.permissions, Qt.Key.Key_G)
    assert MARK_FIRST in said(page.permissions.notices)
    assert not [one for one in window(page).findChildren(EditDialog) if one.isVisible()]


def test_ctrl_page_down_walks_through_the_lists_and_ctrl_p_prints(
    page: SupervisionPage, qtbot: QtBot
) -> None:
    page.show_part(page.parts[0])
    control = Qt.KeyboardModifier.ControlModifier
    seen = []
    for _ in page.parts:
        qtbot.keyClick(page.part.list.table, Qt.Key.Key_PageDown, control)
        seen.append(page.tabs.currentIndex())
    assert seen == [1, 2, 3, 4, 0]
    qtbot.keyClick(page.contacts.table, Qt.Key.Key_P, control)
    assert window(page).asked == [("supervision", {})]


def test_a_case_manager_is_shown_her_own_people(
    page: SupervisionPage, people: list[int], workspace: Workspace
) -> None:
    assert page.manager.itemText(0) == "Everybody"
    place = page.manager.findText("J. Pike")
    page.manager.setCurrentIndex(place)
    page.manager.activated.emit(place)
    assert page.whose == Whose("J. Pike")
    assert names(page.contacts) == ["Bea", "Cal"]
