"""What a single value of a program file may be, and how it is written back: one place per type."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from typing import Annotated, Any, ForwardRef, Union, get_args, get_origin, get_type_hints

from pydantic import BeforeValidator, Field, PlainValidator
from pydantic.types import Strict

from drugcourt.domain.cases import ChargeLevel, LegalTrack
from drugcourt.domain.dates import Amount, WeekdayOfMonth, parse_amount, parse_weekday
from drugcourt.domain.money import Cents, dollars, parse_cents
from drugcourt.domain.supervision import ContactRate, parse_contact_rate
from drugcourt.domain.tone import Term
from drugcourt.domain.treatment import LevelOfCare
from drugcourt.exchange.programs.problems import did_you_mean

LIMITS: dict[str, tuple[int, int]] = {
    "percent": (1, 100),
    "hours": (1, 168),
    "allowed": (0, 1_000),
    "missing": (0, 1_000),
    "demerits": (0, 100_000),
    "earned": (1, 100_000),
    "days": (0, 3_660),
    "day": (1, 31),
    "late_per_absence": (2, 100),
    "months": (1, 12),
}
"""Whole numbers that are not simply 1 to 10,000, by key."""
Word = LegalTrack | ChargeLevel | LevelOfCare
WORDS: tuple[Word, ...] = (
    *LegalTrack,
    *(level for level in ChargeLevel if level is not ChargeLevel.UNKNOWN),
    *LevelOfCare,
)
"""By what a number may differ; no word stands in two of the lists."""
_NUMBERS = (Amount, Cents, int, float)
_KEY_PATTERN = r"^[a-z0-9][a-z0-9_.-]*$"


def _no_blank(text: object) -> object:
    if isinstance(text, str) and not text.strip():
        raise ValueError("This must not be empty.")
    return text


def money_from(value: object) -> Cents:
    """`$31.75`, or a plain whole number of dollars; never below one cent."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError("An amount of money is written like “$31.75”.")
    cents = parse_cents(str(value))
    if cents < 0:
        raise ValueError("An amount of money is not below zero.")
    return Cents(cents)


def word_from(value: object) -> Word:
    """A legal track, a charge level or a level of care, by its key."""
    for term in WORDS:
        if value == str(term):
            return term
    known = ", ".join(map(str, WORDS))
    hint = did_you_mean(str(value), map(str, WORDS))
    raise ValueError(
        f"“{value}” is no track, charge level or level of care; known are: {known}."
        f"{' ' + hint if hint else ''}"
    )


def _day_from(value: object) -> date:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise ValueError("A day is written like 2026-12-11, without quotation marks.")
    return value


AmountText = Annotated[Amount, PlainValidator(parse_amount)]
MoneyText = Annotated[int, PlainValidator(money_from)]
WeekdayText = Annotated[WeekdayOfMonth, PlainValidator(parse_weekday)]
ContactRateText = Annotated[ContactRate, PlainValidator(parse_contact_rate)]
Day = Annotated[date, PlainValidator(_day_from)]
Words = Annotated[str, Strict(), BeforeValidator(_no_blank), Field(max_length=1000)]
MaybeWords = Annotated[str, Strict(), Field(max_length=2000)]
Key = Annotated[str, Strict(), Field(pattern=_KEY_PATTERN, max_length=80)]
YesOrNo = Annotated[bool, Strict()]
WordText = Annotated[Term, PlainValidator(word_from)]
ENTRY: Any = ForwardRef("RequirementForm")


def form_type(hint: Any, name: str) -> Any:
    """The pydantic type of a rule's field."""
    plain = {
        Amount: AmountText,
        Cents: MoneyText,
        WeekdayOfMonth: WeekdayText,
        date: Day,
        bool: YesOrNo,
        str: Words,
    }
    if hint in plain:
        return plain[hint]
    if hint is int:
        least, most = LIMITS.get(name, (1, 10_000))
        return Annotated[int, Strict(), Field(ge=least, le=most)]
    if hint is float:
        return Annotated[float, Strict(), Field(ge=0.25, le=10_000)]
    if get_origin(hint) is tuple:
        item = get_args(hint)[0]
        if item is date:
            return tuple[Day, ...]
        return Annotated[tuple[ENTRY, ...], Field(min_length=1)]
    if get_origin(hint) is frozenset:
        item = form_type(get_args(hint)[0], name)
        return frozenset[item]  # type: ignore[valid-type]  # known only while running
    if type(None) in get_args(hint):
        inner = next(part for part in get_args(hint) if part is not type(None))
        return Union[form_type(inner, name), None]  # noqa: UP007 - built while running
    return hint


def fields_of(cls: type[Any]) -> dict[str, Any]:
    """Name, type and default of each key that stands for a field of the class."""
    hints = get_type_hints(cls)
    found: dict[str, Any] = {}
    for item in dataclasses.fields(cls):
        form = form_type(hints[item.name], item.name)
        needed = item.default is dataclasses.MISSING
        if needed and get_origin(form) is frozenset:
            form = Annotated[form, Field(min_length=1)]
        found[item.name] = (form, ... if needed else item.default)
    return found


def number_fields(cls: type[Any]) -> dict[str, Any]:
    """The fields of a rule that hold one number, with what the file may hold of each."""
    hints = get_type_hints(cls)
    found: dict[str, Any] = {}
    for item in dataclasses.fields(cls):
        options = get_args(hints[item.name]) or (hints[item.name],)
        plain = [part for part in options if part is not type(None)]
        if len(plain) == 1 and plain[0] in _NUMBERS:
            found[item.name] = form_type(plain[0], item.name)
    return found


def by_key(field: str) -> str:
    """The key under which a number differs by track, charge level or level of care."""
    return f"{field}_by"


def plain_number(value: Any) -> Any:
    """A whole number as such, though the key allows parts of one."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _is_money(owner: Any, name: str) -> bool:
    hint = get_type_hints(type(owner))[name]
    return Cents in (hint, *get_args(hint))


def written(owner: Any, name: str) -> object:
    """A field's value as a file writes it."""
    return written_as(owner, name, getattr(owner, name))


def written_as(owner: Any, name: str, value: Any) -> object:
    """Another value of a field as a file writes it."""
    if type(value) is int and _is_money(owner, name):
        return dollars(value)
    return written_value(value)


def written_value(value: Any) -> object:
    """A value on its own as a file writes it."""
    if isinstance(value, Amount | WeekdayOfMonth | ContactRate):
        return str(value)
    if isinstance(value, frozenset):
        return sorted(written_value(item) for item in value)  # type: ignore[type-var]  # one kind
    if isinstance(value, tuple | list):
        return [written_value(item) for item in value]
    if isinstance(value, dict):
        return {str(key): written_value(item) for key, item in value.items()}
    return plain_number(value)
