"""The tab Way out, its dialogs and the window Graduations, by keyboard and by click."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from drugcourt.casework import cases
from drugcourt.casework.exits import aftercare, ceremonies, exits, graduations, terminations
from drugcourt.casework.exits.ceremonies import Readied
from drugcourt.domain.cases import CaseOutcome
from drugcourt.domain.episodes import EpisodeStatus, ExitReason
from drugcourt.domain.exits import FollowUpOutcome, RecordCheckResult, TerminationFinding
from drugcourt.domain.referrals import Channel
from drugcourt.domain.tone import Term
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.messages import Recorder
from drugcourt.ui.participants.exit_pane import ExitPane
from drugcourt.ui.participants.file_menus import more_menu
from drugcourt.ui.participants.graduations import GraduationsDialog
from tests.casework.files import TODAY, ago, participant, proceeding
from tests.reports import people
from tests.ui.participants.window import PagesWindow

Freed = Callable[[list[QWidget]], None]
T = TypeVar("T", bound=QWidget)
DECEMBER = date(2026, 12, 15)


def shown(window: PagesWindow, kind: type[T]) -> T:
    (found,) = [d for d in window.findChildren(kind) if d.isVisible()]
    return found


def way_out(window: PagesWindow, episode: int) -> ExitPane:
    window.open_participant(episode, "exit")
    pane = window.file.pane("exit")
    assert isinstance(pane, ExitPane)
    return pane


def choose(dialog: EditDialog, key: str, value: str) -> None:
    """Choose the value with this key in a choice."""
    field = next(field for field in dialog.form.fields if field.key == key)
    choices: type[Term] | None = field.choices
    assert choices is not None
    dialog.form.editor(key).set_value(next(c for c in choices if c.value == value))


def test_a_termination_goes_from_the_grounds_to_the_decision(
    window: PagesWindow, qtbot: QtBot
) -> None:
    episode = participant(window.workspace)
    pane = way_out(window, episode)
    assert not pane.end.isVisible()
    pane.ask_go_on()
    dialog = shown(window, EditDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClicks(dialog.form.editor("grounds").inner, "Three missed hearings")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pane.go_on.text() == "Go on…"
    assert "Still missing" in pane.missing.text()
    pane.ask_terminate()
    refused = shown(window, EditDialog)
    choose(refused, "exit_reason", "technical")
    refused.form.editor("decided_by").inner.setText("Hon. Whitfield")
    refused.try_act()
    assert refused.isVisible()
    assert "Still missing: the day of the notice" in refused.notices.banners()[0].sentence.text()
    refused._leaving = True
    refused.close()
    pane.ask_go_on()
    more = shown(window, EditDialog)
    more.form.editor("notice_on").set_value(ago(14))
    more.form.editor("notice_to").inner.setText("Participant and counsel")
    more.form.editor("counsel").inner.setText("Public defender")
    more.form.editor("hearing_on").set_value(ago(1))
    more.form.editor("finding").set_value(TerminationFinding.FOUND)
    more.try_act()
    assert pane.missing.text() == "Notice, counsel, hearing and finding are entered."
    pane.ask_terminate()
    last = shown(window, EditDialog)
    choose(last, "exit_reason", "technical")
    last.form.editor("decided_by").inner.setText("Hon. Whitfield")
    last.try_act()
    assert window.file.head is not None
    assert window.file.head.exit_reason is ExitReason.TECHNICAL
    assert not pane.end.isVisible()
    assert pane.follow_ups.rows.rowCount() == 4


def test_who_stays_is_active_again(window: PagesWindow) -> None:
    episode = participant(window.workspace)
    proceeding(window.workspace, episode)
    pane = way_out(window, episode)
    pane.ask_stays()
    dialog = shown(window, EditDialog)
    choose(dialog, "decision", "continues")
    dialog.form.editor("decided_by").inner.setText("Hon. Whitfield")
    dialog.try_act()
    assert window.file.head is not None
    assert window.file.head.status is EpisodeStatus.ACTIVE
    assert pane.go_on.text() == "Open a proceeding…"
    (row,) = window.workspace.read(terminations.proceeding_rows, episode_id=episode, today=TODAY)
    assert row.decided_by == "Hon. Whitfield"


def test_the_record_check_and_the_ceremony_are_entered(window: PagesWindow) -> None:
    episode = participant(window.workspace)
    number = window.workspace.perform(ceremonies.schedule_ceremony, held_on=DECEMBER)
    pane = way_out(window, episode)
    assert not pane.lacks.isVisible(), "in the first phase nobody asks for it"
    pane.ask_prepare()
    dialog = shown(window, EditDialog)
    choose(dialog, "ceremony_id", str(number))
    dialog.form.editor("applied_on").set_value(ago(2))
    dialog.try_act()
    assert "Ceremony of Tuesday, December 15, 2026." in pane.applied.text()
    assert pane.lacks.isVisible()
    pane.ask_check()
    dialog = shown(window, EditDialog)
    dialog.form.editor("result").set_value(RecordCheckResult.CLEAR)
    dialog.try_act()
    assert not pane.lacks.isVisible()
    pane.ask_prepare()
    again = shown(window, EditDialog)
    assert str(again.form.editor("ceremony_id").value()) == str(number)
    again.close()


def test_a_check_that_is_a_milestone_alone_is_said_to_be_one(window: PagesWindow) -> None:
    ready = people.done(window.workspace)
    pane = way_out(window, ready)
    assert "entered as a milestone, holds today." in pane.check_note.text()


def test_who_died_is_asked_nothing_more(window: PagesWindow) -> None:
    episode = participant(window.workspace)
    window.workspace.perform(exits.discharge, episode_id=episode, exit_reason=ExitReason.DEATH)
    pane = way_out(window, episode)
    assert not pane.plan.isVisible()
    assert not pane.survey.isVisible()


def test_a_follow_up_is_recorded_from_its_line(window: PagesWindow, qtbot: QtBot) -> None:
    episode = participant(window.workspace)
    window.workspace.perform(
        exits.graduate, episode_id=episode, on=ago(200), decided_by="x", reason="y"
    )
    pane = way_out(window, episode)
    pane.follow_ups.select_place(0)
    qtbot.keyClick(pane.follow_ups, Qt.Key.Key_Return)
    dialog = shown(window, EditDialog)
    dialog.form.editor("outcome").set_value(FollowUpOutcome.DOING_WELL)
    dialog.try_act()
    first = window.workspace.read(aftercare.follow_up_rows, episode_id=episode)[0]
    assert first.outcome is FollowUpOutcome.DOING_WELL
    assert window.said[-1] == "The follow-up is recorded."


def test_a_case_gets_its_outcome_with_particulars(window: PagesWindow) -> None:
    episode = participant(window.workspace)
    window.workspace.perform(cases.add_case, episode_id=episode, number="CR-1")
    (row,) = window.workspace.read(cases.case_rows, episode_id=episode)
    window.open_participant(episode, "cases")
    dialog = window.file.desk.way_out.outcome(row)
    dialog.form.editor("outcome").set_value(CaseOutcome.REDUCED)
    dialog.try_act()
    assert dialog.form.error("reduced_to") == "Say to what the charge was reduced."
    dialog.form.editor("reduced_to").inner.setText("Disorderly conduct")
    dialog.form.editor("expunge_months").inner.setText("12")
    dialog.try_act()
    pane = window.file.pane("cases")
    assert "Reduced to Disorderly conduct." in pane.terms.text()
    assert "May be expunged from Nov 24, 2027: 12 months after the outcome." in pane.terms.text()


def test_who_left_comes_back_by_the_menu(window: PagesWindow) -> None:
    episode = participant(window.workspace)
    window.workspace.perform(exits.discharge, episode_id=episode, exit_reason=ExitReason.RELOCATED)
    window.open_participant(episode)
    menu = more_menu(window, window.file.desk, window.file.head)
    (offer,) = [a for a in menu.actions() if a.text() == "&New episode…"]
    offer.trigger()
    dialog = shown(window, EditDialog)
    dialog.form.set_values({"channel": Channel.SELF})
    dialog.try_act()
    menu.deleteLater()
    window.open_participant(episode + 1)
    assert window.file.head is not None
    assert (window.file.head.number, window.file.head.candidate) == (2, True)


def test_a_ceremony_is_planned_filled_and_printed_by_keyboard(
    window: PagesWindow, qtbot: QtBot, boxes: Recorder
) -> None:
    ready = people.done(window.workspace)
    window.open_page("participants")
    dialog = window.list.open_graduations()
    assert not any(button.isEnabled() for button in dialog.papers)
    plan = dialog.ask_new()
    plan.form.editor("held_on").set_value(DECEMBER)
    qtbot.keyClick(plan, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.dates.rows.rowCount() == 1
    row = dialog.people.rows.row_at(0)
    assert (row.standing, row.put_on) == (Readied.READY, False)
    dialog.people.select_place(0)
    qtbot.keyClick(dialog.people, Qt.Key.Key_Return)
    kept = window.workspace.read(graduations.preparation, episode_id=ready, today=TODAY)
    assert kept.ceremony_on == DECEMBER
    assert dialog.put.text() == "Take off"
    dialog.print_certificates()
    assert window.asked[-1] == ("certificate", {"session_day": DECEMBER})


def test_cancelling_a_ceremony_asks_first(window: PagesWindow, boxes: Recorder) -> None:
    window.workspace.perform(ceremonies.schedule_ceremony, held_on=DECEMBER)
    dialog = window.list.open_graduations()
    boxes.answer = False
    dialog.ask_cancel()
    assert dialog.dates.rows.rowCount() == 1
    boxes.answer = True
    dialog.ask_cancel()
    assert dialog.dates.rows.rowCount() == 0
    dialog.close()


def test_the_window_graduations_is_freed_when_it_closes(
    window: PagesWindow, freed_when_closed: Freed
) -> None:
    window.workspace.perform(ceremonies.schedule_ceremony, held_on=DECEMBER)
    made: list[QWidget] = [window.list.open_graduations()]
    assert isinstance(made[0], GraduationsDialog)
    freed_when_closed(made)


def test_the_dialogs_of_the_way_out_are_freed_when_they_close(
    window: PagesWindow, freed_when_closed: Freed
) -> None:
    episode = participant(window.workspace)
    window.open_participant(episode, "exit")
    for ask in ("termination", "terminate", "discharge", "prepare", "check"):
        freed_when_closed([getattr(window.file.desk.way_out, ask)()])


def test_an_exit_survey_is_anonymous_unless_said_otherwise(window: PagesWindow) -> None:
    episode = participant(window.workspace)
    pane = way_out(window, episode)
    pane.survey.click()
    dialog = shown(window, EditDialog)
    choose(dialog, "fair", "5")
    dialog.try_act()
    assert pane.after.subtitle.text() == ""
    pane.survey.click()
    dialog = shown(window, EditDialog)
    dialog.form.editor("anonymous").set_value(False)
    choose(dialog, "kind", "interview")
    dialog.form.editor("helped").inner.setPlainText("The groups")
    dialog.try_act()
    assert pane.after.subtitle.text() == "Interview of Nov 24"


def test_surveys_are_told_together_once_enough_have_answered(window: PagesWindow) -> None:
    dialog = window.list.open_graduations().open_surveys()
    assert dialog.questions.rows.row_at(0).average is None
    dialog.close()


def test_an_expungement_rule_is_entered_filled_in_and_removed(window: PagesWindow) -> None:
    dialog = window.list.open_graduations().open_expungement()
    form = dialog.ask_new()
    choose(form, "outcome", "dismissed")
    form.form.editor("months").set_value(12)
    form.try_act()
    assert form.form.error("rule")  # the law it comes from is needed
    form.form.editor("rule").inner.setText("Expungement act, section 4")
    form.try_act()
    assert dialog.rules.rows.row_at(0).months == 12
    dialog.fill.click()
    assert window.said[-1] == "0 cases got a day by these rules."
    dialog.rules.select_place(0)
    dialog.drop.click()
    assert dialog.rules.rows.rowCount() == 0
    dialog.close()
