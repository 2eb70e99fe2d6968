"""Whose results a day's grid enters, on which panel, and how all of them are recorded at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from drugcourt.casework.specimens.specimens import NewTest, record_tests
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.specimens import AnalyteResult, CollectionStatus, Matrix, Substance
from drugcourt.errors import Refusal
from drugcourt.exchange.policy import policy_table
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person, listed_name
from drugcourt.records.specimens import Specimen, SpecimenResult
from drugcourt.workspace import Context

TESTED_STATUSES = (EpisodeStatus.ACTIVE, EpisodeStatus.PENDING_TERMINATION)


@dataclass(frozen=True, slots=True)
class ToTest:
    """Somebody whose test is to be entered; `scheduled` when a test stands for that day.

    `matrix` and `panel` are those of the scheduled test. `recorded` tells of a test of the same
    day that is entered already, in one word; a second one needs a person's yes.
    """

    episode_id: int
    name: str
    detail: str
    scheduled: bool
    matrix: Matrix | None = None
    panel: str = ""
    recorded: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """The substances of one cup or laboratory order."""

    name: str
    matrix: Matrix
    substances: tuple[Substance, ...]


def panels() -> tuple[Panel, ...]:
    """The court's panels, in the order of resources/policy/panels.toml."""
    try:
        return tuple(
            Panel(
                str(panel["name"]),
                Matrix(panel["matrix"]),
                tuple(Substance(key) for key in panel["substances"]),
            )
            for panel in policy_table("panels")["panel"]
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise Refusal(
            "The table resources/policy/panels.toml names something unknown; correct it or install "
            "the program again."
        ) from problem


def short_name(substance: Substance) -> str:
    """What stands over a column: `AMP`."""
    return str(policy_table("panels").get("short", {}).get(str(substance), substance.label))


def to_enter(db: Session, *, day: date) -> list[ToTest]:
    """Whose test stands scheduled for a day and has not been entered."""
    scheduled = select(Specimen.episode_id).where(*_scheduled_on(day))
    return _people(db, day, Episode.id.in_(scheduled))


def all_active(db: Session, *, day: date) -> list[ToTest]:
    """Everybody active who has no test of that day yet, and whose test is only scheduled."""
    entered = select(Specimen.episode_id).where(*_entered_on(day))
    return _people(
        db,
        day,
        Episode.status.in_(TESTED_STATUSES)
        & Episode.exited_on.is_(None)
        & Episode.id.not_in(entered),
    )


def some_to_enter(db: Session, *, day: date, episode_ids: Collection[int]) -> list[ToTest]:
    """These participants as rows of the grid, by name; who is not in this court is left out."""
    return _people(db, day, Episode.id.in_(list(episode_ids)))


class SecondTestRefusal(Refusal):
    """Somebody has a test of that day already: whose row it is, and what is recorded."""

    def __init__(self, recorded: Mapping[int, str]) -> None:
        whose = (
            "One participant has" if len(recorded) == 1 else f"{len(recorded)} participants have"
        )
        super().__init__(
            f"{whose} a test of this day already, so nothing was saved. Take the row out, or "
            "record a second test."
        )
        self.recorded = dict(recorded)


def enter_day(
    db: Session,
    context: Context,
    *,
    day: date,
    tests: Sequence[NewTest],
    second: Collection[int] = (),
) -> list[int]:
    """Record a day's grid in one transaction, all of it or nothing; returns the numbers.

    SecondTestRefusal names those who have a test of the day already and are not in `second`.
    """
    people = some_to_enter(db, day=day, episode_ids=[test.episode_id for test in tests])
    twice = {p.episode_id: p.recorded for p in people if p.recorded}
    if asked := {key: said for key, said in twice.items() if key not in second}:
        raise SecondTestRefusal(asked)
    return record_tests(db, context, tests=tests)


def _scheduled_on(day: date) -> tuple[ColumnElement[bool], ...]:
    return Specimen.collected_on == day, Specimen.status == CollectionStatus.SCHEDULED


def _entered_on(day: date) -> tuple[ColumnElement[bool], ...]:
    nothing_entered = (CollectionStatus.SCHEDULED, CollectionStatus.CANCELLED)
    return Specimen.collected_on == day, Specimen.status.not_in(nothing_entered)


def _people(db: Session, day: date, which: ColumnElement[bool]) -> list[ToTest]:
    asked = (
        select(Episode.id, Person.family_name, Person.given_name, Person.reference)
        .join(Person, Person.id == Episode.person_id)
        .where(which)
        .order_by(Person.family_name, Person.given_name, Episode.id)
    )
    found = db.execute(asked).all()
    ids = [row.id for row in found]
    scheduled = {
        row.episode_id: (row.matrix, row.panel)
        for row in db.execute(
            select(Specimen.episode_id, Specimen.matrix, Specimen.panel)
            .where(*_scheduled_on(day), Specimen.episode_id.in_(ids))
            .order_by(Specimen.id.desc())  # the first of two stays, as recording takes it
        )
    }
    recorded = _recorded(db, day, ids)
    return [
        ToTest(
            row.id,
            listed_name(row.family_name, row.given_name, row.reference),
            row.reference,
            row.id in scheduled,
            *scheduled.get(row.id, (None, "")),
            recorded.get(row.id, ""),
        )
        for row in found
    ]


def _recorded(db: Session, day: date, episode_ids: list[int]) -> dict[int, str]:
    """What is entered of the day already: the collection's word, or what the cup showed."""
    asked = (
        select(
            Specimen.episode_id,
            Specimen.status,
            func.count(SpecimenResult.id).filter(SpecimenResult.result != AnalyteResult.NEGATIVE),
            func.count(SpecimenResult.id),
        )
        .outerjoin(SpecimenResult, SpecimenResult.specimen_id == Specimen.id)
        .where(*_entered_on(day), Specimen.episode_id.in_(episode_ids))
        .group_by(Specimen.id)
        .order_by(Specimen.id)
    )
    return {
        row[0]: _word(row[1], found=row[2], looked_at=row[3]) for row in db.execute(asked).all()
    }


def _word(status: CollectionStatus, *, found: int, looked_at: int) -> str:
    if status is not CollectionStatus.COLLECTED or not looked_at:
        return status.label
    return "Negative" if not found else "Not all negative"
