"""What the court's orders and responses ask of the members of the team afterwards."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.domain.staffings import TeamRole
from drugcourt.records.base import Amended, Base, episode_key, words


class CourtTask(Amended, Base):
    """One thing to do after a hearing, open until `done_on`.

    `key` says what of the hearing asked for it, so that recording the hearing again changes the
    task instead of adding another.
    """

    __tablename__ = "court_task"
    __table_args__ = (
        Index(
            "ix_court_task_open",
            "due_on",
            sqlite_where=text("done_on IS NULL"),
            postgresql_where=text("done_on IS NULL"),
        ),
    )

    episode_id: Mapped[int] = episode_key()
    docket_entry_id: Mapped[int] = mapped_column(ForeignKey("docket_entry.id"), index=True)
    key: Mapped[str] = mapped_column(String(120))
    role: Mapped[TeamRole] = words(TeamRole)
    text: Mapped[str] = mapped_column(String(300))
    due_on: Mapped[date]
    done_on: Mapped[date | None]
    done_by: Mapped[str] = mapped_column(String(100), default="")
