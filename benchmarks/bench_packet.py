"""The staffing packet of two hundred people: its time against ReportLab's, and the window's pulse.

The pulse is a timer of five milliseconds in the real window: the longest time between two beats
while the packet builds is the longest time in which nobody could type.
"""

from __future__ import annotations

import io
import statistics
from collections.abc import Iterator
from functools import cache
from typing import Any

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QObject, QTimer
from PySide6.QtWidgets import QApplication
from reportlab.lib.pagesizes import letter
from reportlab.platypus import PageBreak, SimpleDocTemplate
from sqlalchemy import select

from benchmarks.courts import TODAY, demonstration, opened
from benchmarks.measure import Ratio, in_turn
from drugcourt.casework.docket.docket import session_id_for
from drugcourt.casework.hearings.hearings import put_on_docket
from drugcourt.casework.hearings.sittings import docketed
from drugcourt.records.episodes import Episode
from drugcourt.reports import staffing_packet
from drugcourt.reports.registry import make_report
from drugcourt.reports.type import register
from drugcourt.settings import Settings
from drugcourt.ui.kit import tasks
from drugcourt.ui.kit.singletons import hold_singletons
from drugcourt.ui.main_window import MainWindow
from drugcourt.workspace import Workspace

PEOPLE, CASELOAD = 200, 300
BEAT_MS, ALLOWED_MS = 5, 100
PATIENCE_MS = 120_000


def measure() -> Iterator[Ratio]:
    """First the ratio, then the pulse, both on one session of two hundred."""
    workspace, session_id = _two_hundred()
    try:
        yield _against_reportlab(workspace, session_id)
        yield _pulse(workspace)
    finally:
        workspace.close()


@cache
def _two_hundred() -> tuple[Workspace, int]:
    """Today's session of a large demonstration court with two hundred people on its docket."""
    workspace = opened(demonstration(CASELOAD))
    session_id = workspace.read(session_id_for, day=TODAY, today=TODAY)
    there = set(workspace.read(docketed, session_id=session_id))
    asked = select(Episode.id).where(Episode.exited_on.is_(None), Episode.admitted_on.is_not(None))
    more = [n for n in workspace.read(lambda db: list(db.scalars(asked))) if n not in there]
    for episode_id in more[: PEOPLE - len(there)]:
        workspace.perform(put_on_docket, session_id=session_id, episode_id=episode_id)
    if len(workspace.read(docketed, session_id=session_id)) < PEOPLE:
        raise RuntimeError("the session has fewer people than the packet is promised for")
    return workspace, session_id


def _against_reportlab(workspace: Workspace, session_id: int) -> Ratio:
    """Asked, judged and printed against ReportLab printing the same flowables from memory."""
    register()
    figures = workspace.read(staffing_packet.gather, session_id=session_id, today=TODAY)

    def ours() -> None:
        make_report(workspace, "staffing", io.BytesIO(), session_day=TODAY)

    def floor() -> None:
        story = []
        for section in staffing_packet.sections(figures):
            story += [*section.story, PageBreak()]
        SimpleDocTemplate(io.BytesIO(), pagesize=letter, invariant=1).build(story)

    spent, least = in_turn(ours, floor, rounds=5)
    name = f"Staffing packet of a session of {PEOPLE}"
    return Ratio(name, "asked, judged and printed", spent, "ReportLab alone", least, 1.3)


class Pulse(QObject):
    """Counts the beats of the window's own loop and remembers the longest time between two."""

    def __init__(self) -> None:
        super().__init__()
        self.longest, self.beats = 0, 0
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        self._clock.start()
        self._timer.start()

    def _beat(self) -> None:
        self.longest = max(self.longest, self._clock.restart())
        self.beats += 1


def _pulse(workspace: Workspace) -> Ratio:
    """The real window with the Reports page in front, painting the progress as it goes on.

    The median of three packets: other programs of the machine make pauses of their own.
    """
    hold_singletons()
    application = QApplication.instance() or QApplication([])
    window = MainWindow(workspace, Settings())
    window.show()
    window.open_page("reports")
    page = window.page("reports")
    _settle(application)
    longest = statistics.median(_longest(application, page) for _ in range(3))
    window.hide()
    name = f"Longest pause of the window while the packet of {PEOPLE} builds"
    return Ratio(name, "between two beats", longest, "allowed", ALLOWED_MS, 1.0)


def _longest(application: QCoreApplication, page: Any) -> int:
    """Milliseconds of the longest pause from the wish to the paper on the screen, both included."""
    pulse = Pulse()
    pulse.start()
    page.open_report("staffing", session_day=TODAY)
    patience = QElapsedTimer()
    patience.start()
    while page.preview.under_way and patience.elapsed() < PATIENCE_MS:
        application.processEvents()
    beats = pulse.beats
    while pulse.beats < beats + 3:  # what showing the paper costs belongs to it
        application.processEvents()
    if page.preview.paper is None or beats < PEOPLE:
        raise RuntimeError("the packet was not built, or the window had no pulse")
    tasks.wait_for_all()
    return pulse.longest


def _settle(application: QCoreApplication) -> None:
    """Until the first page stands and nothing is under way behind it."""
    tasks.wait_for_all()
    for _ in range(20):
        application.processEvents()
