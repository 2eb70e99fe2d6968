"""Which bench warrants there were, from the request to the service or the recall."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.domain.hearings import WarrantReason, WarrantStep
from drugcourt.records.base import Amended, Base, episode_key, words


class Warrant(Amended, Base):
    """One warrant, its steps as days. `docket_entry_id` is the hearing that was missed, and
    `return_entry_id` the one that brings the participant back before the court.

    `booked` says whether service meant custody; None until it is served.
    """

    __tablename__ = "warrant"
    __table_args__ = (
        Index(
            "ix_warrant_out",
            "issued_on",
            sqlite_where=text("served_on IS NULL AND recalled_on IS NULL"),
            postgresql_where=text("served_on IS NULL AND recalled_on IS NULL"),
        ),
    )

    episode_id: Mapped[int] = episode_key()
    docket_entry_id: Mapped[int | None] = mapped_column(ForeignKey("docket_entry.id"), index=True)
    return_entry_id: Mapped[int | None] = mapped_column(ForeignKey("docket_entry.id"), index=True)
    reason: Mapped[WarrantReason] = words(WarrantReason)
    number: Mapped[str] = mapped_column(String(60), default="")
    requested_on: Mapped[date]
    requested_by: Mapped[str] = mapped_column(String(100), default="")
    issued_on: Mapped[date | None]
    issued_by: Mapped[str] = mapped_column(String(100), default="")
    served_on: Mapped[date | None]
    served_by: Mapped[str] = mapped_column(String(100), default="")
    booked: Mapped[bool | None]
    recalled_on: Mapped[date | None]
    recalled_why: Mapped[str] = mapped_column(Text, default="")

    @property
    def step(self) -> WarrantStep:
        """How far it is."""
        if self.recalled_on is not None:
            return WarrantStep.RECALLED
        if self.served_on is not None:
            return WarrantStep.SERVED
        return WarrantStep.ISSUED if self.issued_on is not None else WarrantStep.REQUESTED
