"""Whether a window holds no more of something than the handbook lets pass."""

from __future__ import annotations

from datetime import date

from drugcourt.domain.dates import short
from drugcourt.domain.findings import Finding, Ref, Verdict
from drugcourt.domain.program import FreeWindow, Requirement, Since
from drugcourt.rules.requirements.breaches import Breach, in_order, said
from drugcourt.rules.requirements.breakpoints import first_met
from drugcourt.rules.requirements.case import Case, found
from drugcourt.rules.requirements.since import begun_refs


def at_most(
    requirement: Requirement, rule: FreeWindow, case: Case, start: date, known: list[Breach]
) -> Finding:
    """At most `allowed` in the last `least`, or with `in_any` in every window of that length.

    What happened on a day leaves the window `least` later. The window up to the day asked has to
    lie within the program or the stay; any window is looked at as far as it has come.
    """
    least = rule.least
    assert least is not None, "asked only of a window with a length"
    happened = sorted(known, key=in_order)
    leaves = [case.plus(breach.on, least) for breach in happened]
    refs = window_refs(rule, case)
    if rule.in_any:
        return _in_any(requirement, rule, case, start, happened, leaves)

    full = case.completed(start, least)

    def holds(day: date) -> bool:
        inside = sum(b.on <= day < gone for b, gone in zip(happened, leaves, strict=True))
        return day >= full and inside <= rule.allowed

    inside = [b for b, gone in zip(happened, leaves, strict=True) if b.on <= case.as_of < gone]
    changes = [full, *(b.on for b in happened), *leaves]
    day = first_met(holds, changes, start, case.as_of)
    return found(
        requirement,
        Verdict.MET if holds(case.as_of) else Verdict.UNMET,
        f"{_times(rule, inside)} in the last {least}{_last(inside, case)}",
        met_from=day,
        achieved=f"{len(inside):,} / {rule.allowed:,}",
        evidence=(*(b.ref for b in happened), *refs),
    )


def _in_any(
    requirement: Requirement,
    rule: FreeWindow,
    case: Case,
    start: date,
    happened: list[Breach],
    leaves: list[date],
) -> Finding:
    """One window with too many stands for good."""
    refs = window_refs(rule, case)
    for place, last in enumerate(happened[rule.allowed :]):
        if last.on < leaves[place]:
            cluster = happened[place : place + rule.allowed + 1]
            first = short(cluster[0].on, case.as_of)
            text = f"{_times(rule, cluster)} from {first} to {short(last.on, case.as_of)}"
            evidence = (*(b.ref for b in cluster), *refs)
            return found(requirement, Verdict.FAILED, text, evidence=evidence)
    text = f"never more than {rule.allowed:,} {said(rule)} in {rule.least} since "
    text += short(start, case.as_of)
    evidence = (*(b.ref for b in happened), *refs)
    return found(requirement, Verdict.MET, text, met_from=start, evidence=evidence)


def window_refs(rule: FreeWindow, case: Case) -> tuple[Ref, ...]:
    """The records that say from when on the window is looked at."""
    refs = case.stay_refs() if rule.within_phase else (case.episode_ref(),)
    return refs if rule.after is None else (*refs, *begun_refs(Since.EVENT, rule.after, case))


def _times(rule: FreeWindow, inside: list[Breach]) -> str:
    return f"{said(rule)}: {len(inside):,}, at most {rule.allowed:,} allowed"


def _last(inside: list[Breach], case: Case) -> str:
    return f", last {short(inside[-1].on, case.as_of)}" if inside else ""
