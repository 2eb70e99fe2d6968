"""Which way in: the window without arguments, else the commands, and only that one is imported."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib.util import find_spec

from drugcourt.screen import NO_SCREEN, no_screen


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; the exit status is for the shell."""
    given = list(sys.argv[1:] if argv is None else argv)
    if missing := _missing():
        sys.stderr.write(missing + "\n")
        return 1
    if given:
        # Here, so that a window starts without the commands' libraries.
        from drugcourt import cli, journal, settings

        journal.start(settings.state_folder())  # what fails is noted there, not on the screen
        return int(cli.main(given) or 0)
    if no_screen():
        sys.stderr.write(NO_SCREEN + "\n")
        return 1
    gc.disable()  # nothing is garbage yet; the window switches it on once it is painted
    from drugcourt.ui.kit import lean_imports  # here, so that a command starts without a window's

    lean_imports.spare_the_reading()
    from drugcourt.ui import app  # here: what is loaded from now on is not read

    try:
        return app.run(None, None)
    finally:
        gc.enable()


def _missing() -> str:
    """The sentence for a Python that can't run the program, or ""; nothing is loaded for it."""
    if sys.version_info < (3, 11):  # noqa: UP036  # who starts it with an older one is told so
        return "This program needs Python 3.11 or newer; start it with the one the README names."
    if find_spec("sqlalchemy") and find_spec("PySide6"):
        return ""
    return (
        "The program's libraries are not installed in this Python; run the line of the README "
        "that installs them, and start it with .venv/bin/python."
    )
