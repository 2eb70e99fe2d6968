"""Whether something that is done once has been done, and a record check recently enough."""

from __future__ import annotations

from drugcourt.domain.dates import counted, short
from drugcourt.domain.facts import MilestoneFacts
from drugcourt.domain.findings import Finding, Ref, Verdict
from drugcourt.domain.program import MilestoneDone, Requirement
from drugcourt.rules.requirements.case import Case, found

RECORD_CHECK = "record_check"


def milestone_done(requirement: Requirement, rule: MilestoneDone, case: Case) -> Finding:
    """Done in any phase, before admission too; the first time counts.

    A record check wears out: it counts for the program's `record_check_days` after its own day.
    """
    done = sorted(
        (item for item in case.facts.milestones if item.key == rule.milestone),
        key=lambda item: (item.done_on, item.id),
    )
    if not done:
        return found(
            requirement,
            Verdict.UNMET,
            "not done yet",
            if_acted=case.as_of,
            evidence=(case.episode_ref(),),
        )
    valid_days = case.program.record_check_days
    if rule.milestone == RECORD_CHECK and valid_days is not None:
        return _fresh(requirement, done, valid_days, case)
    return _done(requirement, done[0], done[0], case)


def _fresh(
    requirement: Requirement, done: list[MilestoneFacts], valid_days: int, case: Case
) -> Finding:
    """The latest counts while it is fresh; since when, looks back over checks without a gap."""
    last = first = done[-1]
    if (case.as_of - last.done_on).days > valid_days:
        text = f"done {short(last.done_on, case.as_of)}, more than {counted(valid_days, 'day')} ago"
        refs = (Ref("milestone", last.id),)
        return found(requirement, Verdict.UNMET, text, if_acted=case.as_of, evidence=refs)
    for earlier in reversed(done):
        if (first.done_on - earlier.done_on).days > valid_days + 1:
            break
        first = earlier
    return _done(requirement, last, first, case)


def _done(
    requirement: Requirement, shown: MilestoneFacts, since: MilestoneFacts, case: Case
) -> Finding:
    text = f"done {short(shown.done_on, case.as_of)}"
    if shown.verified:
        text += ", verified"
    refs = (Ref("milestone", shown.id),)
    return found(requirement, Verdict.MET, text, met_from=since.done_on, evidence=refs)
