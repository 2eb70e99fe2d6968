"""What was ordered for one participant alone: another number, more time, less to pay."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.domain.fees import DebtKind
from drugcourt.records.base import Amended, Base, episode_key, words


class Override(Amended, Base):
    """A number of one requirement that is another for this participant, by a named person.

    `field` and `value` are written as in the program file: `least` and `9 months`.
    """

    __tablename__ = "override"

    episode_id: Mapped[int] = episode_key()
    requirement: Mapped[str] = mapped_column(String(120))
    field: Mapped[str] = mapped_column(String(60))
    value: Mapped[str] = mapped_column(String(100))
    ordered_on: Mapped[date]
    by: Mapped[str] = mapped_column(String(100))
    reason: Mapped[str] = mapped_column(Text)


class Extension(Amended, Base):
    """More time in a phase, by a named person; `amount` is written `14 days`."""

    __tablename__ = "extension"

    episode_id: Mapped[int] = episode_key()
    phase: Mapped[str] = mapped_column(String(60))
    ordered_on: Mapped[date]
    amount: Mapped[str] = mapped_column(String(20))
    by: Mapped[str] = mapped_column(String(100))
    reason: Mapped[str] = mapped_column(Text)


class AbilityFinding(Amended, Base):
    """What the court found a participant able to pay; half-open.

    `debt` None means every debt; `cents_per_month` None or 0 means that nothing is asked.
    """

    __tablename__ = "ability_finding"

    episode_id: Mapped[int] = episode_key()
    debt: Mapped[DebtKind | None] = words(DebtKind)
    cents_per_month: Mapped[int | None]
    started_on: Mapped[date]
    ended_on: Mapped[date | None]
    by: Mapped[str] = mapped_column(String(100), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
