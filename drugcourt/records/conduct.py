"""What happened before the law, and which rules of the program were not kept."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.domain.cases import ChargeLevel
from drugcourt.domain.conduct import InfractionKind, LegalEventKind
from drugcourt.domain.tone import YesNo
from drugcourt.records.base import Amended, Base, episode_key, words


class LegalEvent(Amended, Base):
    """An offence, arrest, charge, conviction or warrant.

    A charge is pending and a warrant open from `on` up to, not including, `ended_on`.
    `program_case` marks the case for which the person is in the court; it never counts as new.
    `told_on` is the day on which the team heard of it, `told_what` what was decided then.
    """

    __tablename__ = "legal_event"

    episode_id: Mapped[int] = episode_key()
    kind: Mapped[LegalEventKind] = words(LegalEventKind)
    happened_on: Mapped[date]
    ended_on: Mapped[date | None]
    level: Mapped[ChargeLevel] = words(ChargeLevel, default=ChargeLevel.UNKNOWN)
    program_case: Mapped[bool] = mapped_column(default=False)
    case_number: Mapped[str] = mapped_column(String(60), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    agency: Mapped[str] = mapped_column(String(120), default="")
    drug_related: Mapped[YesNo] = words(YesNo, default=YesNo.UNKNOWN)
    outcome: Mapped[str] = mapped_column(String(200), default="")
    told_on: Mapped[date | None]
    told_by: Mapped[str] = mapped_column(String(100), default="")
    told_what: Mapped[str] = mapped_column(Text, default="")


class Infraction(Amended, Base):
    """A breach of a rule that no test, session, hearing or legal event says."""

    __tablename__ = "infraction"

    episode_id: Mapped[int] = episode_key()
    kind: Mapped[InfractionKind] = words(InfractionKind)
    happened_on: Mapped[date]
    by: Mapped[str] = mapped_column(String(100), default="")
    text: Mapped[str] = mapped_column(Text, default="")
