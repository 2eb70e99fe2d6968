"""What one participant's file says first: who this is, where they stand, what it takes now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.facts import gather_one
from drugcourt.casework.lately import since_last_hearing
from drugcourt.casework.programs import program
from drugcourt.domain.dates import counted, short
from drugcourt.domain.facts import ParticipantFacts
from drugcourt.domain.findings import Finding, Readiness, Verdict
from drugcourt.domain.program import Decided, MilestoneDone, Program, Requirement
from drugcourt.domain.terms import (
    CANDIDATE_STATUSES,
    DecisionBy,
    EpisodeStatus,
    ExitReason,
    Gender,
    LegalTrack,
    RiskNeed,
    WarrantStep,
)
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.records.cases import CourtCase
from drugcourt.records.episodes import Episode, StatusSpan
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.people import Person
from drugcourt.rules.phases import Judgement, judge_person
from drugcourt.rules.projection import PhaseTrackItem, TrackState
from drugcourt.rules.sobriety import SoberClock
from drugcourt.rules.specimens import SpecimenReading, reading_tone

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


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a file: who this is and the state at a glance."""

    episode_id: int
    person_id: int
    number: int
    name: str
    initials: str
    preferred_name: str
    age: int | None
    pronouns: str
    reference: str
    cases: tuple[str, ...]
    track: LegalTrack | None
    status: EpisodeStatus
    status_since: date | None
    candidate: bool
    risk_need: RiskNeed
    phase: str
    phase_number: int
    phase_count: int
    next_phase: str
    next_phase_number: int
    admitted_on: date | None
    referred_on: date | None
    exited_on: date | None
    exit_reason: ExitReason | None
    case_manager: str
    moud: tuple[tuple[str, date], ...]
    next_hearing: tuple[date, str] | None
    warrant: WarrantStep
    overview: Overview | None


def head(db: Session, *, episode_id: int, today: date) -> Head:
    """The head of a file with its overview; Refusal for a number the court does not have."""
    episode = db.get(Episode, episode_id)
    if episode is None:
        raise Refusal("That participant is not in this court.")
    person, handbook = episode.person, program(db, episode.program_id)
    facts = gather_one(db, episode_id)
    overview = None
    if facts is not None:
        overview = _overview(db, facts, handbook, today)
    keys = [phase.key for phase in handbook.phases]
    place = keys.index(episode.phase) + 1 if episode.phase in keys else 0
    following = handbook.phases[place] if 0 < place < len(keys) else None
    return Head(
        episode_id=episode_id,
        person_id=person.id,
        number=episode.number,
        name=person.name,
        initials=_initials(person),
        preferred_name=person.preferred_name,
        age=_age(person.birth_date, today),
        pronouns=person.pronouns or _PRONOUNS.get(person.gender, ""),
        reference=person.reference,
        cases=tuple(
            db.scalars(
                select(CourtCase.number)
                .where(CourtCase.episode_id == episode_id)
                .order_by(CourtCase.id)
            )
        ),
        track=episode.track,
        status=episode.status,
        status_since=db.scalar(
            select(StatusSpan.started_on)
            .where(StatusSpan.episode_id == episode_id, StatusSpan.ended_on.is_(None))
            .order_by(StatusSpan.started_on.desc())
            .limit(1)
        ),
        candidate=episode.status in CANDIDATE_STATUSES,
        risk_need=episode.risk_need,
        phase=episode.phase,
        phase_number=place,
        phase_count=len(keys),
        next_phase=following.name if following else "",
        next_phase_number=place + 1 if following else 0,
        admitted_on=episode.admitted_on,
        referred_on=episode.referred_on,
        exited_on=episode.exited_on,
        exit_reason=episode.exit_reason,
        case_manager=episode.case_manager,
        moud=_moud(facts, today),
        next_hearing=_next_hearing(db, episode_id, today),
        warrant=_warrant(db, episode_id),
        overview=overview,
    )


def name_of(db: Session, *, episode_id: int) -> str:
    """The participant's name as lists show it, for titles; the number where none is known."""
    person = db.scalar(
        select(Person).join(Episode, Episode.person_id == Person.id).where(Episode.id == episode_id)
    )
    return person.name if person else ""


