"""Whether sessions were kept as often as asked: so many, or so many hours, in every so long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from drugcourt.domain.dates import Amount, Span, counted, short, subtract
from drugcourt.domain.facts import SessionFacts
from drugcourt.domain.findings import Finding, Verdict
from drugcourt.domain.program import AttendRate, Requirement, ShortPeriod
from drugcourt.domain.treatment import Attendance
from drugcourt.rules.requirements.breakpoints import first_met
from drugcourt.rules.requirements.case import Case, found
from drugcourt.rules.requirements.periods import (
    Period,
    calendar_periods,
    rolling_periods,
    whole_periods,
)
from drugcourt.rules.requirements.since import begun, begun_refs, not_yet
from drugcourt.rules.requirements.tally import (
    A_DAY,
    Tally,
    chosen_sessions,
    counting,
    lines,
    noun,
    number,
    one_a_day,
)


def attend_rate(requirement: Requirement, rule: AttendRate, case: Case) -> Finding:
    """At least `n` kept sessions (or hours) in every `per`, on average or in each of them.

    Periods are counted back from the day asked, that day included, as far as they fit into the
    last `over` and into the stay in the phase; with `calendar` they are the calendar's. A day
    that passes without a session is itself a fact: this may turn from MET to UNMET by waiting.
    """
    start = begun(rule.since, rule.event, case)
    if start is None:
        return not_yet(requirement, rule.since, rule.event, case)
    rate = _Rate(rule, case, start)
    measured = rate.on(case.as_of)
    if not measured.periods:
        return _first_period(requirement, rate, case)
    verdict = Verdict.MET if measured.enough else Verdict.UNMET
    if not measured.enough and rate.lengths_missing:
        verdict = Verdict.UNKNOWN
    elif not measured.enough and _lost(rule, measured):
        verdict = Verdict.FAILED
    met_from = None
    if verdict is Verdict.MET:
        met_from = first_met(rate.enough_on, rate.changes(), rate.start, case.as_of)
    first = min(period.first for period in measured.periods)
    if verdict is Verdict.UNKNOWN:
        first = rate.start  # the sessions without a length may lie before the periods
    return found(
        requirement,
        verdict,
        _text(rule, measured, rate.lengths_missing, case),
        met_from=met_from,
        if_acted=None if verdict in (Verdict.MET, Verdict.FAILED) else rate.soonest(measured),
        achieved=measured.achieved,
        evidence=(
            *lines(rate.between(first, case.as_of)),
            *begun_refs(rule.since, rule.event, case),
        ),
    )


def kept_words(requirement: Requirement, rule: AttendRate, case: Case) -> str:
    """What was kept of what is asked, in the words of the finding; far cheaper than the finding,
    since nobody asks from which day on it was enough. Nothing outside the phase.
    """
    if case.entered is None:
        return ""
    rate = _Rate(rule, case, case.entered)
    measured = rate.on(case.as_of)
    if not measured.periods:
        return _first_period(requirement, rate, case).text
    return _text(rule, measured, rate.lengths_missing, case)


def _lost(rule: AttendRate, measured: _Measured) -> bool:
    """Whether a period that is over stands in the way for good."""
    return rule.each and rule.over is None and rule.best is None and measured.past_bad


@dataclass(frozen=True, slots=True)
class _Measured:
    """What was kept and what was asked, in the unit that is counted (minutes for hours)."""

    rule: AttendRate
    periods: tuple[Period, ...]
    kept: tuple[int, ...]
    asked: tuple[float, ...]
    as_of: date

    @property
    def enough(self) -> bool:
        if not self.periods:
            return False
        if self.rule.best is not None:
            return self._best_are_enough(self.rule.best)
        if self.rule.each:
            return not self.bad
        return sum(self.kept) >= sum(self.asked)

    def _best_are_enough(self, best: int) -> bool:
        """The best so many periods, the others left aside; there have to be so many."""
        if self.rule.each:
            return len(self.periods) - len(self.bad) >= best
        pairs = sorted(zip(self.kept, self.asked, strict=True), key=lambda pair: pair[1] - pair[0])[
            :best
        ]
        enough = sum(kept for kept, _ in pairs) >= sum(asked for _, asked in pairs)
        return len(pairs) == best and enough

    @property
    def bad(self) -> list[Period]:
        """The periods in which too little was kept."""
        each = zip(self.periods, self.kept, self.asked, strict=True)
        return [period for period, kept, asked in each if kept < asked]

    @property
    def past_bad(self) -> bool:
        """Whether one of them is over: it can't be made good any more."""
        return any(period.last < self.as_of for period in self.bad)

    @property
    def missing(self) -> float:
        """How many sessions more are needed; of hours one a session."""
        if self.rule.each:
            pairs = zip(self.kept, self.asked, strict=True)
            left = sum(max(0, asked - kept) for kept, asked in pairs)
        else:
            left = sum(self.asked) - sum(self.kept)
        return left / 60 if self.rule.hours else left

    @property
    def achieved(self) -> str:
        if self.rule.each:
            return f"{len(self.periods) - len(self.bad):,} / {len(self.periods):,}"
        unit = 60 if self.rule.hours else 1
        return f"{sum(self.kept) / unit:,g} / {sum(self.asked) / unit:,g}"


