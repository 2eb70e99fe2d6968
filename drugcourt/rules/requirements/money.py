"""Whether the named debts are settled, waived, covered by a plan, kept up, or begun to be paid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from drugcourt.domain.dates import Amount, Unit, counted, short, subtract
from drugcourt.domain.facts import AbilityFacts, LedgerFacts, PlanFacts
from drugcourt.domain.fees import FeeKind
from drugcourt.domain.findings import Finding, Ref, Verdict
from drugcourt.domain.money import dollars
from drugcourt.domain.program import LedgerSettled, Requirement, Since
from drugcourt.rules.requirements.breakpoints import first_met
from drugcourt.rules.requirements.case import Case, found
from drugcourt.rules.requirements.debts import Debt
from drugcourt.rules.requirements.periods import ended_periods
from drugcourt.rules.requirements.since import begun, begun_refs, not_yet

_A_DAY = timedelta(days=1)
_MONTH = Unit.MONTH
_MOST_PERIODS = 1_200


def ledger_settled(requirement: Requirement, rule: LedgerSettled, case: Case) -> Finding:
    """Each of the debts is paid or waived, or as much of it as the rule asks.

    A debt is settled from the end of the day on which nothing was due any more, and what is
    overpaid on one debt does not pay another. Where nothing was ever charged nothing is due, since
    admission. With `begun` a first payment or a signed plan is enough, for any of the debts.
    """
    since = Since.PHASE if rule.in_phase else rule.since
    start: date | None = case.facts.admitted_on
    if rule.in_phase or rule.fee is not None:
        start = begun(since, rule.event, case)
    if start is None:
        return not_yet(requirement, since, rule.event, case)
    book = _Book(rule, case, start)
    holds = book.holds
    met = holds(case.as_of)
    if rule.as_able and not met and book.ability(case.as_of) is None:
        text = f"{book.text()}; a finding on ability to pay is not recorded"
        refs = book.refs or (case.episode_ref(),)
        return found(requirement, Verdict.UNKNOWN, text, if_acted=case.as_of, evidence=refs)
    day = first_met(holds, book.changes(), start, case.as_of) if met else None
    soonest = case.as_of if met else book.soonest()
    return found(
        requirement,
        Verdict.MET if met else Verdict.UNMET if soonest else Verdict.FAILED,
        book.text(),
        met_from=day,
        if_acted=day if met else soonest,
        achieved=book.achieved(),
        evidence=book.refs or (case.episode_ref(),),
    )


class _Book:
    """The debts of one rule, and whether it holds on a day."""

    def __init__(self, rule: LedgerSettled, case: Case, start: date) -> None:
        self.rule, self.case, self.start = rule, case, start
        facts = case.facts
        self.lines = sorted(
            (line for line in facts.ledger if line.debt in rule.debts),
            key=lambda line: (line.on, line.id),
        )
        plans = sorted(
            (plan for plan in facts.plans if plan.debt in rule.debts),
            key=lambda plan: (plan.start, plan.id),
        )
        rate = Fraction(rule.per_service_hour or 0, rule.service_hours or 1)
        worked = (item for item in facts.service if rate and item.pays in rule.debts)
        self.service = sorted(worked, key=lambda item: (item.on, item.id))
        self.debts = [Debt(d, self.lines, plans, self.service, rate) for d in sorted(rule.debts)]
        self.abilities = [a for a in facts.abilities if a.debt is None or a.debt in rule.debts]
        owing = (debt.plan_on(case.as_of) for debt in self.debts if debt.due(case.as_of))
        self.covering: list[PlanFacts] = [plan for plan in owing if plan is not None]
        self.plans = plans

    @property
    def refs(self) -> tuple[Ref, ...]:
        able = self.ability(self.case.as_of) if self.rule.as_able else None
        return (
            *(Ref("fee_entry", line.id) for line in self.lines),
            *(
                Ref("payment_plan", plan.id)
                for plan in (self.plans if self.rule.begun else self.covering)
            ),
            *(Ref("service_entry", item.id) for item in self.service),
            *([Ref("ability_finding", able.id)] if able is not None else []),
            *(begun_refs(self.rule.since, self.rule.event, self.case) if self.rule.event else ()),
        )

    def due(self, day: date) -> int:
        return sum(debt.due(day) for debt in self.debts)

    def given(self, first: date, last: date) -> int:
        return sum(debt.given(first, last) for debt in self.debts)

    def holds(self, day: date) -> bool:
        """Whether what the rule asks is so at the end of the day."""
        rule = self.rule
        if rule.begun and any(debt.begun(day) for debt in self.debts):
            return True
        if rule.as_able:
            return self._as_able(day)
        if rule.fee is not None:
            return self._kept_up(day)
        if rule.paid is not None:
            return self.given(self._paid_since(day), day) >= rule.paid
        if rule.percent is not None and self._share_settled(day):
            return True
        if rule.at_most is not None and self.due(day) <= rule.at_most:
            return True
        return self._settled(day)

    def _settled(self, day: date) -> bool:
        """Nothing is due on any of the debts, or a plan that counts is in force."""
        return all(
            not debt.due(day) or (self.rule.plan_counts and debt.plan_on(day) is not None)
            for debt in self.debts
        )

    def _share_settled(self, day: date) -> bool:
        """So many percent of what was charged by the day are settled."""
        charged = sum(debt.charged(day) for debt in self.debts)
        settled = sum(debt.charged(day) - debt.due(day) for debt in self.debts)
        return settled * 100 >= (self.rule.percent or 0) * charged

    def _paid_since(self, day: date) -> date:
        first = self.start if self.rule.in_phase else date.min
        if self.rule.over is None:
            return first
        return max(first, subtract(day, self.rule.over, self.case.program.month_days) + _A_DAY)

    def _kept_up(self, day: date) -> bool:
        """The fee for every whole period since the start; with `regular` in each of them."""
        fee = self.rule.fee or 0
        ends = self._looked_at(day)
        if ends is None:
            return False
        if self.rule.regular:
            return all(self._paid_in(period) for period in ends)
        behind = self.rule.at_most or 0
        return self.given(self._fees_from(ends), day) + behind >= fee * len(ends)

    def _paid_in(self, period: tuple[date, date]) -> bool:
        """The fee was given in the period, or all that was ever charged is settled by its end."""
        first, last = period
        settled = any(debt.charged(last) for debt in self.debts) and not self.due(last)
        return settled or self.given(first, last) >= (self.rule.fee or 0)

    def soonest(self) -> date | None:
        """The day on which it could hold if all were paid from now on; None: never any more.

        A whole period without its regular payment is past, until a look back leaves it behind.
        """
        rule, today = self.rule, self.case.as_of
        if rule.fee is None or not (rule.regular or rule.over):
            return today
        per = rule.per or Amount(1, _MONTH)
        far = today if rule.over is None else self.case.plus(today, rule.over)
        far = self.case.plus(far, Amount(2 * per.n, per.unit))
        ends = [last + _A_DAY for _, last in self._periods(far) if last >= today]
        for day in (today, *ends):
            seen = self._looked_at(day)
            past = [period for period in seen or () if period[1] < today]
            if seen is not None and not (
                rule.regular and any(not self._paid_in(period) for period in past)
            ):
                return day
        return None

    def _fees_from(self, ends: list[tuple[date, date]]) -> date:
        return ends[0][0] if self.rule.over is not None and ends else self.start

    def _looked_at(self, day: date) -> list[tuple[date, date]] | None:
        """The whole periods over by the day, or the latest that make up `over`; None: not yet."""
        ends = list(self._periods(day))
        if self.rule.over is None:
            return ends
        after = ends[-1][1] + _A_DAY if ends else self.start
        floor = subtract(after, self.rule.over, self.case.program.month_days)
        return [period for period in ends if period[0] >= floor] if floor >= self.start else None

    def _periods(self, day: date) -> Iterator[tuple[date, date]]:
        """First and last day of each whole period since the start that is over on `day`."""
        per = self.rule.per or Amount(1, _MONTH)
        return ended_periods(per, self.start, day - _A_DAY, self.case.program.month_days)

    def ability(self, day: date) -> AbilityFacts | None:
        """The latest finding on ability to pay in force on the day."""
        in_force = [a for a in self.abilities if a.start <= day and (a.end is None or day < a.end)]
        return max(in_force, key=lambda item: (item.start, item.id), default=None)

    def _as_able(self, day: date) -> bool:
        """In every whole month since the finding as much as it asks, which may be nothing."""
        if self._settled(day):
            return True
        finding = self.ability(day)
        if finding is None:
            return False
        asked = finding.cents_per_month or 0
        start = max(finding.start, self.start)
        months, after = 0, start
        for number in range(1, _MOST_PERIODS):
            after = self.case.plus(start, Amount(number, _MONTH))
            if after > day:
                break
            months = number
        return not self.due(day) or self.given(start, day) >= asked * months

    def changes(self) -> list[date]:
        """The days on which it may begin or cease to hold."""
        days = [day for debt in self.debts for day in debt.changes]
        if self.rule.fee is not None:
            days += [last for _, last in self._periods(self.case.as_of)]
            days += [date.fromordinal(day.toordinal() + 1) for day in list(days)]
        if self.rule.over is not None:
            days += [self.case.plus(day, self.rule.over) for day in list(days)]
        if self.rule.as_able:
            for able in self.abilities:
                start = max(able.start, self.start)
                days += [able.start, *([able.end] if able.end is not None else [])]
                days += [self.case.plus(start, Amount(n, _MONTH)) for n in range(1, 130)]
        return days

    def achieved(self) -> str:
        day = self.case.as_of
        if self.rule.paid is not None:
            return f"{dollars(self.given(self._paid_since(day), day))} paid"
        return f"{dollars(self.due(day))} due"

    def text(self) -> str:
        """What was found, in a sentence's beginning."""
        rule, day = self.rule, self.case.as_of
        if rule.fee is not None and not (rule.begun and self.holds(day) and not self._kept_up(day)):
            return self._rate_text(day)
        if rule.paid is not None:
            given = dollars(self.given(self._paid_since(day), day))
            text = f"{given} of {dollars(rule.paid)} paid"
            return f"{text} in the last {rule.over}" if rule.over is not None else text
        if not self.lines:
            return "nothing due, nothing was charged"
        return self._balance_text(day)

    def _rate_text(self, day: date) -> str:
        periods = self._looked_at(day)
        if periods is None:
            return f"fewer than {self.rule.over} since {short(self.start, day)}"
        fee = self.rule.fee or 0
        per = self.rule.per or Amount(1, _MONTH)
        length = len(periods) * per.n
        if self.rule.regular:
            paid = sum(self._paid_in(period) for period in periods)
            return f"{dollars(fee)} or more paid in {paid:,} of {counted(length, per.unit)}"
        given = dollars(self.given(self._fees_from(periods), day))
        text = f"{given} of {dollars(fee * len(periods))} for {counted(length, per.unit)}"
        if self.rule.at_most is None:
            return text
        return f"{text}, at most {dollars(self.rule.at_most)} behind allowed"

    def _balance_text(self, day: date) -> str:
        due = self.due(day)
        text = f"{dollars(due)} due" if due else "nothing due"
        if due and self.rule.at_most is not None:
            text += f", at most {dollars(self.rule.at_most)} allowed"
        if due and self.rule.percent is not None:
            charged = sum(debt.charged(day) for debt in self.debts)
            text += f" of {dollars(charged)} charged, {self.rule.percent} % asked"
        waived = [line for line in self.lines if line.kind is FeeKind.WAIVER]
        if waived:
            total = sum(line.cents for line in waived)
            text += f"; {dollars(total)} waived {short(waived[-1].on, day)}"
        if self.service:
            hours = sum(item.hours for item in self.service)
            text += f"; {hours:g} hours of service counted"
        if self.covering:
            text += f"; payment plan since {short(self.covering[0].start, day)}"
        elif due:
            text += _last_payment(self.lines, day)
        return text


def _last_payment(lines: list[LedgerFacts], day: date) -> str:
    paid = [line for line in lines if line.kind is FeeKind.PAYMENT]
    return f"; last payment {short(paid[-1].on, day)}" if paid else ""
