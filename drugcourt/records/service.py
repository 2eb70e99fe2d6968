"""Community service, day by day: where, how long, and what it is to settle."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.domain.fees import DebtKind
from drugcourt.records.base import Amended, Base, episode_key, words


class ServiceEntry(Amended, Base):
    """Hours on one day. `sanction`: imposed as a sanction; `pays`: the debt they are to settle."""

    __tablename__ = "service_entry"

    episode_id: Mapped[int] = episode_key()
    served_on: Mapped[date]
    hours: Mapped[float]
    site: Mapped[str] = mapped_column(String(200), default="")
    sanction: Mapped[bool] = mapped_column(default=False)
    approved: Mapped[bool] = mapped_column(default=False)
    pays: Mapped[DebtKind | None] = words(DebtKind)
    verified_by: Mapped[str] = mapped_column(String(100), default="")
    text: Mapped[str] = mapped_column(Text, default="")
