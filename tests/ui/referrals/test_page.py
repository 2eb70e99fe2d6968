"""The page Referrals and its dialog: entered once, found by station, opened at the entry."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from drugcourt.casework.exits import exits
from drugcourt.casework.participants import dossier
from drugcourt.casework.referrals.pipeline import PipelineShows
from drugcourt.casework.referrals.referrals import referral_card
from drugcourt.domain.episodes import ExitReason
from drugcourt.domain.referrals import Channel, Intercept
from drugcourt.ui.referrals.page import ReferralsPage
from drugcourt.ui.referrals.referral_dialog import ReferralDialog
from drugcourt.workspace import Workspace
from tests.casework.files import participant
from tests.casework.referrals.people import referred
from tests.ui.one_page import OnePage

Freed = Callable[[list[QWidget]], None]


@pytest.fixture
def window(workspace: Workspace, qtbot: QtBot) -> OnePage:
    shown = OnePage(workspace, ReferralsPage)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def names(window: OnePage) -> list[str]:
    rows = window.page.table.rows
    return [rows.row_at(at).name for at in range(rows.rowCount())]


def opened(window: OnePage) -> int:
    asked, episode = window.asked[-1]
    assert asked == "participant"
    return episode


def dialog_of(window: OnePage) -> ReferralDialog:
    return window.page.new_referral()


def test_a_new_referral_opens_its_file_with_what_was_typed(window: OnePage, qtbot: QtBot) -> None:
    dialog = dialog_of(window)
    qtbot.keyClicks(dialog.form.editor("family_name").inner, "Okafor")
    qtbot.keyClicks(dialog.form.editor("given_name").inner, "Ada")
    dialog.form.editor("channel").set_value(Channel.OFFICER)
    dialog.try_act()
    card = window.workspace.read(referral_card, episode_id=opened(window))
    assert (card.channel, card.intercept) == (Channel.OFFICER, Intercept.POLICE)
    assert names(window) == ["Okafor, Ada"]


def test_how_it_came_is_asked_for(window: OnePage, qtbot: QtBot) -> None:
    dialog = dialog_of(window)
    qtbot.keyClicks(dialog.form.editor("family_name").inner, "Okafor")
    dialog.try_act()
    assert dialog.isVisible()
    assert window.asked == []
    dialog._leaving = True
    dialog.close()


def test_someone_known_is_shown_while_typing_and_comes_back(window: OnePage, qtbot: QtBot) -> None:
    earlier = participant(window.workspace)
    window.workspace.perform(exits.discharge, episode_id=earlier, exit_reason=ExitReason.RELOCATED)
    dialog = dialog_of(window)
    qtbot.keyClicks(dialog.form.editor("family_name").inner, "Tra")
    qtbot.waitUntil(lambda: dialog.list.rows.rowCount() == 1)
    dialog.form.editor("channel").set_value(Channel.SELF)
    dialog.list.select_place(0)
    assert dialog.use.text() == "New episode for this person"
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    again = opened(window)
    assert again != earlier
    head = window.workspace.read(dossier.head, episode_id=again, today=window.workspace.today)
    assert head.number == 2


def test_someone_with_a_running_episode_is_opened_instead(window: OnePage) -> None:
    episode = participant(window.workspace)
    dialog = dialog_of(window)
    dialog.form.editor("family_name").inner.setText("Tran")
    dialog.look()
    dialog.list.select_place(0)
    dialog.use_known()
    assert opened(window) == episode


def test_the_dialog_is_freed(window: OnePage, freed_when_closed: Freed) -> None:
    freed_when_closed([dialog_of(window)])


def test_chips_and_words_choose_who_is_shown_and_enter_opens(window: OnePage, qtbot: QtBot) -> None:
    late = referred(window.workspace, 30, person={"family_name": "Adler", "given_name": "Kim"})
    referred(window.workspace, 2, person={"family_name": "Boone", "given_name": "Kim"})
    assert names(window) == ["Adler, Kim", "Boone, Kim"]
    assert window.page.chips.chips[1].text() == "2 Late 1"
    window.page.chips.press_digit(1 + list(PipelineShows).index(PipelineShows.LATE))
    assert names(window) == ["Adler, Kim"]
    window.page.chips.press_digit(1)
    qtbot.keyClicks(window.page.words, "boo")
    assert names(window) == ["Boone, Kim"]
    window.page.words.clear()
    window.page.table.select_place(0)
    qtbot.keyClick(window.page.table, Qt.Key.Key_Return)
    assert opened(window) == late
