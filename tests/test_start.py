"""Which way in: importing the way in loads neither the window nor the commands."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "alembic",
    "argon2",
    "click",
    "cryptography",
    "pydantic",
    "reportlab",
    "sqlalchemy",
    "sqlcipher3",
)


def _loaded_after(statement: str) -> set[str]:
    told = f"import sys; {statement}; print(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, check=True, timeout=60
    )
    return set(done.stdout.split())


def test_the_way_in_loads_neither_windows_nor_commands() -> None:
    loaded = _loaded_after("import drugcourt.start")
    assert "PySide6" not in loaded
    assert "click" not in loaded


@pytest.mark.parametrize("library", HEAVY)
def test_the_sign_in_is_painted_without_the_library(library: str) -> None:
    assert library not in _LOADED_BY_SIGN_IN


_LOADED_BY_SIGN_IN = _loaded_after("import drugcourt.ui.app")
