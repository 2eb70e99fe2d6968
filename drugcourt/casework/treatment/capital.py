"""Recovery capital: ten answers on a day, their sum, how it moves, and when to ask again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.domain.dates import short
from drugcourt.domain.episodes import OPEN_STATUSES
from drugcourt.errors import FieldRefusal
from drugcourt.exchange.treatment_policy import treatment_policy
from drugcourt.records.episodes import Episode
from drugcourt.records.treatment import CapitalMeasure
from drugcourt.workspace import Context


@dataclass(frozen=True, slots=True)
class CapitalRow:
    """One measure; `change` is against the one before it, None for the first."""

    id: int
    measured_on: date
    answers: tuple[int, ...]
    total: int
    change: int | None


def measure(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    answers: Sequence[int | None],
    measured_on: date | None = None,
) -> int:
    """Keep the ten answers of a day. Raises FieldRefusal for one that lacks or lies outside."""
    policy = treatment_policy()
    day = measured_on or context.today
    entering.check_span(db, context, episode_id, ("measured_on", day))
    given: list[int] = []
    for place in range(len(policy.capital_items)):
        answer = answers[place] if place < len(answers) else None
        if answer is None or not policy.least <= answer <= policy.most:
            raise FieldRefusal(
                f"answer_{place + 1}", f"Answer from {policy.least} to {policy.most}."
            )
        given.append(answer)
    _once_a_day(db, episode_id, day)
    values = {"measured_on": day, "answers": given, "total": sum(given)}
    return entering.enter(db, context, CapitalMeasure, episode_id, values)


def check_measure(db: Session, measure: CapitalMeasure, values: Mapping[str, Any]) -> None:
    """A day is measured once, also where another measure is corrected to be of it."""
    if values["measured_on"] not in (None, measure.measured_on):
        _once_a_day(db, measure.episode_id, values["measured_on"])


def _once_a_day(db: Session, episode_id: int, day: date) -> None:
    same = select(CapitalMeasure.id).where(
        CapitalMeasure.episode_id == episode_id, CapitalMeasure.measured_on == day
    )
    if db.scalar(same) is not None:
        raise FieldRefusal("measured_on", "That day was measured already.")


def measures(db: Session, *, episode_id: int) -> list[CapitalRow]:
    """The measures of one file, the latest first."""
    asked = (
        select(CapitalMeasure)
        .where(CapitalMeasure.episode_id == episode_id)
        .order_by(CapitalMeasure.measured_on, CapitalMeasure.id)
    )
    rows: list[CapitalRow] = []
    for found in db.scalars(asked):
        change = found.total - rows[-1].total if rows else None
        rows.append(
            CapitalRow(found.id, found.measured_on, tuple(found.answers), found.total, change)
        )
    return rows[::-1]


def measures_due(today: date) -> Select[*tuple[Any, ...]]:
    """Those in the program whose last measure, or entry, is longer ago than the policy allows.

    Who was never measured is due only in a court that measures at all: where nobody is, the list
    would say of everybody what the office knows.
    """
    last = func.max(CapitalMeasure.measured_on)
    since = func.coalesce(last, Episode.admitted_on)
    before = today - timedelta(days=treatment_policy().capital_days)
    measuring = select(CapitalMeasure.id).limit(1).exists()
    return (
        select(Episode.id, since.label("since"), last.is_(None).label("never"))
        .outerjoin(CapitalMeasure, CapitalMeasure.episode_id == Episode.id)
        .where(Episode.status.in_(OPEN_STATUSES), Episode.admitted_on.is_not(None), measuring)
        .group_by(Episode.id, Episode.admitted_on)
        .having(since < before)
        .order_by(since, Episode.id)
    )


def say_measure(row: Sequence[Any], today: date) -> str:
    """That recovery capital is to be measured."""
    since, never = row
    name = treatment_policy().capital_name
    when = "never since entry" if never else f"last {short(since, today)}"
    return f"{name} to be filled in, {when}"
