"""What this day asks of the court: who needs a decision, who is heard, how the caseload stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from drugcourt.casework.programs.programs import phase_titles
from drugcourt.casework.readiness import standing
from drugcourt.casework.supervision.contact_dues import DueShows, contact_due_count
from drugcourt.casework.supervision.listing import Whose
from drugcourt.domain.clock import spoken
from drugcourt.domain.dates import counted
from drugcourt.domain.episodes import CANDIDATE_STATUSES, OPEN_STATUSES, EpisodeStatus
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.domain.specimens import CollectionStatus
from drugcourt.domain.tone import Tone
from drugcourt.records.courts import Court
from drugcourt.records.episodes import AttentionItem, Episode, Standing
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.people import Person, listed_name
from drugcourt.records.specimens import Specimen
from drugcourt.workspace import Context

FOLLOWED_UP = ("confirmation_waiting", "in_custody", "no_test")  # kept apart: nothing to decide
_GOOD, _WATCH, _INFO = (standing.RANKS[tone] for tone in (Tone.GOOD, Tone.WATCH, Tone.INFO))


@dataclass(frozen=True, slots=True)
class CourtDay:
    """Whether court sits on a day, and when it sits next; `people` are on the docket."""

    day: date
    sits: bool
    starts_at: str
    courtroom: str
    judge: str
    people: int
    heard: int
    next_on: date | None


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One person with the most urgent thing that waits for a decision; `others` are not shown."""

    episode_id: int
    name: str
    phase: str
    tone: Tone
    word: str
    text: str
    others: int


@dataclass(frozen=True, slots=True)
class DocketLine:
    """One hearing of the day; `word` is what to look at, or the attendance once it was heard."""

    entry_id: int
    episode_id: int
    place: int
    name: str
    phase: str
    days_sober: int | None
    word: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures beside the pages' names and in the status line."""

    decisions: int
    docket: int
    participants: int
    candidates: int
    tests_due: int
    short_of_contact: int


def catch_up(db: Session, context: Context, *, episode_ids: Sequence[int]) -> int:
    """Derive the standing of these episodes for today; returns how many have one."""
    return standing.refresh(db, episode_ids, context.today)


def court_day(db: Session, *, today: date) -> CourtDay:
    """Court's sitting on this day; the court's own room and judge where none sits."""
    court = db.scalars(select(Court)).one()
    sessions = db.scalars(_sessions(today)).all()
    people, heard = db.execute(
        select(func.count(DocketEntry.id), func.count(DocketEntry.attendance)).where(
            DocketEntry.session_id.in_([session.id for session in sessions])
        )
    ).one()
    shown = sessions[0] if sessions else None
    return CourtDay(
        day=today,
        sits=shown is not None,
        starts_at=(shown.starts_at if shown else "") or court.starts_at,
        courtroom=(shown.courtroom if shown else "") or court.courtroom,
        judge=(shown.judge if shown else "") or court.judge,
        people=people,
        heard=heard,
        next_on=db.scalar(
            select(func.min(CourtSession.held_on)).where(CourtSession.held_on > today)
        ),
    )


def decisions(db: Session, *, today: date, limit: int) -> list[DecisionRow]:
    """Who needs a decision: alarms, then good news to act on, then what to watch.

    Within each, whoever is heard today comes first. One row a person.
    """
    most = _most_urgent().subquery()
    today_heard = (
        select(DocketEntry.episode_id)
        .join(CourtSession, CourtSession.id == DocketEntry.session_id)
        .where(CourtSession.held_on == today)
    )
    bucket = case((most.c.rank < _GOOD, 0), (most.c.rank < _WATCH, 1), else_=2)
    later = case((most.c.episode_id.in_(today_heard), 0), else_=1)
    first = (
        select(most.c.episode_id, most.c.rank, most.c.things)
        .add_columns(bucket.label("bucket"), later.label("later"))
        .order_by(bucket, later, most.c.rank, most.c.episode_id)
        .limit(limit)
        .subquery()
    )
    asked = (
        select(first.c.things, AttentionItem, Episode.program_id, Episode.phase, *_NAME)
        .join(
            AttentionItem,
            (AttentionItem.episode_id == first.c.episode_id) & (AttentionItem.rank == first.c.rank),
        )
        .join(Episode, Episode.id == first.c.episode_id)
        .join(Person, Person.id == Episode.person_id)
        .order_by(first.c.bucket, first.c.later, first.c.rank, first.c.episode_id)
    )
    phases = phase_titles(db)
    return [
        DecisionRow(
            item.episode_id,
            listed_name(family, given, reference),
            phases.get((program_id, phase), ("", ""))[0],
            Tone(item.tone),
            item.word,
            item.text,
            items - 1,
        )
        for items, item, program_id, phase, family, given, reference in db.execute(asked)
    ]


