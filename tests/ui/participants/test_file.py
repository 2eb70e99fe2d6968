from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from drugcourt.casework import cases, notes, phases
from drugcourt.casework.exits import exits
from drugcourt.casework.participants import dossier
from drugcourt.casework.specimens import file_tests, specimens
from drugcourt.casework.timeline.strand import Entry
from drugcourt.domain.cases import CaseOutcome
from drugcourt.domain.episodes import EpisodeStatus, ExitReason
from drugcourt.domain.findings import Verdict
from drugcourt.domain.specimens import AnalyteResult, CollectionStatus, Reading, Substance
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.participants.file_menus import add_menu, more_menu
from drugcourt.ui.participants.file_page import TABS
from drugcourt.ui.participants.notes_pane import NotesPane
from drugcourt.ui.participants.overview_pane import OverviewPane
from drugcourt.ui.participants.specimen_card import open_card
from drugcourt.ui.participants.tests_pane import TestsPane
from drugcourt.ui.participants.timeline_pane import TimelinePane
from drugcourt.ui.specimens.amendments import Answer
from tests.casework.files import TODAY, ago, candidate, participant
from tests.ui.participants.window import PagesWindow

Freed = Callable[[list[QWidget]], None]


def open_dialog(window: PagesWindow) -> EditDialog:
    (dialog,) = [d for d in window.findChildren(EditDialog) if d.isVisible()]
    return dialog


def overview(window: PagesWindow) -> OverviewPane:
    pane = window.file.pane("overview")
    assert isinstance(pane, OverviewPane)
    return pane


