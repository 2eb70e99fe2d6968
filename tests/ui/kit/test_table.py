"""One table: right by Qt's own tester, loads in windows, keeps its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from drugcourt.domain.tone import Tone, YesNo
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.kit import theme
from drugcourt.ui.kit.celltext import cell_text
from drugcourt.ui.kit.rows import WINDOW
from drugcourt.ui.kit.table import PILLS, PLACEHOLDER, Column, TableModel
from drugcourt.ui.kit.table_view import DataTable

NAME = Field("name", "Name", sortable="name")
DAYS = Field("days", "Sober days", Kind.WHOLE, sortable="days")
OWED = Field("owed", "Owed", Kind.MONEY)
ANSWER = Field("answer", "Consent", Kind.CHOICE, choices=YesNo, tones={YesNo.NO: Tone.ALARM})


@dataclass(frozen=True)
class Line:
    id: int
    name: str
    days: int | None = None
    owed: int = 0
    answer: YesNo = YesNo.UNKNOWN


class Source:
    """A list that answers like the court file does, and counts the questions."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = list(lines)
        self.asked: list[tuple[int, int, str, bool]] = []

    def count(self) -> int:
        return len(self.lines)

    def fetch(self, offset: int, limit: int, key: str, descending: bool) -> Sequence[Line]:
        self.asked.append((offset, limit, key, descending))
        lines = self.lines
        if key:
            lines = sorted(lines, key=lambda line: getattr(line, key), reverse=descending)
        return lines[offset : offset + limit]


def columns() -> list[Column]:
    return [Column(NAME, strong=True), Column(DAYS), Column(OWED), Column(ANSWER, stretch=True)]


def many(count: int) -> list[Line]:
    return [Line(number, f"Person {number:05d}", number % 90) for number in range(count)]


def shown(table: DataTable, row: int, column: int = 0) -> Any:
    return table.rows.index(row, column).data()


@pytest.fixture
def table(qtbot: QtBot) -> DataTable:
    table = DataTable(columns(), "people")
    qtbot.addWidget(table)
    table.resize(700, 400)
    table.show()
    return table


@pytest.mark.parametrize("source", ["list", "windows"])
def test_the_model_passes_the_tester_of_qt(qtbot: QtBot, source: str) -> None:
    model = TableModel(columns())
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    if source == "list":
        model.set_rows(many(30))
    else:
        lines = Source(many(450))
        model.set_source(lines.fetch, lines.count)
    for row in (0, 29, model.rowCount() - 1):
        for column in range(model.columnCount()):
            model.data(model.index(row, column))
    qtbot.wait(1)
    model.sort(0, Qt.SortOrder.DescendingOrder)
    model.set_rows([])
    model.reload()
    tester.deleteLater()


def test_only_the_windows_in_sight_are_asked_for(qtbot: QtBot, table: DataTable) -> None:
    source = Source(many(10_000))
    table.set_source(source.fetch, source.count)
    assert table.rows.rowCount() == 10_000
    qtbot.wait(1)
    assert {offset for offset, *_ in source.asked} == {0}


def test_a_row_not_here_yet_is_a_placeholder_and_then_comes(qtbot: QtBot, table: DataTable) -> None:
    source = Source(many(10_000))
    table.set_source(source.fetch, source.count)
    far = table.rows.index(7_777, 0)
    assert far.data() == PLACEHOLDER
    assert table.rows.row_at(7_777) is None
    qtbot.waitUntil(lambda: far.data() == "Person 07777")
    assert (7_700, WINDOW, "", False) in source.asked


def test_a_heading_asks_the_source_for_the_order(qtbot: QtBot, table: DataTable) -> None:
    source = Source(many(300))
    table.set_source(source.fetch, source.count)
    header = table.horizontalHeader()
    spot = header.sectionViewportPosition(1) + 10
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(spot, 8))
    assert source.asked[-1] == (0, WINDOW, "days", False)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(spot, 8))
    assert source.asked[-1] == (0, WINDOW, "days", True)
    assert shown(table, 0, 1) == "89"


