from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from drugcourt.casework.programs.handbook import program_text
from drugcourt.casework.programs.programs import program_rows
from drugcourt.domain.dates import Amount, Unit
from drugcourt.exchange.programs.files import load_program
from drugcourt.exchange.resources import resource
from drugcourt.records.episodes import Episode
from drugcourt.records.history import HistoryEntry
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.messages import Recorder
from drugcourt.ui.programs.draft_inputs import AmountInput, LineInput
from drugcourt.ui.programs.draft_lists import ChecksInput, LongInput
from drugcourt.ui.programs.draft_save import MoveDialog, SaveDialog
from drugcourt.ui.programs.editor import ProgramEditor
from drugcourt.ui.programs.editor_face import PEOPLE
from drugcourt.ui.programs.page import ProgramsPage
from drugcourt.workspace import Workspace
from tests import courts
from tests.ui.reports.window import OnePageWindow

Settled = Callable[[], None]
FIVE = resource("programs", "five-phase.toml")
DAYS = ("phases", 0, "advance", 0)


@pytest.fixture
def window(qtbot: QtBot, workspace: Workspace, settled: Settled) -> Iterator[OnePageWindow]:
    held = OnePageWindow(workspace)
    held.hold(ProgramsPage(held))
    qtbot.addWidget(held)
    held.resize(1366, 768)
    held.show()
    yield held
    settled()


@pytest.fixture
def editor(window: OnePageWindow) -> ProgramEditor:
    window.page.edit_button.click()
    found: ProgramEditor = window.page.editor
    return found


def shown(editor: ProgramEditor, value: str, path: tuple[str | int, ...] = DAYS) -> QWidget:
    """The input of one value, with its entry in the form."""
    editor.go(path)
    return editor.form.rows[(*path, value)].input


def type_days(editor: ProgramEditor, qtbot: QtBot, days: str) -> AmountInput:
    piece = shown(editor, "least")
    assert isinstance(piece, AmountInput)
    piece.number.selectAll()
    qtbot.keyClicks(piece.number, days)
    qtbot.waitUntil(lambda: not editor._check_timer.isActive())
    return piece


def test_the_editor_shows_every_phase_as_a_column_and_a_kept_version_never_changes(
    window: OnePageWindow, editor: ProgramEditor, qtbot: QtBot
) -> None:
    program = load_program(FIVE)
    cards = editor.boards[0].cards
    assert [path for path in cards if len(path) == 2] == [("phases", n) for n in range(5)]
    assert len(cards) == 5 + sum(len(phase.advance) for phase in program.phases)
    type_days(editor, qtbot, "45")
    [kept] = window.workspace.read(program_rows)
    assert window.workspace.read(program_text, program_id=kept.id) == FIVE.read_text("utf-8")


def test_a_new_number_is_in_the_sentence_on_the_card_and_in_the_check(
    editor: ProgramEditor, qtbot: QtBot
) -> None:
    type_days(editor, qtbot, "45")
    assert "45 days" in editor.form.sentence.text()
    assert "45 days" in editor.boards[0].cards[DAYS].detail.text()
    assert editor.verdict.program is not None
    assert editor.verdict.program.phases[0].advance[0].rule.least == Amount(45, Unit.DAY)
    assert editor.pill.text() == "No mistakes"


def test_a_contradictory_number_is_said_beside_its_line_on_its_card_and_in_the_list(
    editor: ProgramEditor,
) -> None:
    editor.go(DAYS)
    editor.form.fold("more")
    most = editor.form.rows[(*DAYS, "most")]
    assert isinstance(most.input, AmountInput)
    most.input.number.setText("10")
    editor.check_now()
    row = editor.form.rows[(*DAYS, "most")]
    assert "shorter than the lower" in row.error.text()
    assert row.input.number.property("wrong")
    assert editor.boards[0].cards[DAYS].wrong.text() == "1 mistake"
    assert editor.pill.text() == "1 mistake"
    assert "Phase 1" in editor.mistakes.item(0).text()
    editor.go(("milestones", 0))
    editor.mistakes.open_next()
    assert editor.path == DAYS
    editor.ask_save()
    assert editor.findChild(SaveDialog) is None
    assert "1 mistake to be mended" in editor.notices.banners()[0].sentence.text()


