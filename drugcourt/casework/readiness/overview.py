"""What the rules say of one participant today, as the file shows it at a glance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from drugcourt.casework.hearings.days import last_heard
from drugcourt.casework.hearings.since_hearing import since_hearings
from drugcourt.casework.hearings.since_words import in_a_sentence
from drugcourt.domain.dates import counted, short
from drugcourt.domain.facts import ParticipantFacts
from drugcourt.domain.findings import Finding, Readiness, Verdict
from drugcourt.domain.program import Decided, MilestoneDone, Program
from drugcourt.domain.rule_terms import DecisionBy
from drugcourt.domain.tone import Tone
from drugcourt.rules.phases import Judgement, judge_person
from drugcourt.rules.projection import PhaseTrackItem, TrackState
from drugcourt.rules.reading_words import reading_tone
from drugcourt.rules.sobriety import SoberClock
from drugcourt.rules.specimens import SpecimenReading
from drugcourt.rules.what_if import moves_most

GRID_WEEKS = 26
LATELY = 33  # tests; the last quarter at about twice or three times a week


@dataclass(frozen=True, slots=True)
class Step:
    """One phase of the track as it is drawn; `done` from 0 to 1."""

    label: str
    caption: str
    done: float
    weight: float
    current: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One requirement with what may be done about it from its line.

    `milestone` is the key that a milestone waits for, `decided_by` whose decision it waits for.
    `waivable` is false for what no rule of the program asked (a contradiction in the record).
    """

    finding: Finding
    milestone: str = ""
    decided_by: DecisionBy | None = None
    waivable: bool = True

    @property
    def id(self) -> str:
        """The rule's key, by which a list finds the line again."""
        return self.finding.rule


