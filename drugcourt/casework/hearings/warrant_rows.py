"""Which warrants a participant's file shows, and what each of them waits for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from drugcourt.domain.dates import counted, short
from drugcourt.domain.episodes import OPEN_STATUSES
from drugcourt.domain.hearings import WarrantReason, WarrantStep
from drugcourt.exchange.courtroom_policy import warrant_policy
from drugcourt.records.episodes import Episode
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.warrants import Warrant


@dataclass(frozen=True, slots=True)
class WarrantRow:
    """One warrant for a file; `days_out` counts from the issue to the service or recall."""

    id: int
    step: WarrantStep
    reason: WarrantReason
    number: str
    requested_on: date
    issued_on: date | None
    served_on: date | None
    recalled_on: date | None
    days_out: int | None
    return_on: date | None
    text: str


def file_warrants(db: Session, *, episode_id: int, today: date) -> list[WarrantRow]:
    """All warrants of one episode, the latest first."""
    asked = (
        select(Warrant, CourtSession.held_on)
        .outerjoin(DocketEntry, DocketEntry.id == Warrant.return_entry_id)
        .outerjoin(CourtSession, CourtSession.id == DocketEntry.session_id)
        .where(Warrant.episode_id == episode_id)
        .order_by(Warrant.requested_on.desc(), Warrant.id.desc())
    )
    return [_row(warrant, return_on, today) for warrant, return_on in db.execute(asked)]


def _row(warrant: Warrant, return_on: date | None, today: date) -> WarrantRow:
    ended = warrant.served_on or warrant.recalled_on or today
    out = (ended - warrant.issued_on).days if warrant.issued_on is not None else None
    return WarrantRow(
        id=warrant.id,
        step=warrant.step,
        reason=warrant.reason,
        number=warrant.number,
        requested_on=warrant.requested_on,
        issued_on=warrant.issued_on,
        served_on=warrant.served_on,
        recalled_on=warrant.recalled_on,
        days_out=out,
        return_on=return_on,
        text=_told(warrant, out, return_on, today),
    )


def _told(warrant: Warrant, out: int | None, return_on: date | None, today: date) -> str:
    """Its steps with their days, how long it was out, and the return hearing."""
    steps = [
        f"{word} {short(day, today)}"
        for word, day in (
            ("requested", warrant.requested_on),
            ("issued", warrant.issued_on),
            ("served", warrant.served_on),
            ("recalled", warrant.recalled_on),
        )
        if day is not None
    ]
    told = ", ".join(steps)
    if out is not None:
        told += f": {counted(out, 'day')} out"
    if return_on is not None:
        told += f", return hearing {short(return_on, today)}"
    return f"{told[:1].upper()}{told[1:]}."


def warrant_due(today: date) -> Select[*tuple[Any, ...]]:
    """What a warrant waits for: the judge, the sheriff, or a hearing after it was served."""
    policy = warrant_policy()
    asked_long = Warrant.issued_on.is_(None) & (
        Warrant.requested_on <= today - timedelta(days=policy.request_days)
    )
    unheard = Warrant.served_on.is_not(None) & Warrant.return_entry_id.is_(None)
    out = Warrant.issued_on.is_not(None) & Warrant.served_on.is_(None)
    return (
        select(Episode.id, Warrant.requested_on, Warrant)
        .join(Episode, Episode.id == Warrant.episode_id)
        .where(
            Warrant.recalled_on.is_(None),
            or_(asked_long, unheard, out),
            Episode.status.in_(OPEN_STATUSES),
        )
        .order_by(Warrant.requested_on, Warrant.id)
    )


def say_warrant(row: tuple[Any, Any], today: date) -> str:
    """What is to be done about it."""
    warrant: Warrant = row[1]
    if warrant.served_on is not None:
        days = warrant_policy().return_days
        by = short(warrant.served_on + timedelta(days=days), today)
        return f"Warrant served {short(warrant.served_on, today)}: hear them by {by}"
    if warrant.issued_on is not None:
        out = counted((today - warrant.issued_on).days, "day")
        return f"Warrant out since {short(warrant.issued_on, today)}, {out}"
    return f"Warrant asked for {short(warrant.requested_on, today)}, not issued yet"
