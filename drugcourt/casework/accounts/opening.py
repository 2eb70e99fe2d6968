"""How somebody is let in: tries are counted before a password is looked at, then the account is
asked for, its second factor, and a password of its own.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from drugcourt.casework.accounts import accounts, second_factor
from drugcourt.casework.accounts.accounts import OwnAccount
from drugcourt.casework.accounts.rights import CourtDoor
from drugcourt.domain.accounts import Account, AccountState, Happened, Role, Step, Try
from drugcourt.domain.dates import counted
from drugcourt.errors import Busy, DiskTrouble, Refusal, WrongPassword
from drugcourt.exchange.policy import policy_table
from drugcourt.opening import closed_court, open_closed
from drugcourt.records import keys, tries
from drugcourt.records.addresses import Place
from drugcourt.records.database import ClosedCourt, OpenCourt
from drugcourt.records.key_document import RECOVERY, administrators, logins, parsed
from drugcourt.records.keys import Unlocked
from drugcourt.records.tries import Tries
from drugcourt.rules.lockout import (
    LockPolicy,
    is_locked,
    last_try,
    under_way,
    waits,
    wrong_in_a_row,
)
from drugcourt.workspace import Derive, Workspace, stamp

log = logging.getLogger(__name__)

OTHERS_SECONDS, LOOK_SECONDS = 10.0, 0.1
WARNED_FROM = 2  # tries left


class Locked(Refusal):
    """Too many wrong passwords in a row; `seconds` is how long it still waits, 0 for ever."""

    def __init__(self, sentence: str, seconds: int = 0) -> None:
        super().__init__(sentence)
        self.seconds = seconds


class WhoWanted(Refusal):
    """Several people have an account, and nobody said who signs in."""

    asks_for = "user"


class CodeWanted(Refusal):
    """The password is right; the code of the second factor is asked for."""

    asks_for = "code"


class NewPasswordWanted(Refusal):
    """The password is right, but somebody else knows it: a new one is asked for."""

    asks_for = "password"


def lock_policy() -> LockPolicy:
    """The court's numbers, from resources/policy/accounts.toml."""
    table = policy_table("accounts")["lock"]
    return LockPolicy(int(table["wrong"]), int(table["wait_minutes"]) * 60)


def open_counted(
    place: Place,
    password: str,
    login: str | None,
    *,
    as_of: date | None = None,
    derive: Derive | None = None,
) -> Workspace:
    """Open a court with a password, counting the try before it is looked at.

    Raises Locked after too many, WrongPassword with how many are left.
    """
    closed = closed_court(place)
    try:
        key = _unlocked(closed, password, login)
        with taken_back(closed.tries, key.login):
            return open_closed(closed, key, as_of=as_of, derive=derive)
    except BaseException:
        closed.close()
        raise


@contextmanager
def taken_back(doorstep: Tries, login: str) -> Iterator[None]:
    """Whoever is refused in here gave the right password: it does not count as a wrong one."""
    try:
        yield
    except Refusal:
        doorstep.add(tries.stamped(login, Step.KNOWN, stamp()))
        raise


def prove_again(workspace: Workspace, password: str) -> None:
    """Ask once more for the password of who sits at an open desk; wrong ones count as at the door.

    Raises WrongPassword, or Locked after too many.
    """
    database = workspace.database
    key = _unlocked(database, password, database.login)
    database.tries.add(tries.stamped(key.login, Step.KNOWN, stamp()))


def _unlocked(court: ClosedCourt | OpenCourt, password: str, login: str | None) -> Unlocked:
    document = court.key_document()
    kept = parsed(document, court.name)
    known = logins(kept)
    name = (login or (known[0] if len(known) == 1 else "")).strip()
    if not name:
        raise WhoWanted("Several people work in this court; say who you are by your user name.")
    name = next((one for one in known if one.casefold() == name.casefold()), name)
    policy, doorstep = lock_policy(), court.tries
    _refuse_locked(doorstep, kept, name, policy)
    mine = tries.stamped(name, Step.TRIED, stamp())
    doorstep.add(mine)
    _refuse_locked(doorstep, kept, name, policy, mine)
    asked = name if name.casefold() != RECOVERY else ""  # the kit is nobody who signs in
    try:
        return keys.unlock_document(document, password, asked, name=court.name)
    except WrongPassword as wrong:
        doorstep.add(tries.stamped(name, Step.WRONG, stamp()))
        left = policy.wrong - wrong_in_a_row(doorstep.lines(), name)
        raise WrongPassword(f"{str(wrong).rstrip('.')}{_left(left)}") from None


def _lines_with_answers(doorstep: Tries, login: str, policy: LockPolicy, own: int) -> list[Try]:
    """The lines by which it is judged whether the account is locked.

    Desks that sign in with it at the same moment are given the time to be let in: their tries stand
    there already, and those that turn out wrong still count. `own` is 1 once this desk's does.
    """
    until = tries.uptime() + OTHERS_SECONDS
    while True:
        lines = doorstep.lines()
        locked = wrong_in_a_row(lines, login) - own >= policy.wrong
        if not locked or under_way(lines, login) <= own or tries.uptime() >= until:
            return lines
        time.sleep(LOOK_SECONDS)


def _left(left: int) -> str:
    if left <= 0:
        return ", and the account is locked now."
    if left <= WARNED_FROM:
        return f", for {counted(left, 'try is', 'tries are')} left before the account is locked."
    return "."


