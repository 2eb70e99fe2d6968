"""Acts on accounts: who works in the court, in which role, and whether they may sign in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework.accounts.rights import administers, rights_table
from drugcourt.domain.accounts import SIGN_INS, AccountState, Area, Happened, Right, Role
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.accounts import AccountEvent, RoleRight, Staff, StaffSecret
from drugcourt.records.key_document import RECOVERY
from drugcourt.workspace import Context

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
LAST = (
    "The last account that administers the court can't be {what}; give another one that role first."
)


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One account, for the list."""

    id: int
    login: str
    name: str
    role: Role
    state: AccountState
    second_factor: bool
    must_choose: bool
    last_signed_in: datetime | None
    administers: bool


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """What the sign-in has to know of an account."""

    id: int
    login: str
    name: str
    role: Role
    state: AccountState
    secret: str
    last_step: int
    must_choose: bool
    administers: bool
    last_on: date | None


def add_account(
    db: Session, context: Context, *, login: str, name: str, role: Role = Role.CASE_MANAGER
) -> int:
    """Enter an account. A login once used is never given to somebody else (trust.md S1)."""
    login = login.strip().casefold()
    check_login(login)
    if not name.strip():
        raise FieldRefusal("name", "Enter the person's name; it stands beside what they enter.")
    if db.scalar(select(Staff.id).where(Staff.login == login)) is not None:
        raise FieldRefusal(
            "login", "There is an account of that name already, or there once was; choose another."
        )
    person = Staff(login=login, name=name.strip()[:100], role=role, must_choose=True)
    db.add(person)
    db.flush()
    return person.id


def check_login(login: str) -> None:
    """Raise FieldRefusal where something can't be a user name."""
    if not _LOGIN.fullmatch(login) or login == RECOVERY:
        raise FieldRefusal(
            "login",
            "A user name has 2 to 40 small letters and digits; a dot, a dash or a line may stand "
            "between them.",
        )


def amend_account(db: Session, context: Context, *, account_id: int, name: str, role: Role) -> None:
    """Change the name or the role."""
    person = _account(db, account_id)
    if not name.strip():
        raise FieldRefusal("name", "Enter the person's name; it stands beside what they enter.")
    person.name, person.role = name.strip()[:100], role
    db.flush()
    _somebody_administers(db, "given another role")


def set_state(db: Session, context: Context, *, account_id: int, state: AccountState) -> None:
    """Disable an account, let it in again, or note that the person left."""
    person = _account(db, account_id)
    if person.state is AccountState.DEPARTED and state is not AccountState.DEPARTED:
        raise Refusal("Who has left comes back with a new account; add one.")
    person.state = state
    db.flush()
    _somebody_administers(db, "disabled")


def note_new_password(
    db: Session, context: Context, *, login: str, must_choose: bool = False
) -> None:
    """A password was set; with `must_choose` by somebody else, so it is changed at the door."""
    person = staff_of(db, login)
    person.password_set_on, person.must_choose = context.today, must_choose
    what = Happened.PASSWORD_GIVEN if must_choose else Happened.PASSWORD_CHOSEN
    note(db, context, login=login, what=what)


def note(
    db: Session,
    context: Context,
    *,
    login: str,
    what: Happened,
    at: datetime | None = None,
    machine: str = "",
    wrong_before: int = 0,
) -> None:
    """Keep what happened with an account at the door; `at` is by the clock, whichever day the court
    was opened for."""
    db.add(
        AccountEvent(
            login=login,
            at=at or context.now,
            what=what,
            machine=machine,
            wrong_before=wrong_before,
        )
    )


def drop_second_factor(db: Session, context: Context, *, login: str) -> None:
    """The telephone is lost, or changed: the password alone opens until a new one is set up."""
    person = staff_of(db, login)
    kept = db.get(StaffSecret, person.id)
    if kept is None and not person.second_factor:
        return
    if kept is not None:
        db.delete(kept)
    person.second_factor = False
    note(db, context, login=login, what=Happened.FACTOR_OFF)


