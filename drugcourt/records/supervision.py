"""Contacts of the supervising staff with a participant."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.domain.supervision import ContactMode, ContactWith
from drugcourt.records.base import Amended, Base, episode_key, import_key, words


class Contact(Amended, Base):
    """One contact, or one that was tried: `reached` says which, `person` whose contact it was."""

    __tablename__ = "contact"

    episode_id: Mapped[int] = episode_key()
    contacted_on: Mapped[date]
    mode: Mapped[ContactMode] = words(ContactMode)
    person: Mapped[ContactWith] = words(ContactWith, default=ContactWith.CASE_MANAGER)
    minutes: Mapped[int | None]
    reached: Mapped[bool] = mapped_column(default=True)
    by: Mapped[str] = mapped_column(String(100), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    import_id: Mapped[int | None] = import_key()
