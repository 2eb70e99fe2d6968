"""Accounts without a window: who may sign in, first passwords, the recovery kit."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click

from drugcourt.casework import desk
from drugcourt.casework.accounts import key_slots
from drugcourt.casework.accounts.accounts import AccountRow, accounts
from drugcourt.casework.accounts.opening import lock_policy, lock_state
from drugcourt.casework.accounts.recovery import make_kit
from drugcourt.casework.desk import Place
from drugcourt.commands.line import COURT, FILE, Anywhere, open_court, password_of
from drugcourt.domain.accounts import AccountState, Role
from drugcourt.errors import Refusal
from drugcourt.exchange.files import check_target
from drugcourt.reports.recovery_kit import print_kit
from drugcourt.workspace import Workspace

FIRST = "DRUGCOURT_NEW_PASSWORD"
_ROLES = click.Choice([str(role) for role in Role])
_court = click.argument("file", type=COURT)
_login = click.argument("login")


@click.group("accounts")
def accounts_commands() -> None:
    """Who may open a court. A new password comes from a prompt or from DRUGCOURT_NEW_PASSWORD."""


@accounts_commands.command("list")
@_court
@click.pass_obj
def list_accounts(said: Anywhere, file: Place) -> int:
    """Say who has an account, in which role, and whether it is locked."""
    with closing(open_court(said, file)) as workspace:
        rows, wrong = workspace.read(accounts), lock_state(workspace)
    most = lock_policy().wrong
    wide = max(len(row.login) for row in rows) + 2
    for row in rows:
        locked = ", locked" if wrong.get(row.login, 0) >= most else ""
        click.echo(f"{row.login:<{wide}}{row.name}, {row.role.label}: {row.state.label}{locked}")
    return 0


@accounts_commands.command("add")
@_court
@_login
@click.option("--name", required=True, help="The person's name, as it stands beside their work.")
@click.option("--role", type=_ROLES, required=True)
@click.pass_obj
def add(said: Anywhere, file: Place, login: str, name: str, role: str) -> int:
    """Give somebody an account with a first password, which they change when they sign in."""
    with closing(open_court(said, file)) as workspace:
        first, shown = _first_password()
        key_slots.add_person(workspace, login=login, name=name, role=Role(role), password=first)
    click.echo(f"{login} may sign in, and chooses a password of their own then.{shown}")
    return 0


@accounts_commands.command("role")
@_court
@_login
@click.option("--to", "role", type=_ROLES, required=True)
@click.pass_obj
def role_command(said: Anywhere, file: Place, login: str, role: str) -> int:
    """Give an account another role."""
    with _account(said, file, login) as (workspace, row):
        key_slots.amend_person(workspace, account_id=row.id, name=row.name, role=Role(role))
    click.echo(f"{login} is {Role(role).label.lower()} now.")
    return 0


@accounts_commands.command("password")
@_court
@click.pass_obj
def password(said: Anywhere, file: Place) -> int:
    """Choose another password for the account that signs in."""
    before, chosen = password_of(said), _chosen()
    if not chosen:
        raise Refusal(f"{FIRST} is empty; write the new password in it.")
    desk.open_desk(
        file, before, user=said.user, code=said.code, new_password=chosen, as_of=said.as_of
    ).close()
    click.echo("The new password opens the court from now on.")
    return 0


@accounts_commands.command("reset")
@_court
@_login
@click.pass_obj
def reset(said: Anywhere, file: Place, login: str) -> int:
    """Give somebody who forgot theirs a new first password; it also releases the account."""
    with _account(said, file, login) as (workspace, row):
        first, shown = _first_password()
        key_slots.set_first_password(workspace, account=row, password=first)
    click.echo(f"{login} has a new first password.{shown}")
    return 0


@accounts_commands.command("release")
@_court
@_login
@click.pass_obj
def release(said: Anywhere, file: Place, login: str) -> int:
    """Let an account try again that was locked after wrong passwords."""
    with _account(said, file, login) as (workspace, row):
        key_slots.release(workspace, account=row)
    click.echo(f"{login} may try again.")
    return 0


@accounts_commands.command("disable")
@_court
@_login
@click.pass_obj
def disable(said: Anywhere, file: Place, login: str) -> int:
    """Let an account sign in no more; “enable” takes it back."""
    with _account(said, file, login) as (workspace, row):
        key_slots.set_open(workspace, account=row, state=AccountState.DISABLED)
    click.echo(f"{login} may not sign in any more.")
    return 0


@accounts_commands.command("enable")
@_court
@_login
@click.pass_obj
def enable(said: Anywhere, file: Place, login: str) -> int:
    """Let a disabled account sign in again."""
    with _account(said, file, login) as (workspace, row):
        key_slots.set_open(workspace, account=row, state=AccountState.OPEN)
    click.echo(f"{login} may sign in again.")
    return 0


@accounts_commands.command("depart")
@_court
@_login
@click.option("--another-key", is_flag=True, help="Encrypt the court anew as well.")
@click.pass_obj
def depart(said: Anywhere, file: Place, login: str, *, another_key: bool) -> int:
    """Somebody has left: their key goes; with --another-key a copy they kept opens nothing new."""
    with _account(said, file, login) as (workspace, row):
        key_slots.depart(workspace, account=row, another_key=another_key)
    click.echo(
        f"{login} has left; their password opens nothing any more."
        + (" The court stands under a new key." if another_key else "")
    )
    return 0


@accounts_commands.command("kit")
@_court
@click.option("-o", "--output", "output", type=FILE, required=True, help="The PDF to write.")
@click.pass_obj
def kit(said: Anywhere, file: Place, output: Path) -> int:
    """Make a new recovery kit; an earlier one opens nothing from then on."""
    with closing(open_court(said, file)) as workspace:
        write_kit(workspace, output)
    click.echo(f"{output.name}: print it, lock it away, and delete the file.")
    return 0


@accounts_commands.command("recover")
@_court
@click.pass_obj
def recover(said: Anywhere, file: Place) -> int:
    """Open a court with its recovery kit and choose a new password; the code is the password."""
    code = password_of(said)
    desk.open_with_kit(file, code, _chosen(), user=said.user, as_of=said.as_of).close()
    click.echo("The new password opens the court. Make a new recovery kit now: accounts kit.")
    return 0


def write_kit(workspace: Workspace, output: Path) -> None:
    """Make a kit of this court and write its page; the old kit stands until the page can be."""
    check_target(output)
    print_kit(make_kit(workspace), output)


@contextmanager
def _account(said: Anywhere, file: Place, login: str) -> Iterator[tuple[Workspace, AccountRow]]:
    """The open court, and the account that the command is about."""
    wanted = login.strip().casefold()
    with closing(open_court(said, file)) as workspace:
        row = next((one for one in workspace.read(accounts) if one.login == wanted), None)
        if row is None:
            raise Refusal(f"There is no account “{login}” in this court; see “accounts list”.")
        yield workspace, row


def _first_password() -> tuple[str, str]:
    """A first password: as given, or one made up and said once."""
    given = os.environ.get(FIRST)
    if given is not None:
        return given, ""
    made = "-".join(secrets.token_hex(2) for _ in range(4))
    return made, f" The first password is: {made}"


def _chosen() -> str:
    given = os.environ.get(FIRST)
    if given is not None:
        return given
    return str(click.prompt("New password", hide_input=True, confirmation_prompt=True, err=True))
