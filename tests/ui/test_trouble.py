"""When a slot fails: one calm dialog, a report without a name, and the program goes on."""

from __future__ import annotations

import sys
from types import TracebackType

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from drugcourt.errors import Refusal
from drugcourt.ui.trouble import Hook
from drugcourt.ui.trouble_dialog import TroubleDialog


def _problem(problem: Exception) -> tuple[type[Exception], Exception, TracebackType | None]:
    try:
        raise problem
    except (ValueError, KeyError, Refusal) as raised:
        return type(raised), raised, sys.exc_info()[2]


def test_a_fault_is_said_once_with_a_report_to_copy(qtbot: QtBot) -> None:
    hook = Hook()
    hook(*_problem(ValueError("Tran, Kevin")))
    dialog = hook.dialog
    assert isinstance(dialog, TroubleDialog)
    hook(*_problem(KeyError("Tran")))
    assert hook.dialog is dialog
    dialog.copy_report()
    copied = QGuiApplication.clipboard().text()
    assert "ValueError" in copied
    assert "Tran" not in copied
    assert "Tran" not in dialog.sentence.text()
    dialog.close()
    assert hook.dialog is None


def test_a_refusal_nobody_caught_is_its_own_sentence(qtbot: QtBot) -> None:
    hook = Hook()
    hook(*_problem(Refusal("The disk is full. Free some space and try again.")))
    assert hook.dialog is not None
    assert hook.dialog.sentence.text() == "The disk is full. Free some space and try again."
    assert hook.dialog.report == ""
    hook.dialog.close()
