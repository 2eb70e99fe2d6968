"""Acts on orders about a record: one person asks, another confirms, and it is carried out."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.accounts.rights import rights_table
from drugcourt.casework.keeping.holds import open_hold
from drugcourt.casework.keeping.subjects import marks_of, seeing, subject_row
from drugcourt.domain.accounts import AccountState, Area, Right
from drugcourt.domain.keeping import REMOVES, OrderKind, OrderState, Reach
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.accounts import Staff
from drugcourt.records.cases import CourtCase
from drugcourt.records.episodes import Episode
from drugcourt.records.history import Logbook, note_line
from drugcourt.records.keeping import KeepingOrder, Seal
from drugcourt.records.naming import naming_of
from drugcourt.records.removal import counts as counts_of
from drugcourt.records.removal import remove, rows_of
from drugcourt.records.ties import CASE, PERSON
from drugcourt.workspace import Context

ROOTS = {Reach.PERSON: PERSON, Reach.CASE: CASE}
NOBODY_ELSE = (
    "Another person has to confirm this, and no other account of this court may. Add an account "
    "for a judge or a second coordinator on the page Office, under Accounts; the order waits until "
    "then."
)


@dataclass(frozen=True, slots=True)
class Order:
    """What the court ordered; `number` as it stands on the paper."""

    kind: OrderKind
    court: str
    judge: str
    number: str
    ordered_on: date
    reach: Reach = Reach.PERSON


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order, for the list. `about` and `number` are empty once nobody is to be named by them:
    what they are about is destroyed, or sealed."""

    id: int
    kind: OrderKind
    reach: Reach
    state: OrderState
    court: str
    judge: str
    number: str
    ordered_on: date
    about: str
    asked_by: str
    asked_at: datetime
    settled_by: str
    settled_at: datetime | None
    wiped_at: datetime | None
    told: dict[str, Any] = field(default_factory=dict)


def ask_order(db: Session, context: Context, *, order: Order, subject: int) -> int:
    """Enter an order about a person, or a case; it waits for somebody else to confirm it.

    `subject` is the person's number or the case's. Returns the order's number. Refuses while a
    hold stands, and where the same is asked already.
    """
    seeing(db)
    _check_words(context, order)
    root = ROOTS[order.reach]
    if subject_row(db, root, subject) is None:
        raise Refusal("That record is not in this court any more; look at the list again.")
    _refuse_held(db, order.kind, order.reach, subject)
    _refuse_twice(db, order, subject)
    number = order.number.strip()
    if order.kind in REMOVES:
        _refuse_naming(db, root, subject, number)
    kept = KeepingOrder(
        mark=secrets.token_hex(16),
        kind=order.kind,
        reach=order.reach,
        state=OrderState.ASKED,
        court=order.court.strip(),
        judge=order.judge.strip(),
        number=number,
        digest=digest_of(_key(db), number),
        ordered_on=order.ordered_on,
        subject=subject,
        asked_by=context.login,
        asked_at=context.now,
        marks=[],
        told={},
    )
    db.add(kept)
    db.flush()
    note_line(db, "keeping_order", kept.id, {"kind": str(order.kind), "state": "asked"})
    return kept.id


def withdraw_order(db: Session, context: Context, *, order_id: int) -> None:
    """Let an order go that nobody confirmed; nothing of it stays but that there was one."""
    order = _waiting(db, order_id)
    order.state, order.subject, order.number = OrderState.WITHDRAWN, None, ""
    order.settled_by, order.settled_at = context.login, context.now
    note_line(db, "keeping_order", order.id, {"kind": str(order.kind), "state": "withdrawn"})


def confirm_order(db: Session, context: Context, *, order_id: int, number: str) -> dict[str, Any]:
    """Carry an order out, as the second person, who reads its number off the paper.

    Raises FieldRefusal for another number, Refusal where the same person asked. What is destroyed
    can't be brought back. Returns what went, as counts.
    """
    seeing(db)
    order = _waiting(db, order_id)
    if order.asked_by == context.login:
        raise Refusal(
            "You asked for this order yourself, so another person has to confirm it, at their own "
            "sign-in."
        )
    if number.strip() != order.number:
        raise FieldRefusal("number", "The order was entered with another number; compare both.")
    assert order.subject is not None  # a waiting order is about somebody
    _refuse_held(db, order.kind, order.reach, order.subject)
    return carry_out(db, context, order)


