"""What is done in an invented life: one act of casework each, with its day and what it is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from drugcourt.casework.hearings.hearings import (
    Outcome,
    prepare_entry,
    put_on_docket,
    record_hearing,
    schedule_session,
)
from drugcourt.demo.needs import Needs
from drugcourt.domain.hearings import HearingKind
from drugcourt.domain.program import Program
from drugcourt.workspace import Context

COORDINATOR = "R. Alvarez"
CASE_MANAGERS = ("J. Pike", "D. Osgood", "M. Lindahl", "T. Brantley")
JUDGE = "Hon. M. Whitfield"
LIAISON = "S. Amara"

# The hours of the office day, in minutes, at which things happen in their order.
TESTS, OFFICE, STAFFING, COURT, AFTER_COURT, EVENING = 480, 540, 720, 810, 990, 1200


@dataclass(frozen=True, slots=True)
class Kept:
    """Stands for the number that an earlier deed of the same life was given."""

    name: str


@dataclass(frozen=True, slots=True)
class Deed:
    """One act on one day; `keep` names its answer for later deeds of this life."""

    on: date
    minute: int
    act: Callable[..., Any]
    wanted: dict[str, Any]
    keep: str = ""
    who: str = COORDINATOR

    @property
    def now(self) -> datetime:
        """The moment of the act, in the court's own wall time."""
        return moment(self.on, self.minute)


@dataclass(frozen=True, slots=True)
class Frame:
    """What all lives of one demonstration share. `today` is a court day; so is `start`."""

    program: Program
    needs: list[Needs]
    start: date
    today: date


@dataclass(slots=True)
class Life:
    """One invented episode, as the deeds that make it.

    `last_day` is the day of exit, or today: nothing is planned on or after it but what that day
    itself brings. `person_of` names the life whose person this is, for a second episode.
    """

    number: int
    rng: Random
    case_manager: str
    last_day: date
    jail_days: list[tuple[date, int]] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    person_of: int | None = None

    def do(
        self,
        on: date,
        minute: int,
        act: Callable[..., Any],
        /,
        keep: str = "",
        who: str = "",
        **wanted: Any,
    ) -> None:
        """Plan one act on this life's episode."""
        wanted["episode_id"] = Kept("episode")
        self.deeds.append(Deed(on, minute, act, wanted, keep, who or self.case_manager))

    def on_record(
        self, on: date, minute: int, act: Callable[..., Any], /, who: str = "", **wanted: Any
    ) -> None:
        """Plan one act on a record that an earlier deed made."""
        self.deeds.append(Deed(on, minute, act, wanted, "", who or self.case_manager))


def moment(on: date, minute: int) -> datetime:
    """An aware moment of that day in this computer's zone, as a clock on the wall would show."""
    return datetime.combine(on, time(minute // 60, minute % 60)).astimezone()


def hear(
    db: Session, context: Context, *, episode_id: int, kind: HearingKind, outcome: Outcome
) -> int:
    """Hear someone in today's session; one who is not on the docket yet is put on it."""
    session = schedule_session(db, context, held_on=context.today)
    entry = put_on_docket(db, context, session_id=session, episode_id=episode_id, kind=kind)
    record_hearing(db, context, entry_id=entry, outcome=outcome)
    return entry


def recommend(db: Session, context: Context, *, episode_id: int, text: str) -> None:
    """Before today's session: what the team recommends for someone on its docket."""
    session = schedule_session(db, context, held_on=context.today)
    entry = put_on_docket(db, context, session_id=session, episode_id=episode_id)
    prepare_entry(db, context, entry_id=entry, changes={"recommendation": text})
