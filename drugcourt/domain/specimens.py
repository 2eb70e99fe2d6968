"""Which words a test uses: how it was taken, what was found and how it reads."""

from __future__ import annotations

from drugcourt.domain.tone import Term


class Matrix(Term):
    URINE = "urine", "Urine"
    ORAL_FLUID = "oral_fluid", "Oral fluid"
    BREATH = "breath", "Breath"
    SWEAT_PATCH = "sweat_patch", "Sweat patch"
    HAIR = "hair", "Hair"
    BLOOD = "blood", "Blood"
    TRANSDERMAL = "transdermal", "Transdermal"


class CollectionStatus(Term):
    """What happened at collection; apart from validity and from the result (ecosystem 1.2)."""

    SCHEDULED = "scheduled", "Scheduled"
    COLLECTED = "collected", "Collected"
    MISSED = "missed", "Missed"
    REFUSED = "refused", "Refused"
    UNABLE = "unable", "Unable to provide"
    ADMITTED = "admitted", "Use admitted, no specimen"
    CANCELLED = "cancelled", "Cancelled"


class Validity(Term):
    NOT_CHECKED = "not_checked", "Not checked"
    VALID = "valid", "Valid"
    DILUTE = "dilute", "Dilute"
    ADULTERATED = "adulterated", "Adulterated"
    SUBSTITUTED = "substituted", "Substituted"
    INVALID = "invalid", "Invalid"
    REJECTED = "rejected", "Rejected by the laboratory"


class AnalyteResult(Term):
    """What the screen said for one substance. An empty cell is never negative."""

    NEGATIVE = "negative", "Negative"
    POSITIVE = "positive", "Positive"
    INCONCLUSIVE = "inconclusive", "Inconclusive"
    NOT_REPORTED = "not_reported", "Not reported"


class Confirmation(Term):
    """The laboratory's second, more exact look at one substance."""

    NONE = "none", "Not sent"
    PENDING = "pending", "Confirmation pending"
    CONFIRMED = "confirmed", "Confirmed"
    NOT_CONFIRMED = "not_confirmed", "Not confirmed"


class Explanation(Term):
    """Why a positive may stand without breaking sobriety; a person's decision where given."""

    NONE = "none", "None"
    PRESCRIPTION = "prescription", "Explained by a prescription"
    RESIDUAL = "residual", "Residual from before entry"
    ACCEPTED = "accepted", "Use admitted by the participant"


class TestReason(Term):
    """Why a test was taken (features row 51); only random ones enter the fairness report.

    What a laboratory or a table sends without a reason is not said to be random: nobody drew it.
    """

    __test__ = False

    RANDOM = "random", "Random"
    COURT_ORDERED = "court_ordered", "Court ordered"
    SUSPICION = "suspicion", "Reasonable suspicion"
    COMPLIANCE = "compliance", "Program compliance"
    BASELINE = "baseline", "Baseline"
    FOLLOW_UP = "follow_up", "Follow-up"
    SUSPECTED_USE = "suspected_use", "Suspected use"
    OFFICER = "officer", "Officer request"
    FOR_CAUSE = "for_cause", "For cause"
    NOT_SAID = "not_said", "Not said"


# On a day without a draw nobody can tell these apart.
UNDRAWN = (TestReason.RANDOM, TestReason.NOT_SAID)


class Substance(Term):
    ALCOHOL = "alcohol", "Alcohol"
    AMPHETAMINE = "amphetamine", "Amphetamine"
    BARBITURATES = "barbiturates", "Barbiturates"
    BENZODIAZEPINES = "benzodiazepines", "Benzodiazepines"
    BUPRENORPHINE = "buprenorphine", "Buprenorphine"
    COCAINE = "cocaine", "Cocaine"
    ETG = "etg", "EtG (alcohol)"
    FENTANYL = "fentanyl", "Fentanyl"
    MDMA = "mdma", "MDMA"
    METHADONE = "methadone", "Methadone"
    METHAMPHETAMINE = "methamphetamine", "Methamphetamine"
    OPIATES = "opiates", "Opiates"
    OXYCODONE = "oxycodone", "Oxycodone"
    PCP = "pcp", "Phencyclidine"
    SEDATIVES = "sedatives", "Sedatives"
    SIX_MAM = "six_mam", "6-MAM (heroin)"
    THC = "thc", "THC"
    TRAMADOL = "tramadol", "Tramadol"
    TRICYCLICS = "tricyclics", "Tricyclic antidepressants"
    XYLAZINE = "xylazine", "Xylazine"
    OTHER = "other", "Another substance"


class ReportState(Term):
    """What became of a laboratory's report of one specimen."""

    WAITING = "waiting", "Waits for a person"
    ENTERED = "entered", "Entered"
    LEFT_OUT = "left_out", "Left out"


class Reading(Term):
    """A specimen read against the medicines in force on its day (features row 47)."""

    NEGATIVE = "negative", "Negative"
    EXPECTED_POSITIVE = "expected_positive", "Positive, explained by a prescription"
    UNEXPECTED_POSITIVE = "unexpected_positive", "Positive"
    UNEXPECTED_NEGATIVE = "unexpected_negative", "Negative, prescribed medicine absent"
    PENDING = "pending", "Confirmation pending"
    RESIDUAL = "residual", "Positive, residual from before entry"
    DILUTE = "dilute", "Dilute"
    TAMPERED = "tampered", "Adulterated or substituted"
    INVALID = "invalid", "Invalid"
    MISSED = "missed", "Missed"
    EXCUSED = "excused", "Excused"
    REFUSED = "refused", "Refused"
    UNABLE = "unable", "Unable to provide"
    ADMITTED = "admitted", "Use admitted"
    INCONCLUSIVE = "inconclusive", "Inconclusive"
    NO_RESULT = "no_result", "No result yet"


class Interpretation(Term):
    """What the substances of a collected specimen say beside the medicines of its day (row 47)."""

    NEGATIVE = "negative", "Negative"
    EXPECTED_POSITIVE = "expected_positive", "Expected positive"
    UNEXPECTED_POSITIVE = "unexpected_positive", "Unexpected positive"
    UNEXPECTED_NEGATIVE = "unexpected_negative", "Unexpected negative"
    MIXED = "mixed", "Mixed: one positive unexpected, one medicine absent"
    INCONCLUSIVE = "inconclusive", "Inconclusive"
    NONE = "none", "Nothing to interpret"


class SpecimenNoteKind(Term):
    """What a line of a test's own history of notes is about."""

    NOTE = "note", "Note"
    EXCUSED = "excused", "Excused"
    REOPENED = "reopened", "Excuse taken back"
    DISPUTED = "disputed", "Disputed"
    SETTLED = "settled", "Dispute settled"
    CORRECTED = "corrected", "Laboratory corrected its report"
    MEDICINES = "medicines", "Medicines of the day taken again"
