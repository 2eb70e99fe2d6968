"""What is so for a while (a home, a licence), what is imposed, and what was handed in on a day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.domain.conditions import CheckResult, ConditionKind
from drugcourt.domain.supervision import ContactMode
from drugcourt.records.base import Amended, Base, episode_key, words


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


class ImposedCondition(Amended, Base):
    """A condition of supervision; half-open, `ended_on` None while nobody has ended it.

    `from_time` and `until_time` are the hours of a curfew by the court's clock, `21:00` to `06:00`.
    `source` names the order it comes from.
    """

    __tablename__ = "imposed_condition"

    episode_id: Mapped[int] = episode_key()
    kind: Mapped[ConditionKind] = words(ConditionKind, index=True)
    started_on: Mapped[date]
    ended_on: Mapped[date | None] = mapped_column(index=True)
    from_time: Mapped[str] = mapped_column(String(5), default="")
    until_time: Mapped[str] = mapped_column(String(5), default="")
    ordered_on: Mapped[date | None]
    ordered_by: Mapped[str] = mapped_column(String(100), default="")
    source: Mapped[str] = mapped_column(String(200), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    end_reason: Mapped[str] = mapped_column(String(300), default="")


class ConditionCheck(Amended, Base):
    """Somebody looked whether a condition is kept. What was not kept stands as an infraction too,
    which is what the rules count; `infraction_id` ties the two together.
    """

    __tablename__ = "condition_check"

    episode_id: Mapped[int] = episode_key()
    imposed_id: Mapped[int] = mapped_column(ForeignKey("imposed_condition.id"), index=True)
    checked_on: Mapped[date] = mapped_column(index=True)
    checked_at: Mapped[str] = mapped_column(String(5), default="")
    mode: Mapped[ContactMode | None] = words(ContactMode)
    result: Mapped[CheckResult] = words(CheckResult)
    by: Mapped[str] = mapped_column(String(100), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    infraction_id: Mapped[int | None] = mapped_column(ForeignKey("infraction.id"), index=True)
