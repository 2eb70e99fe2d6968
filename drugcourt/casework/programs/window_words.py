"""What rules about time, sober days and windows ask, in plain sentences."""

from __future__ import annotations

from drugcourt.casework.programs.rule_pieces import (
    listed,
    listed_terms,
    milestone_title,
    phase_name,
    what_happens,
)
from drugcourt.domain.dates import counted
from drugcourt.domain.program import (
    DatedBy,
    Elapsed,
    FreeOf,
    FreeWindow,
    Program,
    Since,
    Sober,
    SoberMode,
    Together,
)


def elapsed(rule: Elapsed, program: Program | None) -> str:
    """What a rule of the kind Elapsed asks."""
    since = f"since {rule.since.label}"
    if rule.since is Since.EVENT:
        since = f"since “{milestone_title(rule.event or '', program)}”"
    if rule.phases:
        since = f"in {listed((phase_name(key, program) for key in sorted(rule.phases)), 'and')}"
        since += " together"
    if rule.least is None and rule.most is None:
        text = f"As long {since} as was set for this person."
    elif rule.least is None:
        text = f"No more than {rule.most} {since}."
    elif rule.fixed:
        text = f"A fixed term of {rule.least} {since}; it is neither shortened nor waived."
    else:
        text = f"At least {rule.least} {since}."
    if rule.longer is not None:
        text += f" Each {what_happens(rule.for_each)} in that time adds {rule.longer}."
    if rule.in_care:
        text += f" Only days in {listed_terms(rule.in_care)} care count."
    if rule.without_care:
        text += f" Days in {listed_terms(rule.without_care)} care are not counted."
    if rule.without:
        text += f" Days on which the participant is {listed_terms(rule.without)} are not counted."
    if rule.most is not None:
        text += (
            f" After {rule.most} it can no longer be met."
            if rule.most_fails
            else f" More than {rule.most} is marked, but stops nobody."
        )
    return text


def sober(rule: Sober, program: Program | None) -> str:
    """What a rule of the kind Sober asks."""
    if rule.least is None:
        return f"{_tests_alone(rule)}{_narrowed(rule)}"
    counted_as = {
        SoberMode.CONSECUTIVE: "sober in a row, up to the day asked",
        SoberMode.CUMULATIVE: "sober in all, gaps allowed",
        SoberMode.TESTS: "in which every test was negative, up to the day asked",
        SoberMode.PERFECT: "in which every test was attended and negative, up to the day asked",
    }[rule.mode]
    if rule.ever:
        counted_as = "sober in a row, once reached it stays reached"
    text = f"At least {rule.least} {counted_as}."
    if rule.after is not None:
        text += _from_event(rule.after, program)
    if rule.from_phase is not None:
        text += f" Days count from {phase_name(rule.from_phase, program)} on."
    elif rule.within_phase:
        text += " Only days since entry to the phase count."
    elif rule.after is None:
        text += " Days from before the phase count too."
    if rule.tests is not None:
        looking = f" for {listed_terms(rule.tested_for, 'and')}" if rule.tested_for else ""
        text += f" At least {counted(rule.tests, 'negative test')}{looking} in that time."
    return text + _narrowed(rule)


def _from_event(event: str, program: Program | None) -> str:
    return f" Only days from “{milestone_title(event, program)}” on count."


def _tests_alone(rule: Sober) -> str:
    if rule.tests is None:
        return "As long sober as was set for this person."
    looking = f" for {listed_terms(rule.tested_for, 'and')}" if rule.tested_for else ""
    return f"At least {counted(rule.tests, 'negative test')}{looking} since the count began."


def _narrowed(rule: Sober) -> str:
    text = ""
    if rule.substances:
        text += f" Only {listed_terms(rule.substances, 'and')} are looked at."
    if rule.breaks:
        text += f" It is broken by: {listed_terms(rule.breaks)}."
    return text


def free_window(rule: FreeWindow, program: Program | None) -> str:
    """What a rule of the kind FreeWindow asks."""
    what = listed(of.label for of in FreeOf if of is rule.of or of in rule.also)
    inside_ = "phase" if rule.within_phase else "program"
    entry = "entry to the phase" if rule.within_phase else "admission"
    no = f"At most {rule.allowed:,} of {what}" if rule.allowed else f"No {what}"
    no += " in a row" if rule.in_a_row else ""
    one = "one more" if rule.allowed else "one"
    if rule.least is None:
        text = f"{no} since {entry}; {one} that happens stands for good"
    elif rule.first:
        text = f"{no} in the first {rule.least} since {entry}; {one} in it stands for good"
    elif rule.in_any:
        text = f"{no} in any {rule.least} since {entry}; {one} in such a time stands for good"
    else:
        text = f"{no} in the last {rule.least}"
    text += f" from {listed_terms(rule.kinds)}" if rule.kinds else ""
    text += f", of magnitude {listed_terms(rule.magnitudes)}" if rule.magnitudes else ""
    text += f", at the level of {listed_terms(rule.levels)}" if rule.levels else ""
    text += "."
    if rule.least is not None and not (rule.first or rule.in_any):
        text += f" All of these days have to lie within the {inside_}."
    if rule.after is not None:
        text += _from_event(rule.after, program)
    if rule.dated_by is DatedBy.INFRACTION:
        text += " A sanction counts on the day of what it answers."
    return text


def together(rule: Together, program: Program | None) -> str:
    """What a rule of the kind Together asks."""
    free = listed((of.label for of in FreeOf if of in rule.free_of), "and no")
    both = f"sober and with no {free}" if rule.sober else f"with no {free}"
    inside_ = "phase" if rule.within_phase else "program"
    ending = "reached once at any time" if rule.ever else "up to the day asked"
    text = f"The same {rule.least} both {both}, {ending}. They have to lie within the {inside_}."
    if rule.after is not None:
        text += _from_event(rule.after, program)
    if rule.magnitudes:
        text += f" Only sanctions of magnitude {listed_terms(rule.magnitudes)} count."
    return text
