"""Which conditions of supervision a court imposes, and what a check of one of them found."""

from __future__ import annotations

from drugcourt.domain.tone import Term


class ConditionKind(Term):
    """What is imposed on a participant for a while (features row 113)."""

    CURFEW = "curfew", "Curfew"
    NO_CONTACT = "no_contact", "No contact"
    NO_ALCOHOL = "no_alcohol", "No alcohol, no bars"
    TRAVEL = "travel", "Stay in the county or state"
    GPS = "gps", "Location monitoring"
    HOME_DETENTION = "home_detention", "Home detention"
    STAY_AWAY = "stay_away", "Stay away from a place"
    INTERLOCK = "interlock", "Ignition interlock"
    NO_WEAPONS = "no_weapons", "No weapons"
    SEARCH = "search", "Consent to search"
    RESIDENCE = "residence", "Live where approved"
    OTHER = "other", "Another condition"


class CheckResult(Term):
    """What somebody who looked found."""

    KEPT = "kept", "Kept"
    BROKEN = "broken", "Not kept"
    UNCLEAR = "unclear", "Nobody answered"
