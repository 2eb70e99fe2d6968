"""Acts on the fishbowl: a slip is drawn, kept with its proof, and drawn again by anybody."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from drugcourt.casework.participants.participants import open_episode
from drugcourt.casework.responses.policy import response_policy
from drugcourt.casework.responses.prizes import bowl, take_one
from drugcourt.casework.responses.responses import NewResponse, give_response
from drugcourt.domain.dates import short
from drugcourt.domain.responses import ResponseFamily
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.episodes import Episode
from drugcourt.records.nameless import nameless_lines
from drugcourt.records.people import Person, listed_name
from drugcourt.records.points import FishbowlDraw, Prize
from drugcourt.records.responses import Response
from drugcourt.records.sealed import SEES
from drugcourt.rules.responses.fishbowl import (
    ALGORITHM,
    Slips,
    draw_slip,
    odds,
    odds_words,
    total_of,
)
from drugcourt.workspace import Context

SEED_BYTES = 32
WAITS_DAYS = 60  # a draw that nobody asked for within this time is not owed any more
_PARTS = (
    "episode_id",
    "day",
    "number",
    "seed",
    "algorithm",
    "bowl",
    "drawn",
    "slip",
    "prize_id",
    "title",
    "previous",
)


@dataclass(frozen=True, slots=True)
class WaitingDraw:
    """An incentive that brings draws which were not made yet; `left` of them."""

    response_id: int
    episode_id: int
    name: str
    title: str
    behavior: str
    given_on: date
    left: int


@dataclass(frozen=True, slots=True)
class DrawRow:
    """One slip that was drawn."""

    id: int
    episode_id: int
    name: str
    day: date
    title: str
    odds: str
    made_by: str


@dataclass(frozen=True, slots=True)
class Proof:
    """All it takes to draw the slip again; `problem` is empty when it comes out the same."""

    id: int
    name: str
    day: date
    unit: str
    seed: str
    algorithm: str
    bowl: tuple[Slips, ...]
    drawn: str
    place: int
    title: str
    fingerprint: str
    problem: str


def waiting_draws(db: Session, *, today: date) -> list[WaitingDraw]:
    """Incentives of the last weeks whose draws were not all made, the oldest first."""
    policy = response_policy(db, on=today)
    titles = [i.title for i in policy.catalog if i.draws]
    drawing = {i.title.casefold(): i.draws for i in policy.catalog if i.draws}
    if not drawing:
        return []
    made = (
        select(FishbowlDraw.response_id, func.count().label("made"))
        .group_by(FishbowlDraw.response_id)
        .subquery()
    )
    asked = (
        select(
            Response.id,
            Response.episode_id,
            Response.title,
            Response.behavior,
            Response.given_on,
            func.coalesce(made.c.made, 0).label("made"),
            Person.family_name,
            Person.given_name,
            Person.reference,
        )
        .join(Episode, Episode.id == Response.episode_id)
        .join(Person, Person.id == Episode.person_id)
        .outerjoin(made, made.c.response_id == Response.id)
        .where(
            Response.family == ResponseFamily.INCENTIVE,
            Response.given_on > today - timedelta(days=WAITS_DAYS),
            # The database lowers plain letters only, so a title is also met as it is written.
            or_(Response.title.in_(titles), func.lower(Response.title).in_(list(drawing))),
            Episode.exited_on.is_(None),
        )
        .order_by(Response.given_on, Response.id)
    )
    return [
        WaitingDraw(
            row.id,
            row.episode_id,
            listed_name(row.family_name, row.given_name, row.reference),
            row.title,
            row.behavior,
            row.given_on,
            drawing[row.title.casefold()] - row.made,
        )
        for row in db.execute(asked)
        if row.title.casefold() in drawing and drawing[row.title.casefold()] > row.made
    ]


def draw_for(db: Session, context: Context, *, response_id: int) -> int:
    """Draw one slip for an incentive that brings draws; the number of the draw."""
    response = db.get(Response, response_id)
    if response is None:
        raise Refusal("That response is not recorded.")
    policy = response_policy(db, on=context.today)
    item = policy.item(response.family, response.title)
    if item is None or not item.draws:
        raise Refusal(f"“{response.title}” brings no draw from the fishbowl.")
    made = db.scalar(
        select(func.count())
        .select_from(FishbowlDraw)
        .where(FishbowlDraw.response_id == response_id)
    )
    if int(made or 0) >= item.draws:
        raise Refusal("Its draws were made already.")
    return commit_slip(
        db,
        context,
        episode_id=response.episode_id,
        response_id=response_id,
        seed=os.urandom(SEED_BYTES),
    )


def reward_and_draw(
    db: Session, context: Context, *, episode_id: int, behavior: str, behavior_key: str = ""
) -> int:
    """Give a draw from the fishbowl as an incentive, and make it; the number of the draw."""
    if not behavior.strip():
        raise FieldRefusal("behavior", "Say what it is for.")
    policy = response_policy(db, on=context.today)
    item = next((i for i in policy.catalog if i.draws and not i.off), None)
    if item is None:
        raise Refusal(
            "The court's catalogue has no incentive that brings a draw. Add one in Catalogue and "
            "matrix."
        )
    given = give_response(
        db,
        context,
        episode_id=episode_id,
        response=NewResponse(
            ResponseFamily.INCENTIVE,
            item.title,
            item.magnitude,
            behavior.strip(),
            context.today,
            behavior_key=behavior_key,
        ),
    )
    return draw_for(db, context, response_id=given)


def commit_slip(
    db: Session, context: Context, *, episode_id: int, response_id: int | None, seed: bytes
) -> int:
    """Draw with a seed and write all of it down; stock goes down by one. Its number."""
    open_episode(db, episode_id)
    day = context.today
    slips = bowl(db, today=day)
    if not slips:
        raise Refusal("The fishbowl is empty. Add prizes with slips, or refill their stock.")
    count = db.scalar(
        select(func.count())
        .select_from(FishbowlDraw)
        .where(FishbowlDraw.episode_id == episode_id, FishbowlDraw.day == day)
    )
    number = int(count or 0) + 1
    drawn = draw_slip(seed, day, unit_of(episode_id, number), slips)
    prize = db.get(Prize, drawn.slips.prize_id)
    assert prize is not None  # the bowl is made of the prizes
    last = _last_slip(db)
    made = FishbowlDraw(
        id=last.id + 1 if last is not None else 1,
        episode_id=episode_id,
        response_id=response_id,
        prize_id=prize.id,
        day=day,
        number=number,
        seed=seed.hex(),
        algorithm=ALGORITHM,
        bowl=[[s.prize_id, s.title, s.count] for s in slips],
        drawn=f"{drawn.number:016x}",
        slip=drawn.place,
        title=drawn.slips.title,
        previous=last.fingerprint if last is not None else "",
        made_at=context.now,
        made_by=context.who,
    )
    made.fingerprint = fingerprint(made)
    db.add(made)
    take_one(db, context, prize, "Drawn from the fishbowl")
    db.flush()
    return made.id


def unit_of(episode_id: int, number: int) -> str:
    """What is drawn for: the participant's number in the court and the draw of that day, `17.1`."""
    return f"{episode_id}.{number}"