def carry_out(db: Session, context: Context, order: KeepingOrder) -> dict[str, Any]:
    """What an order says, done: of who asked and who confirmed it has been seen to."""
    assert order.subject is not None
    root, subject = ROOTS[order.reach], order.subject
    order.marks = marks_of(db, root, subject)
    told: dict[str, Any] = {}
    match order.kind:
        case OrderKind.SEAL:
            _withdraw_others(db, context, order)
            tie = {f"{'person' if root == PERSON else 'case'}_id": subject}
            db.add(Seal(order_id=order.id, **tie))
        case OrderKind.UNSEAL:
            for seal in _seals_of(db, order.reach, subject):
                db.delete(seal)
        case _:
            _withdraw_others(db, context, order)
            _forget_earlier(db, order)
            db.flush()
            gone = remove(db, root, subject, key=_key(db), mark=order.mark)
            told = {
                "rows": gone.rows,
                "entries": gone.entries,
                "texts": gone.texts,
                "originals": gone.originals,
            }
            order.number, order.subject = "", None
    order.state, order.told = OrderState.DONE, told
    order.settled_by, order.settled_at = context.login, context.now
    db.flush()
    _touch_all(db, root)
    counted = {"rows": sum(told.get("rows", {}).values()), "entries": told.get("entries", 0)}
    line = {"kind": str(order.kind), "state": "done", **(counted if told else {})}
    note_line(db, "keeping_order", order.id, line)
    return told


def note_wiped(db: Session, context: Context, *, order_id: int, found: int | None) -> None:
    """The pages were written anew after an order; `found` is in how many places a name stood, None
    where the name was not known any more and nobody could look."""
    order = _order(db, order_id)
    order.wiped_at, order.told = context.now, {**order.told, "found": found}
    note_line(db, "keeping_order", order.id, {"kind": str(order.kind), "state": "wiped"})


def orders(db: Session, *, state: OrderState | None = None) -> list[OrderRow]:
    """The orders of this court, newest first."""
    seeing(db)
    asked = select(KeepingOrder).order_by(KeepingOrder.id.desc())
    if state is not None:
        asked = asked.where(KeepingOrder.state == state)
    names = {row.login: row.name for row in db.execute(select(Staff.login, Staff.name))}
    sealing = set(db.scalars(select(Seal.order_id)))
    return [_row(db, order, names, sealing) for order in db.scalars(asked)]


def what_would_go(db: Session, *, order_id: int) -> dict[str, int]:
    """How many rows of each table an order would remove; nothing is changed."""
    seeing(db)
    order = _waiting(db, order_id)
    assert order.subject is not None
    return counts_of(rows_of(db, ROOTS[order.reach], order.subject))


def subject_of(db: Session, *, episode_id: int, case_number: str = "") -> tuple[Reach, int]:
    """Whom an order is about: the person of a file, or one of the person's cases by its number.

    Raises FieldRefusal where the person has no such case, or two of that number.
    """
    person = db.scalar(select(Episode.person_id).where(Episode.id == episode_id))
    if person is None:
        raise Refusal("That participant is not in this court.")
    wanted = case_number.strip()
    if not wanted:
        return Reach.PERSON, person
    own = select(CourtCase.id).join(Episode, Episode.id == CourtCase.episode_id)
    found = db.scalars(own.where(Episode.person_id == person, CourtCase.number == wanted)).all()
    if len(found) != 1:
        known = select(CourtCase.number).join(Episode, Episode.id == CourtCase.episode_id)
        numbers = db.scalars(known.where(Episode.person_id == person).order_by(CourtCase.number))
        listed = ", ".join(filter(None, numbers)) or "none"
        raise FieldRefusal("case_number", f"Choose one of this person’s cases: {listed}.")
    return Reach.CASE, found[0]


def words_of(db: Session, *, order_id: int) -> tuple[str, ...]:
    """The words that name whom an order is about: kept in memory for the proof that they went."""
    seeing(db)
    order = _order(db, order_id)
    if order.subject is None:
        return ()
    return naming_of(db, ROOTS[order.reach], order.subject).words


def nobody_to_confirm(db: Session, *, login: str) -> str:
    """Why nobody else could confirm what this account asks, in a sentence; empty where one can."""
    table = rights_table(db)
    deciding = {role for role, areas in table.items() if Right.DECIDE in areas.get(Area.PEOPLE, ())}
    asked = select(Staff.role).where(Staff.login != login, Staff.state == AccountState.OPEN)
    return "" if any(role in deciding for role in db.scalars(asked)) else NOBODY_ELSE


def digest_of(key: bytes, number: str) -> str:
    """What proves an order's number against the paper, once the number itself is gone."""
    said = " ".join(number.split()).casefold()
    return hmac.new(key, b"order number\n" + said.encode(), hashlib.sha256).hexdigest()


