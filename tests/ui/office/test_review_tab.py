"""The weekly review by keyboard: a week is read part by part, signed with a note, and is gone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from drugcourt.casework.accounts import accounts
from drugcourt.casework.accounts.rights import CourtDoor
from drugcourt.casework.letterhead import letterhead
from drugcourt.casework.oversight.anchors import Unlike
from drugcourt.casework.oversight.reviews import review, sign_review
from drugcourt.casework.oversight.watch import Watch
from drugcourt.casework.participants.participants import amend_person
from drugcourt.domain.accounts import Account, Happened, Role
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.office.page import OfficePage
from drugcourt.ui.office.review_tab import ReviewTab
from drugcourt.workspace import Workspace
from tests import courts
from tests.ui.one_page import OnePage

OnePageOf = Callable[[Callable[..., QWidget]], OnePage]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(workspace: Workspace, one_page: OnePageOf) -> OnePage:
    """A week after somebody signed in twice and a name was corrected."""
    workspace.guard = Watch(workspace)
    courts.participant(workspace, "Tran")
    workspace.perform(accounts.note, login="coordinator", what=Happened.SIGNED_IN)
    workspace.perform_because(
        "the birth certificate", amend_person, person_id=1, changes={"given_name": "Kev"}
    )
    workspace._as_of = workspace.today + timedelta(days=7)
    window = one_page(OfficePage)
    window.page.open_review()
    window.page.bring_up_to_date()
    return window


def tab_of(window: OnePage) -> ReviewTab:
    assert isinstance(window.page, OfficePage)
    return window.page.review


def dialog_of(window: OnePage) -> EditDialog:
    (dialog,) = [d for d in window.findChildren(EditDialog) if d.isVisible()]
    return dialog


def test_the_week_that_is_due_is_chosen_and_its_parts_are_walked_by_arrows(
    window: OnePage, qtbot: QtBot
) -> None:
    tab = tab_of(window)
    assert tab.review is not None
    assert tab.review.week.ended
    titles = [tab.parts.rows.row_at(n).title for n in range(tab.parts.rows.rowCount())]
    tab.parts.select_place(titles.index("Waivers and overrides"))
    qtbot.keyClick(tab.parts, Qt.Key.Key_Down)
    assert tab.of_part.title.text() == "Corrections"
    assert tab.lines.rows.rowCount() == 1
    assert "birth certificate" in tab.lines.rows.row_at(0).text


def test_a_week_is_signed_with_a_note_and_then_stands_signed(window: OnePage, qtbot: QtBot) -> None:
    tab = tab_of(window)
    qtbot.keyClick(tab.sign_button, Qt.Key.Key_Return)
    dialog = dialog_of(window)
    dialog.try_act()
    assert dialog.isVisible()  # a note is asked for
    dialog.form.set_values({"note": "Nothing unusual."})
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    tab.show_now()
    assert "Nothing unusual." in tab.signed.text()
    assert "R. Alvarez" in tab.signed.text()


def test_a_code_of_a_paper_is_checked(window: OnePage) -> None:
    tab = tab_of(window)
    code = window.workspace.read(letterhead).state
    tab.check_code()
    dialog = dialog_of(window)
    dialog.form.set_values({"code": "1-0000-0000"})
    dialog.try_act()
    assert dialog.isVisible()
    dialog.form.set_values({"code": code})
    dialog.try_act()
    assert not dialog.isVisible()
    assert code.partition("-")[0] in tab.notices.findChildren(QWidget)[0].accessibleName()


def test_a_history_that_is_not_the_one_is_said_and_accepted_with_a_reason(window: OnePage) -> None:
    tab = tab_of(window)
    watch = window.workspace.guard
    assert isinstance(watch, Watch)
    watch.unlike = Unlike(5, "The history ends with entry 4.")
    tab.show_now()
    dialog = tab.accept()
    assert dialog is not None
    dialog.form.set_values({"reason": "put back on Monday"})
    dialog.try_act()
    assert watch.unlike is None


def test_a_role_without_the_office_can_not_sign(window: OnePage) -> None:
    workspace = window.workspace
    workspace.perform(accounts.add_account, login="pike", name="J. Pike", role=Role.PROBATION)
    workspace.door = CourtDoor(Account("pike", "J. Pike", Role.PROBATION), workspace.ask_inside)
    assert "may not" in workspace.why_not(sign_review)
    assert "may not" in workspace.why_not(review, acts=False)
