"""What is owed and paid, in whole cents, a ledger for each debt, and the payment plans."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.domain.fees import DebtKind, FeeKind
from drugcourt.records.base import Amended, Base, episode_key, import_key, words


class FeeEntry(Amended, Base):
    """One ledger line; `cents` is positive, the kind says which way it moves the balance."""

    __tablename__ = "fee_entry"

    episode_id: Mapped[int] = episode_key()
    debt: Mapped[DebtKind] = words(DebtKind)
    kind: Mapped[FeeKind] = words(FeeKind)
    entered_on: Mapped[date]
    cents: Mapped[int]
    method: Mapped[str] = mapped_column(String(60), default="")
    reason: Mapped[str] = mapped_column(String(300), default="")
    import_id: Mapped[int | None] = import_key()


class PaymentPlan(Amended, Base):
    """A signed plan for one debt; half-open."""

    __tablename__ = "payment_plan"

    episode_id: Mapped[int] = episode_key()
    debt: Mapped[DebtKind] = words(DebtKind)
    started_on: Mapped[date]
    ended_on: Mapped[date | None]
    cents_each: Mapped[int] = mapped_column(default=0)
    every: Mapped[str] = mapped_column(String(40), default="1 month")
