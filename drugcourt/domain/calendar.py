"""Why court is closed on a day, and what becomes of a session that falls on one."""

from __future__ import annotations

from drugcourt.domain.tone import Term


class OnClosed(Term):
    """What becomes of a session that a recurrence puts on a day on which court is closed."""

    SKIP = "skip", "Left out"
    AFTER = "after", "The next open day"
    BEFORE = "before", "The open day before"


class ClosureSource(Term):
    """Where a closure comes from; a holiday that is both counts as federal."""

    FEDERAL = "federal", "Federal holiday"
    STATE = "state", "State holiday"
    COURT = "court", "The court's own"
