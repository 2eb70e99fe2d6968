"""Which participants were arrested or charged anew, and whether the team heard of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, case
from sqlalchemy.orm import Session

from drugcourt.casework.supervision.conduct import LASTING
from drugcourt.casework.supervision.listing import (
    BY_NAME,
    FIRST,
    Phases,
    Whose,
    Window,
    about,
    counted_rows,
    narrowed,
    windowed,
)
from drugcourt.domain.cases import ChargeLevel
from drugcourt.domain.conduct import LegalEventKind
from drugcourt.domain.episodes import OPEN_STATUSES
from drugcourt.domain.tone import Term, YesNo
from drugcourt.exchange.supervision_policy import supervision_policy
from drugcourt.records.conduct import LegalEvent
from drugcourt.records.episodes import Episode


class ArrestShows(Term):
    """Which legal events the list shows; the court's own case is never among them."""

    UNTOLD = "untold", "The team has not heard yet"
    RECENT = "recent", "The last {recent_days}"
    OPEN = "open", "Charges and warrants that are open"
    ALL = "all", "All, also of those who left"


@dataclass(frozen=True, slots=True)
class ArrestRow:
    """One new offence, arrest, charge, conviction or warrant, for the list."""

    id: int
    episode_id: int
    name: str
    phase: str
    case_manager: str
    kind: LegalEventKind
    happened_on: date
    ended_on: date | None
    level: ChargeLevel
    drug_related: YesNo
    agency: str
    case_number: str
    outcome: str
    text: str
    told_on: date | None
    told_by: str
    told_what: str

    @property
    def open(self) -> bool:
        """Whether it is a charge or a warrant that has not ended."""
        return self.kind in LASTING and self.ended_on is None


_TOLD = (
    "kind",
    "happened_on",
    "ended_on",
    "level",
    "drug_related",
    "agency",
    "case_number",
    "outcome",
    "text",
    "told_on",
    "told_by",
    "told_what",
)
_KEYS: dict[str, Sequence[Any]] = {
    "name": BY_NAME,
    "happened_on": (LegalEvent.happened_on,),
    "kind": (LegalEvent.kind,),
    "level": (LegalEvent.level,),
    "told_on": (LegalEvent.told_on,),
    "case_manager": (Episode.case_manager,),
}


def arrest_rows(
    db: Session, *, shows: ArrestShows, whose: Whose, today: date, window: Window = FIRST
) -> list[ArrestRow]:
    """One window of the list: what the team has not heard first, then the latest."""
    untold = case((LegalEvent.told_on.is_(None), 0), else_=1)
    order = (untold, LegalEvent.happened_on.desc(), LegalEvent.id.desc())
    phases = Phases(db)
    asked = windowed(events(shows, whose, today), window, _KEYS, order)
    return [
        ArrestRow(
            id=row.LegalEvent.id,
            **phases.who(row),
            **{key: getattr(row.LegalEvent, key) for key in _TOLD},
        )
        for row in db.execute(asked)
    ]


def arrest_count(db: Session, *, shows: ArrestShows, whose: Whose, today: date) -> int:
    """How many events the list has."""
    return counted_rows(db, events(shows, whose, today))


def events(shows: ArrestShows, whose: Whose, today: date) -> Select[*tuple[Any, ...]]:
    """The new arrests and charges of one choice, with whom they are about."""
    event = LegalEvent
    here = Episode.status.in_(OPEN_STATUSES)
    recent = today - timedelta(days=supervision_policy().recent_days)
    conditions: dict[ArrestShows, tuple[Any, ...]] = {
        ArrestShows.UNTOLD: (here, event.told_on.is_(None)),
        ArrestShows.RECENT: (here, event.happened_on > recent),
        ArrestShows.OPEN: (here, event.kind.in_(LASTING), event.ended_on.is_(None)),
        ArrestShows.ALL: (),
    }
    asked = about(event).where(
        event.program_case.is_(False),
        event.happened_on >= Episode.admitted_on,
        *conditions[shows],
    )
    return narrowed(asked, whose)
