"""Which numbers of a requirement may be set for one person, and how each is written."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, get_args, get_type_hints

from pydantic import TypeAdapter, ValidationError

from drugcourt.domain.dates import Amount
from drugcourt.domain.money import Cents
from drugcourt.domain.program import Elapsed, Requirement
from drugcourt.exchange.programs.values import form_type, written

_SINGLE = (Amount, Cents, int, float, bool)


@dataclass(frozen=True, slots=True)
class SetNumber:
    """One number that the program sets: its key in the file, and words that say it."""

    field: str
    words: str


def numbers_of(requirement: Requirement) -> list[SetNumber]:
    """The numbers that stand in this requirement, and those left to each person's own order.

    A yes or no is listed only where it says yes.
    """
    rule: Any = requirement.rule
    found = []
    left_open = set(requirement.individual)
    if isinstance(rule, Elapsed) and rule.least is None and rule.most is None:
        left_open.add("least")
    for item in dataclasses.fields(rule):
        value = getattr(rule, item.name)
        if _single(rule, item.name) is None:
            continue
        if item.name in left_open and value is None:
            found.append(SetNumber(item.name, f"{item.name.replace('_', ' ')} to be set"))
        if value is None or value is False:
            continue
        said = "yes" if value is True else written(rule, item.name)
        found.append(SetNumber(item.name, f"{item.name.replace('_', ' ')} {said}"))
    return found


def check_number(requirement: Requirement, field: str, value: str) -> None:
    """Refuse, with ValueError and a sentence, a value that the program file would not take."""
    rule: Any = requirement.rule
    kind = _single(rule, field)
    if kind is None:
        raise ValueError(f"This requirement has no number “{field}”.")
    hint = get_type_hints(type(rule))[field]
    if kind is bool and value.strip().lower() not in ("true", "false"):
        raise ValueError("Write true or false.")
    try:
        TypeAdapter(form_type(hint, field)).validate_python(_plain(kind, value.strip()))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        told = str(first.get("ctx", {}).get("error") or first["msg"]).rstrip(".")
        raise ValueError(f"“{field}” can't be that: {told}.") from None


def _single(rule: Any, field: str) -> Any:
    """The sort of a field that holds one plain value; None for lists, words and unknown fields."""
    hint = get_type_hints(type(rule)).get(field)
    options = [part for part in (get_args(hint) or (hint,)) if part is not type(None)]
    return options[0] if len(options) == 1 and options[0] in _SINGLE else None


def _plain(kind: Any, text: str) -> Any:
    """The text as a program file would hold it: a number without quotation marks."""
    if kind is bool:
        return text.lower() == "true"
    if kind is int or kind is float:
        try:
            return int(text) if kind is int else float(text)
        except ValueError:
            return text
    return text
