"""One key hides everything but the public list; the same key brings all back."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from shiboken6 import isValid

from drugcourt import settings
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.main_window import MainWindow
from drugcourt.ui.participants.entries import Entries
from tests import courts
from tests.conftest import TODAY


@pytest.fixture
def window(workspace, qtbot, settled):
    sam = courts.participant(workspace, "Qabcz", "Qgivz", admitted_on=TODAY - timedelta(days=9))
    courts.on_docket(workspace, TODAY, sam)
    opened = MainWindow(workspace, settings.Settings())
    opened.show()
    settled()
    opened.open_participant(sam)
    settled()
    yield opened
    settled()
    opened.close()


def texts(widget):
    found = [label.text() for label in widget.findChildren(QLabel)]
    model = widget.table.model()
    for row in range(model.rowCount()):
        found += [str(model.index(row, c).data()) for c in range(model.columnCount())]
    return " ".join([widget.windowTitle(), *found])


def shown():
    return [one for one in QApplication.topLevelWidgets() if one.isVisible()]


def test_only_the_public_list_stands_and_a_dialog_is_hidden_with_the_rest(window, qtbot, settled):
    dialog = Entries(Asking(window), 1).note()
    assert isinstance(dialog, EditDialog)
    qtbot.keyClick(dialog, Qt.Key.Key_F12)
    shared = window.shared
    assert shown() == [shared]
    told = texts(shared)
    assert "CR-2026" in told
    assert "Qabcz" not in told
    assert "Qgivz" not in told
    assert "Recovery" not in told  # nor what kind of court it is
    qtbot.keyClick(shared, Qt.Key.Key_F12)
    assert window.isVisible()
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: not isValid(shared))
    dialog._leaving = True
    dialog.close()


def test_the_key_works_from_every_page(window, qtbot, settled):
    window.open_page("reports")
    settled()
    qtbot.keyClick(window, Qt.Key.Key_F12)
    assert shown() == [window.shared]
    qtbot.keyClick(window.shared, Qt.Key.Key_Escape)
    assert window.isVisible()
