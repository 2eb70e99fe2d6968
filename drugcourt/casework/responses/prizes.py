"""Which prizes the court has, how many of each are left, and what they cost in points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.casework.participants.participants import open_episode
from drugcourt.domain.dates import counted
from drugcourt.domain.money import MOST_CENTS
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.response_policy import shipped_prizes
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person, listed_name
from drugcourt.records.points import PointEntry, PointsSpent, Prize, StockEntry
from drugcourt.rules.responses.fishbowl import Slips, bowl_of, odds, odds_words
from drugcourt.workspace import Context

MOST_SLIPS = 10_000
MOST_POINTS = 100_000


@dataclass(frozen=True, slots=True)
class PrizeRow:
    """One prize; `stock` None never runs out, `odds` is the chance of one draw in words."""

    id: int
    title: str
    slips: int
    stock: int | None
    odds: str
    points: int | None
    worth_cents: int | None
    counted: bool
    barred: str
    ended_on: date | None
    state: str


@dataclass(frozen=True, slots=True)
class PointsRow:
    """One participant's points: earned less demerits, spent, and what is left."""

    episode_id: int
    name: str
    earned: int
    spent: int
    left: int


def prizes(db: Session, *, today: date) -> list[PrizeRow]:
    """Every prize, those in use first and the most frequent first."""
    stock = stock_of(db)
    kept = list(db.scalars(select(Prize)))
    bowl = bowl_of([_slips(prize, stock, today) for prize in kept])
    chances = {slips.prize_id: odds(slips, bowl) for slips in bowl}
    rows = [_row(p, stock, chances.get(p.id, Fraction(0)), today) for p in kept]
    return sorted(rows, key=lambda row: (bool(row.ended_on), -row.slips, row.title.casefold()))


def bowl(db: Session, *, today: date) -> tuple[Slips, ...]:
    """The slips as they lie in the bowl today."""
    stock = stock_of(db)
    return bowl_of([_slips(prize, stock, today) for prize in db.scalars(select(Prize))])


def stock_of(db: Session) -> dict[int, int]:
    """What is left of each prize that is counted."""
    asked = select(StockEntry.prize_id, func.sum(StockEntry.change)).group_by(StockEntry.prize_id)
    return {prize_id: int(left or 0) for prize_id, left in db.execute(asked)}


def _slips(prize: Prize, stock: Mapping[int, int], today: date) -> Slips:
    """None of a prize that is at its end, barred, or out of stock."""
    out = prize.counted and stock.get(prize.id, 0) <= 0
    ended = prize.ended_on is not None and prize.ended_on <= today
    return Slips(prize.id, prize.title, 0 if out or ended or prize.barred else prize.slips)


def _row(prize: Prize, stock: Mapping[int, int], chance: Fraction, today: date) -> PrizeRow:
    left = stock.get(prize.id, 0) if prize.counted else None
    ended = prize.ended_on is not None and prize.ended_on <= today
    state = ""
    if ended:
        state = "Taken out"
    elif prize.barred:
        state = "Not to be given"
    elif left is not None and left <= 0:
        state = "Out of stock"
    return PrizeRow(
        prize.id,
        prize.title,
        prize.slips,
        left,
        odds_words(chance),
        prize.points,
        prize.worth_cents,
        prize.counted,
        prize.barred,
        prize.ended_on if ended else None,
        state,
    )


# Acts on prizes and stock ---------------------------------------------------------------------


def start_bowl(db: Session, context: Context) -> int:
    """Fill a first bowl with the slips that the program ships; refused where prizes are kept."""
    if db.scalar(select(func.count()).select_from(Prize)):
        raise Refusal("The court has prizes already. Add to them, or change them.")
    slips = shipped_prizes()
    for one in slips:
        stock = one.pop("stock")
        prize_id = set_prize(db, context, values={**one, "counted": stock is not None})
        if stock:
            change_stock(db, context, prize_id=prize_id, change=stock, why="First stock")
    return len(slips)


def set_prize(
    db: Session, context: Context, *, values: Mapping[str, Any], prize_id: int | None = None
) -> int:
    """Add a prize, or change one; a value that is left out stays. Returns its number."""
    prize = entering.known(db, Prize, prize_id) if prize_id is not None else Prize()
    title = str(values.get("title", prize.title) or "").strip()
    if not title:
        raise FieldRefusal("title", "Say what the prize is.")
    prize.title = title[:200]
    prize.slips = _within(values, "slips", prize.slips or 0, MOST_SLIPS)
    for name, most in (("points", MOST_POINTS), ("worth_cents", MOST_CENTS)):
        if name in values:
            held = values[name]
            setattr(prize, name, None if held is None else _within(values, name, 0, most))
    if "counted" in values:
        prize.counted = bool(values["counted"])
    if "barred" in values:
        prize.barred = str(values["barred"] or "").strip()[:300]
    db.add(prize)
    db.flush()
    return int(prize.id)


