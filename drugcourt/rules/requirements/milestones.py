"""Whether something that is done once has been done."""

from __future__ import annotations

from drugcourt.domain.dates import short
from drugcourt.domain.findings import Finding, Ref, Verdict
from drugcourt.domain.program import MilestoneDone, Requirement
from drugcourt.rules.requirements.case import Case, found


def milestone_done(requirement: Requirement, rule: MilestoneDone, case: Case) -> Finding:
    """Done in any phase, before admission too; the first time counts."""
    done = [item for item in case.facts.milestones if item.key == rule.milestone]
    if not done:
        return found(requirement, Verdict.UNMET, "not done yet", if_acted=case.as_of)
    first = min(done, key=lambda item: (item.done_on, item.id))
    text = f"done {short(first.done_on, case.as_of)}"
    if first.verified:
        text += ", verified"
    return found(
        requirement,
        Verdict.MET,
        text,
        met_from=first.done_on,
        evidence=(Ref("milestone", first.id),),
    )
