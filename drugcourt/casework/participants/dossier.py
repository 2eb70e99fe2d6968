"""Who one participant is and where they stand: the head of the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.cases import case_numbers
from drugcourt.casework.facts.facts import gather_one
from drugcourt.casework.hearings.days import next_session
from drugcourt.casework.phases import coming_phase, own_program
from drugcourt.casework.programs.programs import program
from drugcourt.casework.readiness.overview import Overview, overview
from drugcourt.domain.cases import LegalTrack
from drugcourt.domain.episodes import CANDIDATE_STATUSES, EpisodeStatus, ExitReason, RiskNeed
from drugcourt.domain.facts import ParticipantFacts
from drugcourt.domain.hearings import WarrantStep
from drugcourt.domain.people import Gender
from drugcourt.errors import Refusal
from drugcourt.records.episodes import Episode, StatusSpan
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.people import Person
from drugcourt.records.warrants import Warrant


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a file: who this is and the state at a glance."""

    episode_id: int
    person_id: int
    number: int
    name: str
    initials: str
    preferred_name: str
    age: int | None
    pronouns: str
    reference: str
    cases: tuple[str, ...]
    track: LegalTrack | None
    status: EpisodeStatus
    status_since: date | None
    candidate: bool
    risk_need: RiskNeed
    phase: str
    phase_number: int
    phase_count: int
    next_phase: str
    next_phase_number: int
    admitted_on: date | None
    referred_on: date | None
    exited_on: date | None
    exit_reason: ExitReason | None
    case_manager: str
    moud: tuple[tuple[str, date], ...]
    next_hearing: tuple[date, str] | None
    warrant: WarrantStep
    overview: Overview | None


def head(db: Session, *, episode_id: int, today: date) -> Head:
    """The head of a file with its overview; Refusal for a number the court does not have."""
    episode = db.get(Episode, episode_id)
    if episode is None:
        raise Refusal("That participant is not in this court.")
    person, handbook = episode.person, program(db, episode.program_id)
    facts = gather_one(db, episode_id)
    own = own_program(handbook, facts, episode.phase, today)
    place = handbook.number(episode.phase) or 0  # as the handbook counts, whoever does which
    following = coming_phase(own, episode.phase)
    coming = next_session(db, episode_id=episode_id, today=today)
    return Head(
        episode_id=episode_id,
        person_id=person.id,
        number=episode.number,
        name=person.name,
        initials=_initials(person),
        preferred_name=person.preferred_name,
        age=_age(person.birth_date, today),
        pronouns=person.pronouns or _PRONOUNS.get(person.gender, ""),
        reference=person.reference,
        cases=case_numbers(db, episode_ids=[episode_id]).get(episode_id, ()),
        track=episode.track,
        status=episode.status,
        status_since=db.scalar(
            select(StatusSpan.started_on)
            .where(StatusSpan.episode_id == episode_id, StatusSpan.ended_on.is_(None))
            .order_by(StatusSpan.started_on.desc())
            .limit(1)
        ),
        candidate=episode.status in CANDIDATE_STATUSES,
        risk_need=episode.risk_need,
        phase=episode.phase,
        phase_number=place,
        phase_count=len(handbook.phases),
        next_phase=following.name if following else "",
        next_phase_number=(handbook.number(following.key) or 0) if following else 0,
        admitted_on=episode.admitted_on,
        referred_on=episode.referred_on,
        exited_on=episode.exited_on,
        exit_reason=episode.exit_reason,
        case_manager=episode.case_manager,
        moud=_moud(facts, today),
        next_hearing=(coming.held_on, coming.starts_at) if coming else None,
        warrant=_warrant(db, episode_id),
        overview=overview(facts, handbook, today) if facts is not None else None,
    )


def name_of(db: Session, *, episode_id: int) -> str:
    """The participant's name as lists show it, for titles; the number where none is known."""
    person = db.scalar(
        select(Person).join(Episode, Episode.person_id == Person.id).where(Episode.id == episode_id)
    )
    return person.name if person else ""


# The head -------------------------------------------------------------------------------------

_PRONOUNS = {
    Gender.WOMAN: "she",
    Gender.MAN: "he",
    Gender.TRANS_WOMAN: "she",
    Gender.TRANS_MAN: "he",
    Gender.NONBINARY: "they",
}


def _initials(person: Person) -> str:
    letters = [part.strip()[:1] for part in (person.given_name, person.family_name)]
    return "".join(letters).upper() or person.reference[:1].upper() or "?"


def _age(born: date | None, today: date) -> int | None:
    if born is None:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _moud(facts: ParticipantFacts | None, today: date) -> tuple[tuple[str, date], ...]:
    if facts is None:
        return ()
    taken = [
        m
        for m in facts.medications
        if m.moud and m.start <= today and (m.end is None or today < m.end)
    ]
    return tuple((m.name, m.start) for m in sorted(taken, key=lambda m: (m.start, m.id)))


def _warrant(db: Session, episode_id: int) -> WarrantStep:
    """Where the warrant stands that is asked for or out; none when it was served or recalled.

    Hearings of before warrants were kept say it by themselves.
    """
    latest = db.scalar(
        select(Warrant).where(Warrant.episode_id == episode_id).order_by(Warrant.id.desc()).limit(1)
    )
    if latest is not None:
        return latest.step if latest.step in _OUT else WarrantStep.NONE
    step: WarrantStep | None = db.scalar(
        select(DocketEntry.warrant)
        .join(CourtSession, CourtSession.id == DocketEntry.session_id)
        .where(DocketEntry.episode_id == episode_id, DocketEntry.warrant != WarrantStep.NONE)
        .order_by(CourtSession.held_on.desc(), DocketEntry.id.desc())
        .limit(1)
    )
    return step if step in _OUT and step is not None else WarrantStep.NONE


_OUT = (WarrantStep.REQUESTED, WarrantStep.ISSUED)
