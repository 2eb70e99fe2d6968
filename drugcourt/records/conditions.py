"""What is so for a while (a home, a sponsor, a licence), and what was handed in on a day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.records.base import Amended, Base, episode_key


class Condition(Amended, Base):
    """Something that is so; half-open. `key` names it as the program does, `kind` its sort.

    `efforts` marks a span of best efforts that stand in the place of the thing itself.
    """

    __tablename__ = "condition"

    episode_id: Mapped[int] = episode_key()
    key: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(60), default="")
    started_on: Mapped[date]
    ended_on: Mapped[date | None]
    approved: Mapped[bool] = mapped_column(default=False)
    efforts: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str] = mapped_column(Text, default="")


class Item(Amended, Base):
    """Something handed in: a journal page, a school report, a meeting slip."""

    __tablename__ = "item"

    episode_id: Mapped[int] = episode_key()
    key: Mapped[str] = mapped_column(String(60))
    handed_in_on: Mapped[date]
    checked: Mapped[bool] = mapped_column(default=False)
    checked_by: Mapped[str] = mapped_column(String(100), default="")
    text: Mapped[str] = mapped_column(Text, default="")