def test_a_column_without_sort_key_changes_nothing(table: DataTable) -> None:
    source = Source(many(300))
    table.set_source(source.fetch, source.count)
    before = list(source.asked)
    table.rows.sort(2, Qt.SortOrder.AscendingOrder)
    assert source.asked == before


def test_a_click_on_an_unsortable_heading_leaves_the_arrow(qtbot: QtBot, table: DataTable) -> None:
    table.set_rows(many(5))
    header = table.horizontalHeader()
    for column in (1, 2):
        spot = QPoint(header.sectionViewportPosition(column) + 10, 8)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert header.sortIndicatorSection() == 1
    assert shown(table, 4, 1) == "4"


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0, 3.0])
def test_a_heading_that_sorts_is_never_cut(
    qtbot: QtBot, dressed: QApplication, scale: float
) -> None:
    theme.apply(dressed, theme.Scheme.LIGHT, scale)
    table = DataTable(columns(), "people")
    qtbot.addWidget(table)
    table.set_rows(many(3))
    header = table.horizontalHeader()
    for section, column in enumerate(table.rows.columns):
        words = QFontMetrics(header.heading_font()).horizontalAdvance(column.field.label)
        assert header.sectionSize(section) >= words + theme.px(8) * 2 + theme.px(14)


def test_a_stretching_column_takes_the_rest_and_is_never_squeezed(
    qtbot: QtBot, table: DataTable
) -> None:
    table.set_rows([Line(1, "A name", 3, 500, YesNo.NO)])
    header = table.horizontalHeader()
    table.resize(1200, 300)
    assert header.length() == table.viewport().width()
    table.resize(140, 300)
    assert header.sectionSize(3) >= header.sectionSizeHint(3)
    assert header.length() > table.viewport().width()


def test_a_list_sorts_by_values_with_blanks_last(table: DataTable) -> None:
    table.set_rows([Line(1, "b", 9), Line(2, "A", None), Line(3, "c", 100)])
    table.rows.sort(1, Qt.SortOrder.AscendingOrder)
    assert [shown(table, row) for row in range(3)] == ["b", "c", "A"]
    table.rows.sort(1, Qt.SortOrder.DescendingOrder)
    assert [shown(table, row) for row in range(3)] == ["c", "b", "A"]
    table.rows.sort(0, Qt.SortOrder.AscendingOrder)
    assert [shown(table, row) for row in range(3)] == ["A", "b", "c"]


def test_the_selected_row_survives_a_reload_by_its_identity(table: DataTable) -> None:
    source = Source(many(300))
    table.set_source(source.fetch, source.count)
    table.select_place(10)
    assert table.selected_id() == 10
    source.lines.insert(0, Line(9_999, "A new one"))
    table.reload()
    assert table.selected_id() == 10
    assert table.currentIndex().row() == 11


def test_reloading_does_not_pick_again(qtbot: QtBot, table: DataTable) -> None:
    table.set_rows(many(5))
    table.select_place(2)
    with qtbot.assertNotEmitted(table.picked):
        table.reload()


def test_enter_and_double_click_open_the_row(qtbot: QtBot, table: DataTable) -> None:
    table.set_rows(many(5))
    table.select_place(3)
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args[0].id == 3
    spot = table.visualRect(table.rows.index(1, 0)).center()
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert opened.args[0].id == 1


def test_arrows_pick_rows_and_ctrl_c_copies_one(qtbot: QtBot, table: DataTable) -> None:
    table.set_rows([Line(1, "Ada", 3, 500, YesNo.NO), Line(2, "Bo")])
    table.select_place(1)
    with qtbot.waitSignal(table.picked) as picked:
        qtbot.keyClick(table, Qt.Key.Key_Up)
    assert picked.args[0].id == 1
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Ada\t3\t$5.00\tNo"


def test_numbers_stand_right_and_tones_become_chips(table: DataTable) -> None:
    table.set_rows([Line(1, "Ada", 1234, 123_456, YesNo.NO), Line(2, "Bo", 2, 0, YesNo.YES)])
    model = table.rows
    assert shown(table, 0, 1) == "1,234"
    assert shown(table, 0, 2) == "$1,234.56"
    right = model.index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole)
    assert right & Qt.AlignmentFlag.AlignRight
    assert model.index(0, 3).data(PILLS) == [("No", Tone.ALARM)]
    assert shown(table, 1, 3) == "Yes"
    spoken = model.index(0, 3).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Consent: No"


