"""What is settled for one participant's draws: own times, a group, a date forced or excused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework.draw_policy import (
    check_scheme,
    days_ahead,
    is_drawn,
    not_drawn_yet,
    times_of,
)
from drugcourt.casework.participants import open_episode
from drugcourt.domain.dates import long
from drugcourt.domain.draws import DayType, OverrideKind
from drugcourt.domain.terms import CANDIDATE_STATUSES, CollectionStatus, TestReason
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.draws import DrawOverride, TestingGroup, TestingScheme
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person, listed_name
from drugcourt.records.specimens import Specimen
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


@dataclass(frozen=True, slots=True)
class OverrideRow:
    """A participant who must test or is excused on coming days, for the list."""

    id: int
    episode_id: int
    name: str
    kind: OverrideKind
    first_on: date
    last_on: date
    reason: str
    decided_by: str


# Groups and times -----------------------------------------------------------------------------


def set_group(
    db: Session,
    context: Context,
    *,
    name: str,
    values: Mapping[str, Any],
    group_id: int | None = None,
) -> int:
    """Make or change a group that shares its dates; `values` are target, least and most."""
    called = " ".join(name.split())[:40]
    if not called:
        raise FieldRefusal("name", "Give the group a name, such as a colour.")
    target = times_of(values, "target")
    if target is None:
        raise FieldRefusal("target", "Say how often the group is tested, such as 2/7.")
    least, most = times_of(values, "least"), times_of(values, "most")
    check_scheme(target, least, most)
    same = db.scalar(select(TestingGroup).where(func.lower(TestingGroup.name) == called.lower()))
    if same is not None and same.id != group_id:
        raise FieldRefusal("name", "A group has that name already.")
    group = TestingGroup(started_on=context.today) if group_id is None else _group(db, group_id)
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
    _participant(db, episode_id)
    _group(db, group_id)
    return _begin(db, context, TestingScheme(episode_id=episode_id, group_id=group_id), reason)


def set_scheme(
    db: Session, context: Context, *, episode_id: int, values: Mapping[str, Any], reason: str
) -> int:
    """From the next draw on a participant has times of their own; it needs a reason."""
    _participant(db, episode_id)
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


def by_phase(db: Session, context: Context, *, episode_id: int, reason: str = "") -> None:
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
        select(TestingScheme, TestingGroup.name, *_NAMED)
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
    said = scheme.target
    if scheme.least:
        said += f", at least {scheme.least}"
    return f"{said}, at most {scheme.most}" if scheme.most else said


# One date -------------------------------------------------------------------------------------


def force(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    on: date | None = None,
    test_reason: TestReason = TestReason.COURT_ORDERED,
    reason: str,
    decided_by: str = "",
) -> int:
    """Somebody must test on a date, whatever the draw says; the reason is kept with it.

    It is not a random test and leaves the chances of all other days as they are. Where the day's
    draw was made already, the test is scheduled at once.
    """
    day = on or context.today
    _may_decide(db, context, episode_id, day, reason)
    if TestReason(test_reason) is TestReason.RANDOM:
        raise FieldRefusal("test_reason", "A test that a person orders is not a random one.")
    if days_ahead(db, first=day, count=1)[0].kind is DayType.CLOSED:
        raise FieldRefusal("on", f"No tests are taken on {long(day)}.")
    if _decided(db, episode_id, day, day) is not None:
        raise FieldRefusal("on", "Something is decided for this participant on that day already.")
    row = DrawOverride(
        episode_id=episode_id,
        kind=OverrideKind.FORCE,
        first_on=day,
        last_on=day,
        test_reason=str(test_reason),
        reason=reason.strip(),
        decided_by=decided_by.strip() or context.who,
    )
    db.add(row)
    db.flush()
    if is_drawn(db, day):
        _schedule(db, episode_id, day, TestReason(test_reason))
    return row.id


def excuse_from_draw(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    first_on: date,
    last_on: date | None = None,
    reason: str,
    decided_by: str = "",
) -> int:
    """Somebody is not drawn on a date, or on some days; the reason is kept with it."""
    last = last_on or first_on
    if last < first_on:
        raise FieldRefusal("last_on", "The last day can't come before the first.")
    _may_decide(db, context, episode_id, first_on, reason)
    not_drawn_yet(db, context, first_on, "first_on")
    if _decided(db, episode_id, first_on, last) is not None:
        raise FieldRefusal(
            "first_on", "Something is decided for this participant on one of these days already."
        )
    row = DrawOverride(
        episode_id=episode_id,
        kind=OverrideKind.EXCUSE,
        first_on=first_on,
        last_on=last,
        reason=reason.strip(),
        decided_by=decided_by.strip() or context.who,
    )
    db.add(row)
    db.flush()
    return row.id


def withdraw_override(db: Session, context: Context, *, override_id: int) -> None:
    """Take a decision about coming days back; days that were drawn stand."""
    row = db.get(DrawOverride, override_id)
    if row is None or row.withdrawn:
        raise Refusal("This decision was taken back already.")
    not_drawn_yet(db, context, row.first_on, "first_on")
    row.withdrawn = True


def overrides(db: Session, *, today: date) -> list[OverrideRow]:
    """Who must test or is excused from today on."""
    asked = (
        select(DrawOverride, *_NAMED)
        .join(Episode, Episode.id == DrawOverride.episode_id)
        .join(Person, Person.id == Episode.person_id)
        .where(DrawOverride.withdrawn.is_(False), DrawOverride.last_on >= today)
        .order_by(DrawOverride.first_on, Person.family_name, DrawOverride.id)
    )
    return [
        OverrideRow(
            row.id,
            row.episode_id,
            listed_name(family, given, reference),
            row.kind,
            row.first_on,
            row.last_on,
            row.reason,
            row.decided_by,
        )
        for row, family, given, reference in db.execute(asked)
    ]


_NAMED = (Person.family_name, Person.given_name, Person.reference)


def _may_decide(db: Session, context: Context, episode_id: int, day: date, reason: str) -> None:
    _participant(db, episode_id)
    if day < context.today:
        raise FieldRefusal("on", "That day has passed. Choose a day from today on.")
    if not reason.strip():
        raise FieldRefusal("reason", "Say why, so that it can be understood later.")


def _decided(db: Session, episode_id: int, first: date, last: date) -> int | None:
    return db.scalar(
        select(DrawOverride.id).where(
            DrawOverride.episode_id == episode_id,
            DrawOverride.withdrawn.is_(False),
            DrawOverride.first_on <= last,
            DrawOverride.last_on >= first,
        )
    )


def _schedule(db: Session, episode_id: int, day: date, reason: TestReason) -> None:
    """A test of that day beside the draw, unless one stands already."""
    standing = db.scalar(
        select(Specimen.id).where(
            Specimen.episode_id == episode_id,
            Specimen.collected_on == day,
            Specimen.status != CollectionStatus.CANCELLED,
        )
    )
    if standing is None:
        db.add(
            Specimen(
                episode_id=episode_id,
                collected_on=day,
                status=CollectionStatus.SCHEDULED,
                reason=reason,
            )
        )


def _participant(db: Session, episode_id: int) -> Episode:
    episode = open_episode(db, episode_id)
    if episode.status in CANDIDATE_STATUSES:
        raise Refusal("This person has not been admitted yet, so there is nothing to draw.")
    return episode


def _group(db: Session, group_id: int) -> TestingGroup:
    group = db.get(TestingGroup, group_id)
    if group is None or group.ended_on is not None:
        raise FieldRefusal("group_id", "That group is closed. Choose another.")
    return group


def _begin(db: Session, context: Context, scheme: TestingScheme, reason: str) -> int:
    """Let a scheme begin with the next draw, in the place of the one before."""
    _end_current(db, context, scheme.episode_id)
    scheme.started_on, scheme.reason = _next_draw(db, context), reason.strip()
    db.add(scheme)
    db.flush()
    return scheme.id


def _end_current(db: Session, context: Context, episode_id: int) -> bool:
    """End what holds now; one that never came to a draw is taken away. Whether there was one."""
    day = _next_draw(db, context)
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


def _next_draw(db: Session, context: Context) -> date:
    return context.today + timedelta(days=1) if is_drawn(db, context.today) else context.today


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
