"""What every test of the screens needs: a dressed application, no real boxes, nothing left over."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from drugcourt.ui.kit import messages, tasks, theme
from drugcourt.workspace import Workspace
from tests.ui.one_page import OnePage

ROUNDS = 5


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    theme.apply(qapp, theme.Scheme.LIGHT)
    return qapp


@pytest.fixture(autouse=True)
def _dressed_and_tidy(dressed: QApplication) -> Iterator[None]:
    yield
    for _again in range(ROUNDS):  # a timer that was due may begin one more while events are told
        tasks.cancel_all()
        assert tasks.wait_for_all()
        dressed.processEvents()
        if not tasks.busy():
            break
    assert tasks.busy() == 0, "work was left under way"
    if theme.theme().scheme is not theme.Scheme.LIGHT or theme.theme().text_scale != 1.0:
        theme.apply(dressed, theme.Scheme.LIGHT)


@pytest.fixture(autouse=True)
def boxes() -> Iterator[messages.Recorder]:
    """Stands in for message boxes and file dialogs; `boxes.said` tells what was asked."""
    recorder = messages.Recorder()
    before = messages.use(recorder)
    yield recorder
    messages.use(before)


@pytest.fixture
def settled(qtbot: QtBot) -> Callable[[], None]:
    """Call it to wait until all background work has come back."""

    def wait() -> None:
        qtbot.waitUntil(lambda: tasks.busy() == 0)

    return wait


@pytest.fixture
def one_page(
    qtbot: QtBot, workspace: Workspace
) -> Iterator[Callable[[Callable[[Any], QWidget]], OnePage]]:
    """Call it with a page to show it in a window that has the keyboard, closed after the test."""
    made: list[OnePage] = []

    def show(page: Callable[[Any], QWidget]) -> OnePage:
        window = OnePage(workspace, page)
        made.append(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield show
    for window in made:
        if isValid(window):
            window.close()


@pytest.fixture
def freed_when_closed(qtbot: QtBot) -> Callable[[list[QWidget]], None]:
    """Call it with a list of one window: closes it and proves that it dies without the collector.

    The list must hold the only reference, because a name in the test would keep it alive.
    """

    def prove(holder: list[QWidget]) -> None:
        gc.disable()
        try:
            weak = weakref.ref(holder[0])
            gone: list[bool] = []
            holder[0].destroyed.connect(lambda: gone.append(True))
            holder.pop().close()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            QCoreApplication.processEvents()
            assert gone, "the window was not deleted when it closed"
            assert weak() is None, "something still holds the closed window"
        finally:
            gc.enable()

    return prove