def test_a_test_is_entered_on_the_card_by_keyboard(window: PagesWindow, qtbot: QtBot) -> None:
    episode = participant(window.workspace)
    window.open_participant(episode, "tests")
    open_card(window.file.desk.ask, episode)
    dialog = open_dialog(window)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.form.editor("result:fentanyl").set_value(AnalyteResult.POSITIVE)
    dialog.form.editor("to_confirm").set_value(True)
    qtbot.keyClick(dialog, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    thc = dialog.form.editor("result:thc")
    qtbot.waitUntil(lambda: thc.value() is AnalyteResult.NEGATIVE)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (row,) = window.workspace.read(file_tests.file_tests, episode_id=episode)
    assert (row.reading, row.pending) == (Reading.PENDING, (Substance.FENTANYL,))
    pane = window.file.pane("tests")
    assert isinstance(pane, TestsPane)
    assert pane.tests.rows.rowCount() == 1
    assert window.said[-1] == "The test is recorded and read."


def test_the_laboratory_answers_from_the_table(window: PagesWindow, qtbot: QtBot) -> None:
    episode = participant(window.workspace)
    window.workspace.perform(
        specimens.record_test,
        episode_id=episode,
        values={"collected_on": ago(3)},
        results={Substance.FENTANYL: AnalyteResult.POSITIVE},
        to_confirm=[Substance.FENTANYL],
    )
    window.open_participant(episode, "tests")
    pane = window.file.pane("tests")
    assert isinstance(pane, TestsPane)
    pane.tests.select_place(0)
    assert pane.answer.isEnabled()
    assert not pane.excuse.isEnabled()
    qtbot.keyClick(pane.tests, Qt.Key.Key_Return)
    dialog = open_dialog(window)
    dialog.form.editor("answer").set_value(Answer.NOT_CONFIRMED)
    dialog.try_act()
    (row,) = window.workspace.read(file_tests.file_tests, episode_id=episode)
    assert row.reading is Reading.NEGATIVE


def test_a_missed_test_is_excused_with_its_reason(window: PagesWindow) -> None:
    episode = participant(window.workspace)
    window.workspace.perform(
        specimens.record_test,
        episode_id=episode,
        values={"collected_on": ago(3), "status": CollectionStatus.MISSED},
        results={},
    )
    window.open_participant(episode, "tests")
    pane = window.file.pane("tests")
    assert isinstance(pane, TestsPane)
    pane.tests.select_place(0)
    pane.excuse_test()
    dialog = open_dialog(window)
    dialog.try_act()
    assert dialog.form.error("excused_reason") == "Why it is excused is needed."
    dialog.form.editor("excused_reason").inner.setText("In the hospital")
    dialog.try_act()
    (row,) = window.workspace.read(file_tests.file_tests, episode_id=episode)
    assert (row.reading, row.excused_reason) == (Reading.EXCUSED, "In the hospital")


def test_advancing_against_a_finding_asks_who_and_why(window: PagesWindow, qtbot: QtBot) -> None:
    episode = participant(window.workspace)
    window.open_participant(episode)
    assert window.file.main.text() == "Advance to phase 2"
    qtbot.mouseClick(window.file.main, Qt.MouseButton.LeftButton)
    dialog = open_dialog(window)
    assert not dialog.findings.isHidden()
    dialog.try_act()
    assert dialog.isVisible(), "a refused dialog stays open"
    assert "say who decided and why" in dialog.notices.banners()[0].sentence.text()
    dialog.form.editor("decided_by").inner.setText("Hon. Whitfield")
    dialog.form.editor("reason").inner.setPlainText("Served the time elsewhere")
    dialog.try_act()
    assert window.file.head is not None
    assert window.file.head.phase_number == 2
    assert window.file.main.text() == "Advance to phase 3"


def test_graduation_says_first_what_happens_to_each_case(window: PagesWindow) -> None:
    episode = participant(window.workspace)
    window.workspace.perform(cases.add_case, episode_id=episode, number="CR-2025-01187")
    for days in (40, 30, 20, 10):
        window.workspace.perform(
            phases.advance, episode_id=episode, on=ago(days), decided_by="Team", reason="Transfer"
        )
    window.open_participant(episode)
    assert window.file.main.text() == "Graduate…"
    dialog = window.file.desk.moves.graduate(window.file.head)
    dialog.form.editor("decided_by").inner.setText("Hon. Whitfield")
    dialog.form.editor("reason").inner.setPlainText("By stipulation")
    dialog.try_act()
    (case,) = window.workspace.read(cases.case_rows, episode_id=episode)
    assert case.outcome is CaseOutcome.PLEA_VACATED
    assert window.file.head is not None
    assert window.file.head.status is EpisodeStatus.GRADUATED
    assert window.file.main.isHidden()


def test_a_requirement_is_waived_from_its_line(window: PagesWindow, qtbot: QtBot) -> None:
    episode = participant(window.workspace)
    window.open_participant(episode)
    pane = overview(window)
    line = next(one for one in window.file.head.overview.lines if one.id == "p1.plan")
    menu = pane.menu_for(line)
    words = [action.text() for action in menu.actions()]
    assert words[:2] == ["&Record that it is done…", "&Waive it…"]
    menu.actions()[1].trigger()
    dialog = open_dialog(window)
    dialog.form.editor("by").inner.setText("Hon. Whitfield")
    dialog.form.editor("reason").inner.setPlainText("The provider has closed")
    dialog.try_act()
    line = next(one for one in window.file.head.overview.lines if one.id == "p1.plan")
    assert line.finding.verdict is Verdict.WAIVED
    menu.deleteLater()


def test_a_milestone_and_a_decision_are_entered_from_their_lines(window: PagesWindow) -> None:
    episode = participant(window.workspace)
    window.open_participant(episode)
    pane = overview(window)
    for rule in ("p1.plan", "p1.team"):
        line = next(one for one in window.file.head.overview.lines if one.id == rule)
        menu = pane.menu_for(line)
        menu.actions()[0].trigger()
        open_dialog(window).try_act()
        menu.deleteLater()
    verdicts = {one.id: one.finding.verdict for one in window.file.head.overview.lines}
    assert verdicts["p1.plan"] is Verdict.MET
    assert verdicts["p1.team"] is Verdict.MET


def test_an_addendum_stands_under_its_note(window: PagesWindow, qtbot: QtBot) -> None:
    episode = participant(window.workspace)
    window.workspace.perform(notes.write_note, episode_id=episode, text="School in January")
    window.open_participant(episode, "notes")
    pane = window.file.pane("notes")
    assert isinstance(pane, NotesPane)
    qtbot.keyClick(pane.list, Qt.Key.Key_Return)
    dialog = open_dialog(window)
    qtbot.keyClicks(dialog.form.editor("text").inner, "On the 11th")
    dialog.try_act()
    assert pane.reader.toPlainText().startswith("School in January\n\nAddendum, R. Alvarez,")
    assert pane.reader.toPlainText().endswith("On the 11th")


def test_typed_words_survive_a_crash(window: PagesWindow, qtbot: QtBot) -> None:
    episode = participant(window.workspace)
    window.open_participant(episode)
    dialog = window.file.desk.entries.note()
    qtbot.keyClicks(dialog.form.editor("text").inner, "Half a sen")
    dialog.keep_draft()
    kept = window.drafts.load(f"note:{episode}")
    assert kept is not None
    assert kept["text"] == "Half a sen"
    dialog.try_act()
    assert window.drafts.load(f"note:{episode}") is None


def test_the_timeline_is_narrowed_by_kind_and_words(window: PagesWindow, qtbot: QtBot) -> None:
    episode = participant(window.workspace)
    window.workspace.perform(notes.write_note, episode_id=episode, text="School in January")
    window.open_participant(episode, "timeline")
    pane = window.file.pane("timeline")
    assert isinstance(pane, TimelinePane)
    assert pane.count.text() == "4 lines"
    qtbot.mouseClick(pane.chips[Entry.NOTE], Qt.MouseButton.LeftButton)
    assert pane.count.text() == "1 line"
    pane.show_all()
    qtbot.keyClicks(pane.words, "admitted")
    qtbot.waitUntil(lambda: pane.count.text() == "1 line")
    pane.lines.select_place(0)
    qtbot.keyClick(pane.lines, Qt.Key.Key_Return)
    assert window.file.tabs.currentIndex() == len(TABS) - 1, "a status opens the history"


@pytest.mark.parametrize("tab", [name for name, _, _ in TABS])
def test_every_tab_stands_empty_and_after_the_end(window: PagesWindow, tab: str) -> None:
    bare = candidate(window.workspace, "Moss", "Ira")
    window.open_participant(bare, tab)
    assert window.stack.currentWidget() is window.file
    assert window.file.report.isHidden()
    ended = participant(window.workspace)
    window.workspace.perform(exits.discharge, episode_id=ended, exit_reason=ExitReason.RELOCATED)
    window.open_participant(ended, tab)
    assert window.file.main.isHidden()
    assert window.file.notices.banners() == []


def test_keys_walk_the_tabs_and_print(window: PagesWindow, qtbot: QtBot) -> None:
    episode = participant(window.workspace)
    window.open_participant(episode)
    window.activateWindow()
    window.file.next_tab()
    assert window.file.tabs.currentIndex() == 1
    window.file.previous_tab()
    window.file.previous_tab()
    assert window.file.tabs.currentIndex() == len(TABS) - 1
    qtbot.keyClick(window.file.tabs, Qt.Key.Key_R)
    assert window.asked[-1] == ("progress", {"episode_id": episode})
    listed = {entry.words for entry in window.shortcuts.entries()}
    assert {"Add to the file", "Next tab", "Edit the person"} <= listed


def test_editing_the_person_keeps_other_names_as_lines(window: PagesWindow) -> None:
    episode = participant(window.workspace)
    window.open_participant(episode)
    window.file.edit_person()
    dialog = open_dialog(window)
    dialog.form.editor("family_name").inner.setText("Lindqvist")
    dialog.form.editor("aliases").inner.setPlainText("Tran, Kevin\nKev")
    dialog.try_act()
    assert window.file.head.name == "Lindqvist, Kevin"
    window.file.edit_person()
    again = open_dialog(window)
    assert again.form.values()["aliases"] == "Tran, Kevin\nKev"
    again.close()


def test_the_menus_offer_what_the_state_allows(window: PagesWindow) -> None:
    episode = participant(window.workspace)
    window.open_participant(episode)

    def words(menu: QMenu) -> list[str]:
        found = [action.text().replace("&", "") for action in menu.actions()]
        menu.deleteLater()
        return found

    desk, head = window.file.desk, window.file.head
    offered = words(add_menu(window, desk, head))
    assert len(offered) == 15
    assert offered[-2:] == ["Conduct and conditions", "Orders for this participant"]
    assert "Return to an earlier phase…" not in words(more_menu(window, desk, head))
    window.workspace.perform(exits.discharge, episode_id=episode, exit_reason=ExitReason.DEATH)
    head = window.workspace.read(dossier.head, episode_id=episode, today=TODAY)
    assert words(add_menu(window, desk, head)) == ["Note…"]
    left = ["Edit person…", "Edit episode…", "Same person as…"]
    assert words(more_menu(window, desk, head)) == left


ENTRIES = ("note", "attendance", "treatment", "response", "medication")
MORE_ENTRIES = ("milestone", "fee", "plan", "work", "case")


@pytest.mark.parametrize(
    "entry", ["supervising.contact", *(f"entries.{name}" for name in (*ENTRIES, *MORE_ENTRIES))]
)
def test_dialogs_are_freed_when_they_close(
    window: PagesWindow, entry: str, freed_when_closed: Freed
) -> None:
    window.open_participant(participant(window.workspace))
    freed_when_closed([attrgetter(entry)(window.file.desk)()])


def test_an_unknown_file_says_so(window: PagesWindow) -> None:
    window.open_participant(999)
    said = window.file.notices.banners()[0].sentence.text()
    assert said == "That participant is not in this court."
    assert window.file.nobody.isVisible()
