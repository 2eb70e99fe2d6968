"""Which way in: the window without arguments, else the commands, and only that one is imported."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; the exit status is for the shell."""
    given = list(sys.argv[1:] if argv is None else argv)
    if given:
        from drugcourt import cli  # here, so that a window starts without the commands' libraries

        return int(cli.main(given) or 0)
    gc.disable()  # nothing is garbage yet; the window switches it on once it is painted
    from drugcourt.ui import app  # here, so that a command starts without a window's

    try:
        return app.run(None, None)
    finally:
        gc.enable()
