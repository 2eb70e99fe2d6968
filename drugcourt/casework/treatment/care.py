"""Acts on treatment: begin and end an episode of care, record attendance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework.participants.participants import not_after, open_episode, within_episode
from drugcourt.domain.treatment import (
    TREATMENT_KINDS,
    Attendance,
    LevelOfCare,
    MeetingKind,
    Proof,
    SessionKind,
)
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.treatment import AttendanceLine, TreatmentEpisode
from drugcourt.workspace import Context


def begin_treatment(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    provider: str,
    level: LevelOfCare,
    started_on: date,
) -> int:
    """Begin a stay with a provider at a level of care."""
    open_episode(db, episode_id)
    not_after(context, "started_on", started_on)
    if not provider.strip():
        raise FieldRefusal("provider", "Enter the provider's name.")
    treatment = TreatmentEpisode(
        episode_id=episode_id, provider=provider.strip(), level=level, started_on=started_on
    )
    db.add(treatment)
    db.flush()
    return treatment.id


def end_treatment(
    db: Session, context: Context, *, treatment_id: int, ended_on: date, discharge_reason: str = ""
) -> None:
    """End a stay with a provider; `ended_on` is the first day without it."""
    treatment = db.get(TreatmentEpisode, treatment_id)
    if treatment is None:
        raise Refusal("That treatment is not recorded.")
    if treatment.ended_on is not None:
        raise Refusal("That treatment has ended already.")
    not_after(context, "ended_on", ended_on)
    if ended_on < treatment.started_on:
        raise FieldRefusal("ended_on", "It can't end before it began.")
    treatment.ended_on, treatment.discharge_reason = ended_on, discharge_reason


def record_attendance(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    held_on: date,
    kind: SessionKind,
    attendance: Attendance,
    reason: str = "",
    minutes: int | None = None,
    provider: str = "",
    title: str = "",
    meeting: MeetingKind | None = None,
    proof: Proof | None = None,
) -> int:
    """Record one session that was due, kept or not; of a support meeting its sort and proof too."""
    episode = open_episode(db, episode_id)
    within_episode(context, episode, "held_on", held_on)
    if minutes is not None and not 0 <= minutes <= 1440:
        raise FieldRefusal("minutes", "A session lasts between 0 and 1,440 minutes.")
    _check_meeting(kind, meeting, proof)
    line = AttendanceLine(
        episode_id=episode_id,
        held_on=held_on,
        kind=kind,
        attendance=attendance,
        reason=reason,
        minutes=minutes,
        provider=provider,
        title=title,
        meeting=meeting,
        proof=proof,
    )
    db.add(line)
    db.flush()
    return line.id


def check_session(_db: Session, _line: AttendanceLine, values: dict[str, Any]) -> None:
    """Only a support meeting has a sort of meeting and a proof, also once it is corrected."""
    _check_meeting(values["kind"], values["meeting"], values["proof"])


def _check_meeting(kind: SessionKind, meeting: MeetingKind | None, proof: Proof | None) -> None:
    if kind == SessionKind.SUPPORT_MEETING:
        return
    if meeting is not None:
        raise FieldRefusal("meeting", "This is for support meetings. Leave it empty here.")
    if proof is not None:
        raise FieldRefusal("proof", "This is for support meetings. Leave it empty here.")


def record_group(
    db: Session,
    context: Context,
    *,
    held_on: date,
    lines: Iterable[Mapping[str, Any]],
    **shared: Any,
) -> int:
    """One group session, many participants, one transaction; returns how many lines."""
    count = 0
    for line in lines:
        record_attendance(db, context, held_on=held_on, **{**shared, **line})
        count += 1
    return count


def amend_attendance(
    db: Session, context: Context, *, line_id: int, attendance: Attendance, reason: str
) -> None:
    """Correct an attendance line (excuse an absence, say), with the reason."""
    line = db.get(AttendanceLine, line_id)
    if line is None:
        raise Refusal("That session is not recorded.")
    if not reason.strip():
        raise FieldRefusal("reason", "Say why the record is corrected.")
    db.info["logbook"].reason = reason
    line.attendance, line.reason = attendance, reason


@dataclass(frozen=True, slots=True)
class TreatmentRow:
    """One stay with a provider, for the list."""

    id: int
    provider: str
    level: LevelOfCare
    started_on: date
    ended_on: date | None
    discharge_reason: str


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One session that was due, for the list."""

    id: int
    held_on: date
    kind: SessionKind
    attendance: Attendance
    minutes: int | None
    provider: str
    title: str
    reason: str
    meeting: MeetingKind | None = None
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class AttendanceShare:
    """How many of the sessions that were due were kept; excused and cancelled ones are not due."""

    words: str
    kept: int
    due: int

    @property
    def percent(self) -> int | None:
        """Whole percent, None where nothing was due."""
        return round(100 * self.kept / self.due) if self.due else None


def treatment_rows(db: Session, *, episode_id: int) -> list[TreatmentRow]:
    """Stays with providers, the present ones first, then the latest."""
    found = db.scalars(
        select(TreatmentEpisode)
        .where(TreatmentEpisode.episode_id == episode_id)
        .order_by(
            TreatmentEpisode.ended_on.is_not(None),
            TreatmentEpisode.started_on.desc(),
            TreatmentEpisode.id.desc(),
        )
    )
    return [
        TreatmentRow(t.id, t.provider, t.level, t.started_on, t.ended_on, t.discharge_reason)
        for t in found
    ]


def attendance_rows(
    db: Session, *, episode_id: int, offset: int = 0, limit: int = 100, oldest_first: bool = False
) -> list[AttendanceRow]:
    """One window of the sessions, newest first unless asked otherwise."""
    day = AttendanceLine.held_on
    order = (day, AttendanceLine.id) if oldest_first else (day.desc(), AttendanceLine.id.desc())
    found = db.scalars(
        select(AttendanceLine)
        .where(AttendanceLine.episode_id == episode_id)
        .order_by(*order)
        .offset(offset)
        .limit(limit)
    )
    return [
        AttendanceRow(
            a.id,
            a.held_on,
            a.kind,
            a.attendance,
            a.minutes,
            a.provider,
            a.title,
            a.reason,
            a.meeting,
            a.proof,
        )
        for a in found
    ]


def attendance_count(db: Session, *, episode_id: int) -> int:
    """How many sessions the file has."""
    asked = (
        select(func.count())
        .select_from(AttendanceLine)
        .where(AttendanceLine.episode_id == episode_id)
    )
    return int(db.scalar(asked) or 0)


def attendance_shares(db: Session, *, episode_id: int, today: date) -> list[AttendanceShare]:
    """Sessions of treatment kept of those due: in the last 28 and 90 days, and since the start."""
    spans = (("last 28 days", 28), ("last 90 days", 90), ("in all", None))
    shares = []
    for words, days in spans:
        asked = (
            select(AttendanceLine.attendance, func.count())
            .where(
                AttendanceLine.episode_id == episode_id,
                AttendanceLine.kind.in_(TREATMENT_KINDS),
                AttendanceLine.held_on <= today,
            )
            .group_by(AttendanceLine.attendance)
        )
        if days is not None:
            asked = asked.where(AttendanceLine.held_on > today - timedelta(days=days))
        counts = dict(db.execute(asked).all())
        kept = counts.get(Attendance.ATTENDED, 0) + counts.get(Attendance.LATE, 0)
        shares.append(AttendanceShare(words, kept, kept + counts.get(Attendance.ABSENT, 0)))
    return shares