def end_prize(db: Session, context: Context, *, prize_id: int) -> None:
    """Take a prize out of the bowl and off the shelf from today on."""
    prize = entering.known(db, Prize, prize_id)
    if prize.ended_on is not None and prize.ended_on <= context.today:
        raise Refusal("That prize is taken out already.")
    prize.ended_on = context.today


def change_stock(
    db: Session, context: Context, *, prize_id: int, change: int, why: str = ""
) -> int:
    """More of a prize, or fewer; returns what is left. There can't be fewer than none."""
    prize = entering.known(db, Prize, prize_id)
    if not prize.counted:
        raise FieldRefusal("change", "That prize never runs out; it is not counted.")
    if change == 0 or abs(change) > MOST_SLIPS:
        raise FieldRefusal("change", f"Give a number up to {MOST_SLIPS:,}, below zero for fewer.")
    left = stock_of(db).get(prize_id, 0) + change
    if left < 0:
        said = f"{counted(left - change, 'piece')} left; there can't be fewer than none."
        raise FieldRefusal("change", said)
    if change < 0 and not why.strip():
        raise FieldRefusal("why", "Say where they went.")
    db.add(
        StockEntry(
            prize_id=prize_id,
            entered_on=context.today,
            change=change,
            why=why.strip()[:300],
            by=context.who,
        )
    )
    db.flush()
    return left


def take_one(db: Session, context: Context, prize: Prize, why: str) -> None:
    """One fewer of a prize that is counted; Refusal when there is none."""
    if prize.counted and stock_of(db).get(prize.id, 0) <= 0:
        raise Refusal(f"“{prize.title}” is out of stock. Take another prize, or refill its stock.")
    if prize.counted:
        change_stock(db, context, prize_id=prize.id, change=-1, why=why)


def _within(values: Mapping[str, Any], name: str, otherwise: int, most: int) -> int:
    number = values.get(name, otherwise)
    if number is None or not 0 <= int(number) <= most:
        raise FieldRefusal(name, f"Give a number from 0 to {most:,}.")
    return int(number)


# Points ---------------------------------------------------------------------------------------


def spend_points(db: Session, context: Context, *, episode_id: int, prize_id: int) -> int:
    """Buy one prize for points; returns the points left. What was earned for a phase stays."""
    open_episode(db, episode_id)
    prize = entering.known(db, Prize, prize_id)
    if prize.points is None:
        raise FieldRefusal("prize_id", "That prize can't be bought for points.")
    if prize.barred:
        raise FieldRefusal("prize_id", f"That prize may not be given now ({prize.barred}).")
    if prize.ended_on is not None and prize.ended_on <= context.today:
        raise FieldRefusal("prize_id", "That prize is taken out.")
    left = points_left(db, episode_id=episode_id) - int(prize.points)
    if left < 0:
        raise FieldRefusal(
            "prize_id", f"That costs {prize.points:,} points; {left + prize.points:,} are there."
        )
    take_one(db, context, prize, "Bought for points")
    values = {"prize_id": prize_id, "spent_on": context.today, "points": prize.points}
    said = {"title": prize.title, "by": context.who}
    entering.enter(db, context, PointsSpent, episode_id, {**values, **said})
    return left


def points_left(db: Session, *, episode_id: int) -> int:
    """Points earned, less demerits and what was spent."""
    earned = db.scalar(
        select(func.sum(PointEntry.points)).where(PointEntry.episode_id == episode_id)
    )
    spent = db.scalar(
        select(func.sum(PointsSpent.points)).where(PointsSpent.episode_id == episode_id)
    )
    return int(earned or 0) - int(spent or 0)


def points_rows(db: Session, *, limit: int = 500) -> list[PointsRow]:
    """Everybody in the program who has points, the most first."""
    earned = (
        select(PointEntry.episode_id, func.sum(PointEntry.points).label("points"))
        .group_by(PointEntry.episode_id)
        .subquery()
    )
    spent = (
        select(PointsSpent.episode_id, func.sum(PointsSpent.points).label("points"))
        .group_by(PointsSpent.episode_id)
        .subquery()
    )
    given = func.coalesce(spent.c.points, 0)
    asked = (
        select(
            Episode.id,
            Person.family_name,
            Person.given_name,
            Person.reference,
            earned.c.points.label("earned"),
            given.label("spent"),
        )
        .join(earned, earned.c.episode_id == Episode.id)
        .join(Person, Person.id == Episode.person_id)
        .outerjoin(spent, spent.c.episode_id == Episode.id)
        .where(Episode.exited_on.is_(None))
        .order_by((earned.c.points - given).desc(), Person.family_name, Episode.id)
        .limit(limit)
    )
    return [
        PointsRow(
            row.id,
            listed_name(row.family_name, row.given_name, row.reference),
            int(row.earned),
            int(row.spent),
            int(row.earned) - int(row.spent),
        )
        for row in db.execute(asked)
    ]