def test_what_can_not_be_read_is_said_where_it_was_typed(
    editor: ProgramEditor, qtbot: QtBot
) -> None:
    piece = type_days(editor, qtbot, "soon")
    assert piece.number.text() == "soon"
    assert "A length of time is written like" in editor.form.rows[(*DAYS, "least")].error.text()


def test_undo_takes_back_the_whole_number_and_redo_brings_it_again(
    window: OnePageWindow, editor: ProgramEditor, qtbot: QtBot
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    piece = type_days(editor, qtbot, "45")
    piece.number.setFocus()
    qtbot.keyClick(piece.number, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.draft.at((*DAYS, "least")) == "60 days"
    assert piece.number.text() == "60"
    assert not editor.undo_button.isEnabled()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(piece.number, Qt.Key.Key_Z, both)
    assert editor.draft.at((*DAYS, "least")) == "45 days"
    assert piece.number.text() == "45"


def test_a_value_that_was_not_there_before_goes_again_while_it_has_the_keyboard(
    window: OnePageWindow, editor: ProgramEditor, qtbot: QtBot
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    editor.form.fold("more")
    piece = shown(editor, "most")
    assert isinstance(piece, AmountInput)
    piece.number.setFocus()
    qtbot.keyClicks(piece.number, "90")
    editor.undo()
    assert piece.number.text() == ""
    assert editor.draft.at((*DAYS, "most")) is None


def test_the_cards_are_reached_and_changed_by_the_keyboard(
    window: OnePageWindow, editor: ProgramEditor, qtbot: QtBot
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    cards = editor.boards[0].cards
    first = cards[("phases", 0)]
    assert first.hasFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert editor.path == ("phases", 1)
    qtbot.keyClick(cards[("phases", 1)], Qt.Key.Key_Down)
    assert editor.path == ("phases", 1, "advance", 0)
    qtbot.keyClick(cards[editor.path], Qt.Key.Key_Return)
    focused = window.focusWidget()
    assert editor.form.isAncestorOf(focused)
    qtbot.keyClick(focused, Qt.Key.Key_Escape)
    card = editor.boards[0].cards[editor.path]
    assert card.hasFocus()
    key = editor.draft.at((*editor.path, "key"))
    qtbot.keyClick(card, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert editor.path == ("phases", 1, "advance", 1)
    assert editor.draft.at((*editor.path, "key")) == key
    qtbot.keyClick(editor.boards[0].cards[editor.path], Qt.Key.Key_Delete)
    assert key not in [k for k, _words in editor.draft.keys("requirements")]
    listed = {entry.keys for entry in window.shortcuts.entries()}
    assert {"Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+S", "Ctrl+I", "F8"} <= listed


def test_a_phase_is_renamed_moved_and_removed_with_care(
    editor: ProgramEditor, boxes: Recorder, workspace: Workspace
) -> None:
    courts.participant(workspace)
    name = shown(editor, "name", ("phases", 0))
    assert isinstance(name, LineInput)
    name.line.setText("Getting started")
    editor.check_now()
    assert "Getting started" in editor.boards[0].cards[("phases", 0)].title.text()
    editor.move(("phases", 0), 1)
    assert editor.draft.at(("phases", 1, "name")) == "Getting started"
    boxes.answer = False
    editor.remove(("phases", 1))
    assert "1 participant is in it now" in boxes.said[-1][-1]
    assert len(editor.draft.at(("phases",))) == 5
    boxes.answer = True
    editor.remove(("phases", 1))
    assert len(editor.draft.at(("phases",))) == 4
    editor.undo()
    assert len(editor.draft.at(("phases",))) == 5


def test_a_requirement_is_added_by_its_kind_with_a_key_of_its_own(editor: ProgramEditor) -> None:
    editor.add_requirement(("phases", 0, "advance"), "any_of")
    path = editor.path
    assert editor.draft.at((*path, "kind")) == "any_of"
    assert str(editor.draft.at((*path, "key"))).startswith("p1.")
    editor.add_requirement((*path, "parts"), "service")
    assert editor.path == (*path, "parts", 1)
    assert editor.verdict.mistakes == ()
    words = shown(editor, "text", editor.path)
    assert isinstance(words, LongInput)
    words.box.setPlainText("Twenty hours for others")
    editor.check_now()
    card = editor.boards[0].cards[editor.path]
    assert card.title.text() == "Twenty hours for others"


def test_an_exception_shows_the_number_of_its_rule_until_it_has_one_of_its_own(
    editor: ProgramEditor,
) -> None:
    base = editor.draft.at(DAYS)
    exception = {
        "key": "p1.days.plea",
        "text": "At least 30 days on probation",
        "replaces": base["key"],
        "only_if": {"tracks": ["probation"]},
    }
    path = editor.draft.add(("phases", 0, "advance"), exception)
    editor.check_now()
    assert editor.verdict.mistakes == ()
    days = shown(editor, "least", path)
    assert isinstance(days, AmountInput)
    assert days.value() == "60 days"
    days.number.setText("30")
    editor.check_now()
    assert editor.draft.at((*path, "least")) == "30 days"
    assert editor.draft.at((*DAYS, "least")) == "60 days"
    assert "30 days" in editor.form.sentence.text()
    assert "robation" in editor.form.sentence.text()


def test_a_set_is_checked_in_a_list_and_a_condition_limits_for_whom(
    editor: ProgramEditor,
) -> None:
    editor.go(DAYS)
    editor.form.fold("only_if")
    tracks = editor.form.rows[(*DAYS, "only_if", "tracks")].input
    assert isinstance(tracks, ChecksInput)
    tracks.list.toggle("diversion")
    editor.check_now()
    assert editor.draft.at((*DAYS, "only_if")) == {"tracks": ["diversion"]}
    assert "pre-plea" in editor.form.sentence.text()


def test_an_event_of_the_sober_clock_gets_another_effect(editor: ProgramEditor) -> None:
    box = next(box for event, box in editor.clock.boxes.items() if event.value == "missed")
    assert box.currentText() == "Starts the count again"
    box.setCurrentText("Does not touch the count")
    editor.check_now()
    assert editor.draft.at(("sober", "effects", "missed")) == "nothing"
    assert "pending" not in {event.value for event in editor.clock.boxes}
    editor.add(("sober", "rules"))
    assert editor.path == ("sober", "rules", 0)
    assert editor.verdict.mistakes == ()


def test_milestones_outcomes_and_responses_are_added(editor: ProgramEditor) -> None:
    editor.remove(("outcomes", 0))
    for path in (("milestones",), ("outcomes",), ("responses", "sanction")):
        before = len(editor.draft.at(path[:1]) or [])
        editor.add(path)
        assert len(editor.draft.at(path[:1])) == before + 1
        assert editor.verdict.mistakes == ()
    assert editor.draft.at((*editor.path, "family")) == "sanction"


def test_whom_a_change_touches_is_judged_on_the_real_court_and_opens_the_file(
    window: OnePageWindow, editor: ProgramEditor, settled: Settled, qtbot: QtBot
) -> None:
    workspace = window.workspace
    touched = courts.participant(
        workspace, "Ellison", "Dana", admitted_on=workspace.today - timedelta(days=50)
    )
    type_days(editor, qtbot, "45")
    editor.show_people()
    settled()
    assert editor.tabs.tabText(editor.tabs.currentIndex()) == PEOPLE
    assert [one.episode_id for one in editor.people.touched] == [touched]
    assert "1 participant of 1" in editor.people.state.text()
    lines = editor.people.lines.rows
    rows = [lines.row_at(n) for n in range(lines.rowCount())]
    assert any(row.differs and row.requirement == "At least 60 days in phase 1" for row in rows)
    editor.people.open_file()
    assert window.asked == [("participant", touched)]


def test_the_keyboard_stays_in_the_editor_when_the_form_makes_way_for_the_people(
    window: OnePageWindow, editor: ProgramEditor, settled: Settled, qtbot: QtBot
) -> None:
    courts.participant(window.workspace)
    editor.go(DAYS, value=True)
    qtbot.waitUntil(lambda: editor.isAncestorOf(window.focusWidget()))
    editor.show_people()
    settled()
    assert editor.people.isAncestorOf(window.focusWidget())
    editor.tabs.setCurrentIndex(4)
    editor.go(("program",), value=True)
    editor.next_tab()
    settled()
    assert editor.people.isAncestorOf(window.focusWidget())


def test_the_keyboard_is_on_the_card_that_undo_brought_back(
    window: OnePageWindow, editor: ProgramEditor, qtbot: QtBot
) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    editor.go(DAYS)
    editor.boards[0].focus_card(DAYS)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Delete)
    editor.undo()
    card = editor.boards[0].cards[DAYS]
    qtbot.waitUntil(card.hasFocus)


def test_a_new_version_is_kept_the_old_stays_and_someone_is_moved_with_a_reason(
    window: OnePageWindow, editor: ProgramEditor, qtbot: QtBot
) -> None:
    workspace = window.workspace
    moved, stays = courts.participant(workspace), courts.participant(workspace)
    [old] = workspace.read(program_rows)
    type_days(editor, qtbot, "45")
    editor.ask_save()
    dialog = window.findChild(SaveDialog)
    dialog.form.set_values({"version": old.version})
    dialog.try_act()
    assert "is kept already" in dialog.form.error("version")
    dialog.form.set_values({"version": "Shorter first phase"})
    dialog.try_act()
    assert window.page.editor is None
    kept = {row.version: row for row in workspace.read(program_rows)}
    assert set(kept) == {old.version, "Shorter first phase"}
    new = kept["Shorter first phase"]
    assert new.effective_on == workspace.today
    assert workspace.read(program_text, program_id=old.id) == FIVE.read_text("utf-8")
    assert window.page.versions.selected_id() == new.id
    move = window.page.ask_move()
    assert isinstance(move, MoveDialog)
    assert move.people.count() == 2
    move.choose([moved])
    move.try_act()
    assert move.form.error("reason")
    move.form.editor("reason").set_value("Agreed with counsel")
    move.try_act()
    versions = dict(
        workspace.read(lambda db: [tuple(r) for r in db.execute(
            select(Episode.id, Episode.program_id)).all()])
    )  # fmt: skip
    assert versions == {moved: new.id, stays: old.id}
    reasons = workspace.read(
        lambda db: set(
            db.scalars(select(HistoryEntry.reason).where(HistoryEntry.act == "move_to_version"))
        )
    )
    assert reasons == {"Agreed with counsel"}


def test_unsaved_edits_are_there_again_and_can_be_thrown_away(
    window: OnePageWindow, editor: ProgramEditor, qtbot: QtBot
) -> None:
    type_days(editor, qtbot, "45")
    editor.keep_draft()
    window.page.stop_editing()
    window.page.edit()
    again: ProgramEditor = window.page.editor
    assert again.draft.at((*DAYS, "least")) == "45 days"
    assert "not saved" in again.notices.banners()[0].sentence.text()
    again.start_over()
    assert again.draft.at((*DAYS, "least")) == "60 days"
    again.undo()
    assert again.draft.at((*DAYS, "least")) == "45 days"


def test_a_file_comes_in_undone_by_one_step_and_goes_out_as_it_stands(
    editor: ProgramEditor, boxes: Recorder, tmp_path: Path
) -> None:
    boxes.path = resource("programs", "or-jackson.toml")
    editor.ask_import()
    assert editor.draft.at(("program", "key")) == "or-jackson"
    editor.undo()
    assert editor.draft.at(("program", "key")) == "five-phase"
    boxes.path = tmp_path / "out.toml"
    editor.ask_export()
    assert load_program(boxes.path) == load_program(FIVE)
    boxes.path.write_text("phases = 3\n", "utf-8")
    editor.ask_import()
    assert editor.draft.at(("program", "key")) == "five-phase"
    assert "not laid out" in editor.notices.banners()[-1].sentence.text()


@pytest.mark.parametrize("name", ["five-phase", "sd-pennington-vet", "wi-waukesha-owi"])
def test_every_entry_of_a_shipped_program_opens_in_the_form_and_changes_nothing(
    window: OnePageWindow, editor: ProgramEditor, name: str
) -> None:
    editor.draft.replace(resource("programs", f"{name}.toml").read_text("utf-8"))
    editor.check_now()
    before = editor.draft.data
    for part in ("more", "only_if", "unless"):
        editor.form.fold(part)
    for board in editor.boards:
        for path in list(board.cards):
            editor.go(path)
            for row in editor.form.rows.values():
                if row.input.slot.needed and not before_replaces(editor):
                    assert row.input.value() is not None, (path, row.input.slot.name)
    assert editor.draft.data is before


def before_replaces(editor: ProgramEditor) -> bool:
    return bool((editor.draft.at(editor.path) or {}).get("replaces"))


@pytest.mark.parametrize("made", ["save", "move"])
def test_the_dialogs_are_freed_when_they_close(
    window: OnePageWindow,
    editor: ProgramEditor,
    made: str,
    freed_when_closed: Callable[[list[QWidget]], None],
) -> None:
    def dialog() -> EditDialog:
        if made == "save":
            return SaveDialog(window, editor.draft, window)
        return MoveDialog(window, editor.program_id)

    holder: list[QWidget] = [dialog()]
    holder[0].show()
    freed_when_closed(holder)


def test_the_editor_is_freed_when_it_is_left(
    window: OnePageWindow,
    qtbot: QtBot,
    freed_when_closed: Callable[[list[QWidget]], None],
) -> None:
    text = FIVE.read_text("utf-8")
    editor = ProgramEditor(window, 1, text)
    editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    editor.show()
    editor.go(("graduation", 0))
    holder: list[QWidget] = [editor]
    del editor
    freed_when_closed(holder)


def test_another_program_is_begun_under_its_own_short_name_and_kept_beside_the_first(
    window: OnePageWindow, workspace: Workspace
) -> None:
    (first,) = workspace.read(program_rows)
    dialog = window.page.begin_another()
    dialog.form.set_values({"name": first.name, "key": first.key})
    dialog.try_act()
    assert "a program of this court already" in dialog.form.error("key")
    dialog.form.set_values({"name": "Veterans’ Docket", "key": ""})
    dialog.try_act()
    editor: ProgramEditor = window.page.editor
    assert editor.draft.at(("program", "name")) == "Veterans’ Docket"
    editor.ask_save()
    saving = next(d for d in window.findChildren(SaveDialog) if d.isVisible())
    saving.form.set_values({"version": "First"})
    saving.try_act()
    kept = {(row.key, row.version) for row in workspace.read(program_rows)}
    assert kept == {(first.key, first.version), ("veterans-docket", "First")}
    standing = [row.key for row in workspace.read(program_rows) if row.default]
    assert standing == [first.key]  # nobody is judged by the new one yet
    assert window.page.editor is None
