"""Whether the named debts are settled, waived, covered by a plan, or begun to be paid."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date

from drugcourt.domain.dates import short
from drugcourt.domain.facts import LedgerFacts, PlanFacts
from drugcourt.domain.findings import Finding, Ref, Verdict
from drugcourt.domain.money import dollars
from drugcourt.domain.program import LedgerSettled, Requirement
from drugcourt.domain.terms import DebtKind, FeeKind
from drugcourt.rules.requirements.breakpoints import first_met
from drugcourt.rules.requirements.case import Case, found


class _Debt:
    """One debt: what is due at the end of any day, its plans, and when paying it began."""

    def __init__(
        self, kind: DebtKind, lines: Iterable[LedgerFacts], plans: Iterable[PlanFacts]
    ) -> None:
        mine = [line for line in lines if line.debt is kind]
        self.plans = [plan for plan in plans if plan.debt is kind]
        by_day: dict[date, int] = {}
        for line in mine:
            cents = line.cents if line.kind is FeeKind.CHARGE else -line.cents
            by_day[line.on] = by_day.get(line.on, 0) + cents
        self.days = list(by_day)
        self._balances = [0]
        for cents in by_day.values():
            self._balances.append(self._balances[-1] + cents)
        payments = [line.on for line in mine if line.kind is FeeKind.PAYMENT]
        self._begun_on = min([*payments, *(p.start for p in self.plans)], default=None)

    def due(self, day: date) -> int:
        """What is due at the end of the day; what is overpaid is not owed back here."""
        return max(0, self._balances[bisect_right(self.days, day)])

    def plan_on(self, day: date) -> PlanFacts | None:
        in_force = (p for p in self.plans if p.start <= day and (p.end is None or day < p.end))
        return next(in_force, None)

    def begun(self, day: date) -> bool:
        return self._begun_on is not None and self._begun_on <= day


def ledger_settled(requirement: Requirement, rule: LedgerSettled, case: Case) -> Finding:
    """Each of the debts is paid or waived; `plan_counts` and `begun` ask for less.

    A debt is settled from the end of the day on which nothing was due any more, and what is
    overpaid on one debt does not pay another. Where nothing was ever charged nothing is due, since
    admission. With `begun` a first payment or a signed plan is enough, for any of the debts.
    """
    lines = sorted(
        (line for line in case.facts.ledger if line.debt in rule.debts),
        key=lambda line: (line.on, line.id),
    )
    plans = sorted(
        (plan for plan in case.facts.plans if plan.debt in rule.debts),
        key=lambda plan: (plan.start, plan.id),
    )
    debts = [_Debt(kind, lines, plans) for kind in sorted(rule.debts)]

    def holds(day: date) -> bool:
        if rule.begun and any(debt.begun(day) for debt in debts):
            return True
        return all(
            not debt.due(day) or (rule.plan_counts and debt.plan_on(day) is not None)
            for debt in debts
        )

    met = holds(case.as_of)
    changes = [*(line.on for line in lines), *_plan_days(plans)]
    day = first_met(holds, changes, case.facts.admitted_on, case.as_of) if met else None
    due = sum(debt.due(case.as_of) for debt in debts)
    owing = (debt.plan_on(case.as_of) for debt in debts if debt.due(case.as_of))
    covering = [plan for plan in owing if plan is not None]
    return found(
        requirement,
        Verdict.MET if met else Verdict.UNMET,
        _text(due, lines, covering, case),
        met_from=day,
        if_acted=day if met else case.as_of,
        achieved=f"{dollars(due)} due",
        evidence=(
            *(Ref("fee_entry", line.id) for line in lines),
            *(Ref("payment_plan", plan.id) for plan in covering),
        )
        or (case.episode_ref(),),
    )


def _plan_days(plans: Iterable[PlanFacts]) -> list[date]:
    return [day for plan in plans for day in (plan.start, plan.end) if day is not None]


def _text(due: int, lines: list[LedgerFacts], covering: list[PlanFacts], case: Case) -> str:
    if not lines:
        return "nothing due, nothing was charged"
    text = f"{dollars(due)} due" if due else "nothing due"
    waived = [line for line in lines if line.kind is FeeKind.WAIVER]
    if waived:
        total = sum(line.cents for line in waived)
        text += f"; {dollars(total)} waived {short(waived[-1].on, case.as_of)}"
    if covering:
        text += f"; payment plan since {short(covering[0].start, case.as_of)}"
    elif due:
        paid = [line for line in lines if line.kind is FeeKind.PAYMENT]
        if paid:
            text += f"; last payment {short(paid[-1].on, case.as_of)}"
    return text
