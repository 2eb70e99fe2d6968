"""Whether something was so for enough of the last days, gaps allowed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from drugcourt.domain.dates import Amount, Span, counted, subtract, union_days
from drugcourt.domain.findings import Finding, Ref, Verdict
from drugcourt.domain.program import Requirement
from drugcourt.rules.requirements.breakpoints import first_met
from drugcourt.rules.requirements.case import Case, found

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Window:
    """`over` of the last `within`, and when it is so."""

    over: Amount
    within: Amount
    spans: Sequence[Span]
    case: Case

    def days(self, day: date) -> int:
        """The days that count in the window; the last of them where a last day completes spans."""
        after = day + _A_DAY if self.case.completing(day) < day else day
        return union_days(self.spans, self._back(after), after)

    def holds(self, day: date) -> bool:
        start = self._back(day)
        return self.days(day) >= (self.case.plus(start, self.over) - start).days

    def since(self) -> date | None:
        """The day from which it has held up to the day asked."""
        first = min(span.start for span in self.spans)
        return first_met(self.holds, _each_day(first, self.case.as_of), first, self.case.as_of)

    def coming(self) -> date | None:
        """The next day when it holds: within one whole window, or never as things stand."""
        last = self.case.plus(self.case.as_of, self.within) + _A_DAY
        days = _each_day(self.case.as_of + _A_DAY, last)
        return next((day for day in days if self.holds(day)), None)

    def _back(self, day: date) -> date:
        return subtract(day, self.within, self.case.program.month_days)


def held_lately(
    requirement: Requirement,
    window: tuple[Amount, Amount],
    case: Case,
    spans: list[Span],
    name: str,
    refs: tuple[Ref, ...],
) -> Finding:
    """So long in all in the last so long (`window`); what is so today is taken to go on."""
    lately = _Window(*window, spans, case)
    days = lately.days(case.as_of)
    met = lately.holds(case.as_of)
    day = lately.since() if met else None
    if not met and any(span.holds(case.as_of) for span in spans):
        day = lately.coming()
    from_today = _Window(*window, (*spans, Span(case.as_of)), case)
    return found(
        requirement,
        Verdict.MET if met else Verdict.UNMET,
        f"{counted(days, 'day')} of {name} in the last {lately.within}",
        met_from=day,
        if_acted=day or from_today.coming(),
        achieved=f"{days:,}",
        evidence=(*refs, case.episode_ref()),
    )


def _each_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
