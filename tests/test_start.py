"""Which way in: importing the way in loads neither the window nor the commands."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
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


def test_a_python_without_the_libraries_is_told_so_in_one_sentence() -> None:
    done = subprocess.run(
        [sys.executable, "-S", "-E", str(ROOT / "main.py"), "check", "x.court"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("The program's libraries are not installed")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("system", ["linux"] if sys.platform == "linux" else [])
@pytest.mark.parametrize("words", [(), ("demo", "--people", "1")])
def test_without_a_screen_the_window_is_refused_in_one_sentence(
    tmp_path: Path, system: str, words: tuple[str, ...]
) -> None:
    assert system == sys.platform
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    own = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**own, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)},
    )
    assert done.returncode == 1
    assert done.stderr.startswith("There is no screen here")
    assert done.stderr.count("\n") == 1


_LOADED_BY_SIGN_IN = _loaded_after("import drugcourt.ui.app")
