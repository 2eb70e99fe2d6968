"""The key slots of a court on a server; a court file has them beside itself instead."""

from __future__ import annotations

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from drugcourt.records.base import Base, Numbered


class CourtKeys(Numbered, Base):
    """One row: the document of `keys.py`, each slot opened by one person's password."""

    __tablename__ = "court_keys"
    tracked = False
    derived = True

    document: Mapped[str] = mapped_column(Text)
