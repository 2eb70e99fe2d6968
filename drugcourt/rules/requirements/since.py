"""From which day a rule's time is counted, and what to say while that day has not come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from drugcourt.domain.dates import Amount
from drugcourt.domain.facts import MilestoneFacts
from drugcourt.domain.findings import Finding, Ref, Verdict
from drugcourt.domain.program import Requirement, Since
from drugcourt.rules.requirements.case import Case, found, not_begun


def begun(since: Since, event: str | None, case: Case) -> date | None:
    """The day that `since` names; None where it has not come yet."""
    if since is Since.ADMISSION:
        return case.facts.admitted_on
    if since is Since.SOBER:
        return case.clock.count_from
    if since is Since.EVENT:
        last = latest_event(event, case)
        return None if last is None else last.done_on
    return case.entered


def latest_event(event: str | None, case: Case) -> MilestoneFacts | None:
    """The latest time that the named event happened."""
    done = [m for m in case.facts.milestones if m.key == event]
    return max(done, key=lambda item: (item.done_on, item.id), default=None)


def begun_refs(since: Since, event: str | None, case: Case) -> tuple[Ref, ...]:
    """The records that say since when."""
    if since is Since.SOBER:
        return case.clock.evidence
    if since is Since.EVENT:
        last = latest_event(event, case)
        return () if last is None else (Ref("milestone", last.id),)
    return case.stay_refs() if since is Since.PHASE else (case.episode_ref(),)


def with_beginning(finding: Finding, since: Since, event: str | None, case: Case) -> Finding:
    """The finding with the records that say since when, where that is no phase or admission."""
    if since not in (Since.EVENT, Since.SOBER):
        return finding
    refs = (*finding.evidence, *begun_refs(since, event, case))
    return replace(finding, evidence=tuple(dict.fromkeys(refs)))


def not_yet(
    requirement: Requirement,
    since: Since,
    event: str | None,
    case: Case,
    least: Amount | None = None,
) -> Finding:
    """The finding where the day has not come; `least` is the span that would run from it."""
    if since is not Since.EVENT:
        return not_begun(requirement, case, least)
    name = case.program.milestone_title(event or "")
    return found(
        requirement,
        Verdict.UNMET,
        f"“{name}” has not happened yet",
        if_acted=case.as_of if least is None else case.completed(case.as_of, least),
        evidence=(case.episode_ref(),),
    )
