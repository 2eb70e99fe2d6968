"""How a court is opened for work, wherever it stands: the standing is derived after every act."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from drugcourt.casework import courts
from drugcourt.casework.accounts import opening, own, recovery
from drugcourt.casework.accounts.accounts import check_login
from drugcourt.casework.accounts.passwords import check_password
from drugcourt.casework.accounts.rights import CourtDoor
from drugcourt.casework.disclosures.settings import begin_consents, setting
from drugcourt.casework.keeping import order_lists
from drugcourt.casework.oversight.watch import Watch
from drugcourt.casework.readiness import standing
from drugcourt.domain.accounts import FIRST_LOGIN, Account, Happened, Role
from drugcourt.opening import create_court
from drugcourt.records import servers
from drugcourt.records.addresses import Place, place_of
from drugcourt.records.keys import Cost
from drugcourt.workspace import Workspace

__all__ = [
    "DEMONSTRATION_PASSWORD",
    "FIRST_LOGIN",
    "Place",
    "check_password",
    "go_on",
    "new_desk",
    "open_desk",
    "open_with_kit",
    "place_of",
    "stands",
]

DEMONSTRATION_PASSWORD = "demo"  # noqa: S105  # said on screen; it protects invented people only


def open_desk(
    place: Place,
    password: str,
    *,
    user: str | None = None,
    code: str = "",
    new_password: str = "",
    as_of: date | None = None,
    what: Happened = Happened.SIGNED_IN,
) -> Workspace:
    """Open a court for work; the person's own name stands in the history from here on.

    `user` is asked for where several people have an account, `code` where the account has a second
    factor, `new_password` where somebody else set the password: CodeWanted and NewPasswordWanted
    say so. A new password that is given takes the old one's place. Raises WrongPassword, Locked,
    FieldRefusal for the new password, NotACourt, Busy or DiskTrouble.
    """
    workspace = opening.open_counted(
        place, password, user or None, as_of=as_of, derive=standing.derive
    )
    database = workspace.database
    try:
        with opening.taken_back(database.tries, database.login):
            account = opening.account_at(workspace)
            if account.must_choose and not new_password:
                raise opening.NewPasswordWanted(
                    "This password was given to you by somebody else. Choose one of your own."
                )
            if new_password:  # checked before a code is used up
                own.check_choice(
                    workspace, before=password, password=new_password, name=account.name
                )
        watch = Watch(workspace)  # before the sign-in makes the history longer
        opening.let_in(workspace, account, code=code, what=what)
        workspace.guard = watch
        watch.settle()
        order_lists.settle(workspace)  # an older file must not bring anybody back
        if new_password:
            own.take_password(workspace, new_password)
        if workspace.read(setting).strict_from is None:  # a court of before consents were kept
            workspace.perform(begin_consents)
    except BaseException:
        workspace.close()
        raise
    return workspace


def open_with_kit(
    place: Place,
    code: str,
    password: str,
    *,
    user: str | None = None,
    as_of: date | None = None,
) -> Workspace:
    """Open a court with its recovery kit: an account that administers gets this new password."""
    login = recovery.use_kit(place, code, password, login=user, as_of=as_of, derive=standing.derive)
    return open_desk(place, password, user=login, as_of=as_of)


def go_on(workspace: Workspace, password: str, *, code: str = "", new_password: str = "") -> None:
    """Open a locked desk again for the same person; its pages stand as they were left."""
    if not workspace.locked:
        return
    opened = open_desk(
        workspace.place,
        password,
        user=workspace.database.login,
        code=code,
        new_password=new_password,
        as_of=None if workspace.by_the_clock else workspace.today,
        what=Happened.UNLOCKED,
    )
    workspace.go_on(opened)
    workspace.guard = Watch(workspace)


def stands(place: Place) -> bool:
    """Whether a court, or anything else, is at this place already."""
    return place.exists() if isinstance(place, Path) else servers.is_taken(place)


def new_desk(
    place: Place,
    password: str,
    *,
    court: str,
    program_text: str,
    as_of: date | None = None,
    staff_name: str = "",
    login: str = FIRST_LOGIN,
    any_password: bool = False,
    cost: Cost | None = None,
    **about: Any,
) -> Workspace:
    """Make a new court with its program and its first account; nothing is left when that fails.

    `any_password` lifts the password rules; only the demonstration court uses it.
    """
    check_login(login)
    if not any_password:
        check_password(password, near=(login, staff_name, court))
    workspace = create_court(
        place, password, login=login, as_of=as_of, derive=standing.derive, cost=cost
    )
    try:
        workspace.who = staff_name or "Coordinator"
        workspace.perform(
            courts.found_court,
            name=court,
            program_text=program_text,
            login=login,
            staff_name=workspace.who,
            **about,
        )
    except Exception:
        workspace.discard()
        raise
    account = Account(login, workspace.who, Role.COORDINATOR)
    workspace.door = CourtDoor(account, workspace.ask_inside)
    workspace.guard = Watch(workspace)
    return workspace
