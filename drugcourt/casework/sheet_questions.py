"""What is asked of the records for the papers of a hearing: one bundle for many participants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, select
from sqlalchemy.orm import Session

from drugcourt.casework.cases import case_numbers
from drugcourt.casework.facts.facts import gather
from drugcourt.casework.hearings.days import last_heard, last_hearings, next_hearings
from drugcourt.casework.hearings.since_hearing import SinceHearing, since_hearings
from drugcourt.casework.hearings.sittings import Sitting
from drugcourt.casework.programs.programs import programs_on
from drugcourt.domain.facts import ParticipantFacts
from drugcourt.domain.program import Program
from drugcourt.domain.tone import YesNo
from drugcourt.records.episodes import Episode
from drugcourt.records.hearings import DocketEntry
from drugcourt.records.people import Person
from drugcourt.records.responses import Response
from drugcourt.records.specimens import Specimen
from drugcourt.rules.phases import judge_person

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Known:
    """What the questions brought back, by episode; `since` lacks candidates, who are not judged."""

    people: dict[int, Any]
    programs: dict[int, Program]
    heard: dict[int, date]
    since: dict[int, SinceHearing]
    coming: dict[int, date]
    cases: Mapping[int, tuple[str, ...]]
    prepared: dict[int, str]
    observed: frozenset[int]
    responses: Mapping[int, list[Any]]


def ask(db: Session, ids: Sequence[int], as_of: date, before: date, at: Sitting | None) -> Known:
    """All of it for these episodes; hearings count when they were held before `before`."""
    facts = gather(db, ids)
    people = _people(db, ids)
    kept = programs_on(db, episode_ids=ids, as_of=as_of)
    heard = _heard(db, facts, ids, before)
    judged = {number: judge_person(known, kept[number], as_of) for number, known in facts.items()}
    starts = [heard.get(row.id) or row.admitted_on or as_of for row in people.values()]
    earliest = min(starts, default=as_of)
    return Known(
        people=people,
        programs=kept,
        heard=heard,
        since=since_hearings(facts, judged, heard, before),
        coming=next_hearings(db, today=before + _A_DAY, episode_ids=ids),
        cases=case_numbers(db, episode_ids=ids),
        prepared=_prepared(db, ids, at),
        observed=_observed(db, ids, earliest),
        responses=_responses(db, ids, earliest, as_of),
    )


def _heard(
    db: Session, facts: Mapping[int, ParticipantFacts], ids: Sequence[int], before: date
) -> dict[int, date]:
    """When each was heard last; candidates have no facts yet and are asked about."""
    days = {number: last_heard(known, before) for number, known in facts.items()}
    heard = {number: day for number, day in days.items() if day is not None}
    others = [number for number in ids if number not in facts]
    return heard | (last_hearings(db, before=before, episode_ids=others) if others else {})


# The questions are put together once, which costs more than to answer them for one session.

_IDS: BindParameter[Any] = bindparam("ids", expanding=True)


def _people(db: Session, ids: Sequence[int]) -> dict[int, Any]:
    return {row.id: row for row in db.connection().execute(_asked_people(), {"ids": ids})}


@cache
def _asked_people() -> Select[*tuple[Any, ...]]:
    columns = (
        Episode.id,
        Episode.program_id,
        Episode.track,
        Episode.status,
        Episode.admitted_on,
        Episode.case_manager,
        Person.reference,
        Person.family_name,
        Person.given_name,
    )
    asked: Select[*tuple[Any, ...]] = select(*columns)
    return asked.join(Person, Person.id == Episode.person_id).where(Episode.id.in_(_IDS))


def _prepared(db: Session, ids: Sequence[int], at: Sitting | None) -> dict[int, str]:
    if at is None:
        return {}
    given = {"ids": ids, "session": at.id}
    return dict(db.connection().execute(_asked_prepared(), given).all())


@cache
def _asked_prepared() -> Select[*tuple[Any, ...]]:
    return select(DocketEntry.episode_id, DocketEntry.recommendation).where(
        DocketEntry.session_id == bindparam("session"), DocketEntry.episode_id.in_(_IDS)
    )


def _observed(db: Session, ids: Sequence[int], since: date) -> frozenset[int]:
    given = {"ids": ids, "since": since}
    return frozenset(db.connection().execute(_asked_observed(), given).scalars())


@cache
def _asked_observed() -> Select[*tuple[Any, ...]]:
    return select(Specimen.id).where(
        Specimen.episode_id.in_(_IDS),
        Specimen.collected_on >= bindparam("since"),
        Specimen.observed == YesNo.YES,
    )


def _responses(db: Session, ids: Sequence[int], since: date, as_of: date) -> dict[int, list[Any]]:
    """Responses given since then, and older orders that are still open."""
    found: dict[int, list[Any]] = defaultdict(list)
    given = {"ids": ids, "since": since, "as_of": as_of}
    for row in db.connection().execute(_asked_responses(), given):
        found[row.episode_id].append(row)
    return found


@cache
def _asked_responses() -> Select[*tuple[Any, ...]]:
    columns = (
        Response.episode_id,
        Response.given_on,
        Response.family,
        Response.title,
        Response.behavior,
        Response.due_on,
        Response.done_on,
    )
    asked: Select[*tuple[Any, ...]] = select(*columns)
    return asked.where(
        Response.episode_id.in_(_IDS),
        Response.given_on <= bindparam("as_of"),
        (Response.given_on >= bindparam("since"))
        | (Response.due_on.is_not(None) & Response.done_on.is_(None)),
    ).order_by(Response.given_on, Response.id)
