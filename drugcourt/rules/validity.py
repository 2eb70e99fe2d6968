"""What the measures of a specimen say about it: a suggestion, which a person may overrule."""

from __future__ import annotations

from dataclasses import dataclass

from drugcourt.domain.collection import Measured, ValidityPolicy, ValidityRule
from drugcourt.domain.specimens import Validity
from drugcourt.domain.tone import YesNo


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A validity that the measures speak for, why, and where the rule comes from."""

    validity: Validity
    text: str
    basis: str


def suggest_validity(measured: Measured, policy: ValidityPolicy) -> Suggestion | None:
    """The first rule that fits, else valid; None while too little was measured to say anything."""
    for rule in policy.rules:
        if _fits(rule, measured):
            return Suggestion(rule.validity, rule.text, rule.basis)
    if any(getattr(measured, name) is not None for name in policy.needed):
        return Suggestion(Validity.VALID, "nothing measured speaks against it", policy.valid_basis)
    return None


def temperature_in_range(temperature: float | None, policy: ValidityPolicy) -> YesNo:
    """Whether the specimen was as warm as a fresh one, in degrees Fahrenheit."""
    if temperature is None:
        return YesNo.UNKNOWN
    return YesNo.YES if policy.temperature.holds(temperature) else YesNo.NO


def _fits(rule: ValidityRule, measured: Measured) -> bool:
    if rule.oxidant and measured.oxidant is not YesNo.YES:
        return False
    if not rule.oxidant and not rule.bounds:
        return False
    for name, bound in rule.bounds.items():
        value = getattr(measured, name)
        if value is None or not bound.holds(value):
            return False
    return True