@dataclass(frozen=True, slots=True)
class TestDay:
    """One day of the calendar of tests."""

    __test__ = False

    on: date
    tone: Tone
    text: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What the rules say of the participant today; `lines` lead to the next phase or to the end.

    `title` names the goal (“Phase 4: Adaptive habilitation”), `basis` the handbook, `moves` what
    would move the date, as a sentence. `dismissal` is the whole list for the last step.
    """

    title: str
    basis: str
    readiness: Readiness | None
    lines: tuple[Line, ...]
    moves: str
    dismissal: Readiness
    dismissal_lines: tuple[Line, ...]
    dismissal_moves: str
    track: tuple[Step, ...]
    sober_title: str
    sober_detail: str
    provisional: str
    grid_start: date
    grid_end: date
    days: tuple[TestDay, ...]
    since_title: str
    since_text: str


def overview(facts: ParticipantFacts, handbook: Program, today: date) -> Overview:
    """What the rules say today; of someone who has left, what they said on the exit day."""
    judgement = judge_person(facts, handbook, today)
    asked = judgement.phase
    day = judgement.as_of
    title, detail = _sober_words(judgement.clock, judgement.case.readings, day)
    since_title, since_text = _since(facts, judgement)
    start = day - timedelta(weeks=GRID_WEEKS) + timedelta(days=1)
    return Overview(
        title=asked.title if asked else "",
        basis=f"handbook {handbook.version}" if handbook.version else handbook.name,
        readiness=asked,
        lines=tuple(_line(f, handbook) for f in asked.findings) if asked else (),
        moves=_moves(asked, judgement, ended=facts.exited_on is not None),
        dismissal=judgement.dismissal,
        dismissal_lines=tuple(_line(f, handbook) for f in judgement.dismissal.findings),
        dismissal_moves=_moves(judgement.dismissal, judgement, ended=facts.exited_on is not None),
        track=_steps(judgement, day),
        sober_title=title,
        sober_detail=detail,
        provisional=_provisional(judgement.clock, day),
        grid_start=start,
        grid_end=day,
        days=_test_days(judgement, start),
        since_title=since_title,
        since_text=since_text,
    )


def _since(facts: ParticipantFacts, judgement: Judgement) -> tuple[str, str]:
    number, day = facts.episode_id, judgement.as_of
    last = last_heard(facts, day)
    heard = {} if last is None else {number: last}
    return in_a_sentence(since_hearings({number: facts}, {number: judgement}, heard, day)[number])


def _line(finding: Finding, handbook: Program) -> Line:
    requirement = next((r for r in handbook.requirements if r.key == finding.rule), None)
    if requirement is None:
        return Line(finding, waivable=False)
    rule = requirement.rule
    return Line(
        finding,
        milestone=rule.milestone if isinstance(rule, MilestoneDone) else "",
        decided_by=rule.by if isinstance(rule, Decided) else None,
    )


def _moves(asked: Readiness | None, judgement: Judgement, *, ended: bool) -> str:
    """The earliest date and what sets it; the one thing that would move it most."""
    if asked is None or ended:
        return ""
    told = _earliest(asked, judgement.as_of)
    return " ".join(filter(None, (told, _most(asked, judgement))))


def _earliest(asked: Readiness, day: date) -> str:
    if asked.ready:
        return "Everything is met."
    binding = asked.binding
    if binding is not None and binding.verdict is Verdict.FAILED:
        return f"“{binding.requirement}” can no longer be met. A waiver would be needed."
    if asked.ready_but_for_decisions:
        waits = ", ".join(f.requirement[:1].lower() + f.requirement[1:] for f in asked.open)
        return f"All that is measured is met. Still to be decided: {waits}."
    if binding is None or asked.if_acted is None:
        return "No date can be given yet: something open has no day by which it will be met."
    when = "today" if asked.if_acted <= day else short(asked.if_acted, day)
    undone = [f for f in asked.open if f.met_from is None and f.verdict is Verdict.UNMET]
    if binding.met_from is None and undone:
        return f"Earliest {when}, once this is done: {_named(undone)}."
    return f"Earliest {when}. What sets it: {binding.requirement} ({binding.text})."


def _most(asked: Readiness, judgement: Judgement) -> str:
    """What would move the date most, and how far; nothing where no single thing does."""
    first = next(iter(moves_most(asked, judgement.case)), None)
    if first is None or not first.helps or first.earliest is None:
        return ""
    day = judgement.as_of
    when = "today" if first.earliest <= day else short(first.earliest, day)
    if first.days is None:
        return f"With one for it, the earliest day is {when}."
    sooner = f"{when}, {counted(first.days, 'day')} sooner."
    if first.finding is asked.binding:
        return f"Were that met today, the earliest day would be {sooner}"
    words = first.finding.requirement
    return f"Moved most by “{words}”: were that met today, it would be {sooner}"


def _named(findings: Sequence[Finding]) -> str:
    """The first three requirements, and how many more."""
    named = "; ".join(f.requirement for f in findings[:3])
    return f"{named} and {len(findings) - 3} more" if len(findings) > 3 else named


def _provisional(clock: SoberClock, day: date) -> str:
    if clock.provisional_since is None:
        return ""
    confirmed, cleared = short(clock.if_confirmed, day), short(clock.if_cleared, day)
    return (
        f"Provisional: a confirmation of {short(clock.provisional_since, day)} is out. The sober "
        f"date is {confirmed} if it is confirmed, {cleared} if it is not."
    )


def _sober_words(
    clock: SoberClock, readings: Iterable[tuple[object, SpecimenReading]], day: date
) -> tuple[str, str]:
    since = clock.sober_date
    title = f"Sober since {since:%B} {since.day}" if since else "Sober count begins tomorrow"
    if since is not None and since.year != day.year:
        title += f", {since.year}"
    read = [reading for _, reading in readings][-LATELY:]
    good = sum(1 for r in read if reading_tone(r.reading) is Tone.GOOD)
    detail = f"{counted(clock.days, 'day')} · longest {clock.longest}"
    if len(read) > 1:
        detail += f" · {good} of last {len(read)} tests negative or as prescribed"
    return title, detail


def _steps(judgement: Judgement, day: date) -> tuple[Step, ...]:
    track = judgement.phase_track
    return tuple(_step(item, judgement, day, last=item is track[-1]) for item in track)


def _step(item: PhaseTrackItem, judgement: Judgement, day: date, *, last: bool) -> Step:
    caption = item.caption
    graduation = judgement.graduation
    if last and graduation is not None:
        when = "today" if graduation <= day else short(graduation, day)
        caption = f"{caption}\ngraduation from {when}".strip()
    asked = judgement.phase
    done = 1.0 if item.state is TrackState.DONE else 0.0
    if item.state is TrackState.CURRENT and asked is not None:
        done = max(0.04, asked.met_count / len(asked.findings)) if asked.findings else 1.0
    return Step(
        label=f"{item.number} {item.name}",
        caption=caption,
        done=done,
        weight=1.0,
        current=item.state is TrackState.CURRENT,
    )


def _test_days(judgement: Judgement, start: date) -> tuple[TestDay, ...]:
    """One entry a day; where there were several tests the gravest colours the day."""
    days: dict[date, TestDay] = {}
    for specimen, reading in judgement.case.readings:
        if specimen.on < start:
            continue
        tone = reading_tone(reading.reading)
        text = reading.text or reading.reading.label
        earlier = days.get(specimen.on)
        if earlier is not None:
            worst = min(earlier.tone, tone, key=_GRAVITY.index)
            days[specimen.on] = TestDay(specimen.on, worst, f"{earlier.text}; {text}")
        else:
            days[specimen.on] = TestDay(specimen.on, tone, text)
    return tuple(days.values())


_GRAVITY = (Tone.ALARM, Tone.WATCH, Tone.INFO, Tone.GOOD, Tone.PLAIN)
