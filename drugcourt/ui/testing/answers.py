"""How the laboratory's answer and an excuse are entered, from wherever a test is listed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from drugcourt.casework import specimens
from drugcourt.domain.terms import Confirmation, Substance
from drugcourt.domain.tone import Term
from drugcourt.fields import specimens as fields
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.form import Form
from drugcourt.workspace import Workspace


class Answer(Term):
    """What the laboratory may answer."""

    CONFIRMED = "confirmed", Confirmation.CONFIRMED.label
    NOT_CONFIRMED = "not_confirmed", Confirmation.NOT_CONFIRMED.label


ANSWER = Field("answer", "The laboratory's answer", Kind.CHOICE, required=True, choices=Answer)


@dataclass(frozen=True, slots=True)
class _Confirm:
    """The act behind the dialog; holds no widget."""

    workspace: Workspace
    specimen_id: int
    substance: Substance

    def __call__(self, values: dict[str, Any]) -> None:
        self.workspace.perform(
            specimens.confirm,
            specimen_id=self.specimen_id,
            substance=self.substance,
            confirmed=values["answer"] is Answer.CONFIRMED,
            on=values["on"],
        )


@dataclass(frozen=True, slots=True)
class _Excuse:
    """The act behind the dialog; holds no widget."""

    workspace: Workspace
    specimen_id: int

    def __call__(self, values: dict[str, Any]) -> None:
        self.workspace.perform(
            specimens.excuse, specimen_id=self.specimen_id, reason=values["excused_reason"]
        )


def answer_dialog(
    workspace: Workspace, specimen_id: int, substance: Substance, parent: QWidget
) -> EditDialog:
    """Enter what the laboratory found of one positive."""
    form = Form((ANSWER, fields.ANSWERED_ON), workspace.today)
    form.set_values({"on": workspace.today})
    act = _Confirm(workspace, specimen_id, substance)
    return EditDialog("Answer of the laboratory", form, act, parent=parent, detail=substance.label)


def excuse_dialog(workspace: Workspace, specimen_id: int, parent: QWidget) -> EditDialog:
    """Excuse a test that was not given, with the reason."""
    form = Form((fields.EXCUSED_REASON,), workspace.today)
    return EditDialog("Excuse this test", form, _Excuse(workspace, specimen_id), "Excuse", parent)
