"""How a program file is shaped: every table, its keys, and the values each key allows.

A kind of requirement has one place: its line in KINDS. Its keys in the file are the fields of
its class in domain/program.py, so a new kind needs no more than that class and that line.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, ForwardRef, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, create_model
from pydantic.types import Strict

from drugcourt.domain.dates import Amount, Unit
from drugcourt.domain.program import (
    AllOf,
    AnyOf,
    AttendAll,
    AttendCount,
    AttendRate,
    AttendShare,
    Completes,
    Decided,
    Effect,
    Elapsed,
    FreeWindow,
    LedgerSettled,
    MilestoneDone,
    NewCount,
    OnlyIf,
    Requirement,
    Rule,
    Sober,
    SoberEvent,
    Working,
)
from drugcourt.domain.terms import CaseOutcome, LegalTrack, Magnitude, ResponseFamily

KINDS: dict[str, type[Any]] = {
    "elapsed": Elapsed,
    "sober": Sober,
    "free_of": FreeWindow,
    "attend_rate": AttendRate,
    "attend_all": AttendAll,
    "attend_share": AttendShare,
    "attend_count": AttendCount,
    "milestone": MilestoneDone,
    "ledger": LedgerSettled,
    "work": Working,
    "decision": Decided,
    "all_of": AllOf,
    "any_of": AnyOf,
}
KIND_OF = {rule: kind for kind, rule in KINDS.items()}

LIMITS: Mapping[str, tuple[int, int]] = {"percent": (1, 100), "hours": (1, 168)}
"""Whole numbers that are not simply 1 to 10,000, by key."""

_LONGEST = {Unit.DAY: 3_660, Unit.WEEK: 520, Unit.MONTH: 120, Unit.YEAR: 10}
_AMOUNT = re.compile(r"(\d{1,6}) *(day|week|month|year)s?", re.IGNORECASE)
_KEY_PATTERN = r"^[a-z0-9][a-z0-9_.-]*$"


def amount_from(text: object) -> Amount:
    """`30 days`, `6 months`; at least one and at most ten years."""
    found = _AMOUNT.fullmatch(text.strip()) if isinstance(text, str) else None
    if not found:
        raise ValueError("A length of time is written like “30 days” or “6 months”.")
    amount = Amount(int(found[1]), Unit(found[2].lower()))
    if not 1 <= amount.n <= _LONGEST[amount.unit]:
        raise ValueError("A length of time is at least one day and at most ten years.")
    return amount


def _no_blank(text: object) -> object:
    if isinstance(text, str) and not text.strip():
        raise ValueError("This must not be empty.")
    return text


AmountText = Annotated[Amount, PlainValidator(amount_from)]
Words = Annotated[str, Strict(), BeforeValidator(_no_blank), Field(max_length=1000)]
MaybeWords = Annotated[str, Strict(), Field(max_length=2000)]
Key = Annotated[str, Strict(), Field(pattern=_KEY_PATTERN, max_length=80)]
Count = Annotated[int, Strict(), Field(ge=1, le=10_000)]
YesOrNo = Annotated[bool, Strict()]


class Table(BaseModel):
    """A table of the file: keys that it does not know are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


_ENTRY: Any = ForwardRef("RequirementForm")


def _form_type(hint: Any, name: str) -> Any:
    """The pydantic type of a rule's field."""
    if hint is Amount:
        return AmountText
    if hint is bool:
        return YesOrNo
    if hint is int:
        least, most = LIMITS.get(name, (1, 10_000))
        return Annotated[int, Strict(), Field(ge=least, le=most)]
    if hint is str:
        return Words
    if get_origin(hint) is tuple:  # the parts of an all-of or any-of
        return Annotated[tuple[_ENTRY, ...], Field(min_length=1)]
    if get_origin(hint) is frozenset:
        item = get_args(hint)[0]
        return frozenset[item]  # type: ignore[valid-type]  # known only while running
    if type(None) in get_args(hint):
        inner = next(part for part in get_args(hint) if part is not type(None))
        return Union[_form_type(inner, name), None]  # noqa: UP007 - built while running
    return hint


def _fields_of(cls: type[Any]) -> dict[str, Any]:
    hints = get_type_hints(cls)
    found: dict[str, Any] = {}
    for item in dataclasses.fields(cls):
        form = _form_type(hints[item.name], item.name)
        needed = item.default is dataclasses.MISSING
        if needed and get_origin(form) is frozenset:
            form = Annotated[form, Field(min_length=1)]
        found[item.name] = (form, ... if needed else item.default)
    return found


