"""What the account at this desk may do, by the court's own table of roles."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.accounts.doors import EVERYTHING, Need, need
from drugcourt.domain.accounts import Account, AccountState, Area, Right, Role
from drugcourt.errors import Refusal
from drugcourt.exchange.policy import policy_table
from drugcourt.records.accounts import RoleRight, Staff
from drugcourt.workspace import Workspace

log = logging.getLogger(__name__)

Rights = Mapping[Area, frozenset[Right]]
KINDS = frozenset({"staff", "role_right"})
ASK = "whoever administers the court can change that on the page Office, under Roles."


class NotAllowed(Refusal):
    """The account's role may not do this."""


@cache
def shipped_rights() -> dict[Role, dict[Area, frozenset[Right]]]:
    """What each role may do before a court edits the table, from resources/policy/roles.toml."""
    table = policy_table("roles")
    try:
        return {
            role: {Area(area): rights_of(str(words)) for area, words in table.get(role, {}).items()}
            for role in Role
        }
    except ValueError as problem:
        raise Refusal(
            "The table resources/policy/roles.toml names something that is no area or right; "
            "correct it or install the program again."
        ) from problem


def rights_of(words: str) -> frozenset[Right]:
    """The rights that a line of words names. Raises ValueError for another word."""
    return frozenset(Right(word) for word in words.split())


def rights_table(db: Session) -> dict[Role, dict[Area, frozenset[Right]]]:
    """What each role may do in this court."""
    rows = db.execute(select(RoleRight.role, RoleRight.area, RoleRight.rights)).all()
    if not rows:
        return shipped_rights()
    table: dict[Role, dict[Area, frozenset[Right]]] = {role: {} for role in Role}
    for row in rows:
        table[row.role][row.area] = rights_of(row.rights)
    return table


def may(rights: Rights, wanted: Need) -> bool:
    """Whether these rights hold what an act or a question needs."""
    if wanted is EVERYTHING:
        return all(rights.get(area, frozenset()) >= set(Right) for area in Area)
    return all(wanted.right in rights.get(area, ()) for area in wanted.areas)


def administers(rights: Rights) -> bool:
    """Whether accounts and roles may be changed, and a locked account released."""
    return Right.ADMINISTER in rights.get(Area.OFFICE, ())


class CourtDoor:
    """The door of one desk: it knows the account and its rights, and asks again once they changed.

    `ask` puts a question to the court past the door.
    """

    def __init__(self, account: Account, ask: Callable[..., Any]) -> None:
        self.account = account
        self._ask = ask
        self._rights: Rights | None = None

    @property
    def rights(self) -> Rights:
        """What the account may do now. Raises NotAllowed once it was disabled."""
        if self._rights is None:
            self.account, self._rights = self._ask(_standing, login=self.account.login)
        return self._rights

    def check(self, what: Callable[..., Any], wanted: dict[str, Any], *, acts: bool) -> None:
        """Raise NotAllowed where the account's role may not do or ask this."""
        reason = self.why_not(what, wanted, acts=acts)
        if reason:
            log.warning("refused to %s: %s", self.account.role, what.__name__)
            raise NotAllowed(reason)

    def why_not(self, what: Callable[..., Any], wanted: dict[str, Any], *, acts: bool) -> str:
        """Why the account's role may not, in a sentence; nothing where it may."""
        needed = need(what, wanted, acts=acts, login=self.account.login)
        return "" if may(self.rights, needed) else sentence(self.account.role, needed)

    def heard(self, kinds: frozenset[str]) -> None:
        """Accounts or rights changed: they are asked for again before the next act."""
        if kinds & KINDS:
            self._rights = None


def closed_because(workspace: Workspace, areas: Iterable[str]) -> str:
    """Why a page of these areas is closed to this desk, in a sentence; nothing where it is open."""
    door = workspace.door
    if not isinstance(door, CourtDoor):
        return ""
    needed = Need(Right.READ, tuple(Area(area) for area in areas))
    return "" if may(door.rights, needed) else sentence(door.account.role, needed)


def only_reads(workspace: Workspace, areas: Iterable[str]) -> str:
    """What a page says where this desk may look and change nothing; nothing where it may."""
    door = workspace.door
    named = [Area(area) for area in areas]
    if not isinstance(door, CourtDoor) or not named:
        return ""
    doing = {Right.ENTER, Right.DECIDE, Right.ADMINISTER}
    if any(doing & door.rights.get(area, frozenset()) for area in named):
        return ""
    return f"Your role, {_role(door.account.role)}, may read here and change nothing; {ASK}"


def sentence(role: Role, needed: Need) -> str:
    """Why the role may not, and who can change that."""
    if needed is EVERYTHING:
        return f"Only a role that may do everything can do this; {_role(role)} may not; {ASK}"
    areas = ", ".join(area.label for area in needed.areas)
    verb = needed.right.label.lower()
    return f"Your role, {_role(role)}, may not {verb} here ({areas}); {ASK}"


def _role(role: Role) -> str:
    return role.label.lower()


def _standing(db: Session, *, login: str) -> tuple[Account, Rights]:
    person = db.execute(
        select(Staff.login, Staff.name, Staff.role, Staff.state).where(Staff.login == login)
    ).first()
    if person is None or person.state is not AccountState.OPEN:
        raise NotAllowed("This account may not sign in any more; close the court.")
    account = Account(person.login, person.name, person.role)
    return account, rights_table(db)[person.role]
