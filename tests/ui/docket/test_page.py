"""The docket driven as in court: by keyboard, with refusals, drafts and the open views."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from drugcourt.casework import medications
from drugcourt.casework.responses.responses import NewResponse
from drugcourt.casework.treatment import care
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.hearings import HearingAttendance, PhaseMove
from drugcourt.domain.responses import ResponseFamily
from drugcourt.domain.specimens import Substance
from drugcourt.domain.treatment import Attendance, LevelOfCare, SessionKind
from drugcourt.records.episodes import Episode
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.history import HistoryEntry
from drugcourt.records.responses import Response
from drugcourt.ui.docket.page import DocketPage
from drugcourt.ui.docket.session_card import View
from drugcourt.ui.drafts import CourtDrafts
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.messages import Recorder
from drugcourt.ui.responding.picker import ResponsePicker
from drugcourt.workspace import Workspace
from tests.court_day import (
    TODAY,
    admitted,
    cup,
    days_ago,
    heard,
    kept,
    kept_all,
    on_docket,
    session,
)
from tests.ui.one_page import OnePage

NEXT = TODAY + timedelta(days=9)
Shown = Callable[[], OnePage]


@pytest.fixture
def shown(one_page: Callable[..., OnePage]) -> Shown:
    """Call it to show the docket page in a window that has the keyboard."""
    return partial(one_page, DocketPage)


def press(*keys: str | Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier):
    """Keys to whatever has the keyboard, as a person presses them."""
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None, "nothing has the keyboard"
        if isinstance(key, str):
            for letter in key:
                QTest.keyClick(QApplication.focusWidget(), letter, modifier)
        else:
            QTest.keyClick(target, key, modifier)


def dialog_of(window: OnePage, kind: type[QWidget]) -> QWidget:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    assert len(found) == 1
    return found[0]


def entry(court: Workspace, number: int) -> DocketEntry:
    return kept(court, DocketEntry, number)


def test_a_hearing_is_held_by_keyboard_alone(shown: Shown, workspace: Workspace, qtbot) -> None:
    first = admitted(workspace, "Ellison", "Dana")
    second = admitted(workspace, "Tran", "Kevin")
    entries = [on_docket(workspace, first), on_docket(workspace, second)]
    page = shown().page
    assert page.pane.head.name.text() == "Ellison, Dana"
    press("1", "r")
    picker = dialog_of(page, ResponsePicker)
    qtbot.waitUntil(picker.line.hasFocus)
    title = page.pane._file.catalog[0].title
    press(title, Qt.Key.Key_Return)
    page.window().activateWindow()  # a desktop gives the keyboard back; this platform does not
    qtbot.waitUntil(page.window().isActiveWindow)
    page.session.table.setFocus()
    press("d")
    press(f"{NEXT:%m/%d/%Y}")
    press(Qt.Key.Key_F9)
    said = entry(workspace, entries[0])
    assert (said.attendance, said.next_on) == (HearingAttendance.PRESENT, NEXT)
    given = kept_all(workspace, select(Response).where(Response.episode_id == first))
    assert [(r.title, r.docket_entry_id) for r in given] == [(title, entries[0])]
    asked = select(DocketEntry.episode_id).join(CourtSession).where(CourtSession.held_on == NEXT)
    assert workspace.read(lambda db: list(db.scalars(asked))) == [first]
    acts = select(HistoryEntry.who).where(HistoryEntry.act == "record_hearing")
    assert set(workspace.read(lambda db: list(db.scalars(acts)))) == {"R. Alvarez"}
    assert page.pane.head.name.text() == "Tran, Kevin"
    assert page.session.progress.text().startswith("1 of 2 heard")


def test_nothing_is_recorded_before_attendance_is_said(shown: Shown, workspace: Workspace) -> None:
    number = on_docket(workspace, admitted(workspace))
    page = shown().page
    press(Qt.Key.Key_F9)
    assert entry(workspace, number).attendance is None
    assert "press 1 to 6" in page.pane.outcome.notices.banners()[0].sentence.text()


def test_the_clock_of_the_first_hearing_waits_for_the_attendance(
    shown: Shown, workspace: Workspace
) -> None:
    for name in ("Ellison", "Tran"):
        on_docket(workspace, admitted(workspace, name))
    page = shown().page
    timer = page.pane.outcome.timer
    assert timer.button.text() == "Start (T)", "preparing the docket is no hearing"
    press("1")
    assert timer.button.text() == "Pause (T)"
    press(Qt.Key.Key_F9)
    assert page.pane.head.name.text().startswith("Tran")
    assert timer.button.text() == "Pause (T)", "court is going on"


def test_escape_leaves_a_text_so_that_letters_are_keys_again(
    shown: Shown, workspace: Workspace
) -> None:
    on_docket(workspace, admitted(workspace))
    page = shown().page
    press("n", "Came late")
    press(Qt.Key.Key_Escape, "2")
    assert page.pane.outcome.note.value() == "Came late"
    assert page.pane.outcome.attendance.value() is HearingAttendance.LATE


def test_what_a_refusal_asks_for_stands_above_its_findings_and_has_the_keyboard(
    shown: Shown, workspace: Workspace
) -> None:
    on_docket(workspace, admitted(workspace))
    page = shown().page
    press("1", "a", Qt.Key.Key_F9)
    move = page.pane.outcome.move
    assert move.decided_by.isAncestorOf(QApplication.focusWidget())
    assert move.reason.y() < move.findings.y()
    seen = move.decided_by.mapTo(page.pane, QPoint(0, move.decided_by.height())).y()
    assert 0 < seen <= page.pane.height()


def test_a_next_date_on_another_weekday_is_said_before_it_is_recorded(
    shown: Shown, workspace: Workspace
) -> None:
    on_docket(workspace, admitted(workspace))
    page = shown().page
    press("d", f"{TODAY + timedelta(days=11):%m/%d/%Y}")
    assert "court usually sits on Tuesdays" in page.pane.outcome.next.words.text()


def test_who_fails_to_appear_with_a_warrant_is_absconded(
    shown: Shown, workspace: Workspace
) -> None:
    episode = admitted(workspace)
    number = on_docket(workspace, episode)
    page = shown().page
    assert not page.pane.outcome.warrant.isVisible()
    best = page.pane.outcome.next.value()
    press("4")
    assert page.pane.outcome.next.value() is None
    press("1")
    assert best is not None
    assert page.pane.outcome.next.value() == best
    press("4")
    assert page.pane.outcome.warrant.isVisible()
    assert page.pane.outcome.next.value() is None
    press("w")
    assert page.pane.outcome.warrant.isAncestorOf(QApplication.focusWidget())
    page.pane.outcome.warrant.press_digit(3)
    press(Qt.Key.Key_F9)
    assert entry(workspace, number).attendance is HearingAttendance.FAILED_TO_APPEAR
    assert kept(workspace, Episode, episode).status is EpisodeStatus.ABSCONDED
    assert "absconded since Nov 24" in page.pane.head.detail.text()


def test_advancing_against_findings_asks_who_and_why_beside_it(
    shown: Shown, workspace: Workspace
) -> None:
    episode = admitted(workspace)
    number = on_docket(workspace, episode)
    page = shown().page
    page.pane.outcome.orders.set_value("Stays as typed")
    press("1", "a")
    move = page.pane.outcome.move
    assert move.move() is PhaseMove.ADVANCE
    assert move.reason.isVisible()
    press(Qt.Key.Key_F9)
    assert entry(workspace, number).attendance is None
    assert page.pane.outcome.orders.value() == "Stays as typed"
    assert not move.findings.isHidden()
    move.decided_by.set_value("Team")
    move.reason.set_value("Everything but a day")
    press(Qt.Key.Key_F9)
    assert entry(workspace, number).move is PhaseMove.ADVANCE
    assert page.pane.head.detail.text().startswith("phase 2")


def test_a_draft_survives_another_participant_and_a_new_page(
    shown: Shown, workspace: Workspace
) -> None:
    on_docket(workspace, admitted(workspace, "Ellison", "Dana"))
    number = on_docket(workspace, admitted(workspace, "Tran", "Kevin"))
    window = shown()
    press("2", "o")
    press("Daily call")
    window.page.session.table.select_place(1)
    assert window.page.pane.head.name.text() == "Tran, Kevin"
    assert window.page.pane.outcome.orders.value() is None
    window.close()
    page = shown().page
    assert page.pane.outcome.orders.value() == "Daily call"
    assert page.pane.outcome.attendance.value() is HearingAttendance.LATE
    press(Qt.Key.Key_F9)
    assert page.pane.entry_id == number
    assert CourtDrafts(workspace).load(f"hearing:{number - 1}") is None


def test_what_is_typed_is_kept_a_moment_later_for_a_crash(
    shown: Shown, workspace: Workspace, qtbot: QtBot
) -> None:
    number = on_docket(workspace, admitted(workspace))
    shown()
    press("o")
    press("Essay")
    qtbot.waitUntil(
        lambda: (CourtDrafts(workspace).load(f"hearing:{number}") or {}).get("orders") == "Essay"
    )


def test_looking_alone_leaves_no_draft(shown: Shown, workspace: Workspace) -> None:
    numbers = [on_docket(workspace, admitted(workspace, n)) for n in ("Ellison", "Tran")]
    page = shown().page
    page.session.table.select_place(1)
    page.session.table.select_place(0)
    assert [CourtDrafts(workspace).load(f"hearing:{n}") for n in numbers] == [None, None]


def texts_of(widget: QWidget) -> str:
    """Every word that can be seen or read aloud in a widget, tables cell by cell."""
    told: list[str] = []
    for part in [widget, *widget.findChildren(QWidget)]:
        if not part.isVisibleTo(widget):
            continue
        told += [part.accessibleName(), part.accessibleDescription(), part.toolTip()]
        if isinstance(part, QLabel | QLineEdit):
            told.append(part.text())
        if isinstance(part, QPlainTextEdit):
            told.append(part.toPlainText())
        if isinstance(part, QAbstractItemView) and part.model() is not None:
            told += [
                str(part.model().index(row, column).data(role) or "")
                for row in range(part.model().rowCount())
                for column in range(part.model().columnCount())
                for role in (
                    Qt.ItemDataRole.DisplayRole,
                    Qt.ItemDataRole.ToolTipRole,
                    Qt.ItemDataRole.AccessibleTextRole,
                )
            ]
    return " ".join(told).casefold()


def headings(table: QTableView) -> list[str]:
    """The columns that are shown, by their headings."""
    side = Qt.Orientation.Horizontal
    shown = (n for n in range(table.model().columnCount()) if not table.isColumnHidden(n))
    return [str(table.model().headerData(n, side) or "") for n in shown]


PRAISE = "Verbal praise from the judge"
GIVEN = (
    NewResponse(ResponseFamily.INCENTIVE, PRAISE, behavior="canarybehavior", reason="canaryreason"),
    NewResponse(ResponseFamily.SERVICE_ADJUSTMENT, "canaryadjustment"),
)
UNTOLD = ("canarybehavior", "canaryreason", "canaryadjustment", "canarytyped", "canaryorders")
CANARIES = ("fentanyl", "buprenorphine", "canaryclinic", "canarynote", "canaryaccount", "intensive")


def protected(court: Workspace) -> int:
    """Somebody with something in every room that the room must not hear of."""
    episode = admitted(court, "Ellison", "Dana", case="CR-2026-00001")
    court.perform(
        medications.start_medication,
        episode_id=episode,
        name="buprenorphine",
        started_on=days_ago(20),
    )
    court.perform(
        care.begin_treatment,
        episode_id=episode,
        provider="Canaryclinic",
        level=LevelOfCare.INTENSIVE_OUTPATIENT,
        started_on=days_ago(30),
    )
    court.perform(
        care.record_attendance,
        episode_id=episode,
        held_on=days_ago(2),
        kind=SessionKind.GROUP,
        attendance=Attendance.ABSENT,
        provider="Canaryclinic",
    )
    cup(court, episode, days_ago(3), Substance.FENTANYL)
    heard(
        court,
        on_docket(court, episode),
        orders="canaryorders",
        note="canarynote",
        account="canaryaccount",
        responses=[*GIVEN, NewResponse(ResponseFamily.INCENTIVE, "canarytyped")],
    )
    return episode


def test_court_and_public_view_say_nothing_protected(shown: Shown, workspace: Workspace) -> None:
    protected(workspace)
    page = shown().page
    staffing = texts_of(page)
    unseen = [word for word in CANARIES if word not in staffing]
    assert unseen == ["canaryclinic"], "the canaries are not even there"
    press(Qt.Key.Key_F11)
    court = texts_of(page)
    assert "ellison, dana" in court
    assert PRAISE.casefold() in court
    assert [word for word in (*CANARIES, *UNTOLD, "phase") if word in court] == []
    assert headings(page.court.table) == ["", "Participant", "Ordered", "Next hearing"]
    press(Qt.Key.Key_F11)
    public = texts_of(page)
    assert "cr-2026-00001" in public
    assert "d. e." in public
    forbidden = (*CANARIES, "ellison", "community service", "positive", "sober", "phase")
    assert [word for word in forbidden if word in public] == []


def test_the_keys_of_an_outcome_do_nothing_in_the_open_views(
    shown: Shown, workspace: Workspace
) -> None:
    number = on_docket(workspace, admitted(workspace))
    page = shown().page
    page.show_view(View.COURT)
    page.court.table.setFocus()
    press("1", Qt.Key.Key_F9)
    assert entry(workspace, number).attendance is None
    assert page.pane.outcome.attendance.value() is None


def order_of(court: Workspace) -> list[int]:
    asked = select(DocketEntry.id).order_by(DocketEntry.position)
    return court.read(lambda db: list(db.scalars(asked)))


def test_the_docket_is_reordered_by_keys_and_by_dragging(
    shown: Shown, workspace: Workspace, qtbot: QtBot
) -> None:
    a, b, c = (on_docket(workspace, admitted(workspace, n)) for n in ("Ames", "Boyd", "Cole"))
    table = shown().page.session.table
    press(Qt.Key.Key_Down, modifier=Qt.KeyboardModifier.ControlModifier)
    assert order_of(workspace) == [b, a, c]
    assert table.selected_id() == a
    tall = table.verticalHeader().defaultSectionSize()
    at = [QPoint(60, round(tall * (n + 0.5))) for n in range(3)]
    qtbot.mousePress(table.viewport(), Qt.MouseButton.LeftButton, pos=at[2])
    qtbot.mouseMove(table.viewport(), at[1])
    qtbot.mouseMove(table.viewport(), at[0] - QPoint(0, tall // 2))
    qtbot.mouseRelease(table.viewport(), Qt.MouseButton.LeftButton, pos=at[0])
    assert order_of(workspace) == [c, b, a]


def test_somebody_is_taken_off_with_a_reason(shown: Shown, workspace: Workspace) -> None:
    number = on_docket(workspace, admitted(workspace))
    page = shown().page
    page.acts.ask_off()
    dialog = dialog_of(page, EditDialog)
    dialog.form.editor("reason").set_value("Moved to Monday")
    dialog.try_act()
    assert entry(workspace, number) is None
    assert page._right.currentIndex() == 1


def test_sessions_are_walked_one_by_one(shown: Shown, workspace: Workspace) -> None:
    session(workspace, days_ago(7))
    session(workspace, NEXT)
    on_docket(workspace, admitted(workspace))
    page = shown().page
    assert page.session.bar.day.text() == "Tue Nov 24, 2026, 1:30 PM"
    page.go_later()
    assert page.head.held_on == NEXT
    page.go_earlier()
    page.go_earlier()
    assert page.head.held_on == days_ago(7)
    assert not page.session.bar.back.isEnabled()


def test_a_day_without_a_session_gets_one_when_it_is_opened(
    shown: Shown, workspace: Workspace
) -> None:
    session(workspace)
    page = shown().page
    page.acts.ask_day()
    dialog = dialog_of(page, EditDialog)
    dialog.form.editor("held_on").set_value(NEXT)
    dialog.try_act()
    assert page.head.held_on == NEXT


def test_a_closed_session_is_only_read(shown: Shown, workspace: Workspace, boxes: Recorder) -> None:
    on_docket(workspace, admitted(workspace))
    page = shown().page
    page.acts.close()
    assert "1 of 1 have not been heard" in str(boxes.said)
    assert page.head.closed
    assert not page.pane.outcome.isEnabled()
    press("1")
    assert page.pane.outcome.attendance.value() is None
    page.record_and_next()
    assert page.shell.said[-1].startswith("This session is closed")


def test_papers_are_asked_for_the_day_that_is_open(shown: Shown, workspace: Workspace) -> None:
    session(workspace, NEXT)
    window = shown()
    window.page.acts.print_docket()
    wanted = {"session_day": NEXT, "docket": "Adult drug court"}
    assert window.asked == [("docket", wanted)]


def test_a_change_elsewhere_reaches_the_page_and_keeps_what_is_typed(
    shown: Shown, workspace: Workspace
) -> None:
    episode = admitted(workspace)
    on_docket(workspace, episode)
    page = shown().page
    press("o")
    press("Half a sen")
    cup(workspace, episode, TODAY, Substance.FENTANYL)
    assert page.pane.outcome.orders.value() == "Half a sen"
    press(Qt.Key.Key_Escape)
    press("o")
    press("tence")
    assert page.pane.outcome.orders.value() == "Half a sentence", "O goes on where the words end"
    assert "fentanyl" in page.pane.since.lines[0].accessibleName()


def test_the_next_file_is_there_before_it_is_asked(
    shown: Shown, workspace: Workspace, qtbot: QtBot
) -> None:
    numbers = [on_docket(workspace, admitted(workspace, n)) for n in ("Ames", "Boyd", "Cole")]
    page = shown().page
    qtbot.waitUntil(lambda: set(page.pane.files._kept) == set(numbers))


def test_the_page_is_freed_when_its_window_closes(
    qtbot: QtBot, workspace: Workspace, freed_when_closed, settled: Callable[[], None]
) -> None:
    on_docket(workspace, admitted(workspace))
    window = OnePage(workspace, QWidget)
    holder: list[QWidget] = [DocketPage(window)]
    holder[0].setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    holder[0].show()
    settled()
    freed_when_closed(holder)
    window.close()


def test_a_narrow_window_shows_everything_of_the_pane(shown: Shown, workspace: Workspace) -> None:
    on_docket(workspace, admitted(workspace))
    window = shown()
    window.resize(800, 700)
    QApplication.processEvents()
    page = window.page
    assert [page.session.table.isColumnHidden(place) for place in range(5)] == [
        False,
        False,
        True,
        True,
        False,
    ]
    area = page.pane._area
    assert area.horizontalScrollBar().maximum() == 0, "something is cut off at the right"
    assert page.pane.head.record_button.width() >= page.pane.head.record_button.sizeHint().width()
    window.resize(1366, 768)
    QApplication.processEvents()
    assert not page.session.table.isColumnHidden(2)


def test_what_is_taken_back_is_named_before_and_a_refusal_stands_on_the_page(
    shown: Shown, workspace: Workspace
) -> None:
    number = on_docket(workspace, admitted(workspace, "Ellison", "Dana"))
    page = shown().page
    assert "Ellison, Dana put on the docket" in page.session.back_button.toolTip()
    press("1", "o", "Essay")
    press(Qt.Key.Key_F9)
    assert "the hearing of Ellison, Dana" in page.session.back_button.toolTip()
    page.session.back_button.click()
    assert entry(workspace, number).attendance is None
    assert page.pane.outcome.orders.value() == "Essay", "what was entered is a draft again"
    page.session.back_button.click()
    assert page.session.table.rows.rowCount() == 0
    page.acts.take_back()
    assert "Nothing is left" in page.notices.banners()[0].sentence.text()
