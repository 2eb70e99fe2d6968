"""The minutes of the team's meeting: written by the decisions themselves, frozen when it closes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.cases import case_numbers
from drugcourt.casework.hearings.sittings import known_session
from drugcourt.casework.staffings.decisions import Decided, decisions_of
from drugcourt.casework.staffings.sentences import minutes_words
from drugcourt.casework.staffings.team import Seat, seats_of
from drugcourt.domain.clock import spoken
from drugcourt.domain.dates import counted, long
from drugcourt.domain.staffings import Presence
from drugcourt.records.episodes import Episode
from drugcourt.records.hearings import DocketEntry
from drugcourt.records.people import Person, listed_name
from drugcourt.records.staffings import Staffing


@dataclass(frozen=True, slots=True)
class Minutes:
    """The minutes of one session's meeting: paragraphs with their headings.

    `decided` of `people` were decided; a closed meeting's paragraphs are as they were frozen.
    """

    session_id: int
    held_on: date
    starts_at: str
    docket: str
    judge: str
    closed: bool
    closed_by: str
    addition: str
    people: int
    decided: int
    paragraphs: tuple[tuple[str, str], ...]


def minutes(db: Session, *, session_id: int) -> Minutes:
    """The minutes as they stand, or as they were frozen; Refusal for an unknown session."""
    session = known_session(db, session_id)
    staffing = db.scalar(select(Staffing).where(Staffing.session_id == session_id))
    frozen = staffing is not None and staffing.closed_at is not None
    lines = _lines(db, session_id)
    decided = decisions_of(db, session_id=session_id)
    if staffing is not None and frozen:
        paragraphs = _read(staffing.minutes)
    else:
        paragraphs = tuple(_paragraphs(db, session_id, session, staffing, lines, decided))
    return Minutes(
        session_id=session_id,
        held_on=session.held_on,
        starts_at=session.starts_at,
        docket=session.docket,
        judge=session.judge,
        closed=frozen,
        closed_by=staffing.closed_by if staffing is not None else "",
        addition=staffing.addition if staffing is not None else "",
        people=len(lines),
        decided=len(decided),
        paragraphs=paragraphs,
    )


def minutes_text(db: Session, *, session_id: int) -> str:
    """The paragraphs as one text: each begins with its heading, an empty line stands between."""
    told = minutes(db, session_id=session_id).paragraphs
    return "\n\n".join(f"{heading}\n{_one_block(text)}" for heading, text in told)


def _one_block(text: str) -> str:
    """Without empty lines, which part paragraphs."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def _read(text: str) -> tuple[tuple[str, str], ...]:
    found = []
    for block in text.split("\n\n"):
        heading, _, body = block.partition("\n")
        found.append((heading, body))
    return tuple(found)


def _paragraphs(
    db: Session,
    session_id: int,
    session: Any,
    staffing: Staffing | None,
    lines: Sequence[Any],
    decided: Mapping[int, Decided],
) -> Iterator[tuple[str, str]]:
    met = staffing.held_on if staffing is not None else session.held_on
    seats = seats_of(db, session_id=session_id)
    begun = bool(decided) or any(seat.presence is not None for seat in seats)
    yield "Meeting", _meeting(session, met, lines, begun=begun)
    yield "Team", team_words(seats)
    numbers = case_numbers(db, episode_ids=[line.episode_id for line in lines])
    open_ = 0
    for line in lines:
        found = decided.get(line.episode_id)
        if found is None:
            open_ += 1
            continue
        name = listed_name(line.family_name, line.given_name, line.reference)
        case = ", ".join(numbers.get(line.episode_id, ()))
        heading = f"{name}, {case}" if case else name
        yield heading, minutes_words(found.decision, found.recommended, met)
    if open_:
        people = counted(open_, "participant")
        be = "was" if open_ == 1 else "were"
        yield "Not decided", f"{people} on the docket {be} not decided about in this meeting."
    if staffing is not None and staffing.addition:
        yield "Further", staffing.addition


def _meeting(session: Any, met: date, lines: Sequence[Any], *, begun: bool) -> str:
    day = "" if met == session.held_on else f"{long(session.held_on)}, "
    court = f"the session of {day}{spoken(session.starts_at)}"
    people = counted(len(lines), "participant")
    be = "is" if len(lines) == 1 else "are"
    when = f"met on {long(met)}" if begun else "has not met yet"
    return f"The team {when} before {court}. {people} {be} on the docket."


def team_words(seats: Sequence[Seat]) -> str:
    """Who was there, who by video or phone, who was not, by role."""
    told = []
    for presence, words in (
        (Presence.PRESENT, "Present"),
        (Presence.REMOTE, "By video or phone"),
        (Presence.ABSENT, "Absent"),
        (None, "Not said"),
    ):
        named = [seat.words for seat in seats if seat.presence is presence]
        if named:
            told.append(f"{words}: {'; '.join(named)}.")
    return " ".join(told) or "Attendance has not been taken."


def _lines(db: Session, session_id: int) -> list[Any]:
    asked = (
        select(DocketEntry.episode_id, Person.family_name, Person.given_name, Person.reference)
        .join(Episode, Episode.id == DocketEntry.episode_id)
        .join(Person, Person.id == Episode.person_id)
        .where(DocketEntry.session_id == session_id)
        .order_by(DocketEntry.position, DocketEntry.id)
    )
    return list(db.execute(asked))