def docket_lines(db: Session, *, today: date, limit: int) -> list[DocketLine]:
    """The first hearings of the day in the order heard, each with what to look at."""
    first = (
        select(DocketEntry.id)
        .join(CourtSession, CourtSession.id == DocketEntry.session_id)
        .where(CourtSession.held_on == today)
        .order_by(CourtSession.starts_at, CourtSession.id, DocketEntry.position, DocketEntry.id)
        .limit(limit)
    )
    asked = (
        select(DocketEntry, Episode.program_id, Episode.phase, Standing.sober_date, *_NAME)
        .join(CourtSession, CourtSession.id == DocketEntry.session_id)
        .join(Episode, Episode.id == DocketEntry.episode_id)
        .join(Person, Person.id == Episode.person_id)
        .outerjoin(Standing, Standing.episode_id == Episode.id)
        .where(DocketEntry.id.in_(first))
        .order_by(CourtSession.starts_at, CourtSession.id, DocketEntry.position, DocketEntry.id)
    )
    rows = db.execute(asked).all()
    phases = phase_titles(db)
    words = _words_of(db, [row[0].episode_id for row in rows])
    lines = []
    for place, (entry, program_id, phase, sober_date, family, given, reference) in enumerate(
        rows, start=1
    ):
        word, tone = _heard(entry.attendance) or words.get(entry.episode_id, ("", Tone.PLAIN))
        lines.append(
            DocketLine(
                entry.id,
                entry.episode_id,
                place,
                listed_name(family, given, reference),
                phases.get((program_id, phase), ("", ""))[0].removeprefix("Phase "),
                None if sober_date is None else max(0, (today - sober_date).days),
                word,
                tone,
            )
        )
    return lines


def caseload_by_phase(db: Session) -> list[tuple[str, int]]:
    """Open episodes in each phase in the order of the program, with the phase's name."""
    asked = (
        select(Episode.program_id, Episode.phase, func.count())
        .where(Episode.status.in_(OPEN_STATUSES))
        .group_by(Episode.program_id, Episode.phase)
    )
    counts: dict[str, int] = {}
    names = phase_titles(db)
    placed = {(r[0], r[1]): r[2] for r in db.execute(asked)}
    default = db.scalar(select(Court.program_id))
    for (program_id, phase), (title, name) in names.items():
        number = placed.pop((program_id, phase), 0)
        if number or program_id == default:
            label = f"{title.removeprefix('Phase ')} {name}"
            counts[label] = counts.get(label, 0) + number
    if left := sum(placed.values()):
        counts["No phase recorded"] = left
    return sorted(counts.items(), key=lambda item: _leading_number(item[0]))


def counts(db: Session, *, today: date) -> Counts:
    """The figures of the frame; each from an index, none from a list."""
    by_status: dict[EpisodeStatus, int] = dict(
        db.execute(
            select(Episode.status, func.count())
            .where(Episode.status.in_(OPEN_STATUSES | CANDIDATE_STATUSES))
            .group_by(Episode.status)
        ).all()
    )
    candidates = sum(n for status, n in by_status.items() if status in CANDIDATE_STATUSES)
    return Counts(
        decisions=db.scalar(select(func.count()).select_from(_most_urgent().subquery())) or 0,
        docket=db.scalar(
            select(func.count())
            .select_from(DocketEntry)
            .join(CourtSession, CourtSession.id == DocketEntry.session_id)
            .where(CourtSession.held_on == today)
        )
        or 0,
        participants=sum(by_status.values()) - candidates,
        candidates=candidates,
        tests_due=db.scalar(
            select(func.count())
            .select_from(Specimen)
            .where(Specimen.collected_on == today, Specimen.status == CollectionStatus.SCHEDULED)
        )
        or 0,
        short_of_contact=contact_due_count(db, shows=DueShows.SHORT, whose=Whose(), today=today),
    )


_NAME = (Person.family_name, Person.given_name, Person.reference)


def _most_urgent() -> Select[*tuple[Any, ...]]:
    """Each person's most urgent item that asks for a decision, and how many there are."""
    return (
        select(
            AttentionItem.episode_id,
            func.min(AttentionItem.rank).label("rank"),
            func.count().label("things"),
        )
        .where(AttentionItem.rank < _INFO, AttentionItem.key.not_in(FOLLOWED_UP))
        .group_by(AttentionItem.episode_id)
    )


def _sessions(day: date) -> Select[CourtSession]:
    return (
        select(CourtSession)
        .where(CourtSession.held_on == day, CourtSession.cancelled_at.is_(None))
        .order_by(CourtSession.starts_at, CourtSession.id)
    )


def _words_of(db: Session, episode_ids: Sequence[int]) -> dict[int, tuple[str, Tone]]:
    asked = (
        select(AttentionItem.episode_id, AttentionItem.word, AttentionItem.tone)
        .where(AttentionItem.episode_id.in_(episode_ids), AttentionItem.rank < _INFO)
        .order_by(AttentionItem.rank.desc())
    )
    return {episode_id: (word, Tone(tone)) for episode_id, word, tone in db.execute(asked)}


def _heard(attendance: HearingAttendance | None) -> tuple[str, Tone] | None:
    if attendance is None:
        return None
    missing = attendance is HearingAttendance.FAILED_TO_APPEAR
    return attendance.label, Tone.ALARM if missing else Tone.PLAIN


def _leading_number(label: str) -> tuple[int, str]:
    digits = label.split(" ", 1)[0]
    return (int(digits) if digits.isdigit() else 1_000, label)


def court_line(day: CourtDay) -> str:
    """`Court is at 1:30 PM in Courtroom 4 · Hon. M. Whitfield`, or when court sits next."""
    if not day.sits:
        return "Court does not sit today."
    parts = [f"Court is at {spoken(day.starts_at)}"]
    if day.courtroom:
        parts[0] += f" in {day.courtroom}"
    if day.judge:
        parts.append(day.judge)
    if day.heard:
        parts.append(f"{counted(day.heard, 'person', 'people')} of {day.people:,} heard")
    return " · ".join(parts)
