"""Cards beside each other stand one under the other before they are too narrow to be read."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from drugcourt.ui.kit.flow import FoldingRow


def test_a_row_folds_below_its_width_and_unfolds_again(qtbot: QtBot) -> None:
    left, right = QLabel("left"), QLabel("right")
    left.setMinimumWidth(300)
    right.setMinimumWidth(250)
    row = FoldingRow((left, 2), (right, 1), under=600)
    page = QWidget()
    qtbot.addWidget(page)
    row.setParent(page)
    row.resize(900, 200)
    page.show()
    qtbot.waitUntil(lambda: right.x() > left.x())
    assert left.y() == right.y()
    assert left.width() > right.width()
    assert row.minimumSizeHint().width() == 300, "it can be as narrow as its widest piece"
    row.resize(500, 200)
    qtbot.waitUntil(lambda: right.y() > left.y())
    assert left.width() == right.width() == 500
    row.resize(900, 200)
    qtbot.waitUntil(lambda: left.y() == right.y())
