"""The tab Recovery by keyboard: plan, needs, the measure, snapshots."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from drugcourt.casework.treatment import capital, plans, services, snapshots
from drugcourt.domain.treatment import GoalOutcome, Housing, Moment, Service
from drugcourt.ui.participants.recovery_pane import RecoveryPane
from tests.casework.files import TODAY, participant
from tests.ui.participants.window import PagesWindow, fill


@pytest.fixture
def episode(window: PagesWindow) -> int:
    number = participant(window.workspace)
    window.open_participant(number, "recovery")
    return number


def pane(window: PagesWindow) -> RecoveryPane:
    found = window.file.pane("recovery")
    assert isinstance(found, RecoveryPane)
    return found


def test_a_plan_is_made_and_worked_through_with_one_letter(window, episode) -> None:
    shown, ask = pane(window), window.workspace.read
    assert not shown.new_step.isEnabled()
    shown.ask_goal()
    fill(window, text="See my daughter")
    shown.plan.select_place(0)
    shown.ask_step()
    fill(window, text="Call the agency")
    shown.plan.select_place(1)
    assert not shown.ends.isEnabled()  # a step has no end of its own
    assert not shown.change_goal.isEnabled()
    QTest.keyClick(shown.plan, Qt.Key.Key_D)
    assert ask(plans.plan, episode_id=episode)[1].done_on == TODAY
    shown.plan.select_place(0)
    shown.ask_end()
    fill(window, outcome=GoalOutcome.MET)
    assert ask(plans.plan, episode_id=episode)[0].outcome is GoalOutcome.MET
    assert "0 open goals" in shown.goals.text()


def test_a_need_is_followed_on_its_line(window, episode) -> None:
    shown = pane(window)
    shown.ask_need()
    fill(window, service=Service.HOUSING)
    assert "1 not met" in shown.of_needs.subtitle.text()
    shown.needs.select_place(0)
    QTest.keyClick(shown.needs, Qt.Key.Key_Return)
    fill(window, provider="Housing office", referred_on=TODAY, started_on=TODAY)
    (row,) = window.workspace.read(services.needs, episode_id=episode)
    assert (row.provider, row.state) == ("Housing office", "Started")
    assert shown.of_needs.subtitle.text() == ""


def test_the_ten_answers_are_typed_and_their_sum_is_shown(window, episode) -> None:
    shown = pane(window)
    shown.ask_measure()
    dialog = fill(window, **{f"answer_{place}": "4" for place in range(1, 10)})
    assert dialog.isVisible()
    assert dialog.form.error("answer_10")
    fill(window, answer_10="5")
    (row,) = window.workspace.read(capital.measures, episode_id=episode)
    assert row.total == 41
    assert shown.measured.rows.rowCount() == 1
    assert not shown.trend.isVisible()  # one measure is no trend


def test_the_first_snapshot_is_the_one_at_entry(window, episode) -> None:
    shown = pane(window)
    shown.ask_snapshot()
    fill(window, housing=Housing.SHELTER)
    (row,) = window.workspace.read(snapshots.snapshots, episode_id=episode)
    assert (row.moment, row.housing) == (Moment.ENTRY, Housing.SHELTER)
    shown.lives.select_place(0)
    shown.change_life.correct()
    fill(window, housing=Housing.STREET, why="Asked again")
    assert (
        window.workspace.read(snapshots.snapshots, episode_id=episode)[0].housing is Housing.STREET
    )
