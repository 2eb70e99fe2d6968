"""Results for a whole morning are typed with single keys, and nothing typed is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from drugcourt.domain.tone import Tone
from drugcourt.ui.kit.grid_entry import GridEntry
from drugcourt.ui.kit.grid_model import Code, GridColumn, GridModel, GridRow

CODES = [
    Code("N", "Negative", Tone.GOOD),
    Code("P", "Positive", Tone.ALARM),
    Code("M", "Missed", Tone.WATCH),
]
ROWS = [GridRow(10, "Reyes, Marisol"), GridRow(11, "Tran, Kevin"), GridRow(12, "Okafor, James")]
COLUMNS = [GridColumn("thc", "THC"), GridColumn("cocaine", "Cocaine"), GridColumn("etg", "EtG")]


@pytest.fixture
def grid(qtbot: QtBot) -> GridEntry:
    grid = GridEntry(CODES, "Results of the day", fill="N")
    qtbot.addWidget(grid)
    grid.set_grid(ROWS, COLUMNS, {(10, "thc"): "P"})
    grid.show()
    return grid


def at(grid: GridEntry) -> tuple[int, int]:
    return grid.currentIndex().row(), grid.currentIndex().column()


def test_a_letter_sets_the_cell_and_moves_on(qtbot: QtBot, grid: GridEntry) -> None:
    qtbot.keyClicks(grid, "np")
    assert grid.changes() == {10: {"thc": "N", "cocaine": "P"}}
    assert at(grid) == (0, 2)
    qtbot.keyClicks(grid, "m")
    assert at(grid) == (1, 0)


def test_space_fills_the_empty_cells_of_the_row(qtbot: QtBot, grid: GridEntry) -> None:
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    assert grid.changes() == {10: {"cocaine": "N", "etg": "N"}}
    assert at(grid) == (1, 0)


def test_shift_and_a_letter_fill_the_whole_row(qtbot: QtBot, grid: GridEntry) -> None:
    qtbot.keyClick(grid, Qt.Key.Key_M, Qt.KeyboardModifier.ShiftModifier)
    assert grid.changes() == {10: {"thc": "M", "cocaine": "M", "etg": "M"}}


def test_other_letters_change_nothing(qtbot: QtBot, grid: GridEntry) -> None:
    qtbot.keyClicks(grid, "xq9")
    assert grid.changes() == {}
    assert at(grid) == (0, 0)


def test_one_undo_takes_back_one_step(qtbot: QtBot, grid: GridEntry) -> None:
    qtbot.keyClick(grid, Qt.Key.Key_Space)
    qtbot.keyClicks(grid, "p")
    qtbot.keyClick(grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert grid.changes() == {10: {"cocaine": "N", "etg": "N"}}
    qtbot.keyClick(grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert grid.changes() == {}


def test_a_spreadsheet_is_pasted_by_letters_or_words_and_wrong_cells_stay_marked(
    qtbot: QtBot, grid: GridEntry
) -> None:
    QGuiApplication.clipboard().setText("n\tPositive\r\n\tmaybe\tM\ttoo far\r\n")
    qtbot.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert grid.changes() == {
        10: {"thc": "N", "cocaine": "P"},
        11: {"cocaine": "maybe", "etg": "M"},
    }
    assert list(grid.problems()) == [(11, "cocaine")]
    assert "“maybe” is not one of the codes" in grid.problems()[(11, "cocaine")]
    grid.undo()
    assert grid.changes() == {}


def test_delete_empties_and_says_so(qtbot: QtBot, grid: GridEntry) -> None:
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    assert grid.changes() == {10: {"thc": ""}}


def test_typing_the_old_value_again_is_no_change(qtbot: QtBot, grid: GridEntry) -> None:
    qtbot.keyClicks(grid, "p")
    assert grid.changes() == {}


def test_enter_goes_down_and_tab_goes_on(qtbot: QtBot, grid: GridEntry) -> None:
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert at(grid) == (1, 0)
    qtbot.keyClick(grid, Qt.Key.Key_Tab)
    assert at(grid) == (1, 1)
    qtbot.keyClick(grid, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert at(grid) == (1, 0)


def test_cells_that_could_not_be_saved_are_marked_until_typed_again(
    qtbot: QtBot, grid: GridEntry
) -> None:
    grid.set_errors({(12, "etg"): "This test was not ordered."})
    assert at(grid) == (2, 2)
    assert grid.problems() == {(12, "etg"): "This test was not ordered."}
    qtbot.keyClicks(grid, "n")
    assert grid.problems() == {}


def test_after_saving_nothing_is_changed(qtbot: QtBot, grid: GridEntry) -> None:
    qtbot.keyClicks(grid, "nn")
    grid.mark_saved()
    assert grid.changes() == {}
    qtbot.keyClick(grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert grid.changes() == {}


def test_copied_cells_paste_into_a_spreadsheet(qtbot: QtBot, grid: GridEntry) -> None:
    qtbot.keyClicks(grid, "np")
    grid.selectRow(0)
    qtbot.keyClick(grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "N\tP\t"


def test_a_cell_tells_who_what_and_which(grid: GridEntry) -> None:
    spoken = grid.cells.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Reyes, Marisol, THC: Positive"


def test_the_model_passes_the_tester_of_qt() -> None:
    model = GridModel(CODES)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_grid(ROWS, COLUMNS)
    model.put({(0, 0): "n", (9, 9): "n"})
    model.undo()
    model.set_grid([], [])
    tester.deleteLater()
