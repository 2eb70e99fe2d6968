"""A whole meeting driven by keyboard: seats, decisions, dissent, minutes, and what stays behind."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from drugcourt.casework.responses import drafting
from drugcourt.casework.responses.policy import keep_policy
from drugcourt.casework.staffings import staffings
from drugcourt.casework.staffings.decisions import decisions_of
from drugcourt.casework.staffings.minutes import minutes
from drugcourt.casework.staffings.sentences import Decision, Option
from drugcourt.casework.staffings.team import seats_of
from drugcourt.domain.findings import Verdict
from drugcourt.domain.hearings import PhaseMove
from drugcourt.domain.responses import GoalClass, ResponseFamily
from drugcourt.domain.specimens import Substance
from drugcourt.domain.staffings import Presence, TeamRole
from drugcourt.exchange.response_policy import shipped_response_policy
from drugcourt.records.hearings import DocketEntry
from drugcourt.ui.kit import tasks, theme
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.messages import Recorder
from drugcourt.ui.kit.theme import DARK, LIGHT, Scheme
from drugcourt.ui.staffings.agenda_card import View
from drugcourt.ui.staffings.option_picker import OptionPicker
from drugcourt.ui.staffings.page import StaffingPage
from drugcourt.workspace import Workspace
from tests.court_day import TODAY, admitted, cup, days_ago, kept_all, no_cup, on_docket, session
from tests.ui.one_page import OnePage

Shown = Callable[[], OnePage]
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def shown(one_page: Callable[..., OnePage], qtbot: QtBot) -> Shown:
    """Call it to show the page with its agenda, the keyboard on the list."""

    def show() -> OnePage:
        window = partial(one_page, StaffingPage)()
        qtbot.waitUntil(lambda: tasks.busy() == 0)
        window.page.agenda.table.setFocus()
        return window

    return show


@pytest.fixture
def meeting(workspace: Workspace) -> dict[str, int]:
    """Three people on today's docket: one positive, one missed, one of whom nothing is new."""
    people = {}
    for name in ("Ames", "Boyd", "Cole"):
        people[name] = on_docket(workspace, episode := admitted(workspace, name))
        cup(workspace, episode, days_ago(1))
        if name == "Boyd":
            no_cup(workspace, episode, days_ago(2))
        if name == "Cole":
            cup(workspace, episode, days_ago(3), Substance.FENTANYL)
    return people


