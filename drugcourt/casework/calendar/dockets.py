"""Which dockets the court holds, and by which rule each recurs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.domain.calendar import OnClosed
from drugcourt.domain.recurrences import parse_recurrence
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.calendar_policy import docket_policy
from drugcourt.records.calendar import Docket, Recurrence
from drugcourt.records.courts import Court
from drugcourt.records.hearings import CourtSession
from drugcourt.workspace import Context

UNNAMED = "Adult drug court"
LONGEST_DAY = 24 * 60
_CHANGEABLE = frozenset(
    {"title", "public_title", "judge", "courtroom", "starts_at"}
    | {"minutes", "minutes_each", "capacity"}
)


@dataclass(frozen=True, slots=True)
class DocketRow:
    """One docket; `id` None is the one that the court's own details describe, not kept apart."""

    id: int | None
    title: str
    judge: str
    courtroom: str
    starts_at: str
    minutes: int
    minutes_each: int
    capacity: int | None
    retired_on: date | None
    rules: tuple[RuleRow, ...]
    public_title: str = ""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule of a docket, as it is said."""

    id: int
    text: str
    first_on: date
    last_on: date | None
    on_closed: OnClosed


def dockets(db: Session) -> list[DocketRow]:
    """Every docket by title; a court that keeps none has the one of its own details."""
    kept = db.scalars(select(Docket).order_by(Docket.title)).all()
    rules: dict[int, list[RuleRow]] = {}
    for rule in db.scalars(select(Recurrence).order_by(Recurrence.first_on, Recurrence.id)):
        said = RuleRow(rule.id, rule.text, rule.first_on, rule.last_on, rule.on_closed)
        rules.setdefault(rule.docket_id, []).append(said)
    found = [_row(one, tuple(rules.get(one.id, ()))) for one in kept]
    return found or [_of_court(db)]


def docket_named(db: Session, title: str) -> DocketRow:
    """The docket with this title; one that is not kept has the court's own judge and room."""
    found = next((row for row in dockets(db) if row.title == title), None)
    return found or _of_court(db, title)


def default_title(db: Session) -> str:
    """The docket that whoever is on none belongs to: the court's own."""
    return db.scalar(select(Court.docket_title)) or UNNAMED


def add_docket(db: Session, context: Context, *, values: Mapping[str, Any]) -> int:
    """Keep a docket. The first one kept stands beside the court's own, which is then kept too."""
    title = str(values.get("title") or "").strip()
    own = default_title(db)
    if title != own and db.scalar(select(Docket.id).limit(1)) is None:
        own_docket(db, context)
    if db.scalar(select(Docket.id).where(Docket.title == title)) is not None:
        raise FieldRefusal("title", "There is a docket with this title already.")
    court = db.scalars(select(Court)).one()
    policy = docket_policy()
    docket = Docket(
        title=title,
        judge=court.judge,
        courtroom=court.courtroom,
        starts_at=court.starts_at,
        minutes=policy.minutes,
        minutes_each=policy.minutes_each,
    )
    _change(docket, values)
    db.add(docket)
    db.flush()
    return docket.id


def own_docket(db: Session, context: Context) -> int:
    """The court's own docket, kept from now on; its sessions carry its title already."""
    title = default_title(db)
    found = db.scalar(select(Docket.id).where(Docket.title == title))
    if found is not None:
        return found
    return add_docket(db, context, values={"title": title})


def amend_docket(
    db: Session, context: Context, *, docket_id: int, changes: Mapping[str, Any]
) -> None:
    """Change a docket; a new title goes to all its sessions, the rest to those made from now on."""
    docket = _docket(db, docket_id)
    before = docket.title
    _change(docket, changes)
    if docket.title != before:
        taken = select(Docket.id).where(Docket.title == docket.title, Docket.id != docket.id)
        with db.no_autoflush:
            if db.scalar(taken) is not None:
                raise FieldRefusal("title", "There is a docket with this title already.")
        court = db.scalars(select(Court)).one()
        if (court.docket_title or UNNAMED) == before:
            court.docket_title = docket.title
        for session in db.scalars(select(CourtSession).where(CourtSession.docket == before)):
            session.docket = docket.title


