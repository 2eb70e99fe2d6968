"""Peers and their contacts, services that lower harm, crisis contacts: support, not watching."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.domain.safety import HarmService, PeerMode, PeerTopic
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.safety import CrisisContact, HarmReduction, PeerAssignment, PeerContact
from drugcourt.workspace import Context

_MOST_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class PeerRow:
    """Who goes along with somebody; how often and when last, never about what in words."""

    id: int
    peer: str
    started_on: date
    ended_on: date | None
    contacts: int
    minutes: int
    last_on: date | None


@dataclass(frozen=True, slots=True)
class SupportRow:
    """One line of support: a peer's contact, a service or a crisis contact.

    `kind` is the record it stands in, `id` its number there; `key` tells the line from the others.
    """

    kind: str
    id: int
    on: date
    what: str
    detail: str
    by: str

    @property
    def key(self) -> tuple[str, int]:
        return self.kind, self.id


def assign_peer(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    peer: str,
    started_on: date | None = None,
) -> int:
    """A peer goes along from this day on; the one before ends that day."""
    day = started_on or context.today
    entering.check_span(db, context, episode_id, ("started_on", day))
    if not peer.strip():
        raise FieldRefusal("peer", "Name the peer.")
    before = db.scalar(
        select(PeerAssignment).where(
            PeerAssignment.episode_id == episode_id, PeerAssignment.ended_on.is_(None)
        )
    )
    if before is not None:
        if before.peer == peer.strip():
            raise Refusal("That peer goes along with this person already.")
        if day < before.started_on:
            raise FieldRefusal("started_on", "That day lies before the present peer began.")
        before.ended_on = day
    values = {"peer": peer.strip(), "started_on": day}
    return entering.enter(db, context, PeerAssignment, episode_id, values)


def end_peer(
    db: Session, context: Context, *, assignment_id: int, ended_on: date | None = None
) -> None:
    """The peer goes along no longer."""
    found: PeerAssignment = entering.known(db, PeerAssignment, assignment_id)
    if found.ended_on is not None:
        raise Refusal("That has ended already.")
    day = ended_on or context.today
    begun = ("started_on", found.started_on)
    entering.check_span(db, context, found.episode_id, begun, ("ended_on", day))
    found.ended_on = day


def record_peer_contact(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    mode: PeerMode,
    topic: PeerTopic,
    contacted_on: date | None = None,
    minutes: int | None = None,
    peer: str = "",
) -> int:
    """A peer was in contact: how, how long, and a code for the topic; nothing of what was said."""
    day = contacted_on or context.today
    entering.check_span(db, context, episode_id, ("contacted_on", day))
    if minutes is not None and not 0 < minutes <= _MOST_MINUTES:
        raise FieldRefusal("minutes", "Minutes lie between 1 and those of a day.")
    values = {
        "contacted_on": day,
        "peer": peer.strip(),
        "mode": mode,
        "minutes": minutes,
        "topic": topic,
    }
    return entering.enter(db, context, PeerContact, episode_id, values)


def record_harm_reduction(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    service: HarmService,
    given_on: date | None = None,
    given_by: str = "",
) -> int:
    """A service that lowers the harm of use was given."""
    day = given_on or context.today
    entering.check_span(db, context, episode_id, ("given_on", day))
    values = {"given_on": day, "service": service, "given_by": given_by.strip()}
    return entering.enter(db, context, HarmReduction, episode_id, values)


def record_crisis_contact(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    happened_on: date,
    agency: str = "",
    led_to: str = "",
    text: str = "",
) -> int:
    """A crisis contact with police or a crisis team; it is no arrest, and no violation."""
    entering.check_span(db, context, episode_id, ("happened_on", happened_on))
    values = {
        "happened_on": happened_on,
        "agency": agency.strip(),
        "led_to": led_to.strip(),
        "text": text.strip(),
    }
    return entering.enter(db, context, CrisisContact, episode_id, values)


def peers(db: Session, *, episode_id: int) -> list[PeerRow]:
    """The peers of one file with their contacts counted, the present one first."""
    counts = {
        peer: (int(number), int(minutes or 0), last)
        for peer, number, minutes, last in db.execute(
            select(
                PeerContact.peer,
                func.count(),
                func.sum(PeerContact.minutes),
                func.max(PeerContact.contacted_on),
            )
            .where(PeerContact.episode_id == episode_id)
            .group_by(PeerContact.peer)
        )
    }
    asked = (
        select(PeerAssignment)
        .where(PeerAssignment.episode_id == episode_id)
        .order_by(PeerAssignment.started_on.desc(), PeerAssignment.id.desc())
    )
    return [
        PeerRow(
            found.id,
            found.peer,
            found.started_on,
            found.ended_on,
            *counts.get(found.peer, (0, 0, None)),
        )
        for found in db.scalars(asked)
    ]


def support(db: Session, *, episode_id: int) -> list[SupportRow]:
    """Contacts of peers, services and crisis contacts, the latest first."""
    found = [
        SupportRow(
            one.__tablename__,
            one.id,
            one.contacted_on,
            f"Peer: {one.topic.label.lower()}",
            _how(one),
            one.peer,
        )
        for one in _of(db, PeerContact, episode_id)
    ]
    found += [
        SupportRow(
            HarmReduction.__tablename__, one.id, one.given_on, one.service.label, "", one.given_by
        )
        for one in _of(db, HarmReduction, episode_id)
    ]
    found += [
        SupportRow(
            CrisisContact.__tablename__,
            one.id,
            one.happened_on,
            "Crisis contact",
            one.led_to,
            one.agency,
        )
        for one in _of(db, CrisisContact, episode_id)
    ]
    return sorted(found, key=lambda one: (one.on, one.id), reverse=True)


def _of(db: Session, record: Any, episode_id: int) -> Sequence[Any]:
    return db.scalars(select(record).where(record.episode_id == episode_id)).all()


def _how(one: PeerContact) -> str:
    length = f", {one.minutes} minutes" if one.minutes else ""
    return f"{one.mode.label}{length}"
