"""Who may leave the phase they are in, who may have the charges dismissed, and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from drugcourt.domain.dates import short
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.facts import ParticipantFacts
from drugcourt.domain.findings import Finding, Readiness, Verdict
from drugcourt.domain.program import Decided, Phase, Program, Requirement, Rule
from drugcourt.rules.contradictions import contradictions, ended_otherwise
from drugcourt.rules.phase_extras import band, untold_extension
from drugcourt.rules.projection import (
    PhaseTrackItem,
    coming_entries,
    days_out,
    phase_here,
    phase_track,
)
from drugcourt.rules.requirements.asked import asked_in
from drugcourt.rules.requirements.case import Case, build_case
from drugcourt.rules.requirements.ceremony import rounded
from drugcourt.rules.requirements.judge import judge_all
from drugcourt.rules.sobriety import SoberClock

GRADUATION = "graduation"
DISMISSAL = "dismissal"
LAST_PHASE = "phase.last"  # the finding that all earlier phases are complete


@dataclass(frozen=True)
class Judgement:
    """What the rules say of one person on one day, each answer worked out when first asked.

    `case` holds the facts cut to the day, which for someone who has left is the day of exit.
    """

    case: Case

    @property
    def as_of(self) -> date:
        """The day judged."""
        return self.case.as_of

    @property
    def clock(self) -> SoberClock:
        """The sober clock on that day."""
        return self.case.clock

    @property
    def in_last_phase(self) -> bool:
        """Whether only graduation lies ahead; before that nobody can be eligible for dismissal."""
        return self.case.phase is not None and self._following is None

    @cached_property
    def phase(self) -> Readiness | None:
        """What it takes to leave the present phase, graduation in the last one.

        None before admission.
        """
        if self.case.facts.admitted_on > self.as_of:
            return None
        return self._leaving or _graduating(self.case, self.dismissal)

    @cached_property
    def dismissal(self) -> Readiness:
        """All that graduation asks, wherever the person stands."""
        return _dismissal(self.case, self._record, self._entries)

    @cached_property
    def phase_track(self) -> tuple[PhaseTrackItem, ...]:
        """Phases past, present and to come, with earliest entries."""
        return phase_track(self.case, self._entries)

    @cached_property
    def here(self) -> PhaseTrackItem | None:
        """The present phase's place on the track, without looking ahead; None without a phase."""
        return phase_here(self.case)

    @cached_property
    def graduation(self) -> date | None:
        """The earliest day of graduation, acts and decisions taken as done; None after an exit."""
        if self.case.facts.exited_on is not None:
            return None
        return _not_before(self.dismissal, self.case)

    @property
    def days(self) -> int:
        """Whole days since admission."""
        return max(0, (self.as_of - self.case.facts.admitted_on).days)

    @cached_property
    def out(self) -> tuple[tuple[EpisodeStatus, int], ...]:
        """The days of them in custody, absconded or on medical leave."""
        return days_out(self.case, self.case.facts.admitted_on, self.as_of)

    @property
    def _following(self) -> Phase | None:
        phase = self.case.phase
        return None if phase is None else self.case.program.after(phase.key)

    @cached_property
    def _record(self) -> tuple[Finding, ...]:
        return contradictions(self.case)

    @cached_property
    def _leaving(self) -> Readiness | None:
        """None in the last phase, which only graduation leaves."""
        following = self._following
        if self.case.phase is not None and following is None:
            return None
        return _leaving(self.case, following, self._record)

    @cached_property
    def _entries(self) -> dict[str, date | None]:
        leaving = self._leaving
        return coming_entries(self.case, _not_before(leaving, self.case) if leaving else None)


def judge_person(facts: ParticipantFacts, program: Program, as_of: date) -> Judgement:
    """Phase, dismissal and track of one person on one day."""
    return Judgement(build_case(facts, program, as_of))


def readiness(goal: str, title: str, findings: tuple[Finding, ...], as_of: date) -> Readiness:
    """Put findings together: the earliest day of all of them and the one that sets it.

    For a person who is ready, `earliest` is the day since which everything is met.
    """
    open_ = [f for f in findings if not f.verdict.satisfied]
    if not open_:
        last = max(findings, key=lambda f: f.met_from or date.min, default=None)
        since = as_of if last is None else (last.met_from or as_of)
        return Readiness(goal, title, as_of, findings, since, since, last)
    return Readiness(
        goal=goal,
        title=title,
        as_of=as_of,
        findings=findings,
        earliest=_latest((f.met_from for f in open_), as_of),
        if_acted=_latest((f.if_acted for f in open_), as_of),
        binding=max(open_, key=_binds),
    )


def _leaving(case: Case, following: Phase | None, record: tuple[Finding, ...]) -> Readiness:
    if case.phase is None or following is None:
        return readiness("phase", "Next phase", record, case.as_of)
    number = case.number(following.key)
    asked = asked_in(case.program, case.phase)
    found = (*untold_extension(case), *band(case), *record, *judge_all(asked, case))
    findings = rounded(_with_exit(case, found), asked, case)
    title = f"Phase {number}"
    if following.name.strip().casefold() != title.casefold():
        title = f"{title}: {following.name}"
    return readiness(following.key, title, findings, case.as_of)


