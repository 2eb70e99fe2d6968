"""How an edited handbook goes into a file and comes out of one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from drugcourt import settings
from drugcourt.casework.programs.drafting import Draft
from drugcourt.exchange.files import atomic_write
from drugcourt.exchange.programs.files import program_text
from drugcourt.ui.kit import messages

TOML = "Program file (*.toml)"


def write_file(owner: QWidget, draft: Draft) -> str:
    """Ask where, write it, and say so; "" when nothing was chosen, Refusal when it can't be."""
    name = str(draft.at(("program", "key")) or "program")
    suggested = settings.courts_folder() / f"{name}.toml"
    path = messages.choose_save_path(owner, "Write the program file", suggested, TOML)
    if path is None:
        return ""
    path = path if path.suffix else path.with_suffix(".toml")
    with atomic_write(path) as file:
        file.write(draft.text().encode("utf-8"))
    return f"“{path.name}” is written."


def bring_file(owner: QWidget, draft: Draft) -> str:
    """Ask which, and take it in place of all that stands; the same answers as `write_file`."""
    folder: Path = settings.courts_folder()
    path = messages.choose_open_path(owner, "Bring in a program file", folder, TOML)
    if path is None:
        return ""
    draft.replace(program_text(path))
    return f"“{path.name}” stands here now; undo brings back what stood before."
