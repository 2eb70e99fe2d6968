"""Which rule judges a requirement, whether it applies to this person, and whether it was waived."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from drugcourt.domain.findings import Finding, Ref, Verdict
from drugcourt.domain.program import (
    AllOf,
    AnyOf,
    AttendAll,
    AttendCount,
    AttendRate,
    AttendShare,
    Ceremony,
    Decided,
    Elapsed,
    FreeWindow,
    HandedIn,
    LedgerSettled,
    MilestoneDone,
    NOf,
    PhaseTasks,
    Points,
    Requirement,
    Rule,
    Served,
    Since,
    Sober,
    Stands,
    Together,
    Working,
)
from drugcourt.rules.requirements import (
    attend_count,
    attend_rate,
    attendance,
    ceremony,
    combine,
    conduct,
    decisions,
    handed_in,
    milestones,
    money,
    points,
    service,
    sobriety,
    standing,
    time,
    together,
    work,
)
from drugcourt.rules.requirements.asked import Chosen, asked_in, chosen, overridden, parted
from drugcourt.rules.requirements.case import Case, found
from drugcourt.rules.requirements.happened import applying
from drugcourt.rules.requirements.unset import not_set, unset


def judge(
    requirement: Requirement, case: Case, exceptions: tuple[Requirement, ...] = ()
) -> Finding | None:
    """The finding on one requirement; None when it does not apply to this person.

    An exception that applies stands in its place and keeps its key. Where the record does not
    say whether it applies, the finding is UNKNOWN and says what is missing. A waiver stands in
    for anything but what is met by itself, and a fixed term is not waived.
    """
    applies, missing = applying(requirement, case)
    if applies is False:
        return None
    if applies is None:
        asked = _undecided(requirement, missing, case)
    elif exceptions:
        asked = _excepted(chosen(requirement, exceptions, case), requirement, case)
    else:
        asked = _numbered(requirement, case)
    if not case.waivers or asked.verdict is Verdict.MET:
        return asked
    keys = [requirement.key, *(exception.key for exception in exceptions)]
    waiver = next((case.waivers[key] for key in keys if key in case.waivers), None)
    if waiver is None:
        return asked
    if isinstance(requirement.rule, Elapsed) and requirement.rule.fixed:
        return replace(asked, text=f"{asked.text}; a fixed term is not waived")
    return combine.waived(requirement, waiver, asked, case)


def judge_all(requirements: Iterable[Requirement], case: Case) -> tuple[Finding, ...]:
    """The findings on those requirements that apply, in their order."""
    findings = (judge(base, case, exceptions) for base, exceptions in parted(requirements))
    return tuple(finding for finding in findings if finding is not None)


def _excepted(choice: Chosen, base: Requirement, case: Case) -> Finding:
    """The finding on what stands in the base's place; several claims at once decide nothing."""
    asked = _numbered(choice.requirement, case)
    if choice.why:
        asked = replace(asked, why="; ".join(part for part in (choice.why, asked.why) if part))
    if choice.rivals:
        named = " and ".join(f"“{r.text}”" for r in (choice.requirement, *choice.rivals))
        text = f"{named} apply at once; the handbook does not say which goes first"
        return _open(base, text, asked, case)
    if choice.unsure:
        others = [_numbered(replace(r, key=base.key), case) for r in choice.unsure]
        if asked.verdict is Verdict.MET and all(f.verdict is Verdict.MET for f in others):
            return asked
        named = " or ".join(f"“{r.text}”" for r in choice.unsure)
        text = f"whether {named} applies is not known: {choice.missing} is not recorded"
        return _open(base, text, asked, case)
    return asked


def _open(base: Requirement, text: str, asked: Finding, case: Case) -> Finding:
    return found(
        base,
        Verdict.UNKNOWN,
        text,
        if_acted=max(asked.if_acted or case.as_of, case.as_of),
        evidence=(*asked.evidence, case.episode_ref()),
    )


