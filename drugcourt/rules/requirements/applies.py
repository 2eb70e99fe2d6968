"""Whether a rule is for this person at all, and which phases are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from drugcourt.domain.cases import ChargeLevel
from drugcourt.domain.facts import ParticipantFacts
from drugcourt.domain.program import FreeOf, OnlyIf, Phase, Program, Requirement

Happened = Callable[[frozenset[FreeOf]], bool]
"""Whether one of these has happened since entry to the present phase."""
Answer = tuple[bool | None, str]
"""Yes, no, or None with what is missing in the record."""
_YES: Answer = (True, "")
_NO: Answer = (False, "")


def applies(
    requirement: Requirement,
    facts: ParticipantFacts,
    program: Program,
    day: date,
    happened: Happened | None = None,
) -> Answer:
    """Whether a requirement applies: `only_if` fits and `unless` does not."""
    if requirement.only_if is None and requirement.unless is None:
        return _YES
    wanted, missing = fits(requirement.only_if, facts, program, day, happened)
    if wanted is False or requirement.unless is None:
        return wanted, missing
    excepted, unsure = fits(requirement.unless, facts, program, day, happened)
    if excepted:
        return _NO
    if excepted is None:
        return None, missing or unsure
    return wanted, missing


def fits(
    only_if: OnlyIf | None,
    facts: ParticipantFacts,
    program: Program,
    day: date,
    happened: Happened | None = None,
) -> Answer:
    """Whether all that the condition names is so on the day; `facts` are cut to the day."""
    if only_if is None:
        return _YES
    if _plainly_not(only_if, facts, program, day):
        return _NO
    if only_if.happened and (happened is None or not happened(only_if.happened)):
        return _NO
    missing = ""
    if only_if.tracks:
        if facts.track is None:
            missing = "the legal track"
        elif facts.track not in only_if.tracks:
            return _NO
    if only_if.charge_levels:
        if facts.charge_level is ChargeLevel.UNKNOWN:
            missing = missing or "the charge level"
        elif facts.charge_level not in only_if.charge_levels:
            return _NO
    if only_if.settings:
        levels = {t.level for t in facts.treatments if t.end is None or day < t.end}
        if not levels:
            missing = missing or "the present level of care"
        elif levels.isdisjoint(only_if.settings):
            return _NO
    if only_if.entered_at:
        first = min(facts.stays, key=lambda stay: (stay.entered, stay.id), default=None)
        if first is None:
            missing = missing or "the phase of entry"
        elif first.phase not in only_if.entered_at:
            return _NO
    return (None, missing) if missing else _YES


def _plainly_not(only_if: OnlyIf, facts: ParticipantFacts, program: Program, day: date) -> bool:
    """What the record always answers: what it does not hold is not so."""
    if only_if.assigned is not None and only_if.assigned not in facts.assigned:
        return True
    if not only_if.flags <= facts.flags:
        return True
    if any(not program.options.get(option, False) for option in only_if.options):
        return True
    if only_if.done and not only_if.done <= {m.key for m in facts.milestones}:
        return True
    if only_if.phases:
        stay = facts.stay_on(day)
        return stay is None or stay.phase not in only_if.phases
    return False


def program_of(program: Program, facts: ParticipantFacts, day: date) -> Program:
    """The program with the phases that this person does.

    A phase that somebody is or was in stays in; where the record does not say whether a phase is
    for this person it stays in too.
    """
    if all(not phase.optional and phase.only_if is None for phase in program.phases):
        return program
    been = {stay.phase for stay in facts.stays}
    kept = tuple(p for p in program.phases if p.key in been or _does(p, facts, program, day))
    return replace(program, phases=kept)


def _does(phase: Phase, facts: ParticipantFacts, program: Program, day: date) -> bool:
    if phase.optional and phase.key not in facts.assigned:
        return False
    return fits(phase.only_if, facts, program, day)[0] is not False


def words(only_if: OnlyIf | None) -> str:
    """What the condition looks for, in a few words: `charge level misdemeanor`."""
    if only_if is None:
        return ""
    said = [
        _few("legal track", (t.label for t in only_if.tracks)),
        _few("charge level", (c.label for c in only_if.charge_levels)),
        _few("level of care", (s.label for s in only_if.settings)),
        _few("assigned", [only_if.assigned] if only_if.assigned else ()),
        _few("entered in", only_if.entered_at),
        _few("in phase", only_if.phases),
        _few("recorded", only_if.flags),
        _few("done", only_if.done),
        _few("court option", only_if.options),
        _few("happened", (of.label for of in only_if.happened)),
    ]
    return ", ".join(part for part in said if part)


def _few(name: str, values: Iterable[str]) -> str:
    chosen = sorted(value.replace("_", " ").lower() for value in values)
    return f"{name} {' or '.join(chosen)}" if chosen else ""
