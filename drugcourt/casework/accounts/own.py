"""What everybody does with their own account: another password, a second factor."""

from __future__ import annotations

from sqlalchemy.orm import Session

from drugcourt.casework.accounts import accounts, second_factor
from drugcourt.casework.accounts.key_slots import put_slot
from drugcourt.casework.accounts.passwords import check_password
from drugcourt.casework.courts import court_facts
from drugcourt.errors import FieldRefusal, WrongPassword
from drugcourt.records import keys
from drugcourt.workspace import Context, Workspace


def change_own_password(workspace: Workspace, *, before: str, password: str) -> None:
    """Another password for the account at this desk; the one until now proves who sits there."""
    workspace.check(change_own_password, acts=True)
    login, database = workspace.database.login, workspace.database
    try:
        keys.unlock_document(database.key_document(), before, login, name=database.name)
    except WrongPassword as wrong:
        raise FieldRefusal(
            "before", "That is not your password; type the one with which you sign in."
        ) from wrong
    choose_password(workspace, before=before, password=password)


def choose_password(workspace: Workspace, *, before: str, password: str) -> None:
    """The same for somebody who has just signed in with `before`."""
    if password == before:
        raise FieldRefusal("password", "That is the password until now; choose another one.")
    court = workspace.ask_inside(court_facts).name
    check_password(password, near=(workspace.database.login, workspace.who, court))
    put_slot(workspace, workspace.database.login, password)
    workspace.perform(note_own_password, login=workspace.database.login)


def drop_second_factor(workspace: Workspace, *, password: str) -> None:
    """Take the second factor of this desk's account away; the password proves who sits there."""
    workspace.check(drop_second_factor, acts=True)
    login, database = workspace.database.login, workspace.database
    try:
        keys.unlock_document(database.key_document(), password, login, name=database.name)
    except WrongPassword as wrong:
        raise FieldRefusal(
            "password", "That is not your password; type the one with which you sign in."
        ) from wrong
    workspace.perform(drop_own_factor, login=login)


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
