"""What is asked before somebody goes on or off a docket, or another day is opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from drugcourt.fields import hearings as fields
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.form import Form
from drugcourt.ui.people_search import PeopleSearch
from drugcourt.workspace import Workspace

Act = Callable[[dict[str, Any]], object]


def add_dialog(workspace: Workspace, act: Act, parent: QWidget) -> EditDialog:
    """Whom to put on the docket, and for what kind of hearing."""
    form = Form((fields.PARTICIPANT, fields.KIND), workspace.today, search=PeopleSearch(workspace))
    form.set_values({"kind": fields.HearingKind.REVIEW})
    return EditDialog("Put on this docket", form, act, "Put on the docket", parent)


def off_dialog(workspace: Workspace, act: Act, parent: QWidget) -> EditDialog:
    """Why somebody is taken off before the hearing."""
    form = Form((fields.OFF_REASON,), workspace.today)
    return EditDialog("Take off this docket", form, act, "Take off", parent)


def day_dialog(workspace: Workspace, act: Act, parent: QWidget) -> EditDialog:
    """Which court day to open; a day without a session can get one."""
    form = Form((fields.HELD_ON,), workspace.today)
    return EditDialog(
        "Open a court day",
        form,
        act,
        "Open",
        parent,
        detail="A day without a session gets one when you open it here.",
    )
