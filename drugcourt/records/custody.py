"""What is known of a stay in custody besides its days, which the status span holds."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.domain.custody import CustodyReason
from drugcourt.domain.tone import YesNo
from drugcourt.records.base import Amended, Base, episode_key, words


class CustodyStay(Amended, Base):
    """Where and why somebody is held. The span says since when and until when, and nothing else.

    `ends_expected` is the day on which release is expected; `medication_told` whether the jail was
    told of the medicines, `hold` what keeps the person there besides.
    """

    __tablename__ = "custody_stay"

    episode_id: Mapped[int] = episode_key()
    span_id: Mapped[int] = mapped_column(ForeignKey("status_span.id"), unique=True)
    facility: Mapped[str] = mapped_column(String(200), default="")
    reason: Mapped[CustodyReason] = words(CustodyReason, default=CustodyReason.UNKNOWN)
    response_id: Mapped[int | None] = mapped_column(ForeignKey("response.id"), index=True)
    legal_event_id: Mapped[int | None] = mapped_column(ForeignKey("legal_event.id"), index=True)
    ends_expected: Mapped[date | None]
    hold: Mapped[str] = mapped_column(String(300), default="")
    medication_told: Mapped[YesNo] = words(YesNo, default=YesNo.UNKNOWN)
    told_on: Mapped[date | None]
    released_to: Mapped[str] = mapped_column(String(200), default="")
    text: Mapped[str] = mapped_column(Text, default="")
