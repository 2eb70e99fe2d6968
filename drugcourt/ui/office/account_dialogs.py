"""What is asked about an account: a new one, its role, a first password, whether somebody left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from drugcourt.casework.accounts import accounts, key_slots
from drugcourt.casework.accounts.accounts import AccountRow
from drugcourt.domain.accounts import AccountState, Role
from drugcourt.domain.tone import Tone
from drugcourt.fields import accounts as fields
from drugcourt.fields.field import Field
from drugcourt.ui.kit import messages
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.doing import does
from drugcourt.ui.kit.form import Form
from drugcourt.ui.shell import Shell

Act = Callable[[dict[str, Any]], object]


@dataclass(frozen=True, slots=True)
class AccountDialogs:
    """Opens dialogs over `parent`; it holds the shell and no page, so that pages can be freed."""

    shell: Shell
    parent: QWidget

    def add(self) -> EditDialog:
        """Give somebody an account."""
        workspace = self.shell.workspace

        def act(given: dict[str, Any]) -> object:
            return key_slots.add_person(
                workspace,
                login=given["login"],
                name=given["name"],
                role=given["role"],
                password=given["password"],
            )

        return self._open(
            "New account",
            fields.NEW_ACCOUNT,
            act,
            "The account is there; the person chooses a password of their own at the sign-in.",
            values={"role": Role.CASE_MANAGER},
            confirm="Add",
            columns=2,
        )

    def amend(self, row: AccountRow) -> EditDialog:
        """Another name or another role."""
        workspace = self.shell.workspace

        def act(given: dict[str, Any]) -> object:
            return key_slots.amend_person(
                workspace, account_id=row.id, name=given["name"], role=given["role"]
            )

        return self._open(
            "Edit the account",
            fields.ACCOUNT,
            act,
            "Saved; it holds from the next act on.",
            values={"name": row.name, "role": row.role},
            detail=f"User name {row.login}",
        )

    def first_password(self, row: AccountRow) -> EditDialog:
        """A password for somebody who forgot theirs."""
        workspace = self.shell.workspace

        def act(given: dict[str, Any]) -> object:
            return key_slots.set_first_password(workspace, account=row, password=given["password"])

        return self._open(
            "New first password",
            (fields.FIRST_PASSWORD,),
            act,
            "The old password opens nothing any more, and the account is released.",
            detail=f"For {row.name}",
            confirm="Set",
        )

    def release(self, row: AccountRow) -> None:
        """Let a locked account try again."""
        key_slots.release(self.shell.workspace, account=row)
        self.shell.say(f"{row.name} may try again.", Tone.GOOD)

    @does(accounts.drop_second_factor)
    def take_factor_away(self, row: AccountRow) -> None:
        """The telephone is lost."""
        sure = messages.ask(
            self.parent,
            "Take the second factor away?",
            f"{row.name} signs in with the password alone until a new one is set up.",
            confirm="Take it away",
            danger=True,
        )
        if sure:
            self.shell.workspace.perform(accounts.drop_second_factor, login=row.login)
            self.shell.say("The second factor is taken away.", Tone.GOOD)

    def set_state(self, row: AccountRow) -> None:
        """Disable an account, or let it in again."""
        to = AccountState.OPEN if row.state is AccountState.DISABLED else AccountState.DISABLED
        key_slots.set_open(self.shell.workspace, account=row, state=to)
        self.shell.say(f"{row.name}: {to.label.lower()}.", Tone.GOOD)

    def depart(self, row: AccountRow) -> EditDialog:
        """Somebody has left the court."""
        workspace = self.shell.workspace

        def act(given: dict[str, Any]) -> object:
            return key_slots.depart(
                workspace, account=row, another_key=given["another_key"] is True
            )

        return self._open(
            "Has left the court",
            (fields.ANOTHER_KEY,),
            act,
            "Their password opens nothing any more.",
            values={"another_key": True},
            detail=f"{row.name} can’t sign in any more; the name {row.login} is never used again.",
            confirm="Has left",
            danger=True,
        )

    def _open(
        self,
        title: str,
        asked: Sequence[Field],
        act: Act,
        said: str,
        *,
        values: dict[str, Any] | None = None,
        detail: str = "",
        confirm: str = "Save",
        columns: int = 1,
        danger: bool = False,
    ) -> EditDialog:
        form = Form(asked, self.shell.workspace.today, columns=columns)
        form.set_values(values or {})
        shell = self.shell

        def done(given: dict[str, Any]) -> object:
            outcome = act(given)
            shell.say(said, Tone.GOOD)
            return outcome

        dialog = EditDialog(title, form, done, confirm, self.parent, detail=detail, danger=danger)
        dialog.open()
        return dialog
