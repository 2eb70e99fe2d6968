"""What the grid for results needs: whose results are to be entered, and on which panel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from drugcourt.domain.terms import CollectionStatus, EpisodeStatus, Matrix, Substance
from drugcourt.errors import Refusal
from drugcourt.exchange.policy import policy_table
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person, listed_name
from drugcourt.records.specimens import Specimen

TESTED_STATUSES = (EpisodeStatus.ACTIVE, EpisodeStatus.PENDING_TERMINATION)


@dataclass(frozen=True, slots=True)
class ToTest:
    """Somebody whose test is to be entered; `scheduled` when a test stands for that day."""

    episode_id: int
    name: str
    detail: str
    scheduled: bool


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
    scheduled = select(Specimen.episode_id).where(
        Specimen.collected_on == day, Specimen.status == CollectionStatus.SCHEDULED
    )
    return _people(db, Episode.id.in_(scheduled), scheduled=True)


def all_active(db: Session, *, day: date) -> list[ToTest]:
    """Everybody active who has no test of that day yet, and whose test is only scheduled."""
    entered = select(Specimen.episode_id).where(
        Specimen.collected_on == day, Specimen.status != CollectionStatus.SCHEDULED
    )
    scheduled = {person.episode_id for person in to_enter(db, day=day)}
    found = _people(
        db,
        Episode.status.in_(TESTED_STATUSES)
        & Episode.exited_on.is_(None)
        & Episode.id.not_in(entered),
        scheduled=False,
    )
    return [ToTest(p.episode_id, p.name, p.detail, p.episode_id in scheduled) for p in found]


def one_to_enter(db: Session, *, episode_id: int) -> ToTest:
    """One more row for the grid; Refusal when the participant is not in this court."""
    found = _people(db, Episode.id == episode_id, scheduled=False)
    if not found:
        raise Refusal("That participant is not in this court.")
    return found[0]


def _people(db: Session, which: ColumnElement[bool], *, scheduled: bool) -> list[ToTest]:
    asked = (
        select(Episode.id, Person.family_name, Person.given_name, Person.reference)
        .join(Person, Person.id == Episode.person_id)
        .where(which)
        .order_by(Person.family_name, Person.given_name, Episode.id)
    )
    return [
        ToTest(
            row.id,
            listed_name(row.family_name, row.given_name, row.reference),
            row.reference,
            scheduled,
        )
        for row in db.execute(asked)
    ]
