"""What is due on one debt at the end of any day, what was paid, and what stands for paying."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from drugcourt.domain.facts import LedgerFacts, PlanFacts, ServiceFacts
from drugcourt.domain.fees import DebtKind, FeeKind

NOTHING = Fraction()


def worth(hours: float, cents_per_hour: Fraction) -> int:
    """What hours of service settle, to the nearest cent."""
    return round(Fraction(hours) * cents_per_hour)


class Debt:
    """One debt: what is due at the end of any day, its plans, and when paying it began."""

    def __init__(
        self,
        kind: DebtKind,
        lines: Iterable[LedgerFacts],
        plans: Iterable[PlanFacts],
        service: Iterable[ServiceFacts] = (),
        cents_per_hour: Fraction = NOTHING,
    ) -> None:
        mine = [line for line in lines if line.debt is kind]
        self.kind = kind
        self.plans = [plan for plan in plans if plan.debt is kind]
        moves = [
            (line.on, line.cents if line.kind is FeeKind.CHARGE else -line.cents) for line in mine
        ]
        worked = [(s.on, worth(s.hours, cents_per_hour)) for s in service if s.pays is kind]
        moves += [(on, -cents) for on, cents in worked]
        self.days, self._balances = _running(moves)
        charges = [(line.on, line.cents) for line in mine if line.kind is FeeKind.CHARGE]
        self._charge_days, self._charges = _running(charges)
        gave = [(line.on, line.cents) for line in mine if line.kind is not FeeKind.CHARGE]
        self._gave_days, self._gave = _running([*gave, *worked])
        payments = [line.on for line in mine if line.kind is FeeKind.PAYMENT]
        self._begun_on = min([*payments, *(p.start for p in self.plans)], default=None)

    @property
    def changes(self) -> list[date]:
        """The days on which anything of it changes."""
        ends = [day for plan in self.plans for day in (plan.start, plan.end) if day is not None]
        return [*self.days, *ends]

    def due(self, day: date) -> int:
        """What is due at the end of the day; what is overpaid is not owed back here."""
        return max(0, self._balances[bisect_right(self.days, day)])

    def charged(self, day: date) -> int:
        """What was charged up to the end of the day."""
        return self._charges[bisect_right(self._charge_days, day)]

    def given(self, first: date, last: date) -> int:
        """What was paid, waived, credited or worked off from `first` to `last`, both counted."""
        low = bisect_right(self._gave_days, _before(first))
        return self._gave[bisect_right(self._gave_days, last)] - self._gave[low]

    def plan_on(self, day: date) -> PlanFacts | None:
        in_force = (p for p in self.plans if p.start <= day and (p.end is None or day < p.end))
        return next(in_force, None)

    def begun(self, day: date) -> bool:
        return self._begun_on is not None and self._begun_on <= day


def _running(moves: Iterable[tuple[date, int]]) -> tuple[list[date], list[int]]:
    """Days in order and the sums after each, a zero before the first."""
    by_day: dict[date, int] = {}
    for on, cents in sorted(moves):
        by_day[on] = by_day.get(on, 0) + cents
    sums = [0]
    for cents in by_day.values():
        sums.append(sums[-1] + cents)
    return list(by_day), sums


def _before(day: date) -> date:
    return date.fromordinal(max(1, day.toordinal() - 1))