def _numbered(requirement: Requirement, case: Case) -> Finding:
    """Judged with this person's own numbers, where there are any."""
    if not case.overrides:
        return _set(requirement, case)
    own, why, wrong = overridden(requirement, case)
    if wrong:
        return _open(requirement, wrong, _set(requirement, case), case)
    asked = _set(own, case)
    if not why:
        return asked
    orders = (Ref("override", order.id) for order in case.overrides[requirement.key])
    return replace(asked, why=why, evidence=tuple(dict.fromkeys((*asked.evidence, *orders))))


def _set(requirement: Requirement, case: Case) -> Finding:
    """Judged once every number that is set for each person has been set for this one."""
    missing = unset(requirement, case)
    return not_set(requirement, missing, case) if missing else _remembered(requirement, case)


def _remembered(requirement: Requirement, case: Case) -> Finding:
    """Rules that look at the whole program find the same in every phase: they are judged once."""
    rule = requirement.rule
    if not _looks_at_whole_program(rule):
        return _judged(requirement, case)
    known = case.remembered.get(rule)
    if known is None:
        known = case.remembered[rule] = _judged(requirement, case)
        return known
    return known.as_asked(requirement.key, requirement.text, requirement.basis)


def _looks_at_whole_program(rule: Rule) -> bool:
    match rule:
        case Sober(within_phase=inside) | FreeWindow(within_phase=inside):
            return not inside
        case Together(within_phase=inside):
            return not inside
        case AttendAll(over=over, since=since) | AttendShare(over=over, since=since):
            return since is Since.ADMISSION or (over is not None and since is Since.PHASE)
        case MilestoneDone():
            return not (rule.in_phase or rule.deadline or rule.approvals)
        case LedgerSettled():
            return not rule.in_phase and (rule.fee is None or rule.since is Since.ADMISSION)
        case Stands() | Working():
            return True
        case Elapsed(since=since):
            return since is not Since.PHASE and not rule.phases
        case AttendCount(since=since) | Served(since=since) | Points(since=since):
            return since is Since.ADMISSION
        case _:
            return False


_JUDGES: dict[type[Any], Callable[[Requirement, Any, Case], Finding]] = {
    Elapsed: time.elapsed,
    Sober: sobriety.sober,
    FreeWindow: conduct.free_window,
    Together: together.together,
    AttendAll: attendance.attend_all,
    AttendShare: attendance.attend_share,
    AttendCount: attend_count.attend_count,
    AttendRate: attend_rate.attend_rate,
    HandedIn: handed_in.handed_in,
    MilestoneDone: milestones.milestone_done,
    LedgerSettled: money.ledger_settled,
    Stands: standing.stands,
    Working: work.working,
    Served: service.served,
    Decided: decisions.decided,
    Points: points.points_held,
    Ceremony: ceremony.ceremony,
}


def _judged(requirement: Requirement, case: Case) -> Finding:
    match requirement.rule:
        case AllOf(parts):
            return combine.all_of(requirement, judge_all(parts, case), case)
        case AnyOf(parts):
            return combine.any_of(requirement, judge_all(parts, case), case)
        case NOf(n, parts):
            return combine.n_of(requirement, n, judge_all(parts, case), case)
        case PhaseTasks() as rule:
            return _phase_tasks(requirement, rule, case)
        case rule:
            return _JUDGES[type(rule)](requirement, rule, case)


def _phase_tasks(requirement: Requirement, rule: PhaseTasks, case: Case) -> Finding:
    """Every task of another phase, looked at from the latest stay in it up to the day asked."""
    phase = case.program.phase(rule.phase)
    if phase is None or phase.key in case.looking_back:
        text = f"the tasks of “{rule.phase}” can't be looked back at"
        return found(requirement, Verdict.UNKNOWN, text, if_acted=case.as_of)
    tasks = (
        r
        for r in asked_in(case.program, phase)
        if r.key not in rule.skip and not isinstance(r.rule, Ceremony)
    )
    return combine.all_of(requirement, judge_all(tasks, case.looking_at(phase)), case)


def _undecided(requirement: Requirement, missing: str, case: Case) -> Finding:
    return found(
        requirement,
        Verdict.UNKNOWN,
        f"whether this applies is not known: {missing} is not recorded",
        if_acted=case.as_of,
        evidence=(case.episode_ref(),),
    )
