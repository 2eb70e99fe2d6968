"""What is kept of safety: kits, overdoses, hand-offs, peers, services, watch and custody."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.domain.safety import (
    HandOffMode,
    HarmService,
    KitHolder,
    PeerMode,
    PeerTopic,
    Rescuer,
    WatchCause,
)
from drugcourt.domain.tone import YesNo
from drugcourt.records.base import Amended, Base, episode_key, words


class NaloxoneKit(Amended, Base):
    """One kit. It counts until it expires, was used or is gone, that day not included."""

    __tablename__ = "naloxone_kit"

    episode_id: Mapped[int] = episode_key()
    issued_on: Mapped[date]
    holder: Mapped[KitHolder] = words(KitHolder)
    holder_name: Mapped[str] = mapped_column(String(100), default="")
    lot: Mapped[str] = mapped_column(String(60), default="")
    expires_on: Mapped[date | None]
    trained: Mapped[YesNo] = words(YesNo, default=YesNo.UNKNOWN)
    used_on: Mapped[date | None]
    gone_on: Mapped[date | None]
    text: Mapped[str] = mapped_column(String(300), default="")


class Overdose(Amended, Base):
    """One overdose of a participant, fatal or not, and how it was followed up."""

    __tablename__ = "overdose"

    episode_id: Mapped[int] = episode_key()
    happened_on: Mapped[date]
    fatal: Mapped[bool] = mapped_column(default=False)
    naloxone: Mapped[YesNo] = words(YesNo, default=YesNo.UNKNOWN)
    rescuer: Mapped[Rescuer] = words(Rescuer, default=Rescuer.UNKNOWN)
    kit_id: Mapped[int | None] = mapped_column(ForeignKey("naloxone_kit.id"), index=True)
    substances: Mapped[str] = mapped_column(String(200), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    followed_on: Mapped[date | None]
    followed_by: Mapped[str] = mapped_column(String(100), default="")
    reviewed_on: Mapped[date | None]


class HandOff(Amended, Base):
    """Somebody handed on to a service; `served_on` is the day of the first service there."""

    __tablename__ = "hand_off"

    episode_id: Mapped[int] = episode_key()
    handed_on: Mapped[date]
    given_by: Mapped[str] = mapped_column(String(100), default="")
    given_to: Mapped[str] = mapped_column(String(200))
    mode: Mapped[HandOffMode] = words(HandOffMode)
    present: Mapped[YesNo] = words(YesNo, default=YesNo.UNKNOWN)
    accepted: Mapped[YesNo] = words(YesNo, default=YesNo.UNKNOWN)
    served_on: Mapped[date | None]
    text: Mapped[str] = mapped_column(String(300), default="")


class PeerAssignment(Amended, Base):
    """A peer who goes along with somebody; half-open."""

    __tablename__ = "peer_assignment"

    episode_id: Mapped[int] = episode_key()
    peer: Mapped[str] = mapped_column(String(100))
    started_on: Mapped[date]
    ended_on: Mapped[date | None]


class PeerContact(Amended, Base):
    """One contact of a peer, by its topic alone: support, never surveillance."""

    __tablename__ = "peer_contact"

    episode_id: Mapped[int] = episode_key()
    contacted_on: Mapped[date]
    peer: Mapped[str] = mapped_column(String(100), default="")
    mode: Mapped[PeerMode] = words(PeerMode)
    minutes: Mapped[int | None]
    topic: Mapped[PeerTopic] = words(PeerTopic)


class HarmReduction(Amended, Base):
    """A service that lowers the harm of use, given on a day."""

    __tablename__ = "harm_reduction"

    episode_id: Mapped[int] = episode_key()
    given_on: Mapped[date]
    service: Mapped[HarmService] = words(HarmService)
    given_by: Mapped[str] = mapped_column(String(100), default="")


class CrisisContact(Amended, Base):
    """A crisis (CIT) contact with police or a crisis team during the program; no charge follows."""

    __tablename__ = "crisis_contact"

    episode_id: Mapped[int] = episode_key()
    happened_on: Mapped[date]
    agency: Mapped[str] = mapped_column(String(200), default="")
    led_to: Mapped[str] = mapped_column(String(200), default="")
    text: Mapped[str] = mapped_column(Text, default="")


class WatchStep(Amended, Base):
    """A task of a watch that is done. Cause and first day name the watch, `key` the task."""

    __tablename__ = "watch_step"
    __table_args__ = (UniqueConstraint("episode_id", "cause", "since", "key"),)

    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"))
    cause: Mapped[WatchCause] = words(WatchCause)
    since: Mapped[date]
    key: Mapped[str] = mapped_column(String(60))
    done_on: Mapped[date]
    done_by: Mapped[str] = mapped_column(String(100), default="")
    text: Mapped[str] = mapped_column(String(300), default="")


class WatchEnd(Amended, Base):
    """A watch that was closed, with the reason."""

    __tablename__ = "watch_end"
    __table_args__ = (UniqueConstraint("episode_id", "cause", "since"),)

    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"))
    cause: Mapped[WatchCause] = words(WatchCause)
    since: Mapped[date]
    ended_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(300))


class ContinuityStep(Amended, Base):
    """A step that keeps a medication going in custody, done for one stay."""

    __tablename__ = "continuity_step"
    __table_args__ = (UniqueConstraint("span_id", "key"),)

    episode_id: Mapped[int] = episode_key()
    span_id: Mapped[int] = mapped_column(ForeignKey("status_span.id"))
    key: Mapped[str] = mapped_column(String(60))
    done_on: Mapped[date]
    done_by: Mapped[str] = mapped_column(String(100), default="")
    text: Mapped[str] = mapped_column(String(300), default="")
