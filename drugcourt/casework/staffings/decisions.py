"""What the team decided of each participant in a meeting, and what it recommends to the court."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.staffings.sentences import Decision, Objection, Option
from drugcourt.records.staffings import Dissent, Staffing, StaffingItem, StaffingOption


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision, and the sentences in which the court was told."""

    decision: Decision
    recommended: str


def decisions_of(
    db: Session, *, session_id: int, episode_id: int | None = None
) -> dict[int, Decided]:
    """The decisions of one session's meeting by episode, in three questions for all of them."""
    mine = select(StaffingItem.id).join(Staffing, Staffing.id == StaffingItem.staffing_id)
    mine = mine.where(Staffing.session_id == session_id)
    if episode_id is not None:
        mine = mine.where(StaffingItem.episode_id == episode_id)
    items = select(
        StaffingItem.id,
        StaffingItem.episode_id,
        StaffingItem.behavior,
        StaffingItem.behavior_key,
        StaffingItem.rule,
        StaffingItem.goal,
        StaffingItem.account,
        StaffingItem.contested,
        StaffingItem.move,
        StaffingItem.said,
        StaffingItem.recommended,
    ).where(StaffingItem.id.in_(mine))
    options = _options(db, mine)
    dissents = _dissents(db, mine)
    return {
        row.episode_id: Decided(
            Decision(
                behavior=row.behavior,
                behavior_key=row.behavior_key,
                rule=row.rule,
                goal=row.goal,
                account=row.account,
                contested=row.contested,
                move=row.move,
                options=tuple(options.get(row.id, ())),
                dissents=tuple(dissents.get(row.id, ())),
                said=row.said,
            ),
            row.recommended,
        )
        for row in db.execute(items)
    }


def _options(db: Session, mine: Any) -> Mapping[int, list[Option]]:
    asked = (
        select(
            StaffingOption.item_id,
            StaffingOption.family,
            StaffingOption.title,
            StaffingOption.magnitude,
            StaffingOption.jail_days,
            StaffingOption.due_on,
            StaffingOption.chosen,
        )
        .where(StaffingOption.item_id.in_(mine))
        .order_by(StaffingOption.id)
    )
    found: dict[int, list[Option]] = defaultdict(list)
    for row in db.execute(asked):
        found[row.item_id].append(
            Option(row.family, row.title, row.magnitude, row.jail_days, row.due_on, row.chosen)
        )
    return found


def _dissents(db: Session, mine: Any) -> Mapping[int, list[Objection]]:
    asked = (
        select(Dissent.item_id, Dissent.role, Dissent.text)
        .where(Dissent.item_id.in_(mine))
        .order_by(Dissent.id)
    )
    found: dict[int, list[Objection]] = defaultdict(list)
    for item_id, role, text in db.execute(asked):
        found[item_id].append(Objection(role, text))
    return found
