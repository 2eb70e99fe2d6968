"""What is sealed, held or destroyed by order, and what is left of the proof once it is."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.domain.keeping import OrderKind, OrderState, Reach
from drugcourt.records.base import Amended, Base, Numbered, words


class KeepingOrder(Numbered, Base):
    """An order about somebody's record: one person asks, another confirms.

    `mark` names the order outside the court, `marks` whom it is about without naming anybody.
    Once a record is destroyed, `number` is empty and `digest` proves it against the paper. The
    history has a line of its own for it, since the usual one would keep what stood here.
    """

    __tablename__ = "keeping_order"
    tracked = False

    mark: Mapped[str] = mapped_column(String(32), unique=True)
    kind: Mapped[OrderKind] = words(OrderKind)
    reach: Mapped[Reach] = words(Reach)
    state: Mapped[OrderState] = words(OrderState, index=True)
    court: Mapped[str] = mapped_column(String(200))
    judge: Mapped[str] = mapped_column(String(100))
    number: Mapped[str] = mapped_column(String(100))
    digest: Mapped[str] = mapped_column(String(64), default="")
    ordered_on: Mapped[date]
    subject: Mapped[int | None]  # the person's number, or the case's; no key: the order outlives it
    asked_by: Mapped[str] = mapped_column(String(60))
    asked_at: Mapped[datetime]
    settled_by: Mapped[str] = mapped_column(String(60), default="")
    settled_at: Mapped[datetime | None]
    wiped_at: Mapped[datetime | None]
    marks: Mapped[list[Any]]
    told: Mapped[dict[str, Any]]


class Seal(Numbered, Base):
    """Who, or which case, is sealed; while it stands the session shows nothing of them."""

    __tablename__ = "seal"
    tracked = False

    order_id: Mapped[int] = mapped_column(ForeignKey("keeping_order.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("court_case.id"), index=True)


class LegalHold(Amended, Base):
    """Nothing of this person may be sealed or destroyed until the hold is released."""

    __tablename__ = "legal_hold"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    placed_on: Mapped[date]
    placed_by: Mapped[str] = mapped_column(String(100))
    released_on: Mapped[date | None]
    released_by: Mapped[str] = mapped_column(String(100), default="")
    released_why: Mapped[str] = mapped_column(String(300), default="")


class RetentionRule(Amended, Base):
    """How many years this court keeps a class of records, where it is not the shipped number."""

    __tablename__ = "retention_rule"

    record_class: Mapped[str] = mapped_column(String(40), unique=True)
    years: Mapped[int]
    origin: Mapped[str] = mapped_column(String(300))


class NamelessLine(Numbered, Base):
    """A line of a draw whose participant was expunged: what its proof is over, and nobody's name.

    `kind` is the table it stood in, `draw_id` the draw it belongs to (of the fishbowl its own
    number); the episode's number in `line` leads nowhere any more.
    """

    __tablename__ = "nameless_line"
    tracked = False

    kind: Mapped[str] = mapped_column(String(40))
    draw_id: Mapped[int] = mapped_column(index=True)
    line: Mapped[dict[str, Any]]


class HistoryRedaction(Base):
    """An entry of the history whose words were taken out by an order.

    Its link stays, so the chain goes on over it; `proof` binds what is left to the court's key, so
    that only the program can take words out.
    """

    __tablename__ = "history_redaction"
    tracked = False
    derived = True  # an export's history is linked anew, over the words that are left

    entry_id: Mapped[int] = mapped_column(ForeignKey("history_entry.id"), primary_key=True)
    order_mark: Mapped[str] = mapped_column(String(32))
    proof: Mapped[str] = mapped_column(String(64))
