"""The program outlives a fault of the Qt binding that would end it after some minutes."""

from __future__ import annotations

import os
import subprocess
import sys

STORM = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
from drugcourt.ui.kit import theme
app = QApplication([])
theme.apply(app, theme.Scheme.LIGHT)
widget = QWidget()
for _ in range(200_000):
    widget.update()
    widget.windowTitleChanged.emit("")
print("still here")
"""


def test_hundreds_of_thousands_of_calls_do_not_end_the_program() -> None:
    done = subprocess.run(
        [sys.executable, "-c", STORM],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.stdout.strip() == "still here", done.stderr[-400:]