OnlyIfForm = create_model("OnlyIfForm", __base__=Table, **_fields_of(OnlyIf))

_SENTENCE: dict[str, Any] = {
    "key": (Key, ...),
    "text": (Words, ...),
    "basis": (MaybeWords, ""),
    "only_if": (OnlyIfForm | None, None),
}
_FORMS: dict[str, type[Table]] = {}
for _kind, _rule in KINDS.items():
    _tag: Any = Literal[_kind]
    _FORMS[_kind] = create_model(
        f"{_rule.__name__}Form", __base__=Table, kind=(_tag, ...), **_SENTENCE, **_fields_of(_rule)
    )
_UNION: Any = Union[tuple(_FORMS.values())]  # noqa: UP007 - built while running
RequirementForm: Any = Annotated[_UNION, Field(discriminator="kind")]
for _form in _FORMS.values():
    _form.model_rebuild(_types_namespace={"RequirementForm": RequirementForm})


def keys_of(kind: str) -> list[str]:
    """The keys that a requirement of this kind may have."""
    return list(_FORMS[kind].model_fields)


class PhaseForm(Table):
    key: Key
    name: Words
    basis: MaybeWords = ""
    purpose: MaybeWords = ""
    hearing_every: AmountText | None = None
    tests_per_week: Annotated[float, Field(gt=0, le=21)] | None = None
    meetings_per_week: Annotated[int, Strict(), Field(ge=1, le=21)] | None = None
    treatment_hours_per_week: Annotated[float, Field(gt=0, le=168)] | None = None
    contacts: MaybeWords = ""
    duties: tuple[Words, ...] = ()
    advance: tuple[RequirementForm, ...] = ()


class HeadForm(Table):
    key: Key
    name: Words
    version: Words
    effective: date
    state: MaybeWords = ""
    kind: Words = "adult_drug"
    sources: tuple[Words, ...] = ()
    remarks: tuple[Words, ...] = ()
    month_days: Annotated[int, Strict(), Field(ge=28, le=31)] | None = None
    completes: Completes = Completes.DAY_AFTER
    record_check_days: Annotated[int, Strict(), Field(ge=1, le=365)] | None = None


class SoberForm(Table):
    origin: Words
    new_count: NewCount = NewCount.DAY_AFTER
    pending_resets: YesOrNo = True
    effects: dict[SoberEvent, Effect]


class MilestoneForm(Table):
    key: Key
    title: Words
    basis: MaybeWords = ""


class OutcomeForm(Table):
    track: LegalTrack
    outcome: CaseOutcome
    basis: MaybeWords = ""


class ResponseForm(Table):
    family: ResponseFamily
    title: Words
    magnitude: Magnitude
    jail: YesOrNo = False


class ProgramForm(Table):
    """The whole file."""

    program: HeadForm
    sober: SoberForm
    phases: Annotated[tuple[PhaseForm, ...], Field(min_length=1)]
    graduation: Annotated[tuple[RequirementForm, ...], Field(min_length=1)]
    milestones: tuple[MilestoneForm, ...] = ()
    outcomes: tuple[OutcomeForm, ...] = ()
    responses: tuple[ResponseForm, ...] = ()


def requirement_from(form: Any) -> Requirement:
    """The requirement that one entry of the file stands for."""
    rule = KINDS[form.kind]
    values = {item.name: getattr(form, item.name) for item in dataclasses.fields(rule)}
    if "parts" in values:
        values["parts"] = tuple(requirement_from(part) for part in values["parts"])
    only_if = OnlyIf(**dict(form.only_if)) if form.only_if is not None else None
    return Requirement(form.key, form.text, form.basis, rule(**values), only_if)


def rule_values(rule: Rule | OnlyIf) -> dict[str, object]:
    """What a file says of a rule, without what is so anyway; parts are left to the caller."""
    found: dict[str, object] = {}
    for item in dataclasses.fields(rule):
        value = getattr(rule, item.name)
        if item.name == "parts" or value == item.default:
            continue
        if isinstance(value, frozenset):
            found[item.name] = sorted(str(member) for member in value)
        else:
            found[item.name] = str(value) if isinstance(value, Amount) else value
    return found
