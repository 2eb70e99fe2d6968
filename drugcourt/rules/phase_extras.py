"""What the court added to a phase beside its list: ordered time, and a band of sober days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from drugcourt.domain.dates import counted, short
from drugcourt.domain.findings import Finding, Ref, Verdict
from drugcourt.domain.program import Elapsed, Since
from drugcourt.rules.requirements.asked import asked_in
from drugcourt.rules.requirements.case import Case, reached


def untold_extension(case: Case) -> Iterator[Finding]:
    """Time ordered in a phase whose list asks for no time: it runs from the day of the order."""
    phase = case.phase
    if phase is None or case.entered is None or not case.facts.extensions:
        return
    entered = case.entered
    mine = [e for e in case.facts.extensions if e.phase == phase.key and e.on >= entered]
    rules = [requirement.rule for requirement in asked_in(case.program, phase)]
    timed = any(isinstance(r, Elapsed) and r.least and r.since is Since.PHASE for r in rules)
    if not mine or timed:
        return
    day = date.min
    for item in sorted(mine, key=lambda e: (e.on, e.id)):
        day = case.plus(max(day, item.on), item.amount)
    last = mine[-1]
    by = last.by.strip() or "someone not named"
    yield Finding(
        rule="phase.extension",
        verdict=reached(day, case),
        requirement="The time ordered for this phase has passed",
        text=f"ordered until {short(day, case.as_of)} by {by}",
        basis="The court's own order",
        met_from=day,
        if_acted=day,
        evidence=tuple(Ref("extension", item.id) for item in mine),
        why="; ".join(item.reason.strip() for item in mine if item.reason.strip()),
    )


def band(case: Case) -> Iterator[Finding]:
    """In a program whose phases are bands of sober days: the count has fallen below this one."""
    phase = case.phase
    if phase is None or phase.sober_days is None or case.clock.days >= phase.sober_days:
        return
    lower = [
        p
        for p in case.program.phases
        if p.sober_days is not None and p.sober_days <= case.clock.days
    ]
    belongs = max(lower, key=lambda p: p.sober_days or 0, default=case.program.phases[0])
    if belongs.key == phase.key:
        return
    days = counted(case.clock.days, "sober day")
    yield Finding(
        rule="phase.band",
        verdict=Verdict.UNKNOWN,
        requirement=f"{phase.name} begins at {counted(phase.sober_days, 'sober day')}",
        text=f"{days} belong to {belongs.name}; the team decides on the phase",
        basis=phase.basis,
        if_acted=case.as_of,
        evidence=(*case.clock.evidence, *case.stay_refs()),
        awaits_decision=True,
    )
