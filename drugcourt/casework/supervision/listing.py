"""What the lists of supervision have in common: whose lines, in which order, one window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from drugcourt.casework.programs.programs import programs
from drugcourt.casework.readiness.attention_policy import attention_policy
from drugcourt.domain.dates import counted
from drugcourt.domain.episodes import AWAY_STATUSES, OPEN_STATUSES, EpisodeStatus
from drugcourt.domain.tone import Term
from drugcourt.exchange.supervision_policy import supervision_policy
from drugcourt.records.episodes import Episode, StatusSpan
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


def about(record: Any, *more: Any) -> Select[*tuple[Any, ...]]:
    """Every record of a kind, with whom it is about."""
    return (
        select(record, *WHOM, *more)
        .select_from(record)
        .join(Episode, Episode.id == record.episode_id)
        .join(Person, Person.id == Episode.person_id)
    )


def choice_words(choice: Term) -> str:
    """What a choice of lines is called: its label with this court's own numbers of days in it."""
    days = asdict(supervision_policy()) | {"watch_days": attention_policy().release_watch_days}
    return choice.label.format(**{name: counted(number, "day") for name, number in days.items()})


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


def status_on(day: date) -> ColumnElement[EpisodeStatus]:
    """The status of that day, for a question that has joined the episode."""
    asked = (
        select(StatusSpan.status)
        .where(
            StatusSpan.episode_id == Episode.id,
            StatusSpan.started_on <= day,
            StatusSpan.ended_on.is_(None) | (StatusSpan.ended_on > day),
        )
        .order_by(StatusSpan.started_on.desc(), StatusSpan.id.desc())
        .limit(1)
        .correlate(Episode)
        .scalar_subquery()
    )
    return func.coalesce(asked, Episode.status)


def away_as(status: EpisodeStatus) -> EpisodeStatus | None:
    """The status that keeps somebody from being seen; None where nothing does."""
    return status if status in AWAY_STATUSES else None


class Phases:
    """The phases' short names by program, asked once for a window of rows."""

    def __init__(self, db: Session) -> None:
        self._programs = programs(db)

    def short(self, row: Any) -> str:
        """`Phase 2`; a dash where somebody is in no phase."""
        program = self._programs.get(row.program_id)
        number = program.number(row.phase) if program and row.phase else 0
        return f"Phase {number}" if number else "–"

    def who(self, row: Any) -> dict[str, Any]:
        """Whom a row is about, as every list says it."""
        return {
            "episode_id": row.whose,
            "name": listed_name(row.family_name, row.given_name, row.reference),
            "phase": self.short(row),
            "case_manager": row.case_manager,
        }


def managers(db: Session) -> list[str]:
    """The case managers of those in the program, by name; no name where one is missing."""
    asked = select(Episode.case_manager).where(Episode.status.in_(OPEN_STATUSES)).distinct()
    return sorted(db.scalars(asked))