def _dismissal(
    case: Case, record: tuple[Finding, ...], entries: dict[str, date | None]
) -> Readiness:
    title = "Dismissal of the charges"
    if not case.program.phases:
        graduation = case.program.graduation
        found = _with_exit(case, (*record, *judge_all(graduation, case)))
        return readiness(DISMISSAL, title, rounded(found, graduation, case), case.as_of)
    last = case.program.phases[-1]
    entry = entries.get(last.key)
    there = case.phase is not None and case.phase.key == last.key
    at_end = case if there else case.for_phase(last, entry, entries)
    asked = _without_repeats((*asked_in(case.program, last), *case.program.graduation), case)
    found = (*record, _last_phase(case, last, entry), *judge_all(asked, at_end))
    if there:
        found = (*untold_extension(case), *band(case), *found)
    findings = rounded(_with_exit(case, found), asked, at_end)
    return readiness(DISMISSAL, title, findings, case.as_of)


def _graduating(case: Case, dismissal: Readiness) -> Readiness:
    findings = tuple(f for f in dismissal.findings if f.rule != LAST_PHASE)
    return readiness(GRADUATION, "Graduation", findings, case.as_of)


def _with_exit(case: Case, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    ended = ended_otherwise(case)
    return findings if ended is None else (ended, *findings)


def _last_phase(case: Case, last: Phase, entry: date | None) -> Finding:
    """All earlier phases are complete: the person is in the last one."""
    program = case.program
    count = len(case.handbook.phases)
    if case.phase is None:
        verdict, text, since = Verdict.UNMET, "no phase is recorded", None
    elif case.phase.key == last.key:
        verdict, since = Verdict.MET, case.entered
        text = f"in {last.name} since {short(since, case.as_of)}" if since else f"in {last.name}"
    else:
        number = case.number(case.phase.key)
        verdict, text, since = Verdict.UNMET, f"in phase {number} of {count}", None
    place = 0 if case.phase is None else case.number(case.phase.key)
    return Finding(
        rule=LAST_PHASE,
        verdict=verdict,
        requirement="All earlier phases complete",
        text=text,
        basis=last.basis or f"{program.name}, {program.version}",
        met_from=since,
        if_acted=since if verdict is Verdict.MET else entry,
        evidence=case.stay_refs() or (case.episode_ref(),),
        achieved=f"{place} / {count}",
    )


def _without_repeats(asked: Iterable[Requirement], case: Case) -> tuple[Requirement, ...]:
    """One line for each thing asked: by key, and by rule where two sentences ask the same.

    Decisions are told apart by their key alone, and a waived sentence keeps its own line.
    """
    kept: list[Requirement] = []
    keys: set[str] = set()
    alike: dict[type[Rule], list[Requirement]] = {}
    listed = list(asked)
    replaced = {requirement.replaces for requirement in listed if requirement.replaces}
    for requirement in listed:
        others = alike.setdefault(type(requirement.rule), [])
        if requirement.key in keys or (
            _may_stand_for_others(requirement, replaced, case)
            and any(_asks_the_same(requirement, other, case) for other in others)
        ):
            continue
        keys.add(requirement.key)
        others.append(requirement)
        kept.append(requirement)
    return tuple(kept)


def _may_stand_for_others(requirement: Requirement, replaced: set[str], case: Case) -> bool:
    return (
        not isinstance(requirement.rule, Decided)
        and not requirement.replaces
        and requirement.key not in replaced
        and _is_plain(requirement, case)
    )


def _asks_the_same(requirement: Requirement, other: Requirement, case: Case) -> bool:
    return (
        other.rule == requirement.rule
        and other.only_if == requirement.only_if
        and other.unless == requirement.unless
        and other.numbers == requirement.numbers
        and other.individual == requirement.individual
        and not other.replaces
        and _is_plain(other, case)
    )


def _is_plain(requirement: Requirement, case: Case) -> bool:
    """Whether neither a waiver nor numbers of this person's own are about it."""
    return requirement.key not in case.waivers and requirement.key not in case.overrides


def _not_before(asked: Readiness, case: Case) -> date | None:
    return None if asked.if_acted is None else max(asked.if_acted, case.as_of)


def _latest(days: Iterable[date | None], as_of: date) -> date | None:
    latest = as_of
    for day in days:
        if day is None:
            return None
        latest = max(latest, day)
    return latest


def _binds(finding: Finding) -> tuple[bool, date, bool]:
    """What can't be met binds first, then the latest date, then a fact before a decision."""
    return (
        finding.verdict is Verdict.FAILED,
        finding.if_acted or date.max,
        finding.verdict is Verdict.UNMET,
    )
