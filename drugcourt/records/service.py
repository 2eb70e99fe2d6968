"""Community service: what was ordered until when, and what was done on which day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.domain.fees import DebtKind
from drugcourt.records.base import Amended, Base, episode_key, words


class ServiceEntry(Amended, Base):
    """Hours on one day. `sanction`: imposed as a sanction; `pays`: the debt they are to settle.

    They work off the order `order_id`, or what a response of the court asked, or neither.
    """

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
    order_id: Mapped[int | None] = mapped_column(ForeignKey("service_order.id"), index=True)
    response_id: Mapped[int | None] = mapped_column(ForeignKey("response.id"), index=True)


class ServiceOrder(Amended, Base):
    """Hours ordered apart from the responses: as a condition of the program, or in place of a fee.

    It is open until the hours are done or `closed_on`, with the reason.
    """

    __tablename__ = "service_order"

    episode_id: Mapped[int] = episode_key()
    ordered_on: Mapped[date]
    hours: Mapped[float]
    due_on: Mapped[date | None] = mapped_column(index=True)
    site: Mapped[str] = mapped_column(String(200), default="")
    pays: Mapped[DebtKind | None] = words(DebtKind)
    by: Mapped[str] = mapped_column(String(100), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    closed_on: Mapped[date | None]
    closed_why: Mapped[str] = mapped_column(String(300), default="")
