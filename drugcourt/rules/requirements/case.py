"""What every rule looks at: one person's facts on one day, with what is worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from operator import attrgetter

from drugcourt.domain.dates import Amount, add
from drugcourt.domain.facts import (
    DecisionFacts,
    OverrideFacts,
    ParticipantFacts,
    PhaseStayFacts,
    SessionFacts,
    WaiverFacts,
)
from drugcourt.domain.findings import Finding, Ref, Verdict
from drugcourt.domain.program import Completes, Phase, Program, Requirement, Rule
from drugcourt.domain.rule_terms import DecisionBy
from drugcourt.domain.treatment import KEPT, Attendance, SessionKind
from drugcourt.rules.as_of import judging_day, known_on
from drugcourt.rules.requirements.applies import program_of
from drugcourt.rules.sobriety import Readings, SoberClock, clock_of, read_all

_by_day = attrgetter("on", "id")


@dataclass(frozen=True, slots=True)
class Case:
    """One person on one day. `facts` are cut to the day; sessions are sorted, none cancelled.

    `phase` is the phase whose requirements are judged and `entered` the day its clock starts:
    the day the present stay began (never before admission), or None when the person is not in
    that phase. For a phase that has not begun, `expected_entry` is the day it may begin if
    nothing goes wrong, with open acts and decisions taken as done on the day asked, and
    `expected` the same for the phases before it. `remembered` holds what was found by rules that
    look at the whole program, whatever the phase; `looking_back` the phases whose tasks are being
    looked back at. `program` has the phases that this person does, `handbook` all of them.
    """

    facts: ParticipantFacts
    program: Program
    handbook: Program
    as_of: date
    clock: SoberClock
    readings: Readings
    phase: Phase | None
    stay: PhaseStayFacts | None
    entered: date | None
    sessions: tuple[SessionFacts, ...]
    decisions: Mapping[str, tuple[DecisionFacts, ...]]
    waivers: Mapping[str, WaiverFacts]
    overrides: Mapping[str, tuple[OverrideFacts, ...]] = field(default_factory=dict)
    expected: Mapping[str, date | None] = field(default_factory=dict)
    looking_back: frozenset[str] = frozenset()
    expected_entry: date | None = None
    remembered: dict[Rule, Finding] = field(default_factory=dict, compare=False, repr=False)
    sorted_out: dict[object, tuple[SessionFacts, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def sessions_of(self, kinds: frozenset[SessionKind]) -> tuple[SessionFacts, ...]:
        """Sessions of the kinds, oldest first; an empty set means every kind."""
        if not kinds:
            return self.sessions
        if kinds not in self.sorted_out:
            self.sorted_out[kinds] = tuple(s for s in self.sessions if s.kind in kinds)
        return self.sorted_out[kinds]

    def plus(self, start: date, amount: Amount) -> date:
        """The day `amount` after `start`, a month counted as this handbook counts it."""
        return add(start, amount, self.program.month_days)

    def completed(self, start: date, amount: Amount) -> date:
        """The day that completes a span begun on `start`, as this handbook completes spans."""
        return self.completing(self.plus(start, amount))

    def completing(self, day_after: date) -> date:
        """The completing day of a span of which `day_after` is the first day past it."""
        if self.program.completes is Completes.LAST_DAY and day_after > date.min:
            return day_after - timedelta(days=1)
        return day_after

    def number(self, phase: str) -> int:
        """The place of a phase as the handbook counts, from 1, whoever does which; 0 for none."""
        return self.handbook.number(phase) or 0

    def days_since(self, start: date) -> int:
        """Whole days from `start`; the day asked itself counts where a last day completes spans."""
        last = 1 if self.program.completes is Completes.LAST_DAY else 0
        return max(0, (self.as_of - start).days + last)

    def stay_refs(self) -> tuple[Ref, ...]:
        """The record that says since when the person is in the phase."""
        return () if self.stay is None else (Ref("phase_stay", self.stay.id),)

    def episode_ref(self) -> Ref:
        return Ref("episode", self.facts.episode_id)

    def refused(self, requirement: str, by: DecisionBy) -> bool:
        """Whether their latest decision on the requirement was against it."""
        given = [d for d in self.decisions.get(requirement, ()) if d.by is by]
        return bool(given) and not given[-1].granted

    def decision_refs(self, requirement: str, parties: Iterable[DecisionBy]) -> tuple[Ref, ...]:
        """The latest decision of each of them on the requirement."""
        last = {d.by: d for d in self.decisions.get(requirement, ())}
        return tuple(Ref("decision", last[by].id) for by in sorted(parties) if by in last)

    def for_phase(
        self,
        phase: Phase,
        expected_entry: date | None,
        expected: Mapping[str, date | None] | None = None,
    ) -> Case:
        """The same person looked at for a phase that has not begun."""
        return replace(
            self,
            phase=phase,
            stay=None,
            entered=None,
            expected_entry=expected_entry,
            expected=expected or {},
        )

    def looking_at(self, phase: Phase) -> Case:
        """The same person looked at from the latest stay in a phase, or from admission."""
        stays = [stay for stay in self.facts.stays if stay.phase == phase.key]
        stay = max(stays, key=lambda item: (item.entered, item.id), default=None)
        admitted = self.facts.admitted_on
        return replace(
            self,
            phase=phase,
            stay=stay,
            entered=admitted if stay is None else max(stay.entered, admitted),
            looking_back=self.looking_back | {phase.key},
        )


def build_case(facts: ParticipantFacts, program: Program, as_of: date) -> Case:
    """Everything the rules share, worked out once. The clock is `clock_of` the same facts."""
    known = known_on(facts, as_of)
    day = judging_day(facts, as_of)
    handbook, program = program, program_of(program, known, day)
    readings = read_all(known)
    stay = known.stay_on(day)
    return Case(
        facts=known,
        program=program,
        handbook=handbook,
        as_of=day,
        clock=clock_of(known, readings, program.sober, day, program.month_days),
        readings=readings,
        phase=program.phase(stay.phase) if stay is not None else None,
        stay=stay,
        entered=max(stay.entered, known.admitted_on) if stay is not None else None,
        sessions=_due(known.sessions, known.admitted_on, program.holidays),
        decisions=_by_requirement(known.decisions),
        waivers=_first_waivers(known.waivers),
        overrides=_overrides(known.overrides),
    )


def _due(
    sessions: Iterable[SessionFacts], admitted: date, holidays: frozenset[date]
) -> tuple[SessionFacts, ...]:
    """Sessions that were due in the program, oldest first.

    A cancelled one was never due, nor on a holiday of the court one that was not attended.
    """
    due = [
        s
        for s in sessions
        if s.attendance is not Attendance.CANCELLED
        and s.on >= admitted
        and (s.on not in holidays or s.attendance in KEPT)
    ]
    return tuple(sorted(due, key=_by_day))


def _by_requirement(items: Iterable[DecisionFacts]) -> dict[str, tuple[DecisionFacts, ...]]:
    sorted_items: dict[str, tuple[DecisionFacts, ...]] = {}
    for item in sorted(items, key=lambda decision: (decision.on, decision.id)):
        sorted_items[item.requirement] = (*sorted_items.get(item.requirement, ()), item)
    return sorted_items


def _overrides(items: Iterable[OverrideFacts]) -> dict[str, tuple[OverrideFacts, ...]]:
    """By requirement; of two about the same number the later one stands last and governs."""
    by_key: dict[str, tuple[OverrideFacts, ...]] = {}
    for item in sorted(items, key=lambda override: (override.on, override.id)):
        by_key[item.requirement] = (*by_key.get(item.requirement, ()), item)
    return by_key


def _first_waivers(items: Iterable[WaiverFacts]) -> dict[str, WaiverFacts]:
    first: dict[str, WaiverFacts] = {}
    for item in sorted(items, key=lambda waiver: (waiver.on, waiver.id)):
        first.setdefault(item.requirement, item)
    return first


# How a finding is written down ------------------------------------------------------------------


def found(
    requirement: Requirement,
    verdict: Verdict,
    text: str,
    *,
    met_from: date | None = None,
    if_acted: date | None = None,
    achieved: str = "",
    evidence: Iterable[Ref] = (),
    parts: tuple[Finding, ...] = (),
    awaits_decision: bool = False,
    why: str = "",
    warning: str = "",
) -> Finding:
    """A finding on a requirement; where nothing waits for an act, `if_acted` is `met_from`."""
    return Finding(
        rule=requirement.key,
        verdict=verdict,
        requirement=requirement.text,
        text=text,
        basis=requirement.basis,
        met_from=met_from,
        evidence=tuple(dict.fromkeys(evidence)),
        parts=parts,
        achieved=achieved,
        if_acted=None if verdict is Verdict.FAILED else if_acted or met_from,
        awaits_decision=awaits_decision,
        why=why,
        warning=warning,
    )


def reached(day: date, case: Case) -> Verdict:
    """MET from the day on, UNMET before it."""
    return Verdict.MET if day <= case.as_of else Verdict.UNMET


def not_begun(requirement: Requirement, case: Case, least: Amount | None = None) -> Finding:
    """The finding on a phase's requirement for someone who is not in that phase yet.

    With `least`, a span that counts from entry to the phase; the day is the earliest that can
    be expected, and says nothing that a decision still to be made could not change.
    """
    phase = case.phase
    name = f"{phase.name} has not begun" if phase is not None else "No phase is recorded"
    entry = case.expected_entry
    day = None if entry is None else (entry if least is None else case.completed(entry, least))
    return found(requirement, Verdict.UNMET, name, if_acted=day, evidence=(case.episode_ref(),))
