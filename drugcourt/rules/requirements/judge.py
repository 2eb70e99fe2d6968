"""Which rule judges a requirement, whether it applies to this person, and whether it was waived."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from drugcourt.domain.findings import Finding, Verdict
from drugcourt.domain.program import (
    AllOf,
    AnyOf,
    AttendAll,
    AttendCount,
    AttendRate,
    AttendShare,
    Decided,
    Elapsed,
    FreeWindow,
    LedgerSettled,
    MilestoneDone,
    OnlyIf,
    Requirement,
    Rule,
    Since,
    Sober,
    Working,
)
from drugcourt.domain.terms import ChargeLevel
from drugcourt.rules.requirements import (
    attendance,
    combine,
    conduct,
    decisions,
    milestones,
    money,
    sobriety,
    time,
    work,
)
from drugcourt.rules.requirements.case import Case, found


def judge(requirement: Requirement, case: Case) -> Finding | None:
    """The finding on one requirement; None when it does not apply to this person.

    Where the record does not say whether it applies, the finding is UNKNOWN and says what is
    missing. A waiver stands in for anything but what is met by itself.
    """
    applies, missing = _applies(requirement.only_if, case)
    if applies is False:
        return None
    asked = _remembered(requirement, case) if applies else _undecided(requirement, missing, case)
    waiver = case.waivers.get(requirement.key)
    if waiver is None or asked.verdict is Verdict.MET:
        return asked
    return combine.waived(requirement, waiver, asked, case)


def judge_all(requirements: Iterable[Requirement], case: Case) -> tuple[Finding, ...]:
    """The findings on those requirements that apply, in their order."""
    findings = (judge(requirement, case) for requirement in requirements)
    return tuple(finding for finding in findings if finding is not None)


def _remembered(requirement: Requirement, case: Case) -> Finding:
    """Rules that look at the whole program find the same in every phase: they are judged once."""
    rule = requirement.rule
    if not _looks_at_whole_program(rule):
        return _judged(requirement, case)
    known = case.remembered.get(rule)
    if known is None:
        known = case.remembered[rule] = _judged(requirement, case)
        return known
    return replace(
        known, rule=requirement.key, requirement=requirement.text, basis=requirement.basis
    )


def _looks_at_whole_program(rule: Rule) -> bool:
    match rule:
        case Sober(within_phase=inside) | FreeWindow(within_phase=inside):
            return not inside
        case AttendAll(over=over) | AttendShare(over=over):
            return over is not None
        case MilestoneDone() | LedgerSettled() | Working():
            return True
        case Elapsed(since=since) | AttendCount(since=since):
            return since is Since.ADMISSION
        case _:
            return False


def _judged(requirement: Requirement, case: Case) -> Finding:
    match requirement.rule:
        case Elapsed() as rule:
            return time.elapsed(requirement, rule, case)
        case Sober() as rule:
            return sobriety.sober(requirement, rule, case)
        case FreeWindow() as rule:
            return conduct.free_window(requirement, rule, case)
        case AttendAll() as rule:
            return attendance.attend_all(requirement, rule, case)
        case AttendShare() as rule:
            return attendance.attend_share(requirement, rule, case)
        case AttendCount() as rule:
            return attendance.attend_count(requirement, rule, case)
        case AttendRate() as rule:
            return attendance.attend_rate(requirement, rule, case)
        case MilestoneDone() as rule:
            return milestones.milestone_done(requirement, rule, case)
        case LedgerSettled() as rule:
            return money.ledger_settled(requirement, rule, case)
        case Working() as rule:
            return work.working(requirement, rule, case)
        case Decided() as rule:
            return decisions.decided(requirement, rule, case)
        case AllOf(parts):
            return combine.all_of(requirement, judge_all(parts, case), case)
        case AnyOf(parts):
            return combine.any_of(requirement, judge_all(parts, case), case)


def _applies(only_if: OnlyIf | None, case: Case) -> tuple[bool | None, str]:
    """Whether a requirement applies; None with what is missing when the record can't say."""
    if only_if is None:
        return True, ""
    facts = case.facts
    missing = ""
    if only_if.assigned is not None and only_if.assigned not in facts.assigned:
        return False, ""
    if only_if.tracks:
        if facts.track is None:
            missing = "the legal track"
        elif facts.track not in only_if.tracks:
            return False, ""
    if only_if.charge_levels:
        if facts.charge_level is ChargeLevel.UNKNOWN:
            missing = missing or "the charge level"
        elif facts.charge_level not in only_if.charge_levels:
            return False, ""
    if only_if.settings:
        levels = {t.level for t in facts.treatments if t.end is None or case.as_of < t.end}
        if not levels:
            missing = missing or "the present level of care"
        elif levels.isdisjoint(only_if.settings):
            return False, ""
    return (None, missing) if missing else (True, "")


def _undecided(requirement: Requirement, missing: str, case: Case) -> Finding:
    return found(
        requirement,
        Verdict.UNKNOWN,
        f"whether this applies is not known: {missing} is not recorded",
        if_acted=case.as_of,
        evidence=(case.episode_ref(),),
    )
