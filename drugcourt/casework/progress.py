"""What the team reads of each participant before a hearing: one bundle of questions a session."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from drugcourt.casework.facts.facts import CHUNK
from drugcourt.casework.hearings.since_hearing import SinceHearing
from drugcourt.casework.hearings.sittings import Sitting
from drugcourt.casework.readiness.attention_policy import attention_policy
from drugcourt.casework.sheet_questions import Known, ask
from drugcourt.domain.cases import LegalTrack
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.facts import ParticipantFacts, SpecimenFacts
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.domain.program import MilestoneDone, Program
from drugcourt.domain.responses import ResponseFamily
from drugcourt.domain.specimens import CollectionStatus, Matrix, Reading
from drugcourt.domain.treatment import KEPT, TREATMENT_KINDS, Attendance, SessionKind
from drugcourt.records.people import listed_name
from drugcourt.rules.attention import Attention, attention
from drugcourt.rules.phases import Judgement
from drugcourt.rules.specimens import SpecimenReading

HEARINGS = "Hearings"
_APPEARED = frozenset({HearingAttendance.PRESENT, HearingAttendance.LATE, HearingAttendance.REMOTE})
_HELD_ELSEWHERE = frozenset({HearingAttendance.EXCUSED, HearingAttendance.IN_CUSTODY})


@dataclass(frozen=True, slots=True)
class Kept:
    """How many sessions of one sort were due, kept, excused and missed; due None: none was set."""

    label: str
    due: int | None
    kept: int
    excused: int = 0
    missed: int = 0


@dataclass(frozen=True, slots=True)
class SpecimenLine:
    """One test of the period, as it is read."""

    on: date
    matrix: Matrix
    observed: bool
    collected: bool
    reading: Reading
    text: str


@dataclass(frozen=True, slots=True)
class ResponseLine:
    """One response of the court."""

    on: date
    family: ResponseFamily
    title: str
    behavior: str


@dataclass(frozen=True, slots=True)
class Task:
    """Something still to be done: an order with its day, or a milestone without one."""

    text: str
    due: date | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the papers say of one participant at one hearing, judged on `as_of`.

    The period runs from `since`, the last hearing or the admission, up to and including `as_of`.
    `judgement` is None for a candidate, of whom nothing can be judged yet.
    """

    episode_id: int
    as_of: date
    since: date
    reference: str
    name: str
    cases: tuple[str, ...]
    track: LegalTrack | None
    status: EpisodeStatus
    admitted_on: date | None
    case_manager: str
    program: Program
    judgement: Judgement | None
    first_hearing: bool
    prepared: str
    next_hearing: date | None
    attendance: tuple[Kept, ...] = ()
    tests: tuple[SpecimenLine, ...] = ()
    last_test: SpecimenLine | None = None
    responses: tuple[ResponseLine, ...] = ()
    totals: tuple[tuple[ResponseFamily, int], ...] = ()
    tasks: tuple[Task, ...] = ()
    attention: tuple[Attention, ...] = ()
    waits_for_phase: bool = False
    waits_for_dismissal: bool = False


def sheets(
    db: Session, *, episode_ids: Sequence[int], today: date, at: Sitting | None = None
) -> list[Sheet]:
    """The sheets of these episodes in the order given; unknown numbers are left out.

    Judged on the day of the session, or today while that day has not come.
    """
    as_of = today if at is None else min(at.held_on, today)
    before = as_of if at is None else at.held_on
    found: list[Sheet] = []
    for first in range(0, len(episode_ids), CHUNK):
        ids = episode_ids[first : first + CHUNK]
        known = ask(db, ids, as_of, before, at)
        found += [_sheet(n, known, as_of, before) for n in ids if n in known.people]
    return found


# One sheet ------------------------------------------------------------------------------------


