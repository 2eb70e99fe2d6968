"""Which providers' reports are still missing for the people on a docket."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from drugcourt.casework.hearings.sittings import known_session
from drugcourt.domain.dates import counted, short
from drugcourt.domain.treatment import TREATMENT_KINDS
from drugcourt.exchange.staffing_policy import staffing_policy
from drugcourt.records.episodes import Episode
from drugcourt.records.hearings import DocketEntry
from drugcourt.records.people import Person, listed_name
from drugcourt.records.staffings import ReportRequest, Staffing
from drugcourt.records.treatment import AttendanceLine, TreatmentEpisode


@dataclass(frozen=True, slots=True)
class MissingPerson:
    """One participant of whom a provider recorded nothing lately; `last` is the latest entry."""

    episode_id: int
    name: str
    last: date | None


@dataclass(frozen=True, slots=True)
class MissingReport:
    """One provider whose reports are missing; `asked_on` when it was asked before this meeting."""

    provider: str
    people: tuple[MissingPerson, ...]
    asked_on: date | None
    answered_on: date | None

    def words(self, as_of: date) -> str:
        """`3 people, nothing since Nov 12; asked Nov 23`."""
        last = max((p.last for p in self.people if p.last is not None), default=None)
        since = f"nothing since {short(last, as_of)}" if last else "nothing recorded yet"
        told = f"{counted(len(self.people), 'person', 'people')}, {since}"
        if self.answered_on is not None:
            return f"{told}; answered {short(self.answered_on, as_of)}"
        return f"{told}; asked {short(self.asked_on, as_of)}" if self.asked_on else told


def missing_reports(db: Session, *, session_id: int, today: date) -> list[MissingReport]:
    """Providers of whose participants on this docket nothing was recorded in the last days.

    Counted back from the day of the session, or from today while that day has not come. Somebody
    who began with the provider within those days is not missing yet.
    """
    as_of = min(known_session(db, session_id).held_on, today)
    oldest = as_of - timedelta(days=staffing_policy().report_days)
    people: dict[str, list[MissingPerson]] = defaultdict(list)
    for row in db.execute(_asked(session_id, as_of)):
        begun_lately = row.last is None and row.started_on > oldest
        if (row.last is None or row.last < oldest) and not begun_lately:
            name = listed_name(row.family_name, row.given_name, row.reference)
            people[row.provider].append(MissingPerson(row.episode_id, name, row.last))
    asked = _requests(db, session_id)
    return [
        MissingReport(provider, tuple(missing), *asked.get(provider, (None, None)))
        for provider, missing in sorted(people.items(), key=lambda item: (-len(item[1]), item[0]))
    ]


def _asked(session_id: int, as_of: date) -> Any:
    """Who on the docket is in treatment where, and the latest session the provider recorded."""
    latest = (
        select(
            AttendanceLine.episode_id,
            AttendanceLine.provider,
            func.max(AttendanceLine.held_on).label("last"),
        )
        .join(DocketEntry, DocketEntry.episode_id == AttendanceLine.episode_id)
        .where(
            DocketEntry.session_id == session_id,
            AttendanceLine.held_on <= as_of,
            AttendanceLine.kind.in_(TREATMENT_KINDS),
        )
        .group_by(AttendanceLine.episode_id, AttendanceLine.provider)
        .subquery()
    )
    return (
        select(
            TreatmentEpisode.episode_id,
            TreatmentEpisode.provider,
            func.min(TreatmentEpisode.started_on).label("started_on"),
            func.max(latest.c.last).label("last"),
            Person.family_name,
            Person.given_name,
            Person.reference,
        )
        .join(DocketEntry, DocketEntry.episode_id == TreatmentEpisode.episode_id)
        .join(Episode, Episode.id == TreatmentEpisode.episode_id)
        .join(Person, Person.id == Episode.person_id)
        .outerjoin(
            latest,
            and_(
                latest.c.episode_id == TreatmentEpisode.episode_id,
                or_(latest.c.provider == TreatmentEpisode.provider, latest.c.provider == ""),
            ),
        )
        .where(
            DocketEntry.session_id == session_id,
            TreatmentEpisode.started_on <= as_of,
            or_(TreatmentEpisode.ended_on.is_(None), TreatmentEpisode.ended_on > as_of),
        )
        .group_by(
            TreatmentEpisode.episode_id,
            TreatmentEpisode.provider,
            Person.family_name,
            Person.given_name,
            Person.reference,
        )
        .order_by(Person.family_name, Person.given_name, TreatmentEpisode.episode_id)
    )


def _requests(db: Session, session_id: int) -> dict[str, tuple[date, date | None]]:
    asked = (
        select(ReportRequest.provider, ReportRequest.asked_on, ReportRequest.answered_on)
        .join(Staffing, Staffing.id == ReportRequest.staffing_id)
        .where(Staffing.session_id == session_id)
    )
    return {provider: (on, answered) for provider, on, answered in db.execute(asked)}
