"""Which way in: the window without arguments, else the commands, and only that one is imported."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; the exit status is for the shell."""
    given = list(sys.argv[1:] if argv is None else argv)
    if given:
        # Here, so that a window starts without the commands' libraries.
        from drugcourt import cli, journal, settings

        journal.start(settings.state_folder())  # what fails is noted there, not on the screen
        return int(cli.main(given) or 0)
    gc.disable()  # nothing is garbage yet; the window switches it on once it is painted
    from drugcourt.ui.kit import lean_imports  # here, so that a command starts without a window's

    lean_imports.spare_the_reading()
    from drugcourt.ui import app  # here: what is loaded from now on is not read

    try:
        return app.run(None, None)
    finally:
        gc.enable()
