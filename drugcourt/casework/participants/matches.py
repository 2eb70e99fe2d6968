"""Who in this court may already be the person being entered: asked before anyone is made anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz, process
from sqlalchemy import ColumnElement, Integer, cast, func, literal, or_, select
from sqlalchemy.orm import Session

from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.exchange.referral_policy import referral_policy
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person, SearchName
from drugcourt.records.search import fold

SHORTEST = 2
MOST = 8


@dataclass(frozen=True, slots=True)
class Match:
    """One known person; `episode_id` is the latest episode, `open` whether it still runs."""

    person_id: int
    episode_id: int | None
    name: str
    reference: str
    birth_date: date | None
    status: EpisodeStatus | None
    open: bool


def possible_matches(
    db: Session,
    *,
    family_name: str = "",
    given_name: str = "",
    birth_date: date | None = None,
    reference: str = "",
) -> list[Match]:
    """People with the same birth date, number, beginnings of both names, or names alike.

    The nearest first. A beginning counts from two letters on; names alike (a letter changed, left
    out or turned round) from the length and likeness of the policy on. Aliases and preferred names
    are looked through as well.
    """
    words = [w for text in (family_name, given_name) for w in fold(text).split()]
    asked: list[ColumnElement[bool]] = []
    if words and len(max(words, key=len)) >= SHORTEST:
        named = select(SearchName.person_id)
        for word in words:
            starts = SearchName.folded.startswith(word, autoescape=True)
            inside = SearchName.folded.contains(f" {word}", autoescape=True)
            named = named.where(or_(starts, inside))
        asked.append(Person.id.in_(named))
        if alike := _alike(db, " ".join(words)):
            asked.append(Person.id.in_(alike))
    if birth_date is not None:
        asked.append(Person.birth_date == birth_date)
    if reference.strip():
        asked.append(func.lower(Person.reference) == reference.strip().lower())
    if not asked:
        return []
    points = sum((func.coalesce(cast(condition, Integer), 0) for condition in asked), literal(0))
    found = db.scalars(
        select(Person)
        .where(or_(*asked))
        .order_by(points.desc(), Person.family_name, Person.given_name, Person.id)
        .limit(MOST)
    )
    return [_match(db, person) for person in found]


def _alike(db: Session, name: str) -> list[int]:
    """The people with a name like this one, whatever the order of its parts; the likest first."""
    policy = referral_policy()
    if len(name) < policy.shortest:
        return []
    asked = select(SearchName.person_id, SearchName.folded).where(
        SearchName.kind.in_(("name", "preferred", "alias"))
    )
    rows = db.execute(asked).all()
    found = process.extract(
        name,
        [row.folded for row in rows],
        scorer=fuzz.token_sort_ratio,
        score_cutoff=policy.alike,
        limit=2 * MOST,
    )
    return list(dict.fromkeys(rows[place].person_id for _name, _score, place in found))


def _match(db: Session, person: Person) -> Match:
    latest = db.scalar(
        select(Episode)
        .where(Episode.person_id == person.id)
        .order_by(Episode.number.desc(), Episode.id.desc())
        .limit(1)
    )
    return Match(
        person_id=person.id,
        episode_id=latest.id if latest else None,
        name=person.name,
        reference=person.reference,
        birth_date=person.birth_date,
        status=latest.status if latest else None,
        open=latest is not None and latest.exited_on is None,
    )
