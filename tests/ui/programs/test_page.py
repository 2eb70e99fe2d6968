from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from drugcourt.casework.programs.programs import program_rows
from drugcourt.exchange.programs.files import load_program
from drugcourt.exchange.resources import resource
from drugcourt.ui.kit.messages import Recorder
from drugcourt.ui.programs.lines import LONGEST_WORD, RequirementRow, breakable
from drugcourt.ui.programs.mistakes import MistakesDialog, check_file
from drugcourt.ui.programs.page import ProgramsPage
from drugcourt.workspace import Workspace
from tests.ui.reports.window import OnePageWindow

Settled = Callable[[], None]
FIVE = resource("programs", "five-phase.toml")
JACKSON = resource("programs", "or-jackson.toml")


@pytest.fixture
def window(qtbot: QtBot, workspace: Workspace, settled: Settled) -> Iterator[OnePageWindow]:
    held = OnePageWindow(workspace)
    held.hold(ProgramsPage(held))
    qtbot.addWidget(held)
    held.resize(1366, 768)
    held.show()
    yield held
    settled()


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def said(window: OnePageWindow) -> list[str]:
    return [banner.sentence.text() for banner in window.page.notices.banners()]


def broken(folder: Path) -> Path:
    text = FIVE.read_text("utf-8")
    text = text.replace("effective = 2024-01-01", 'effective = "soon"')
    text = text.replace('kind = "ledger"', 'kind = "leger"', 1)
    path = folder / "broken.toml"
    path.write_text(text, "utf-8")
    return path


def test_every_requirement_stands_there_with_its_rule_and_its_source(
    window: OnePageWindow,
) -> None:
    program = load_program(FIVE)
    asked = [r for phase in program.phases for r in phase.advance] + list(program.graduation)
    rows = window.page.tabs.findChildren(RequirementRow)
    assert sorted(row.line.text for row in rows) == sorted(r.text for r in asked)
    for row in rows:
        assert row.line.rule in words(row)
        assert row.line.basis in words(row)
        assert row.line.rule in row.toolTip()


def test_the_sober_clock_says_what_each_event_does(window: OnePageWindow) -> None:
    shown = words(window.page.tabs.widget(2))
    assert "A new count begins on the day after the event." in shown
    assert "a missed, refused, tampered or not given specimen counts as use" in shown


def test_the_responses_stand_by_family(window: OnePageWindow) -> None:
    shown = words(window.page.tabs.widget(3))
    for expected in ("Incentives", "Sanctions", "Service adjustments", "Jail, 1 day"):
        assert expected in shown


def test_a_file_with_mistakes_lists_all_of_them_with_line_and_suggestion(
    window: OnePageWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = MistakesDialog(check_file(broken(tmp_path)), window)
    dialog.open()
    rows = [dialog.table.rows.row_at(n) for n in range(dialog.table.rows.rowCount())]
    assert rows[0].key == "program.effective"
    assert any(row.suggestion == "Did you mean “ledger”?" for row in rows)
    assert all(row.line for row in rows)
    dialog.close()


def test_a_file_is_checked_from_the_page_and_nothing_is_kept(
    window: OnePageWindow, settled: Settled, boxes: Recorder, qtbot: QtBot
) -> None:
    boxes.path = JACKSON
    window.page.ask_check()
    settled()
    dialog = window.findChild(MistakesDialog)
    assert "has no mistakes" in dialog.checked.sentence
    assert len(window.workspace.read(program_rows)) == 1
    dialog.close()


def test_a_new_version_is_kept_and_shown_and_becomes_the_one_for_new_participants(
    window: OnePageWindow, settled: Settled, boxes: Recorder
) -> None:
    boxes.path = JACKSON
    window.page.ask_keep()
    settled()
    assert "The version is kept." in said(window)[0]
    assert window.page.versions.selected_row().key == "or-jackson"
    assert "Two 12-step meetings a week" in words(window.page.tabs)
    window.page.use_for_new()
    default = [row.key for row in window.workspace.read(program_rows) if row.default]
    assert default == ["or-jackson"]
    assert not window.page.default_button.isEnabled()


def test_a_kept_version_with_other_rules_is_refused_in_one_sentence(
    window: OnePageWindow, settled: Settled, boxes: Recorder, tmp_path: Path
) -> None:
    path = tmp_path / "changed.toml"
    path.write_text(FIVE.read_text("utf-8").replace('"60 days"', '"61 days"'), "utf-8")
    boxes.path = path
    window.page.ask_keep()
    settled()
    assert "kept already with other rules" in said(window)[0]


def test_a_broken_file_is_not_kept_and_its_mistakes_are_shown(
    window: OnePageWindow, settled: Settled, boxes: Recorder, tmp_path: Path
) -> None:
    boxes.path = broken(tmp_path)
    window.page.ask_keep()
    settled()
    dialog = window.findChild(MistakesDialog)
    assert len(dialog.checked.mistakes) >= 2
    assert len(window.workspace.read(program_rows)) == 1
    dialog.close()


def test_a_saved_copy_is_the_file_as_it_was_given(
    window: OnePageWindow, boxes: Recorder, tmp_path: Path
) -> None:
    boxes.path = tmp_path / "copy.toml"
    window.page.ask_copy()
    assert boxes.path.read_text("utf-8") == FIVE.read_text("utf-8")


def test_the_dialog_of_mistakes_is_freed_when_it_closes(
    tmp_path: Path, freed_when_closed: Callable[[list[QWidget]], None]
) -> None:
    dialog = MistakesDialog(check_file(broken(tmp_path)))
    dialog.show()
    holder: list[QWidget] = [dialog]
    del dialog
    freed_when_closed(holder)


def test_enter_closes_the_list_of_mistakes(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = MistakesDialog(check_file(broken(tmp_path)))
    dialog.show()
    held = dialog.focusWidget()
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.keyClick(held, Qt.Key.Key_Return)


def test_long_addresses_break_inside_their_column() -> None:
    address = "https://court.example.gov/193/Program-Phases"
    assert breakable(address).replace("\u200b", "") == address
    assert max(map(len, breakable(address).split("\u200b"))) <= LONGEST_WORD
    assert breakable("a short sentence, and/or two") == "a short sentence, and/or two"
