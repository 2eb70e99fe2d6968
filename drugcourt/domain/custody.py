"""Why a participant is held in custody."""

from __future__ import annotations

from drugcourt.domain.tone import Term


class CustodyReason(Term):
    """Why somebody was booked (features row 115)."""

    SANCTION = "sanction", "Sanction of this court"
    NEW_ARREST = "new_arrest", "New arrest"
    WARRANT = "warrant", "Warrant"
    HOLD = "hold", "Hold of another court"
    AWAITING_BED = "awaiting_bed", "Waiting for a treatment bed"
    OTHER = "other", "Another reason"
    UNKNOWN = "unknown", "Not recorded"
