"""Why None, True and False must be held on Python 3.11, and the one place that holds them.

PySide 6.12 is compiled for the stable interface, which takes None, True and False for immortal, as
they are from Python 3.12 on: every call that returns nothing gives None back once too often. On
3.11 the count then reaches zero after some minutes of painting, and the interpreter ends the
program ("none_dealloc"). Measured: exactly one count lost for each void call.
"""

from __future__ import annotations

import ctypes
import sys

_held = False


def hold_singletons() -> None:
    """Raise the counts so far that no session can use them up; once, and only where it is needed.

    The count is the first word of every object of CPython before 3.12.
    """
    global _held
    if _held or sys.implementation.name != "cpython" or sys.version_info >= (3, 12):
        return
    _held = True
    for singleton in (None, True, False):
        ctypes.c_ssize_t.from_address(id(singleton)).value += sys.maxsize // 4
