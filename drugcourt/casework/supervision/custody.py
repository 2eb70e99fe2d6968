"""Acts on custody: booked, told the jail of the medicines, released; and the log of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.casework.participants.participants import not_after, open_episode, set_status
from drugcourt.casework.readiness.attention_policy import attention_policy
from drugcourt.casework.supervision.listing import (
    BY_NAME,
    FIRST,
    Phases,
    Whose,
    Window,
    about,
    counted_rows,
    narrowed,
    windowed,
)
from drugcourt.domain.custody import CustodyReason
from drugcourt.domain.episodes import OPEN_STATUSES, EpisodeStatus
from drugcourt.domain.tone import Term, YesNo
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.custody import CustodyStay
from drugcourt.records.episodes import Episode, StatusSpan
from drugcourt.records.medications import Medication
from drugcourt.workspace import Context


def book(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    on: date,
    facility: str = "",
    reason: CustodyReason = CustodyReason.UNKNOWN,
    ends_expected: date | None = None,
    hold: str = "",
    medication_told: YesNo = YesNo.UNKNOWN,
    text: str = "",
) -> int:
    """Somebody was taken into custody: the status begins on that day, the log says the rest."""
    episode = open_episode(db, episode_id)
    if episode.status is EpisodeStatus.IN_CUSTODY:
        raise Refusal("This person is in custody already. Add to the log of that stay.")
    set_status(
        db,
        context,
        episode_id=episode_id,
        status=EpisodeStatus.IN_CUSTODY,
        on=on,
        reason=reason.label if reason is not CustodyReason.UNKNOWN else "",
    )
    db.flush()
    return log_stay(
        db,
        context,
        span_id=_open_span(db, episode_id).id,
        facility=facility,
        reason=reason,
        ends_expected=ends_expected,
        hold=hold,
        medication_told=medication_told,
        text=text,
    )


def log_stay(
    db: Session,
    context: Context,
    *,
    span_id: int,
    facility: str = "",
    reason: CustodyReason = CustodyReason.UNKNOWN,
    ends_expected: date | None = None,
    hold: str = "",
    medication_told: YesNo = YesNo.UNKNOWN,
    released_to: str = "",
    text: str = "",
) -> int:
    """Say where and why somebody is or was held; what was said of the stay before is replaced.

    The days are those of the status and are not said again here.
    """
    span: StatusSpan = entering.known(db, StatusSpan, span_id)
    if span.status is not EpisodeStatus.IN_CUSTODY:
        raise Refusal("Only a stay in custody has a log.")
    if ends_expected is not None and ends_expected < span.started_on:
        raise FieldRefusal("ends_expected", "Release can't be expected before the booking.")
    stay = db.scalar(select(CustodyStay).where(CustodyStay.span_id == span_id))
    if stay is None:
        stay = CustodyStay(episode_id=span.episode_id, span_id=span_id)
        db.add(stay)
    values = {
        "facility": facility.strip(),
        "reason": reason,
        "ends_expected": ends_expected,
        "hold": hold.strip(),
        "released_to": released_to.strip(),
        "text": text,
    }
    if medication_told is not stay.medication_told:
        stay.medication_told = medication_told
        stay.told_on = context.today if medication_told is YesNo.YES else None
    for key, value in values.items():
        if getattr(stay, key) != value:
            setattr(stay, key, value)
    db.flush()
    return stay.id


def release(
    db: Session, context: Context, *, span_id: int, on: date, released_to: str = ""
) -> None:
    """Somebody came out: the status is active again from that day on."""
    span: StatusSpan = entering.known(db, StatusSpan, span_id)
    if span.status is not EpisodeStatus.IN_CUSTODY or span.ended_on is not None:
        raise Refusal("That stay in custody has ended already.")
    not_after(context, "on", on)
    set_status(
        db,
        context,
        episode_id=span.episode_id,
        status=EpisodeStatus.ACTIVE,
        on=on,
        reason="Released",
    )
    stay = db.scalar(select(CustodyStay).where(CustodyStay.span_id == span_id))
    if stay is None:
        stay = CustodyStay(episode_id=span.episode_id, span_id=span_id)
        db.add(stay)
    if released_to.strip():
        stay.released_to = released_to.strip()


def _open_span(db: Session, episode_id: int) -> StatusSpan:
    return (
        db.scalars(
            select(StatusSpan)
            .where(StatusSpan.episode_id == episode_id, StatusSpan.ended_on.is_(None))
            .order_by(StatusSpan.started_on.desc(), StatusSpan.id.desc())
        ).first()
        or _no_span()
    )


def _no_span() -> StatusSpan:
    raise Refusal("No status is open for this participant.")


class CustodyShows(Term):
    """Which stays the log shows."""

    NOW = "now", "In custody now"
    UNTOLD = "untold", "Medicines not told to the jail"
    RELEASED = "released", "Released in the last {watch_days}"
    YEAR = "year", "The last twelve months"
    ALL = "all", "All stays"


@dataclass(frozen=True, slots=True)
class CustodyRow:
    """One stay in custody, for the log; `days` up to today where it has not ended."""

    id: int
    episode_id: int
    name: str
    phase: str
    case_manager: str
    started_on: date
    ended_on: date | None
    days: int
    facility: str
    reason: CustodyReason
    ends_expected: date | None
    hold: str
    medicines: int
    medication_told: YesNo
    told_on: date | None
    released_to: str
    text: str
    status_reason: str

    @property
    def untold(self) -> bool:
        """Whether there are medicines of which nobody told the jail."""
        return self.medicines > 0 and self.medication_told is not YesNo.YES


def custody_rows(
    db: Session, *, shows: CustodyShows, whose: Whose, today: date, window: Window = FIRST
) -> list[CustodyRow]:
    """One window of the log: those held now, the longest first, then the latest."""
    span, stay = StatusSpan, CustodyStay
    keys: dict[str, Sequence[Any]] = {
        "name": BY_NAME,
        "started_on": (span.started_on,),
        "ended_on": (span.ended_on,),
        "facility": (stay.facility,),
        "reason": (stay.reason,),
        "ends_expected": (stay.ends_expected,),
        "case_manager": (Episode.case_manager,),
    }
    held = case((span.ended_on.is_(None), 0), else_=1)
    longest = case((span.ended_on.is_(None), span.started_on), else_=None)
    order = (held, longest, span.ended_on.desc(), span.id.desc())
    phases = Phases(db)
    asked = windowed(stays(shows, whose, today), window, keys, order)
    return [_row(row, phases, today) for row in db.execute(asked)]


def custody_count(db: Session, *, shows: CustodyShows, whose: Whose, today: date) -> int:
    """How many stays the log has."""
    return counted_rows(db, stays(shows, whose, today))


def custody_between(db: Session, *, since: date, until: date, today: date) -> list[CustodyRow]:
    """The stays of which a day lies in the period, both days included, the latest booking first."""
    asked = stays(CustodyShows.ALL, Whose(), today).where(
        StatusSpan.started_on <= until,
        StatusSpan.ended_on.is_(None) | (StatusSpan.ended_on > since),
    )
    phases = Phases(db)
    order = (StatusSpan.started_on.desc(), *BY_NAME, StatusSpan.id)
    return [_row(row, phases, today) for row in db.execute(asked.order_by(*order))]


def stays(shows: CustodyShows, whose: Whose, today: date) -> Select[*tuple[Any, ...]]:
    """The stays in custody of one choice, with whom they are about."""
    span, stay = StatusSpan, CustodyStay
    count = (
        select(func.count())
        .select_from(Medication)
        .where(
            Medication.episode_id == span.episode_id,
            Medication.started_on <= span.started_on,
            Medication.ended_on.is_(None) | (Medication.ended_on > span.started_on),
        )
        .correlate(span)
        .scalar_subquery()
    )
    now = (span.ended_on.is_(None), Episode.status.in_(OPEN_STATUSES))
    watched = today - timedelta(days=attention_policy().release_watch_days)
    conditions: dict[CustodyShows, tuple[Any, ...]] = {
        CustodyShows.NOW: now,
        CustodyShows.UNTOLD: (
            *now,
            count > 0,
            stay.medication_told.is_(None) | (stay.medication_told != YesNo.YES),
        ),
        CustodyShows.RELEASED: (span.ended_on > watched,),
        CustodyShows.YEAR: (
            span.ended_on.is_(None) | (span.ended_on > today - timedelta(days=365)),
        ),
        CustodyShows.ALL: (),
    }
    asked = (
        about(span, stay, count.label("medicines"))
        .outerjoin(stay, stay.span_id == span.id)
        .where(span.status == EpisodeStatus.IN_CUSTODY, *conditions[shows])
    )
    return narrowed(asked, whose)


def _row(row: Any, phases: Phases, today: date) -> CustodyRow:
    span: StatusSpan = row.StatusSpan
    stay: CustodyStay | None = row.CustodyStay
    until = span.ended_on or today
    return CustodyRow(
        id=span.id,
        **phases.who(row),
        started_on=span.started_on,
        ended_on=span.ended_on,
        days=max(0, (until - span.started_on).days),
        facility=stay.facility if stay else "",
        reason=stay.reason if stay else CustodyReason.UNKNOWN,
        ends_expected=stay.ends_expected if stay else None,
        hold=stay.hold if stay else "",
        medicines=int(row.medicines or 0),
        medication_told=stay.medication_told if stay else YesNo.UNKNOWN,
        told_on=stay.told_on if stay else None,
        released_to=stay.released_to if stay else "",
        text=stay.text if stay else "",
        status_reason=span.reason,
    )


def watch_left(row: CustodyRow, today: date) -> int:
    """How many days of raised risk are left after a release; none while somebody is held."""
    if row.ended_on is None:
        return 0
    return max(0, attention_policy().release_watch_days - (today - row.ended_on).days)


def log_values(row: CustodyRow) -> dict[str, Any]:
    """What stands in the log of a stay now."""
    return {
        "facility": row.facility,
        "reason": row.reason,
        "ends_expected": row.ends_expected,
        "hold": row.hold,
        "medication_told": row.medication_told,
        "released_to": row.released_to,
        "text": row.text,
    }
