"""What a LOINC code means, and whether it can be one at all: its last digit checks the others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache

from drugcourt.domain.specimens import Substance
from drugcourt.errors import Refusal
from drugcourt.exchange.policy import normal, policy_table

_CODE = re.compile(r"(\d{1,7})-(\d)")


class Method(Enum):
    PRESENCE = "presence"
    SCREEN = "screen"
    CONFIRM = "confirm"
    VALIDITY = "validity"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class LoincMeaning:
    """What a code measures: a substance key, a value of validity, or nothing ("left_out")."""

    target: str
    method: Method
    cutoff: float | None = None


def check_digit_holds(code: str) -> bool:
    """Whether the digit after the hyphen is the one that the others give (modulus 10).

    Every second digit from the right is doubled, nine is taken off what exceeds nine, and the
    sum's tens complement is the digit (loinc.org, check digit).
    """
    found = _CODE.fullmatch(code.strip())
    if found is None:
        return False
    total = 0
    for place, digit in enumerate(reversed(found[1])):
        number = int(digit) * (2 if place % 2 == 0 else 1)
        total += number - 9 if number > 9 else number
    return (10 - total % 10) % 10 == int(found[2])


def looks_like_loinc(code: str) -> bool:
    """Whether a code has the form of one, whatever its last digit."""
    return _CODE.fullmatch(code.strip()) is not None


def loinc_meaning(code: str) -> LoincMeaning | None:
    """What a code means; None for one that is not in the table."""
    return _meanings().get(code.strip())


@cache
def measured_words() -> dict[str, str]:
    """How a name may call what is measured beside drugs: word -> target."""
    table = policy_table("loinc").get("words", {})
    return {normal(word): target for target, words in table.items() for word in words}


@cache
def plain_words() -> frozenset[str]:
    """Words of a name that name no drug."""
    return frozenset(policy_table("loinc").get("plain", {}).get("words", []))


@cache
def _meanings() -> dict[str, LoincMeaning]:
    table = policy_table("loinc")
    cutoffs = {
        code: float(number) for number, codes in table.get("cutoff", {}).items() for code in codes
    }
    known = {item.value for item in Substance}
    found: dict[str, LoincMeaning] = {}
    for method in Method:
        for target, codes in table.get(method.value, {}).items():
            drugs = method in (Method.PRESENCE, Method.SCREEN, Method.CONFIRM)
            if drugs and target not in known:
                raise Refusal(f"In resources/policy/loinc.toml “{target}” is no substance.")
            kept = "left_out" if method is Method.LEFT_OUT else target
            for code in codes:
                if not check_digit_holds(code) or code in found:
                    raise Refusal(f"In resources/policy/loinc.toml “{code}” is no code, or twice.")
                found[code] = LoincMeaning(kept, method, cutoffs.get(code))
    return found
