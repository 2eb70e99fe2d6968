"""What each hearing of a session decided, in whole sentences: for minutes, orders and people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.cases import case_numbers
from drugcourt.casework.programs.programs import programs
from drugcourt.domain.clock import spoken
from drugcourt.domain.dates import counted, long
from drugcourt.domain.hearings import HearingAttendance, HearingKind, PhaseMove, WarrantStep
from drugcourt.domain.responses import ResponseFamily
from drugcourt.records.episodes import Episode
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.people import Person, listed_name
from drugcourt.records.phases import PhaseStay
from drugcourt.records.responses import Response

_ATTENDED = {
    HearingAttendance.PRESENT: "Present in person",
    HearingAttendance.LATE: "Present, came late",
    HearingAttendance.EXCUSED: "Excused",
    HearingAttendance.FAILED_TO_APPEAR: "Failed to appear",
    HearingAttendance.REMOTE: "Present by video or telephone",
    HearingAttendance.IN_CUSTODY: "Present in custody",
}


@dataclass(frozen=True, slots=True)
class Given:
    """One response of the hearing."""

    id: int
    family: ResponseFamily
    title: str
    due_on: date | None
    jail_days: int


@dataclass(frozen=True, slots=True)
class Decided:
    """One hearing as it is recorded. `phase` is the name of the phase after it."""

    entry_id: int
    episode_id: int
    number: int
    name: str
    called: str
    cases: tuple[str, ...]
    kind: HearingKind
    attendance: HearingAttendance | None
    move: PhaseMove
    phase: str
    orders: str
    account: str
    warrant: WarrantStep
    next_on: date | None
    next_at: str
    responses: tuple[Given, ...]

    @property
    def heard(self) -> bool:
        return self.attendance is not None


def decided(
    db: Session, *, session_id: int, episode_ids: Sequence[int] | None = None
) -> list[Decided]:
    """The hearings of a session in their order, of these participants when some are named."""
    rows = db.execute(_asked(session_id)).all()
    numbers = {row.id: number for number, row in enumerate(rows, start=1)}
    if episode_ids is not None:
        wanted = frozenset(episode_ids)
        rows = [row for row in rows if row.episode_id in wanted]
    ids = [row.episode_id for row in rows]
    cases = case_numbers(db, episode_ids=ids)
    given = _given(db, [row.id for row in rows])
    phases = _phases(db, rows)
    hours = _hours(db, rows)
    return [
        Decided(
            entry_id=row.id,
            episode_id=row.episode_id,
            number=numbers[row.id],
            name=listed_name(row.family_name, row.given_name, row.reference),
            called=row.preferred_name or row.given_name or row.reference,
            cases=cases.get(row.episode_id, ()),
            kind=row.kind,
            attendance=row.attendance,
            move=row.move,
            phase=phases.get(row.id, ""),
            orders=row.orders,
            account=row.account,
            warrant=row.warrant,
            next_on=row.next_on,
            next_at=hours.get((row.episode_id, row.next_on), ""),
            responses=given.get(row.id, ()),
        )
        for row in rows
    ]


def attended_words(attendance: HearingAttendance) -> str:
    """`Present in person`."""
    return _ATTENDED[attendance]


def response_sentence(one: Given, *, family: bool = True) -> str:
    """A response with its day, as in `Sanction: 4 hours of service, due December 8.`."""
    incentive = one.family is ResponseFamily.INCENTIVE
    told = f"{one.family.label}: {one.title}" if family or incentive else one.title
    if one.jail_days:
        told += f", {counted(one.jail_days, 'day')} in jail"
    if one.due_on is not None:
        told += f", due {long(one.due_on)}"
    return f"{told}."


def move_sentence(one: Decided) -> str:
    """What became of the phase; nothing when it stays."""
    return {
        PhaseMove.STAY: "",
        PhaseMove.ADVANCE: f"Advances to {one.phase}.",
        PhaseMove.DEMOTE: f"Returns to {one.phase}.",
        PhaseMove.GRADUATE: "Graduates; the program is completed.",
    }[one.move]


def warrant_sentence(one: Decided) -> str:
    """What became of a warrant; nothing when there was none."""
    return {
        WarrantStep.NONE: "",
        WarrantStep.REQUESTED: "A bench warrant is requested.",
        WarrantStep.ISSUED: "A bench warrant is issued.",
        WarrantStep.SERVED: "The bench warrant is served.",
        WarrantStep.RECALLED: "The bench warrant is recalled.",
    }[one.warrant]


def next_sentence(one: Decided) -> str:
    """The next date with its hour; nothing where none is set."""
    if one.next_on is None:
        return ""
    hour = f", {spoken(one.next_at)}" if one.next_at else ""
    return f"Next hearing {long(one.next_on)}{hour}."


def sentences(one: Decided) -> tuple[str, ...]:
    """The whole hearing for the minutes; what was not reached says so."""
    if one.attendance is None:
        return ("Not reached in this session.",)
    told = [f"{one.kind.label} hearing. {attended_words(one.attendance)}."]
    if one.account.strip():
        told.append(f"Own account: {' '.join(one.account.split())}")
    told += [response_sentence(given) for given in one.responses]
    told.append(move_sentence(one))
    if one.orders.strip():
        told.append(f"Ordered: {' '.join(one.orders.split())}")
    told += [warrant_sentence(one), next_sentence(one)]
    return tuple(sentence for sentence in told if sentence)


def _asked(session_id: int) -> Any:
    return (
        select(
            DocketEntry.id,
            DocketEntry.episode_id,
            DocketEntry.kind,
            DocketEntry.attendance,
            DocketEntry.move,
            DocketEntry.orders,
            DocketEntry.account,
            DocketEntry.warrant,
            DocketEntry.next_on,
            CourtSession.held_on,
            Episode.program_id,
            Episode.phase,
            Person.family_name,
            Person.given_name,
            Person.preferred_name,
            Person.reference,
        )
        .join(CourtSession, CourtSession.id == DocketEntry.session_id)
        .join(Episode, Episode.id == DocketEntry.episode_id)
        .join(Person, Person.id == Episode.person_id)
        .where(DocketEntry.session_id == session_id)
        .order_by(DocketEntry.position, DocketEntry.id)
    )


def _given(db: Session, entry_ids: Sequence[int]) -> dict[int | None, tuple[Given, ...]]:
    asked = (
        select(
            Response.docket_entry_id,
            Response.id,
            Response.family,
            Response.title,
            Response.due_on,
            Response.jail_days,
        )
        .where(Response.docket_entry_id.in_(entry_ids))
        .order_by(Response.id)
    )
    found: dict[int | None, tuple[Given, ...]] = {}
    for row in db.execute(asked):
        given = Given(row.id, row.family, row.title, row.due_on, row.jail_days)
        found[row.docket_entry_id] = (*found.get(row.docket_entry_id, ()), given)
    return found


def _phases(db: Session, rows: Sequence[Any]) -> dict[int, str]:
    """The phase that each hearing led to, by the stays that began on its day."""
    moved = [row for row in rows if row.move in (PhaseMove.ADVANCE, PhaseMove.DEMOTE)]
    if not moved:
        return {}
    asked = select(PhaseStay.episode_id, PhaseStay.entered_on, PhaseStay.phase).where(
        PhaseStay.episode_id.in_([row.episode_id for row in moved])
    )
    entered = {(episode, on): phase for episode, on, phase in db.execute(asked)}
    kept = programs(db)
    found = {}
    for row in moved:
        key = entered.get((row.episode_id, row.held_on), row.phase)
        phase = kept[row.program_id].phase(key)
        number = kept[row.program_id].number(key)
        found[row.id] = f"phase {number}, {phase.name}" if phase is not None else "another phase"
    return found


def _hours(db: Session, rows: Sequence[Any]) -> dict[tuple[int, date], str]:
    """At what time each next date begins."""
    ids = [row.episode_id for row in rows if row.next_on is not None]
    if not ids:
        return {}
    asked = (
        select(DocketEntry.episode_id, CourtSession.held_on, CourtSession.starts_at)
        .join(CourtSession, CourtSession.id == DocketEntry.session_id)
        .where(
            DocketEntry.episode_id.in_(ids),
            CourtSession.held_on.in_({row.next_on for row in rows if row.next_on is not None}),
            CourtSession.cancelled_at.is_(None),
        )
    )
    return {(episode, day): hour for episode, day, hour in db.execute(asked)}
