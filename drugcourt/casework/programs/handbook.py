"""What a kept handbook says, laid out for reading: phases, requirements, sober clock, responses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from drugcourt.casework.programs.programs import parsed, program
from drugcourt.casework.programs.rule_pieces import inside, listed, listed_terms, phase_name
from drugcourt.casework.programs.rule_words import applies, differing, every, exception, sentence
from drugcourt.domain.dates import Unit, counted, long
from drugcourt.domain.program import (
    Demotion,
    Effect,
    MilestoneKind,
    Phase,
    Program,
    Requirement,
    SoberEvent,
    SoberPolicy,
    SoberRule,
)
from drugcourt.domain.responses import Magnitude, ResponseFamily
from drugcourt.domain.sober import CountStarts
from drugcourt.errors import Refusal
from drugcourt.records.programs import ProgramVersion


@dataclass(frozen=True, slots=True)
class RequirementLine:
    """One requirement: the handbook's words, the rule behind them, whom it is for, its source."""

    key: str
    text: str
    rule: str
    applies: str
    basis: str


@dataclass(frozen=True, slots=True)
class PhaseCard:
    """One phase: for whom it is, what is expected while in it, and what it takes to leave it."""

    number: int
    name: str
    for_whom: str
    purpose: str
    basis: str
    expectations: tuple[str, ...]
    duties: tuple[str, ...]
    requirements: tuple[RequirementLine, ...]

    @property
    def title(self) -> str:
        """`Phase 2: Steady`, or only `Phase 2` where it has no other name."""
        number = f"Phase {self.number}"
        return number if self.name.casefold() == number.casefold() else f"{number}: {self.name}"


@dataclass(frozen=True, slots=True)
class EventLine:
    """What one event does to the sober count."""

    event: str
    effect: str
    does: Effect


@dataclass(frozen=True, slots=True)
class SoberCard:
    """The court's rule for sober days."""

    events: tuple[EventLine, ...]
    sentences: tuple[str, ...]
    origin: str


@dataclass(frozen=True, slots=True)
class Sourced:
    """Something with its source: a milestone, or what a track ends with."""

    title: str
    detail: str
    basis: str


@dataclass(frozen=True, slots=True)
class ResponseLine:
    """One line of the catalogue of responses."""

    title: str
    magnitude: str
    jail: bool


@dataclass(frozen=True, slots=True)
class Handbook:
    """A whole handbook as plain values. `counting` says how months and spans are counted."""

    name: str
    version: str
    effective: date
    phases: tuple[PhaseCard, ...]
    graduation: tuple[RequirementLine, ...]
    sober: SoberCard
    milestones: tuple[Sourced, ...]
    outcomes: tuple[Sourced, ...]
    responses: tuple[tuple[str, tuple[ResponseLine, ...]], ...]
    counting: tuple[str, ...]
    sources: tuple[str, ...]
    remarks: tuple[str, ...]


def handbook(written: Program) -> Handbook:
    """The handbook laid out for reading; nothing in it is decided here."""
    return Handbook(
        name=written.name,
        version=written.version,
        effective=written.effective,
        phases=tuple(_phase(n, phase, written) for n, phase in enumerate(written.phases, 1)),
        graduation=_lines(written.graduation, written),
        sober=_sober(written),
        milestones=tuple(
            Sourced(m.title, _before(m, written), m.basis) for m in written.milestones
        ),
        outcomes=tuple(Sourced(o.track.label, o.outcome.label, o.basis) for o in written.outcomes),
        responses=_responses(written),
        counting=_counting(written),
        sources=written.sources,
        remarks=written.remarks,
    )


def kept_handbook(db: Session, *, program_id: int) -> Handbook:
    """The handbook of a kept version; Refusal when there is none."""
    return handbook(program(db, program_id))


def program_text(db: Session, *, program_id: int) -> str:
    """The program file of a kept version as it was given, with its comments."""
    kept = db.get(ProgramVersion, program_id)
    if kept is None:
        raise Refusal("That program version is not in this court.")
    return kept.text


def read_program(text: str) -> Handbook:
    """The handbook of a program file's text; ProgramRefusal with every mistake of it."""
    return handbook(parsed(text))


# Parts -------------------------------------------------------------------------------------------


def _phase(number: int, phase: Phase, written: Program) -> PhaseCard:
    return PhaseCard(
        number=number,
        name=phase.name,
        for_whom=_who_does(phase, written),
        purpose=phase.purpose,
        basis=phase.basis,
        expectations=_expectations(phase),
        duties=phase.duties,
        requirements=_lines(phase.advance, written),
    )


def _before(milestone: MilestoneKind, written: Program) -> str:
    """What has to be done before it."""
    titles = [written.milestone_title(key) for key in sorted(milestone.requires)]
    return f"only after {listed((f'“{title}”' for title in titles), 'and')}" if titles else ""


def _who_does(phase: Phase, written: Program) -> str:
    """Who does the phase, where not everybody does, and at which sober day it begins."""
    said = []
    if phase.optional:
        said.append("Only for participants to whom it is assigned.")
    if for_whom := applies(phase.only_if, None, written):
        said.append(for_whom)
    if phase.sober_days is not None:
        said.append(f"It begins at {counted(phase.sober_days, 'sober day')}.")
    return " ".join(said)


def _lines(asked: tuple[Requirement, ...], written: Program) -> tuple[RequirementLine, ...]:
    return tuple(
        RequirementLine(
            key=requirement.key,
            text=requirement.text,
            rule=sentence(requirement.rule, written),
            applies=_for_whom(requirement, written),
            basis=requirement.basis,
        )
        for requirement in asked
    )


