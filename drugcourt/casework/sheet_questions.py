"""What is asked of the records for the papers of a hearing: one bundle for many participants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.cases import case_numbers
from drugcourt.casework.facts import gather
from drugcourt.casework.hearing_days import last_hearings, next_hearings
from drugcourt.casework.programs import programs
from drugcourt.casework.since_hearing import SinceHearing, since_hearings
from drugcourt.casework.sittings import Sitting
from drugcourt.domain.program import Program
from drugcourt.domain.terms import YesNo
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
    people = _people(db, ids)
    kept = programs(db)
    heard = last_hearings(db, before=before, episode_ids=ids)
    judged = {
        number: judge_person(facts, kept[people[number].program_id], as_of)
        for number, facts in gather(db, ids).items()
    }
    starts = [heard.get(row.id) or row.admitted_on or as_of for row in people.values()]
    earliest = min(starts, default=as_of)
    return Known(
        people=people,
        programs=kept,
        heard=heard,
        since=since_hearings(db, judged, heard, before),
        coming=next_hearings(db, today=before + _A_DAY, episode_ids=ids),
        cases=case_numbers(db, episode_ids=ids),
        prepared=_prepared(db, ids, at),
        observed=_observed(db, ids, earliest),
        responses=_responses(db, ids, earliest, as_of),
    )


def _people(db: Session, ids: Sequence[int]) -> dict[int, Any]:
    asked = (
        select(
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
        .join(Person, Person.id == Episode.person_id)
        .where(Episode.id.in_(ids))
    )
    return {row.id: row for row in db.execute(asked)}


def _prepared(db: Session, ids: Sequence[int], at: Sitting | None) -> dict[int, str]:
    if at is None:
        return {}
    asked = select(DocketEntry.episode_id, DocketEntry.recommendation).where(
        DocketEntry.session_id == at.id, DocketEntry.episode_id.in_(ids)
    )
    return dict(db.execute(asked).all())


def _observed(db: Session, ids: Sequence[int], since: date) -> frozenset[int]:
    asked = select(Specimen.id).where(
        Specimen.episode_id.in_(ids),
        Specimen.collected_on >= since,
        Specimen.observed == YesNo.YES,
    )
    return frozenset(db.scalars(asked))


def _responses(db: Session, ids: Sequence[int], since: date, as_of: date) -> dict[int, list[Any]]:
    """Responses given since then, and older orders that are still open."""
    asked = (
        select(
            Response.episode_id,
            Response.given_on,
            Response.family,
            Response.title,
            Response.behavior,
            Response.due_on,
            Response.done_on,
        )
        .where(
            Response.episode_id.in_(ids),
            Response.given_on <= as_of,
            (Response.given_on >= since)
            | (Response.due_on.is_not(None) & Response.done_on.is_(None)),
        )
        .order_by(Response.given_on, Response.id)
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for row in db.execute(asked):
        found[row.episode_id].append(row)
    return found
