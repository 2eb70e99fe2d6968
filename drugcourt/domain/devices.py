"""Which devices measure without a cup, and what becomes of their alerts."""

from __future__ import annotations

from drugcourt.domain.tone import Term


class DeviceKind(Term):
    """What measures without a cup, for as long as it is worn or installed (features row 66)."""

    ANKLE = "ankle", "Ankle monitor"
    REMOTE_BREATH = "remote_breath", "Remote breath test"
    INTERLOCK = "interlock", "Ignition interlock"
    PATCH = "patch", "Sweat patch"
    WRIST = "wrist", "Wrist monitor"
    OTHER = "other", "Another device"


class AlertKind(Term):
    """What a device reports; `SPEAKS_OF_USE` are those that a sober-time rule may hear."""

    ALCOHOL = "alcohol", "Alcohol detected"
    TAMPER = "tamper", "Tampering or obstruction"
    MISSED = "missed", "Reading missed"
    LOCKOUT = "lockout", "Start refused"
    EQUIPMENT = "equipment", "Trouble with the equipment"
    OTHER = "other", "Another alert"


SPEAKS_OF_USE = frozenset({AlertKind.ALCOHOL, AlertKind.TAMPER, AlertKind.LOCKOUT})


class AlertState(Term):
    """Whether a person or the vendor stands by an alert."""

    OPEN = "open", "To look at"
    CONFIRMED = "confirmed", "Confirmed"
    DISMISSED = "dismissed", "Not confirmed"
