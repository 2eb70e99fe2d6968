"""How the court is called, who presides, where and when it sits: seen and changed."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from drugcourt.casework import courts
from drugcourt.domain.clock import spoken, wall_time
from drugcourt.errors import FieldRefusal
from drugcourt.fields.courts import COURT, Weekday
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.form import Form
from drugcourt.workspace import Workspace


def court_details(workspace: Workspace, parent: QWidget) -> EditDialog:
    """The dialog, filled in with what stands in the court file."""
    form = Form(COURT, workspace.today, columns=2)
    form.set_values(_shown(workspace.read(courts.court_facts)))
    return EditDialog(
        "Court details",
        form,
        _Saving(workspace).save,
        parent=parent,
        detail="They stand on every paper and are what a new court session begins with.",
    )


class _Saving:
    """What the dialog does; holds the workspace and no widget."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def save(self, values: dict[str, Any]) -> None:
        kept = {key: "" if value is None else value for key, value in values.items()}
        if kept["starts_at"]:
            try:
                kept["starts_at"] = wall_time(str(kept["starts_at"]))
            except ValueError as problem:
                raise FieldRefusal("starts_at", str(problem)) from problem
        kept["weekday"] = int(values["weekday"]) if values["weekday"] is not None else None
        self._workspace.perform(courts.amend_court, **kept)


def _shown(facts: courts.CourtFacts) -> dict[str, Any]:
    shown = {field.key: getattr(facts, field.key) or None for field in COURT}
    shown["weekday"] = None if facts.weekday is None else Weekday(str(facts.weekday))
    shown["starts_at"] = spoken(facts.starts_at)
    return shown
