"""Whether this computer has a screen that a window can open on."""

from __future__ import annotations

import os
import sys

NO_SCREEN = "There is no screen here to open a window on; give a command instead (see --help)."


def no_screen() -> bool:
    """Whether Linux offers no place for a window; the toolkit itself would end with a crash."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return False
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
