"""PySide does not read the source of what is loaded after it was told so."""

from __future__ import annotations

import subprocess
import sys

import pytest

LOADED = """
import sys
from drugcourt.ui.kit import lean_imports
if {told}:
    lean_imports.spare_the_reading()
import linecache
linecache.clearcache()
import colorsys
print(any(name.endswith("colorsys.py") for name in linecache.cache))
"""


@pytest.mark.parametrize("told", [True, False])
def test_the_source_of_a_module_is_read_only_when_nobody_said_otherwise(told: bool) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(told=told)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.strip() == str(not told)
