"""A response given from the file: the matrix suggests here too, and the day is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from drugcourt.domain.responses import GoalClass, Heard, Magnitude, ResponseFamily
from drugcourt.records.responses import Response
from drugcourt.ui.responding.giving import ResponseGiver
from drugcourt.workspace import Workspace
from tests.casework.responses.answering import answer
from tests.conftest import TODAY
from tests.court_day import admitted, days_ago, no_cup
from tests.ui.participants.window import PagesWindow
from tests.ui.responding.pressing import keys, missed_twice, said

Opened = Callable[[int], ResponseGiver]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, workspace: Workspace) -> Iterator[PagesWindow]:
    made = PagesWindow(workspace)
    qtbot.addWidget(made)
    made.show()
    yield made
    workspace.unlisten(made.touched)


@pytest.fixture
def opened(window: PagesWindow, qtbot: QtBot) -> Opened:
    """Call it with an episode: what its file opens for a new response."""

    def show(episode: int) -> ResponseGiver:
        window.open_participant(episode, "responses")
        giver = window.file.desk.entries.response()
        giver.activateWindow()
        qtbot.waitUntil(giver.line.hasFocus)
        return giver

    return show


def given(workspace: Workspace, episode: int) -> list[Response]:
    asked = select(Response).where(Response.episode_id == episode).order_by(Response.id)
    with workspace.database.reading() as db:
        return list(db.scalars(asked))


def test_the_file_gives_what_the_matrix_suggests(
    opened: Opened, window: PagesWindow, workspace: Workspace, qtbot: QtBot
) -> None:
    other = admitted(workspace, "Tran")
    answer(workspace, other, days_ago(9), behavior_key="missed_test", times=2)
    episode = missed_twice(workspace)
    giver = opened(episode)
    assert giver.rule.text() == "Missed test, from the 2nd time in 90 days: sanction"
    qtbot.waitUntil(lambda: "Last similar case" in giver.similar.text())
    keys(Qt.Key.Key_Return, "1")
    (made,) = given(workspace, episode)
    assert (made.title, made.given_on) == ("Community service, 8 hours", TODAY)
    assert (made.behavior_key, made.times, made.goal) == ("missed_test", 2, GoalClass.PROXIMAL)
    assert (made.behavior_on, made.hours, made.heard) == (days_ago(3), 8.0, Heard.AGREED)
    assert (made.docket_entry_id, made.hearing_on, made.departure) == (None, None, "")
    assert window.said == ["The response is recorded."]


def test_a_departure_needs_its_reason_from_the_file_too(
    opened: Opened, workspace: Workspace
) -> None:
    episode = missed_twice(workspace)
    opened(episode)
    keys("home det", Qt.Key.Key_Return, "1", "Asks for it.", Qt.Key.Key_Return)
    (made,) = given(workspace, episode)
    assert (made.title, made.departure) == ("Home detention", "Asks for it.")


def test_what_is_contested_waits_for_the_day_of_its_hearing(
    opened: Opened, workspace: Workspace
) -> None:
    episode = missed_twice(workspace)
    giver = opened(episode)
    keys(Qt.Key.Key_Return, "2")
    assert "contested needs a hearing" in said(giver)
    assert given(workspace, episode) == []
    keys("yesterday", Qt.Key.Key_Return)
    (made,) = given(workspace, episode)
    assert (made.heard, made.hearing_on) == (Heard.CONTESTED, days_ago(1))


def test_long_jail_asks_for_its_hearing_then_for_counsel(
    opened: Opened, workspace: Workspace
) -> None:
    episode = missed_twice(workspace)
    giver = opened(episode)
    keys("jail, 4", Qt.Key.Key_Return, "1", "7", Qt.Key.Key_Return)
    assert said(giver).endswith("Give the day of the hearing.")
    keys("today", Qt.Key.Key_Return)
    assert said(giver).endswith("Was counsel present?")
    giver.details.counsel.press_digit(1)
    giver.details.departure.set_value("A shorter stay did not help.")
    QTest.keyClick(giver, Qt.Key.Key_Return, CTRL)
    (made,) = given(workspace, episode)
    assert (made.jail_days, made.counsel, made.hearing_on) == (7, True, TODAY)


def test_on_an_earlier_day_that_day_is_answered(opened: Opened, workspace: Workspace) -> None:
    episode = missed_twice(workspace)
    giver = opened(episode)
    giver.given_on.setFocus()
    giver.given_on.line.selectAll()
    keys(f"{days_ago(4):%m/%d/%Y}", Qt.Key.Key_Return)
    assert giver.line.hasFocus()
    assert given(workspace, episode) == [], "Enter in the day only takes the day"
    assert giver.behavior is not None
    assert (giver.behavior.key, giver.behavior.times) == ("missed_test", 1)
    keys(Qt.Key.Key_Return)
    if giver.list.value().family is ResponseFamily.SANCTION:
        keys("1")
    (made,) = given(workspace, episode)
    assert made.departure == "", "the suggestion of that day stands marked"
    assert (made.given_on, made.behavior_on, made.times) == (days_ago(4), days_ago(5), 1)


def test_what_is_refused_stays_open_with_its_reason(opened: Opened, workspace: Workspace) -> None:
    episode = admitted(workspace)
    giver = opened(episode)
    keys("applause")
    giver.given_on.set_value(days_ago(-3))
    keys(Qt.Key.Key_Return)
    assert said(giver).startswith("What it answers and what is suggested are of that day now.")
    assert given(workspace, episode) == []
    keys(Qt.Key.Key_Return)
    assert giver.isVisible()
    assert "day" in said(giver)
    assert given(workspace, episode) == []
    giver.given_on.line.setText("someday")
    giver.take()
    assert giver.given_on.line.hasFocus()
    giver.close()


def test_a_response_in_own_words_has_its_own_size_hours_and_reason(
    opened: Opened, workspace: Workspace
) -> None:
    episode = admitted(workspace)
    no_cup(workspace, episode, days_ago(2))
    giver = opened(episode)
    giver.behaviors.mark("*")
    keys("Paint the fence")
    giver.list.step(2)
    assert giver.list.value().family is ResponseFamily.SERVICE_ADJUSTMENT
    form = giver.details.form
    form.set_values({"magnitude": Magnitude.HIGH, "hours": 3.0, "reason": "Asked for it."})
    giver.take()
    (made,) = given(workspace, episode)
    assert (made.title, made.behavior_key) == ("Paint the fence", "")
    assert (made.magnitude, made.hours, made.reason) == (Magnitude.HIGH, 3.0, "Asked for it.")
