"""Who must test on a date, or is excused from the draw on some: what a person decided, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.draws.policy import days_ahead, is_drawn, next_draw, not_drawn_yet
from drugcourt.casework.draws.pool import check_admitted
from drugcourt.domain.dates import long
from drugcourt.domain.draws import DayType, OverrideKind
from drugcourt.domain.specimens import CollectionStatus, TestReason
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.draws import DrawOverride
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person, listed_name
from drugcourt.records.specimens import Specimen
from drugcourt.workspace import Context


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
    _may_decide(db, episode_id, reason)
    if day < context.today:
        raise FieldRefusal("on", "That day has passed. Choose a day from today on.")
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
    _may_decide(db, episode_id, reason)
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
    """Take a decision about coming days back; days that were drawn or have passed stand.

    Somebody who is excused for a while already is so up to the next draw.
    """
    row = db.get(DrawOverride, override_id)
    if row is None or row.withdrawn:
        raise Refusal("This decision was taken back already.")
    not_drawn_yet(db, context, row.last_on, "last_on")
    coming = next_draw(db, context)
    if row.first_on < coming:
        row.last_on = coming - timedelta(days=1)
    else:
        row.withdrawn = True


def overrides(db: Session, *, today: date) -> list[OverrideRow]:
    """Who must test or is excused from today on."""
    asked = (
        select(DrawOverride, Person.family_name, Person.given_name, Person.reference)
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


def _may_decide(db: Session, episode_id: int, reason: str) -> None:
    check_admitted(db, episode_id)
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
