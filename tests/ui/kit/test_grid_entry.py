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


def test_a_digit_goes_to_its_column(qtbot: QtBot, grid: GridEntry) -> None:
    qtbot.keyClicks(grid, "3p")
    assert grid.changes() == {10: {"etg": "P"}}
    qtbot.keyClicks(grid, "9")
    assert at(grid) == (1, 0), "a digit without a column goes nowhere"


def test_shift_and_space_fill_every_empty_cell(qtbot: QtBot, grid: GridEntry) -> None:
    qtbot.keyClick(grid, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    full = {"thc": "N", "cocaine": "N", "etg": "N"}
    assert grid.changes() == {10: {"cocaine": "N", "etg": "N"}, 11: full, 12: full}
    grid.undo()
    assert grid.changes() == {}


def test_a_row_is_taken_out_and_comes_back_with_what_was_typed(
    qtbot: QtBot, grid: GridEntry
) -> None:
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    qtbot.keyClicks(grid, "np")
    qtbot.keyClick(grid, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert [row.id for row in grid.cells.rows] == [10, 12]
    assert grid.changes() == {}
    assert at(grid) == (1, 2)
    qtbot.keyClick(grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [row.id for row in grid.cells.rows] == [10, 11, 12]
    assert grid.changes() == {11: {"thc": "N", "cocaine": "P"}}


def test_rows_and_columns_may_come_around_what_is_typed(qtbot: QtBot, grid: GridEntry) -> None:
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    qtbot.keyClicks(grid, "m")
    grid.show_rows([GridRow(9, "Ames, Jo"), *ROWS], [GridColumn("pcp", "PCP"), *COLUMNS[1:]])
    assert at(grid) == (2, 1), "the keyboard stays on its cell"
    assert grid.changes()[11] == {"thc": "M"}, "what has no column now is not lost"
    grid.show_rows(ROWS, COLUMNS)
    grid.undo()
    assert grid.changes() == {}


def test_a_row_with_a_problem_can_not_be_taken_whatever_its_cells_say(grid: GridEntry) -> None:
    grid.show_rows(
        [*ROWS, GridRow("x", "Nobody", problem="No participant has this name.")], COLUMNS
    )
    assert grid.problems() == {("x", "thc"): "No participant has this name."}


def test_a_column_says_what_it_takes(qtbot: QtBot, grid: GridEntry) -> None:
    grid.set_grid(ROWS, [GridColumn("thc", "THC", "Cannabis", "It takes N or P.")])
    grid.paste("maybe")
    assert grid.problems() == {(10, "thc"): "“maybe” can't stand here. It takes N or P."}


def test_the_words_of_other_spreadsheets_are_understood(qtbot: QtBot) -> None:
    grid = GridEntry([Code("N", "Negative", words=("none detected", "nd"))], "Results")
    qtbot.addWidget(grid)
    grid.set_grid(ROWS, COLUMNS)
    grid.paste("None Detected\tND\tnegatives")
    assert grid.changes() == {10: {"thc": "N", "cocaine": "N", "etg": "negatives"}}
