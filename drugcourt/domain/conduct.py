"""What may happen before the law, and which other breaches there are."""

from __future__ import annotations

from drugcourt.domain.tone import Term


class LegalEventKind(Term):
    """What happened before the law, apart from the court's own case."""

    OFFENCE = "offence", "Offence"
    ARREST = "arrest", "Arrest"
    CHARGE = "charge", "Charge"
    CONVICTION = "conviction", "Conviction"
    WARRANT = "warrant", "Warrant"


class InfractionKind(Term):
    """A breach of a rule that is no session, test, hearing or offence."""

    CURFEW = "curfew", "Curfew not kept"
    DEVICE_ALERT = "device_alert", "Alert of a monitoring device"
    INTERLOCK = "interlock", "Ignition interlock failure"
    RULE = "rule", "Program rule not kept"
    OTHER = "other", "Another infraction"
