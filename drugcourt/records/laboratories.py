"""What laboratories sent, as it came: originals, reports, what waits, and what people decided."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.domain.specimens import ReportState
from drugcourt.records.base import Amended, Base, Numbered, import_key, words


class LaboratoryOriginal(Numbered, Base):
    """A file as it was received, packed, within the encrypted court; known again by its hash.

    `problems` are the lines that could not be read, each with its reason: they wait here, apart.
    """

    __tablename__ = "laboratory_original"
    tracked = False

    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(255))
    form: Mapped[str] = mapped_column(String(20))
    size: Mapped[int]
    packed: Mapped[bytes] = mapped_column(LargeBinary)
    kept_at: Mapped[datetime]
    problems: Mapped[list[Any]] = mapped_column(default=list)
    import_id: Mapped[int | None] = import_key()


class LaboratoryReport(Amended, Base):
    """One specimen of one person as a laboratory reported it. `content` is never changed.

    `waits_for` says what a person has to settle ("person", "code", "value", "day", "change",
    "whole"), "" when it is entered; `line` is where it stands in its original. `fingerprint` tells
    a repeat.
    `settled` holds what a person accepted, and how sure the laboratory was of each substance.
    """

    __tablename__ = "laboratory_report"
    __table_args__ = (
        Index("ix_laboratory_report_accession", "laboratory", "accession"),
        Index(
            "ix_laboratory_report_waiting",
            "waits_for",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    original_id: Mapped[int] = mapped_column(ForeignKey("laboratory_original.id"), index=True)
    line: Mapped[int]
    laboratory: Mapped[str] = mapped_column(String(120), default="")
    accession: Mapped[str] = mapped_column(String(60), default="")
    message_id: Mapped[str] = mapped_column(String(200), default="")
    fingerprint: Mapped[str] = mapped_column(String(64), index=True)
    content: Mapped[dict[str, Any]]
    state: Mapped[ReportState] = words(ReportState)
    waits_for: Mapped[str] = mapped_column(String(20), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    collected_on: Mapped[date | None]
    settled: Mapped[dict[str, Any]] = mapped_column(default=dict)
    specimen_id: Mapped[int | None] = mapped_column(ForeignKey("specimen.id"), index=True)
    import_id: Mapped[int | None] = import_key()


class LaboratoryPerson(Amended, Base):
    """Whose a laboratory's own number is, as a person decided once."""

    __tablename__ = "laboratory_person"
    __table_args__ = (UniqueConstraint("laboratory", "lab_number"),)

    laboratory: Mapped[str] = mapped_column(String(120))
    lab_number: Mapped[str] = mapped_column(String(60))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)


class LaboratoryMeaning(Amended, Base):
    """What a laboratory's code or value means, as a person decided once.

    `kind` is "code" or "value", `meaning` a substance, a value of validity, a result, or
    "left_out".
    """

    __tablename__ = "laboratory_meaning"
    __table_args__ = (UniqueConstraint("laboratory", "kind", "key"),)

    laboratory: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(10))
    key: Mapped[str] = mapped_column(String(400))
    shown: Mapped[str] = mapped_column(String(200), default="")
    meaning: Mapped[str] = mapped_column(String(60))


class LaboratoryDocument(Numbered, Base):
    """A PDF that came with a report, checked and kept in the encrypted court."""

    __tablename__ = "laboratory_document"
    tracked = False

    report_id: Mapped[int] = mapped_column(ForeignKey("laboratory_report.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    import_id: Mapped[int | None] = import_key()
