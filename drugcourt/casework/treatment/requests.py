"""What a provider is asked about one person: who, since when, what is on record, by which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.hearings.days import next_session
from drugcourt.casework.treatment import care
from drugcourt.casework.treatment.care import TreatmentRow
from drugcourt.domain.treatment import Attendance
from drugcourt.errors import Refusal
from drugcourt.exchange.treatment_policy import treatment_policy
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person
from drugcourt.records.treatment import AttendanceLine, Provider


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: a stay with its provider, and what is known of the last weeks."""

    name: str
    reference: str
    born: date | None
    stay: TreatmentRow
    contact: str
    address: str
    since: date
    until: date
    sessions: tuple[tuple[date, str, Attendance], ...]
    court_on: date | None
    by: date | None


def request(db: Session, *, episode_id: int, today: date) -> Asked:
    """The request to the provider somebody is with now. Refusal where there is none.

    The report is wanted by the provider's own report day before court, else by the day before it.
    """
    person = db.scalar(
        select(Person).join(Episode, Episode.person_id == Person.id).where(Episode.id == episode_id)
    )
    stays = [s for s in care.treatment_rows(db, episode_id=episode_id) if s.ended_on is None]
    if person is None or not stays:
        raise Refusal("Nobody treats this participant now, so there is nobody to ask for a report.")
    stay, since = stays[0], today - timedelta(days=treatment_policy().request_days)
    known = db.scalar(select(Provider).where(Provider.name == stay.provider))
    session = next_session(db, episode_id=episode_id, today=today)
    court_on = session.held_on if session is not None else None
    lines = db.execute(
        select(AttendanceLine.held_on, AttendanceLine.title, AttendanceLine.kind)
        .add_columns(AttendanceLine.attendance)
        .where(
            AttendanceLine.episode_id == episode_id,
            AttendanceLine.provider == stay.provider,
            AttendanceLine.held_on > since,
            AttendanceLine.held_on <= today,
        )
        .order_by(AttendanceLine.held_on, AttendanceLine.id)
    )
    return Asked(
        person.name,
        person.reference,
        person.birth_date,
        stay,
        known.contact if known is not None else "",
        known.address if known is not None else "",
        since + timedelta(days=1),
        today,
        tuple((on, title or kind.label, kept) for on, title, kind, kept in lines),
        court_on,
        _wanted_by(known.report_day if known is not None else None, court_on, today),
    )


def _wanted_by(report_day: int | None, court_on: date | None, today: date) -> date | None:
    if court_on is None or court_on <= today:
        return None
    last = court_on - timedelta(days=1)
    if report_day is None:
        return last
    before = last - timedelta(days=(last.weekday() - report_day) % 7)
    return before if before >= today else last