def _check_words(context: Context, order: Order) -> None:
    for name, value, what in (
        ("court", order.court, "Name the court that ordered it."),
        ("judge", order.judge, "Name the judge who signed it."),
        ("number", order.number, "Enter the order's number as it stands on the paper."),
    ):
        if not value.strip():
            raise FieldRefusal(name, what)
    if order.ordered_on > context.today:
        raise FieldRefusal("ordered_on", "An order can't be of a day that has not come.")


def _refuse_held(db: Session, kind: OrderKind, reach: Reach, subject: int) -> None:
    if kind is OrderKind.UNSEAL:
        return
    held = open_hold(db, root=ROOTS[reach], subject=subject)
    if held is not None:
        raise Refusal(
            "A legal hold stands on this record, so it is neither sealed nor destroyed. Whoever "
            "may decide releases the hold first, on the page Office under Keeping."
        )


def _refuse_twice(db: Session, order: Order, subject: int) -> None:
    same = select(KeepingOrder.id).where(
        KeepingOrder.state == OrderState.ASKED,
        KeepingOrder.reach == order.reach,
        KeepingOrder.subject == subject,
    )
    if db.scalar(same.limit(1)) is not None:
        raise Refusal("An order about this record waits already; confirm or withdraw that one.")
    sealed = bool(_seals_of(db, order.reach, subject))
    if order.kind is OrderKind.SEAL and sealed:
        raise Refusal("This record is sealed already.")
    if order.kind is OrderKind.UNSEAL and not sealed:
        raise Refusal("This record is not sealed.")


def _refuse_naming(db: Session, root: str, subject: int, number: str) -> None:
    """The paper about a destroyed record goes on: it must not lead back to whom it was about."""
    naming = naming_of(db, root, subject)
    if naming.taken_out(number) != number:
        raise FieldRefusal(
            "number",
            "This is the case's or the participant's own number, and would stay after the record "
            "is destroyed; enter the number of the order itself.",
        )


def _waiting(db: Session, order_id: int) -> KeepingOrder:
    order = _order(db, order_id)
    if order.state is not OrderState.ASKED:
        raise Refusal(f"That order does not wait any more: {order.state.label.lower()}.")
    return order


def _order(db: Session, order_id: int) -> KeepingOrder:
    order = db.get(KeepingOrder, order_id)
    if order is None:
        raise Refusal("There is no such order; look at the list again.")
    return order


def _seals_of(db: Session, reach: Reach, subject: int) -> list[Seal]:
    column = Seal.person_id if reach is Reach.PERSON else Seal.case_id
    return list(db.scalars(select(Seal).where(column == subject)))


def _withdraw_others(db: Session, context: Context, order: KeepingOrder) -> None:
    """What else waits about the same record has nothing left to be about."""
    same = select(KeepingOrder).where(
        KeepingOrder.id != order.id,
        KeepingOrder.state == OrderState.ASKED,
        KeepingOrder.reach == order.reach,
        KeepingOrder.subject == order.subject,
    )
    for other in db.scalars(same).all():
        withdraw_order(db, context, order_id=other.id)


def _forget_earlier(db: Session, order: KeepingOrder) -> None:
    """Earlier orders about a destroyed record keep that they were, not whom they were about."""
    about = [(order.reach, [order.subject])]
    if order.reach is Reach.PERSON:
        own = select(CourtCase.id).join(Episode, Episode.id == CourtCase.episode_id)
        cases = db.scalars(own.where(Episode.person_id == order.subject))
        about.append((Reach.CASE, list(cases)))
    for reach, subjects in about:
        same = select(KeepingOrder).where(
            KeepingOrder.id != order.id,
            KeepingOrder.reach == reach,
            KeepingOrder.subject.in_(subjects),
        )
        for earlier in db.scalars(same).all():
            earlier.number, earlier.subject = "", None


def _touch_all(db: Session, root: str) -> None:
    """Every list may show less, or more, than before."""
    book: Logbook = db.info["logbook"]
    book.touched.update({"person", "episode", "court_case", "seal", "keeping_order", root})


def _key(db: Session) -> bytes:
    book: Logbook = db.info["logbook"]
    return book.key


def _row(db: Session, order: KeepingOrder, names: dict[str, str], sealing: set[int]) -> OrderRow:
    about, hidden = "", order.id in sealing
    if order.subject is not None and not hidden:
        about = subject_row(db, ROOTS[order.reach], order.subject) or ""
    return OrderRow(
        order.id,
        order.kind,
        order.reach,
        order.state,
        order.court,
        order.judge,
        "" if hidden else order.number,
        order.ordered_on,
        about,
        names.get(order.asked_by, order.asked_by),
        order.asked_at,
        names.get(order.settled_by, order.settled_by),
        order.settled_at,
        order.wiped_at,
        dict(order.told),
    )
