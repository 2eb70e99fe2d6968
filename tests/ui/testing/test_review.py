"""What laboratories left open is settled by keys alone, beside the original."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from drugcourt.casework.imports.lab import bring_tests, read_tests
from drugcourt.casework.laboratories.waiting import waiting_count
from drugcourt.fields.laboratories import Meaning
from drugcourt.records.specimens import Specimen
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.specimens.document_dialog import DocumentDialog
from drugcourt.ui.specimens.laboratory_reports import LaboratoryReportsDialog
from drugcourt.ui.specimens.specimen_dialog import SpecimenDialog
from drugcourt.ui.testing.page import TestingPage
from drugcourt.ui.testing.review import ReviewTab
from drugcourt.ui.testing.unread_dialog import UnreadDialog
from drugcourt.workspace import Workspace
from tests.casework.files import participant
from tests.exchange.messages import document, message, obx
from tests.ui.one_page import OnePage

Settled = Callable[[], None]


@pytest.fixture
def window(one_page: Callable[..., OnePage], settled: Settled) -> Iterator[OnePage]:
    yield one_page(TestingPage)
    settled()


def bring(workspace: Workspace, folder: Path, *texts: str) -> None:
    path = folder / "in.hl7"
    path.write_text("".join(texts), newline="")
    workspace.perform(bring_tests, file=read_tests(path))


def opened(window: OnePage) -> ReviewTab:
    page = window.page
    page.show_part(page.review)
    QApplication.processEvents()
    tab: ReviewTab = page.review
    return tab


def press(widget: object, key: Qt.Key, settled: Settled, control: bool = False) -> None:
    held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(widget, key, held)
    settled()
    QApplication.processEvents()


def on_file(workspace: Workspace) -> int:
    return workspace.read(lambda db: db.scalar(select(func.count()).select_from(Specimen)))


def test_whose_and_which_drug_are_settled_by_keys_and_the_rest_follows(
    window: OnePage, workspace: Workspace, settled: Settled, tmp_path: Path
) -> None:
    tran = participant(workspace, birth_date=date(1990, 3, 17))
    participant(workspace, "Ellison", "Dana")
    local = obx(2, "K9", "Opiates class", "POS", system="L")
    clear = obx(1, "59673-4", "Fentanyl", "NEG")
    bring(
        workspace,
        tmp_path,
        message(clear, local, accession="A-1", control="1"),
        message(clear, local, accession="A-2", control="2", collected="202611090900"),
    )
    tab = opened(window)
    assert tab.words() == "Review (2)"
    assert tab.original.toPlainText().startswith("MSH|")
    assert tab.answer.form.values()["person"] is None, "nobody is taken without a person"
    press(tab.table, Qt.Key.Key_1, settled)
    assert tab.answer.form.values()["person"] == tran
    press(tab.table, Qt.Key.Key_Return, settled, control=True)
    assert on_file(workspace) == 0
    assert tab.answer.form.values()["meaning"] == Meaning("opiates"), "the name is offered"
    press(tab.table, Qt.Key.Key_Return, settled, control=True)
    assert window.said[-1] == "2 reports came in."
    assert on_file(workspace) == 2
    assert (tab.words(), tab.table.rows.rowCount()) == ("Review", 0)


def test_an_answer_that_is_missing_is_asked_for_and_settles_nothing(
    window: OnePage, workspace: Workspace, settled: Settled, tmp_path: Path
) -> None:
    bring(workspace, tmp_path, message())
    tab = opened(window)
    press(tab.table, Qt.Key.Key_Return, settled, control=True)
    assert workspace.read(waiting_count) == 1
    assert tab.answer.form.problems()


def test_a_report_is_left_out_with_its_reason(
    window: OnePage, workspace: Workspace, settled: Settled, tmp_path: Path, qtbot: QtBot
) -> None:
    bring(workspace, tmp_path, message())
    tab = opened(window)
    tab.leave_button.setFocus()
    QTest.keyClick(tab.leave_button, Qt.Key.Key_Space)
    (dialog,) = [
        w for w in QApplication.topLevelWidgets() if isinstance(w, EditDialog) and w.isVisible()
    ]
    QTest.keyClicks(dialog.form.editor("reason").inner, "Not one of ours")
    dialog.try_act()
    qtbot.waitUntil(lambda: workspace.read(waiting_count) == 0)
    assert tab.table.rows.rowCount() == 0


def test_a_test_shows_what_the_laboratory_sent_and_opens_its_document(
    window: OnePage, workspace: Workspace, settled: Settled, tmp_path: Path
) -> None:
    participant(workspace, birth_date=date(1990, 3, 17))
    bring(workspace, tmp_path, message(document(), obx(1, "59673-4", "Fentanyl", "POS")))
    tab = opened(window)
    press(tab.table, Qt.Key.Key_1, settled)
    press(tab.table, Qt.Key.Key_Return, settled, control=True)
    number = workspace.read(lambda db: db.scalar(select(Specimen.id)))
    card = SpecimenDialog(window, number, window)
    card.open()
    card.sent.click()
    (sent,) = card.findChildren(LaboratoryReportsDialog)
    assert "Fentanyl [59673-4]: POS, final" in sent.content.toPlainText()
    assert "MSH|" in sent.content.toPlainText()
    sent.documents[0].click()
    (paper,) = sent.findChildren(DocumentDialog)
    assert paper.pane.page_count() == 1
    assert paper.windowTitle() == "Document", "no name of a person or file stands in a title"
    for dialog in (paper, sent, card):
        dialog.close()


def test_what_could_not_be_read_stands_with_its_line_reason_and_original(
    window: OnePage, workspace: Workspace, settled: Settled, tmp_path: Path
) -> None:
    bring(workspace, tmp_path, message(), message(control="M2", accession="CUT")[:-40])
    tab = opened(window)
    tab.show_unread()
    settled()
    (dialog,) = tab.findChildren(UnreadDialog)
    assert dialog.table.rows.row_at(0).line == 10
    assert "CUT" in dialog.original.toPlainText()
    press(dialog, Qt.Key.Key_Escape, settled)
    assert not tab.findChildren(UnreadDialog)


def test_a_line_that_could_not_be_read_is_marked_as_seen_to_by_keys(
    window: OnePage, workspace: Workspace, settled: Settled, tmp_path: Path
) -> None:
    bring(workspace, tmp_path, message(), message(control="M2", accession="CUT")[:-40])
    tab = opened(window)
    assert "(1)" in tab.unread_button.text()
    tab.show_unread()
    settled()
    (dialog,) = tab.findChildren(UnreadDialog)
    dialog.seen.click()
    (asked,) = dialog.findChildren(EditDialog)
    asked.form.set_values({"how": "Sent again"})
    asked.try_act()
    settled()
    assert dialog.table.rows.rowCount() == 0
    dialog.choice.chips[1].click()
    assert dialog.table.rows.row_at(0).done.endswith(": Sent again")
    dialog.close()
    settled()
    assert "(" not in tab.unread_button.text()
