"""What was recorded of participants since their last hearings: the same for screen and paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.domain.facts import ResponseFacts, SessionFacts, SpecimenFacts, StatusFacts
from drugcourt.domain.terms import CollectionStatus, ContactMode, HearingAttendance
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.supervision import Contact
from drugcourt.rules.phases import Judgement
from drugcourt.rules.specimens import SpecimenReading

_NOT_CALLED = frozenset({CollectionStatus.SCHEDULED, CollectionStatus.CANCELLED})


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One contact of supervision."""

    on: date
    mode: ContactMode
    reached: bool


@dataclass(frozen=True, slots=True)
class SinceHearing:
    """One participant from `first`, the last hearing or the admission, to `last`, both included.

    All of it is as it was known on `last`, and oldest first. `tests` are those called, with their
    readings; `sessions` those that were due. `hearings` are those held within the time.
    """

    first: date
    last: date
    heard: bool
    judgement: Judgement
    tests: tuple[tuple[SpecimenFacts, SpecimenReading], ...]
    sessions: tuple[SessionFacts, ...]
    contacts: tuple[ContactLine, ...]
    hearings: tuple[tuple[date, HearingAttendance], ...]

    @property
    def responses(self) -> tuple[ResponseFacts, ...]:
        """What the court gave in this time."""
        return tuple(r for r in self.judgement.case.facts.responses if r.on >= self.first)

    @property
    def statuses(self) -> tuple[StatusFacts, ...]:
        """Statuses that began in this time."""
        spans = (s for s in self.judgement.case.facts.statuses if s.start >= self.first)
        return tuple(sorted(spans, key=lambda s: (s.start, s.id)))


def since_hearings(
    db: Session, judged: Mapping[int, Judgement], heard: Mapping[int, date], before: date
) -> dict[int, SinceHearing]:
    """What happened to each of the judged, by episode; `heard` are their last hearings.

    Hearings count when they were held before `before`, the day that is prepared.
    """
    firsts = {
        number: heard.get(number, judgement.case.facts.admitted_on)
        for number, judgement in judged.items()
    }
    contacts = _contacts(db, firsts)
    hearings = _hearings(db, firsts, before)
    return {
        number: _since(
            judgement,
            firsts[number],
            number in heard,
            tuple(c for c in contacts[number] if firsts[number] <= c.on <= judgement.as_of),
            tuple(h for h in hearings[number] if firsts[number] <= h[0]),
        )
        for number, judgement in judged.items()
    }


def _since(
    judgement: Judgement,
    first: date,
    heard: bool,
    contacts: tuple[ContactLine, ...],
    hearings: tuple[tuple[date, HearingAttendance], ...],
) -> SinceHearing:
    case = judgement.case
    return SinceHearing(
        first=first,
        last=judgement.as_of,
        heard=heard,
        judgement=judgement,
        tests=tuple(
            (test, reading)
            for test, reading in case.readings
            if test.on >= first and test.status not in _NOT_CALLED
        ),
        sessions=tuple(s for s in case.sessions if s.on >= first),
        contacts=contacts,
        hearings=hearings,
    )


def _contacts(db: Session, firsts: Mapping[int, date]) -> dict[int, list[ContactLine]]:
    asked = (
        select(Contact.episode_id, Contact.contacted_on, Contact.mode, Contact.reached)
        .where(
            Contact.episode_id.in_(list(firsts)),
            Contact.contacted_on >= min(firsts.values(), default=date.max),
        )
        .order_by(Contact.contacted_on, Contact.id)
    )
    found: dict[int, list[ContactLine]] = defaultdict(list)
    for episode_id, on, mode, reached in db.execute(asked):
        found[episode_id].append(ContactLine(on, mode, reached))
    return found


def _hearings(
    db: Session, firsts: Mapping[int, date], before: date
) -> dict[int, list[tuple[date, HearingAttendance]]]:
    asked = (
        select(DocketEntry.episode_id, CourtSession.held_on, DocketEntry.attendance)
        .join(CourtSession, CourtSession.id == DocketEntry.session_id)
        .where(
            DocketEntry.episode_id.in_(list(firsts)),
            DocketEntry.attendance.is_not(None),
            CourtSession.held_on >= min(firsts.values(), default=date.max),
            CourtSession.held_on < before,
        )
        .order_by(CourtSession.held_on, DocketEntry.id)
    )
    found: dict[int, list[tuple[date, HearingAttendance]]] = defaultdict(list)
    for episode_id, on, came in db.execute(asked):
        if came is not None:
            found[episode_id].append((on, came))
    return found