def fingerprint(made: Any) -> str:
    """SHA-256 over the draw with the fingerprint of the one before."""
    parts = [_plain(getattr(made, name)) for name in _PARTS]
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


# Reading again --------------------------------------------------------------------------------


def draw_rows(db: Session, *, offset: int = 0, limit: int = 100) -> list[DrawRow]:
    """One window of the slips drawn, the latest first."""
    asked = (
        select(FishbowlDraw, Person.family_name, Person.given_name, Person.reference)
        .join(Episode, Episode.id == FishbowlDraw.episode_id)
        .join(Person, Person.id == Episode.person_id)
        .order_by(FishbowlDraw.id.desc())
        .offset(offset)
        .limit(limit)
    )
    found = []
    for made, family, given, reference in db.execute(asked):
        slips = _bowl(made.bowl)
        own = next((s for s in slips if s.prize_id == made.prize_id), None)
        chance = odds_words(odds(own, slips)) if own is not None else ""
        name = listed_name(family, given, reference)
        found.append(
            DrawRow(made.id, made.episode_id, name, made.day, made.title, chance, made.made_by)
        )
    return found


def proof(db: Session, *, draw_id: int) -> Proof:
    """The proof of one draw, drawn again from its record."""
    made = db.get(FishbowlDraw, draw_id)
    if made is None:
        raise Refusal("That draw is not recorded.")
    person = db.execute(
        select(Person.family_name, Person.given_name, Person.reference)
        .join(Episode, Episode.person_id == Person.id)
        .where(Episode.id == made.episode_id)
    ).one()
    return Proof(
        made.id,
        listed_name(person.family_name, person.given_name, person.reference),
        made.day,
        unit_of(made.episode_id, made.number),
        made.seed,
        made.algorithm,
        _bowl(made.bowl),
        made.drawn,
        made.slip,
        made.title,
        made.fingerprint,
        _problem(made),
    )


def first_unlike_slip(db: Session) -> str:
    """The first draw that does not come out the same, in a sentence; nothing when all do."""
    previous = ""
    for made in _slips(db):
        if problem := _problem(made):
            return problem
        if made.previous != previous:
            return f"Before the fishbowl draw {made.id} of {short(made.day)} one is missing."
        previous = made.fingerprint
    return ""


def _slips(db: Session) -> list[Any]:
    """Every draw, oldest first, with those whose participant was expunged or is sealed."""
    asked = select(FishbowlDraw).order_by(FishbowlDraw.id).execution_options(**{SEES: True})
    nameless = nameless_lines(db, FishbowlDraw)
    return sorted([*db.scalars(asked), *nameless], key=lambda made: made.id)


def _last_slip(db: Session) -> Any:
    """The draw before the next one, whoever it was for."""
    asked = select(FishbowlDraw).order_by(FishbowlDraw.id.desc()).limit(1)
    newest = db.scalars(asked.execution_options(**{SEES: True})).all()
    both = [*newest, *nameless_lines(db, FishbowlDraw, newest=True)]
    return max(both, key=lambda made: made.id, default=None)


def _problem(made: Any) -> str:
    when = f"The fishbowl draw {made.id} of {short(made.day)}"
    if made.algorithm != ALGORITHM:
        return f"{when} was made in a way that this version does not know."
    if made.fingerprint != fingerprint(made):
        return f"{when} was changed after it was made."
    slips = _bowl(made.bowl)
    if not total_of(slips):
        return f"{when} has no slips in its record."
    again = draw_slip(bytes.fromhex(made.seed), made.day, unit_of(made.episode_id, made.number),
                      slips)  # fmt: skip
    same = (f"{again.number:016x}", again.place, again.slips.prize_id)
    if same != (made.drawn, made.slip, made.prize_id):
        return f"{when} does not come out the same when it is made again."
    return ""


def _bowl(kept: Sequence[Sequence[Any]]) -> tuple[Slips, ...]:
    return tuple(Slips(int(number), str(title), int(count)) for number, title, count in kept)
