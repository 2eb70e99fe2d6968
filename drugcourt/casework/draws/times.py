"""How often one participant is tested where it is not by the phase: own times, or a group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework.draws.policy import check_scheme, next_draw, times_of
from drugcourt.casework.draws.pool import check_admitted
from drugcourt.domain.draws import read_scheme
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.draws import TestingGroup, TestingScheme
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person, listed_name
from drugcourt.workspace import Context


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group that shares its dates; `people` are in it today."""

    id: int
    name: str
    target: str
    least: str
    most: str
    started_on: date
    people: int


@dataclass(frozen=True, slots=True)
class SchemeRow:
    """A participant whose tests do not go by the phase, for the list."""

    id: int
    episode_id: int
    name: str
    started_on: date
    words: str
    reason: str


def set_group(
    db: Session,
    context: Context,
    *,
    name: str,
    values: Mapping[str, Any],
    group_id: int | None = None,
) -> int:
    """Make or change a group that shares its dates; `values` are target, least and most.

    A group that was closed is opened again by its name.
    """
    called = " ".join(name.split())[:40]
    if not called:
        raise FieldRefusal("name", "Give the group a name, such as a colour.")
    target = times_of(values, "target")
    if target is None:
        raise FieldRefusal("target", "Say how often the group is tested, such as 2/7.")
    least, most = times_of(values, "least"), times_of(values, "most")
    check_scheme(target, least, most)
    same = db.scalar(select(TestingGroup).where(func.lower(TestingGroup.name) == called.lower()))
    group = _group(db, group_id) if group_id is not None else TestingGroup()
    if same is not None and same.id != group_id:
        if same.ended_on is None:
            raise FieldRefusal("name", "A group has that name already.")
        if group_id is not None:
            reason = "A closed group has that name. Make a new group of it, or choose another name."
            raise FieldRefusal("name", reason)
        group = same
    if group_id is None:
        group.started_on, group.ended_on = context.today, None
    group.name = called
    group.target, group.least, group.most = str(target), str(least or ""), str(most or "")
    db.add(group)
    db.flush()
    return group.id


def end_group(db: Session, context: Context, *, group_id: int) -> None:
    """Close a group nobody is in any more; its draws stay on record."""
    group = _group(db, group_id)
    if _members(db, context.today).get(group_id):
        raise Refusal("Somebody is in this group. Take its people out first.")
    group.ended_on = context.today


def put_in_group(
    db: Session, context: Context, *, episode_id: int, group_id: int, reason: str = ""
) -> int:
    """From the next draw on a participant shares a group's dates; returns the scheme's number."""
    check_admitted(db, episode_id)
    _group(db, group_id)
    return _begin(db, context, TestingScheme(episode_id=episode_id, group_id=group_id), reason)


def set_scheme(
    db: Session, context: Context, *, episode_id: int, values: Mapping[str, Any], reason: str
) -> int:
    """From the next draw on a participant has times of their own; it needs a reason."""
    check_admitted(db, episode_id)
    if not reason.strip():
        raise FieldRefusal("reason", "Say why this participant is tested by other times.")
    target = times_of(values, "target")
    if target is None:
        raise FieldRefusal("target", "Say how often this participant is tested, such as 2/14.")
    least, most = times_of(values, "least"), times_of(values, "most")
    check_scheme(target, least, most)
    scheme = TestingScheme(
        episode_id=episode_id, target=str(target), least=str(least or ""), most=str(most or "")
    )
    return _begin(db, context, scheme, reason)


def by_phase(db: Session, context: Context, *, episode_id: int) -> None:
    """From the next draw on a participant is tested as the phase says, like everybody else."""
    if not _end_current(db, context, episode_id):
        raise Refusal("This participant is tested as the phase says already.")


def groups(db: Session, *, today: date) -> list[GroupRow]:
    """The groups there are, with how many people are in each."""
    members = _members(db, today)
    asked = select(TestingGroup).where(TestingGroup.ended_on.is_(None)).order_by(TestingGroup.name)
    return [
        GroupRow(g.id, g.name, g.target, g.least, g.most, g.started_on, members.get(g.id, 0))
        for g in db.scalars(asked)
    ]


def schemes(db: Session, *, today: date) -> list[SchemeRow]:
    """Everybody whose tests do not go by the phase."""
    asked = (
        select(
            TestingScheme,
            TestingGroup.name,
            Person.family_name,
            Person.given_name,
            Person.reference,
        )
        .join(Episode, Episode.id == TestingScheme.episode_id)
        .join(Person, Person.id == Episode.person_id)
        .outerjoin(TestingGroup, TestingGroup.id == TestingScheme.group_id)
        .where(_open_after(today), Episode.exited_on.is_(None))
        .order_by(Person.family_name, Person.given_name, TestingScheme.id)
    )
    return [
        SchemeRow(
            scheme.id,
            scheme.episode_id,
            listed_name(family, given, reference),
            scheme.started_on,
            f"Group {group}" if group else _words(scheme),
            scheme.reason,
        )
        for scheme, group, family, given, reference in db.execute(asked)
    ]


def _words(scheme: TestingScheme) -> str:
    return str(read_scheme(scheme.target, scheme.least, scheme.most))


def _group(db: Session, group_id: int) -> TestingGroup:
    group = db.get(TestingGroup, group_id)
    if group is None or group.ended_on is not None:
        raise FieldRefusal("group_id", "That group is closed. Choose another.")
    return group


def _begin(db: Session, context: Context, scheme: TestingScheme, reason: str) -> int:
    """Let a scheme begin with the next draw, in the place of the one before."""
    _end_current(db, context, scheme.episode_id)
    scheme.started_on, scheme.reason = next_draw(db, context), reason.strip()
    db.add(scheme)
    db.flush()
    return scheme.id


def _end_current(db: Session, context: Context, episode_id: int) -> bool:
    """End what holds now; one that never came to a draw is taken away. Whether there was one."""
    day = next_draw(db, context)
    asked = select(TestingScheme).where(
        TestingScheme.episode_id == episode_id, TestingScheme.ended_on.is_(None)
    )
    found = list(db.scalars(asked))
    for scheme in found:
        if scheme.started_on >= day:
            db.delete(scheme)
        else:
            scheme.ended_on = day
    return bool(found)


def _members(db: Session, today: date) -> dict[int, int]:
    asked = (
        select(TestingScheme.group_id, func.count())
        .join(Episode, Episode.id == TestingScheme.episode_id)
        .where(
            _open_after(today),
            TestingScheme.group_id.is_not(None),
            Episode.exited_on.is_(None),
        )
        .group_by(TestingScheme.group_id)
    )
    return {group_id: count for group_id, count in db.execute(asked) if group_id is not None}


def _open_after(today: date) -> Any:
    return TestingScheme.ended_on.is_(None) | (TestingScheme.ended_on > today)
