"""Acts on conditions that hold for a while (housing, sponsor, licence) and on what is handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.casework.programs.programs import program
from drugcourt.domain.program import HandedIn, Rule, Stands, with_parts
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.conditions import Condition, Item
from drugcourt.records.episodes import Episode
from drugcourt.workspace import Context

USUAL = ("housing", "sponsor", "home_group", "interlock", "licence", "curfew", "phone")


def begin_condition(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    key: str,
    started_on: date,
    kind: str = "",
    ended_on: date | None = None,
    approved: bool = False,
    efforts: bool = False,
    text: str = "",
) -> int:
    """Record that something is so from a day on; what was so under that key ends that day.

    Recorded best efforts end nothing, and are not ended by it.
    """
    entering.check_span(db, context, episode_id, ("started_on", started_on), ("ended_on", ended_on))
    if not key.strip():
        raise FieldRefusal("key", "Say what it is: housing, a sponsor, a licence.")
    if not efforts and ended_on is None:
        _end_earlier(db, episode_id, key.strip(), started_on)
    return entering.enter(
        db,
        context,
        Condition,
        episode_id,
        {
            "key": key.strip(),
            "kind": kind.strip(),
            "started_on": started_on,
            "ended_on": ended_on,
            "approved": approved,
            "efforts": efforts,
            "text": text,
        },
    )


def end_condition(db: Session, context: Context, *, condition_id: int, ended_on: date) -> None:
    """It is not so any more; `ended_on` is the first day without it."""
    found = entering.known(db, Condition, condition_id)
    if found.ended_on is not None:
        raise Refusal("That has ended already.")
    entering.check_span(
        db, context, found.episode_id, ("started_on", found.started_on), ("ended_on", ended_on)
    )
    found.ended_on = ended_on


def approve_condition(db: Session, context: Context, *, condition_id: int) -> None:
    """The court approved of it (a home, a sponsor)."""
    found = entering.known(db, Condition, condition_id)
    if found.approved:
        raise Refusal("The court approved of that already.")
    entering.check_span(db, context, found.episode_id, ("started_on", found.started_on))
    found.approved = True


def hand_in(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    key: str,
    handed_in_on: date,
    checked: bool = False,
    text: str = "",
) -> int:
    """Record something that was handed in; with `checked` somebody looked it through at once."""
    entering.check_span(db, context, episode_id, ("handed_in_on", handed_in_on))
    if not key.strip():
        raise FieldRefusal("key", "Say what was handed in.")
    values = {
        "key": key.strip(),
        "handed_in_on": handed_in_on,
        "checked": checked,
        "checked_by": context.who if checked else "",
        "text": text,
    }
    return entering.enter(db, context, Item, episode_id, values)


def check_item(db: Session, context: Context, *, item_id: int) -> None:
    """Somebody looked through what was handed in; history keeps who."""
    item = entering.known(db, Item, item_id)
    if item.checked:
        raise Refusal("That was checked already.")
    item.checked, item.checked_by = True, context.who


def _end_earlier(db: Session, episode_id: int, key: str, day: date) -> None:
    asked = select(Condition).where(
        Condition.episode_id == episode_id,
        Condition.key == key,
        Condition.ended_on.is_(None),
        Condition.efforts.is_(False),
    )
    for earlier in db.scalars(asked):
        earlier.ended_on = max(day, earlier.started_on)


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """Something that is or was so, for the list; `name` is its key in words."""

    id: int
    name: str
    kind: str
    started_on: date
    ended_on: date | None
    approved: bool
    efforts: bool
    text: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """Something that was handed in, for the list."""

    id: int
    name: str
    handed_in_on: date
    checked: bool
    checked_by: str
    text: str


def condition_rows(db: Session, *, episode_id: int) -> list[ConditionRow]:
    """What holds now first, then the latest."""
    found = db.scalars(
        select(Condition)
        .where(Condition.episode_id == episode_id)
        .order_by(Condition.ended_on.is_not(None), Condition.started_on.desc(), Condition.id.desc())
    )
    return [
        ConditionRow(
            c.id,
            in_words(c.key),
            in_words(c.kind),
            c.started_on,
            c.ended_on,
            c.approved,
            c.efforts,
            c.text,
        )
        for c in found
    ]


def item_rows(db: Session, *, episode_id: int, offset: int = 0, limit: int = 100) -> list[ItemRow]:
    """One window of what was handed in, newest first."""
    found = db.scalars(
        select(Item)
        .where(Item.episode_id == episode_id)
        .order_by(Item.handed_in_on.desc(), Item.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return [
        ItemRow(i.id, in_words(i.key), i.handed_in_on, i.checked, i.checked_by, i.text)
        for i in found
    ]


def conditions_asked(db: Session, *, episode_id: int) -> list[tuple[str, str]]:
    """Key and words of the conditions that the program asks for, then the usual ones."""
    rules = _rules_of(db, episode_id)
    asked = [rule.condition for rule in rules if isinstance(rule, Stands) and rule.condition]
    return [(key, in_words(key)) for key in dict.fromkeys([*asked, *USUAL])]


def items_asked(db: Session, *, episode_id: int) -> list[tuple[str, str]]:
    """Key and words of what the program wants handed in."""
    rules = _rules_of(db, episode_id)
    asked = dict.fromkeys(rule.item for rule in rules if isinstance(rule, HandedIn))
    return [(key, in_words(key)) for key in asked or ("journal", "meeting_slip")]


def in_words(key: str) -> str:
    """`home_group` as people read it: `Home group`."""
    words = key.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def _rules_of(db: Session, episode_id: int) -> list[Rule]:
    program_id = db.scalar(select(Episode.program_id).where(Episode.id == episode_id))
    if program_id is None:
        raise Refusal("That participant is not in this court.")
    return [asked.rule for asked in with_parts(program(db, program_id).requirements)]
