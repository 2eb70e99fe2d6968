"""What a participant asked leave for, and how it was answered."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.domain.permission_requests import AnsweredHow, PermissionAnswer, PermissionKind
from drugcourt.records.base import Amended, Base, episode_key, words


class PermissionRequest(Amended, Base):
    """One request; it waits while `answer` is None. Both days of the time asked for count."""

    __tablename__ = "permission_request"

    episode_id: Mapped[int] = episode_key()
    kind: Mapped[PermissionKind] = words(PermissionKind)
    asked_on: Mapped[date]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    place: Mapped[str] = mapped_column(String(200), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    answer: Mapped[PermissionAnswer | None] = words(PermissionAnswer, index=True)
    answered_on: Mapped[date | None]
    answered_by: Mapped[str] = mapped_column(String(100), default="")
    answered_how: Mapped[AnsweredHow | None] = words(AnsweredHow)
    answer_text: Mapped[str] = mapped_column(Text, default="")
