"""How a dialog is asked: its fields, its act, and what the window says when it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from drugcourt.domain.findings import Finding
from drugcourt.domain.tone import Tone
from drugcourt.fields.answers import answers
from drugcourt.fields.field import Field
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.form import Form
from drugcourt.ui.kit.suggest import Search
from drugcourt.ui.shell import Shell


@dataclass(frozen=True, slots=True)
class Asking:
    """Opens dialogs over the window; it holds the shell and no page, so pages can be freed."""

    shell: Shell

    @property
    def today(self) -> date:
        """The day on which the court works."""
        return self.shell.workspace.today

    def perform(self, act: Callable[..., Any], **wanted: Any) -> Any:
        """Do an act in the open court."""
        return self.shell.workspace.perform(act, **wanted)

    def open(
        self,
        title: str,
        fields: Sequence[Field],
        act: Callable[[dict[str, Any]], object],
        *,
        said: str,
        values: Mapping[str, Any] | None = None,
        detail: str = "",
        confirm: str = "Save",
        danger: bool = False,
        draft: str = "",
        columns: int = 1,
        findings: tuple[Finding, ...] = (),
        parent: QWidget | None = None,
        search: Search | None = None,
    ) -> EditDialog:
        """Open a dialog; `act` gets the answers as acts take them, `said` follows in the window.

        It stands over `parent`, or over the window. `draft` names what is kept while it is typed,
        so that a crash loses nothing. `search` finds people where a field names one.
        """
        form = Form(fields, self.today, columns=columns, search=search)
        form.set_values(values or {})
        shell, asked = self.shell, tuple(fields)

        def done(given: dict[str, Any]) -> object:
            outcome = act(answers(asked, given))
            shell.say(said, Tone.GOOD)
            return outcome

        dialog = EditDialog(
            title,
            form,
            done,
            confirm,
            parent or shell.window_widget(),
            detail=detail,
            danger=danger,
            drafts=shell.drafts if draft else None,
            draft_name=draft,
        )
        if findings:
            dialog.findings.show_findings(findings)
            dialog.resize(dialog.width(), dialog.height() + dialog.findings.sizeHint().height())
        dialog.open()
        return dialog
