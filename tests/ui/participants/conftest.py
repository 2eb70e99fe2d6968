"""The two pages of a participant over a real court, in a small window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from drugcourt.workspace import Workspace
from tests.ui.participants.window import PagesWindow


@pytest.fixture
def window(qtbot: QtBot, workspace: Workspace) -> Iterator[PagesWindow]:
    made = PagesWindow(workspace)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.show()
    qtbot.waitExposed(made)
    yield made
    workspace.unlisten(made.touched)
