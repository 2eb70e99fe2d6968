"""How incentives stand against sanctions in this court, and how surely and soon it answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework.programs.programs import programs
from drugcourt.casework.responses.certainty import Certainty, certainty
from drugcourt.casework.responses.policy import response_policy
from drugcourt.domain.response_policy import Numbers
from drugcourt.domain.responses import GoalClass, Heard, ResponseFamily
from drugcourt.errors import FieldRefusal
from drugcourt.records.base import written_out
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person, listed_name
from drugcourt.records.phases import PhaseStay
from drugcourt.records.responses import Response
from drugcourt.rules.responses.ratio import Balance, Lag, balance_of, lag_of

PERIOD = 90
MOST_PERIOD = 3_660


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """One phase: its number, None before the first, and what was given to people in it."""

    phase: int | None
    balance: Balance
    lag: Lag


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One participant: what was given in the period, and how many incentives are missing."""

    episode_id: int
    name: str
    phase: int | None
    balance: Balance
    short_by: int
    last_incentive: date | None


@dataclass(frozen=True, slots=True)
class Balances:
    """The whole of a period, both days included. `jail` are sanctions with days in jail.

    `before_stability` are sanctions for substance use while it was a distal goal: none is right.
    """

    first: date
    last: date
    numbers: Numbers
    total: Balance
    lag: Lag
    certainty: Certainty
    phases: tuple[PhaseLine, ...]
    people: tuple[PersonLine, ...]
    jail: int
    jail_days: int
    jail_over: int
    before_stability: int
    contested: int
    unheard: int


def balances(
    db: Session, *, today: date, since: date | None = None, until: date | None = None
) -> Balances:
    """The figures of a period, ninety days up to today unless it is said."""
    first, last = period_of(today, since, until)
    policy = response_policy(db, on=last)
    numbers = policy.numbers
    places = _phase_places(db)
    given = _given(db, first, last)
    by_phase: dict[int | None, Balance] = defaultdict(Balance)
    by_person: dict[int, Balance] = defaultdict(Balance)
    for episode_id, program_id, phase, family, count in given:
        balance = balance_of({family: count})
        place = places.get((program_id, phase))
        by_phase[place] = by_phase[place].plus(balance)
        by_person[episode_id] = by_person[episode_id].plus(balance)
    lags = _lags(db, first, last, places)
    every = [n for days in lags.values() for n in days]
    jail = _jail(db, first, last, numbers)
    return Balances(
        first=first,
        last=last,
        numbers=numbers,
        total=_sum(by_phase.values()),
        lag=lag_of(every, numbers.answer_days),
        certainty=certainty(db, first=first, last=last, answer_days=numbers.answer_days),
        phases=tuple(
            PhaseLine(phase, by_phase[phase], lag_of(lags.get(phase, ()), numbers.answer_days))
            for phase in sorted(by_phase, key=lambda n: (n is None, n))
        ),
        people=_people(db, by_person, places, numbers.ratio, last),
        jail=jail[0],
        jail_days=jail[1],
        jail_over=jail[2],
        before_stability=_before_stability(
            db, first, last, [one.key for one in policy.behaviors if one.use]
        ),
        contested=_heard(db, first, last, Heard.CONTESTED),
        unheard=_heard(db, first, last, Heard.UNSAID),
    )


def period_of(today: date, since: date | None, until: date | None) -> tuple[date, date]:
    """First and last day; FieldRefusal where the first comes after the last."""
    last = min(until or today, today)
    first = since or last - timedelta(days=PERIOD - 1)
    if not 0 <= (last - first).days < MOST_PERIOD:
        raise FieldRefusal("since", "The first day must come before the last, within ten years.")
    return first, last


def phase_on_day(day: Any) -> Any:
    """The join condition of the phase stay that holds the day of a response."""
    return (
        (PhaseStay.episode_id == Response.episode_id)
        & (PhaseStay.entered_on <= day)
        & (PhaseStay.left_on.is_(None) | (PhaseStay.left_on > day))
    )


def _phase_places(db: Session) -> dict[tuple[int, str], int]:
    return {
        (number, phase.key): place
        for number, program in programs(db).items()
        for place, phase in enumerate(program.phases, start=1)
    }


