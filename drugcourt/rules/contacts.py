"""Whether a participant is seen as often as the phase asks, and by when the next contact is due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from drugcourt.domain.dates import Amount, subtract
from drugcourt.domain.episodes import AWAY_STATUSES
from drugcourt.domain.facts import ContactFacts
from drugcourt.domain.findings import Verdict
from drugcourt.domain.program import AttendRate, Phase, Requirement
from drugcourt.domain.supervision import ContactRate, ContactWith
from drugcourt.rules.requirements.asked import asked_in, chosen, overridden, parted
from drugcourt.rules.requirements.attend_rate import kept_words
from drugcourt.rules.requirements.case import Case
from drugcourt.rules.requirements.judge import judge
from drugcourt.rules.requirements.tally import chosen_sessions, counting

RECENT = 4
"""So many times its period a rate of the phase is looked back at; our choice."""


@dataclass(frozen=True, slots=True)
class ContactState:
    """How one sentence on contacts stands on a day.

    `said` is what was found, in words. `due_on` is the last day on which the next contact comes in
    time, None while nobody can be seen (custody, warrant, leave). `lacking` is how many the time up
    to the day lacks; `tried` counts the attempts in vain since the `last` contact that was made.
    """

    requirement: str
    asked: str
    said: str
    lacking: int
    due_on: date | None
    last: ContactFacts | None
    tried: int


def contact_states(case: Case) -> tuple[ContactState, ...]:
    """Each sentence on contacts that holds in the present phase; nothing before admission.

    The sentences are the phase's own rates, and the requirements that ask for contacts so often;
    an exception that applies stands for its sentence, and what was waived is not asked.
    """
    phase, entered = case.phase, case.entered
    if phase is None or entered is None or case.facts.exited_on is not None:
        return ()
    since, out = _can_be_seen_since(case, entered), _is_out(case)
    found = []
    for rate in _rates(phase):
        assert isinstance(rate.rule, AttendRate)
        found.append(_state(rate, kept_words(rate, rate.rule, case), case, since, out=out))
    for base, exceptions in _required(case, phase):
        finding = judge(base, case, exceptions)
        stands = chosen(base, exceptions, case).requirement
        if finding is None or finding.verdict is Verdict.WAIVED:
            continue
        if isinstance(stands.rule, AttendRate):
            found.append(_state(stands, finding.text, case, since, out=out))
    return tuple(found)


def _rates(phase: Phase) -> Iterator[Requirement]:
    for place, rate in enumerate(phase.contact_rates, start=1):
        key = f"{phase.key}.contacts.{place}"
        yield Requirement(key=key, text=rate.words, basis=phase.basis, rule=rule_of(rate))


def _required(case: Case, phase: Phase) -> Iterator[tuple[Requirement, tuple[Requirement, ...]]]:
    for base, exceptions in parted(asked_in(case.program, phase)):
        rule = base.rule
        if isinstance(rule, AttendRate) and (rule.contacts or rule.modes) and not rule.hours:
            yield base, exceptions


def rule_of(rate: ContactRate) -> AttendRate:
    """What the phase's rate asks, as a requirement would: on average over its last few periods."""
    return AttendRate(
        n=rate.n,
        per=rate.per,
        over=Amount(RECENT * rate.per.n, rate.per.unit),
        contacts=frozenset(rate.people or ContactWith),
        modes=frozenset(rate.modes),
    )


def _state(base: Requirement, said: str, case: Case, since: date, *, out: bool) -> ContactState:
    rule = overridden(base, case)[0].rule
    assert isinstance(rule, AttendRate)
    kept = [s for s in chosen_sessions(rule, case) if s.attendance in counting(rule)]
    n = max(1, round(rule.n))
    due = case.plus(max(since, kept[-n].on) if len(kept) >= n else since, rule.per)
    first = subtract(case.as_of, rule.per, case.program.month_days)
    enough = sum(s.on > first for s in kept)
    made = [s for s in kept if s.source == "contact"]
    numbers = {made[-1].id} if made else set()
    last = next((c for c in case.facts.contacts if c.id in numbers), None)
    quiet = max(case.facts.admitted_on, last.on) if last else case.facts.admitted_on
    return ContactState(
        requirement=base.key,
        asked=base.text,
        said=said,
        lacking=0 if out or case.as_of <= due else max(1, n - enough),
        due_on=None if out else due,
        last=last,
        tried=sum(not c.reached and c.on >= quiet for c in case.facts.contacts),
    )


def _is_out(case: Case) -> bool:
    """Whether the status of the day keeps the person from being seen."""
    spans = (s for s in case.facts.statuses if s.end is None or case.as_of < s.end)
    latest = max(spans, key=lambda span: (span.start, span.id), default=None)
    return latest is not None and latest.status in AWAY_STATUSES


def _can_be_seen_since(case: Case, entered: date) -> date:
    """The day from which contacts are asked: entry to the phase, or the end of custody or leave."""
    ended = [s.end for s in case.facts.statuses if s.status in AWAY_STATUSES and s.end is not None]
    return max([entered, *(day for day in ended if day <= case.as_of)])
