"""Acts on money: charge, pay, waive, agree a plan; whole cents, a ledger for each debt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from drugcourt.casework.participants.participants import open_episode, within_episode
from drugcourt.domain.fees import DebtKind, FeeKind
from drugcourt.domain.money import MOST_CENTS, dollars
from drugcourt.errors import FieldRefusal
from drugcourt.records.fees import FeeEntry, PaymentPlan
from drugcourt.workspace import Context


def enter_fee(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    debt: DebtKind,
    kind: FeeKind,
    cents: int,
    on: date | None = None,
    method: str = "",
    reason: str = "",
) -> int:
    """Enter one ledger line; a payment or waiver above the balance is refused."""
    episode = open_episode(db, episode_id)
    day = on or context.today
    within_episode(context, episode, "entered_on", day)
    if not 0 < cents <= MOST_CENTS:
        raise FieldRefusal("cents", "Enter an amount above zero.")
    if kind is FeeKind.WAIVER and not reason.strip():
        raise FieldRefusal("reason", "A waiver needs its reason.")
    if kind is not FeeKind.CHARGE:
        owed = balances(db, episode_id=episode_id).get(debt, 0)
        if cents > owed:
            raise FieldRefusal("cents", f"Only {dollars(owed)} is owed on this debt.")
    entry = FeeEntry(
        episode_id=episode_id,
        debt=debt,
        kind=kind,
        entered_on=day,
        cents=cents,
        method=method,
        reason=reason,
    )
    db.add(entry)
    db.flush()
    return entry.id


def agree_plan(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    debt: DebtKind,
    started_on: date,
    cents_each: int,
    every: str = "1 month",
) -> int:
    """Agree a payment plan for one debt; an earlier plan for it ends that day."""
    episode = open_episode(db, episode_id)
    within_episode(context, episode, "started_on", started_on)
    if cents_each <= 0:
        raise FieldRefusal("cents_each", "Enter an amount above zero.")
    asked = select(PaymentPlan).where(
        PaymentPlan.episode_id == episode_id,
        PaymentPlan.debt == debt,
        PaymentPlan.ended_on.is_(None),
    )
    for earlier in db.scalars(asked):
        earlier.ended_on = max(started_on, earlier.started_on)
    plan = PaymentPlan(
        episode_id=episode_id, debt=debt, started_on=started_on, cents_each=cents_each, every=every
    )
    db.add(plan)
    db.flush()
    return plan.id


def balances(db: Session, *, episode_id: int) -> dict[DebtKind, int]:
    """What is owed, in cents, by debt; debts that were never charged are absent."""
    signed = case((FeeEntry.kind == FeeKind.CHARGE, FeeEntry.cents), else_=-FeeEntry.cents)
    asked = (
        select(FeeEntry.debt, func.sum(signed))
        .where(FeeEntry.episode_id == episode_id)
        .group_by(FeeEntry.debt)
    )
    return {debt: int(owed) for debt, owed in db.execute(asked)}


@dataclass(frozen=True, slots=True)
class DebtRow:
    """One debt: what was charged, what came off it, what is owed, and the plan in force."""

    debt: DebtKind
    charged: int
    paid: int
    waived: int
    owed: int
    plan: str


@dataclass(frozen=True, slots=True)
class FeeRow:
    """One ledger line, for the list."""

    id: int
    debt: DebtKind
    kind: FeeKind
    entered_on: date
    cents: int
    method: str
    reason: str


def debt_rows(db: Session, *, episode_id: int, today: date) -> list[DebtRow]:
    """The debts that were ever charged or planned, in the order of their kinds."""
    sums: dict[DebtKind, dict[FeeKind, int]] = {}
    asked = (
        select(FeeEntry.debt, FeeEntry.kind, func.sum(FeeEntry.cents))
        .where(FeeEntry.episode_id == episode_id)
        .group_by(FeeEntry.debt, FeeEntry.kind)
    )
    for debt, kind, cents in db.execute(asked):
        sums.setdefault(debt, {})[kind] = int(cents)
    plans = {
        plan.debt: f"{dollars(plan.cents_each)} every {_rhythm(plan.every)}"
        for plan in db.scalars(
            select(PaymentPlan)
            .where(PaymentPlan.episode_id == episode_id, PaymentPlan.started_on <= today)
            .where(PaymentPlan.ended_on.is_(None) | (PaymentPlan.ended_on > today))
            .order_by(PaymentPlan.started_on, PaymentPlan.id)
        )
    }
    return [
        _debt(debt, sums.get(debt, {}), plans.get(debt, ""))
        for debt in DebtKind
        if debt in sums or debt in plans
    ]


def fee_rows(db: Session, *, episode_id: int, offset: int = 0, limit: int = 100) -> list[FeeRow]:
    """One window of the ledger, newest first."""
    found = db.scalars(
        select(FeeEntry)
        .where(FeeEntry.episode_id == episode_id)
        .order_by(FeeEntry.entered_on.desc(), FeeEntry.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return [FeeRow(f.id, f.debt, f.kind, f.entered_on, f.cents, f.method, f.reason) for f in found]


def fee_count(db: Session, *, episode_id: int) -> int:
    """How many ledger lines the file has."""
    asked = select(func.count()).select_from(FeeEntry).where(FeeEntry.episode_id == episode_id)
    return int(db.scalar(asked) or 0)


def _rhythm(every: str) -> str:
    """`month` for `1 month`, `2 weeks` as it is."""
    return every.removeprefix("1 ")


def _debt(debt: DebtKind, sums: dict[FeeKind, int], plan: str) -> DebtRow:
    charged, paid = sums.get(FeeKind.CHARGE, 0), sums.get(FeeKind.PAYMENT, 0)
    waived = sums.get(FeeKind.WAIVER, 0) + sums.get(FeeKind.CREDIT, 0)
    return DebtRow(debt, charged, paid, waived, charged - paid - waived, plan)
