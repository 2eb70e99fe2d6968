"""What a rule of a handbook asks, in a plain sentence for somebody who did not write it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from drugcourt.domain.dates import Amount, counted
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
    Program,
    Rule,
    Sober,
    Working,
)
from drugcourt.domain.terms import DebtKind, DecisionBy, SessionKind
from drugcourt.domain.tone import Term

RECORD_CHECK = "record_check"
_DECIDES = {
    DecisionBy.TEAM: "The team has agreed",
    DecisionBy.JUDGE: "The judge has agreed",
    DecisionBy.PROSECUTOR: "The prosecutor has agreed",
    DecisionBy.PROVIDER: "The treatment provider has agreed",
    DecisionBy.PARTICIPANT: "The participant has handed it in",
    DecisionBy.COORDINATOR: "The coordinator has agreed",
}


def sentence(rule: Rule, program: Program | None = None) -> str:
    """The rule in one or two plain sentences, combined rules with their parts.

    With the `program` a milestone is called by its title, and a record check says how long it
    counts; without it the milestone's key stands in its place.
    """
    return _WORDS[type(rule)](rule, program)


def applies(only_if: OnlyIf | None) -> str:
    """Whom a requirement is for, in a sentence; "" when it is for everybody."""
    if only_if is None:
        return ""
    parts = []
    if only_if.tracks:
        parts.append(f"on the legal track {_listed(only_if.tracks)}")
    if only_if.charge_levels:
        parts.append(f"charged with a {_listed(only_if.charge_levels)}")
    if only_if.settings:
        parts.append(f"while in {_listed(only_if.settings)} care")
    if only_if.assigned is not None:
        parts.append(f"assigned to “{only_if.assigned.replace('_', ' ')}”")
    return f"Only for participants {', and '.join(parts)}." if parts else ""


# One kind each -----------------------------------------------------------------------------------


def _elapsed(rule: Elapsed, _program: Program | None) -> str:
    text = f"At least {rule.least} since {rule.since.label}."
    if rule.without:
        statuses = _listed(rule.without)
        text += f" Days on which the participant is {statuses} are not counted."
    if rule.most is not None:
        text += f" More than {rule.most} is marked, but stops nobody."
    return text


def _sober(rule: Sober, _program: Program | None) -> str:
    carried = (
        "Only days since entry to the phase count."
        if rule.within_phase
        else "Days from before the phase count too."
    )
    return f"At least {rule.least} sober in a row, up to the day asked. {carried}"


def _free_window(rule: FreeWindow, _program: Program | None) -> str:
    text = f"No {rule.of.label} in the last {rule.least}"
    if rule.kinds:
        text += f" from {_listed(rule.kinds)}"
    inside = "phase" if rule.within_phase else "program"
    return f"{text}. All of these days have to lie within the {inside}."


def _attend_rate(rule: AttendRate, _program: Program | None) -> str:
    kept = "kept or excused" if rule.excused_counts else "kept"
    return (
        f"At least {counted(rule.n, 'session')} {kept} {every(rule.per)}, on average over "
        f"{_over(rule.over, 'the whole phase')}. Counted are {_sessions(rule.kinds)}."
    )


def _attend_all(rule: AttendAll, _program: Program | None) -> str:
    late = " Coming late counts as an absence." if rule.late_is_absent else ""
    return (
        f"No unexcused absence in {_over(rule.over, 'the whole phase')}. "
        f"Counted are {_sessions(rule.kinds)}.{late}"
    )


def _attend_share(rule: AttendShare, _program: Program | None) -> str:
    return (
        f"At least {rule.percent} % of the sessions due kept in "
        f"{_over(rule.over, 'the whole phase')}. Counted are {_sessions(rule.kinds)}."
    )


def _attend_count(rule: AttendCount, _program: Program | None) -> str:
    return (
        f"At least {counted(rule.n, 'session')} kept since {rule.since.label}. "
        f"Counted are {_sessions(rule.kinds)}."
    )


def _milestone(rule: MilestoneDone, program: Program | None) -> str:
    title = rule.milestone if program is None else program.milestone_title(rule.milestone)
    text = f"“{title}” is recorded as done, in this phase or before."
    if program is not None and program.record_check_days and rule.milestone == RECORD_CHECK:
        text += f" It counts for {counted(program.record_check_days, 'day')}."
    return text


def _ledger(rule: LedgerSettled, _program: Program | None) -> str:
    debts = "; ".join(_inside(debt.label) for debt in DebtKind if debt in rule.debts)
    if rule.begun:
        return f"A first payment is made or a payment plan is signed. Debts: {debts}."
    plan = ", or a payment plan is in force" if rule.plan_counts else ""
    return f"Nothing is due any more, paid or waived{plan}. Debts: {debts}."


def _working(rule: Working, _program: Program | None) -> str:
    text = f"Today there is one of: {_listed(rule.kinds)}"
    if rule.hours is not None:
        text += f"; at least {counted(rule.hours, 'hour')} a week together"
    if rule.over is not None:
        text += f", held for the last {rule.over}"
    return text + ("; somebody has verified it." if rule.verified else ".")


def _decided(rule: Decided, _program: Program | None) -> str:
    when = " during this stay in the phase" if rule.since_phase else ""
    return f"{_DECIDES[rule.by]}{when}. A person decides this; the program only asks."


def _all_of(rule: AllOf, program: Program | None) -> str:
    return f"All of these: {_parts(rule.parts, program)}"


def _any_of(rule: AnyOf, program: Program | None) -> str:
    return f"Any one of these: {_parts(rule.parts, program)}"


_WORDS: dict[type[Any], Callable[[Any, Program | None], str]] = {
    Elapsed: _elapsed,
    Sober: _sober,
    FreeWindow: _free_window,
    AttendRate: _attend_rate,
    AttendAll: _attend_all,
    AttendShare: _attend_share,
    AttendCount: _attend_count,
    MilestoneDone: _milestone,
    LedgerSettled: _ledger,
    Working: _working,
    Decided: _decided,
    AllOf: _all_of,
    AnyOf: _any_of,
}


# Pieces ------------------------------------------------------------------------------------------


def every(amount: Amount) -> str:
    """How often, in words: every week, every 2 weeks."""
    return f"every {amount.unit}" if amount.n == 1 else f"every {amount}"


def _parts(parts: Iterable[Any], program: Program | None) -> str:
    return " ".join(
        f"({number}) {part.text}: {sentence(part.rule, program)}"
        for number, part in enumerate(parts, 1)
    )


def _over(over: Amount | None, otherwise: str) -> str:
    return otherwise if over is None else f"the last {over}"


def _sessions(kinds: frozenset[SessionKind]) -> str:
    return f"these sessions: {_listed(kinds, 'and')}" if kinds else "sessions of every kind"


def _listed(terms: Iterable[Term], last: str = "or") -> str:
    """`a, b or c` in the order of the closed list, small inside a sentence."""
    chosen = list(terms)
    order = list(type(chosen[0])) if chosen else []
    words = [_inside(term.label) for term in order if term in chosen]
    return f" {last} ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def _inside(label: str) -> str:
    """A label inside a sentence; abbreviations keep their capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
