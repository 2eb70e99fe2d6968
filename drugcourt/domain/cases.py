"""By which legal route a case came, how grave its charges are, and what became of it."""

from __future__ import annotations

from drugcourt.domain.tone import Term


class LegalTrack(Term):
    """The legal route into the court (features row 21); decides what graduation does to a case."""

    DIVERSION = "diversion", "Diversion, pre-plea"
    POST_PLEA = "post_plea", "Diversion, post-plea"
    SENTENCED = "sentenced", "Sentenced to the program"
    PROBATION = "probation", "Probation"
    REVOCATION_ALTERNATIVE = "revocation_alternative", "Alternative to revocation"
    REENTRY = "reentry", "Reentry"


class ChargeLevel(Term):
    FELONY = "felony", "Felony"
    MISDEMEANOR = "misdemeanor", "Misdemeanor"
    INFRACTION = "infraction", "Infraction"
    UNKNOWN = "unknown", "Unknown"


class CaseOutcome(Term):
    """What became of a case when the episode ended; belongs to the case, not to the person."""

    PENDING = "pending", "Pending"
    DISMISSED = "dismissed", "Dismissed"
    DISMISSED_WITH_PREJUDICE = "dismissed_with_prejudice", "Dismissed with prejudice"
    EXPUNGED = "expunged", "Dismissed and expunged"
    REDUCED = "reduced", "Charge reduced"
    PLEA_VACATED = "plea_vacated", "Plea vacated and dismissed"
    PROBATION_ENDED = "probation_ended", "Probation ended"
    CONDITIONAL_DISCHARGE = "conditional_discharge", "Conditional discharge"
    SENTENCE_SUSPENDED = "sentence_suspended", "Sentence reduced or suspended"
    CONVICTION_STANDS = "conviction_stands", "Conviction stands"
    SENTENCE_IMPOSED = "sentence_imposed", "Sentence imposed"


DISMISSALS = frozenset(
    {
        CaseOutcome.DISMISSED,
        CaseOutcome.DISMISSED_WITH_PREJUDICE,
        CaseOutcome.EXPUNGED,
        CaseOutcome.PLEA_VACATED,
    }
)


class Prejudice(Term):
    """Whether a dismissed charge may be filed again."""

    WITH = "with", "With prejudice"
    WITHOUT = "without", "Without prejudice"
    UNKNOWN = "unknown", "Not stated"
