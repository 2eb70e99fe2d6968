"""What the team recommends stands on the docket, and one key takes it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from drugcourt.casework.staffings import staffings
from drugcourt.casework.staffings.sentences import Decision, Option
from drugcourt.domain.responses import ResponseFamily
from drugcourt.ui.docket.page import DocketPage
from drugcourt.workspace import Workspace
from tests.court_day import admitted, on_docket
from tests.ui.one_page import OnePage


def test_the_recommendation_stands_above_the_outcome_and_y_takes_it(
    one_page: Callable[..., OnePage], workspace: Workspace
) -> None:
    entry = on_docket(workspace, admitted(workspace))
    options = (Option(ResponseFamily.INCENTIVE, "Fishbowl draw", chosen=True),)
    workspace.perform(staffings.decide, entry_id=entry, decision=Decision(options=options))
    page = one_page(DocketPage).page
    outcome = page.pane.outcome
    told = outcome.recommended.accessibleName()
    assert told == "The team recommends (Y): Incentive: fishbowl draw."
    page.take_keyboard()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Y)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Y)
    assert [r.title for r in outcome.responses.new()] == ["Fishbowl draw"]


def test_without_one_nothing_is_said(
    one_page: Callable[..., OnePage], workspace: Workspace
) -> None:
    on_docket(workspace, admitted(workspace))
    window = one_page(DocketPage)
    assert window.page.pane.outcome.recommended.isHidden()
    window.page.pane.take_recommended()
    assert window.said[-1] == "The team has not decided about this participant."
