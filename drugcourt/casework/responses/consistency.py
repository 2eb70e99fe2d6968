"""Whether like behavior drew like response in a period, by group; small figures are withheld."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from drugcourt.casework.programs.programs import phase_titles
from drugcourt.casework.responses.balance import period_of, phase_on_day
from drugcourt.casework.responses.policy import response_policy
from drugcourt.domain.episodes import RiskNeed
from drugcourt.domain.people import Ethnicity, Gender, Race, Sex
from drugcourt.domain.response_policy import Numbers
from drugcourt.domain.responses import BehaviorSide, GroupBy, Often, ResponseFamily
from drugcourt.domain.tone import Term
from drugcourt.records.base import written_out
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person
from drugcourt.records.phases import PhaseStay
from drugcourt.records.responses import Response
from drugcourt.rules.responses.consistency import Answer, GroupLine, compare

__all__ = [
    "BehaviorLine",
    "Consistency",
    "GroupLine",
    "behavior_lines",
    "comparisons",
    "consistency",
]

UNKNOWN = "Unknown"
_AGES = ((25, "Under 25"), (35, "25 to 34"), (45, "35 to 44"), (55, "45 to 54"))
_OLDEST = "55 and older"
_TERMS: dict[GroupBy, type[Term]] = {
    GroupBy.RACE: Race,
    GroupBy.ETHNICITY: Ethnicity,
    GroupBy.SEX: Sex,
    GroupBy.GENDER: Gender,
    GroupBy.RISK: RiskNeed,
}


@dataclass(frozen=True, slots=True)
class Consistency:
    """Answers to what was not kept, compared by one thing; both days of the period included."""

    first: date
    last: date
    by: GroupBy
    behavior: str
    often: Often
    lines: tuple[GroupLine, ...]
    everybody: GroupLine
    numbers: Numbers


@dataclass(frozen=True, slots=True)
class BehaviorLine:
    """One behavior in the period: its answers, and how far they were alike."""

    key: str
    title: str
    line: GroupLine


def consistency(
    db: Session,
    *,
    today: date,
    by: GroupBy,
    since: date | None = None,
    until: date | None = None,
    behavior: str = "",
    often: Often = Often.ALWAYS,
) -> Consistency:
    """Compare the answers of a period by group; of one behavior, or of all together."""
    first, last = period_of(today, since, until)
    numbers = response_policy(db, on=last).numbers
    rows = _rows(db, first, last, behavior, often)
    lines, everybody = _compared(db, rows, by, numbers)
    return Consistency(first, last, by, behavior, often, lines, everybody, numbers)


def comparisons(
    db: Session,
    *,
    today: date,
    groups: Sequence[GroupBy],
    since: date | None = None,
    until: date | None = None,
) -> tuple[Consistency, ...]:
    """All answers of a period compared by one thing after the other; they are read once."""
    first, last = period_of(today, since, until)
    numbers = response_policy(db, on=last).numbers
    rows = _rows(db, first, last, "", Often.ALWAYS)
    return tuple(
        Consistency(first, last, by, "", Often.ALWAYS, *_compared(db, rows, by, numbers), numbers)
        for by in groups
    )


def _compared(
    db: Session, rows: Sequence[Any], by: GroupBy, numbers: Numbers
) -> tuple[tuple[GroupLine, ...], GroupLine]:
    phases = phase_titles(db) if by is GroupBy.PHASE else {}
    answers = [_answer(row, _group(row, by, phases)) for row in rows]
    groups = _groups(by, {answer.group for answer in answers})
    return compare(answers, groups, numbers.smallest, numbers.least_ratio)


def behavior_lines(
    db: Session, *, today: date, since: date | None = None, until: date | None = None
) -> list[BehaviorLine]:
    """Every behavior that was not kept and was answered in the period, the most frequent first."""
    first, last = period_of(today, since, until)
    policy = response_policy(db, on=last)
    rows = _rows(db, first, last, "", Often.ALWAYS)
    titles = {one.key: one.title for one in policy.behaviors if one.side is BehaviorSide.MISSED}
    answers: dict[str, list[Answer]] = defaultdict(list)
    for row in rows:
        if row.behavior_key in titles:
            answers[row.behavior_key].append(_answer(row, row.behavior_key))
    found = []
    for key in sorted(answers, key=lambda key: (-len(answers[key]), titles[key])):
        numbers = policy.numbers
        _, line = compare(answers[key], [key], numbers.smallest, numbers.least_ratio)
        found.append(BehaviorLine(key, titles[key], line))
    return found


def _rows(db: Session, first: date, last: date, behavior: str, often: Often) -> Sequence[Any]:
    asked: Select[*tuple[Any, ...]] = (
        select(
            Response.episode_id,
            Response.family,
            Response.jail_days,
            Response.behavior_key,
            Response.behavior_on,
            Response.given_on,
            Response.times,
            Response.rule,
            Response.departure,
            Person.id.label("person_id"),
            Person.birth_date,
            Person.race,
            Person.ethnicity,
            Person.sex,
            Person.gender,
            Episode.risk_need,
            Episode.program_id,
            PhaseStay.phase,
        )
        .join(Episode, Episode.id == Response.episode_id)
        .join(Person, Person.id == Episode.person_id)
        .outerjoin(PhaseStay, phase_on_day(Response.given_on))
        .where(
            Response.given_on.between(first, last),
            Response.family != written_out(ResponseFamily.INCENTIVE),
        )
    )
    if behavior:
        asked = asked.where(Response.behavior_key == behavior)
    if often is Often.FIRST:
        asked = asked.where(Response.times == 1)
    elif often is Often.AGAIN:
        asked = asked.where(Response.times > 1)
    return db.execute(asked).all()


def _answer(row: Any, group: str) -> Answer:
    lag = (row.given_on - row.behavior_on).days if row.behavior_on is not None else None
    return Answer(
        person=row.person_id,
        group=group,
        family=row.family,
        jail_days=row.jail_days,
        departs=bool(row.departure) if row.rule else None,
        lag=None if lag is None else max(0, lag),
    )


def _group(row: Any, by: GroupBy, phases: Mapping[tuple[int, str], tuple[str, str]]) -> str:
    if by is GroupBy.AGE:
        return _age_band(row.birth_date, row.given_on)
    if by is GroupBy.PHASE:
        title, _ = phases.get((row.program_id, row.phase), (UNKNOWN, ""))
        return title
    column = "risk_need" if by is GroupBy.RISK else str(by)
    term: Term = getattr(row, column)
    return term.label


def _age_band(birth: date | None, on: date) -> str:
    if birth is None:
        return UNKNOWN
    age = on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
    return next((label for below, label in _AGES if age < below), _OLDEST)


def _groups(by: GroupBy, found: Iterable[str]) -> list[str]:
    """The groups in the order of their list; what the list does not know comes last."""
    if by is GroupBy.AGE:
        known = [label for _, label in _AGES] + [_OLDEST, UNKNOWN]
    elif by is GroupBy.PHASE:
        known = [*sorted(set(found) - {UNKNOWN}), UNKNOWN]
    else:
        known = [term.label for term in _TERMS[by]]
    return known
