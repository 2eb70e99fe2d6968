"""The second factor: a code of six digits that a telephone shows, by the office's own secret."""

from __future__ import annotations

from datetime import datetime

import pyotp
from sqlalchemy.orm import Session

from drugcourt.casework.accounts.accounts import note, staff_of
from drugcourt.domain.accounts import Happened
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.accounts import StaffSecret
from drugcourt.workspace import Context

ISSUER = "Drug Court Docket"
SECONDS = 30  # of one code, as every such program on a telephone counts
DRIFT = 1  # codes before and after that are taken: telephones do not keep time to the second
WRONG = "That code is not right; wait for the next one on your telephone, then type it."


def begin(db: Session, context: Context, *, login: str) -> str:
    """Make a secret for this account; it counts once a code of it was typed back."""
    person = staff_of(db, login)
    if person.second_factor:
        raise Refusal("A second factor is set up already; take it away first.")
    kept = db.get(StaffSecret, person.id)
    if kept is None:
        kept = StaffSecret(staff_id=person.id, secret=pyotp.random_base32(), last_step=0)
        db.add(kept)
    else:
        kept.secret, kept.last_step = pyotp.random_base32(), 0
    return kept.secret


def confirm(db: Session, context: Context, *, login: str, code: str, at: datetime) -> None:
    """The telephone shows codes of this secret: from now on one is asked for at every sign-in.

    `at` is by the clock, whichever day the court was opened for: so counts the telephone.
    """
    person = staff_of(db, login)
    kept = db.get(StaffSecret, person.id)
    step = step_of(kept.secret, code, at, kept.last_step) if kept is not None else None
    if kept is None or step is None:
        raise FieldRefusal("code", WRONG)
    kept.last_step, person.second_factor = step, True
    note(db, context, login=login, what=Happened.FACTOR_ON)


def use_code(db: Session, context: Context, *, login: str, step: int) -> None:
    """A code was taken: it, and every older one, is never taken again."""
    kept = db.get(StaffSecret, staff_of(db, login).id)
    if kept is None or kept.last_step >= step:
        raise Refusal(WRONG)
    kept.last_step = step


def step_of(secret: str, code: str, now: datetime, last_step: int) -> int | None:
    """The time step that a code belongs to, or None where it is wrong, too old, or was used."""
    typed = "".join(code.split())
    clock = pyotp.TOTP(secret, interval=SECONDS)
    this = int(now.timestamp()) // SECONDS
    for step in range(this - DRIFT, this + DRIFT + 1):
        if step > last_step and pyotp.utils.strings_equal(typed, clock.generate_otp(step)):
            return step
    return None


def address(secret: str, login: str, court: str) -> str:
    """What the picture on the screen says to the telephone: never a participant's name."""
    return pyotp.TOTP(secret).provisioning_uri(name=f"{login} · {court}", issuer_name=ISSUER)
