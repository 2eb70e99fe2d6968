"""A draft is kept while somebody types on, and at once when a field is left."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from drugcourt.ui.kit.drafting import PAUSE, DraftTimer


def test_who_types_without_a_pause_is_kept_all_the_same(qtbot: QtBot) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    timer, kept = DraftTimer(place), []
    timer.due.connect(lambda: kept.append("kept"))
    for _ in range(12):
        timer.start()  # a key
        qtbot.wait(PAUSE // 5)
    assert kept


def test_leaving_a_field_keeps_at_once_and_only_what_was_typed(qtbot: QtBot) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    first, second = QLineEdit(), QLineEdit()
    box = QVBoxLayout(place)
    box.addWidget(first)
    box.addWidget(second)
    timer, kept = DraftTimer(place), []
    timer.due.connect(lambda: kept.append(first.text()))
    first.textEdited.connect(timer.start)
    with qtbot.waitActive(place):
        place.show()
    first.setFocus()
    qtbot.keyClicks(first, "Daily call")
    second.setFocus()
    assert kept == ["Daily call"]
    first.setFocus()
    assert kept == ["Daily call"]
