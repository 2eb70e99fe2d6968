"""What everybody does with their own account: another password, a second factor."""

from __future__ import annotations

from sqlalchemy.orm import Session

from drugcourt.casework.accounts import accounts, opening, second_factor
from drugcourt.casework.accounts.key_slots import put_slot
from drugcourt.casework.accounts.passwords import check_password
from drugcourt.casework.courts import court_facts
from drugcourt.errors import FieldRefusal, WrongPassword
from drugcourt.workspace import Context, Workspace


def change_own_password(workspace: Workspace, *, before: str, password: str) -> None:
    """Another password for the account at this desk; the one until now proves who sits there."""
    workspace.check(change_own_password, acts=True)
    _prove(workspace, "before", before)
    check_choice(workspace, before=before, password=password, name=workspace.who)
    take_password(workspace, password)


def check_choice(workspace: Workspace, *, before: str, password: str, name: str) -> None:
    """Raise FieldRefusal where this can't be the next password of the account at this desk."""
    if password == before:
        raise FieldRefusal("password", "That is the password until now; choose another one.")
    court = workspace.ask_inside(court_facts).name
    check_password(password, near=(workspace.database.login, name, court))


def take_password(workspace: Workspace, password: str) -> None:
    """The account at this desk opens with this one from now on; it was checked before."""
    put_slot(workspace, workspace.database.login, password)
    workspace.perform(note_own_password, login=workspace.database.login)


def drop_second_factor(workspace: Workspace, *, password: str) -> None:
    """Take the second factor of this desk's account away; the password proves who sits there."""
    workspace.check(drop_second_factor, acts=True)
    _prove(workspace, "password", password)
    workspace.perform(drop_own_factor, login=workspace.database.login)


def _prove(workspace: Workspace, field: str, password: str) -> None:
    try:
        opening.prove_again(workspace, password)
    except WrongPassword as wrong:
        raise FieldRefusal(
            field, "That is not your password; type the one with which you sign in."
        ) from wrong


def note_own_password(db: Session, context: Context, *, login: str) -> None:
    """The person chose a password of their own."""
    accounts.note_new_password(db, context, login=login)


def drop_own_factor(db: Session, context: Context, *, login: str) -> None:
    """The person uses no second factor any more."""
    accounts.drop_second_factor(db, context, login=login)


def begin_second_factor(workspace: Workspace) -> tuple[str, str]:
    """A fresh secret for this desk's account, and the address that a telephone reads."""
    login = workspace.database.login
    secret = workspace.perform(second_factor.begin, login=login)
    court = workspace.read(court_facts).name
    return secret, second_factor.address(secret, login, court)


def confirm_second_factor(workspace: Workspace, *, code: str) -> None:
    """The telephone shows codes of the secret: from now on one is asked for."""
    workspace.perform(
        second_factor.confirm, login=workspace.database.login, code=code, at=workspace.clock
    )
