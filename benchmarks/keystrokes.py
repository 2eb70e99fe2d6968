"""Entering forty cups: the keys pressed in the grid against the fewest that a sheet needs."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from benchmarks.courts import TODAY, demonstration, opened
from benchmarks.measure import Ratio
from drugcourt.casework.participants import participants
from drugcourt.casework.participants.participants import Admission
from drugcourt.casework.specimens import specimens
from drugcourt.casework.specimens.result_entry import Panel, panels
from drugcourt.domain.cases import LegalTrack
from drugcourt.domain.episodes import RiskNeed
from drugcourt.domain.specimens import AnalyteResult, CollectionStatus
from drugcourt.records.keys import key_file
from drugcourt.records.specimens import Specimen, SpecimenResult
from drugcourt.settings import Settings
from drugcourt.ui.main_window import MainWindow
from drugcourt.ui.testing.enter_results import EnterResults
from drugcourt.workspace import Workspace

CUPS, POSITIVES, MISSED = 40, 3, 1
PATIENCE_MS = 10_000
DAY = TODAY - timedelta(days=1)


@dataclass(frozen=True)
class Morning:
    """Which of the forty rows say something else than all negative: a column each, or missed."""

    positives: dict[int, int]
    missed: int
    width: int


@dataclass(frozen=True)
class Keys(Ratio):
    """A ratio of keys pressed, not of time; fewer is what was promised."""

    @property
    def holds(self) -> bool:
        return self.ours_ms < self.floor_ms

    @property
    def row(self) -> str:
        return (
            f"| {self.name} | {self.ours}: {self.ours_ms:.0f} keys "
            f"| {self.floor}: {self.floor_ms:.0f} keys | {self.ratio:.2f} | below {self.bound:g} "
            f"| {'holds' if self.holds else '**does not hold**'} |"
        )


class _Presses(QObject):
    """Counts what the window is sent: every key that goes down, a held Shift or Ctrl for itself."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def press(self, enter: EnterResults, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
        modifiers = Qt.KeyboardModifier.NoModifier
        for modifier in held:
            modifiers |= modifier
        self.count += len(held)
        QTest.keyClick(enter.grid, key, modifiers)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress:
            self.count += 1
        return False


def measure() -> Iterator[Ratio]:
    """Ours as real keys in the real window, saved; the sheet's by the model below."""
    QApplication.instance() or QApplication([])
    chance = random.Random(2026)
    panel = panels()[0]
    rows = chance.sample(range(CUPS), POSITIVES + MISSED)
    columns = [chance.randrange(len(panel.substances)) for _ in range(POSITIVES)]
    morning = Morning(
        dict(zip(rows[:POSITIVES], columns, strict=True)), rows[-1], len(panel.substances)
    )
    with tempfile.TemporaryDirectory() as folder:
        workspace = _forty_scheduled(Path(folder) / "forty.court", panel)
        try:
            pressed = _in_the_grid(workspace, morning, panel)
        finally:
            workspace.close()
    yield Keys(
        f"Enter {CUPS} cups, {POSITIVES} with a positive, {MISSED} missed",
        "grid",
        pressed,
        "sheet, filled as one block",
        in_a_sheet(morning),
        1.0,
    )


def in_a_sheet(morning: Morning) -> int:
    """The fewest keys for the same facts in a spreadsheet, its names and headings standing there.

    The cursor is on the first result and the mouse is not used, as in the grid. A key held down
    counts once each time it is pressed; a capital or a sign counts its Shift. Ways between cells
    are the shortest by arrows, Enter going down by itself, or by Ctrl and an arrow to the edge.

    1. Mark the block by its address: F5, `B2:M41` (seven with Shift), Enter.
    2. `n`, Ctrl+Enter: negative in all of it.
    3. At each positive: go there, `p`, Enter.
    4. At the missed one: go to its first result, mark its results (Ctrl+Shift+Right), Delete, go
       to the column for remarks (Ctrl+Right), `m`, Enter.
    5. Ctrl+S. That the sheet still has to be imported is not counted.
    """
    count = 1 + 7 + 1 + 1 + 2
    row, column = 0, 0
    for at in sorted([*morning.positives, morning.missed]):
        wanted = morning.positives.get(at, 0)
        sideways = min(abs(wanted - column), 2 + wanted, 2 + morning.width - 1 - wanted)
        count += abs(at - row) + sideways
        if at == morning.missed:
            count += 3 + 1 + 2 + 2
            column = morning.width
        else:
            count += 2
            column = wanted
        row = at + 1
    return count + 2


