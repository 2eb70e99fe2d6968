"""Searching never blocks a keystroke, and the list belongs to what stands in the line."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from drugcourt.ui.kit.palette_search import SearchBox
from drugcourt.ui.kit.suggest import Result

FOUND = [
    Result("Tran, Kevin", "phase 3", "Participants", 1),
    Result("Tranh, Li", "phase 1", "Participants", 2),
    Result("Print the docket", "", "Commands", 3),
]


class Court:
    """Answers questions, and holds the answer back while `gate` is closed."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.gate = threading.Event()
        self.gate.set()

    def search(self, text: str) -> list[Result]:
        self.asked.append(text)
        self.gate.wait(10)
        if text == "boom":
            raise OSError
        return [one for one in FOUND if text.casefold() in one.title.casefold()]


@pytest.fixture
def court() -> Court:
    return Court()


@pytest.fixture
def box(qtbot: QtBot, court: Court) -> SearchBox:
    window = QWidget()
    layout = QVBoxLayout(window)
    box = SearchBox(court.search)
    layout.addWidget(QLineEdit())
    layout.addWidget(box)
    qtbot.addWidget(window)
    window.show()
    box.setFocus()
    box.kept_window = window
    return box


def listed(box: SearchBox) -> list[str]:
    return [result.title for result in box.suggestions.results()]


def test_typing_lists_what_was_found_under_its_headings(qtbot: QtBot, box: SearchBox) -> None:
    with qtbot.waitSignal(box.answered):
        qtbot.keyClicks(box, "tran")
    assert listed(box) == ["Tran, Kevin", "Tranh, Li"]
    assert box.suggestions.isVisible()
    assert box.suggestions.current() == FOUND[0]
    assert box.suggestions.count() == 3


def test_arrows_pass_over_headings_and_enter_takes(qtbot: QtBot, box: SearchBox) -> None:
    with qtbot.waitSignal(box.answered):
        qtbot.keyClicks(box, "t")
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.suggestions.current() == FOUND[2]
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.suggestions.current() == FOUND[0]
    qtbot.keyClick(box, Qt.Key.Key_Up)
    with qtbot.waitSignal(box.chosen) as chosen:
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert chosen.args == [FOUND[2]]
    assert box.text() == ""
    assert not box.suggestions.isVisible()


def test_a_click_takes(qtbot: QtBot, box: SearchBox) -> None:
    with qtbot.waitSignal(box.answered):
        qtbot.keyClicks(box, "li")
    item = box.suggestions.item(1)
    spot = box.suggestions.visualItemRect(item).center()
    with qtbot.waitSignal(box.chosen) as chosen:
        qtbot.mouseClick(box.suggestions.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert chosen.args == [FOUND[1]]


def test_an_overtaken_answer_is_thrown_away(
    qtbot: QtBot, box: SearchBox, court: Court, settled: Callable[[], None]
) -> None:
    court.gate.clear()
    box.setText("tran")
    box.ask_now()
    qtbot.waitUntil(lambda: court.asked == ["tran"])
    box.setText("print")
    box.ask_now()
    court.gate.set()
    settled()
    assert listed(box) == ["Print the docket"]


def test_typing_goes_on_while_the_court_file_is_slow(
    qtbot: QtBot, box: SearchBox, court: Court, settled: Callable[[], None]
) -> None:
    court.gate.clear()
    box.setText("tr")
    box.ask_now()
    qtbot.keyClicks(box, "an, kevin")
    assert box.text() == "tran, kevin"
    court.gate.set()
    settled()


def test_nothing_found_and_a_broken_search_each_say_so(qtbot: QtBot, box: SearchBox) -> None:
    for text in ("zzz", "boom"):
        box.setText(text)
        with qtbot.waitSignal(box.answered):
            box.ask_now()
        assert listed(box) == []
        assert box.suggestions.count() == 1
        assert box.suggestions.isVisible()


def test_escape_closes_the_list_and_an_empty_line_asks_nothing(
    qtbot: QtBot, box: SearchBox, court: Court
) -> None:
    with qtbot.waitSignal(box.answered):
        qtbot.keyClicks(box, "t")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert not box.suggestions.isVisible()
    qtbot.keyClick(box, Qt.Key.Key_Backspace)
    assert court.asked == ["t"]


def test_leaving_the_line_closes_the_list_for_good(
    qtbot: QtBot, box: SearchBox, court: Court, settled: Callable[[], None]
) -> None:
    box.window().activateWindow()
    with qtbot.waitActive(box.window()):
        pass
    box.setFocus()
    court.gate.clear()
    box.setText("tran")
    box.ask_now()
    box.parentWidget().findChildren(QLineEdit)[0].setFocus()
    court.gate.set()
    settled()
    assert not box.suggestions.isVisible()


def test_ctrl_k_brings_the_keyboard_from_anywhere_in_the_window(
    qtbot: QtBot, box: SearchBox
) -> None:
    window = box.window()
    window.activateWindow()
    with qtbot.waitActive(window):
        pass
    other = window.findChildren(QLineEdit)[0]
    other.setFocus()
    qtbot.keyClick(other, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.focusWidget() is box


def test_the_box_has_a_name(box: SearchBox) -> None:
    assert box.accessibleName() == "Search"
    assert "Ctrl+K" in box.toolTip()
