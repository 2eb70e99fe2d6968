"""What a public list of a court session may show; nothing protected is asked for at all.

The questions here name every column they read. The kind of a hearing is not among them, as it
tells how somebody is doing; every line is a hearing, and no more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.cases import case_numbers
from drugcourt.casework.courts import court_place
from drugcourt.casework.hearings.sittings import docketed
from drugcourt.domain.tone import Term
from drugcourt.errors import Refusal
from drugcourt.records.calendar import Docket
from drugcourt.records.courts import Court
from drugcourt.records.episodes import Episode
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.people import Person

HEARING = "Hearing"
DEFAULT_TITLE = "Court calendar"
UNNUMBERED = "Not numbered"


class Naming(Term):
    """How a public list names a person; the office chooses."""

    NUMBER = "number", "Case number"
    INITIALS = "initials", "Initials"
    NAME = "name", "Name"


@dataclass(frozen=True, slots=True)
class PublicRow:
    """One hearing as the screen shows it to everybody."""

    id: int
    case_number: str
    initials: str
    hearing: str = HEARING


@dataclass(frozen=True, slots=True)
class PublicLine:
    """One hearing of the list."""

    number: str
    hearing: str = HEARING


@dataclass(frozen=True, slots=True)
class PublicDocket:
    """A session as the public may see it; the court's own name is not part of it."""

    title: str
    place: str
    held_on: date
    starts_at: str
    courtroom: str
    judge: str
    lines: tuple[PublicLine, ...]


def public_docket(db: Session, *, session_id: int, naming: Naming = Naming.NUMBER) -> PublicDocket:
    """One session, its lines in the order of hearing; Refusal when it is not recorded."""
    session = db.execute(
        select(
            CourtSession.held_on,
            CourtSession.starts_at,
            CourtSession.courtroom,
            CourtSession.judge,
            CourtSession.docket,
        ).where(CourtSession.id == session_id)
    ).one_or_none()
    if session is None:
        raise Refusal("That court session is not recorded; choose another day.")
    return PublicDocket(
        title=_title(db, session.docket),
        place=court_place(db),
        held_on=session.held_on,
        starts_at=session.starts_at,
        courtroom=session.courtroom,
        judge=session.judge,
        lines=tuple(
            PublicLine(text)
            for text in (_numbers if naming is Naming.NUMBER else _names)(db, session_id, naming)
        ),
    )


def _title(db: Session, docket: str) -> str:
    """What the docket is called in public: its own public title, or the court's for the court's
    own docket; what another docket is called inside the court is never said.
    """
    chosen = db.scalar(select(Docket.public_title).where(Docket.title == docket))
    if chosen:
        return chosen
    own = (db.scalar(select(Court.docket_title)) or "").strip()
    return own if own and own == docket else DEFAULT_TITLE


def public_rows(db: Session, *, session_id: int) -> list[PublicRow]:
    """One session for the screen, in the order of hearing: case numbers and initials."""
    asked = (
        select(DocketEntry.id, Person.family_name, Person.given_name)
        .join(Episode, Episode.id == DocketEntry.episode_id)
        .join(Person, Person.id == Episode.person_id)
        .where(DocketEntry.session_id == session_id)
        .order_by(DocketEntry.position, DocketEntry.id)
    )
    numbers = _numbers(db, session_id, Naming.NUMBER)
    return [
        PublicRow(entry_id, number, _named(family, given, Naming.INITIALS))
        for (entry_id, family, given), number in zip(db.execute(asked), numbers, strict=True)
    ]


def _numbers(db: Session, session_id: int, _naming: Naming) -> list[str]:
    """Case numbers, hearing by hearing; names are not read."""
    order = docketed(db, session_id=session_id)
    numbers = case_numbers(db, episode_ids=order)
    return [", ".join(numbers.get(episode, ())) or UNNUMBERED for episode in order]


def _names(db: Session, session_id: int, naming: Naming) -> list[str]:
    asked = (
        select(Person.family_name, Person.given_name)
        .join(Episode, Episode.person_id == Person.id)
        .join(DocketEntry, DocketEntry.episode_id == Episode.id)
        .where(DocketEntry.session_id == session_id)
        .order_by(DocketEntry.position, DocketEntry.id)
    )
    return [_named(family, given, naming) for family, given in db.execute(asked)]


def _named(family: str, given: str, naming: Naming) -> str:
    if naming is Naming.NAME:
        return ", ".join(filter(None, (family, given))) or UNNUMBERED
    return " ".join(f"{part[0].upper()}." for part in (given, family) if part) or UNNUMBERED
