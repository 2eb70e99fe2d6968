"""What the court gave in answer to behavior: incentives, sanctions, service adjustments, apart."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.domain.responses import Magnitude, ResponseFamily
from drugcourt.records.base import Amended, Base, episode_key, import_key, words


class Response(Amended, Base):
    """One response. An ordered one has `due_on`; it is open until `done_on`."""

    __tablename__ = "response"
    __table_args__ = (
        Index(
            "ix_response_due",
            "due_on",
            sqlite_where=text("done_on IS NULL AND due_on IS NOT NULL"),
            postgresql_where=text("done_on IS NULL AND due_on IS NOT NULL"),
        ),
    )

    episode_id: Mapped[int] = episode_key()
    docket_entry_id: Mapped[int | None] = mapped_column(ForeignKey("docket_entry.id"), index=True)
    family: Mapped[ResponseFamily] = words(ResponseFamily)
    title: Mapped[str] = mapped_column(String(200))
    magnitude: Mapped[Magnitude] = words(Magnitude, default=Magnitude.LOW)
    given_on: Mapped[date]
    behavior: Mapped[str] = mapped_column(String(200), default="")
    behavior_on: Mapped[date | None]
    jail_days: Mapped[int] = mapped_column(default=0)
    hours: Mapped[float | None]
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    verified_by: Mapped[str] = mapped_column(String(100), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    import_id: Mapped[int | None] = import_key()
