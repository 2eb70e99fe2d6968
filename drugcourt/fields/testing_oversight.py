"""Which columns the lists of the testing oversight have, on screen."""

from __future__ import annotations

from drugcourt.domain.tone import Term
from drugcourt.fields.field import Field, Kind


class Watch(Term):
    """Which list of the oversight is shown."""

    TOO_FEW = "too_few", "Too few tests"
    NOT_LOOKED_FOR = "not_looked_for", "Not looked for"
    RESULTS_LATE = "results_late", "Results late"
    GIVEN_LATE = "given_late", "Given late"
    DISPUTED = "disputed", "In dispute"
    REVERSED = "reversed", "Overturned"
    ABSENT = "absent", "Medicine absent"


NAME = Field("name", "Participant", width=24)
SAID = Field("said", "What is so", width=44)
LAST_ON = Field("last_on", "Last test", Kind.DATE)
LAST_LOOKED = Field("last_on", "Last looked for", Kind.DATE, width=14)
GAP = Field("gap", "Days since", Kind.WHOLE, width=10)
LONGEST = Field("longest", "Longest gap", Kind.WHOLE, width=12)
COLLECTED = Field("collected_on", "Collected", Kind.DATE)
DAYS = Field("days", "Days ago", Kind.WHOLE, width=10)
