"""Every test: what happened at collection, whether it was valid, and what each substance said."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from drugcourt.domain.people import Sex
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Explanation,
    Matrix,
    SpecimenNoteKind,
    Substance,
    TestReason,
    Validity,
)
from drugcourt.domain.tone import YesNo
from drugcourt.records.base import Amended, Base, episode_key, import_key, words


class MedicationSnapshot(Amended, Base):
    """The medicines in force on a collection day, as the list stood when the test was recorded.

    Tests of one participant with the same medicines share one. `medicines` are plain values: id,
    name, dose, prescriber, detected_as, moud, started_on.
    """

    __tablename__ = "medication_snapshot"
    __table_args__ = (UniqueConstraint("episode_id", "fingerprint"),)

    episode_id: Mapped[int] = mapped_column(ForeignKey("episode.id"))
    fingerprint: Mapped[str] = mapped_column(String(64))
    medicines: Mapped[list[Any]] = mapped_column(default=list)


class Specimen(Amended, Base):
    """One test. `collected_on` is the day it was due when nothing was collected.

    `late`: given outside its time window. `number` is the court's own specimen number,
    `order_number` the laboratory's order or accession, `laboratory_number` its own number of the
    specimen. `disputed` holds every automatic response until the dispute is settled.
    `snapshot_id` None: the medicines are read from the list as it stands. `admission` is what the
    participant said before the test, and `admitted_substances` of which substances.
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
        Index(
            "ix_specimen_order_number",
            "order_number",
            sqlite_where=text("order_number <> ''"),
            postgresql_where=text("order_number <> ''"),
        ),
        Index(
            "ix_specimen_disputed",
            "collected_on",
            sqlite_where=text("disputed"),
            postgresql_where=text("disputed"),
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

    # Collection, in full.
    order_number: Mapped[str] = mapped_column(String(60), default="", server_default="")
    laboratory_number: Mapped[str] = mapped_column(String(60), default="", server_default="")
    custody_number: Mapped[str] = mapped_column(String(60), default="", server_default="")
    seal_intact: Mapped[YesNo] = words(YesNo, default=YesNo.UNKNOWN, server_default="unknown")
    observed_by: Mapped[str] = mapped_column(String(100), default="", server_default="")
    observer_sex: Mapped[Sex] = words(Sex, default=Sex.UNKNOWN, server_default="unknown")
    temperature: Mapped[float | None]
    oxidant: Mapped[YesNo] = words(YesNo, default=YesNo.UNKNOWN, server_default="unknown")
    notified_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    received_at: Mapped[datetime | None]
    reported_at: Mapped[datetime | None]
    admission: Mapped[str] = mapped_column(String(300), default="", server_default="")
    admitted_substances: Mapped[list[Any] | None]
    disputed: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    disputed_on: Mapped[date | None]
    disputed_reason: Mapped[str] = mapped_column(String(300), default="", server_default="")
    snapshot_id: Mapped[int | None] = mapped_column(ForeignKey("medication_snapshot.id"))

    snapshot: Mapped[MedicationSnapshot | None] = relationship()
    results: Mapped[list[SpecimenResult]] = relationship(
        back_populates="specimen",
        cascade="all, delete-orphan",
        lazy="selectin",
        order_by="SpecimenResult.id",
    )


class SpecimenResult(Amended, Base):
    """One substance of one specimen; result, confirmation and explanation are three things.

    `level`, `unit` and `cutoff` are the screen's, those that begin with `confirmation_` the second
    method's. `code` is the code it came under (LOINC where known), `reported_as` the laboratory's
    own words for it. `sent_on` and `confirmed_on` are the days it went out and came back.
    """

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

    code: Mapped[str] = mapped_column(String(20), default="", server_default="")
    comment: Mapped[str] = mapped_column(Text, default="", server_default="")
    sent_on: Mapped[date | None]
    confirmation_laboratory: Mapped[str] = mapped_column(String(120), default="", server_default="")
    confirmation_method: Mapped[str] = mapped_column(String(60), default="", server_default="")
    confirmation_level: Mapped[float | None]
    confirmation_cutoff: Mapped[float | None]

    specimen: Mapped[Specimen] = relationship(back_populates="results")


class SupersededResult(Amended, Base):
    """What a laboratory said of a substance before it corrected itself; never changed again.

    `result` None: the substance was not part of the report before. `report` names the corrected
    report, `superseded_on` is the day its correction came.
    """

    __tablename__ = "superseded_result"

    specimen_id: Mapped[int] = mapped_column(ForeignKey("specimen.id"), index=True)
    substance: Mapped[Substance] = words(Substance)
    result: Mapped[AnalyteResult | None] = words(AnalyteResult)
    confirmation: Mapped[Confirmation] = words(Confirmation, default=Confirmation.NONE)
    confirmed_on: Mapped[date | None]
    explanation: Mapped[Explanation] = words(Explanation, default=Explanation.NONE)
    level: Mapped[float | None]
    unit: Mapped[str] = mapped_column(String(20), default="")
    cutoff: Mapped[float | None]
    reported_as: Mapped[str] = mapped_column(String(120), default="")
    code: Mapped[str] = mapped_column(String(20), default="")
    confirmation_level: Mapped[float | None]
    reported_on: Mapped[date | None]
    superseded_on: Mapped[date]
    report: Mapped[str] = mapped_column(String(120), default="")
    reason: Mapped[str] = mapped_column(String(300), default="")
    import_id: Mapped[int | None] = import_key()

    specimen: Mapped[Specimen] = relationship()


class CustodyStep(Amended, Base):
    """One hand-over of a specimen: when, from whom, to whom, and whether the seal was whole."""

    __tablename__ = "custody_step"

    specimen_id: Mapped[int] = mapped_column(ForeignKey("specimen.id"), index=True)
    handed_at: Mapped[datetime]
    from_whom: Mapped[str] = mapped_column(String(100), default="")
    to_whom: Mapped[str] = mapped_column(String(100))
    purpose: Mapped[str] = mapped_column(String(120), default="")
    seal_intact: Mapped[YesNo] = words(YesNo, default=YesNo.UNKNOWN)
    remarks: Mapped[str] = mapped_column(String(300), default="")
    import_id: Mapped[int | None] = import_key()

    specimen: Mapped[Specimen] = relationship()


class SpecimenNote(Amended, Base):
    """One line of a test's own history of notes: who said what of it, and when."""

    __tablename__ = "specimen_note"

    specimen_id: Mapped[int] = mapped_column(ForeignKey("specimen.id"), index=True)
    kind: Mapped[SpecimenNoteKind] = words(SpecimenNoteKind, default=SpecimenNoteKind.NOTE)
    written_at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(100), default="")
    text: Mapped[str] = mapped_column(Text)
    import_id: Mapped[int | None] = import_key()

    specimen: Mapped[Specimen] = relationship()


class MustInclude(Amended, Base):
    """A substance that this participant's panels have to look for every so often; half-open."""

    __tablename__ = "must_include"

    episode_id: Mapped[int] = episode_key()
    substance: Mapped[Substance] = words(Substance)
    started_on: Mapped[date]
    ended_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(300), default="")
