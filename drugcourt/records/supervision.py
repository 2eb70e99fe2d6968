"""Contacts of the supervising staff with a participant, and by when the next one is asked."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, Text
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


class ContactDue(Base):
    """How a participant stands against one sentence on contacts, derived with the standing.

    `due_on` is the last day for the next contact; None while nobody can be seen (custody, warrant,
    leave). `lacking` is how many the time up to today lacks, `tried` the attempts in vain since
    the last one.
    """

    __tablename__ = "contact_due"
    tracked = False
    derived = True

    id: Mapped[int] = mapped_column(primary_key=True)
    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"), index=True)
    requirement: Mapped[str] = mapped_column(String(120))
    asked: Mapped[str] = mapped_column(String(300))
    said: Mapped[str] = mapped_column(Text)
    lacking: Mapped[int]
    due_on: Mapped[date | None] = mapped_column(index=True)
    last_on: Mapped[date | None]
    last_mode: Mapped[ContactMode | None] = words(ContactMode)
    tried: Mapped[int]
