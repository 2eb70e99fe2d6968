"""How a program file is shaped: every table, its keys, and the values each key allows.

A kind of requirement has one place: its line in KINDS. Its keys in the file are the fields of
its class in domain/kinds.py, so a new kind needs no more than that class and that line.
"""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Annotated, Any, Literal, Union

from pydantic import BaseModel, ConfigDict, Field, create_model
from pydantic.types import Strict

from drugcourt.domain.cases import CaseOutcome, LegalTrack
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.program import (
    AllOf,
    AnyOf,
    AttendAll,
    AttendCount,
    AttendRate,
    AttendShare,
    Ceremony,
    Completes,
    Decided,
    Demotion,
    Effect,
    Elapsed,
    FreeWindow,
    HandedIn,
    LedgerSettled,
    MilestoneDone,
    NewCount,
    NOf,
    NumberBy,
    OnlyIf,
    PhaseTasks,
    Points,
    Requirement,
    Rule,
    Served,
    Sober,
    SoberEvent,
    SoberRule,
    Stands,
    Together,
    Working,
)
from drugcourt.domain.responses import Magnitude, ResponseFamily
from drugcourt.domain.sober import CountStarts
from drugcourt.domain.treatment import LevelOfCare
from drugcourt.exchange.programs.values import (
    AmountText,
    ContactRateText,
    Day,
    Key,
    MaybeWords,
    WeekdayText,
    Words,
    WordText,
    YesOrNo,
    by_key,
    fields_of,
    number_fields,
    plain_number,
    written,
    written_as,
)

KINDS: dict[str, type[Any]] = {
    "elapsed": Elapsed,
    "sober": Sober,
    "free_of": FreeWindow,
    "together": Together,
    "attend_rate": AttendRate,
    "attend_all": AttendAll,
    "attend_share": AttendShare,
    "attend_count": AttendCount,
    "handed_in": HandedIn,
    "milestone": MilestoneDone,
    "ledger": LedgerSettled,
    "standing": Stands,
    "work": Working,
    "service": Served,
    "decision": Decided,
    "points": Points,
    "ceremony": Ceremony,
    "phase_tasks": PhaseTasks,
    "all_of": AllOf,
    "any_of": AnyOf,
    "n_of": NOf,
}
KIND_OF = {rule: kind for kind, rule in KINDS.items()}


