"""How several findings make one: all of them, any of them, or a waiver in their place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from drugcourt.domain.dates import counted, short
from drugcourt.domain.facts import WaiverFacts
from drugcourt.domain.findings import Finding, Ref, Verdict
from drugcourt.domain.program import Requirement
from drugcourt.rules.requirements.case import Case, found

_BEST_FIRST = (Verdict.MET, Verdict.WAIVED, Verdict.UNMET, Verdict.UNKNOWN, Verdict.FAILED)


def all_of(requirement: Requirement, parts: tuple[Finding, ...], case: Case) -> Finding:
    """Every part that applies; without any applying part nothing is asked and it is met."""
    if not parts:
        return found(requirement, Verdict.MET, "nothing asked", met_from=case.facts.admitted_on)
    open_ = [part for part in parts if not part.verdict.satisfied]
    verdict = Verdict.MET
    for worse in (Verdict.FAILED, Verdict.UNMET, Verdict.UNKNOWN):
        if any(part.verdict is worse for part in open_):
            verdict = worse
            break
    met = len(parts) - len(open_)
    text = "; ".join(part.text for part in (open_ or parts))
    if open_ and met:
        text = f"{met} of {counted(len(parts), 'part')} met; {text}"
    return found(
        requirement,
        verdict,
        text,
        met_from=_latest(part.met_from for part in parts),
        if_acted=_latest(part.if_acted for part in parts),
        achieved=f"{met} / {len(parts)}",
        evidence=[ref for part in parts for ref in part.evidence],
        parts=parts,
        awaits_decision=bool(open_) and all(part.awaits_decision for part in open_),
    )


def any_of(requirement: Requirement, parts: tuple[Finding, ...], case: Case) -> Finding:
    """The best part that applies decides; FAILED only when none can be met any more.

    While no part is met, one that waits for a decision leaves the whole undecided.
    """
    if not parts:
        return found(requirement, Verdict.MET, "nothing asked", met_from=case.facts.admitted_on)
    best = min(parts, key=_rank)
    met = [part for part in parts if part.verdict.satisfied]
    if met:
        verdict = Verdict.MET
    elif any(part.verdict is Verdict.UNKNOWN for part in parts):
        verdict = Verdict.UNKNOWN
    else:
        verdict = best.verdict
    dated = met or parts
    return found(
        requirement,
        verdict,
        best.text,
        met_from=_soonest(part.met_from for part in dated),
        if_acted=_soonest(part.if_acted for part in dated),
        achieved=best.achieved,
        evidence=best.evidence,
        parts=parts,
        awaits_decision=not met and any(part.awaits_decision for part in parts),
    )


def n_of(requirement: Requirement, n: int, parts: tuple[Finding, ...], case: Case) -> Finding:
    """At least `n` of the parts that apply; where fewer apply, all of them."""
    needed = min(n, len(parts))
    if not needed:
        return found(requirement, Verdict.MET, "nothing asked", met_from=case.facts.admitted_on)
    ranked = sorted(parts, key=_rank)
    met = [part for part in parts if part.verdict.satisfied]
    able = [part for part in parts if part.verdict is not Verdict.FAILED]
    open_ = [part for part in parts if not part.verdict.satisfied]
    if len(met) >= needed:
        verdict = Verdict.MET
    elif len(able) < needed:
        verdict = Verdict.FAILED
    elif any(part.verdict is Verdict.UNKNOWN for part in open_):
        verdict = Verdict.UNKNOWN
    else:
        verdict = Verdict.UNMET
    text = f"{len(met):,} of {counted(len(parts), 'part')} met, {needed:,} needed"
    if verdict is not Verdict.MET:
        text += f"; {'; '.join(part.text for part in open_)}"
    decisions = sum(part.awaits_decision for part in open_)
    return found(
        requirement,
        verdict,
        text,
        met_from=_nth((p.met_from for p in (met if verdict is Verdict.MET else parts)), needed),
        if_acted=_nth((part.if_acted for part in able), needed),
        achieved=f"{len(met)} / {needed}",
        evidence=[ref for part in ranked[:needed] for ref in part.evidence],
        parts=parts,
        awaits_decision=verdict is not Verdict.MET and len(met) + decisions >= needed,
    )


def _nth(days: Iterable[date | None], n: int) -> date | None:
    """The n-th of the days in order; None when there are fewer."""
    known = sorted(day for day in days if day is not None)
    return known[n - 1] if len(known) >= n else None


def waived(requirement: Requirement, waiver: WaiverFacts, asked: Finding, case: Case) -> Finding:
    """The waiver in place of a finding that is not met; what was found stands behind it."""
    text = f"waived {short(waiver.on, case.as_of)} by {waiver.by.strip() or 'someone not named'}"
    if waiver.reason.strip():
        text += f": {waiver.reason.strip()}"
    return found(
        requirement,
        Verdict.WAIVED,
        text,
        met_from=waiver.on,
        achieved=asked.achieved,
        evidence=(Ref("waiver", waiver.id), *asked.evidence),
        parts=asked.parts,
    )


def _rank(part: Finding) -> tuple[int, date, date]:
    return (
        _BEST_FIRST.index(part.verdict),
        part.met_from or date.max,
        part.if_acted or date.max,
    )


def _latest(days: Iterable[date | None]) -> date | None:
    latest = date.min
    for day in days:
        if day is None:
            return None
        latest = max(latest, day)
    return latest


def _soonest(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day is not None), default=None)
