"""Which questions somebody who leaves is asked, from the table that a court may edit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from drugcourt.errors import Refusal
from drugcourt.exchange.policy import policy_table


@dataclass(frozen=True, slots=True)
class Survey:
    """The questions as (key, words); fewer than `least_shown` answers are never shown together."""

    questions: tuple[tuple[str, str], ...]
    least_shown: int
    origin: str


@cache
def exit_survey() -> Survey:
    """The questions; Refusal naming the table where it says none, or one key twice."""
    table = policy_table("exit_survey")
    asked = table.get("questions", [])
    keys = [str(one.get("key", "")) for one in asked]
    if not keys or not all(keys) or len(set(keys)) < len(keys):
        raise Refusal(
            "The table resources/policy/exit_survey.toml needs questions, each with a key of its "
            "own; correct it or install the program again."
        )
    return Survey(
        questions=tuple((str(one["key"]), str(one.get("text", one["key"]))) for one in asked),
        least_shown=max(1, int(table.get("least_shown", 1))),
        origin=str(table.get("origin", "")),
    )
