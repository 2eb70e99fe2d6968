"""Why PySide is told not to read our sources, which would cost a tenth of every start.

Once PySide is loaded it fetches the source text of each module imported after it, to see whether it
may ask for `from __feature__ import snake_case`. Nothing in this program does, and its libraries
don't know PySide; so the answer is always the one given here.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

import PySide6.QtCore  # noqa: F401  # the room below comes to be with it

FEATURES = "shibokensupport.feature"
ASKED = "_mod_uses_pyside"


def spare_the_reading() -> None:
    """Answer for all modules at once; a PySide that asks otherwise is left as it is."""
    try:
        features = import_module(FEATURES)
    except ImportError:
        return
    if hasattr(features, ASKED):
        setattr(features, ASKED, _never)


def _never(module: ModuleType) -> bool:
    return False