def _in_the_grid(workspace: Workspace, morning: Morning, panel: Panel) -> int:
    """Go to each exception by arrows, columns by their digits; one key for all the others; save."""
    window = MainWindow(workspace, Settings())
    window.show()
    window.open_page("testing")
    page = window.page("testing")
    page.show_day(DAY)
    page.go_enter()
    enter: EnterResults = page.enter
    presses = _Presses()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    enter.grid.installEventFilter(presses)
    order = [row.id for row in enter.grid.cells.rows]
    if len(order) != CUPS:
        raise RuntimeError(f"the grid has {len(order)} rows, not {CUPS}")
    at = 0
    for row in sorted([*morning.positives, morning.missed]):
        for _ in range(row - at):
            presses.press(enter, Qt.Key.Key_Down)
        at = row
        if row == morning.missed:
            presses.press(enter, Qt.Key.Key_M)
            at = min(row + 1, CUPS - 1)
        else:
            _to_column(presses, enter, morning.positives[row])
            presses.press(enter, Qt.Key.Key_P)
            at += enter.grid.currentIndex().row() - row
    presses.press(enter, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    enter.grid.removeEventFilter(presses)
    QTest.keyClick(enter.grid, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    presses.count += 2
    patience = QElapsedTimer()
    patience.start()
    while enter.has_typed() and patience.elapsed() < PATIENCE_MS:
        QApplication.processEvents()
    _check(workspace, morning, panel, order)
    window.close()
    return presses.count


def _to_column(presses: _Presses, enter: EnterResults, wanted: int) -> None:
    """By a digit for the first ten; on with the arrow from there."""
    here = enter.grid.currentIndex().column()
    if here != wanted and wanted < 10:
        presses.press(enter, Qt.Key(Qt.Key.Key_0.value + (wanted + 1) % 10))
        return
    if here < wanted and here < 10:
        presses.press(enter, Qt.Key.Key_0)
    while (here := enter.grid.currentIndex().column()) != wanted:
        presses.press(enter, Qt.Key.Key_Right if here < wanted else Qt.Key.Key_Left)


def _forty_scheduled(path: Path, panel: Panel) -> Workspace:
    """The demonstration court on a day for which forty tests of one panel and no others are due."""
    made = demonstration(64)
    shutil.copyfile(made, path)
    shutil.copyfile(key_file(made), key_file(path))
    workspace = opened(path)
    admission = Admission(admitted_on=DAY, track=LegalTrack.POST_PLEA, risk_need=RiskNeed.HIGH_HIGH)
    scheduled = {"collected_on": DAY, "status": CollectionStatus.SCHEDULED}
    for number in range(CUPS):
        person = {"family_name": f"Aa{number:02}", "given_name": "Forty"}
        episode_id = workspace.perform(participants.refer, person=person, referred_on=DAY)
        workspace.perform(participants.admit, episode_id=episode_id, admission=admission)
        workspace.perform(
            specimens.record_test,
            episode_id=episode_id,
            values={**scheduled, "panel": panel.name, "matrix": panel.matrix},
            results={},
        )
    return workspace


def _check(workspace: Workspace, morning: Morning, panel: Panel, order: Sequence[object]) -> None:
    """The race counts only while what was saved is what was meant."""
    asked = (
        select(
            Specimen.episode_id, Specimen.status, SpecimenResult.substance, SpecimenResult.result
        )
        .outerjoin(SpecimenResult, SpecimenResult.specimen_id == Specimen.id)
        .where(Specimen.collected_on == DAY, Specimen.episode_id.in_(order))
    )
    found = workspace.read(lambda db: db.execute(asked).all())
    positive = {(r[0], r[2]) for r in found if r[3] is AnalyteResult.POSITIVE}
    meant = {(order[row], panel.substances[x]) for row, x in morning.positives.items()}
    missed = {r[0] for r in found if r[1] is CollectionStatus.MISSED}
    negatives = sum(1 for r in found if r[3] is AnalyteResult.NEGATIVE)
    complete = (CUPS - MISSED) * len(panel.substances) - POSITIVES
    if (positive, missed, negatives) != (meant, {order[morning.missed]}, complete):
        raise RuntimeError("what was saved is not what was typed")
