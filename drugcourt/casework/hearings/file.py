"""What the bench sees of one participant at one hearing, asked in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.cases import case_numbers
from drugcourt.casework.facts.facts import gather_one
from drugcourt.casework.hearings.days import last_hearings
from drugcourt.casework.hearings.next_dates import NextDates, next_dates
from drugcourt.casework.hearings.since_hearing import since_hearings
from drugcourt.casework.hearings.since_words import SinceLine, since_lines
from drugcourt.casework.phases import coming_phase, own_program
from drugcourt.casework.programs.programs import program
from drugcourt.casework.readiness.attention_policy import attention_policy
from drugcourt.casework.responses.policy import response_policy
from drugcourt.domain.dates import short
from drugcourt.domain.episodes import EpisodeStatus, RiskNeed
from drugcourt.domain.facts import ParticipantFacts
from drugcourt.domain.findings import Readiness
from drugcourt.domain.hearings import HearingAttendance, HearingKind, PhaseMove, WarrantStep
from drugcourt.domain.program import Phase, Program, ResponseItem
from drugcourt.domain.responses import ResponseFamily
from drugcourt.errors import Refusal
from drugcourt.records.episodes import Episode
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.people import Person, listed_name
from drugcourt.records.responses import Response
from drugcourt.rules.attention import Attention, attention
from drugcourt.rules.phases import Judgement, judge_person


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What is recorded of the hearing itself so far."""

    id: int
    episode_id: int
    session_id: int
    held_on: date
    kind: HearingKind
    attendance: HearingAttendance | None
    move: PhaseMove
    recommendation: str
    orders: str
    note: str
    account: str
    warrant: WarrantStep
    seconds: int | None
    next_on: date | None


@dataclass(frozen=True, slots=True)
class PhasePlace:
    """Where the participant is: phase number and name, days in it, what the handbook asks.

    Phases have the number that the handbook gives them, also for whoever passes some by.
    """

    key: str
    number: int | None
    name: str
    days: int
    at_least: str
    next_name: str
    next_number: int | None
    earlier: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GivenResponse:
    """One response already recorded; `here` when this very hearing gave it."""

    id: int
    family: ResponseFamily
    title: str
    given_on: date
    due_on: date | None
    done_on: date | None
    jail_days: int
    here: bool


@dataclass(frozen=True, slots=True)
class HearingFile:
    """One participant at one hearing. `since` is the last hearing held before, or admission."""

    entry: EntryFacts
    name: str
    preferred_name: str
    case_numbers: tuple[str, ...]
    status: EpisodeStatus
    status_since: date | None
    risk_need: RiskNeed
    medications: tuple[tuple[str, date], ...]
    place: PhasePlace
    as_of: date
    sober_days: int | None
    sober_text: str
    since: date
    lines: tuple[SinceLine, ...]
    attention: tuple[Attention, ...]
    readiness: Readiness | None
    dismissal: Readiness | None
    responses: tuple[GivenResponse, ...]
    catalog: tuple[ResponseItem, ...]
    next_if_stays: NextDates
    next_if_moves: NextDates
    ratio: int  # incentives that the court means to give for each sanction

    @property
    def open_orders(self) -> tuple[GivenResponse, ...]:
        """Ordered and not yet done."""
        return tuple(r for r in self.responses if r.due_on is not None and r.done_on is None)

    def count(self, family: ResponseFamily) -> int:
        """How many of a family since admission."""
        return sum(1 for response in self.responses if response.family is family)


def hearing_file(db: Session, *, entry_id: int, today: date) -> HearingFile:
    """Everything beside one name on the docket, as of the session's day, or today if it is ahead.

    Refusal when the entry is not on a docket.
    """
    row = db.execute(_asked().where(DocketEntry.id == entry_id)).one_or_none()
    if row is None:
        raise Refusal("That hearing is not on a docket.")
    as_of = min(row.held_on, today)
    handbook = program(db, row.program_id)
    facts = gather_one(db, row.episode_id)
    admitted = facts is not None and facts.admitted_on <= as_of
    judgement = judge_person(facts, handbook, as_of) if facts is not None and admitted else None
    heard = last_hearings(db, before=row.held_on, episode_ids=[row.episode_id])
    since = heard.get(row.episode_id) or row.admitted_on or as_of
    own = own_program(handbook, facts, row.phase, as_of)
    following = coming_phase(own, row.phase)
    place = _place(handbook, own, row.phase, following, facts, judgement, as_of)
    if_stays, if_moves = next_dates(
        db,
        handbook=handbook,
        phase_keys=(row.phase, following.key if following else ""),
        held_on=row.held_on,
        docket=row.docket,
        levels=facts.levels_on(as_of) if facts else frozenset(),
    )
    return HearingFile(
        entry=EntryFacts(**{name: getattr(row, name) for name in EntryFacts.__slots__}),
        name=listed_name(row.family_name, row.given_name, row.reference),
        preferred_name=row.preferred_name,
        case_numbers=case_numbers(db, episode_ids=[row.episode_id]).get(row.episode_id, ()),
        status=row.status,
        status_since=_status_since(facts, row.status),
        risk_need=row.risk_need,
        medications=_medications(facts, as_of),
        place=place,
        as_of=as_of,
        sober_days=judgement.clock.days if judgement else None,
        sober_text=judgement.clock.text if judgement else "",
        since=since,
        lines=_lines(facts, judgement, heard, row.held_on) if facts and judgement else (),
        attention=attention(judgement.case.facts, judgement, as_of, since, attention_policy())
        if judgement
        else (),
        readiness=judgement.phase if judgement else None,
        dismissal=judgement.dismissal if judgement else None,
        responses=_responses(db, row),
        catalog=handbook.responses,
        next_if_stays=if_stays,
        next_if_moves=if_moves,
        ratio=response_policy(db, on=as_of).numbers.ratio,
    )


