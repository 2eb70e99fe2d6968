"""Why somebody is before the court, whether they came, and what the court says then."""

from __future__ import annotations

from drugcourt.domain.tone import Term


class HearingKind(Term):
    ENTRY = "entry", "Entry"
    REVIEW = "review", "Review"
    PHASE = "phase", "Phase appearance"
    GRADUATION = "graduation", "Graduation"
    TERMINATION = "termination", "Termination"
    SPECIAL = "special", "Special"
    WARRANT_RETURN = "warrant_return", "Warrant return"


class HearingAttendance(Term):
    PRESENT = "present", "Present"
    LATE = "late", "Late"
    EXCUSED = "excused", "Excused"
    FAILED_TO_APPEAR = "failed_to_appear", "Failed to appear"
    REMOTE = "remote", "Remote"
    IN_CUSTODY = "in_custody", "In custody"


class PhaseMove(Term):
    STAY = "stay", "Stays"
    ADVANCE = "advance", "Advances"
    DEMOTE = "demote", "Returns to an earlier phase"
    GRADUATE = "graduate", "Graduates"


class WarrantStep(Term):
    NONE = "none", "No warrant"
    REQUESTED = "requested", "Warrant requested"
    ISSUED = "issued", "Warrant issued"
    SERVED = "served", "Warrant served"
    RECALLED = "recalled", "Warrant recalled"


class WarrantReason(Term):
    FAILED_TO_APPEAR = "failed_to_appear", "Failed to appear"
    NO_CONTACT = "no_contact", "Left, or lost contact"
    CONDUCT = "conduct", "Conduct in the program"
