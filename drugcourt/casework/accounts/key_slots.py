"""What changes who can open a court: its records and its key slots together.

Each asks the door first, because key slots stand outside the court's records. The slot is taken
away before the record says so, and put there after: what is cut off half-way opens too little.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from drugcourt.casework.accounts import accounts
from drugcourt.casework.accounts.accounts import AccountRow
from drugcourt.casework.accounts.passwords import check_password
from drugcourt.casework.courts import court_facts
from drugcourt.domain.accounts import AccountState, Area, Happened, Right, Role, Step
from drugcourt.errors import Refusal
from drugcourt.records import keys, rekeying, tries
from drugcourt.records.court_files import CourtFile
from drugcourt.records.key_document import logins, parsed, written
from drugcourt.workspace import Workspace, stamp


def add_person(workspace: Workspace, *, login: str, name: str, role: Role, password: str) -> int:
    """Enter an account with a first password, which is changed at the first sign-in."""
    workspace.check(add_person, acts=True)
    _check(workspace, password, login, name)
    number = workspace.perform(accounts.add_account, login=login, name=name, role=role)
    put_slot(workspace, login.strip().casefold(), password)
    mark_administrators(workspace)
    return number


def amend_person(workspace: Workspace, *, account_id: int, name: str, role: Role) -> None:
    """Change name or role."""
    workspace.check(amend_person, acts=True)
    workspace.perform(accounts.amend_account, account_id=account_id, name=name, role=role)
    mark_administrators(workspace)


def set_first_password(workspace: Workspace, *, account: AccountRow, password: str) -> None:
    """Give somebody who forgot their password a new first one; it is changed at the door."""
    workspace.check(set_first_password, acts=True)
    if account.state is AccountState.DEPARTED:
        raise Refusal("Who has left comes back with a new account; add one.")
    _check(workspace, password, account.login, account.name)
    own = account.login == workspace.database.login
    workspace.perform(accounts.note_new_password, login=account.login, must_choose=not own)
    put_slot(workspace, account.login, password)
    mark_administrators(workspace)
    release(workspace, account=account)


def release(workspace: Workspace, *, account: AccountRow) -> None:
    """Let a locked account try again."""
    workspace.check(release, acts=True)
    workspace.perform(accounts.note, login=account.login, what=Happened.RELEASED)
    workspace.database.tries.add(tries.stamped(account.login, Step.RELEASED, stamp()))


def set_open(workspace: Workspace, *, account: AccountRow, state: AccountState) -> None:
    """Disable an account or let it in again; its slot stays, the door refuses it."""
    workspace.check(set_open, acts=True)
    workspace.perform(accounts.set_state, account_id=account.id, state=state)
    mark_administrators(workspace)


def depart(workspace: Workspace, *, account: AccountRow, another_key: bool) -> None:
    """Somebody left: their slot goes, and with `another_key` a copy they kept opens nothing new.

    The file is copied under the new key, proved, and swapped; nobody else may have it open. On a
    server only the key of the slots changes, since its rows are not encrypted by the program.
    """
    workspace.check(depart, acts=True)
    if account.login == workspace.database.login:
        raise Refusal("You can't leave at your own desk; let another administrator do it.")
    if another_key:
        _another_key(workspace, account.login)
    else:
        _amend(workspace, _without(account.login))
    workspace.perform(accounts.set_state, account_id=account.id, state=AccountState.DEPARTED)
    if another_key:
        workspace.perform(accounts.note, login=account.login, what=Happened.KEY_CHANGED)
    mark_administrators(workspace)


def mark_administrators(workspace: Workspace) -> None:
    """Note in the slots who could release a locked account: the door must know while it is shut."""
    who = set(workspace.ask_inside(accounts.who_administers))
    kept = parsed(workspace.database.key_document(), workspace.database.name)
    if all(bool(slot.get("administers")) == (slot["login"] in who) for slot in kept["slots"]):
        return

    def mark(document: dict[str, Any]) -> None:
        for slot in document["slots"]:
            slot["administers"] = slot["login"] in who

    _amend(workspace, mark)


def set_role_rights(
    workspace: Workspace, *, role: Role, rights: dict[Area, frozenset[Right]]
) -> None:
    """Change what a role may do."""
    workspace.check(set_role_rights, acts=True)
    workspace.perform(accounts.set_rights, role=role, rights=rights)
    mark_administrators(workspace)


# Slots -------------------------------------------------------------------------------------------


def put_slot(workspace: Workspace, login: str, password: str) -> None:
    """The slot of a login, opened by this password from now on. For rooms that asked the door."""
    data_key, desk = workspace.database.key.data_key, workspace.database.login

    def put(document: dict[str, Any]) -> None:
        here = next((s for s in document["slots"] if s["login"] == desk), None)
        if here is None or ("proof" in here and not keys.is_genuine(here, data_key)):
            raise Refusal(
                "Another desk gave this court another key meanwhile; close the court, sign in "
                "again, and repeat this."
            )
        slot = keys.new_slot(document, login, password, data_key)
        before = next((s for s in document["slots"] if s["login"] == login), None)
        slot["administers"] = bool(before and before.get("administers"))
        others = [s for s in document["slots"] if s["login"] != login]
        document["slots"] = [*others, slot]

    _amend(workspace, put)


def _without(login: str) -> Callable[[dict[str, Any]], None]:
    def take(document: dict[str, Any]) -> None:
        document["slots"] = [slot for slot in document["slots"] if slot["login"] != login]

    return take


def _amend(workspace: Workspace, change: Callable[[dict[str, Any]], None]) -> None:
    name = workspace.database.name

    def changed(text: str) -> str:
        document = parsed(text, name)
        change(document)
        return written(document)

    workspace.database.amend_key_document(changed)


def _another_key(workspace: Workspace, leaving: str) -> None:
    database = workspace.database
    gone = [leaving, *_of_nobody(workspace)]
    if isinstance(database, CourtFile):
        database.engine.dispose()
        fresh = rekeying.rekey_file(database.path, database.key, gone)
        workspace.stand_on(CourtFile(database.path, fresh))
        return

    def changed(text: str) -> str:
        nonlocal fresh
        after, fresh = rekeying.with_another_key(parsed(text, database.name), database.key, gone)
        return written(after)

    fresh = database.key
    database.amend_key_document(changed)
    database.key = fresh


def _of_nobody(workspace: Workspace) -> list[str]:
    """The slots without an account: who holds the data key can slip one in, to come back by."""
    kept = parsed(workspace.database.key_document(), workspace.database.name)
    rows = workspace.ask_inside(accounts.accounts)
    staff = {row.login for row in rows if row.state is not AccountState.DEPARTED}
    return [login for login in logins(kept) if login not in staff]


def _check(workspace: Workspace, password: str, login: str, name: str) -> None:
    court = workspace.ask_inside(court_facts).name
    check_password(password, near=(login, name, court))
