"""Whether like behavior drew like response in a period, by group; small figures are withheld."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from drugcourt.casework.programs.programs import programs
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
    places = _phase_words(db) if by is GroupBy.PHASE else {}
    answers = [_answer(row, _group(row, by, places)) for row in rows]
    groups = _groups(by, {answer.group for answer in answers})
    lines, everybody = compare(answers, groups, numbers.smallest, numbers.least_ratio)
    return Consistency(first, last, by, behavior, often, lines, everybody, numbers)


def behavior_lines(
    db: Session, *, today: date, since: date | None = None, until: date | None = None
) -> list[BehaviorLine]:
    """Every behavior that was not kept and was answered in the period, the most frequent first."""
    first, last = period_of(today, since, until)
    policy = response_policy(db, on=last)
    rows = _rows(db, first, last, "", Often.ALWAYS)
    titles = {one.key: one.title for one in policy.behaviors if one.side is BehaviorSide.MISSED}
    answers = [_answer(row, row.behavior_key) for row in rows if row.behavior_key in titles]
    counts = dict.fromkeys(titles, 0)
    for answer in answers:
        counts[answer.group] += 1
    ordered = sorted((k for k in counts if counts[k]), key=lambda k: (-counts[k], titles[k]))
    found = []
    for key in ordered:
        own = [answer for answer in answers if answer.group == key]
        _, line = compare(own, [key], policy.numbers.smallest, policy.numbers.least_ratio)
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


def _group(row: Any, by: GroupBy, places: dict[tuple[int, str], str]) -> str:
    if by is GroupBy.AGE:
        return _age_band(row.birth_date, row.given_on)
    if by is GroupBy.PHASE:
        return places.get((row.program_id, row.phase), UNKNOWN)
    column = "risk_need" if by is GroupBy.RISK else str(by)
    term: Term = getattr(row, column)
    return term.label


def _age_band(birth: date | None, on: date) -> str:
    if birth is None:
        return UNKNOWN
    age = on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
    return next((label for below, label in _AGES if age < below), _OLDEST)


def _phase_words(db: Session) -> dict[tuple[int, str], str]:
    return {
        (number, phase.key): f"Phase {place}"
        for number, program in programs(db).items()
        for place, phase in enumerate(program.phases, start=1)
    }


def _groups(by: GroupBy, found: Iterable[str]) -> list[str]:
    """The groups in the order of their list; what the list does not know comes last."""
    if by is GroupBy.AGE:
        known = [label for _, label in _AGES] + [_OLDEST, UNKNOWN]
    elif by is GroupBy.PHASE:
        known = [*sorted(set(found) - {UNKNOWN}), UNKNOWN]
    else:
        known = [term.label for term in _TERMS[by]]
    return known
