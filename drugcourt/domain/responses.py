"""Of which family a response of the court is, and how great it is."""

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
