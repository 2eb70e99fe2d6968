from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from drugcourt.casework.participants import dossier, participants
from drugcourt.casework.participants.roster import View
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.ui.kit.dialogs import EditDialog
from tests.casework.files import TODAY, candidate, participant
from tests.ui.participants.window import PagesWindow

Freed = Callable[[list[QWidget]], None]


def shown(window: PagesWindow) -> list[str]:
    rows = window.list.table.rows
    return [rows.row_at(at).name for at in range(rows.rowCount())]


def open_dialog(window: PagesWindow) -> EditDialog:
    (dialog,) = [d for d in window.findChildren(EditDialog) if d.isVisible()]
    return dialog


def test_the_list_follows_what_happens_in_the_court(window: PagesWindow) -> None:
    assert shown(window) == []
    participant(window.workspace)
    assert shown(window) == ["Tran, Kevin"]
    assert window.list.filter.count.text() == "1 person"


def test_enter_opens_the_file(window: PagesWindow, qtbot: QtBot) -> None:
    episode = participant(window.workspace)
    window.list.table.select_place(0)
    qtbot.keyClick(window.list.table, Qt.Key.Key_Return)
    assert window.file.episode_id == episode
    assert window.stack.currentWidget() is window.file


def test_a_candidate_is_admitted_from_the_list(window: PagesWindow, qtbot: QtBot) -> None:
    episode = candidate(window.workspace)
    assert not window.list.admit.isEnabled()
    window.list.admit_chosen()
    assert window.list.filter.wanted.view is not View.CANDIDATES or shown(window)
    window.list.filter.set_view(View.CANDIDATES)
    window.list.table.select_place(0)
    qtbot.mouseClick(window.list.admit, Qt.MouseButton.LeftButton)
    dialog = open_dialog(window)
    dialog.form.editor("admitted_on").inner.setText("2/1/2027")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.form.error("admitted_on") == "That day has not come yet."
    dialog.form.editor("admitted_on").inner.setText("11/20/2026")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    head = window.workspace.read(dossier.head, episode_id=episode, today=TODAY)
    assert (head.status, head.admitted_on) == (EpisodeStatus.ACTIVE, date(2026, 11, 20))
    assert shown(window) == [], "the admitted one is no candidate any more"


def test_filters_stand_as_chips_and_can_be_taken_away(window: PagesWindow) -> None:
    first = participant(window.workspace)
    participant(window.workspace, "Ellison", "Dana")
    window.workspace.perform(
        participants.set_status, episode_id=first, status=EpisodeStatus.ABSCONDED
    )
    bar = window.list.filter
    bar.status.taken.emit(EpisodeStatus.ABSCONDED)
    assert shown(window) == ["Tran, Kevin"]
    assert '"absconded"' in window.layouts["participants.filter"]
    bar.clear()
    assert shown(window) == ["Ellison, Dana", "Tran, Kevin"]


def test_typed_words_narrow_the_list_and_are_not_kept(window: PagesWindow, qtbot: QtBot) -> None:
    participant(window.workspace)
    participant(window.workspace, "Ellison", "Dana")
    qtbot.keyClicks(window.list.filter.text, "elli")
    qtbot.waitUntil(lambda: shown(window) == ["Ellison, Dana"])
    assert "elli" not in window.layouts.get("participants.filter", "")
