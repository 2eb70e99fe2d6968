"""The picker by keyboard: the matrix suggests, what must be said is asked, jail is controlled."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from drugcourt.casework import medications
from drugcourt.casework.responses.advice import advice_at
from drugcourt.casework.responses.responses import NewResponse, give_response
from drugcourt.domain.responses import GoalClass, Heard, ResponseFamily
from drugcourt.domain.specimens import Substance
from drugcourt.ui.responding.picker import ResponsePicker
from drugcourt.workspace import Workspace
from tests.casework.responses.answering import SANCTION, answer
from tests.conftest import TODAY
from tests.court_day import admitted, cup, days_ago, on_docket
from tests.ui.responding.pressing import keys, missed_twice, said

CTRL = Qt.KeyboardModifier.ControlModifier
Opened = Callable[[int], tuple[ResponsePicker, list[NewResponse]]]


@pytest.fixture
def opened(workspace: Workspace, qtbot: QtBot) -> Opened:
    """Call it with an episode: the picker for its hearing today, and what it picked."""

    def show(episode: int) -> tuple[ResponsePicker, list[NewResponse]]:
        entry = on_docket(workspace, episode)
        found = workspace.read(advice_at, entry_id=entry, today=TODAY)
        picker = ResponsePicker(workspace, found)
        picked: list[NewResponse] = []
        picker.picked.connect(picked.append)
        picker.open()
        picker.activateWindow()
        qtbot.waitUntil(picker.line.hasFocus)
        return picker, picked

    return show


def test_the_suggestion_stands_first_with_its_rule(opened: Opened, workspace: Workspace) -> None:
    picker, _ = opened(missed_twice(workspace))
    assert picker.behavior is not None
    assert picker.behavior.key == "missed_test"
    item = picker.list.value()
    assert (item.family, item.title) == (SANCTION, "Community service, 8 hours")
    assert picker.rule.text() == "Missed test, from the 2nd time in 90 days: sanction"
    assert "Proximal goal in this phase. Shipped matrix" in picker.basis.text()
    picker.close()


def test_the_last_similar_case_is_told(opened: Opened, workspace: Workspace, qtbot: QtBot) -> None:
    other = admitted(workspace, "Tran")
    answer(workspace, other, days_ago(9), behavior_key="missed_test", times=2)
    picker, _ = opened(missed_twice(workspace))
    qtbot.waitUntil(lambda: "Last similar case" in picker.similar.text())
    assert "another participant, phase 1, 2nd time: Essay (sanction)" in picker.similar.text()
    picker.close()


def test_a_sanction_asks_whether_one_was_heard_and_goes_on(
    opened: Opened, workspace: Workspace
) -> None:
    episode = missed_twice(workspace)
    picker, picked = opened(episode)
    keys(Qt.Key.Key_Return)
    assert "heard before" in said(picker)
    assert picked == []
    keys("2")
    (given,) = picked
    assert (given.heard, given.behavior_key, given.times) == (Heard.CONTESTED, "missed_test", 2)
    assert (given.goal, given.behavior_on) == (GoalClass.PROXIMAL, days_ago(3))
    assert (given.hours, given.departure, given.due_on) == (8.0, "", days_ago(-21))
    entry = on_docket(workspace, episode)
    about = {"episode_id": episode, "docket_entry_id": entry}
    workspace.perform(give_response, **about, response=given)


def test_a_departure_asks_for_its_reason(opened: Opened, workspace: Workspace) -> None:
    picker, picked = opened(missed_twice(workspace))
    keys("home det", Qt.Key.Key_Return, "1")
    assert "suggests another response" in said(picker)
    assert picker.rule.text().startswith("Departs from the rule: Missed test")
    keys("Lives alone and asks for it.", Qt.Key.Key_Return)
    (given,) = picked
    assert (given.title, given.departure) == ("Home detention", "Lives alone and asks for it.")
    assert given.departs


def test_use_before_stability_offers_no_sanction_and_jail_is_refused(
    opened: Opened, workspace: Workspace
) -> None:
    episode = admitted(workspace)
    cup(workspace, episode, days_ago(1), Substance.COCAINE)
    picker, picked = opened(episode)
    assert picker.behavior is not None
    assert picker.behavior.key == "positive"
    assert picker.list.value().family is ResponseFamily.SERVICE_ADJUSTMENT
    keys("jail, 1", Qt.Key.Key_Return, "1")
    assert "can’t be given" in said(picker)
    (finding,) = picker.details.signs.findings
    assert "distal goal in this phase" in finding.text
    assert picked == []
    picker.close()


def test_jail_in_ones_own_words_is_asked_its_days_and_checked(
    opened: Opened, workspace: Workspace
) -> None:
    picker, picked = opened(missed_twice(workspace))
    keys("seven nights in jail", Qt.Key.Key_Down, Qt.Key.Key_Return, "1")
    assert picker.details.jail_row.isVisibleTo(picker)
    assert "How many days" in said(picker)
    keys("7", Qt.Key.Key_Return)
    assert "hearing with counsel" in said(picker)
    assert picked == []
    picker.close()


def test_long_jail_needs_counsel_and_says_whose_medicine_would_stop(
    opened: Opened, workspace: Workspace
) -> None:
    episode = missed_twice(workspace)
    workspace.perform(
        medications.start_medication,
        episode_id=episode,
        name="Methadone",
        started_on=days_ago(30),
        moud=True,
    )
    picker, picked = opened(episode)
    keys("jail, 4", Qt.Key.Key_Return, "1")
    assert "How many days" in said(picker)
    keys("7", Qt.Key.Key_Return)
    assert "hearing with counsel" in said(picker)
    told = {finding.rule for finding in picker.details.signs.findings}
    assert told == {"jail.confirm", "jail.medicine"}
    assert any("Methadone would stop" in f.text for f in picker.details.signs.findings)
    picker.details.counsel.press_digit(1)
    picker.details.departure.set_value("A shorter stay did not help.")
    QTest.keyClick(picker, Qt.Key.Key_Return, CTRL)
    (given,) = picked
    assert (given.jail_days, given.counsel, given.jail_until) == (7, True, days_ago(-7))


def test_an_incentive_is_never_tied_to_what_was_not_kept(
    opened: Opened, workspace: Workspace
) -> None:
    picker, picked = opened(missed_twice(workspace))
    keys("applause", Qt.Key.Key_Return)
    (given,) = picked
    assert (given.family, given.behavior_key) == (ResponseFamily.INCENTIVE, "")
    picker, picked = opened(missed_twice(workspace))
    QTest.keyClick(picker, Qt.Key.Key_Down, CTRL)
    assert picker.behavior is not None
    assert picker.behavior.key == "positive"
    QTest.keyClick(picker, Qt.Key.Key_Up, CTRL)
    assert picker.behavior.key == "missed_test"
    picker.behaviors.mark("*")
    keys("essay")
    assert picker.behavior is None, "in one’s own words stays so"
    picker.close()


def test_the_picker_is_freed_when_it_closes(
    opened: Opened, workspace: Workspace, freed_when_closed: Callable[[list], None]
) -> None:
    holder = [opened(missed_twice(workspace))[0]]
    assert isValid(holder[0])
    freed_when_closed(holder)
