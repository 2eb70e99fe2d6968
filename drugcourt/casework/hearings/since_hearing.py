"""What was recorded of participants since their last hearings: the same for screen and paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from drugcourt.domain.facts import (
    ParticipantFacts,
    ResponseFacts,
    SessionFacts,
    SpecimenFacts,
    StatusFacts,
)
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.domain.specimens import CollectionStatus
from drugcourt.domain.supervision import ContactMode
from drugcourt.rules.phases import Judgement
from drugcourt.rules.specimens import SpecimenReading

_by_day = attrgetter("on", "id")
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
    facts: Mapping[int, ParticipantFacts],
    judged: Mapping[int, Judgement],
    heard: Mapping[int, date],
    before: date,
) -> dict[int, SinceHearing]:
    """What happened to each of the judged, by episode; `heard` are their last hearings.

    `facts` are whole. Hearings count when they were held before `before`, the day that is prepared.
    """
    firsts = {
        number: heard.get(number, judgement.case.facts.admitted_on)
        for number, judgement in judged.items()
    }
    return {
        number: _since(
            judgement,
            firsts[number],
            number in heard,
            _contacts(facts[number], firsts[number], judgement.as_of),
            _hearings(facts[number], firsts[number], before),
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


def _contacts(facts: ParticipantFacts, first: date, last: date) -> tuple[ContactLine, ...]:
    made = [c for c in facts.contacts if first <= c.on <= last]
    return tuple(ContactLine(c.on, c.mode, c.reached) for c in sorted(made, key=_by_day))


def _hearings(
    facts: ParticipantFacts, first: date, before: date
) -> tuple[tuple[date, HearingAttendance], ...]:
    held = [h for h in facts.hearings if first <= h.on < before]
    return tuple((h.on, h.attendance) for h in sorted(held, key=_by_day))
