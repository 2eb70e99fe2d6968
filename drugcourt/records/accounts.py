"""Who works in a court, in which role, what each role may do, and what each sign-in left."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.domain.accounts import AccountState, Area, Happened, Role
from drugcourt.records.base import Amended, Base, Numbered, words


class Staff(Amended, Base):
    """A member of staff with an account; `login` names the key slot that opens the court.

    `must_choose` means that the password was given by somebody else, and is changed at the door.
    """

    __tablename__ = "staff"

    login: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    role: Mapped[Role] = words(Role, default=Role.COORDINATOR)
    state: Mapped[AccountState] = words(
        AccountState, default=AccountState.OPEN, server_default=AccountState.OPEN.value
    )
    second_factor: Mapped[bool] = mapped_column(default=False, server_default=false())
    must_choose: Mapped[bool] = mapped_column(default=False, server_default=false())
    password_set_on: Mapped[date | None]


class StaffSecret(Base):
    """What proves the second factor. Never in the history: its text would give it away.

    `last_step` is the newest time step whose code was used, so that no code is taken twice.
    """

    __tablename__ = "staff_secret"
    tracked = False
    derived = True

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    secret: Mapped[str] = mapped_column(String(64))
    last_step: Mapped[int] = mapped_column(default=0)


class RoleRight(Amended, Base):
    """What one role may do in one area, as words; without rows the shipped table holds."""

    __tablename__ = "role_right"
    __table_args__ = (UniqueConstraint("role", "area"),)

    role: Mapped[Role] = words(Role)
    area: Mapped[Area] = words(Area)
    rights: Mapped[str] = mapped_column(String(120), default="")


class AccountEvent(Numbered, Base):
    """What happened with an account at the door: who, what, when, on which computer.

    `wrong_before` are the wrong passwords in a row before a sign-in.
    """

    __tablename__ = "account_event"

    login: Mapped[str] = mapped_column(String(60), index=True)
    at: Mapped[datetime]
    what: Mapped[Happened] = words(Happened)
    machine: Mapped[str] = mapped_column(String(20), default="")
    wrong_before: Mapped[int] = mapped_column(default=0)


class DoorTry(Numbered, Base):
    """One line of the tries at the door of a court on a server; a file has them beside itself."""

    __tablename__ = "door_try"
    tracked = False
    derived = True

    login: Mapped[str] = mapped_column(String(60))
    step: Mapped[str] = mapped_column(String(20))
    at: Mapped[str] = mapped_column(Text, default="")
    machine: Mapped[str] = mapped_column(String(20), default="")
    uptime: Mapped[float] = mapped_column(default=0.0)
