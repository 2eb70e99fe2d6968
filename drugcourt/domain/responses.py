"""Of which family a response is, how great it is, what it answers, and whether one was heard."""

from __future__ import annotations

from drugcourt.domain.tone import Term


class ResponseFamily(Term):
    """Three families that are never mixed (features row 97)."""

    INCENTIVE = "incentive", "Incentive"
    SANCTION = "sanction", "Sanction"
    SERVICE_ADJUSTMENT = "service_adjustment", "Service adjustment"


class Magnitude(Term):
    LOW = "low", "Low"
    MODERATE = "moderate", "Moderate"
    HIGH = "high", "High"


class GoalClass(Term):
    """How near a goal is for somebody in a phase (features row 99)."""

    PROXIMAL = "proximal", "Proximal goal"
    DISTAL = "distal", "Distal goal"
    MANAGED = "managed", "Managed goal"


class BehaviorSide(Term):
    """Whether a behavior is what the program asks for, or what it asks to leave."""

    ACHIEVED = "achieved", "Achieved"
    MISSED = "missed", "Not kept"


class Sign(Term):
    """How a behavior is found in the records; `PERSON`: somebody of the team names it."""

    PERSON = "person", "Named by the team"
    ALL_NEGATIVE = "all_negative", "Every test negative since the last hearing"
    ALL_ATTENDED = "all_attended", "Every session kept since the last hearing"
    MILESTONE = "milestone", "A milestone reached"
    ORDER_DONE = "order_done", "An order done in time"
    POSITIVE = "positive", "Unexplained positive test"
    ADMITTED = "admitted", "Use admitted"
    MISSED_TEST = "missed_test", "Test missed without excuse"
    REFUSED_TEST = "refused_test", "Test refused"
    TAMPERED = "tampered", "Specimen tampered with"
    MISSED_SESSION = "missed_session", "Session missed without excuse"
    MISSED_HEARING = "missed_hearing", "Failed to appear in court"
    ORDER_OVERDUE = "order_overdue", "An order overdue"
    CURFEW = "curfew", "Curfew not kept"
    RULE = "rule", "Program rule not kept"
    NEW_ARREST = "new_arrest", "New arrest or charge"


GOOD_SIGNS = frozenset({Sign.ALL_NEGATIVE, Sign.ALL_ATTENDED, Sign.MILESTONE, Sign.ORDER_DONE})


class Heard(Term):
    """Whether somebody was heard before a sanction, and what came of it (features row 106)."""

    UNSAID = "unsaid", "Not recorded"
    AGREED = "agreed", "Heard, does not contest"
    CONTESTED = "contested", "Heard, contests it"
    DECLINED = "declined", "Offered, wished to say nothing"


class OrderState(Term):
    """Where an ordered response stands (features row 104)."""

    OPEN = "open", "Open"
    OVERDUE = "overdue", "Overdue"
    DONE = "done", "Done, proof to be seen"
    VERIFIED = "verified", "Done and verified"


class OrderList(Term):
    """Which orders are listed."""

    OPEN = "open", "Open"
    OVERDUE = "overdue", "Overdue"
    TO_VERIFY = "to_verify", "Proof to be seen"
    LATELY = "lately", "Verified lately"


class GroupBy(Term):
    """By what answers are compared (features row 105)."""

    RACE = "race", "Race"
    ETHNICITY = "ethnicity", "Ethnicity"
    SEX = "sex", "Sex"
    GENDER = "gender", "Gender"
    AGE = "age", "Age"
    RISK = "risk", "Risk and need"
    PHASE = "phase", "Phase"


class Often(Term):
    """Whether a behavior is compared at its first time only, when repeated, or always."""

    ALWAYS = "always", "First time and later"
    FIRST = "first", "First time"
    AGAIN = "again", "Repeated"
