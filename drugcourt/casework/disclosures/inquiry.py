"""What is answered when somebody asks whether a person is in the program: always the same."""

from __future__ import annotations

from sqlalchemy.orm import Session

from drugcourt.exchange.disclosure_policy import disclosure_policy


def answer_to_inquiry(db: Session, *, about: str) -> str:
    """The one answer (42 CFR 2.13(c)); whoever is asked about, nothing is looked up."""
    del db, about
    return disclosure_policy().inquiry