# The head -------------------------------------------------------------------------------------

_PRONOUNS = {
    Gender.WOMAN: "she",
    Gender.MAN: "he",
    Gender.TRANS_WOMAN: "she",
    Gender.TRANS_MAN: "he",
    Gender.NONBINARY: "they",
}


def _initials(person: Person) -> str:
    letters = [part.strip()[:1] for part in (person.given_name, person.family_name)]
    return "".join(letters).upper() or person.reference[:1].upper() or "?"


def _age(born: date | None, today: date) -> int | None:
    if born is None:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _moud(facts: ParticipantFacts | None, today: date) -> tuple[tuple[str, date], ...]:
    if facts is None:
        return ()
    taken = [
        m
        for m in facts.medications
        if m.moud and m.start <= today and (m.end is None or today < m.end)
    ]
    return tuple((m.name, m.start) for m in sorted(taken, key=lambda m: (m.start, m.id)))


def _next_hearing(db: Session, episode_id: int, today: date) -> tuple[date, str] | None:
    row = db.execute(
        select(CourtSession.held_on, CourtSession.starts_at)
        .join(DocketEntry, DocketEntry.session_id == CourtSession.id)
        .where(
            DocketEntry.episode_id == episode_id,
            DocketEntry.attendance.is_(None),
            CourtSession.held_on >= today,
        )
        .order_by(CourtSession.held_on, CourtSession.starts_at)
        .limit(1)
    ).first()
    return (row.held_on, row.starts_at) if row else None


def _warrant(db: Session, episode_id: int) -> WarrantStep:
    """The latest word on a warrant at a hearing; none when it was served or recalled."""
    step: WarrantStep | None = db.scalar(
        select(DocketEntry.warrant)
        .join(CourtSession, CourtSession.id == DocketEntry.session_id)
        .where(DocketEntry.episode_id == episode_id, DocketEntry.warrant != WarrantStep.NONE)
        .order_by(CourtSession.held_on.desc(), DocketEntry.id.desc())
        .limit(1)
    )
    out = (WarrantStep.REQUESTED, WarrantStep.ISSUED)
    return step if step in out and step is not None else WarrantStep.NONE


# The overview ---------------------------------------------------------------------------------


def _overview(db: Session, facts: ParticipantFacts, handbook: Program, today: date) -> Overview:
    judgement = judge_person(facts, handbook, today)
    asked = judgement.phase
    day = judgement.as_of
    title, detail = _sober_words(judgement.clock, judgement.case.readings, day)
    since_title, since_text = since_last_hearing(db, facts, judgement.case.readings, day)
    start = day - timedelta(weeks=GRID_WEEKS) + timedelta(days=1)
    return Overview(
        title=asked.title if asked else "",
        basis=f"handbook {handbook.version}" if handbook.version else handbook.name,
        readiness=asked,
        lines=tuple(_line(f, handbook) for f in asked.findings) if asked else (),
        moves=_moves(asked, day, ended=facts.exited_on is not None),
        dismissal=judgement.dismissal,
        dismissal_lines=tuple(_line(f, handbook) for f in judgement.dismissal.findings),
        dismissal_moves=_moves(judgement.dismissal, day, ended=facts.exited_on is not None),
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


def _asked(handbook: Program) -> dict[str, Requirement]:
    phases = [r for phase in handbook.phases for r in phase.advance]
    return {r.key: r for r in (*phases, *handbook.graduation)}


def _line(finding: Finding, handbook: Program) -> Line:
    requirement = _asked(handbook).get(finding.rule)
    if requirement is None:
        return Line(finding, waivable=False)
    rule = requirement.rule
    return Line(
        finding,
        milestone=rule.milestone if isinstance(rule, MilestoneDone) else "",
        decided_by=rule.by if isinstance(rule, Decided) else None,
    )


def _moves(asked: Readiness | None, day: date, *, ended: bool) -> str:
    """The one thing that would move it, and the earliest date, as a sentence."""
    if asked is None or ended:
        return ""
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
