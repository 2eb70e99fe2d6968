"""Court goes on to the next person: from the key to the painted page, against two frames."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.courts import demonstration, opened
from benchmarks.measure import Ratio, clocked
from drugcourt.settings import Settings
from drugcourt.ui.docket.page import PREFETCH_PAUSE, DocketPage
from drugcourt.ui.kit import tasks, theme
from drugcourt.ui.main_window import MainWindow

LARGE = 10_000
TWO_FRAMES = 2 * 1000 / 60  # milliseconds, of a screen that paints sixty times a second
SWITCHES = 15


def measure() -> Iterator[Ratio]:
    """Down on the docket of a court of ten thousand, to the next person in sight."""
    application = QApplication.instance() or QApplication([])
    theme.apply(application, theme.Scheme.LIGHT)
    window = MainWindow(opened(demonstration(LARGE)), Settings())
    window.resize(1366, 768)
    window.show()
    window.open_docket()
    page = window.findChild(DocketPage)
    assert page is not None
    page.session.table.setFocus()
    spent = [_switch(page, application) for _ in range(SWITCHES)]
    window.close()
    tasks.wait_for_all()
    yield Ratio(
        f"Docket: the next person painted, {LARGE:,} participants",
        "key to painted page",
        statistics.median(spent),
        "two frames at 60 a second",
        TWO_FRAMES,
        1.0,
    )


def _switch(page: DocketPage, application: QApplication) -> float:
    """One switch; before it the court spoke with somebody, so that the next file could be asked."""
    QTest.qWait(2 * PREFETCH_PAUSE)
    tasks.wait_for_all()
    application.processEvents()
    before = page.pane.entry_id

    def down() -> None:
        QTest.keyClick(page.session.table, Qt.Key.Key_Down)
        page.grab()

    spent = clocked(down)
    assert page.pane.entry_id != before, "the docket of the demonstration is too short"
    return spent
