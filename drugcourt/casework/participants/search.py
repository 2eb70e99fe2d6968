"""Whom a few typed letters mean: by part of a name, alias, number, case or birth date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from drugcourt.casework.programs.programs import phase_titles
from drugcourt.domain.dates import short
from drugcourt.domain.episodes import CANDIDATE_STATUSES, OPEN_STATUSES, EpisodeStatus
from drugcourt.records.cases import CourtCase
from drugcourt.records.episodes import Episode
from drugcourt.records.keeping import Seal
from drugcourt.records.people import Alias, Person, SearchName, listed_name
from drugcourt.records.search import fold

MOST_WORDS = 6
PARTICIPANTS, CANDIDATES, FORMER = "Participants", "Candidates", "Former participants"
EVERYBODY = frozenset({PARTICIPANTS, CANDIDATES, FORMER})
_ISO = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b")
_AMERICAN = re.compile(r"\b(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\b")
_ESCAPE = "/"
_NAMES, _CASES = SearchName.__table__, CourtCase.__table__
_EPISODES = Episode.__table__
_SEALS = Seal.__table__
_SEALED_CASES = select(_SEALS.c.case_id).where(_SEALS.c.case_id.is_not(None))


@dataclass(frozen=True, slots=True)
class Found:
    """One person found; `episode_id` is the open episode, or the latest one."""

    episode_id: int
    name: str
    group: str
    detail: str


def find_people(
    db: Session, *, text: str, limit: int = 12, groups: frozenset[str] = EVERYBODY
) -> list[Found]:
    """People whom every typed word fits, those whose name begins so first; at most `limit` of the
    groups asked for.
    """
    days, words = _asked(text)
    if not (days or words):
        return []
    wanted: dict[str, Any] = {"most": limit}
    rest = list(words)
    if days:
        begins = f"{days[0]:%Y %m %d} "
        wanted |= {"born_from": begins, "born_to": begins[:-1] + "!"}
    else:
        longest = max(words, key=len)
        rest.remove(longest)
        wanted |= {
            "longest": f"%{_plain(longest)}%",
            "phrase": f"{_plain(' '.join(words))}%",
            "first": f"{_plain(words[0])}%",
            "inner": f"% {_plain(words[0])}%",
        }
    wanted |= {f"word{place}": f"%{_plain(word)}%" for place, word in enumerate(rest)}
    people = db.execute(_question(len(rest), groups, dated=bool(days)), wanted).all()
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


@lru_cache(maxsize=8 * (MOST_WORDS + 1))
def _question(others: int, groups: frozenset[str], *, dated: bool) -> Select[*tuple[Any, ...]]:
    """Who fits, the best first. Putting the question together costs more than answering it, so
    each shape is kept. The birth date or the longest word decides first: it fits fewest.
    """
    if dated:
        born = and_(
            _NAMES.c.kind == "born",
            _NAMES.c.folded >= bindparam("born_from"),
            _NAMES.c.folded < bindparam("born_to"),
        )
        asked = select(_NAMES.c.person_id, literal(0).label("rank")).where(born)
        hits = _narrowed(asked, _NAMES.c.person_id, others).subquery()
    else:
        named = select(_NAMES.c.person_id, _rank().label("rank")).where(
            _like(_NAMES.c.folded, "longest")
        )
        numbered = (
            select(_EPISODES.c.person_id, literal(1).label("rank"))
            .join(_CASES, _CASES.c.episode_id == _EPISODES.c.id)
            .where(_like(func.lower(_CASES.c.number), "longest"), _CASES.c.id.not_in(_SEALED_CASES))
        )
        hits = union_all(
            _narrowed(named, _NAMES.c.person_id, others),
            _narrowed(numbered, _EPISODES.c.person_id, others),
        ).subquery()
    ranked = (
        select(hits.c.person_id, func.min(hits.c.rank).label("rank"))
        .group_by(hits.c.person_id)
        .subquery()
    )
    return (
        select(
            Person.id,
            Person.reference,
            Person.family_name,
            Person.given_name,
            Person.middle_name,
            Person.preferred_name,
            Person.birth_date,
        )
        .join(ranked, ranked.c.person_id == Person.id)
        .where(*_of_groups(groups))
        .order_by(ranked.c.rank, Person.family_name, Person.given_name, Person.id)
        .limit(bindparam("most"))
    )


def _of_groups(groups: frozenset[str]) -> list[ColumnElement[bool]]:
    """Who belongs to the groups: by an episode that is open, where one is."""
    named = ((PARTICIPANTS, OPEN_STATUSES), (CANDIDATES, CANDIDATE_STATUSES))
    kept = [status for group, statuses in named if group in groups for status in statuses]
    left = [status for group, statuses in named if group not in groups for status in statuses]
    own = exists().where(_EPISODES.c.person_id == Person.id)
    if FORMER not in groups:
        return [own.where(_EPISODES.c.status.in_(kept))]
    return [~own.where(_EPISODES.c.status.in_(left))] if left else []


def _like(column: Any, name: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column.like(bindparam(name), escape=_ESCAPE)
    return found


def _plain(word: str) -> str:
    """The word with the signs that mean something to LIKE set aside; folding left none."""
    return re.sub(r"[%_/]", lambda sign: _ESCAPE + sign.group(), word)


def _rank() -> ColumnElement[int]:
    """0 when the whole phrase begins the name, 1 when the first word does, 2 within it."""
    return case(
        (_like(_NAMES.c.folded, "phrase"), 0),
        (_like(_NAMES.c.folded, "first"), 1),
        (_like(_NAMES.c.folded, "inner"), 2),
        else_=3,
    )


def _narrowed(
    asked: Select[*tuple[Any, ...]], person_id: Any, others: int
) -> Select[*tuple[Any, ...]]:
    """Keep whom each of the other words fits too, in any of their names or cases."""
    for place in range(others):
        name, own = _NAMES.alias(f"name{place}"), _EPISODES.alias(f"own{place}")
        numbered = _CASES.alias(f"case{place}")
        in_name = exists().where(
            name.c.person_id == person_id, _like(name.c.folded, f"word{place}")
        )
        in_case = exists().where(
            numbered.c.episode_id == own.c.id,
            own.c.person_id == person_id,
            numbered.c.id.not_in(_SEALED_CASES),
            _like(func.lower(numbered.c.number), f"word{place}"),
        )
        asked = asked.where(in_name | in_case)
    return asked


_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_OWN_EPISODES = (
    select(
        Episode.id,
        Episode.person_id,
        Episode.program_id,
        Episode.phase,
        Episode.status,
        Episode.exited_on,
    )
    .where(Episode.person_id.in_(_IDS))
    .order_by(Episode.number)
)
_OWN_CASES = select(CourtCase.episode_id, CourtCase.number).where(CourtCase.episode_id.in_(_IDS))
_OWN_ALIASES = select(Alias.person_id, Alias.name).where(Alias.person_id.in_(_IDS))


def _described(db: Session, people: Sequence[Any], words: Sequence[str]) -> list[Found]:
    """What the list says of each person: where they stand, their case, how else they are called."""
    if not people:
        return []
    ids = [person.id for person in people]
    episodes: dict[int, Any] = {}
    for episode in db.execute(_OWN_EPISODES, {"ids": ids}):
        kept = episodes.get(episode.person_id)
        if kept is None or kept.exited_on is not None or episode.exited_on is None:
            episodes[episode.person_id] = episode
    numbers: dict[int, str] = {}
    owners = [episode.id for episode in episodes.values()]
    for episode_id, number in db.execute(_OWN_CASES, {"ids": owners}):
        if episode_id not in numbers or _fits(number, words):
            numbers[episode_id] = number
    others: dict[int, list[str]] = {person.id: [person.preferred_name] for person in people}
    for person_id, name in db.execute(_OWN_ALIASES, {"ids": ids}):
        others[person_id].append(name)
    phases = phase_titles(db)
    found = []
    for person in people:
        if person.id not in episodes:
            continue
        own = episodes[person.id]
        said = (
            _where(own, phases),
            numbers.get(own.id, ""),
            f"born {short(person.birth_date)}" if person.birth_date else "",
            person.reference,
            _also(person, others[person.id], words),
        )
        name = listed_name(person.family_name, person.given_name, person.reference)
        detail = " · ".join(part for part in said if part)
        found.append(Found(own.id, name, _group(own.status), detail))
    return found


def _where(episode: Any, phases: dict[tuple[int, str], tuple[str, str]]) -> str:
    title = phases.get((episode.program_id, episode.phase), ("", ""))[0]
    if episode.status is EpisodeStatus.ACTIVE and title:
        return title
    return str(episode.status.label)


def _group(status: EpisodeStatus) -> str:
    if status in OPEN_STATUSES:
        return PARTICIPANTS
    return CANDIDATES if status in CANDIDATE_STATUSES else FORMER


def _also(person: Any, others: Sequence[str], words: Sequence[str]) -> str:
    """The other name by which the person was found, when the listed one does not show it."""
    listed = fold(f"{person.family_name} {person.given_name} {person.middle_name}")
    hidden = [word for word in words if word not in listed]
    found = next((name for name in others if name and _fits(fold(name), hidden)), "")
    return f"also {found}" if found else ""


def _fits(text: str, words: Sequence[str]) -> bool:
    return any(word in text.casefold() for word in words)
