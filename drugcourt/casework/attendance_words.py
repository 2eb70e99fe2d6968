"""What rules about attendance, contact and things handed in ask, in plain sentences."""

from __future__ import annotations

from drugcourt.casework.rule_pieces import attending, every, listed_terms, number, over
from drugcourt.domain.dates import Unit, counted
from drugcourt.domain.program import (
    AttendAll,
    AttendCount,
    AttendRate,
    AttendShare,
    HandedIn,
    Program,
    ShortPeriod,
)


def attend_rate(rule: AttendRate, _program: Program | None) -> str:
    """What a rule of the kind AttendRate asks."""
    what, counts = attending(rule)
    kept = "kept or excused" if rule.excused_counts else "kept"
    spread = "in each of them over" if rule.each else "on average over"
    text = (
        f"At least {number(rule.n, what)} {kept} {every(rule.per)}, {spread} "
        f"{over(rule.over, 'the whole phase')}. {counts}"
    )
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


def attend_all(rule: AttendAll, _program: Program | None) -> str:
    """What a rule of the kind AttendAll asks."""
    _what, counts = attending(rule)
    absences = (
        f"At most {counted(rule.allowed, 'unexcused absence')}"
        if rule.allowed
        else "No unexcused absence"
    )
    return f"{absences} in {over(rule.over, 'the whole phase')}. {counts}"


def attend_share(rule: AttendShare, _program: Program | None) -> str:
    """What a rule of the kind AttendShare asks."""
    what, counts = attending(rule)
    return (
        f"At least {rule.percent} % of the {what}s due kept in "
        f"{over(rule.over, 'the whole phase')}. {counts}"
    )


def attend_count(rule: AttendCount, _program: Program | None) -> str:
    """What a rule of the kind AttendCount asks."""
    what, counts = attending(rule)
    asked = number(rule.n, what)
    if rule.of is not None:
        which = "first" if rule.first else "last"
        text = f"At least {rule.n:,g} of the {which} {counted(rule.of, what)} due since "
        text += f"{rule.since.label} kept."
    elif rule.within is not None:
        text = f"At least {asked} kept within the first {rule.within} since {rule.since.label}; "
        text += "later they can't be made good."
    elif rule.over is not None:
        text = f"At least {asked} kept in the last {rule.over}."
    else:
        text = f"At least {asked} kept since {rule.since.label}."
    return f"{text} {counts}"


def handed_in(rule: HandedIn, _program: Program | None) -> str:
    """What a rule of the kind HandedIn asks."""
    when = "for every hearing" if rule.per is None else every(rule.per)
    text = f"“{rule.item.replace('_', ' ')}” handed in {when}, in {over(rule.over, 'the phase')}."
    if rule.missing:
        text += f" {counted(rule.missing, 'time')} may be missing."
    return text + (" It counts once staff have checked it." if rule.checked else "")
