"""The recovery kit: a printed code that opens the court when nobody's password does."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from drugcourt.casework.accounts import accounts
from drugcourt.casework.accounts.key_slots import mark_administrators, put_slot
from drugcourt.casework.accounts.passwords import check_password
from drugcourt.casework.courts import court_facts
from drugcourt.domain.accounts import Happened, Step
from drugcourt.domain.recovery import new_code, typed_code
from drugcourt.errors import FieldRefusal, Refusal, WrongPassword
from drugcourt.opening import closed_court, open_closed
from drugcourt.records import keys, tries
from drugcourt.records.addresses import Place
from drugcourt.records.key_document import RECOVERY, parsed
from drugcourt.workspace import Derive, Workspace, stamp


@dataclass(frozen=True, slots=True)
class Kit:
    """What the printed page says."""

    code: str = field(repr=False)
    court: str
    place: str
    login: str
    made_on: date


def make_kit(workspace: Workspace) -> Kit:
    """A fresh code; an earlier kit opens nothing from now on."""
    workspace.check(make_kit, acts=True)
    code = new_code()
    workspace.perform(accounts.note, login=workspace.database.login, what=Happened.KIT_MADE)
    put_slot(workspace, RECOVERY, code)
    court = workspace.ask_inside(court_facts).name
    return Kit(code, court, workspace.database.name, workspace.database.login, workspace.today)


def has_kit(workspace: Workspace) -> bool:
    """Whether a kit was made for the keys as they are."""
    kept = parsed(workspace.database.key_document(), workspace.database.name)
    return any(slot["login"] == RECOVERY for slot in kept["slots"])


def use_kit(
    place: Place,
    code: str,
    password: str,
    *,
    login: str | None = None,
    as_of: date | None = None,
    derive: Derive | None = None,
) -> str:
    """Open the court with the printed code and give an account that administers a new password.

    Without a login it is the first of them. The account is released and its second factor taken
    away, since the telephone may be lost too. Returns the login; the court is closed again. Raises
    FieldRefusal for a code or a password that can't be taken.
    """
    try:
        signs = typed_code(code)
    except ValueError as problem:
        raise FieldRefusal("code", str(problem)) from problem
    closed = closed_court(place)
    try:
        try:
            key = keys.unlock_document(closed.key_document(), signs, RECOVERY, name=closed.name)
        except WrongPassword as wrong:
            raise FieldRefusal(
                "code",
                "That code opens nothing; it may be of an earlier kit, or of another court.",
            ) from wrong
        workspace = open_closed(closed, key, as_of=as_of, who="Recovery kit", derive=derive)
    except BaseException:
        closed.close()
        raise
    try:
        return _give_password(workspace, password, login)
    finally:
        workspace.close()


def _give_password(workspace: Workspace, password: str, login: str | None) -> str:
    able = workspace.read(accounts.who_administers)
    if not able:
        raise Refusal(
            "Nobody administers this court, so the kit can give nobody a password; restore a "
            "backup."
        )
    chosen = (login or able[0]).strip().casefold()
    if chosen not in able:
        raise FieldRefusal("login", f"The kit is for who administers the court: {', '.join(able)}.")
    account = workspace.read(accounts.own_account, login=chosen)
    assert account is not None
    court = workspace.read(court_facts).name
    check_password(password, near=(chosen, account.name, court))
    because = "The recovery kit was used"
    workspace.perform_because(because, accounts.note, login=chosen, what=Happened.KIT_USED)
    workspace.perform_because(because, accounts.drop_second_factor, login=chosen)
    put_slot(workspace, chosen, password)
    workspace.perform_because(because, accounts.note_new_password, login=chosen)
    mark_administrators(workspace)
    workspace.database.tries.add(tries.stamped(chosen, Step.RELEASED, stamp()))
    return chosen
