"""How the court's answers to behavior are written down: as a table of TOML, and read back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import date
from functools import cache
from typing import Any, TypeVar, get_type_hints

from drugcourt.domain.episodes import RiskNeed
from drugcourt.domain.response_policy import (
    Behavior,
    CatalogItem,
    MatrixRule,
    Numbers,
    ResponsePolicy,
)
from drugcourt.domain.responses import BehaviorSide, Magnitude, ResponseFamily, Sign
from drugcourt.errors import Refusal
from drugcourt.exchange.policy import policy_table

T = TypeVar("T")
_TERMS: dict[Any, Callable[[Any], Any]] = {
    BehaviorSide: BehaviorSide,
    Sign: Sign,
    ResponseFamily: ResponseFamily,
    Magnitude: Magnitude,
    RiskNeed | None: RiskNeed,
    tuple[str, ...]: lambda value: tuple(str(one) for one in value),
}


@cache
def shipped_response_policy() -> ResponsePolicy:
    """What the program ships; a Refusal that names the table when it can't be understood."""
    try:
        return response_policy_of(policy_table("responses"))
    except (KeyError, TypeError, ValueError) as problem:
        raise Refusal(
            "The table resources/policy/responses.toml can't be understood; correct it or install "
            "the program again."
        ) from problem


def response_policy_of(
    document: Mapping[str, Any], *, started_on: date | None = None
) -> ResponsePolicy:
    """The policy that a document writes down. KeyError, TypeError or ValueError if it does not."""
    numbers = dict(document["numbers"])
    origins = tuple(sorted((str(k), str(v)) for k, v in numbers.pop("origins", {}).items()))
    return ResponsePolicy(
        origin=str(document.get("origin", "")),
        numbers=_made(Numbers, {**numbers, "origins": origins}),
        behaviors=tuple(_made(Behavior, one) for one in document["behaviors"]),
        catalog=tuple(_made(CatalogItem, one) for one in document["responses"]),
        rules=tuple(_made(MatrixRule, one) for one in document["rules"]),
        jail_words=tuple(map(str, document.get("jail_words") or _shipped_jail_words())),
        started_on=started_on,
    )


def response_document(policy: ResponsePolicy) -> dict[str, Any]:
    """The policy as plain data that JSON and TOML can hold; what is as usual is left out."""
    numbers = _plain(policy.numbers)
    numbers["origins"] = dict(policy.numbers.origins)
    return {
        "origin": policy.origin,
        "jail_words": list(policy.jail_words),
        "numbers": numbers,
        "behaviors": [_plain(one) for one in policy.behaviors],
        "responses": [_plain(one) for one in policy.catalog],
        "rules": [_plain(one) for one in policy.rules],
    }


def _shipped_jail_words() -> list[str]:
    """For a version that was kept before there were any."""
    return list(policy_table("responses")["jail_words"])


def _made(kind: type[T], table: Mapping[str, Any]) -> T:
    """One value from its table; a name that the value does not have is a mistake."""
    made: Any = kind
    known: dict[str, Any] = _hints(made)
    if unknown := table.keys() - known.keys():
        raise ValueError(f"{sorted(unknown)[0]} is not known")
    return kind(**{name: _TERMS.get(known[name], _same)(value) for name, value in table.items()})


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _same(value: Any) -> Any:
    return value


def _plain(value: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in fields(value):
        held = getattr(value, field.name)
        usual = field.default is not MISSING and held == field.default
        if field.name == "origins" or usual or held is None:
            continue
        found[field.name] = list(held) if isinstance(held, tuple) else _key(held)
    return found


def _key(value: Any) -> Any:
    return str(value) if isinstance(value, str) else value


def shipped_prizes() -> tuple[dict[str, Any], ...]:
    """What a first fishbowl may hold: title, slips, stock (None: never runs out), worth, points."""
    kept = ("title", "slips", "stock", "worth_cents", "points")
    table = policy_table("responses").get("prizes", ())
    return tuple({name: one.get(name) for name in kept} for one in table)
