"""Whether something has been done: often enough, in time, approved, and recently enough."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from drugcourt.domain.dates import Amount, Unit, counted, short
from drugcourt.domain.facts import MilestoneFacts
from drugcourt.domain.findings import Finding, Ref, Verdict
from drugcourt.domain.program import MilestoneDone, Requirement
from drugcourt.rules.requirements.case import Case, found, not_begun
from drugcourt.rules.requirements.decisions import standing_grant, waiting_for
from drugcourt.rules.requirements.since import begun, begun_refs

RECORD_CHECK = "record_check"


def milestone_done(requirement: Requirement, rule: MilestoneDone, case: Case) -> Finding:
    """Done in any phase, before admission too, unless the rule asks for this stay.

    A record check wears out as the program's `record_check_days` say, others as `expires` does.
    What has prerequisites counts once these are done too.
    """
    if rule.in_phase and case.entered is None:
        return not_begun(requirement, case)
    done = _done_items(rule, case)
    late_from = _late_from(rule, case)
    if late_from is not None and rule.late_fails:
        done = [item for item in done if item.done_on < late_from]
    missing = _prerequisites_missing(rule, case)
    waiting = [by for by in sorted(rule.approvals) if standing_grant(requirement, by, case) is None]
    if len(done) < rule.times or missing:
        found_ = _not_done(requirement, rule, case, done, late_from, missing)
        if late_from is None:
            return found_
        refs = (*found_.evidence, *begun_refs(rule.since, rule.event, case))
        return replace(found_, evidence=tuple(dict.fromkeys(refs)))
    if waiting:
        return _not_approved(requirement, rule, case, done)
    expires = _expires(rule, case)
    if expires is not None and rule.times == 1:
        return _fresh(requirement, rule, done, expires, case, late_from)
    return _done(requirement, rule, case, done, done[rule.times - 1], late_from)


def _done_items(rule: MilestoneDone, case: Case) -> list[MilestoneFacts]:
    entered = case.entered
    return sorted(
        (
            item
            for item in case.facts.milestones
            if item.key == rule.milestone
            and (item.verified or not rule.verified)
            and (not rule.in_phase or (entered is not None and item.done_on >= entered))
        ),
        key=lambda item: (item.done_on, item.id),
    )


def _late_from(rule: MilestoneDone, case: Case) -> date | None:
    """The first day that is too late; None without a deadline or before it can run."""
    if rule.deadline is None:
        return None
    start = begun(rule.since, rule.event, case)
    return None if start is None else _day_after(case.plus(start, rule.deadline))


def _expires(rule: MilestoneDone, case: Case) -> Amount | None:
    if rule.expires is not None:
        return rule.expires
    days = case.program.record_check_days
    if rule.milestone == RECORD_CHECK and days is not None:
        return Amount(days, Unit.DAY)
    return None


def _prerequisites_missing(rule: MilestoneDone, case: Case) -> list[str]:
    kind = next((m for m in case.program.milestones if m.key == rule.milestone), None)
    if kind is None or not kind.requires:
        return []
    have = {item.key for item in case.facts.milestones}
    return sorted(case.program.milestone_title(key) for key in kind.requires - have)


def _not_done(
    requirement: Requirement,
    rule: MilestoneDone,
    case: Case,
    done: list[MilestoneFacts],
    late_from: date | None,
    missing: list[str],
) -> Finding:
    text = "not done yet"
    if missing:
        named = " and ".join(f"“{title}”" for title in missing)
        text = f"{named} has to be done first" if len(missing) == 1 else f"{named} come first"
    elif rule.times > 1:
        text = f"done {len(done):,} of {counted(rule.times, 'time')}"
    elif rule.verified and any(i.key == rule.milestone for i in case.facts.milestones):
        text = "done, but not verified yet"
    overdue = late_from is not None and case.as_of >= late_from
    if overdue and late_from is not None:
        text += f"; overdue since {short(late_from, case.as_of)}"
    elif late_from is not None:
        text += f"; due by {short(_day_before(late_from), case.as_of)}"
    return found(
        requirement,
        Verdict.FAILED if overdue and rule.late_fails else Verdict.UNMET,
        text,
        if_acted=max(case.as_of, case.expected_entry or case.as_of),
        achieved=f"{len(done):,} / {rule.times:,}" if rule.times > 1 else "",
        evidence=_refs(done) or (case.episode_ref(),),
    )


def _not_approved(
    requirement: Requirement, rule: MilestoneDone, case: Case, done: list[MilestoneFacts]
) -> Finding:
    """Done, and waiting for those who have to accept it."""
    asked = sorted(rule.approvals)
    against = [by for by in asked if case.refused(requirement.key, by)]
    open_ = [by for by in asked if standing_grant(requirement, by, case) is None]
    text = f"done {short(done[rule.times - 1].done_on, case.as_of)}; "
    text += "; ".join(waiting_for(by) for by in open_)
    return found(
        requirement,
        Verdict.UNMET if against else Verdict.UNKNOWN,
        text,
        if_acted=case.as_of,
        evidence=(*_refs(done), *case.decision_refs(requirement.key, asked)),
        awaits_decision=not against,
    )


def _fresh(
    requirement: Requirement,
    rule: MilestoneDone,
    done: list[MilestoneFacts],
    valid: Amount,
    case: Case,
    late_from: date | None,
) -> Finding:
    """The latest counts while it is fresh; since when, looks back over times without a gap."""
    last = first = done[-1]
    if case.as_of > case.plus(last.done_on, valid):
        text = f"done {short(last.done_on, case.as_of)}, more than {valid} ago"
        refs = (Ref("milestone", last.id),)
        return found(requirement, Verdict.UNMET, text, if_acted=case.as_of, evidence=refs)
    for earlier in reversed(done):
        if first.done_on > _day_after(case.plus(earlier.done_on, valid)):
            break
        first = earlier
    return _done(requirement, rule, case, [last], first, late_from)


def _done(
    requirement: Requirement,
    rule: MilestoneDone,
    case: Case,
    shown: list[MilestoneFacts],
    since: MilestoneFacts,
    late_from: date | None,
) -> Finding:
    first = shown[0] if rule.times == 1 else since
    text = f"done {short(first.done_on, case.as_of)}"
    if rule.times > 1:
        text = f"done {counted(len(shown), 'time')}, enough {short(since.done_on, case.as_of)}"
    if late_from is not None and first.done_on >= late_from:
        text += f", late: it was due by {short(_day_before(late_from), case.as_of)}"
    if first.verified:
        text += ", verified"
    days = [since.done_on, *_prerequisite_days(rule, case)]
    for by in rule.approvals:
        granted = standing_grant(requirement, by, case)
        days += [granted.on] if granted is not None else []
    return found(
        requirement,
        Verdict.MET,
        text,
        met_from=max(days),
        achieved=f"{len(shown):,} / {rule.times:,}" if rule.times > 1 else "",
        evidence=(
            *_refs(shown if rule.times > 1 else [first]),
            *case.decision_refs(requirement.key, rule.approvals),
        ),
    )


def _prerequisite_days(rule: MilestoneDone, case: Case) -> Iterable[date]:
    kind = next((m for m in case.program.milestones if m.key == rule.milestone), None)
    for key in kind.requires if kind is not None else ():
        yield min(item.done_on for item in case.facts.milestones if item.key == key)


def _day_before(day: date) -> date:
    return date.fromordinal(max(1, day.toordinal() - 1))


def _day_after(day: date) -> date:
    return date.fromordinal(min(date.max.toordinal(), day.toordinal() + 1))


def _refs(done: Iterable[MilestoneFacts]) -> tuple[Ref, ...]:
    return tuple(Ref("milestone", item.id) for item in done)
