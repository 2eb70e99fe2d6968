"""Words of keeping: what a court orders about a record, how far it reaches, and how far it got."""

from __future__ import annotations

from drugcourt.domain.tone import Term


class OrderKind(Term):
    """What is to become of a record."""

    SEAL = "seal", "Seal"
    UNSEAL = "unseal", "Open again"
    EXPUNGE = "expunge", "Expunge"
    DESTROY = "destroy", "Destroy by the schedule"


class Reach(Term):
    """How far an order reaches."""

    PERSON = "person", "The person, with every file"
    CASE = "case", "One court case"


class OrderState(Term):
    """How far an order got: one person asks, another confirms."""

    ASKED = "asked", "Waits for the second person"
    DONE = "done", "Carried out"
    WITHDRAWN = "withdrawn", "Withdrawn"


REMOVES = frozenset({OrderKind.EXPUNGE, OrderKind.DESTROY})
REMOVED = "[removed by order]"  # what stands where somebody was named in another's record
