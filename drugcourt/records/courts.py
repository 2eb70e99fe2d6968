"""Which court this file belongs to, and what was imported into it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.records.base import Amended, Base, Numbered


class Court(Amended, Base):
    """The one court of this file; `weekday` 0 is Monday, `starts_at` local wall time."""

    __tablename__ = "court"

    name: Mapped[str] = mapped_column(String(200))
    docket_title: Mapped[str] = mapped_column(String(200), default="")
    county: Mapped[str] = mapped_column(String(100), default="")
    state: Mapped[str] = mapped_column(String(60), default="")
    judge: Mapped[str] = mapped_column(String(100), default="")
    courtroom: Mapped[str] = mapped_column(String(60), default="")
    prosecutor_office: Mapped[str] = mapped_column(String(200), default="")
    program_id: Mapped[int | None] = mapped_column(ForeignKey("program_version.id"))
    weekday: Mapped[int | None]
    starts_at: Mapped[str] = mapped_column(String(5), default="13:30")
    time_zone: Mapped[str] = mapped_column(String(60), default="", server_default="")
    demonstration: Mapped[bool] = mapped_column(default=False)
    created_on: Mapped[date]


class ImportBatch(Numbered, Base):
    """One import, undone as one act."""

    __tablename__ = "import_batch"

    kind: Mapped[str] = mapped_column(String(40))
    file_sha256: Mapped[str] = mapped_column(String(64))
    imported_at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(100))
    mapping: Mapped[dict[str, Any]] = mapped_column(default=dict)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    undone_at: Mapped[datetime | None]


class ImportChange(Numbered, Base):
    """What an import changed in a record that was already there, so that undo can put it back."""

    __tablename__ = "import_change"
    tracked = False

    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), index=True)
    kind: Mapped[str] = mapped_column(String(60))
    record_id: Mapped[int]
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]


class SavedMapping(Amended, Base):
    """A column mapping the office once confirmed, found again by the headings of the file."""

    __tablename__ = "saved_mapping"

    kind: Mapped[str] = mapped_column(String(40))
    headings_sha256: Mapped[str] = mapped_column(String(64), index=True)
    text: Mapped[str] = mapped_column(Text)