def _asked() -> Any:
    return (
        select(
            DocketEntry.id,
            DocketEntry.episode_id,
            DocketEntry.session_id,
            DocketEntry.position,
            DocketEntry.kind,
            DocketEntry.attendance,
            DocketEntry.move,
            DocketEntry.recommendation,
            DocketEntry.orders,
            DocketEntry.note,
            DocketEntry.account,
            DocketEntry.warrant,
            DocketEntry.seconds,
            DocketEntry.next_on,
            CourtSession.held_on,
            CourtSession.docket,
            Episode.phase,
            Episode.status,
            Episode.program_id,
            Episode.admitted_on,
            Episode.risk_need,
            Person.family_name,
            Person.given_name,
            Person.preferred_name,
            Person.reference,
        )
        .join(CourtSession, CourtSession.id == DocketEntry.session_id)
        .join(Episode, Episode.id == DocketEntry.episode_id)
        .join(Person, Person.id == Episode.person_id)
    )


def _lines(
    facts: ParticipantFacts, judgement: Judgement, heard: dict[int, date], held_on: date
) -> tuple[SinceLine, ...]:
    number = facts.episode_id
    since = since_hearings({number: facts}, {number: judgement}, heard, held_on)
    return since_lines(since[number])


def _place(
    handbook: Program,
    own: Program,
    key: str,
    following: Phase | None,
    facts: ParticipantFacts | None,
    judgement: Judgement | None,
    as_of: date,
) -> PhasePlace:
    phase = own.phase(key)
    if phase is None:
        return PhasePlace(key, None, "", 0, "", "", None, ())
    track = {item.key: item for item in judgement.phase_track} if judgement else {}
    stay = facts.stay_on(as_of) if facts else None
    place = own.index(key)
    return PhasePlace(
        key=key,
        number=handbook.number(key),
        name=phase.name,
        days=(as_of - stay.entered).days if stay else 0,
        at_least=track[key].at_least if key in track else "",
        next_name=following.name if following else "",
        next_number=handbook.number(following.key) if following else None,
        earlier=tuple((earlier.key, earlier.name) for earlier in own.phases[:place]),
    )


def _status_since(facts: ParticipantFacts | None, status: EpisodeStatus) -> date | None:
    spans = facts.statuses if facts else ()
    return max((s.start for s in spans if s.status is status and s.end is None), default=None)


def _medications(facts: ParticipantFacts | None, as_of: date) -> tuple[tuple[str, date], ...]:
    """Medicines in force on the day, those for opioid use disorder first."""
    medicines = facts.medications if facts else ()
    held = [m for m in medicines if m.start <= as_of and (m.end is None or as_of < m.end)]
    held.sort(key=lambda m: (not m.moud, m.start, m.id))
    return tuple((m.name, m.start) for m in held)


def _responses(db: Session, row: Any) -> tuple[GivenResponse, ...]:
    """All responses of the episode up to this session's day, newest first."""
    asked = (
        select(
            Response.id,
            Response.family,
            Response.title,
            Response.given_on,
            Response.due_on,
            Response.done_on,
            Response.jail_days,
            Response.docket_entry_id,
        )
        .where(Response.episode_id == row.episode_id, Response.given_on <= row.held_on)
        .order_by(Response.given_on.desc(), Response.id.desc())
    )
    return tuple(
        GivenResponse(
            id=found.id,
            family=found.family,
            title=found.title,
            given_on=found.given_on,
            due_on=found.due_on,
            done_on=found.done_on,
            jail_days=found.jail_days,
            here=found.docket_entry_id == row.id,
        )
        for found in db.execute(asked)
    )


def words_of_medications(medications: Sequence[tuple[str, date]], as_of: date) -> str:
    """`methadone since Oct 28`, several with commas."""
    return ", ".join(f"{name} since {short(start, as_of)}" for name, start in medications)
