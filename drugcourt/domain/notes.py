"""What a note is about."""

from __future__ import annotations

from drugcourt.domain.tone import Term


class NoteKind(Term):
    GENERAL = "general", "General"
    COURT = "court", "Court"
    STAFFING = "staffing", "Staffing"
    TREATMENT = "treatment", "Treatment"
    CONTACT = "contact", "Contact"
