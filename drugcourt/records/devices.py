"""Devices that measure day and night, and each alert that they gave."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.domain.devices import AlertKind, AlertState, DeviceKind
from drugcourt.records.base import Amended, Base, episode_key, import_key, words


class DeviceSpell(Amended, Base):
    """One time on a device; half-open, `ended_on` None while it is worn or installed.

    `asked_days` is how many days without a confirmed alert are asked for; None asks none.
    """

    __tablename__ = "device_spell"

    episode_id: Mapped[int] = episode_key()
    kind: Mapped[DeviceKind] = words(DeviceKind)
    vendor: Mapped[str] = mapped_column(String(120), default="")
    serial: Mapped[str] = mapped_column(String(60), default="")
    started_on: Mapped[date]
    ended_on: Mapped[date | None]
    asked_days: Mapped[int | None]
    ordered_by: Mapped[str] = mapped_column(String(100), default="")
    reason: Mapped[str] = mapped_column(String(300), default="")
    end_reason: Mapped[str] = mapped_column(String(300), default="")
    import_id: Mapped[int | None] = import_key()


class DeviceAlert(Amended, Base):
    """One alert of a device; only a confirmed one counts, and `level` is the highest reading.

    `spell_id` None: the device itself is not recorded, as in a file that brings alerts alone.
    """

    __tablename__ = "device_alert"
    __table_args__ = (
        Index(
            "ix_device_alert_open",
            "happened_on",
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    episode_id: Mapped[int] = episode_key()
    spell_id: Mapped[int | None] = mapped_column(ForeignKey("device_spell.id"), index=True)
    kind: Mapped[AlertKind] = words(AlertKind)
    happened_on: Mapped[date]
    happened_at: Mapped[datetime | None]
    state: Mapped[AlertState] = words(AlertState, default=AlertState.OPEN)
    answered_on: Mapped[date | None]
    answered_by: Mapped[str] = mapped_column(String(100), default="")
    level: Mapped[float | None]
    text: Mapped[str] = mapped_column(Text, default="")
    import_id: Mapped[int | None] = import_key()
