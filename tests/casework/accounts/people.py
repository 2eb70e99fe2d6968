"""A court in which several people have an account, as the tests of accounts need it."""

from __future__ import annotations

from pathlib import Path

from drugcourt.casework import desk
from drugcourt.casework.accounts import accounts, key_slots
from drugcourt.casework.accounts.accounts import AccountRow
from drugcourt.domain.accounts import Role
from drugcourt.workspace import Workspace
from tests.conftest import PASSWORD, TODAY

FIRST = "blue rivers in may"
OWN = "green rivers in june"


def add(workspace: Workspace, login: str, role: Role, *, own: bool = True) -> str:
    """An account that has signed in once and chosen a password of its own; returns that."""
    key_slots.add_person(workspace, login=login, name=login.capitalize(), role=role, password=FIRST)
    if not own:
        return FIRST
    desk.open_desk(workspace.place, FIRST, user=login, new_password=OWN, as_of=TODAY).close()
    return OWN


def row_of(workspace: Workspace, login: str) -> AccountRow:
    """The account's line in the list."""
    return next(row for row in workspace.read(accounts.accounts) if row.login == login)


def opened(place: object, password: str = PASSWORD, login: str | None = None) -> Workspace:
    """The court, open for this login on the day of the tests."""
    assert isinstance(place, Path) or hasattr(place, "url")
    return desk.open_desk(place, password, user=login, as_of=TODAY)  # type: ignore[arg-type]