def _given(db: Session, first: date, last: date) -> list[Any]:
    asked = (
        select(
            Response.episode_id,
            Episode.program_id,
            PhaseStay.phase,
            Response.family,
            func.count(),
        )
        .join(Episode, Episode.id == Response.episode_id)
        .outerjoin(PhaseStay, phase_on_day(Response.given_on))
        .where(Response.given_on.between(first, last))
        .group_by(Response.episode_id, Episode.program_id, PhaseStay.phase, Response.family)
    )
    return list(db.execute(asked))


def _sum(parts: Iterable[Balance]) -> Balance:
    total = Balance()
    for part in parts:
        total = total.plus(part)
    return total


def _lags(
    db: Session, first: date, last: date, places: Mapping[tuple[int, str], int]
) -> dict[int | None, list[int]]:
    """Days from the behavior to its answer, by phase; counted in SQL by their pair of days."""
    asked = (
        select(
            Episode.program_id,
            PhaseStay.phase,
            Response.behavior_on,
            Response.given_on,
            func.count(),
        )
        .join(Episode, Episode.id == Response.episode_id)
        .outerjoin(PhaseStay, phase_on_day(Response.given_on))
        .where(
            Response.given_on.between(first, last),
            Response.behavior_on.is_not(None),
            Response.family != written_out(ResponseFamily.INCENTIVE),
        )
        .group_by(Episode.program_id, PhaseStay.phase, Response.behavior_on, Response.given_on)
    )
    found: dict[int | None, list[int]] = defaultdict(list)
    rows: Any = db.execute(asked)
    for program_id, phase, happened, given, count in rows:
        found[places.get((program_id, phase))] += [(given - happened).days] * count
    return found


def _people(
    db: Session,
    by_person: Mapping[int, Balance],
    places: Mapping[tuple[int, str], int],
    ratio: int,
    last: date,
) -> tuple[PersonLine, ...]:
    """Everybody who is in the program, those who miss the most incentives first."""
    latest = (
        select(Response.episode_id, func.max(Response.given_on).label("given_on"))
        .where(Response.family == written_out(ResponseFamily.INCENTIVE), Response.given_on <= last)
        .group_by(Response.episode_id)
        .subquery()
    )
    asked = (
        select(
            Episode.id,
            Episode.program_id,
            Episode.phase,
            Person.family_name,
            Person.given_name,
            Person.reference,
            latest.c.given_on,
        )
        .join(Person, Person.id == Episode.person_id)
        .outerjoin(latest, latest.c.episode_id == Episode.id)
        .where(Episode.admitted_on <= last, Episode.exited_on.is_(None))
    )
    lines = []
    for row in db.execute(asked):
        balance = by_person.get(row.id, Balance())
        lines.append(
            PersonLine(
                row.id,
                listed_name(row.family_name, row.given_name, row.reference),
                places.get((row.program_id, row.phase)),
                balance,
                balance.short_by(ratio),
                row.given_on,
            )
        )
    return tuple(
        sorted(
            lines,
            key=lambda line: (
                -line.short_by,
                line.last_incentive or date.min,
                line.name.casefold(),
            ),
        )
    )


def _jail(db: Session, first: date, last: date, numbers: Numbers) -> tuple[int, int, int]:
    """How many sanctions had days in jail, how many days, and how many lay above the limit."""
    asked = (
        select(Response.jail_days, func.count())
        .where(Response.given_on.between(first, last), Response.jail_days > 0)
        .group_by(Response.jail_days)
    )
    rows = [(int(days), int(count)) for days, count in db.execute(asked)]
    over = sum(count for days, count in rows if days > numbers.jail_confirm_above)
    return sum(c for _, c in rows), sum(d * c for d, c in rows), over


def _before_stability(db: Session, first: date, last: date, use: list[str]) -> int:
    asked = select(func.count()).where(
        Response.given_on.between(first, last),
        Response.family == written_out(ResponseFamily.SANCTION),
        Response.goal == GoalClass.DISTAL,
        Response.behavior_key.in_(use),
    )
    return int(db.scalar(asked) or 0)


def _heard(db: Session, first: date, last: date, heard: Heard) -> int:
    asked = select(func.count()).where(
        Response.given_on.between(first, last),
        Response.family == written_out(ResponseFamily.SANCTION),
        Response.heard == heard,
    )
    return int(db.scalar(asked) or 0)