class _Rate:
    """The rule with this person's sessions, measurable on any day."""

    def __init__(self, rule: AttendRate, case: Case, start: date) -> None:
        self.rule, self.case, self.start = rule, case, start
        self._months = case.program.month_days
        counts = counting(rule)
        kept = [s for s in chosen_sessions(rule, case, start) if s.attendance in counts]
        self.lengths_missing = rule.hours and any(s.minutes is None for s in kept if s.on >= start)
        self._tally = Tally(kept, counts, case, start, None, minutes=rule.hours)
        self._lowered = sorted(self._days_off()) if rule.cancelled_lowers else []
        self._out = [Span(s.start, s.end) for s in case.facts.statuses if s.status in rule.without]

    @property
    def kept_so_far(self) -> int:
        return self._tally.kept(0, len(self._tally.due))

    def on(self, day: date) -> _Measured:
        """What is measured on a day."""
        floor, months = self._floor(day), self._months
        cut = calendar_periods if self.rule.calendar else rolling_periods
        short_too = self.rule.short is not ShortPeriod.SKIP
        periods = tuple(
            period
            for period in cut(self.rule.per, floor, day, months)
            if (short_too or period.whole) and not self._touched(period)
        )
        kept = tuple(self._tally.kept(*self._tally.between(p.first, p.last)) for p in periods)
        return _Measured(self.rule, periods, kept, tuple(map(self._asked, periods)), day)

    def enough_on(self, day: date) -> bool:
        """Whether enough was kept as seen on a day; a plain average needs no single periods."""
        rule = self.rule
        if rule.each or rule.calendar or rule.short is not ShortPeriod.SKIP:
            return self.on(day).enough
        if self._lowered or self._out or rule.best is not None:
            return self.on(day).enough
        periods, first = whole_periods(rule.per, self._floor(day), day, self._months)
        kept = self._tally.kept(*self._tally.between(first, day))
        return periods > 0 and kept >= rule.n * periods * (60 if rule.hours else 1)

    def _floor(self, day: date) -> date:
        """The first day that the window of `day` looks at."""
        if self.rule.over is None:
            return self.start
        return max(self.start, subtract(day, self.rule.over, self._months) + A_DAY)

    def _asked(self, period: Period) -> float:
        """What a period asks; a short one its share of days, where the handbook prorates."""
        asked = self.rule.n
        if self.rule.short is ShortPeriod.PRORATE and not period.whole:
            asked = asked * period.days / period.full_days
        if self._lowered:
            asked -= sum(period.first <= day <= period.last for day in self._lowered)
        return max(0.0, asked) * (60 if self.rule.hours else 1)

    def _touched(self, period: Period) -> bool:
        return any(span.overlap(period.first, period.last + A_DAY) for span in self._out)

    def _days_off(self) -> Iterator[date]:
        """Days on which the provider cancelled a session, and the court's holidays."""
        for session in self.case.facts.sessions:
            chosen = not self.rule.kinds or session.kind in self.rule.kinds
            if session.attendance is Attendance.CANCELLED and chosen:
                yield session.on
        yield from self.case.program.holidays

    def changes(self) -> Iterable[date]:
        """The days on which the answer may change."""
        span = (self.case.as_of - self.start).days
        return ((self.case.as_of - timedelta(days=n)) for n in range(span + 1))

    def between(self, first: date, last: date) -> list[SessionFacts]:
        low, high = self._tally.between(first, last)
        return self._tally.due[low:high]

    def soonest(self, measured: _Measured) -> date | None:
        """The earliest conceivable day: one session a day, or a bad period out of the window."""
        rule, case = self.rule, self.case
        if rule.best is not None:
            whole = case.plus(self.start, Amount(rule.best * rule.per.n, rule.per.unit)) - A_DAY
            return max(whole, case.as_of + A_DAY)
        soonest = one_a_day(case, measured.missing) or case.as_of
        if rule.each and rule.over is not None and measured.past_bad:
            bad = max(p.first for p in measured.bad if p.last < case.as_of)
            soonest = max(case.as_of + A_DAY, case.plus(bad, rule.over))
        return soonest


def _text(rule: AttendRate, measured: _Measured, lengths_missing: bool, case: Case) -> str:
    what = noun(rule)
    whole = Amount(len(measured.periods) * rule.per.n, rule.per.unit)
    if rule.each:
        good = len(measured.periods) - len(measured.bad)
        text = f"{number(rule.n, what)} or more in {good:,} of {whole}"
        if measured.bad:
            first, last = measured.bad[-1].first, measured.bad[-1].last
            text += f"; too few {short(first, case.as_of)} to {short(last, case.as_of)}"
    else:
        unit = 60 if rule.hours else 1
        kept, asked = sum(measured.kept) / unit, sum(measured.asked) / unit
        text = f"{kept:,g} of at least {number(round(asked, 2), what)} in {whole}"
    if rule.best is not None:
        text += f"; the best {counted(rule.best, rule.per.unit)} count"
    return f"{text}; some have no length recorded" if lengths_missing else text


def _first_period(requirement: Requirement, rate: _Rate, case: Case) -> Finding:
    """Not one whole period has passed yet; met at its end if enough are kept by now."""
    rule, start = rate.rule, rate.start
    whole = rate.start
    limit = case.plus(max(start, case.as_of), Amount(rule.per.n * 3, rule.per.unit))
    while not rate.on(whole).periods and whole < limit:
        whole += A_DAY
    plain = not (rule.calendar or rule.without or rule.over)
    ahead = rate.on(whole)
    kept = rate.kept_so_far / (60 if rule.hours else 1)
    enough = ahead.enough and plain
    missing = one_a_day(case, max(rule.n - kept, 0)) or whole
    return found(
        requirement,
        Verdict.UNMET,
        f"{kept:,g} of at least {number(rule.n, noun(rule))}; the first {rule.per} "
        f"{'ends' if rule.per.n == 1 else 'end'} {short(whole, case.as_of)}",
        met_from=whole if enough else None,
        if_acted=whole if enough else max(whole, missing, case.as_of),
        achieved=f"{kept:,g} / {rule.n:,g}",
        evidence=begun_refs(rule.since, rule.event, case),
    )
