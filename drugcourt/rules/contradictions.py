"""What in a record contradicts itself, said as findings so that nobody is judged on a guess."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from drugcourt.domain.dates import Span, short
from drugcourt.domain.episodes import EXIT_STATUSES, EpisodeStatus
from drugcourt.domain.facts import PhaseStayFacts
from drugcourt.domain.findings import Finding, Ref, Verdict
from drugcourt.rules.requirements.case import Case

_ASKED = "The record of phases agrees with itself"
_BASIS = "The court's own record"


def contradictions(case: Case) -> tuple[Finding, ...]:
    """Everything about the phase stays that can't be true at once, as findings to be decided."""
    return tuple(_contradictions(case))


def ended_otherwise(case: Case) -> Finding | None:
    """The finding that an episode ended by something other than graduation, if it did."""
    if case.facts.exited_on is None:
        return None
    exits = [s for s in case.facts.statuses if s.status in EXIT_STATUSES]
    last = max(exits, key=lambda item: (item.start, item.id), default=None)
    if last is not None and last.status is EpisodeStatus.GRADUATED:
        return None
    how = last.status.label if last is not None else "reason not recorded"
    return Finding(
        rule="episode.open",
        verdict=Verdict.FAILED if last is not None else Verdict.UNKNOWN,
        requirement="In the program, or graduated from it",
        text=f"left the program on {short(case.facts.exited_on, case.as_of)} ({how.lower()})",
        basis=_BASIS,
        evidence=(case.episode_ref(),),
        if_acted=case.as_of if last is None else None,
    )


def _contradictions(case: Case) -> Iterator[Finding]:
    stays = sorted(case.facts.stays, key=lambda item: (item.entered, item.id))
    if case.stay is None:
        day = short(case.as_of)
        yield _found("record.no_phase", case, f"no phase is recorded for {day}; enter one", ())
    elif case.phase is None:
        text = f"“{case.stay.phase}” is not a phase of {case.program.name}, {case.program.version}"
        yield _found("record.unknown_phase", case, text, (case.stay,))
    for stay in stays:
        if stay.entered < case.facts.admitted_on:
            text = (
                f"the phase entered {short(stay.entered, case.as_of)} begins before admission on "
                f"{short(case.facts.admitted_on, case.as_of)}; time counts from admission"
            )
            yield _found("record.stay_before_admission", case, text, (stay,))
        if stay.left is not None and stay.left < stay.entered:
            text = f"the phase entered {short(stay.entered, case.as_of)} ends before it begins"
            yield _found("record.backwards_stay", case, text, (stay,))
    yield from _other_spans(case)
    yield from _away_twice(case)
    for earlier, later in pairwise(stays):
        if earlier.left is None or earlier.left > later.entered:
            text = (
                f"the phases entered {short(earlier.entered, case.as_of)} and "
                f"{short(later.entered, case.as_of)} overlap; the later one is used"
            )
            yield _found("record.overlapping_stays", case, text, (earlier, later))


def _other_spans(case: Case) -> Iterator[Finding]:
    """Spans that end before they begin, and an exit before admission."""
    facts = case.facts
    if facts.exited_on is not None and facts.exited_on < facts.admitted_on:
        text = f"the exit on {short(facts.exited_on, case.as_of)} lies before admission"
        yield _found("record.exit_before_admission", case, text, ())
    named = (
        *(("status", "status_span", s.id, s.start, s.end) for s in facts.statuses),
        *(("medicine", "medication", m.id, m.start, m.end) for m in facts.medications),
        *(("work", "work_spell", w.id, w.start, w.end) for w in facts.work),
        *(("condition", "condition", c.id, c.start, c.end) for c in facts.conditions),
        *(("legal event", e.record, e.id, e.on, e.end) for e in facts.legal),
    )
    for what, kind, number, start, end in sorted(
        named, key=lambda span: (span[1], span[3], span[2])
    ):
        if end is not None and end < start:
            text = f"the {what} of {short(start, case.as_of)} ends before it begins"
            refs = (Ref(kind, number),) if number else (case.episode_ref(),)
            yield replace(_found("record.backwards_span", case, text, ()), evidence=refs)


def _away_twice(case: Case) -> Iterator[Finding]:
    """Nobody is in custody and has absconded on the same day; such days are counted once."""
    statuses = sorted(case.facts.statuses, key=lambda item: (item.start, item.id))
    held = [s for s in statuses if s.status is EpisodeStatus.IN_CUSTODY]
    for away in (s for s in statuses if s.status is EpisodeStatus.ABSCONDED):
        for inside in held:
            until = inside.end or case.as_of
            if Span(away.start, away.end).overlap(inside.start, until) > 0:
                text = (
                    f"in custody since {short(inside.start, case.as_of)} and absconded since "
                    f"{short(away.start, case.as_of)} at the same time"
                )
                refs = tuple(Ref("status_span", s.id) for s in (inside, away) if s.id)
                found = _found("record.custody_and_absconded", case, text, ())
                yield replace(found, evidence=refs or found.evidence)


def _found(rule: str, case: Case, text: str, stays: tuple[PhaseStayFacts, ...]) -> Finding:
    refs = tuple(Ref("phase_stay", stay.id) for stay in stays)
    return Finding(
        rule=rule,
        verdict=Verdict.UNKNOWN,
        requirement=_ASKED,
        text=text,
        basis=_BASIS,
        evidence=refs or (case.episode_ref(),),
        if_acted=case.as_of,
    )
