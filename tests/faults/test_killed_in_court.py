"""A kill in the middle of a session loses nothing that was recorded, and the draft is offered."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from drugcourt.casework.checking import check_court
from drugcourt.casework.desk import new_desk, open_desk
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.exchange.resources import resource
from drugcourt.records.hearings import DocketEntry
from drugcourt.ui.docket.page import DocketPage
from drugcourt.ui.drafts import CourtDrafts
from drugcourt.ui.kit import theme
from tests.conftest import CHEAP, PASSWORD, TODAY
from tests.court_day import admitted, kept_all, on_docket, session
from tests.ui.one_page import OnePage

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("Ames", "Boyd", "Cole", "Dunn")
HEARD = 2

# The window in a process of its own: two hearings are recorded, a third is being typed when the
# process says so and waits to be killed.
SCRIPT = """
import sys, time
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from drugcourt.casework.desk import open_desk
from drugcourt.ui.docket.page import DocketPage
from drugcourt.ui.kit import theme
from tests.conftest import PASSWORD, TODAY
from tests.ui.one_page import OnePage

app = QApplication([])
theme.apply(app, theme.Scheme.LIGHT)
workspace = open_desk(Path(sys.argv[1]), PASSWORD, as_of=TODAY)
window = OnePage(workspace, DocketPage)
window.show()
window.activateWindow()
QTest.qWaitForWindowActive(window)
for _ in range(int(sys.argv[2])):
    QTest.keyClick(QApplication.focusWidget(), "1")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F9)
QTest.keyClick(QApplication.focusWidget(), "2")
QTest.keyClick(QApplication.focusWidget(), "o")
QTest.keyClicks(QApplication.focusWidget(), "Daily call")
while window.page._draft_timer.isActive():
    app.processEvents()
print("typed", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def court(tmp_path: Path) -> Path:
    path = tmp_path / "court.court"
    program = resource("programs", "five-phase.toml").read_text("utf-8")
    with closing(
        new_desk(
            path,
            PASSWORD,
            court="Our Court",
            program_text=program,
            as_of=TODAY,
            weekday=1,
            cost=CHEAP,
        )
    ) as workspace:
        for name in NAMES:
            on_docket(workspace, admitted(workspace, name))
        session(workspace)
    return path


def test_a_kill_in_court_loses_nothing_recorded_and_the_draft_is_back(
    court: Path, qapp: QApplication
) -> None:
    _killed_while_typing(court)
    with closing(open_desk(court, PASSWORD, as_of=TODAY)) as workspace:
        found = workspace.read(check_court, history_key=workspace.database.history_key)
        assert not found.problems, found.problems
        entries = kept_all(workspace, select(DocketEntry).order_by(DocketEntry.id))
        heard = [e for e in entries if e.attendance is not None]
        assert [e.attendance for e in heard] == [HearingAttendance.PRESENT] * HEARD
        assert all(e.next_on is not None for e in heard)
        coming = [e for e in entries if e.attendance is None]
        assert len(coming) == len(NAMES)  # two still to be heard today, two next dates
        assert CourtDrafts(workspace).load(f"hearing:{entries[HEARD].id}") is not None
        theme.apply(qapp, theme.Scheme.LIGHT)
        window = OnePage(workspace, DocketPage)
        window.show()
        outcome = window.page.pane.outcome
        assert window.page.pane.head.name.text().startswith("Cole")
        assert outcome.orders.value() == "Daily call"
        assert outcome.attendance.value() is HearingAttendance.LATE
        assert any("typed here before is back" in said for said in window.said)
        window.close()


def _killed_while_typing(court: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(court), str(HEARD)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    told = process.stdout.readline()
    process.kill()
    process.communicate(timeout=60)
    assert told == "typed\n"
    assert process.returncode != 0
