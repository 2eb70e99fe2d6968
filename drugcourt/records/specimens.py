"""Every test: what happened at collection, whether it was valid, and what each substance said."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from drugcourt.domain.terms import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Explanation,
    Matrix,
    Substance,
    TestReason,
    Validity,
    YesNo,
)
from drugcourt.records.base import Amended, Base, import_key, words


class Specimen(Amended, Base):
    """One test. `collected_on` is the day it was due when nothing was collected.

    `late`: given outside its time window.
    """

    __tablename__ = "specimen"
    __table_args__ = (
        Index("ix_specimen_episode_day", "episode_id", "collected_on"),
        # the episode stands in it so that a whole season is counted without opening a record
        Index("ix_specimen_day_status", "collected_on", "status", "episode_id"),
        Index(
            "ix_specimen_not_collected",
            "collected_on",
            "status",
            "excused",
            sqlite_where=text("status <> 'collected'"),
            postgresql_where=text("status <> 'collected'"),
        ),
        Index(
            "ix_specimen_doubtful",
            "collected_on",
            sqlite_where=text("validity NOT IN ('not_checked', 'valid')"),
            postgresql_where=text("validity NOT IN ('not_checked', 'valid')"),
        ),
    )

    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"))
    number: Mapped[str] = mapped_column(String(60), default="", index=True)
    collected_on: Mapped[date]
    collected_at: Mapped[datetime | None]
    status: Mapped[CollectionStatus] = words(CollectionStatus)
    validity: Mapped[Validity] = words(Validity, default=Validity.NOT_CHECKED)
    excused: Mapped[bool] = mapped_column(default=False)
    late: Mapped[bool] = mapped_column(default=False)
    excused_reason: Mapped[str] = mapped_column(String(300), default="")
    matrix: Mapped[Matrix] = words(Matrix, default=Matrix.URINE)
    reason: Mapped[TestReason] = words(TestReason, default=TestReason.RANDOM)
    panel: Mapped[str] = mapped_column(String(60), default="")
    laboratory: Mapped[str] = mapped_column(String(120), default="")
    collector: Mapped[str] = mapped_column(String(100), default="")
    observed: Mapped[YesNo] = words(YesNo, default=YesNo.UNKNOWN)
    temperature_in_range: Mapped[YesNo] = words(YesNo, default=YesNo.UNKNOWN)
    creatinine: Mapped[float | None]
    specific_gravity: Mapped[float | None]
    ph: Mapped[float | None]
    received_on: Mapped[date | None]
    reported_on: Mapped[date | None]
    remarks: Mapped[str] = mapped_column(Text, default="")
    import_id: Mapped[int | None] = import_key()

    results: Mapped[list[SpecimenResult]] = relationship(
        back_populates="specimen",
        cascade="all, delete-orphan",
        lazy="selectin",
        order_by="SpecimenResult.id",
    )


class SpecimenResult(Amended, Base):
    """One substance of one specimen; result, confirmation and explanation are three things."""

    __tablename__ = "specimen_result"
    __table_args__ = (
        UniqueConstraint("specimen_id", "substance"),
        # few of many results, with all that tells whether a positive is explained
        Index(
            "ix_specimen_result_found",
            "specimen_id",
            "result",
            "substance",
            "confirmation",
            "explanation",
            sqlite_where=text("result <> 'negative'"),
            postgresql_where=text("result <> 'negative'"),
        ),
        Index(
            "ix_specimen_result_pending",
            "specimen_id",
            sqlite_where=text("confirmation = 'pending'"),
            postgresql_where=text("confirmation = 'pending'"),
        ),
    )

    specimen_id: Mapped[int] = mapped_column(ForeignKey("specimen.id"))
    substance: Mapped[Substance] = words(Substance)
    result: Mapped[AnalyteResult] = words(AnalyteResult)
    confirmation: Mapped[Confirmation] = words(Confirmation, default=Confirmation.NONE)
    confirmed_on: Mapped[date | None]
    explanation: Mapped[Explanation] = words(Explanation, default=Explanation.NONE)
    level: Mapped[float | None]
    unit: Mapped[str] = mapped_column(String(20), default="")
    cutoff: Mapped[float | None]
    reported_as: Mapped[str] = mapped_column(String(120), default="")

    specimen: Mapped[Specimen] = relationship(back_populates="results")