def set_rights(
    db: Session, context: Context, *, role: Role, rights: dict[Area, frozenset[Right]]
) -> None:
    """Change what a role may do. With the first change the whole table becomes the court's own."""
    table = rights_table(db)
    if db.scalar(select(func.count()).select_from(RoleRight)) == 0:
        db.add_all(
            RoleRight(role=one, area=area, rights=_words(held))
            for one, areas in table.items()
            for area, held in areas.items()
        )
        db.flush()
    rows = {row.area: row for row in db.scalars(select(RoleRight).where(RoleRight.role == role))}
    for area in Area:
        words = _words(rights.get(area, frozenset()))
        if area in rows:
            rows[area].rights = words
        elif words:
            db.add(RoleRight(role=role, area=area, rights=words))
    db.flush()
    _somebody_administers(db, "left without that right")


def disable_unused(db: Session, context: Context, *, login: str) -> None:
    """The account was not used for so long that it is disabled (trust.md S14)."""
    staff_of(db, login).state = AccountState.DISABLED


# Questions ------------------------------------------------------------------------------------


def accounts(db: Session) -> list[AccountRow]:
    """Every account, those that may sign in first, then by name."""
    newest = (
        select(AccountEvent.login, func.max(AccountEvent.at).label("at"))
        .where(AccountEvent.what.in_(SIGN_INS))
        .group_by(AccountEvent.login)
        .subquery()
    )
    rows = db.execute(
        select(Staff, newest.c.at).join(newest, newest.c.login == Staff.login, isouter=True)
    )
    table = rights_table(db)
    order = list(AccountState)
    found = [
        AccountRow(
            person.id,
            person.login,
            person.name,
            person.role,
            person.state,
            person.second_factor,
            person.must_choose,
            at,
            administers(table[person.role]),
        )
        for person, at in rows
    ]
    return sorted(found, key=lambda row: (order.index(row.state), row.name.casefold()))


def own_account(db: Session, *, login: str) -> OwnAccount | None:
    """The account that a key slot belongs to."""
    person = db.scalar(select(Staff).where(Staff.login == login))
    if person is None:
        return None
    secret = db.get(StaffSecret, person.id)
    last = db.scalar(
        select(func.max(AccountEvent.at)).where(
            AccountEvent.login == login, AccountEvent.what.in_(SIGN_INS)
        )
    )
    proved = secret is not None and person.second_factor
    return OwnAccount(
        person.id,
        person.login,
        person.name,
        person.role,
        person.state,
        secret.secret if secret is not None and proved else "",
        secret.last_step if secret is not None else 0,
        person.must_choose,
        administers(rights_table(db)[person.role]),
        last.date() if last is not None else None,
    )


def role_table(db: Session) -> dict[Role, dict[Area, frozenset[Right]]]:
    """What each role may do."""
    return rights_table(db)


def who_administers(db: Session) -> list[str]:
    """The logins of those who may change accounts."""
    table = rights_table(db)
    rows = db.execute(
        select(Staff.login, Staff.role).where(Staff.state == AccountState.OPEN).order_by(Staff.id)
    )
    return [row.login for row in rows if administers(table[row.role])]


def _somebody_administers(db: Session, what: str) -> None:
    if not who_administers(db):
        raise Refusal(LAST.format(what=what))


def _account(db: Session, account_id: int) -> Staff:
    person = db.get(Staff, account_id)
    if person is None:
        raise Refusal("That account is not in this court; choose one from the list.")
    return person


def staff_of(db: Session, login: str) -> Staff:
    """The record of a login."""
    return db.scalars(select(Staff).where(Staff.login == login)).one()


def _words(rights: frozenset[Right]) -> str:
    return " ".join(str(right) for right in Right if right in rights)
