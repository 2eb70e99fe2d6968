"""The words of a handbook's rules: since when, free of what, counted how, decided by whom."""

from __future__ import annotations

from drugcourt.domain.tone import Term


class Since(Term):
    """Where a span of time begins to count."""

    PHASE = "phase", "entry to the phase"
    ADMISSION = "admission", "admission"
    EVENT = "event", "the named event"
    SOBER = "sober", "the last start of the sober count"


class FreeOf(Term):
    """What a window has to be free of."""

    ANY_SANCTION = "any_sanction", "sanction"
    JAIL_SANCTION = "jail_sanction", "jail sanction"
    UNEXCUSED_ABSENCE = "unexcused_absence", "unexcused absence"
    MISSED_TEST = "missed_test", "missed test"
    POSITIVE_TEST = "positive_test", "positive test"
    MISSED_HEARING = "missed_hearing", "failure to appear"
    NEW_OFFENCE = "new_offence", "new offence"
    ARREST = "arrest", "arrest"
    CONVICTION = "conviction", "conviction"
    WARRANT = "warrant", "warrant"
    CURFEW_BREACH = "curfew_breach", "curfew breach"
    DEVICE_ALERT = "device_alert", "device alert"
    RULE_BREACH = "rule_breach", "breach of a rule"
    MEDICINE_ABSENT = "medicine_absent", "test without the prescribed medicine"
    VIOLATION = "violation", "violation of any sort"
    REFUSED_TEST = "refused_test", "refused test"
    TAMPERED_TEST = "tampered_test", "adulterated or substituted test"
    DILUTE_TEST = "dilute_test", "dilute test"
    ADMITTED_USE = "admitted_use", "admitted use"
    LATE_ARRIVAL = "late_arrival", "late arrival"
    ABSCONDING = "absconding", "absconding"
    DEMOTION = "demotion", "move back to an earlier phase"


IN_A_ROW = frozenset(
    {
        FreeOf.UNEXCUSED_ABSENCE,
        FreeOf.MISSED_HEARING,
        FreeOf.MISSED_TEST,
        FreeOf.REFUSED_TEST,
        FreeOf.POSITIVE_TEST,
        FreeOf.TAMPERED_TEST,
        FreeOf.DILUTE_TEST,
    }
)
"""Of these it is known what kept one lies between two of them."""


class DatedBy(Term):
    """Which day of a sanction counts."""

    IMPOSED = "imposed", "the day it was imposed"
    INFRACTION = "infraction", "the day of the infraction"


class SoberMode(Term):
    """What is counted as sober time."""

    CONSECUTIVE = "consecutive", "days in a row by the sober clock"
    CUMULATIVE = "cumulative", "days in all, gaps allowed"
    TESTS = "tests", "days in which every test was negative, tests alone looked at"
    PERFECT = "perfect", "days in which every test was attended and negative"


class ShortPeriod(Term):
    """What happens to a first or last week or month that is not whole."""

    SKIP = "skip", "is not judged"
    PRORATE = "prorate", "is judged for its share of days"
    WHOLE = "whole", "is judged as if it were whole"


class Standing(Term):
    """What may have to be so on the day asked."""

    NO_WARRANT = "no_warrant", "no open warrant"
    NO_PENDING_CHARGE = "no_pending_charge", "no open charge other than the court's own case"
    NOT_IN_CUSTODY = "not_in_custody", "not in custody"
    ACTIVE = "active", "active in the program"
    TREATMENT = "treatment", "in treatment"
    CONDITION = "condition", "the named condition holds"


class DecisionBy(Term):
    """Whose decision a requirement waits for."""

    TEAM = "team", "Team"
    JUDGE = "judge", "Judge"
    PROSECUTOR = "prosecutor", "Prosecutor"
    PROVIDER = "provider", "Treatment provider"
    PARTICIPANT = "participant", "Participant"
    COORDINATOR = "coordinator", "Coordinator"
    DEFENSE = "defense", "Defense counsel"
    PROBATION = "probation", "Probation officer"
    FAMILY = "family", "Family"
    SPONSOR = "sponsor", "Sponsor"
    MENTOR = "mentor", "Mentor"
    ELDERS = "elders", "Panel of elders"
    PEERS = "peers", "Fellow participants"
    CHILD_WELFARE = "child_welfare", "Child welfare agency"
    VICTIM = "victim", "Victim"