class Table(BaseModel):
    """A table of the file: keys that it does not know are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


OnlyIfForm = create_model("OnlyIfForm", __base__=Table, **fields_of(OnlyIf))
SoberRuleForm = create_model("SoberRuleForm", __base__=Table, **fields_of(SoberRule))

_SENTENCE: dict[str, Any] = {
    "key": (Key, ...),
    "text": (Words, ...),
    "basis": (MaybeWords, ""),
    "only_if": (OnlyIfForm | None, None),
    "unless": (OnlyIfForm | None, None),
    "replaces": (MaybeWords, ""),
    "continues": (YesOrNo, False),
    "continues_in": (frozenset[Key], frozenset()),
    "individual": (frozenset[Key], frozenset()),
}
SENTENCE_KEYS = frozenset({"kind", *_SENTENCE})


def _by_of(rule: type[Any]) -> dict[str, Any]:
    """For each number of a rule the key under which it differs between people."""
    found: dict[str, Any] = {}
    for name, form in number_fields(rule).items():
        found[by_key(name)] = (dict[WordText, form], {})  # type: ignore[valid-type]  # while running
    return found


_FORMS: dict[str, type[Table]] = {}
for _kind, _rule in KINDS.items():
    _tag: Any = Literal[_kind]
    _FORMS[_kind] = create_model(
        f"{_rule.__name__}Form",
        __base__=Table,
        kind=(_tag, ...),
        **_SENTENCE,
        **fields_of(_rule),
        **_by_of(_rule),
    )
_UNION: Any = Union[tuple(_FORMS.values())]  # noqa: UP007 - built while running
RequirementForm: Any = Annotated[_UNION, Field(discriminator="kind")]
for _form in _FORMS.values():
    _form.model_rebuild(_types_namespace={"RequirementForm": RequirementForm})


NUMBERS_BY = frozenset(by_key(name) for rule in KINDS.values() for name in number_fields(rule))


def keys_of(kind: str) -> list[str]:
    """The keys that a requirement of this kind may have."""
    return list(_FORMS[kind].model_fields)


class PhaseForm(Table):
    key: Key
    name: Words
    basis: MaybeWords = ""
    purpose: MaybeWords = ""
    hearing_every: AmountText | None = None
    hearing_by: dict[LevelOfCare, AmountText] = {}
    hearing_on: tuple[WeekdayText, ...] = ()
    tests_per_week: Annotated[float, Field(gt=0, le=21)] | None = None
    meetings_per_week: Annotated[int, Strict(), Field(ge=1, le=21)] | None = None
    treatment_hours_per_week: Annotated[float, Field(gt=0, le=168)] | None = None
    contacts: MaybeWords = ""
    curfew: MaybeWords = ""
    duties: tuple[Words, ...] = ()
    optional: YesOrNo = False
    only_if: OnlyIfForm | None = None  # type: ignore[valid-type]  # made while running
    sober_days: Annotated[int, Strict(), Field(ge=0, le=3_660)] | None = None
    hearings_per_month: Annotated[int, Strict(), Field(ge=1, le=28)] | None = None
    hearings_per_month_most: Annotated[int, Strict(), Field(ge=1, le=31)] | None = None
    tests_per_week_most: Annotated[float, Field(gt=0, le=21)] | None = None
    contact_rates: tuple[ContactRateText, ...] = ()
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
    demotion: Demotion = Demotion.RESTARTS
    ceremonies: tuple[Day, ...] = ()
    holidays: frozenset[Day] = frozenset()


class SoberForm(Table):
    origin: Words
    new_count: NewCount = NewCount.DAY_AFTER
    pending_resets: YesOrNo = True
    starts: CountStarts = CountStarts.ADMISSION
    without: frozenset[EpisodeStatus] = frozenset()
    effects: dict[SoberEvent, Effect]
    rules: tuple[SoberRuleForm, ...] = ()  # type: ignore[valid-type]  # made while running


class MilestoneForm(Table):
    key: Key
    title: Words
    basis: MaybeWords = ""
    requires: frozenset[Key] = frozenset()


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
    options: dict[Key, YesOrNo] = {}


def requirement_from(form: Any) -> Requirement:
    """The requirement that one entry of the file stands for."""
    rule = KINDS[form.kind]
    values = {
        item.name: plain_number(getattr(form, item.name)) for item in dataclasses.fields(rule)
    }
    if "parts" in values:
        values["parts"] = tuple(requirement_from(part) for part in values["parts"])
    return Requirement(
        form.key,
        form.text,
        form.basis,
        rule(**values),
        only_if_from(form.only_if),
        only_if_from(form.unless),
        form.replaces,
        form.continues,
        form.continues_in,
        form.individual,
        tuple(
            NumberBy(name, word, plain_number(value))
            for name in number_fields(rule)
            for word, value in getattr(form, by_key(name)).items()
        ),
    )


def numbers_written(asked: Requirement) -> dict[str, dict[str, object]]:
    """The numbers that differ between people, as a file writes them."""
    found: dict[str, dict[str, object]] = {}
    for item in asked.numbers:
        written_ = written_as(asked.rule, item.field, item.value)
        found.setdefault(by_key(item.field), {})[str(item.of)] = written_
    return found


def only_if_from(form: Any) -> OnlyIf | None:
    """The condition that an `only_if` or `unless` stands for."""
    return None if form is None else OnlyIf(**dict(form))


def rule_values(rule: Rule | OnlyIf | SoberRule) -> dict[str, object]:
    """What a file says of a rule, without what is so anyway; parts are left to the caller."""
    return {
        item.name: written(rule, item.name)
        for item in dataclasses.fields(rule)
        if item.name != "parts" and getattr(rule, item.name) != item.default
    }