def _refuse_locked(
    doorstep: Tries,
    kept: dict[str, Any],
    login: str,
    policy: LockPolicy,
    mine: Try | None = None,
) -> None:
    """Refuse a locked account, before this desk's try is added and once more when it is: two
    programs that try at once both stand in the lines by then.
    """
    own = 0 if mine is None else 1
    lines = _lines_with_answers(doorstep, login, policy, own)
    if wrong_in_a_row(lines, login) - own < policy.wrong:
        return
    others = [one for one in administrators(kept) if one.casefold() != login.casefold()]
    if others:
        raise Locked(
            "This account is locked after too many wrong passwords; whoever administers the court "
            "can release it on the page Office, under Accounts."
        )
    before = lines[: _place_of(mine, lines)]  # of those who waited together the first one tries
    left = waits(before, login, policy, tries.here(), tries.uptime())
    if left > 0:
        last = last_try(before, login)
        if last is not None and last.machine != tries.here():
            doorstep.add(tries.stamped(login, Step.WRONG, stamp()))  # from now on it waits here
        raise Locked(
            "This account is locked after too many wrong passwords; try again in "
            f"{counted(-(-left // 60), 'minute')}, or use the recovery kit.",
            left,
        )


def _place_of(mine: Try | None, lines: list[Try]) -> int:
    """How many lines stand before this desk's own; all of them where it has none."""
    return max((place for place, one in enumerate(lines) if one == mine), default=len(lines))


def account_at(workspace: Workspace) -> OwnAccount:
    """Whose account opened the court. Raises Refusal where it may not sign in."""
    login = workspace.database.login
    account = workspace.read(accounts.own_account, login=login) or _first(workspace, login)
    _refuse_closed(workspace, account)
    return account


def let_in(
    workspace: Workspace,
    account: OwnAccount,
    *,
    code: str = "",
    what: Happened = Happened.SIGNED_IN,
) -> None:
    """The last of a sign-in, on the open court: the account's second factor, then its door.

    Afterwards the workspace has its door and its name in the history. Raises CodeWanted where the
    second factor is missing or wrong.
    """
    login = account.login
    if account.secret:
        what = Happened.SIGNED_IN_BOTH if what is Happened.SIGNED_IN else what
        _prove(workspace, account, code)
    workspace.who = account.name
    workspace.held_by(account.name)
    door = CourtDoor(Account(login, account.name, account.role), workspace.ask_inside)
    lines = workspace.database.tries.lines()
    try:
        workspace.perform(
            accounts.note,
            login=login,
            what=what,
            at=workspace.clock,
            machine=tries.here(),
            wrong_before=max(0, wrong_in_a_row(lines, login) - 1),
        )
    except (DiskTrouble, Busy) as trouble:  # a full disk must not keep people from looking
        log.warning("a sign-in stands only in the record of tries: %s", type(trouble).__name__)
    workspace.database.tries.add(tries.stamped(login, Step.OPENED, stamp()))
    workspace.door = door


def _first(workspace: Workspace, login: str) -> OwnAccount:
    """A court that came out of plain files has passwords and people, but nobody with both."""
    kept = parsed(workspace.database.key_document(), workspace.database.name)
    if len(logins(kept)) != 1:
        raise Refusal(
            "This password belongs to no account of this court; ask whoever administers it."
        )
    workspace.perform(
        accounts.add_account, login=login, name=login.capitalize(), role=Role.COORDINATOR
    )
    workspace.perform(accounts.note_new_password, login=login)
    account = workspace.read(accounts.own_account, login=login)
    assert account is not None
    return account


def _refuse_closed(workspace: Workspace, account: OwnAccount) -> None:
    if account.state is not AccountState.OPEN:
        raise Refusal(
            "This account may not sign in any more; whoever administers the court can change that "
            "on the page Office, under Accounts."
        )
    days = int(policy_table("accounts")["unused"]["days"])
    if account.administers or account.last_on is None:
        return
    if workspace.clock.date() - account.last_on > timedelta(days=days):
        workspace.perform(accounts.disable_unused, login=account.login)
        raise Refusal(
            f"This account was not used for more than {days} days and is disabled now; whoever "
            "administers the court can let it in again on the page Office, under Accounts."
        )


def _prove(workspace: Workspace, account: OwnAccount, code: str) -> None:
    doorstep = workspace.database.tries
    if not code.strip():
        doorstep.add(tries.stamped(account.login, Step.KNOWN, stamp()))
        raise CodeWanted("Type the code that your telephone shows for this court.")
    step = second_factor.step_of(account.secret, code, workspace.clock, account.last_step)
    if step is None:
        doorstep.add(tries.stamped(account.login, Step.WRONG, stamp()))
        raise CodeWanted(second_factor.WRONG)
    workspace.perform(second_factor.use_code, login=account.login, step=step)


def lock_state(workspace: Workspace) -> dict[str, int]:
    """Which accounts are locked now, and how many wrong passwords stand in a row for the others."""
    kept = parsed(workspace.database.key_document(), workspace.database.name)
    lines, policy = workspace.database.tries.lines(), lock_policy()
    return {
        login: policy.wrong if is_locked(lines, login, policy) else wrong_in_a_row(lines, login)
        for login in logins(kept)
    }
