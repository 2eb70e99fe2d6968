"""Which phases lie behind and ahead of a participant, and when each may begin at the earliest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from drugcourt.domain.dates import Span, Unit, counted, short, union_days
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.facts import PhaseStayFacts
from drugcourt.domain.program import Elapsed, Phase, Since
from drugcourt.domain.tone import Term
from drugcourt.rules.requirements.asked import asked_in
from drugcourt.rules.requirements.case import Case
from drugcourt.rules.requirements.ceremony import rounded
from drugcourt.rules.requirements.judge import judge_all

_OUT = (EpisodeStatus.IN_CUSTODY, EpisodeStatus.ABSCONDED, EpisodeStatus.MEDICAL_LEAVE)


class TrackState(Term):
    DONE = "done", "Done"
    CURRENT = "current", "Now"
    AHEAD = "ahead", "Ahead"


@dataclass(frozen=True, slots=True)
class PhaseTrackItem:
    """One phase of the track. `days` are whole days in it so far, all stays together.

    `out` are the days of them in custody, absconded or on medical leave. `earliest` is the day a
    coming phase may be entered if nothing goes wrong, open acts and decisions taken as done on
    the day asked; None when no day can honestly be given, and for phases already entered.
    """

    key: str
    number: int
    name: str
    state: TrackState
    entered: date | None
    left: date | None
    days: int
    out: tuple[tuple[EpisodeStatus, int], ...]
    at_least: str
    earliest: date | None
    caption: str


def days_out(case: Case, start: date, end: date) -> tuple[tuple[EpisodeStatus, int], ...]:
    """Days of `[start, end)` in custody, absconded and on medical leave, where there were any."""
    counts = []
    for status in _OUT:
        spans = [Span(s.start, s.end) for s in case.facts.statuses if s.status is status]
        if spans and (days := union_days(spans, start, end)):
            counts.append((status, days))
    return tuple(counts)


def coming_entries(case: Case, leave_current: date | None) -> dict[str, date | None]:
    """For each phase after the present one, the earliest day it may be entered.

    The next phase begins when the present one may be left; each following one when the minimums
    of the one before have run from its own entry, the sober count going on unbroken.
    """
    if case.phase is None:
        return {}
    entries: dict[str, date | None] = {}
    day = leave_current
    phase = case.program.after(case.phase.key)
    while phase is not None:
        entries[phase.key] = day
        following = case.program.after(phase.key)
        if following is not None:
            day = _leaves(case, phase, day, dict(entries))
        phase = following
    return entries


def phase_track(case: Case, entries: Mapping[str, date | None]) -> tuple[PhaseTrackItem, ...]:
    """The track, first phase first."""
    here = -1 if case.phase is None else case.program.index(case.phase.key)
    return tuple(
        _item(case, phase, place, here, entries.get(phase.key))
        for place, phase in enumerate(case.program.phases)
    )


def phase_here(case: Case) -> PhaseTrackItem | None:
    """The phase that the person is in; None without one."""
    if case.phase is None:
        return None
    place = case.program.index(case.phase.key)
    return _item(case, case.program.phases[place], place, place, None)


def _leaves(
    case: Case, phase: Phase, entry: date | None, expected: Mapping[str, date | None]
) -> date | None:
    if entry is None:
        return None
    latest = entry
    there = case.for_phase(phase, entry, expected)
    asked = asked_in(case.program, phase)
    for finding in rounded(judge_all(asked, there), asked, there):
        if finding.if_acted is None:
            return None
        latest = max(latest, finding.if_acted)
    return latest


def _item(case: Case, phase: Phase, place: int, here: int, earliest: date | None) -> PhaseTrackItem:
    ahead = place > here
    state = TrackState.AHEAD if ahead else TrackState.CURRENT if place == here else TrackState.DONE
    stays = [] if ahead else [s for s in case.facts.stays if s.phase == phase.key]
    entered = min((max(s.entered, case.facts.admitted_on) for s in stays), default=None)
    left = None if place == here else max((s.left for s in stays if s.left), default=None)
    if place == here:
        entered = case.entered
    spans = [_stay_span(case, s) for s in stays]
    days = sum(last.toordinal() - first.toordinal() for first, last in spans)
    if place == here and entered is not None:
        days = (case.as_of - entered).days
    out = _summed(days_out(case, first, last) for first, last in spans)
    gone = case.facts.exited_on is not None
    earliest = None if not ahead or gone else earliest
    at_least = _at_least(phase)
    return PhaseTrackItem(
        key=phase.key,
        number=case.number(phase.key),
        name=phase.name,
        state=state,
        entered=entered,
        left=left,
        days=days,
        out=out,
        at_least=at_least,
        earliest=earliest,
        caption=_caption(case, state, entered, days, out, at_least, earliest),
    )


def _stay_span(case: Case, stay: PhaseStayFacts) -> tuple[date, date]:
    first = max(stay.entered, case.facts.admitted_on)
    return first, max(first, case.as_of if stay.left is None else min(stay.left, case.as_of))


def _summed(
    counts: Iterable[tuple[tuple[EpisodeStatus, int], ...]],
) -> tuple[tuple[EpisodeStatus, int], ...]:
    total: dict[EpisodeStatus, int] = {}
    for some in counts:
        for status, days in some:
            total[status] = total.get(status, 0) + days
    return tuple((status, total[status]) for status in _OUT if status in total)


def _at_least(phase: Phase) -> str:
    """The phase's own minimum as the handbook writes it; empty where it names none."""
    rules = (requirement.rule for requirement in phase.advance if not requirement.replaces)
    return next(
        (
            str(r.least)
            for r in rules
            if isinstance(r, Elapsed) and r.least is not None and r.since is Since.PHASE
        ),
        "",
    )


def _caption(
    case: Case,
    state: TrackState,
    entered: date | None,
    days: int,
    out: tuple[tuple[EpisodeStatus, int], ...],
    at_least: str,
    earliest: date | None,
) -> str:
    if state is TrackState.AHEAD:
        if earliest is None:
            return ""
        return "earliest " + ("today" if earliest <= case.as_of else short(earliest, case.as_of))
    if entered is None:
        return "no stay recorded"
    said = ", ".join(f"{n} {_where(status)}" for status, n in out)
    inside = f" ({said})" if said else ""
    begun = short(entered, case.as_of)
    if state is TrackState.DONE:
        return f"{begun} · {counted(days, 'day')}{inside}"
    minimum = at_least.removesuffix(f" {Unit.DAY}s").removesuffix(f" {Unit.DAY}")
    return f"{begun} · day {days}{f' of at least {minimum}' if at_least else ''}{inside}"


def _where(status: EpisodeStatus) -> str:
    return "on medical leave" if status is EpisodeStatus.MEDICAL_LEAVE else status.label.lower()
