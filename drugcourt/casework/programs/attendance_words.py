"""What rules about attendance, contact and things handed in ask, in plain sentences."""

from __future__ import annotations

from drugcourt.casework.programs.rule_pieces import (
    attending,
    every,
    listed,
    listed_terms,
    number,
    over,
    since,
    what_happens,
)
from drugcourt.domain.dates import Unit, counted
from drugcourt.domain.program import (
    AttendAll,
    AttendCount,
    AttendRate,
    AttendShare,
    HandedIn,
    Program,
    ShortPeriod,
    Since,
)


def attend_rate(rule: AttendRate, program: Program | None) -> str:
    """What a rule of the kind AttendRate asks."""
    what, counts = attending(rule)
    kept = "kept or excused" if rule.excused_counts else "kept"
    spread = "in each of them over" if rule.each else "on average over"
    text = (
        f"At least {number(rule.n, what)} {kept} {every(rule.per)}, {spread} "
        f"{over(rule.over, _whole(rule, program))}. {counts}"
    )
    if rule.best is not None:
        text += f" Only the best {counted(rule.best, rule.per.unit)} are looked at."
    if rule.calendar:
        unit = {Unit.WEEK: "week, Monday to Sunday", Unit.MONTH: "month", Unit.YEAR: "year"}
        text += f" Counted by the calendar {unit.get(rule.per.unit, 'day')}."
    if rule.calendar or rule.short is not ShortPeriod.SKIP:
        text += f" A first or last period that is not whole {rule.short.label}."
    if rule.cancelled_lowers:
        text += " A session that the provider cancelled and a holiday of the court ask one less."
    if rule.without:
        text += f" Periods in which the participant is {listed_terms(rule.without)} do not count."
    return text


def attend_all(rule: AttendAll, program: Program | None) -> str:
    """What a rule of the kind AttendAll asks."""
    _what, counts = attending(rule)
    absences = (
        f"At most {counted(rule.allowed, 'unexcused absence')}"
        if rule.allowed
        else "No unexcused absence"
    )
    return f"{absences} in {over(rule.over, _whole(rule, program))}. {counts}"


def attend_share(rule: AttendShare, program: Program | None) -> str:
    """What a rule of the kind AttendShare asks."""
    what, counts = attending(rule)
    return (
        f"At least {rule.percent} % of the {what}s due kept in "
        f"{over(rule.over, _whole(rule, program))}.{_best(rule)} {counts}"
    )


def _whole(rule: AttendRate | AttendAll | AttendShare, program: Program | None) -> str:
    """The whole time that is looked at: the phase, or all since admission or an event."""
    if rule.since is Since.PHASE:
        return "the whole phase"
    return f"the whole time since {since(rule.since, rule.event, program)}"


def _best(rule: AttendShare) -> str:
    if rule.best is None or rule.per is None:
        return ""
    return f" Only the best {counted(rule.best, rule.per.unit)} of it are looked at."


def attend_count(rule: AttendCount, program: Program | None) -> str:
    """What a rule of the kind AttendCount asks."""
    what, counts = attending(rule)
    asked = number(rule.n, what)
    begins = since(rule.since, rule.event, program)
    if rule.of is not None:
        which = "first" if rule.first else "last"
        text = f"At least {rule.n:,g} of the {which} {counted(rule.of, what)} due since "
        text += f"{begins} kept."
    elif rule.within is not None:
        text = f"At least {asked} kept within the first {rule.within} since {begins}; "
        text += "later they can't be made good."
    elif rule.over is not None:
        text = f"At least {asked} kept in the last {rule.over}."
    else:
        text = f"At least {asked} kept since {begins}."
    return f"{text} {counts}"


def handed_in(rule: HandedIn, _program: Program | None) -> str:
    """What a rule of the kind HandedIn asks."""
    name = f"“{rule.item.replace('_', ' ')}”" + (f", {rule.n:,} of it," if rule.n > 1 else "")
    text = f"{name} handed in {_occasion(rule)}, in {over(rule.over, 'the phase')}."
    if rule.within is not None:
        text += f" It is in time within {rule.within}."
    if rule.missing:
        text += f" {counted(rule.missing, 'time')} may be missing."
    return text + (" It counts once staff have checked it." if rule.checked else "")


def _occasion(rule: HandedIn) -> str:
    if rule.for_each:
        where = f" from {listed_terms(rule.kinds)}" if rule.kinds else ""
        return f"for each {what_happens(rule.for_each)}{where}"
    if rule.per is not None:
        return every(rule.per)
    parts = []
    if rule.kinds:
        parts.append(f"session kept ({listed_terms(rule.kinds)})")
    if rule.contacts or rule.modes:
        parts.append("contact made")
    return f"for each {listed(parts)}" if parts else "for every hearing"
