"""Who has an account in this court, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from drugcourt.casework.accounts.accounts import AccountRow, accounts
from drugcourt.casework.accounts.opening import lock_policy, lock_state
from drugcourt.casework.accounts.recovery import has_kit
from drugcourt.domain.accounts import AccountState
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.fields import accounts as fields
from drugcourt.ui.kit.buttons import Button, Look
from drugcourt.ui.kit.flow import FlowLayout
from drugcourt.ui.kit.labels import Muted
from drugcourt.ui.kit.notices import Notices
from drugcourt.ui.kit.table import Column
from drugcourt.ui.kit.table_view import DataTable
from drugcourt.ui.office.account_dialogs import AccountDialogs
from drugcourt.ui.office.kit_dialog import KitDialog
from drugcourt.ui.office.tab import OfficeTab
from drugcourt.ui.shell import Shell

KITS = (
    "A recovery kit was made: it opens the court when nobody’s password does. Keep it locked away.",
    "This court has no recovery kit. If every password is lost, nobody can open it.",
)
LIMIT = (
    "Roles hold in the program, not in the file: whoever can sign in holds the court’s key. People "
    "who must not share it need a court on the office’s server."
)


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One line: the account, how many wrong passwords stand in a row, and whether it is locked."""

    id: int
    account: AccountRow
    wrong: int
    locked: bool


def _name(line: AccountLine) -> str:
    return line.account.name


def _login(line: AccountLine) -> str:
    return line.account.login


def _role(line: AccountLine) -> str:
    return line.account.role.label


def _state(line: AccountLine) -> list[tuple[str, Tone]]:
    pills = [(line.account.state.label, fields.STATE.tones[line.account.state])]
    if line.locked:
        pills.append(("Locked", Tone.ALARM))
    elif line.account.must_choose:
        pills.append(("First password", Tone.INFO))
    return pills


def _factor(line: AccountLine) -> str:
    return "Set up" if line.account.second_factor else "–"


class AccountsTab(OfficeTab):
    """The list; what is marked can be edited, released, disabled. Enter edits."""

    title = "Accounts"
    kinds = frozenset({"staff", "role_right", "account_event"})

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.notices = Notices()
        self.table = DataTable(
            (
                Column(fields.NAME, text=_name, strong=True),
                Column(fields.LOGIN, text=_login, muted=True),
                Column(fields.ROLE, text=_role),
                Column(fields.STATE, pills=_state, stretch=True),
                Column(fields.FACTOR, text=_factor),
                Column(fields.SIGNED_IN, text=_last),
            ),
            "Accounts",
            layouts=shell.layouts,
            as_of=shell.workspace.today,
        )
        self.add_button = Button("New account…", self.add, Look.PRIMARY)
        self.edit_button = Button("Edit…", self.edit)
        self.password_button = Button("New first password…", self.reset)
        self.release_button = Button("Release", self.release)
        self.state_button = Button("Disable", self.turn)
        self.factor_button = Button("Take second factor away…", self.take_factor_away)
        self.depart_button = Button("Has left…", self.depart)
        self.kit_words = Muted("")
        self.kit_button = Button("Recovery kit…", self.make_kit)
        self._build()
        self.table.opened.connect(self._opened)
        self.table.picked.connect(self._picked)

    def _build(self) -> None:
        line = FlowLayout(gap=8)
        for button in (
            self.add_button,
            self.edit_button,
            self.password_button,
            self.release_button,
            self.state_button,
            self.factor_button,
            self.depart_button,
            self.kit_button,
        ):
            line.addWidget(button)
        self.column.addLayout(line)
        self.column.addWidget(self.notices)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.kit_words)
        self.column.addWidget(Muted(LIMIT, small=True))

    def show_now(self) -> None:
        """Ask again who has an account."""
        workspace = self.shell.workspace
        rows, wrong = workspace.read(accounts), lock_state(workspace)
        most = lock_policy().wrong
        self.table.set_rows(
            [
                AccountLine(row.id, row, wrong.get(row.login, 0), wrong.get(row.login, 0) >= most)
                for row in rows
            ]
        )
        there = has_kit(workspace)
        self.kit_words.setText(KITS[0] if there else KITS[1])
        self.kit_button.setText("New recovery kit…" if there else "Make the recovery kit…")
        self._picked(self.table.selected_row())

    def take_keyboard(self) -> None:
        """Into the list."""
        self.table.setFocus()

    def marked(self) -> AccountRow | None:
        """The account that is marked."""
        line = self.table.selected_row()
        return line.account if line is not None else None

    # Acting ---------------------------------------------------------------------------------------

    def add(self) -> None:
        """Give somebody an account."""
        self._dialogs().add()

    def edit(self) -> None:
        """Another name or role for the marked account."""
        self._with(self._dialogs().amend)

    def reset(self) -> None:
        """A first password for the marked account."""
        self._with(self._dialogs().first_password)

    def release(self) -> None:
        """Let the marked account try again."""
        self._with(self._dialogs().release)

    def turn(self) -> None:
        """Disable the marked account, or let it in again."""
        self._with(self._dialogs().set_state)

    def take_factor_away(self) -> None:
        """The marked account signs in with the password alone."""
        self._with(self._dialogs().take_factor_away)

    def depart(self) -> None:
        """The person of the marked account has left."""
        self._with(self._dialogs().depart)

    def make_kit(self) -> None:
        """Make a recovery kit and print it."""
        KitDialog(self.shell.workspace, self).open()

    def _dialogs(self) -> AccountDialogs:
        return AccountDialogs(self.shell, self)

    def _with(self, act: Callable[[AccountRow], object]) -> None:
        row = self.marked()
        if row is None:
            self.shell.say("Mark an account first.")
            return
        try:
            act(row)
        except Refusal as refusal:
            self.notices.say(str(refusal), Tone.ALARM, key="act")
        else:
            self.notices.take_back("act")

    def _opened(self, _line: object) -> None:
        self.edit()

    def _picked(self, line: AccountLine | None) -> None:
        row = line.account if line is not None else None
        here = row is not None and row.state is not AccountState.DEPARTED
        own = row is not None and row.login == self.shell.workspace.database.login
        for button in (self.edit_button, self.password_button):
            button.setEnabled(here)
        self.state_button.setEnabled(here and not own)
        self.depart_button.setEnabled(here and not own)
        self.release_button.setEnabled(line is not None and line.wrong > 0)
        self.factor_button.setEnabled(row is not None and row.second_factor)
        disabled = row is not None and row.state is AccountState.DISABLED
        self.state_button.setText("Let in again" if disabled else "Disable")


def _last(line: AccountLine) -> str:
    at = line.account.last_signed_in
    return f"{at.astimezone():%b %d, %Y, %H:%M}" if at is not None else "Never"
