from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from drugcourt.casework.treatment import care
from drugcourt.domain.treatment import Attendance, LevelOfCare
from drugcourt.ui.kit import messages
from drugcourt.ui.participants.group_session import GroupSessionDialog
from tests import courts
from tests.conftest import TODAY
from tests.ui.participants.window import PagesWindow

NORTHSIDE = "Northside IOP"


def three(window: PagesWindow) -> list[int]:
    """Three participants, two of them in treatment at Northside."""
    people = [courts.participant(window.workspace, name) for name in ("Abe", "Bea", "Cal")]
    for episode in people[:2]:
        window.workspace.perform(
            care.begin_treatment,
            episode_id=episode,
            provider=NORTHSIDE,
            level=LevelOfCare.INTENSIVE_OUTPATIENT,
            started_on=TODAY,
        )
    return people


def kept(window: PagesWindow, episode: int) -> list[tuple[Attendance, str]]:
    rows = window.workspace.read(care.attendance_rows, episode_id=episode)
    return [(row.attendance, row.provider) for row in rows]


def opened(window: PagesWindow) -> GroupSessionDialog:
    return window.list.open_group_session()


def type_keys(qtbot: QtBot, dialog: GroupSessionDialog, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(dialog.table, key)


def test_one_letter_a_line_records_a_session_of_many_in_one_act(
    window: PagesWindow, qtbot: QtBot
) -> None:
    people = three(window)
    dialog = opened(window)
    type_keys(qtbot, dialog, Qt.Key.Key_A, Qt.Key.Key_X)
    assert dialog.table.selected_row().name.startswith("Cal")
    assert dialog.count.text() == "2 lines marked of 3"
    dialog.record()
    assert [kept(window, episode) for episode in people] == [
        [(Attendance.ATTENDED, NORTHSIDE)],
        [(Attendance.ABSENT, NORTHSIDE)],
        [],
    ]
    assert window.said == ["The session is recorded for 2 participants."]


def test_a_mark_is_taken_back_by_space_and_the_rest_attended_at_once(
    window: PagesWindow, qtbot: QtBot
) -> None:
    people = three(window)
    dialog = opened(window)
    type_keys(qtbot, dialog, Qt.Key.Key_E)
    dialog.table.select_place(0)
    type_keys(qtbot, dialog, Qt.Key.Key_Space, Qt.Key.Key_L)
    dialog.mark_all()
    dialog.record()
    assert [kept(window, episode)[0][0] for episode in people] == [
        Attendance.ATTENDED,
        Attendance.LATE,
        Attendance.ATTENDED,
    ]


def test_the_provider_narrows_the_lines_and_marks_of_those_who_stay_are_kept(
    window: PagesWindow, qtbot: QtBot
) -> None:
    three(window)
    dialog = opened(window)
    type_keys(qtbot, dialog, Qt.Key.Key_A)
    provider = dialog.form.editor("provider")
    provider.set_value(next(iter(provider.field.choices)))
    assert dialog.count.text() == "1 line marked of 2"
    dialog.record()


def test_what_is_recorded_already_is_shown_and_not_recorded_twice(
    window: PagesWindow, qtbot: QtBot
) -> None:
    first = three(window)[0]
    courts.attended(window.workspace, first, TODAY)
    dialog = opened(window)
    type_keys(qtbot, dialog, Qt.Key.Key_X, Qt.Key.Key_A)
    dialog.record()
    assert kept(window, first) == [(Attendance.ATTENDED, NORTHSIDE)]


def test_leaving_asks_before_marks_are_thrown_away(
    window: PagesWindow, qtbot: QtBot, boxes: messages.Recorder
) -> None:
    three(window)
    dialog = opened(window)
    type_keys(qtbot, dialog, Qt.Key.Key_A)
    dialog.close()
    assert boxes.said


def test_a_wrong_number_of_minutes_leaves_nothing_of_the_session(
    window: PagesWindow, qtbot: QtBot
) -> None:
    people = three(window)
    dialog = opened(window)
    type_keys(qtbot, dialog, Qt.Key.Key_A, Qt.Key.Key_A)
    dialog.form.editor("minutes").set_value(9_999)
    dialog.record()
    assert dialog.isVisible()
    assert all(kept(window, episode) == [] for episode in people)
    dialog._saved = True
    dialog.close()
