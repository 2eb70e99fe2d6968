"""Points given to a participant: credits above zero, demerits below."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.records.base import Amended, Base, episode_key


class PointEntry(Amended, Base):
    """Points of one day, with what they are for."""

    __tablename__ = "point_entry"

    episode_id: Mapped[int] = episode_key()
    given_on: Mapped[date]
    points: Mapped[int]
    by: Mapped[str] = mapped_column(String(100), default="")
    text: Mapped[str] = mapped_column(String(300), default="")
