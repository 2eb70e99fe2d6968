"""The grid of a day by keyboard: exceptions only, lists pasted, nothing guessed, nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from sqlalchemy import select

from drugcourt.casework import notes
from drugcourt.casework.specimens import specimens
from drugcourt.casework.specimens.result_entry import panels
from drugcourt.domain.specimens import AnalyteResult, CollectionStatus, Matrix, Substance, Validity
from drugcourt.domain.tone import YesNo
from drugcourt.records.specimens import Specimen
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.testing.enter_results import EnterResults
from drugcourt.ui.testing.page import TestingPage
from drugcourt.workspace import Workspace
from tests.court_day import TODAY, admitted, cup, days_ago, kept_all, no_cup
from tests.ui.one_page import OnePage

PANEL = panels()[0]
KEYS = tuple(str(substance) for substance in PANEL.substances)
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def opened(one_page: Callable[..., OnePage]) -> Callable[[], EnterResults]:
    def opening() -> EnterResults:
        window = one_page(TestingPage)
        window.page.go_enter()
        return window.page.enter

    return opening


def due(court: Workspace, *families: str) -> list[int]:
    people = [admitted(court, family) for family in families]
    for episode_id in people:
        no_cup(court, episode_id, TODAY, CollectionStatus.SCHEDULED)
    return people


def specimens_of(court: Workspace, episode_id: int) -> list[Specimen]:
    asked = select(Specimen).where(Specimen.episode_id == episode_id).order_by(Specimen.id)
    return kept_all(court, asked)


def press(enter: EnterResults, keys: str) -> None:
    for key in keys:
        QTest.keyClick(enter.grid, key)


def test_exceptions_are_typed_and_one_key_says_that_all_others_are_negative(
    opened: Callable[[], EnterResults], workspace: Workspace
) -> None:
    ames, boyd, cole, dunn = due(workspace, "Ames", "Boyd", "Cole", "Dunn")
    enter = opened()
    press(enter, "3p")
    QTest.keyClick(enter.grid, Qt.Key.Key_Down)
    press(enter, "m")
    press(enter, "xf")
    QTest.keyClick(enter.grid, Qt.Key.Key_Space, SHIFT)
    enter.save()
    found = {r.substance: r.result for r in specimens_of(workspace, ames)[0].results}
    assert found.pop(PANEL.substances[2]) is AnalyteResult.POSITIVE
    assert set(found.values()) == {AnalyteResult.NEGATIVE}
    assert len(found) == len(KEYS) - 1
    assert specimens_of(workspace, boyd)[0].status is CollectionStatus.MISSED
    invalid = specimens_of(workspace, cole)[0]
    assert (invalid.validity, invalid.temperature_in_range) == (Validity.INVALID, YesNo.NO)
    assert invalid.results == [], "a specimen that can't be read has no negatives"
    assert len(specimens_of(workspace, dunn)[0].results) == len(KEYS)


def test_what_was_tested_in_part_is_not_filled_with_negatives(
    opened: Callable[[], EnterResults], workspace: Workspace
) -> None:
    ames, boyd = due(workspace, "Ames", "Boyd")
    enter = opened()
    enter.paste("Name\tCocaine\nAmes, James\tneg\nBoyd, James\tpos\n")
    enter.fill_rest()
    assert enter.grid.changes()[ames] == {"cocaine": "N"}
    assert len(enter.grid.changes()[boyd]) == len(KEYS)


def test_a_list_from_a_spreadsheet_adds_people_and_marks_what_nobody_can_tell(
    opened: Callable[[], EnterResults], workspace: Workspace
) -> None:
    (ames,) = due(workspace, "Ames")
    boyd = admitted(workspace, "Boyd")
    enter = opened()
    QGuiApplication.clipboard().setText(
        "Donor\tTHC\tTramadol\tCocaine\n"
        "Boyd, James\tneg\tpos\tbanana\nAmes, James\tND\t\tneg\nAmez, James\tneg\tneg\tneg\n"
    )
    QTest.keyClick(enter.grid, Qt.Key.Key_V, CONTROL)
    assert enter.grid.changes() == {
        ames: {"cocaine": "N", "thc": "N"},
        boyd: {"cocaine": "banana", "thc": "N", "tramadol": "P"},
        "line 4": {"cocaine": "N", "thc": "N", "tramadol": "N"},
    }
    assert [row.mark for row in enter.grid.cells.rows] == ["", "added", "not taken"]
    problems = enter.grid.problems()
    assert set(problems) == {(boyd, "cocaine"), ("line 4", KEYS[0])}
    assert problems["line 4", KEYS[0]] == "No participant has this name."
    enter.save()
    assert specimens_of(workspace, boyd) == []
    QTest.keyClick(enter.grid, Qt.Key.Key_Z, CONTROL)
    assert [row.id for row in enter.grid.cells.rows] == [ames]
    assert not enter.has_typed()


def test_a_line_that_was_not_taken_is_given_to_somebody_or_left_out(
    opened: Callable[[], EnterResults], workspace: Workspace, settled: Callable[[], None]
) -> None:
    (ames,) = due(workspace, "Ames")
    enter = opened()
    enter.paste("Name\tTHC\nAmez, James\tpos\nNobody, Jo\tneg\n")
    enter.grid.go_to_row("line 2")
    press(enter, "/")
    assert "Amez" in enter.search.placeholderText()
    QTest.keyClicks(enter.search, "ame")
    enter.search.ask_now()
    settled()
    QTest.keyClick(enter.search, Qt.Key.Key_Return)
    assert enter.grid.changes()[ames] == {"thc": "P"}
    assert [row.id for row in enter.grid.cells.rows] == [ames, "line 3"]
    enter.grid.go_to_row("line 3")
    QTest.keyClick(enter.grid, Qt.Key.Key_Delete, CONTROL)
    enter.save()
    assert len(specimens_of(workspace, ames)[0].results) == 1


def test_cells_beyond_the_grid_are_told_and_a_list_without_order_is_refused(
    opened: Callable[[], EnterResults], workspace: Workspace
) -> None:
    due(workspace, "Ames")
    enter = opened()
    enter.paste("n\tn\nn\tp")
    assert "2 cells had no place" in enter.notices.banners()[0].sentence.text()
    enter.grid.undo()
    enter.paste("Ames, James\tneg\tneg")
    assert "which column is which" in enter.notices.banners()[0].sentence.text()
    assert not enter.has_typed()


def test_the_slash_finds_somebody_in_the_grid_or_adds_them_and_escape_comes_back(
    opened: Callable[[], EnterResults], workspace: Workspace, settled: Callable[[], None]
) -> None:
    ames, boyd = due(workspace, "Ames", "Boyd")
    enter = opened()
    press(enter, "/")
    QTest.keyClicks(enter.search, "boy")
    enter.search.ask_now()
    settled()
    QTest.keyClick(enter.search, Qt.Key.Key_Return)
    assert enter.marked_episode() == boyd
    assert enter.grid.hasFocus()
    assert [row.id for row in enter.grid.cells.rows] == [ames, boyd]
    press(enter, "/")
    QTest.keyClick(enter.search, Qt.Key.Key_Escape)
    assert enter.grid.hasFocus()


def test_what_was_typed_survives_a_crash_and_another_day_reminds_of_it(
    opened: Callable[[], EnterResults], workspace: Workspace
) -> None:
    (ames,) = due(workspace, "Ames")
    boyd = admitted(workspace, "Boyd")
    enter = opened()
    enter.choice.panel_box.setCurrentIndex(1)
    enter.paste("Name\tTHC\nBoyd, James\tpos\nNobody, Jo\tneg\n")
    enter.grid.go_to_row(ames)
    press(enter, "n")
    enter.keep_draft()
    again = opened()
    assert again.panel() == panels()[1]
    assert again.grid.changes() == enter.grid.changes()
    assert [row.id for row in again.grid.cells.rows] == [ames, boyd, "line 3"]
    assert "not saved" in again.notices.banners()[0].sentence.text()
    again.show_day(days_ago(1))
    assert "Results typed for" in again.notices.banners()[0].sentence.text()
    wanted: list[date] = []
    again.day_wanted.connect(wanted.append)
    again.notices.banners()[0].findChildren(Button)[0].click()
    assert wanted == [TODAY]
    again.show_day(TODAY)
    again.throw_away()
    again.keep_draft()
    assert workspace.read(notes.draft_keys, begins="results:") == []


def test_a_second_test_of_the_day_is_said_and_saved_only_on_a_yes(
    opened: Callable[[], EnterResults], workspace: Workspace
) -> None:
    ames = admitted(workspace, "Ames")
    cup(workspace, ames, TODAY, Substance.THC)
    enter = opened()
    enter.paste("Name\tTHC\nAmes, James\tneg\n")
    assert enter.grid.cells.rows[0].mark == "has: not all negative"
    enter.save()
    assert len(specimens_of(workspace, ames)) == 1
    banner = enter.notices.banners()[0]
    assert "a test of this day already" in banner.sentence.text()
    banner.findChildren(Button)[0].click()
    assert len(specimens_of(workspace, ames)) == 2
    assert not enter.has_typed()


def test_who_is_scheduled_for_another_specimen_stands_under_its_own_panel(
    opened: Callable[[], EnterResults], workspace: Workspace
) -> None:
    ames, _ = due(workspace, "Ames", "Boyd")
    mouth = admitted(workspace, "Cole")
    workspace.perform(
        specimens.record_test,
        episode_id=mouth,
        values={
            "collected_on": TODAY,
            "status": CollectionStatus.SCHEDULED,
            "matrix": Matrix.ORAL_FLUID,
        },
        results={},
    )
    enter = opened()
    assert mouth not in [row.id for row in enter.grid.cells.rows]
    press(enter, "p")
    names = [panel.matrix for panel in panels()]
    enter.choice.panel_box.setCurrentIndex(names.index(Matrix.ORAL_FLUID))
    assert [row.id for row in enter.grid.cells.rows] == [ames, mouth], "typed rows stay"
    enter.choice.panel_box.setCurrentIndex(0)
    assert len(enter.grid.cells.rows) == 2
    assert mouth not in [row.id for row in enter.grid.cells.rows]


def test_the_cell_is_told_in_words(
    opened: Callable[[], EnterResults], workspace: Workspace
) -> None:
    due(workspace, "Ames")
    enter = opened()
    press(enter, "p")
    QTest.keyClick(enter.grid, Qt.Key.Key_Left)
    assert enter.keys.cell.text() == f"Ames, James · {PANEL.substances[0].label}: Positive"
