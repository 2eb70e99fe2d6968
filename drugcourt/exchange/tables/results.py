"""What a laboratory's word says: a result, a confirmation, a validity, or no specimen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from drugcourt.domain.specimens import AnalyteResult, CollectionStatus, Confirmation, Validity
from drugcourt.errors import Refusal
from drugcourt.exchange.policy import normal, policy_table

_WEIGHT = (
    AnalyteResult.NOT_REPORTED,
    AnalyteResult.NEGATIVE,
    AnalyteResult.INCONCLUSIVE,
    AnalyteResult.POSITIVE,
)


@dataclass(frozen=True, slots=True)
class ResultWord:
    """What one cell says; None where the word does not speak of it."""

    result: AnalyteResult | None = None
    confirmation: Confirmation = Confirmation.NONE
    status: CollectionStatus | None = None
    validity: Validity | None = None


def weight(result: AnalyteResult) -> int:
    """What weighs more when two values speak of one substance: a positive is never lost."""
    return _WEIGHT.index(result)


@cache
def result_words() -> dict[str, ResultWord]:
    """Normal word -> meaning, from resources/policy/results.toml."""
    found: dict[str, ResultWord] = {}
    for entry in policy_table("results").get("reading", []):
        try:
            meaning = ResultWord(
                result=AnalyteResult(entry["result"]) if "result" in entry else None,
                confirmation=Confirmation(entry.get("confirmation", "none")),
                status=CollectionStatus(entry["status"]) if "status" in entry else None,
                validity=Validity(entry["validity"]) if "validity" in entry else None,
            )
            words = [normal(str(word)) for word in entry["words"]]
        except (KeyError, TypeError, ValueError) as problem:
            raise Refusal(
                "An entry of resources/policy/results.toml names no known result; correct it."
            ) from problem
        for word in words:
            if found.setdefault(word, meaning) != meaning:
                raise Refusal(f"In resources/policy/results.toml “{word}” has two meanings.")
    return found


def result_word(text: str) -> ResultWord | None:
    """What a word of a result means; None for one nobody knows or that is set in doubt (`NEG?`)."""
    return None if "?" in text else result_words().get(normal(text))
