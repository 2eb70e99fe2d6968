"""Whether one window is sober and free of all that is named, at the same time."""

from __future__ import annotations

from datetime import date

from drugcourt.domain.dates import short
from drugcourt.domain.findings import Finding, Verdict
from drugcourt.domain.program import Requirement, Since, Together
from drugcourt.rules.requirements.breaches import Breach, Wanted, breaches, latest
from drugcourt.rules.requirements.case import Case, found, not_begun, reached
from drugcourt.rules.requirements.since import begun_refs, latest_event, not_yet


def together(requirement: Requirement, rule: Together, case: Case) -> Finding:
    """The last `least` satisfies both at once; with `ever` some window since the start did."""
    start = case.entered if rule.within_phase else case.facts.admitted_on
    if start is None:
        return not_begun(requirement, case, rule.least)
    if rule.after is not None:
        event = latest_event(rule.after, case)
        if event is None:
            return not_yet(requirement, Since.EVENT, rule.after, case, rule.least)
        start = max(start, event.done_on)
    wanted = Wanted(rule.free_of, magnitudes=rule.magnitudes, dated_by=rule.dated_by)
    known = [breach for breach in breaches(wanted, case) if breach.on >= start]
    window = _Window(rule, case, start, known)
    once = window.first_full() if rule.ever else None
    last = latest(known)
    refs = (
        *([last.ref] if last is not None else ()),
        *(case.clock.evidence if rule.sober else ()),
        *(case.stay_refs() if rule.within_phase else (case.episode_ref(),)),
        *(() if rule.after is None else begun_refs(Since.EVENT, rule.after, case)),
    )
    if once is not None:
        text = f"{rule.least} at once reached {short(once, case.as_of)}"
        return found(requirement, Verdict.MET, text, met_from=once, evidence=refs)
    day = window.full_from(case.as_of)
    begun = window.begun(case.as_of)
    verdict = reached(day, case)
    waits = verdict is Verdict.UNMET and rule.sober and case.clock.stands_still
    waits = waits or (last is not None and last.lasts)
    days = case.days_since(begun)
    text = f"{days:,} days at once since {short(begun, case.as_of)}"
    if last is not None and last.on >= begun:
        text += f" ({last.what}: {last.said}{short(last.on, case.as_of)})"
    elif rule.sober and case.clock.last_event is not None and begun == case.clock.count_from:
        text += f" ({case.clock.last_event.event.label.lower()})"
    return found(
        requirement,
        verdict,
        text,
        met_from=None if waits else day,
        if_acted=day,
        achieved=f"{days:,}",
        evidence=refs,
    )


class _Window:
    """The window that ends on a day: since when both hold, and when it is full."""

    def __init__(self, rule: Together, case: Case, start: date, known: list[Breach]) -> None:
        self._rule = rule
        self._case = case
        self._start = start
        self._days = sorted({breach.on for breach in known})
        history = case.clock.history
        self._history = history.since(start) if history is not None else None

    def begun(self, day: date) -> date:
        """The day since which both hold, as seen on `day`."""
        return max(self._start, self._sober_from(day), self._last_breach(day) or self._start)

    def full_from(self, day: date) -> date:
        """The first day on which both windows are full, as seen on `day`."""
        rule, case = self._rule, self._case
        last = self._last_breach(day)
        free = (
            case.completed(self._start, rule.least) if last is None else case.plus(last, rule.least)
        )
        sober = case.completed(max(self._start, self._sober_from(day)), rule.least)
        return max(free, sober)

    def first_full(self) -> date | None:
        """The first day up to the day asked on which both were full."""
        case, history = self._case, self._history
        changes = set(self._days)
        if self._rule.sober and history is not None:
            changes |= set(history.changes)
        turns = [self._start, *sorted(day for day in changes if self._start < day <= case.as_of)]
        for place, day in enumerate(turns):
            full = max(day, self.full_from(day))
            if self._stands_still(day):
                continue
            following = turns[place + 1] if place + 1 < len(turns) else None
            if full <= case.as_of and (following is None or full < following):
                return full
        return None

    def _stands_still(self, day: date) -> bool:
        if not self._rule.sober or self._history is None:
            return False
        return self._history.state(day).still_since is not None

    def _sober_from(self, day: date) -> date:
        if not self._rule.sober or self._history is None:
            return self._start
        return self._history.state(day).begun

    def _last_breach(self, day: date) -> date | None:
        return max((on for on in self._days if on <= day), default=None)
