"""What a rule of a handbook asks, in plain sentences for somebody who did not write it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from drugcourt.casework.programs import attendance_words, window_words
from drugcourt.casework.programs.rule_pieces import (
    condition,
    every,
    inside,
    listed,
    listed_terms,
    milestone_title,
    money,
    number,
    phase_name,
    since,
    what_happens,
)
from drugcourt.domain.dates import counted, long
from drugcourt.domain.fees import DebtKind
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
    OnlyIf,
    PhaseTasks,
    Points,
    Program,
    Requirement,
    Rule,
    Served,
    Sober,
    Standing,
    Stands,
    Together,
    Working,
)
from drugcourt.domain.rule_terms import DecisionBy
from drugcourt.exchange.programs.values import written_as

__all__ = ["applies", "differing", "every", "exception", "sentence"]

RECORD_CHECK = "record_check"
_DECIDES = {
    DecisionBy.TEAM: "The team has agreed",
    DecisionBy.JUDGE: "The judge has agreed",
    DecisionBy.PROSECUTOR: "The prosecutor has agreed",
    DecisionBy.PROVIDER: "The treatment provider has agreed",
    DecisionBy.PARTICIPANT: "The participant has handed it in",
    DecisionBy.COORDINATOR: "The coordinator has agreed",
    DecisionBy.DEFENSE: "Defense counsel has agreed",
    DecisionBy.PROBATION: "The probation officer has agreed",
    DecisionBy.FAMILY: "The family has accepted it",
    DecisionBy.SPONSOR: "The sponsor has accepted it",
    DecisionBy.MENTOR: "The mentor has accepted it",
    DecisionBy.ELDERS: "The panel of elders has agreed",
    DecisionBy.PEERS: "Fellow participants have agreed",
    DecisionBy.CHILD_WELFARE: "The child welfare agency has agreed",
    DecisionBy.VICTIM: "The victim has accepted it",
}


def sentence(rule: Rule, program: Program | None = None) -> str:
    """The rule in one or two plain sentences, combined rules with their parts.

    With the `program` a milestone is called by its title, and a record check says how long it
    counts; without it the milestone's key stands in its place.
    """
    return _WORDS[type(rule)](rule, program)


def applies(
    only_if: OnlyIf | None, unless: OnlyIf | None = None, program: Program | None = None
) -> str:
    """Whom a requirement is for, in sentences; "" when it is for everybody."""
    parts = []
    if only_if is not None and (said := condition(only_if, program)):
        parts.append(f"Only for participants {said}.")
    if unless is not None and (said := condition(unless, program)):
        parts.append(f"Not for participants {said}.")
    return " ".join(parts)


def exception(requirement: Requirement, program: Program) -> str:
    """What an exception stands in the place of; "" for a plain requirement."""
    if not requirement.replaces:
        return ""
    base = next((r for r in program.requirements if r.key == requirement.replaces), None)
    named = requirement.replaces if base is None else base.text
    return f"Where it holds, it stands in the place of “{named}”."


def differing(requirement: Requirement) -> str:
    """Numbers that differ by track, charge level or care, and those set for each person."""
    rule = requirement.rule
    said = [
        f"For {inside(item.of.label)}: {item.field.replace('_', ' ')} "
        f"{written_as(rule, item.field, item.value)}."
        for item in requirement.numbers
    ]
    if requirement.individual:
        names = listed((name.replace("_", " ") for name in sorted(requirement.individual)), "and")
        said.append(f"Set for each person: {names}.")
    return " ".join(said)


# Things done, money, standing -------------------------------------------------------------------


def _milestone(rule: MilestoneDone, program: Program | None) -> str:
    title = milestone_title(rule.milestone, program)
    times = f" {counted(rule.times, 'time')}" if rule.times > 1 else ""
    where = "during this stay in the phase" if rule.in_phase else "in this phase or before"
    text = f"“{title}” is recorded as done{times}, {where}."
    if rule.verified:
        text += " Somebody has verified it."
    if rule.deadline is not None:
        late = "later it can no longer be met" if rule.late_fails else "later it is overdue"
        begins = since(rule.since, rule.event, program)
        text += f" It is due within {rule.deadline} of {begins}; {late}."
    if rule.approvals:
        text += f" Accepted by: {listed_terms(rule.approvals, 'and')}."
    days = None if program is None else program.record_check_days
    if rule.expires is not None:
        text += f" It counts for {rule.expires}."
    elif days and rule.milestone == RECORD_CHECK:
        text += f" It counts for {counted(days, 'day')}."
    return text


def _ledger(rule: LedgerSettled, program: Program | None) -> str:
    debts = "; ".join(inside(debt.label) for debt in DebtKind if debt in rule.debts)
    phase = " during this stay in the phase" if rule.in_phase else ""
    plan = ", or a payment plan is in force" if rule.plan_counts else ""
    if rule.begun and rule.fee is None and rule.paid is None:
        text = "A first payment is made or a payment plan is signed."
    elif rule.as_able:
        text = f"Paid as the recorded finding on ability to pay asks, or nothing due{plan}."
    elif rule.fee is not None:
        how = "a payment in each of them" if rule.regular else "all together"
        text = f"{money(rule.fee)} paid, waived or credited {every(rule.per)} since "
        begins = since(rule.since, rule.event, program)
        text += f"{begins}, {how}"
        text += f", in the last {rule.over}." if rule.over is not None else "."
        if rule.at_most is not None:
            text += f" At most {money(rule.at_most)} may be behind."
    elif rule.paid is not None:
        phase += f" in the last {rule.over}" if rule.over is not None else ""
        text = f"At least {money(rule.paid)} paid, waived or credited{phase}."
    elif rule.percent is not None:
        text = f"At least {rule.percent} % of what was charged is paid or waived{plan}."
    elif rule.at_most is not None:
        text = f"At most {money(rule.at_most)} still due{plan}."
    else:
        text = f"Nothing is due any more, paid or waived{plan}."
    if rule.per_service_hour is not None:
        hours = rule.service_hours or 1
        work = "An hour of service pays" if hours == 1 else f"{hours:,} hours of service pay"
        text += f" {work} {money(rule.per_service_hour)}."
    return f"{text} Debts: {debts}."


def _stands(rule: Stands, _program: Program | None) -> str:
    if rule.in_all and rule.over is not None:
        name = (rule.condition or rule.of.label).replace("_", " ")
        return f"At least {rule.over} of {name} in all since admission, gaps allowed."
    if rule.within is not None and rule.over is not None:
        name = (rule.condition or rule.of.label).replace("_", " ")
        return f"At least {rule.over} of {name} in the last {rule.within}, gaps allowed."
    if rule.of is Standing.TREATMENT:
        text = f"Today: {rule.of.label}"
        if rule.kinds:
            text += f" ({listed(kind.replace('_', ' ') for kind in sorted(rule.kinds))})"
    elif rule.of is not Standing.CONDITION:
        text = f"Today: {rule.of.label}"
    else:
        text = f"Today there is {(rule.condition or '').replace('_', ' ')}"
        if rule.kinds:
            text += f" ({listed(kind.replace('_', ' ') for kind in sorted(rule.kinds))})"
        text += ", approved by the court" if rule.approved else ""
        text += ", or recorded best efforts for it" if rule.best_efforts else ""
    return text + (f", without a gap for the last {rule.over}." if rule.over is not None else ".")


def _working(rule: Working, _program: Program | None) -> str:
    text = f"Today there is one of: {listed_terms(rule.kinds)}"
    if rule.hours is not None:
        text += f"; at least {counted(rule.hours, 'hour')} a week together"
    if rule.over is not None:
        text += f", held for the last {rule.over}"
    if rule.gap is not None:
        text += f"; a gap of up to {rule.gap} does not break it"
    if rule.taxed:
        text += "; taxes are paid on it"
    if rule.approved:
        text += "; the court has approved it"
    if rule.verified_within is not None:
        return f"{text}; somebody has verified it in the last {rule.verified_within}."
    return text + ("; somebody has verified it." if rule.verified else ".")


def _served(rule: Served, program: Program | None) -> str:
    parts = []
    if rule.hours is not None:
        parts.append(number(rule.hours, "hour"))
    if rule.days is not None:
        parts.append(counted(rule.days, "day"))
    each = "" if rule.per is None else f" for {every(rule.per).replace('every', 'each', 1)}"
    if rule.for_each:
        each = f" for each {what_happens(rule.for_each)}"
    asked = f"At least {' and '.join(parts)}" if parts else "As much as was set for this person"
    begins = since(rule.since, rule.event, program)
    span = f"since {begins}" if rule.over is None else f"in the last {rule.over}"
    text = f"{asked} of community service{each} {span}."
    if rule.approved:
        text += " Only service at an approved site counts."
    return text + (
        " Service imposed as a sanction counts too."
        if rule.sanctions_count
        else " Service imposed as a sanction is apart."
    )


def _decided(rule: Decided, _program: Program | None) -> str:
    when = " during this stay in the phase" if rule.since_phase else ""
    parties = [rule.by, *sorted(rule.also - {rule.by})]
    said = ", and ".join(
        _DECIDES[by] if place == 0 else _lowered(_DECIDES[by]) for place, by in enumerate(parties)
    )
    when += f", {rule.times:,} times in a row" if rule.times > 1 else ""
    expires = f" It counts for {rule.expires}." if rule.expires is not None else ""
    return f"{said}{when}.{expires} A person decides this; the program only asks."


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _points(rule: Points, program: Program | None) -> str:
    begins = since(rule.since, rule.event, program)
    span = f"in the last {rule.over}" if rule.over is not None else f"since {begins}"
    if rule.per is not None:
        span = f"{every(rule.per)} {span}"
    if rule.per is not None and rule.best is not None:
        span = f"{span}; {counted(rule.best, 'such time')} will do"
    parts = []
    if rule.earned is not None:
        parts.append(f"at least {counted(rule.earned, 'point')} earned")
    if rule.demerits is not None:
        parts.append(f"at most {counted(rule.demerits, 'demerit point')}")
    if rule.net is not None:
        parts.append(f"at least {counted(rule.net, 'point')} left once demerits are taken off")
    text = " and ".join(parts) or "as many points as were set for this person"
    return f"{text[:1].upper()}{text[1:]} {span}."


def _ceremony(rule: Ceremony, program: Program | None) -> str:
    repeated = rule.weekday is not None or rule.day is not None
    dates = rule.dates or (program.ceremonies if program is not None and not repeated else ())
    when = "once everything else is met"
    if rule.ahead is not None:
        when = f"at least {rule.ahead} after everything else is met"
    text = f"On the next ceremony {when}"
    if dates:
        text += f". Ceremonies: {'; '.join(long(day) for day in sorted(dates))}."
    elif not repeated:
        text += ". No date is set yet."
    else:
        months = "every month"
        if rule.months:
            months = listed((_MONTHS[month] for month in sorted(rule.months)), "and")
        day = rule.weekday.words if rule.weekday is not None else f"day {rule.day}"
        text += f": {'' if day.startswith('every') else 'the '}{day} of {months}."
    return text + ("" if rule.own else " A ceremony that the court has scheduled goes first.")


_MONTHS = {number: f"{date(2000, number, 1):%B}" for number in range(1, 13)}


# Combined ---------------------------------------------------------------------------------------


def _phase_tasks(rule: PhaseTasks, program: Program | None) -> str:
    text = f"Every task of {phase_name(rule.phase, program)} is done by now."
    if rule.skip:
        known = {} if program is None else {r.key: r.text for r in program.requirements}
        skipped = listed((f"“{known.get(key, key)}”" for key in sorted(rule.skip)), "and")
        text += f" Not looked back at: {skipped}."
    return text


def _all_of(rule: AllOf, program: Program | None) -> str:
    return f"All of these: {_parts(rule.parts, program)}"


def _any_of(rule: AnyOf, program: Program | None) -> str:
    return f"Any one of these: {_parts(rule.parts, program)}"


def _n_of(rule: NOf, program: Program | None) -> str:
    return f"At least {rule.n:,} of these: {_parts(rule.parts, program)}"


_WORDS: dict[type[Any], Callable[[Any, Program | None], str]] = {
    Elapsed: window_words.elapsed,
    Sober: window_words.sober,
    FreeWindow: window_words.free_window,
    Together: window_words.together,
    AttendRate: attendance_words.attend_rate,
    AttendAll: attendance_words.attend_all,
    AttendShare: attendance_words.attend_share,
    AttendCount: attendance_words.attend_count,
    HandedIn: attendance_words.handed_in,
    MilestoneDone: _milestone,
    LedgerSettled: _ledger,
    Stands: _stands,
    Working: _working,
    Served: _served,
    Decided: _decided,
    Points: _points,
    Ceremony: _ceremony,
    PhaseTasks: _phase_tasks,
    AllOf: _all_of,
    AnyOf: _any_of,
    NOf: _n_of,
}


def _parts(parts: Iterable[Requirement], program: Program | None) -> str:
    said = []
    for place, part in enumerate(parts, 1):
        text = f"({place}) {part.text}: {sentence(part.rule, program)}"
        for_whom = applies(part.only_if, part.unless, program)
        said.append(f"{text} {for_whom}" if for_whom else text)
    return " ".join(said)
