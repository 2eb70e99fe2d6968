"""Start to a painted sign-in against a bare PySide6 window; sign-in to a painted Today by size."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from benchmarks.courts import FOLDER, demonstration, opened
from benchmarks.measure import Ratio, clocked, in_turn
from drugcourt.settings import Settings
from drugcourt.ui.kit import tasks, theme
from drugcourt.ui.main_window import MainWindow
from drugcourt.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent
LARGE, SMALL = 10_000, 64


def measure() -> list[Ratio]:
    """Both bounds of the issue on speed at the start."""
    return [_sign_in(), _today()]


def _sign_in() -> Ratio:
    home = FOLDER / "home"
    home.mkdir(exist_ok=True)
    kept = {"last_court": str(demonstration(SMALL))}
    (home / "settings.json").write_text(json.dumps(kept))
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "DRUGCOURT_HOME": str(home)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode

    def process(which: str) -> None:
        command = [sys.executable, "-m", "benchmarks.painted", which]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)

    ours, floor = in_turn(lambda: process("ours"), lambda: process("bare"), rounds=11, warm=2)
    return Ratio("Start to a painted sign-in", "sign-in", ours, "bare PySide6 window", floor, 1.6)


def _today() -> Ratio:
    application = QApplication.instance() or QApplication([])
    theme.apply(application, theme.Scheme.LIGHT)
    large, small = opened(demonstration(LARGE)), opened(demonstration(SMALL))

    def painted(workspace: Workspace) -> float:
        """Until the page stands; the chart of twelve weeks comes from a worker afterwards."""
        made: list[MainWindow] = []

        def paint() -> None:
            made.append(MainWindow(workspace, Settings()))
            made[0].resize(1366, 768)
            made[0].show()
            made[0].grab()

        spent = clocked(paint)
        made[0].close()
        tasks.wait_for_all()
        application.processEvents()
        return spent

    painted(large), painted(small)
    pairs = [(painted(large), painted(small)) for _ in range(9)]
    ours, floor = (statistics.median(side) for side in zip(*pairs, strict=True))
    name = f"After sign-in to a painted Today, {LARGE:,} participants"
    return Ratio(name, f"{LARGE:,} people", ours, f"{SMALL} people", floor, 2.0)
