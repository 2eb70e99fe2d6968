"""Which hours, measures and days this court's work on treatment goes by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from drugcourt.domain.treatment import SessionKind
from drugcourt.errors import Refusal
from drugcourt.exchange.policy import policy_table


@dataclass(frozen=True, slots=True)
class TreatmentPolicy:
    """Hours of treatment aimed at, over months, in `kinds` of session; the ten statements of the
    measure of recovery capital, answered from `least` to `most` every `capital_days`; days until a
    needed service should have begun, and until a goal is looked at again; days of sessions that a
    provider is asked to check."""

    hours: int
    months: int
    kinds: frozenset[SessionKind]
    capital_name: str
    capital_items: tuple[str, ...]
    least: int
    most: int
    capital_days: int
    service_days: int
    review_days: int
    request_days: int


@cache
def treatment_policy() -> TreatmentPolicy:
    """resources/policy/treatment.toml as values; Refusal naming what can't be used."""
    table = policy_table("treatment")
    try:
        capital = table["recovery_capital"]
        found = TreatmentPolicy(
            hours=_whole(table["dosage"]["hours"]),
            months=_whole(table["dosage"]["months"]),
            kinds=frozenset(SessionKind(kind) for kind in table["dosage"]["kinds"]),
            capital_name=str(capital["name"]),
            capital_items=tuple(str(item) for item in capital["items"]),
            least=_whole(capital["least"]),
            most=_whole(capital["most"]),
            capital_days=_whole(capital["every_days"]),
            service_days=_whole(table["services"]["start_days"]),
            review_days=_whole(table["plan"]["review_days"]),
            request_days=_whole(table["request"]["days"]),
        )
        if not found.capital_items or found.least >= found.most:
            raise ValueError("the measure has no statements, or no room between its answers")
    except (KeyError, TypeError, ValueError) as problem:
        raise Refusal(
            f"The table resources/policy/treatment.toml can't be used ({problem}); correct it or "
            "install the program again."
        ) from problem
    return found


def _whole(value: Any) -> int:
    if type(value) is not int or value < 1:
        raise ValueError(f"{value!r} is not a whole number of 1 or more")
    return value