def _for_whom(requirement: Requirement, written: Program) -> str:
    parts = (
        applies(requirement.only_if, requirement.unless, written),
        differing(requirement),
        exception(requirement, written),
        _goes_on(requirement, written),
    )
    return " ".join(part for part in parts if part)


def _goes_on(requirement: Requirement, written: Program) -> str:
    if requirement.continues:
        return "It goes on in the phases after this one."
    if not requirement.continues_in:
        return ""
    later = [phase.name for phase in written.phases if phase.key in requirement.continues_in]
    return f"It goes on in {' and '.join(f'“{name}”' for name in later)}."


def _expectations(phase: Phase) -> tuple[str, ...]:
    found = []
    if phase.hearing_every is not None:
        found.append(f"Court {every(phase.hearing_every)}")
    for setting, interval in phase.hearing_by.items():
        found.append(f"Court {every(interval)} while in {setting.label.lower()} care")
    if phase.hearing_on:
        days = " and ".join(day.words.removeprefix("every ") for day in phase.hearing_on)
        weekly = all(day.nth == 0 for day in phase.hearing_on)
        if phase.hearing_every is not None:
            found[0] = f"Court {every(phase.hearing_every)}, on {days}"
        else:
            found.append(f"Court every {days}" + ("" if weekly else " of the month"))
    if phase.hearings_per_month is not None:
        times = _ranged(phase.hearings_per_month, phase.hearings_per_month_most, "time")
        found.append(f"Court {times} a month")
    if phase.curfew:
        found.append(f"Curfew {phase.curfew}")
    if phase.tests_per_week is not None:
        tests = _ranged(phase.tests_per_week, phase.tests_per_week_most, "drug test")
        found.append(f"{tests} a week")
    if phase.meetings_per_week is not None:
        found.append(f"{_number(phase.meetings_per_week, 'support meeting')} a week")
    if phase.treatment_hours_per_week is not None:
        found.append(f"{_number(phase.treatment_hours_per_week, 'hour')} of treatment a week")
    found += [rate.words for rate in phase.contact_rates]
    if phase.contacts:
        found.append(f"Supervision {phase.contacts}")
    return tuple(found)


def _ranged(least: float, most: float | None, noun: str) -> str:
    """`1 to 2 drug tests`."""
    return _number(least, noun) if most is None else f"{least:g} to {_number(most, noun)}"


def _number(n: float, noun: str) -> str:
    return f"{n:g} {noun}" + ("" if n == 1 else "s")


def _sober(written: Program) -> SoberCard:
    policy = written.sober
    pending = (
        "While a confirmation is pending, the count stops as if the test were positive."
        if policy.pending_resets
        else "While a confirmation is pending, the count goes on."
    )
    return SoberCard(
        events=tuple(
            EventLine(event.label, effect.label.capitalize(), effect)
            for event, effect in policy.effects.items()
        ),
        sentences=(
            *_first_count(policy),
            f"A new count begins on {policy.new_count.label}.",
            *_not_counted(policy),
            pending,
            *(_sober_rule(rule, written) for rule in policy.rules),
        ),
        origin=policy.origin,
    )


def _first_count(policy: SoberPolicy) -> list[str]:
    if policy.starts is CountStarts.ADMISSION:
        return []
    return [f"The first count begins on {policy.starts.label}."]


def _not_counted(policy: SoberPolicy) -> list[str]:
    if not policy.without:
        return []
    return [f"Days on which the participant is {listed_terms(policy.without)} are not counted."]


def _sober_rule(rule: SoberRule, written: Program) -> str:
    """An exception of the sober clock in a sentence."""
    which = ""
    if rule.nth > 1:
        which = f", each {rule.nth} of them" if rule.each else f", from number {rule.nth} on"
    which += " in a row" if rule.in_a_row else ""
    which += " in the same phase" if rule.in_phase else ""
    which += f" within {rule.within}" if rule.within is not None else ""
    if rule.in_first is not None:
        which += f", in the first {rule.in_first} since admission"
    if rule.phases:
        which += f", in {listed(phase_name(key, written) for key in sorted(rule.phases))}"
    if rule.substances:
        which += f", about {' or '.join(sorted(s.label for s in rule.substances))}"
    effect = rule.effect.label
    if rule.effect is Effect.SET_BACK:
        effect = f"takes {counted(rule.days, 'day')} off the count"
    named = [rule.event, *(event for event in SoberEvent if event in rule.also - {rule.event})]
    what = listed((inside(event.label) for event in named), "or")
    return f"{what[:1].upper()}{what[1:]}{which}: {effect}."


def _responses(written: Program) -> tuple[tuple[str, tuple[ResponseLine, ...]], ...]:
    """By family in the order of the closed list; families without a line are left out."""
    found = []
    for family in ResponseFamily:
        lines = tuple(
            ResponseLine(item.title, Magnitude(item.magnitude).label, item.jail)
            for item in written.responses
            if item.family == family
        )
        if lines:
            found.append((f"{family.label}s", lines))
    return tuple(found)


def _counting(written: Program) -> tuple[str, ...]:
    month = (
        "A month is a calendar month."
        if written.month_days is None
        else f"A month is {counted(written.month_days, Unit.DAY)}."
    )
    found = [month, f"A span of time is complete on {written.completes.label}."]
    if written.demotion is Demotion.RESUMES:
        found.append("Back in a phase, its time goes on where it stopped.")
    if written.record_check_days is not None:
        found.append(f"A record check counts for {counted(written.record_check_days, 'day')}.")
    for title, days in (("Ceremonies", written.ceremonies), ("Holidays", written.holidays)):
        if days:
            found.append(f"{title}: {'; '.join(long(day) for day in sorted(days))}.")
    found += [
        f"The court has {'chosen' if chosen else 'not chosen'} “{key.replace('_', ' ')}”."
        for key, chosen in written.options.items()
    ]
    return tuple(found)