def press(*keys: str | Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    """Keys to whatever has the keyboard, as a person presses them."""
    for key in keys:
        for stroke in key if isinstance(key, str) else [key]:
            target = QApplication.focusWidget()
            assert target is not None, "nothing has the keyboard"
            QTest.keyClick(target, stroke, modifier)


def dialog_of(kind: type[QWidget]) -> QWidget:
    (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    return found


def back_to(page: StaffingPage, qtbot: QtBot) -> None:
    """A desktop gives the keyboard back to the window; this platform does not."""
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    page.agenda.table.setFocus()


def weigh(page: StaffingPage, qtbot: QtBot, letters: str, *, only_weighed: bool = False) -> None:
    press("r")
    picker = dialog_of(OptionPicker)
    qtbot.waitUntil(picker.line.hasFocus)
    press(letters)
    press(Qt.Key.Key_Return, modifier=CONTROL if only_weighed else Qt.KeyboardModifier.NoModifier)
    back_to(page, qtbot)


def names(page: StaffingPage) -> list[str]:
    return [line.name.partition(",")[0] for line in page.lines]


def recommended(court: Workspace) -> dict[int, str]:
    asked = select(DocketEntry)
    return {row.id: row.recommendation for row in kept_all(court, asked)}


def test_a_whole_meeting_is_held_by_keyboard_alone(
    shown: Shown, workspace: Workspace, meeting: dict[str, int], qtbot: QtBot, boxes: Recorder
) -> None:
    page = shown().page
    assert names(page) == ["Cole", "Boyd", "Ames"], "what changed first"
    press("T", modifier=SHIFT)
    press("t")
    press(Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Space)
    page.agenda.table.setFocus()

    # Cole: what the matrix suggests, the account, contested, one option only weighed, a dissent.
    assert page.pane.head.name.text() == "Cole, James"
    assert page.pane.changes.texts()[0].startswith("Nov 21: Positive: fentanyl")
    press("p", "It was an old prescription")
    press(Qt.Key.Key_Escape, "x", "g")
    assert page.pane.decision.options.options(), "the guide put something on the table"
    weigh(page, qtbot, "essay", only_weighed=True)
    press("d", Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Space)
    page.agenda.table.setFocus()
    press(Qt.Key.Key_F9)

    # Boyd: a sanction that answers the missed test.
    assert page.pane.head.name.text() == "Boyd, James"
    weigh(page, qtbot, "service, 8")
    press("1", "o", "Ride to the site is arranged")
    press(Qt.Key.Key_Escape, Qt.Key.Key_F9)

    # Ames: advances, by hand.
    assert page.pane.head.name.text() == "Ames, James"
    press("a", Qt.Key.Key_F9)
    assert page.agenda.progress.text().startswith("3 of 3 decided")

    decided = workspace.read(decisions_of, session_id=session(workspace))
    by_name = {line.name.partition(",")[0]: decided[line.episode_id] for line in page.lines}
    cole, boyd, ames = by_name["Cole"].decision, by_name["Boyd"].decision, by_name["Ames"].decision
    assert (cole.account, cole.contested, cole.goal) == (
        "It was an old prescription",
        True,
        GoalClass.DISTAL,
    )
    assert [d.role for d in cole.dissents] == [TeamRole.DEFENSE]
    assert any(not o.chosen and "ssay" in o.title for o in cole.options)
    assert (boyd.goal, boyd.behavior_key) == (GoalClass.PROXIMAL, "missed_test")
    assert boyd.chosen[0].family is ResponseFamily.SANCTION
    assert ames.move is PhaseMove.ADVANCE
    shown_to_court = recommended(workspace)
    assert shown_to_court[meeting["Boyd"]].endswith("Ride to the site is arranged.")
    assert shown_to_court[meeting["Ames"]].startswith("Advance to phase 2.")

    # The minutes have written themselves; something is added, and they are frozen.
    press(Qt.Key.Key_F11, "Next meeting at noon")
    press("l", modifier=CONTROL)
    assert boxes.said[-1][:2] == ("ask", "Close this meeting?")
    found = workspace.read(minutes, session_id=session(workspace))
    assert found.closed
    told = dict(found.paragraphs)
    assert told["Further"] == "Next meeting at noon"
    assert "Defense dissents." in told["Cole, James"]
    assert "old prescription" not in " ".join(told.values())
    seats = workspace.read(seats_of, session_id=session(workspace))
    assert {s.presence for s in seats} == {Presence.PRESENT, Presence.REMOTE}


def test_a_refusal_stands_beside_what_was_typed_and_nothing_is_recorded(
    shown: Shown, workspace: Workspace, qtbot: QtBot
) -> None:
    on_docket(workspace, admitted(workspace, "Ames"))
    page = shown().page
    weigh(page, qtbot, "service, 8")
    page.pane.decision.behavior.set_value("")
    press(Qt.Key.Key_F9)
    said = page.pane.decision.notices.banners()[0].sentence.text()
    assert said == "Say which behavior the sanction answers."
    assert workspace.read(decisions_of, session_id=session(workspace)) == {}
    assert page.pane.decision.behavior.isAncestorOf(QApplication.focusWidget())


def test_what_is_typed_survives_another_participant_and_a_crash(
    shown: Shown, workspace: Workspace, meeting: dict[str, int], qtbot: QtBot
) -> None:
    window = shown()
    press("o", "Daily call")
    name = f"staffing:{meeting['Cole']}"
    qtbot.waitUntil(lambda: window.drafts.load(name) is not None)
    window.page.agenda.table.select_place(1)
    assert window.page.pane.decision.said.value() is None
    window.close()
    again = shown()
    assert again.page.pane.decision.said.value() == "Daily call"
    press(Qt.Key.Key_F9)
    assert again.drafts.load(name) is None


def test_another_behavior_brings_its_own_words_and_goal(
    shown: Shown, workspace: Workspace, meeting: dict[str, int]
) -> None:
    page = shown().page
    page.agenda.table.select_place(1)
    card = page.pane.decision
    assert card.behavior.value().startswith("Missed test")
    others = [chip for chip in card.guide.behaviors if not chip.isChecked()]
    for chip in others:
        chip.click()
        assert card.behavior.value().startswith(chip.text())
        assert card.decision().behavior_key != "missed_test"


def test_the_court_reads_the_same_words_that_the_preview_showed(
    shown: Shown, workspace: Workspace, meeting: dict[str, int], qtbot: QtBot
) -> None:
    page = shown().page
    weigh(page, qtbot, "praise")
    shown_before = page.pane.decision.preview.accessibleName()
    press(Qt.Key.Key_F9)
    assert shown_before == f"The court reads: {recommended(workspace)[meeting['Cole']]}"


def test_seats_are_named_in_a_dialog_and_one_role_may_have_two(
    shown: Shown, workspace: Workspace, qtbot: QtBot
) -> None:
    on_docket(workspace, admitted(workspace))
    page = shown().page
    for change, name in (("name", "A. Moreno"), ("add", "B. Ortiz")):
        press("t", modifier=CONTROL)
        dialog = dialog_of(EditDialog)
        form = dialog.form
        form.editor("role").set_value(TeamRole.DEFENSE)
        form.editor("change").restore(change)
        form.editor("name").set_value(name)
        dialog.try_act()
        back_to(page, qtbot)
    found = workspace.read(seats_of, session_id=session(workspace))
    assert [s.name for s in found if s.role is TeamRole.DEFENSE] == ["A. Moreno", "B. Ortiz"]
    assert [chip.text() for chip in page.acts.team.chips].count("Defense") == 2


def test_a_closed_meeting_can_be_read_and_not_changed(
    shown: Shown, workspace: Workspace, meeting: dict[str, int]
) -> None:
    about = {"entry_id": meeting["Cole"], "decision": Decision(said="Continue")}
    workspace.perform(staffings.decide, **about)
    workspace.perform(staffings.close_staffing, session_id=session(workspace))
    window = shown()
    page = window.page
    assert not page.pane.head.record_button.isEnabled()
    assert not page.pane.decision.isEnabled()
    press(Qt.Key.Key_F9)
    assert window.said[-1] == staffings.CLOSED
    page.next_view()
    assert not page.acts.minutes.close_button.isEnabled()


def test_papers_are_asked_for_of_this_session(
    shown: Shown, workspace: Workspace, meeting: dict[str, int]
) -> None:
    window = shown()
    press("p", modifier=CONTROL)
    window.page.acts.print_bench()
    window.page.acts.print_minutes()
    asked = [name for name, _ in window.asked]
    assert asked == ["staffing", "bench", "minutes"]
    assert window.asked[0][1]["session_day"] == TODAY


def test_without_a_docket_the_page_says_what_to_do(shown: Shown, workspace: Workspace) -> None:
    session(workspace)
    page = shown().page
    assert page._right.currentIndex() == 1
    assert page.agenda.progress.text() == ""


def test_in_a_narrow_window_nothing_is_cut_and_the_decision_does_not_scroll_sideways(
    shown: Shown, workspace: Workspace, meeting: dict[str, int], qtbot: QtBot
) -> None:
    window = shown()
    page, head = window.page, window.page.pane.head
    assert page.agenda.bar.day.text() == "Before Tue Nov 24, 2026, 1:30 PM"
    window.resize(844, 540)
    qtbot.waitUntil(lambda: page.agenda.bar.day.text() == "Before Tue Nov 24, 1:30 PM")
    QApplication.processEvents()
    assert page.pane._area.horizontalScrollBar().maximum() == 0
    ends = head.record_button.mapTo(window, head.record_button.rect().topRight())
    assert ends.x() < window.width(), "the button is seen whole"
    table = page.agenda.table
    assert table.horizontalHeader().length() <= table.viewport().width()
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: ", 2026," in page.agenda.bar.day.text())


def test_what_stands_against_jail_is_said_as_soon_as_it_is_on_the_table(
    shown: Shown, workspace: Workspace, meeting: dict[str, int], qtbot: QtBot
) -> None:
    page = shown().page
    page.agenda.table.select_place(1)
    card = page.pane.decision
    assert not card.signs.findings
    weigh(page, qtbot, "jail, 4 to 6", only_weighed=True)
    assert not card.signs.findings, "of a range no number is taken for granted"
    days = Option(ResponseFamily.SANCTION, "Jail", jail_days=7, chosen=True)
    card.options.add_option(days)
    (sign,) = card.signs.findings
    assert (sign.rule, sign.verdict) == ("jail.confirm", Verdict.UNMET)
    assert card.signs.isVisible()
    card.options.chips[-1].setFocus()
    press(Qt.Key.Key_Delete)
    assert not card.signs.isVisible()


def test_jail_is_not_recommended_before_its_days_are_said(
    shown: Shown, workspace: Workspace, meeting: dict[str, int], qtbot: QtBot
) -> None:
    page = shown().page
    press("r")
    picker = dialog_of(OptionPicker)
    qtbot.waitUntil(picker.line.hasFocus)
    press("a weekend in jail")
    press(Qt.Key.Key_Return)
    assert picker.form.error("jail_days") == "How many days in jail?"
    press("2")
    press(Qt.Key.Key_Return)
    (option,) = page.pane.decision.options.options()
    assert (option.family, option.title) == (ResponseFamily.SANCTION, "a weekend in jail")
    assert option.jail_days == 2


def test_jail_in_the_catalog_brings_its_days(
    shown: Shown, workspace: Workspace, meeting: dict[str, int], qtbot: QtBot
) -> None:
    page = shown().page
    weigh(page, qtbot, "jail, 1 day")
    (option,) = page.pane.decision.options.options()
    assert (option.title, option.jail_days) == ("Jail, 1 day", 1)


def test_the_keyboard_stays_on_the_option_that_was_pressed(
    shown: Shown, workspace: Workspace, meeting: dict[str, int]
) -> None:
    options = shown().page.pane.decision.options
    options.add_option(Option(ResponseFamily.SANCTION, "Essay", chosen=True))
    options.add_option(Option(ResponseFamily.INCENTIVE, "Praise", chosen=True))
    assert [chip.text() for chip in options.chips] == ["Incentive: praise", "Sanction: essay"]
    options.chips[1].setFocus()
    press(Qt.Key.Key_Space)
    assert options.chips[1].text() == "Sanction: essay  (weighed)"
    assert options.chips[1].hasFocus()
    press(Qt.Key.Key_Delete)
    assert [option.title for option in options.options()] == ["Praise"]


def test_what_the_team_answers_may_be_none_of_what_the_matrix_knows(
    shown: Shown, workspace: Workspace, meeting: dict[str, int]
) -> None:
    card = shown().page.pane.decision
    (chosen,) = [chip for chip in card.guide.behaviors if chip.isChecked()]
    chosen.click()
    card.behavior.set_value("Spoke out in the waiting room")
    assert not any(chip.isChecked() for chip in card.guide.behaviors)
    found = card.decision()
    assert (found.behavior_key, found.rule) == ("", "")
    assert found.behavior == "Spoke out in the waiting room"


def test_a_decision_is_taken_back_and_the_docket_reads_nothing_of_it(
    shown: Shown, workspace: Workspace, meeting: dict[str, int]
) -> None:
    window = shown()
    page = window.page
    press("o", "Daily call", Qt.Key.Key_Escape, Qt.Key.Key_F9)
    assert recommended(workspace)[meeting["Cole"]].endswith("Daily call.")
    press(Qt.Key.Key_F8)
    assert page.pane.head.name.text() == "Cole, James"
    assert page.pane.decision.said.value() == "Daily call"
    press("z", modifier=CONTROL)
    assert recommended(workspace)[meeting["Cole"]] == ""
    assert page.agenda.progress.text().startswith("0 of 3 decided")
    assert page.pane.head.name.text() == "Cole, James"
    assert page.pane.decision.said.value() is None
    press("z", modifier=CONTROL)
    said = page.pane.decision.notices.banners()[0].sentence.text()
    assert said == "Nothing has been decided of this participant yet."


def test_the_aim_of_incentives_is_the_courts_own(
    shown: Shown, workspace: Workspace, meeting: dict[str, int]
) -> None:
    own = drafting.with_numbers(shipped_response_policy(), {"ratio": 2})
    workspace.perform(keep_policy, policy=own, started_on=TODAY, note="Two are enough here")
    page = shown().page
    assert page.pane.open.pill.text() == "aim 2 : 1"


def test_the_minutes_take_the_colors_of_another_look(
    shown: Shown, workspace: Workspace, meeting: dict[str, int], dressed: QApplication
) -> None:
    page = shown().page
    press(Qt.Key.Key_F11)
    assert LIGHT.muted in page.acts.minutes.text.toHtml()
    theme.apply(dressed, Scheme.DARK)
    assert DARK.muted in page.acts.minutes.text.toHtml()


def test_what_was_typed_in_the_minutes_when_the_program_died_stands_in_them_again(
    shown: Shown, workspace: Workspace, meeting: dict[str, int], qtbot: QtBot
) -> None:
    window = shown()
    page = window.page
    page.show_view(View.MINUTES)
    page.acts.minutes.addition.setFocus()
    press("Naloxone kits were handed out")
    session_id = page.acts.meeting.head.id
    name = f"minutes:{session_id}"
    qtbot.waitUntil(lambda: page.shell.drafts.load(name) is not None)
    page.acts._timer.stop()  # it is killed here, before a pause made the words a part of them
    assert workspace.read(minutes, session_id=session_id).addition == ""
    again = shown().page
    again.show_view(View.MINUTES)
    said = workspace.read(minutes, session_id=session_id).addition
    assert said == again.acts.minutes.addition.value() == "Naloxone kits were handed out"
    assert again.shell.drafts.load(name) is None
