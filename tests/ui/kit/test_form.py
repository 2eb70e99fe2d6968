"""The one form: editors by kind, forgiving entry, reasons beside the field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from drugcourt.domain.specimens import Matrix
from drugcourt.errors import FieldRefusal
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.kit.form import Form
from drugcourt.ui.kit.suggest import Result

TODAY = date(2026, 11, 24)
FIELDS = [
    Field("name", "Name", required=True, max_length=20, help="As on the court's papers."),
    Field("note", "Note", Kind.LONG_TEXT, max_length=30),
    Field("hours", "Hours", Kind.NUMBER),
    Field("count", "Count", Kind.WHOLE),
    Field("paid", "Paid", Kind.MONEY),
    Field("on", "Collected on", Kind.DATE, required=True),
    Field("veteran", "Veteran", Kind.YES_NO),
    Field("matrix", "Specimen", Kind.CHOICE, choices=Matrix, required=True),
    Field("who", "Participant", Kind.PERSON),
    Field("phone", "Phone", Kind.PHONE),
]
PEOPLE = [Result("Tran, Kevin", "phase 3", payload=7), Result("Tranh, Li", payload=8)]


def people(text: str) -> list[Result]:
    return [one for one in PEOPLE if text.casefold() in one.title.casefold()]


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    form = Form(FIELDS, TODAY, search=people, columns=2)
    qtbot.addWidget(form)
    form.show()
    return form


def type_into(qtbot: QtBot, form: Form, key: str, text: str) -> None:
    inner = form.editor(key).inner
    qtbot.keyClicks(inner, text)


def test_what_is_typed_comes_back_as_values(qtbot: QtBot, form: Form) -> None:
    form.editor("name").inner.insert("  Zoë Nuñez ")
    type_into(qtbot, form, "note", "One")
    type_into(qtbot, form, "hours", "2.5")
    type_into(qtbot, form, "count", "1,200")
    type_into(qtbot, form, "paid", "$31.75")
    type_into(qtbot, form, "on", "-1")
    qtbot.keyClick(form.editor("matrix").inner, Qt.Key.Key_Down)
    type_into(qtbot, form, "phone", "555 201 0142")
    chips = form.editor("veteran").inner.chips
    qtbot.mouseClick(chips[1], Qt.MouseButton.LeftButton)
    assert form.values() == {
        "name": "Zoë Nuñez",
        "note": "One",
        "hours": 2.5,
        "count": 1200,
        "paid": 3175,
        "on": date(2026, 11, 23),
        "veteran": False,
        "matrix": Matrix.URINE,
        "who": None,
        "phone": "(555) 201-0142",
    }
    assert type(form.values()["matrix"]) is Matrix


def test_values_given_come_back_unchanged_and_untouched(form: Form) -> None:
    given = {
        "name": "Ada",
        "note": "Two\nlines",
        "hours": 40.0,
        "count": 3,
        "paid": 0,
        "on": date(1961, 2, 3),
        "veteran": True,
        "matrix": Matrix.HAIR,
        "phone": "(555) 201-0142",
    }
    form.set_values({**given, "who": PEOPLE[0]})
    assert form.values() == {**given, "who": 7}
    assert not form.touched()


def test_nothing_given_is_none_not_zero_or_no(form: Form) -> None:
    assert set(form.values().values()) == {None}


def test_required_and_unreadable_fields_say_so_and_the_first_gets_the_keyboard(
    qtbot: QtBot, form: Form
) -> None:
    type_into(qtbot, form, "on", "soon")
    form.activateWindow()
    assert not form.check()
    assert form.error("name") == "Name is needed."
    assert form.error("on").startswith("Type a day")
    assert form.error("matrix") == "Specimen is needed."
    assert form.error("note") == ""
    assert form.focusWidget() is form.editor("name").inner
    with pytest.raises(FieldRefusal) as refused:
        form.values()
    assert refused.value.field == "on"


def test_typing_takes_the_reason_away(qtbot: QtBot, form: Form) -> None:
    form.set_errors({"name": "Name is needed."})
    type_into(qtbot, form, "name", "A")
    assert form.error("name") == ""


def test_a_day_is_tidied_when_left_and_said_in_words(qtbot: QtBot, form: Form) -> None:
    editor = form.editor("on")
    type_into(qtbot, form, "on", "11/24/26")
    assert editor.meant.text() == "Tue, Nov 24, 2026"
    qtbot.keyClick(editor.inner, Qt.Key.Key_Return)
    assert editor.inner.text() == "Nov 24, 2026"


def test_hidden_characters_never_stay_in_a_line_or_a_text(form: Form) -> None:
    line, box = form.editor("name").inner, form.editor("note").inner
    QApplication.clipboard().setText("a\x00b\u202ec\nd\te")
    line.paste()
    box.paste()
    assert line.text() == "abc d e"
    assert box.toPlainText() == "abc\nd e"


def test_no_more_letters_than_the_field_holds(qtbot: QtBot, form: Form) -> None:
    type_into(qtbot, form, "name", "x" * 50)
    form.editor("note").inner.setPlainText("y" * 50)
    assert len(form.values()["name"]) == 20
    assert len(form.values()["note"]) == 30


def test_every_input_has_a_name_a_buddy_and_its_help(form: Form) -> None:
    labels = {label.buddy(): label.text() for label in form.findChildren(QLabel) if label.buddy()}
    for field in FIELDS:
        inner = form.editor(field.key).inner
        assert inner.accessibleName().startswith(field.label)
        assert labels[inner].startswith(field.label)
    assert form.editor("name").inner.accessibleDescription() == "As on the court's papers."
    assert form.editor("name").inner.accessibleName() == "Name, required"


def test_an_ampersand_in_a_label_is_shown(qtbot: QtBot) -> None:
    form = Form([Field("x", "Fees & costs")], TODAY)
    qtbot.addWidget(form)
    assert form.findChildren(QLabel)[0].text() == "Fees && costs"


def test_a_person_is_found_by_typing_and_taken_with_enter(
    qtbot: QtBot, form: Form, settled: Callable[[], None]
) -> None:
    line = form.editor("who").line
    qtbot.keyClicks(line, "tran")
    assert form.problems()["who"] == "Choose one of the people found."
    with qtbot.waitSignal(line.answered):
        line.ask_now()
    qtbot.keyClick(line, Qt.Key.Key_Down)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert form.values()["who"] == 8
    assert line.text() == "Tranh, Li"
    qtbot.keyClicks(line, "x")
    assert form.editor("who").value() is None
    settled()


def test_what_stands_in_the_form_can_be_kept_and_put_back(qtbot: QtBot, form: Form) -> None:
    type_into(qtbot, form, "name", "Half a na")
    type_into(qtbot, form, "on", "11/3")
    type_into(qtbot, form, "paid", "twelve")
    form.editor("matrix").set_value(Matrix.BLOOD)
    again = Form(FIELDS, TODAY, search=people)
    qtbot.addWidget(again)
    again.restore(form.kept())
    assert again.kept() == form.kept()
    assert again.editor("matrix").value() is Matrix.BLOOD
    assert again.touched()


def test_tab_walks_through_every_field(qtbot: QtBot, form: Form) -> None:
    form.activateWindow()
    form.focus_first()
    seen = set()
    for _ in range(20):
        seen.add(form.focusWidget())
        qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Tab)
    for key in ("name", "note", "hours", "count", "paid", "on", "matrix", "who", "phone"):
        assert form.editor(key).inner in seen
    assert seen & set(form.editor("veteran").inner.chips)
