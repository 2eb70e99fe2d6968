"""A dialog closes only when its act succeeded, and then it is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from drugcourt.domain.findings import Finding, Verdict
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.form import Form
from drugcourt.ui.kit.labels import Text
from drugcourt.ui.kit.messages import Recorder
from drugcourt.ui.kit.shortcuts import Entry, ShortcutList

FIELDS = [Field("name", "Name", required=True), Field("why", "Reason", Kind.LONG_TEXT)]
OPEN = Finding("a", Verdict.UNMET, "45 sober days", "9 of 45", "Handbook of 2025")


class Act:
    """What the dialog does; refuses as often as it is told to."""

    def __init__(self) -> None:
        self.done: list[dict[str, Any]] = []
        self.refusal: Exception | None = None

    def __call__(self, values: dict[str, Any]) -> str:
        if self.refusal is not None:
            raise self.refusal
        self.done.append(values)
        return "record 7"


class Drafts(dict[str, dict[str, Any]]):
    """A draft store in memory."""

    def load(self, name: str) -> dict[str, Any] | None:
        return self.get(name)

    def save(self, name: str, draft: dict[str, Any]) -> None:
        self[name] = draft

    def clear(self, name: str) -> None:
        self.pop(name, None)


@pytest.fixture
def act() -> Act:
    return Act()


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def opened(window: QWidget, act: Act, **more: Any) -> EditDialog:
    dialog = EditDialog(
        "Add a person", Form(FIELDS, date(2026, 11, 24)), act, "Add", window, **more
    )
    dialog.open()
    return dialog


def type_name(qtbot: QtBot, dialog: EditDialog, text: str = "Ada") -> None:
    qtbot.keyClicks(dialog.form.editor("name").inner, text)


def test_ctrl_enter_does_it_and_hands_on_the_outcome(
    qtbot: QtBot, window: QWidget, act: Act
) -> None:
    dialog = opened(window, act)
    type_name(qtbot, dialog)
    with qtbot.waitSignal(dialog.done_with) as done:
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert done.args == ["record 7"]
    qtbot.waitUntil(lambda: not isValid(dialog))
    assert act.done == [{"name": "Ada", "why": None}]


def test_a_long_detail_leaves_the_whole_form_in_sight(
    qtbot: QtBot, window: QWidget, act: Act
) -> None:
    dialog = opened(window, act, detail="What is said before anything is entered. " * 8)
    qtbot.waitExposed(dialog)
    bar = dialog.findChildren(QScrollArea)[0].verticalScrollBar()
    assert bar.maximum() == 0


def test_a_missing_field_keeps_the_dialog_and_does_nothing(
    qtbot: QtBot, window: QWidget, act: Act
) -> None:
    dialog = opened(window, act)
    qtbot.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert act.done == []
    assert dialog.form.error("name") == "Name is needed."


def test_a_refusal_stands_beside_the_form_with_its_findings(
    qtbot: QtBot, window: QWidget, act: Act
) -> None:
    act.refusal = Refusal("Kevin can't advance yet.", (OPEN,))
    dialog = opened(window, act)
    type_name(qtbot, dialog)
    dialog.try_act()
    assert dialog.isVisible()
    assert dialog.notices.banners()[0].sentence.text() == "Kevin can't advance yet."
    lines = [text.text() for text in dialog.findings.findChildren(Text)]
    assert lines == ["Not met: 45 sober days"]
    assert dialog.form.values()["name"] == "Ada"
    act.refusal = None
    with qtbot.waitSignal(dialog.destroyed):
        dialog.try_act()


def test_a_refused_field_is_marked_beside_it(qtbot: QtBot, window: QWidget, act: Act) -> None:
    act.refusal = FieldRefusal("name", "This name is taken.")
    dialog = opened(window, act)
    type_name(qtbot, dialog)
    dialog.try_act()
    assert dialog.form.error("name") == "This name is taken."
    assert dialog.notices.banners() == []


def test_a_refused_field_that_the_form_does_not_have_is_still_said(
    qtbot: QtBot, window: QWidget, act: Act
) -> None:
    act.refusal = FieldRefusal("other", "The case is closed.")
    dialog = opened(window, act)
    type_name(qtbot, dialog)
    dialog.try_act()
    assert dialog.notices.banners()[0].sentence.text() == "The case is closed."


def test_escape_leaves_an_untouched_form_without_a_word(
    qtbot: QtBot, window: QWidget, act: Act, boxes: Recorder
) -> None:
    dialog = opened(window, act)
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert boxes.said == []
    assert act.done == []


def test_escape_asks_before_typed_text_is_thrown_away(
    qtbot: QtBot, window: QWidget, act: Act, boxes: Recorder
) -> None:
    boxes.answer = False
    dialog = opened(window, act)
    type_name(qtbot, dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert [kind for kind, *_ in boxes.said] == ["ask"]
    boxes.answer = True
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_plain_enter_in_a_line_does_not_save(qtbot: QtBot, window: QWidget, act: Act) -> None:
    dialog = opened(window, act)
    type_name(qtbot, dialog)
    qtbot.keyClick(dialog.form.editor("name").inner, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert act.done == []


def test_typed_text_is_kept_as_a_draft_and_offered_again(
    qtbot: QtBot, window: QWidget, act: Act
) -> None:
    drafts = Drafts()
    dialog = opened(window, act, drafts=drafts, draft_name="person")
    type_name(qtbot, dialog)
    qtbot.waitUntil(lambda: "person" in drafts)
    again = opened(window, act, drafts=drafts, draft_name="person")
    assert again.form.values()["name"] == "Ada"
    assert "typed" in again.notices.banners()[0].sentence.text()
    with qtbot.waitSignal(again.destroyed):
        again.try_act()
    assert drafts == {}


def edit_dialog(act: Act, window: QWidget) -> EditDialog:
    return EditDialog("Add", Form(FIELDS, date(2026, 11, 24)), act, "Add", window)


def finding_dialog(act: Act, window: QWidget) -> EditDialog:
    dialog = edit_dialog(act, window)
    dialog.findings.show_findings((OPEN,))
    return dialog


def key_list(act: Act, window: QWidget) -> QWidget:
    return ShortcutList([Entry("F1", "Show this list", "Everywhere")], window)


@pytest.mark.parametrize("make", [edit_dialog, finding_dialog, key_list])
def test_a_closed_dialog_dies_without_the_garbage_collector(
    window: QWidget,
    act: Act,
    freed_when_closed: Callable[[list[QWidget]], None],
    make: Callable[[Act, QWidget], QWidget],
) -> None:
    holder = [make(act, window)]
    holder[0].show()
    freed_when_closed(holder)


def test_a_dialog_shows_what_the_rules_found(window: QWidget, act: Act) -> None:
    dialog = finding_dialog(act, window)
    dialog.open()
    assert [text.text() for text in dialog.findings.findChildren(Text)] == [
        "Not met: 45 sober days"
    ]
    dialog.close()
