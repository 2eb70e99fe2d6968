"""What happened since the last hearing, in one sentence: tests, sessions, meetings, responses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.domain.dates import counted, short
from drugcourt.domain.facts import ParticipantFacts, SessionFacts, SpecimenFacts
from drugcourt.domain.terms import (
    TREATMENT_KINDS,
    Attendance,
    CollectionStatus,
    EpisodeStatus,
    HearingAttendance,
    Reading,
    ResponseFamily,
    SessionKind,
)
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.rules.specimens import SpecimenReading

Readings = Sequence[tuple[SpecimenFacts, SpecimenReading]]
_KEPT = frozenset({Attendance.ATTENDED, Attendance.LATE})
_NOT_CALLED = frozenset({CollectionStatus.SCHEDULED, CollectionStatus.CANCELLED})
_FINE = frozenset({Reading.NEGATIVE, Reading.EXPECTED_POSITIVE})
_USE = frozenset({Reading.UNEXPECTED_POSITIVE, Reading.ADMITTED})
_MISSED = frozenset({Reading.MISSED, Reading.REFUSED, Reading.UNABLE})


def since_last_hearing(
    db: Session, facts: ParticipantFacts, readings: Readings, day: date
) -> tuple[str, str]:
    """Heading and sentence; days after the hearing count, up to and with `day`.

    Someone who was never heard is told from admission on, that day included.
    """
    last = _last_heard(db, facts.episode_id, day)
    begins = last or facts.admitted_on

    def fresh(on: date) -> bool:
        return (begins < on if last else begins <= on) and on <= day

    parts = [
        *_tests([(s, r) for s, r in readings if fresh(s.on) and s.status not in _NOT_CALLED]),
        *_sessions([s for s in facts.sessions if fresh(s.on)]),
        *_responses(facts, [r.id for r in facts.responses if fresh(r.on)]),
        *_statuses(facts, [s.id for s in facts.statuses if fresh(s.start)], day),
    ]
    title = "Since the last hearing" if last else "Since admission"
    told = " · ".join(parts) if parts else "Nothing has been recorded."
    return f"{title} ({short(begins, day)})", told


def _last_heard(db: Session, episode_id: int, day: date) -> date | None:
    return db.scalar(
        select(CourtSession.held_on)
        .join(DocketEntry, DocketEntry.session_id == CourtSession.id)
        .where(
            DocketEntry.episode_id == episode_id,
            DocketEntry.attendance.is_not(None),
            DocketEntry.attendance != HearingAttendance.EXCUSED,
            CourtSession.held_on <= day,
        )
        .order_by(CourtSession.held_on.desc())
        .limit(1)
    )


def _tests(read: Readings) -> Iterable[str]:
    if not read:
        return
    kinds = [reading.reading for _, reading in read]
    counts = (
        (sum(kind in _FINE for kind in kinds), "negative"),
        (sum(kind in _USE for kind in kinds), "positive"),
        (sum(kind is Reading.PENDING for kind in kinds), "waiting for the laboratory"),
        (sum(kind in _MISSED for kind in kinds), "missed"),
        (sum(kind is Reading.EXCUSED for kind in kinds), "excused"),
        (sum(kind is Reading.DILUTE for kind in kinds), "dilute"),
    )
    told = [f"{n} {word}" for n, word in counts if n]
    yield ", ".join([f"{counted(len(read), 'test')} called", *told])


def _sessions(sessions: Sequence[SessionFacts]) -> Iterable[str]:
    due = [
        s
        for s in sessions
        if s.kind in TREATMENT_KINDS and s.attendance is not Attendance.CANCELLED
    ]
    if due:
        kept = sum(1 for s in due if s.attendance in _KEPT)
        yield f"{kept} of {counted(len(due), 'session')}"
    meetings = [
        s for s in sessions if s.kind is SessionKind.SUPPORT_MEETING and s.attendance in _KEPT
    ]
    if meetings:
        yield counted(len(meetings), "meeting")


def _responses(facts: ParticipantFacts, fresh: Sequence[int]) -> Iterable[str]:
    given = [r for r in facts.responses if r.id in fresh]
    for family in ResponseFamily:
        titles = [r.title for r in given if r.family is family]
        if titles:
            named = ", ".join(t[:1].lower() + t[1:] for t in titles)
            yield f"{counted(len(titles), family.label.lower())} ({named})"


def _statuses(facts: ParticipantFacts, fresh: Sequence[int], day: date) -> Iterable[str]:
    for span in sorted(facts.statuses, key=lambda s: (s.start, s.id)):
        told = span.status is not EpisodeStatus.ACTIVE or span.start != facts.admitted_on
        if span.id in fresh and told:
            word = "active again" if span.status is EpisodeStatus.ACTIVE else span.status.label
            yield f"{word[:1].lower()}{word[1:]} since {short(span.start, day)}"