def _sheet(number: int, known: Known, as_of: date, before: date) -> Sheet:
    row = known.people[number]
    program = known.programs[number]
    since = known.since.get(number)
    first = since.first if since else known.heard.get(number) or row.admitted_on or as_of
    shared: dict[str, Any] = {
        "episode_id": number,
        "as_of": as_of,
        "since": first,
        "reference": row.reference,
        "name": listed_name(row.family_name, row.given_name, row.reference),
        "cases": known.cases.get(number, ()),
        "track": row.track,
        "status": row.status,
        "admitted_on": row.admitted_on,
        "case_manager": row.case_manager,
        "program": program,
        "first_hearing": number not in known.heard,
        "prepared": known.prepared.get(number, "").strip(),
        "next_hearing": known.coming.get(number),
    }
    if since is None:
        return Sheet(judgement=None, **shared)
    judgement, readings = since.judgement, since.judgement.case.readings
    responses = known.responses.get(number, [])
    return Sheet(
        judgement=judgement,
        attendance=_attendance(since),
        tests=tuple(_test(*read, known.observed) for read in reversed(since.tests)),
        last_test=_test(*readings[-1], known.observed) if readings else None,
        responses=tuple(
            ResponseLine(r.given_on, r.family, r.title, r.behavior)
            for r in responses
            if first <= r.given_on and (r.given_on < before or as_of < before)
        ),
        totals=_totals(judgement.case.facts),
        tasks=_tasks(responses, judgement, program, as_of),
        attention=attention(judgement.case.facts, judgement, as_of, first, attention_policy()),
        waits_for_phase=judgement.phase is not None
        and judgement.phase.ready_but_for_decisions
        and not judgement.phase.ready,
        waits_for_dismissal=judgement.in_last_phase
        and judgement.dismissal.ready_but_for_decisions
        and not judgement.dismissal.ready,
        **shared,
    )


def _test(specimen: SpecimenFacts, read: SpecimenReading, observed: frozenset[int]) -> SpecimenLine:
    return SpecimenLine(
        on=specimen.on,
        matrix=specimen.matrix,
        observed=specimen.id in observed,
        collected=specimen.status is CollectionStatus.COLLECTED,
        reading=read.reading,
        text=read.text or read.reading.label,
    )


def _attendance(since: SinceHearing) -> tuple[Kept, ...]:
    """By sort: treatment by provider, meetings, case management, classes, hearings, contacts."""
    counts: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for session in since.sessions:
        line = counts[_sort_of(session.kind, session.provider)]
        excused = session.attendance is Attendance.EXCUSED
        _count(line, kept=session.attendance in KEPT, excused=excused)
    for _, came in since.hearings:
        _count(counts[5, HEARINGS], kept=came in _APPEARED, excused=came in _HELD_ELSEWHERE)
    lines = [Kept(label, *line) for (_, label), line in sorted(counts.items())]
    if since.contacts:
        reached = sum(contact.reached for contact in since.contacts)
        lines.append(Kept("Supervision contacts", None, reached))
    return tuple(lines)


def _count(line: list[int], *, kept: bool, excused: bool) -> None:
    line[0] += 1
    line[1 if kept else 2 if excused else 3] += 1


def _sort_of(kind: SessionKind, provider: str) -> tuple[int, str]:
    if kind in TREATMENT_KINDS:
        return 1, f"Treatment, {provider}" if provider else "Treatment"
    if kind is SessionKind.SUPPORT_MEETING:
        return 2, "Support meetings"
    if kind is SessionKind.CASE_MANAGEMENT:
        return 3, "Case management"
    return (4, "Classes") if kind is SessionKind.CLASS else (5, kind.label)


def _totals(facts: ParticipantFacts) -> tuple[tuple[ResponseFamily, int], ...]:
    given = [r.family for r in facts.responses]
    return tuple((family, given.count(family)) for family in ResponseFamily)


def _tasks(
    responses: Iterable[Any], judgement: Judgement, program: Program, as_of: date
) -> tuple[Task, ...]:
    """Orders still open by their day, then the milestones the next step waits for."""
    orders = [
        Task(r.title, r.due_on)
        for r in responses
        if r.due_on is not None and (r.done_on is None or r.done_on > as_of)
    ]
    steps = {r.key for r in program.requirements if isinstance(r.rule, MilestoneDone)}
    waiting = judgement.phase.open if judgement.phase is not None else ()
    milestones = [Task(f.requirement, None) for f in waiting if f.rule in steps]
    return (*sorted(orders, key=lambda task: task.due or date.max), *milestones)
