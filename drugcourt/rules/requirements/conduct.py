"""Whether a window up to the day asked, or the first one, is free of what the handbook names."""

from __future__ import annotations

from datetime import date

from drugcourt.domain.dates import counted, short
from drugcourt.domain.findings import Finding, Ref, Verdict
from drugcourt.domain.program import FreeWindow, Requirement, Since
from drugcourt.rules.requirements.at_most import at_most, window_refs
from drugcourt.rules.requirements.breaches import Breach, Wanted, breaches, in_order, latest, said
from drugcourt.rules.requirements.case import Case, found, not_begun, reached
from drugcourt.rules.requirements.in_a_row import too_many_in_a_row
from drugcourt.rules.requirements.since import latest_event, not_yet


def free_window(requirement: Requirement, rule: FreeWindow, case: Case) -> Finding:
    """The `least` days ending with the day asked are free of what `of` and `also` name.

    The window is a look back: what happened on a day leaves it `least` later, whatever
    `completes` says. The window has to lie within the program (with `within_phase` within the
    stay): days from before do not count as free, so it is first full as a span begun there.
    """
    start = case.entered if rule.within_phase else case.facts.admitted_on
    if start is None:
        return not_begun(requirement, case, rule.least)
    if rule.after is not None:
        event = latest_event(rule.after, case)
        if event is None:
            return not_yet(requirement, Since.EVENT, rule.after, case, rule.least)
        start = max(start, event.done_on)
    known = [breach for breach in breaches(_wanted(rule), case) if breach.on >= start]
    shown: tuple[Ref, ...] = ()
    if rule.in_a_row:
        known, shown = too_many_in_a_row(rule, case, known)
    if rule.least is None or rule.first:
        return _for_good(requirement, rule, case, start, known, shown)
    if (rule.allowed and not rule.in_a_row) or rule.in_any:
        return at_most(requirement, rule, case, start, known)
    last = latest(known)
    day = case.completed(start, rule.least) if last is None else case.plus(last.on, rule.least)
    since = start if last is None else last.on
    days = case.days_since(since) if last is None else max(0, (case.as_of - since).days)
    if last is None:
        text = f"no {said(rule)} in {counted(days, 'day')}, since {short(start, case.as_of)}"
    else:
        text = f"last {last.what}: {last.said}{short(last.on, case.as_of)}"
    refs = (*shown, *window_refs(rule, case))
    lasts = last is not None and last.lasts
    return found(
        requirement,
        reached(day, case),
        text,
        met_from=None if lasts else day,
        if_acted=day if lasts else None,
        achieved=f"{days:,}",
        evidence=refs if last is None else (last.ref, *refs),
    )


def _for_good(
    requirement: Requirement,
    rule: FreeWindow,
    case: Case,
    start: date,
    known: list[Breach],
    shown: tuple[Ref, ...],
) -> Finding:
    """The whole time since entry, or the first `least` of it: a breach in it can't be undone."""
    full = start if rule.least is None else case.completed(start, rule.least)
    end = date.max if rule.least is None else case.plus(start, rule.least)
    inside = sorted((b for b in known if b.on < end), key=in_order)
    refs = (*shown, *window_refs(rule, case))
    allowed = 0 if rule.in_a_row else rule.allowed
    window = "since" if rule.least is None else f"in the first {rule.least} since"
    begun = short(start, case.as_of)
    if len(inside) > allowed:
        first = inside[allowed]
        text = f"{first.what} {window} {begun}: {first.said}{short(first.on, case.as_of)}"
        if allowed:
            text += f", {counted(allowed, 'other')} allowed"
        counting = (b.ref for b in inside[: allowed + 1])
        return found(requirement, Verdict.FAILED, text, evidence=(*counting, *refs))
    text = f"no {said(rule)} {window} {begun}"
    if inside:
        text = f"{said(rule)} {counted(len(inside), 'time')} {window} {begun}, "
        text += f"at most {rule.allowed:,} allowed"
    evidence = (*(b.ref for b in inside), *refs)
    return found(requirement, reached(full, case), text, met_from=full, evidence=evidence)


def _wanted(rule: FreeWindow) -> Wanted:
    return Wanted(
        frozenset({rule.of, *rule.also}),
        rule.kinds,
        rule.magnitudes,
        rule.levels,
        rule.dated_by,
    )