def retire_docket(db: Session, context: Context, *, docket_id: int, on: date) -> None:
    """Hold this docket no more: its rules propose nothing after that day."""
    docket = _docket(db, docket_id)
    docket.retired_on = on
    for rule in db.scalars(select(Recurrence).where(Recurrence.docket_id == docket_id)):
        if rule.last_on is None or rule.last_on > on:
            rule.last_on = on


def add_recurrence(
    db: Session,
    context: Context,
    *,
    docket_id: int | None,
    text: str,
    first_on: date,
    last_on: date | None = None,
    on_closed: OnClosed = OnClosed.SKIP,
) -> int:
    """Keep a rule, such as `1st and 3rd Friday`; without a docket it is the court's own.

    The rule only proposes: sessions stand when they are planned.
    """
    try:
        said = str(parse_recurrence(text))
    except ValueError as problem:
        raise FieldRefusal("text", str(problem)) from problem
    if last_on is not None and last_on < first_on:
        raise FieldRefusal("last_on", "The last day must not come before the first.")
    docket = _docket(db, docket_id if docket_id is not None else own_docket(db, context))
    rule = Recurrence(
        docket_id=docket.id, text=said, first_on=first_on, last_on=last_on, on_closed=on_closed
    )
    db.add(rule)
    db.flush()
    return rule.id


def end_recurrence(db: Session, context: Context, *, recurrence_id: int, last_on: date) -> None:
    """Let a rule propose nothing after this day; sessions that stand already stay."""
    rule = db.get(Recurrence, recurrence_id)
    if rule is None:
        raise Refusal("That rule is not recorded.")
    if last_on < rule.first_on:
        db.delete(rule)  # it never proposed anything
    else:
        rule.last_on = last_on


def _change(docket: Docket, changes: Mapping[str, Any]) -> None:
    for key, value in changes.items():
        if key not in _CHANGEABLE:
            raise FieldRefusal(key, "That can't be set for a docket.")
        wanted: Any = value.strip() if isinstance(value, str) else value
        if key == "title" and not wanted:
            raise FieldRefusal(key, "The docket needs a title, such as Veterans court.")
        if key in ("minutes", "minutes_each", "capacity") and wanted is not None:
            _check_number(key, wanted)
        if getattr(docket, key) != wanted and not (wanted is None and key != "capacity"):
            setattr(docket, key, wanted)
    if docket.minutes_each > docket.minutes:
        raise FieldRefusal("minutes_each", "One hearing can't take longer than the session.")


def _check_number(key: str, wanted: int) -> None:
    if not 1 <= wanted <= LONGEST_DAY:
        raise FieldRefusal(key, f"Give a number from 1 to {LONGEST_DAY:,}.")


def _row(docket: Docket, rules: tuple[RuleRow, ...]) -> DocketRow:
    columns = {name: getattr(docket, name) for name in DocketRow.__slots__ if name != "rules"}
    return DocketRow(**columns, rules=rules)


def _of_court(db: Session, title: str = "") -> DocketRow:
    court = db.scalars(select(Court)).one()
    policy = docket_policy()
    return DocketRow(
        id=None,
        title=title or court.docket_title or UNNAMED,
        judge=court.judge,
        courtroom=court.courtroom,
        starts_at=court.starts_at,
        minutes=policy.minutes,
        minutes_each=policy.minutes_each,
        capacity=None,
        retired_on=None,
        rules=(),
    )


def _docket(db: Session, docket_id: int) -> Docket:
    docket = db.get(Docket, docket_id)
    if docket is None:
        raise Refusal("That docket is not recorded.")
    return docket
