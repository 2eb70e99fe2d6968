"""Which medicines a participant is prescribed, since when, and what a test may show of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.records.base import Amended, Base, episode_key, import_key


class Medication(Amended, Base):
    """A prescription; half-open. `detected_as` are substance keys. Never a bar to anything."""

    __tablename__ = "medication"

    episode_id: Mapped[int] = episode_key()
    name: Mapped[str] = mapped_column(String(120))
    dose: Mapped[str] = mapped_column(String(60), default="")
    prescriber: Mapped[str] = mapped_column(String(120), default="")
    reason: Mapped[str] = mapped_column(String(200), default="")
    controlled: Mapped[bool] = mapped_column(default=False)
    moud: Mapped[bool] = mapped_column(default=False)
    detected_as: Mapped[list[Any]] = mapped_column(default=list)
    started_on: Mapped[date]
    ended_on: Mapped[date | None]
    stopped_by: Mapped[str] = mapped_column(String(60), default="")
    remarks: Mapped[str] = mapped_column(Text, default="")
    import_id: Mapped[int | None] = import_key()
