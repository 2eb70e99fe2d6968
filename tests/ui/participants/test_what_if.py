from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from drugcourt.domain.suppositions import TestBeing, TestIs
from drugcourt.ui.participants.overview_pane import OverviewPane
from drugcourt.ui.participants.supposition_choice import Kind
from drugcourt.ui.participants.what_if import WhatIfDialog, open_what_if
from tests import courts
from tests.conftest import TODAY
from tests.ui.participants.window import PagesWindow

TESTED = TODAY - timedelta(days=10)


def opened(window: PagesWindow) -> WhatIfDialog:
    (dialog,) = [d for d in window.findChildren(WhatIfDialog) if d.isVisible()]
    return dialog


def with_a_test(window: PagesWindow) -> int:
    episode = courts.participant(window.workspace)
    courts.collected(window.workspace, episode, TESTED)
    window.open_participant(episode)
    return episode


def press(qtbot: QtBot, widget: QWidget, key: Qt.Key) -> None:
    qtbot.keyClick(widget, key)


def test_by_keyboard_alone_a_recorded_test_is_supposed_positive(
    window: PagesWindow, qtbot: QtBot
) -> None:
    with_a_test(window)
    press(qtbot, window.file, Qt.Key.Key_W)
    dialog = opened(window)
    press(qtbot, dialog.choice.kind, Qt.Key.Key_1)
    press(qtbot, dialog.choice.which, Qt.Key.Key_Down)  # below “one more test, today”
    supposed = dialog.choice.supposition()
    assert isinstance(supposed, TestIs)
    assert (supposed.on, supposed.being) == (TESTED, TestBeing.POSITIVE)
    line = dialog.lines.rows.row_at(0)
    assert (line.id, line.changes) == ("p1.sober", True)
    assert "9 days since Nov 15" in dialog.sober.text()
    assert "5 days later" in dialog.dates.text()
    press(qtbot, dialog, Qt.Key.Key_Escape)
    assert not window.findChildren(WhatIfDialog) or not dialog.isVisible()


def test_another_number_is_shown_as_it_is_typed_and_refused_in_words(
    window: PagesWindow, qtbot: QtBot
) -> None:
    dialog = open_what_if(window, with_a_test(window), "p1.days")
    assert dialog.choice.kind.value() is Kind.NUMBER
    assert dialog.choice.which.currentText().startswith("least 60 days")
    qtbot.keyClicks(dialog.choice.value, "90")
    assert not dialog.refused.isHidden()
    assert "30 days" in dialog.refused.text()
    qtbot.keyClicks(dialog.choice.value, " days")
    assert dialog.refused.isHidden()
    assert [r.id for r in dialog.answer.phase.lines if r.changes] == ["p1.days"]
    dialog.close()


def test_several_things_are_supposed_at_once_and_taken_out_again(
    window: PagesWindow, qtbot: QtBot
) -> None:
    dialog = open_what_if(window, with_a_test(window))
    press(qtbot, dialog.choice.kind, Qt.Key.Key_1)
    press(qtbot, dialog.choice.which, Qt.Key.Key_Down)
    press(qtbot, dialog.add_button, Qt.Key.Key_Space)
    assert len(dialog.kept) == 1
    dialog.choice.begin_with("p1.days")
    qtbot.keyClicks(dialog.choice.value, "90 days")
    changed = [row.id for row in dialog.answer.phase.lines if row.changes]
    assert sorted(changed) == ["p1.days", "p1.sober"]
    assert len(dialog.answer.supposed) == 2
    (piece,) = [b for b in dialog.findChildren(QPushButton) if b.toolTip() == "Take it out"]
    assert "Nov 14" in piece.text()
    qtbot.keyClick(piece, Qt.Key.Key_Space)
    assert dialog.kept == []
    assert [row.id for row in dialog.answer.phase.lines if row.changes] == ["p1.days"]
    dialog.close()


def test_dismissal_is_shown_beside_the_next_phase(window: PagesWindow, qtbot: QtBot) -> None:
    dialog = open_what_if(window, with_a_test(window))
    press(qtbot, dialog.goal, Qt.Key.Key_Right)
    qtbot.keyClick(dialog.goal.chips[1], Qt.Key.Key_Space)
    assert any(dialog.lines.rows.row_at(n).id == "phase.last" for n in range(3))
    dialog.close()


def test_what_is_not_in_the_file_is_not_offered(window: PagesWindow) -> None:
    dialog = open_what_if(window, with_a_test(window))
    offered = [chip.text() for chip in dialog.choice.kind.chips]
    assert not any("session" in words or "confirmation" in words for words in offered)
    dialog.close()


def test_the_overview_says_what_would_move_the_date_most(window: PagesWindow) -> None:
    episode = courts.participant(window.workspace, admitted_on=TODAY - timedelta(days=30))
    courts.attended(window.workspace, episode, TODAY - timedelta(days=3))
    window.open_participant(episode)
    pane = window.file.pane("overview")
    assert isinstance(pane, OverviewPane)
    assert pane.moves.text().endswith(
        "Were that met today, the earliest day would be today, 30 days sooner."
    )


def test_the_dialog_is_freed_when_it_closes(window: PagesWindow, qtbot: QtBot) -> None:
    dialog = open_what_if(window, with_a_test(window))
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    dialog.close()
    qtbot.waitUntil(lambda: bool(gone))
