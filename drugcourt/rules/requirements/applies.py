"""Whether a rule is for this person at all, and which phases are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from drugcourt.domain.cases import ChargeLevel
from drugcourt.domain.dates import short
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
    asked = _answers(only_if, facts, program, day, happened)
    if not only_if.any_one:
        missing = ""
        for answer, lacks in asked:
            if answer is False:
                return _NO
            if answer is None:
                missing = missing or lacks
        return (None, missing) if missing else _YES
    told = list(asked)
    if not told or any(answer for answer, _ in told):
        return _YES
    return next((one for one in told if one[0] is None), _NO)


def _answers(
    only_if: OnlyIf,
    facts: ParticipantFacts,
    program: Program,
    day: date,
    happened: Happened | None,
) -> Iterator[Answer]:
    """The answer on each thing that the condition names; what the record always answers first."""
    if only_if.assigned is not None:
        yield only_if.assigned in facts.assigned, ""
    if only_if.flags:
        yield only_if.flags <= facts.flags, ""
    if only_if.options:
        yield all(program.options.get(option, False) for option in only_if.options), ""
    if only_if.done:
        yield only_if.done <= {m.key for m in facts.milestones}, ""
    if only_if.admitted_from is not None:
        yield facts.admitted_on >= only_if.admitted_from, ""
    if only_if.admitted_before is not None:
        yield facts.admitted_on < only_if.admitted_before, ""
    if only_if.phases:
        stay = facts.stay_on(day)
        yield stay is not None and stay.phase in only_if.phases, ""
    if only_if.returned:
        yield _returned(facts, program, day), ""
    if only_if.happened:
        yield happened is not None and happened(only_if.happened), ""
    if only_if.tracks:
        known = facts.track is not None
        yield (facts.track in only_if.tracks if known else None), "the legal track"
    if only_if.charge_levels:
        told = facts.charge_level is not ChargeLevel.UNKNOWN
        yield (facts.charge_level in only_if.charge_levels if told else None), "the charge level"
    if only_if.settings:
        levels = {t.level for t in facts.treatments if t.end is None or day < t.end}
        fit = not levels.isdisjoint(only_if.settings)
        yield (fit if levels else None), "the present level of care"
    if only_if.entered_at:
        first = min(facts.stays, key=lambda stay: (stay.entered, stay.id), default=None)
        entered = None if first is None else first.phase in only_if.entered_at
        yield entered, "the phase of entry"


def _returned(facts: ParticipantFacts, program: Program, day: date) -> bool:
    """Whether the present phase was entered from a later one, or had been left before."""
    stay = facts.stay_on(day)
    if stay is None:
        return False
    places = {phase.key: place for place, phase in enumerate(program.phases)}
    earlier = [s for s in facts.stays if (s.entered, s.id) < (stay.entered, stay.id)]
    here = places.get(stay.phase, len(places))
    return any(s.phase == stay.phase or places.get(s.phase, -1) > here for s in earlier)


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
        "back in the phase" if only_if.returned else "",
        f"admitted from {short(only_if.admitted_from)} on" if only_if.admitted_from else "",
        f"admitted before {short(only_if.admitted_before)}" if only_if.admitted_before else "",
    ]
    return (" or " if only_if.any_one else ", ").join(part for part in said if part)


def _few(name: str, values: Iterable[str]) -> str:
    chosen = sorted(value.replace("_", " ").lower() for value in values)
    return f"{name} {' or '.join(chosen)}" if chosen else ""
