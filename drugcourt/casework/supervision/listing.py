"""What the lists of supervision have in common: whose lines, in which order, one window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from drugcourt.casework.programs.programs import programs
from drugcourt.domain.episodes import OPEN_STATUSES
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person, listed_name

WHOM = (
    Episode.id.label("whose"),
    Person.family_name,
    Person.given_name,
    Person.reference,
    Episode.phase,
    Episode.program_id,
    Episode.case_manager,
    Episode.status,
)
BY_NAME = (Person.family_name, Person.given_name, Person.reference)
NO_MANAGER = "-"


@dataclass(frozen=True, slots=True)
class Window:
    """Which rows of a list: so many from a place on, sorted by a key the list knows."""

    offset: int = 0
    limit: int = 100
    sort: str = ""
    descending: bool = False


FIRST = Window()


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose lines a list is narrowed to: one case manager's people, or one participant's."""

    manager: str = ""
    episode_id: int | None = None


def narrowed(asked: Select[*tuple[Any, ...]], whose: Whose) -> Select[*tuple[Any, ...]]:
    """Only the lines of these people; the episode is joined already."""
    if whose.episode_id is not None:
        asked = asked.where(Episode.id == whose.episode_id)
    if whose.manager:
        wanted = "" if whose.manager == NO_MANAGER else whose.manager
        asked = asked.where(Episode.case_manager == wanted)
    return asked


def windowed(
    asked: Select[*tuple[Any, ...]],
    window: Window,
    keys: Mapping[str, Sequence[Any]],
    otherwise: Sequence[Any],
) -> Select[*tuple[Any, ...]]:
    """One window in the order asked; blanks last, ties in the list's own order."""
    chosen: list[Any] = []
    for column in keys.get(window.sort, ()):
        chosen += [column.is_(None), column.desc() if window.descending else column.asc()]
    asked = asked.order_by(*chosen, *otherwise)
    return asked.offset(window.offset).limit(window.limit)


def counted_rows(db: Session, asked: Select[*tuple[Any, ...]]) -> int:
    """How many rows a question has, whatever its order."""
    inner = asked.order_by(None).subquery()
    return int(db.scalar(select(func.count()).select_from(inner)) or 0)


def name_of(row: Any) -> str:
    """The participant's name as lists write it."""
    return listed_name(row.family_name, row.given_name, row.reference)


class Phases:
    """The phases' short names by program, asked once for a window of rows."""

    def __init__(self, db: Session) -> None:
        self._programs = programs(db)

    def short(self, row: Any) -> str:
        """`Phase 2`; a dash where somebody is in no phase."""
        program = self._programs.get(row.program_id)
        number = program.number(row.phase) if program and row.phase else 0
        return f"Phase {number}" if number else "–"


def managers(db: Session) -> list[str]:
    """The case managers of those in the program, by name; no name where one is missing."""
    asked = select(Episode.case_manager).where(Episode.status.in_(OPEN_STATUSES)).distinct()
    return sorted(db.scalars(asked))
