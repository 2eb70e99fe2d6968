"""Whom a few typed letters mean: by part of a name, alias, number, case or birth date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, select, union_all
from sqlalchemy.orm import Session, aliased, selectinload

from drugcourt.casework.today import phase_titles
from drugcourt.domain.dates import short
from drugcourt.domain.terms import CANDIDATE_STATUSES, OPEN_STATUSES, EpisodeStatus
from drugcourt.records.cases import CourtCase
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person, SearchName, listed_name
from drugcourt.records.search import fold

MOST_WORDS = 6
_ISO = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b")
_AMERICAN = re.compile(r"\b(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\b")


@dataclass(frozen=True, slots=True)
class Found:
    """One person found; `episode_id` is the open episode, or the latest one."""

    episode_id: int
    name: str
    group: str
    detail: str


def find_people(db: Session, *, text: str, limit: int = 12) -> list[Found]:
    """People whom every typed word fits, those whose name begins so first; at most `limit`."""
    wanted, words = _asked(text)
    matching = _matching(wanted, words)
    if matching is None:
        return []
    hits = matching.subquery()
    ranked = (
        select(hits.c.person_id, func.min(hits.c.rank).label("rank"))
        .group_by(hits.c.person_id)
        .subquery()
    )
    first = (
        select(ranked.c.rank, Person)
        .join(Person, Person.id == ranked.c.person_id)
        .order_by(ranked.c.rank, Person.family_name, Person.given_name, Person.id)
        .limit(limit)
        .options(selectinload(Person.aliases))
    )
    people = [person for _, person in db.execute(first)]
    return _described(db, people, words)


def _asked(text: str) -> tuple[list[date], list[str]]:
    """The whole birth dates in the typed text, and its other words, folded as names are."""
    days: list[date] = []
    for pattern, order in ((_ISO, (1, 2, 3)), (_AMERICAN, (3, 1, 2))):
        for found in pattern.finditer(text):
            try:
                days.append(date(*(int(found.group(place)) for place in order)))
            except ValueError:
                continue
            text = text.replace(found.group(), " ")
    return days, fold(text).split()[:MOST_WORDS]


def _matching(days: Sequence[date], words: Sequence[str]) -> Select[*tuple[Any, ...]] | None:
    """Person and rank: the birth date or the longest word decides first, as it fits fewest."""
    if days:
        born = [_born(SearchName.folded, day) for day in days]
        asked = select(SearchName.person_id, literal(0).label("rank")).where(
            SearchName.kind == "born", *born
        )
        return _narrowed(asked, SearchName.person_id, words)
    if not words:
        return None
    longest = max(words, key=len)
    rest = list(words)
    rest.remove(longest)
    named = select(SearchName.person_id, _rank(words).label("rank")).where(
        SearchName.folded.contains(longest, autoescape=True)
    )
    cases = (
        select(Episode.person_id, literal(1).label("rank"))
        .join(CourtCase, CourtCase.episode_id == Episode.id)
        .where(CourtCase.number.contains(longest, autoescape=True))
    )
    both = union_all(
        _narrowed(named, SearchName.person_id, rest), _narrowed(cases, Episode.person_id, rest)
    ).subquery()
    return select(both.c.person_id, both.c.rank)


def _rank(words: Sequence[str]) -> ColumnElement[int]:
    """0 when the whole phrase begins the name, 1 when the first word does, 2 within it."""
    return case(
        (SearchName.folded.startswith(" ".join(words), autoescape=True), 0),
        (SearchName.folded.startswith(words[0], autoescape=True), 1),
        (SearchName.folded.contains(f" {words[0]}", autoescape=True), 2),
        else_=3,
    )


def _born(column: Any, day: date) -> ColumnElement[bool]:
    """The index holds `1990 03 07 …`; a range on it is answered without a scan."""
    begins = f"{day:%Y %m %d} "
    return and_(column >= begins, column < begins[:-1] + "!")


def _narrowed(asked: Select[*tuple[Any, ...]], person_id: Any, words: Sequence[str]) -> Select[*tuple[Any, ...]]:
    """Keep whom each of the other words fits too, in any of their names or cases."""
    for word in words:
        name, owner, court_case = aliased(SearchName), aliased(Episode), aliased(CourtCase)
        in_name = (
            select(name.id)
            .where(name.person_id == person_id, name.folded.contains(word, autoescape=True))
            .exists()
        )
        in_case = (
            select(court_case.id)
            .join(owner, owner.id == court_case.episode_id)
            .where(owner.person_id == person_id, court_case.number.contains(word, autoescape=True))
            .exists()
        )
        asked = asked.where(in_name | in_case)
    return asked


def _described(db: Session, people: Sequence[Person], words: Sequence[str]) -> list[Found]:
    """What the list says of each person: where they stand, their case, how else they are called."""
    ids = [person.id for person in people]
    asked = select(Episode).where(Episode.person_id.in_(ids)).order_by(Episode.number)
    episodes: dict[int, Episode] = {}
    for episode in db.scalars(asked):
        kept = episodes.get(episode.person_id)
        if kept is None or kept.exited_on is not None or episode.exited_on is None:
            episodes[episode.person_id] = episode
    numbers: dict[int, str] = {}
    owners = [episode.id for episode in episodes.values()]
    for court_case in db.scalars(select(CourtCase).where(CourtCase.episode_id.in_(owners))):
        kept_number = numbers.get(court_case.episode_id)
        if kept_number is None or _fits(court_case.number, words):
            numbers[court_case.episode_id] = court_case.number
    phases = phase_titles(db)
    known = [(person, episodes[person.id]) for person in people if person.id in episodes]
    return [
        Found(
            episode.id,
            listed_name(person.family_name, person.given_name, person.reference),
            _group(episode.status),
            " · ".join(
                part
                for part in (
                    _where(episode, phases),
                    numbers.get(episode.id, ""),
                    f"born {short(person.birth_date)}" if person.birth_date else "",
                    person.reference,
                    _also(person, words),
                )
                if part
            ),
        )
        for person, episode in known
    ]


def _where(episode: Episode, phases: dict[tuple[int, str], tuple[str, str]]) -> str:
    title = phases.get((episode.program_id, episode.phase), ("", ""))[0]
    if episode.status is EpisodeStatus.ACTIVE and title:
        return title
    return episode.status.label


def _group(status: EpisodeStatus) -> str:
    if status in OPEN_STATUSES:
        return "Participants"
    return "Candidates" if status in CANDIDATE_STATUSES else "Former participants"


def _also(person: Person, words: Sequence[str]) -> str:
    """The other name by which the person was found, when the listed one does not show it."""
    listed = fold(f"{person.family_name} {person.given_name} {person.middle_name}")
    hidden = [word for word in words if word not in listed]
    others = [person.preferred_name, *(alias.name for alias in person.aliases)]
    found = next((name for name in others if name and _fits(fold(name), hidden)), "")
    return f"also {found}" if found else ""


def _fits(text: str, words: Sequence[str]) -> bool:
    return any(word in text.casefold() for word in words)