def test_numbers_beyond_32_bits_and_other_scripts_arrive_whole(table: DataTable) -> None:
    big = 9_007_199_254_740_993
    table.set_rows([Line(big, "محمد", 5_000_000_000, 5_000_000_000)])
    table.select_place(0)
    assert table.selected_id() == big
    assert shown(table, 0, 1) == "5,000,000,000"
    assert shown(table, 0, 2) == "$50,000,000.00"


def test_column_widths_are_remembered_by_name(qtbot: QtBot) -> None:
    layouts: dict[str, str] = {}
    for wanted in (None, 173):
        table = DataTable(columns(), "people", layouts=layouts)
        qtbot.addWidget(table)
        table.set_rows(many(3))
        table.show()
        if wanted is None:
            table.horizontalHeader().resizeSection(0, 173)
        else:
            assert table.horizontalHeader().sectionSize(0) == wanted


def test_a_layout_of_other_columns_is_not_used(qtbot: QtBot) -> None:
    layouts = {"people": "9:00ff"}
    table = DataTable(columns(), "people", layouts=layouts)
    qtbot.addWidget(table)
    assert table.horizontalHeader().count() == 4


def test_a_failing_source_is_announced_and_the_table_stands(qtbot: QtBot, table: DataTable) -> None:
    table.set_rows(many(3))

    def broken() -> int:
        raise OSError("gone")

    with qtbot.waitSignal(table.rows.failed) as failed:
        table.set_source(Source([]).fetch, broken)
    assert isinstance(failed.args[0], OSError)
    assert table.rows.rowCount() == 3


def test_a_failing_source_that_nobody_watches_is_raised(table: DataTable) -> None:
    def broken() -> int:
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        table.set_source(Source([]).fetch, broken)


def test_a_fitted_table_is_as_tall_as_its_rows(qtbot: QtBot) -> None:
    table = DataTable(columns(), "small", fit=True)
    qtbot.addWidget(table)
    table.set_rows(many(3))
    three = table.sizeHint().height()
    table.set_rows(many(5))
    row = table.verticalHeader().defaultSectionSize()
    assert table.sizeHint().height() - three == 2 * row
    table.resize(600, table.sizeHint().height())
    table.show()
    assert not table.verticalScrollBar().isVisible()


def test_an_empty_index_says_nothing() -> None:
    assert TableModel(columns()).data(QModelIndex()) is None


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Kind.TEXT, None, ""),
        (Kind.DATE, date(2026, 11, 2), "Nov 2"),
        (Kind.DATE, date(2025, 11, 2), "Nov 2, 2025"),
        (Kind.YES_NO, False, "No"),
        (Kind.NUMBER, 2.50, "2.5"),
        (Kind.NUMBER, 100.0, "100"),
        (Kind.MONEY, -500, "-$5.00"),
        (Kind.CHOICE, YesNo.UNKNOWN, "Unknown"),
    ],
)
def test_each_kind_has_its_words(kind: Kind, value: Any, text: str) -> None:
    assert cell_text(Field("x", "X", kind), value, date(2026, 11, 24)) == text


def test_a_moment_is_told_in_the_time_of_this_computer() -> None:
    moment = datetime(2026, 11, 24, 12, 5, tzinfo=UTC)
    local = moment.astimezone()
    told = cell_text(Field("at", "At", Kind.MOMENT), moment, date(2026, 1, 1))
    assert told.endswith(f"{local.hour % 12 or 12}:05 {'AM' if local.hour < 12 else 'PM'}")


def test_who_comes_by_keyboard_sees_the_row_that_is_current(qtbot: QtBot, table: DataTable) -> None:
    table.set_rows(many(3))
    table.activateWindow()
    qtbot.waitUntil(table.isActiveWindow)
    table.clearFocus()
    assert not table.selectionModel().hasSelection()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(table.hasFocus)
    assert [index.row() for index in table.selectionModel().selectedRows()] == [0]
