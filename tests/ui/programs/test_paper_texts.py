"""The words of a paper are edited with their fields checked, shown, kept and given back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from drugcourt.casework import paper_texts
from drugcourt.domain.cases import CaseOutcome
from drugcourt.exchange.wording import PaperText
from drugcourt.ui.kit.messages import Recorder
from drugcourt.ui.programs.page import ProgramsPage
from drugcourt.ui.programs.paper_texts import PaperTextDialog, SampleDialog
from drugcourt.workspace import Workspace
from tests.ui.reports.window import OnePageWindow

Freed = Callable[[list[QWidget]], None]


@pytest.fixture
def window(qtbot: QtBot, workspace: Workspace) -> Iterator[OnePageWindow]:
    made = OnePageWindow(workspace)
    qtbot.addWidget(made)
    made.hold(ProgramsPage(made))
    made.resize(1180, 700)
    made.show()
    qtbot.waitExposed(made)
    yield made
    workspace.unlisten(made.heard.emit)


def test_an_unknown_field_is_named_where_it_stands_with_a_suggestion(
    window: OnePageWindow, qtbot: QtBot
) -> None:
    dialog = window.page.edit_words(PaperText.CERTIFICATE)
    dialog.form.editor("paragraphs").inner.setPlainText("Well done, {particpant}!")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()
    assert "did you mean {participant}?" in dialog.form.error("paragraphs")
    dialog.show_preview()
    assert "did you mean {participant}?" in dialog.form.error("paragraphs")
    assert window.findChildren(SampleDialog) == []
    dialog.form.editor("paragraphs").inner.setPlainText("Well done, {participant}!\n\nBravo.")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    kept = window.workspace.read(paper_texts.words_of, paper=PaperText.CERTIFICATE)
    assert kept.paragraphs == ("Well done, {participant}!", "Bravo.")


@pytest.mark.parametrize("paper", list(PaperText))
def test_every_paper_opens_and_shows_a_sample(window: OnePageWindow, paper: PaperText) -> None:
    dialog = window.page.edit_words(paper)
    assert dialog.form.error("paragraphs") == ""
    dialog.show_preview()
    (shown,) = dialog.findChildren(SampleDialog)
    assert shown.pane.page_count() == len(dialog.typed().parts)
    shown.close()
    dialog.close()


def test_words_that_are_kept_unchanged_are_the_same(window: OnePageWindow) -> None:
    before = window.workspace.read(paper_texts.words_of, paper=PaperText.ORDER)
    dialog = window.page.edit_words(PaperText.ORDER)
    dialog.try_act()
    after = window.workspace.read(paper_texts.words_of, paper=PaperText.ORDER)
    for outcome in CaseOutcome:
        if str(outcome) in before.parts:
            assert after.wording(outcome) == before.wording(outcome)


def test_the_words_that_came_along_come_back(window: OnePageWindow, boxes: Recorder) -> None:
    dialog = window.page.edit_words(PaperText.MOTION)
    assert dialog.restore.isHidden()
    dialog.form.editor("closing").inner.setPlainText("Yours,")
    dialog.try_act()
    again = window.page.edit_words(PaperText.MOTION)
    assert again.form.editor("closing").value() == "Yours,"
    again.ask_restore()
    kept = window.workspace.read(paper_texts.words_of, paper=PaperText.MOTION)
    assert kept.closing == "Respectfully submitted,"


def test_the_dialog_is_freed_when_it_closes(
    window: OnePageWindow, freed_when_closed: Freed
) -> None:
    made: list[QWidget] = [window.page.edit_words(PaperText.MOTION)]
    assert isinstance(made[0], PaperTextDialog)
    freed_when_closed(made)
