"""Which rule holds for this person: exceptions, numbers of their own, duties kept on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from typing import Any, get_args, get_type_hints

from drugcourt.domain.cases import ChargeLevel, LegalTrack
from drugcourt.domain.dates import Amount, WeekdayOfMonth, parse_amount, parse_weekday, short
from drugcourt.domain.facts import OverrideFacts
from drugcourt.domain.money import Cents, parse_cents
from drugcourt.domain.program import OnlyIf, Phase, Program, Requirement, Rule
from drugcourt.domain.tone import Term
from drugcourt.domain.treatment import LevelOfCare
from drugcourt.rules.requirements.applies import words
from drugcourt.rules.requirements.case import Case
from drugcourt.rules.requirements.happened import applying


@dataclass(frozen=True, slots=True)
class Chosen:
    """The sentence to judge under the base's key, and why it is not the plain one.

    `rivals` are further sentences that claim the place as well; `unsure` are those of which the
    record does not say whether they apply, with what is `missing`.
    """

    requirement: Requirement
    why: str = ""
    rivals: tuple[Requirement, ...] = ()
    unsure: tuple[Requirement, ...] = ()
    missing: str = ""


def asked_in(program: Program, phase: Phase) -> tuple[Requirement, ...]:
    """All that a phase asks: its own list after the duties that earlier phases hand on."""
    kept: list[Requirement] = []
    for earlier in program.phases:
        if earlier.key == phase.key:
            break
        keys = {r.key for r in earlier.advance if r.handed_on_to(phase.key)}
        kept += [r for r in earlier.advance if r.key in keys or r.replaces in keys]
    own = {requirement.key for requirement in phase.advance}
    return (*(r for r in kept if r.key not in own), *phase.advance)


def parted(
    requirements: Iterable[Requirement],
) -> list[tuple[Requirement, tuple[Requirement, ...]]]:
    """Each plain sentence with the exceptions to it, in order; an exception may have its own."""
    listed = list(requirements)
    if not any(requirement.replaces or requirement.numbers for requirement in listed):
        return [(requirement, ()) for requirement in listed]
    by_base: dict[str, list[Requirement]] = {}
    for requirement in listed:
        if requirement.replaces:
            by_base.setdefault(requirement.replaces, []).append(requirement)
        for variant in variants(requirement):
            by_base.setdefault(requirement.key, []).append(variant)
    return [
        (requirement, _all_exceptions(requirement.key, by_base, frozenset()))
        for requirement in listed
        if not requirement.replaces
    ]


def _all_exceptions(
    key: str, by_base: dict[str, list[Requirement]], seen: frozenset[str]
) -> tuple[Requirement, ...]:
    found: tuple[Requirement, ...] = ()
    for requirement in by_base.get(key, ()):
        if requirement.key not in seen:
            deeper = _all_exceptions(requirement.key, by_base, seen | {requirement.key})
            found = (*found, requirement, *deeper)
    return found


def chosen(base: Requirement, exceptions: tuple[Requirement, ...], case: Case) -> Chosen:
    """The sentence that holds for this person; an exception's own exception goes before it."""
    sure: list[Requirement] = []
    unsure: list[Requirement] = []
    missing = ""
    for exception in exceptions:
        holds, lacks = applying(exception, case)
        if holds:
            sure.append(exception)
        elif holds is None:
            unsure.append(exception)
            missing = missing or lacks
    replaced = {exception.replaces for exception in sure}
    standing = [exception for exception in sure if exception.key not in replaced]
    if not standing:
        return Chosen(base, unsure=tuple(unsure), missing=missing)
    first, *others = standing
    others = [exception for exception in others if exception.rule != first.rule]
    stands = replace(first, key=base.key, only_if=base.only_if, unless=base.unless)
    return Chosen(stands, _why(first, base), tuple(others), tuple(unsure), missing)


def variants(requirement: Requirement) -> list[Requirement]:
    """The sentence with its numbers for each track, charge level and level of care it names."""
    by_word: dict[Term, dict[str, Any]] = {}
    for item in requirement.numbers:
        by_word.setdefault(item.of, {})[item.field] = item.value
    return [
        replace(
            requirement,
            key=f"{requirement.key}~{word}",
            rule=replace(requirement.rule, **values),
            only_if=_of_word(word),
            unless=None,
            replaces=requirement.key,
            numbers=(),
        )
        for word, values in by_word.items()
    ]


def _of_word(word: Term) -> OnlyIf:
    if isinstance(word, ChargeLevel):
        return OnlyIf(charge_levels=frozenset({word}))
    if isinstance(word, LegalTrack):
        return OnlyIf(tracks=frozenset({word}))
    assert isinstance(word, LevelOfCare), "numbers differ by these three lists alone"
    return OnlyIf(settings=frozenset({word}))


def _why(exception: Requirement, base: Requirement) -> str:
    reason = words(exception.only_if)
    source = f" ({exception.basis})" if exception.basis else ""
    if exception.text == base.text:
        return f"{_differing(exception.rule, base.rule)} for {reason}{source}"
    return (
        f"“{exception.text}” stands in the place of “{base.text}”"
        f"{f' for {reason}' if reason else ''}{source}"
    )


def _differing(own: Rule, plain: Rule) -> str:
    """`least is 15 months instead of 18 months`."""
    pairs = ((f.name, getattr(own, f.name), getattr(plain, f.name)) for f in fields(own))
    said = (
        f"{name.replace('_', ' ')} is {one}" + (f" instead of {other}" if other is not None else "")
        for name, one, other in pairs
        if one != other
    )
    return " and ".join(said)


# Numbers that are others for one person ----------------------------------------------------------


def overridden(requirement: Requirement, case: Case) -> tuple[Requirement, str, str]:
    """The requirement with this person's own numbers, why, and what of it can't be read."""
    given = case.overrides.get(requirement.key)
    if not given:
        return requirement, "", ""
    values: dict[str, Any] = {}
    wrong = ""
    types = _types_of(type(requirement.rule))  # type: ignore[arg-type]  # mypy doubts that a class can be hashed
    for item in given:
        try:
            values[item.field] = _value(types[item.field], item.value)
        except (KeyError, ValueError):
            wrong = f"the override “{item.field} = {item.value}” can't be read"
    rule: Any = replace(requirement.rule, **values)
    return replace(requirement, rule=rule), "; ".join(_said(i, case.as_of) for i in given), wrong


@cache
def _types_of(rule: type[Any]) -> dict[str, Any]:
    """What sort of value each number of a kind of rule takes."""
    return get_type_hints(rule)


def _said(item: OverrideFacts, as_of: date) -> str:
    by = item.by.strip() or "someone not named"
    reason = f": {item.reason.strip()}" if item.reason.strip() else ""
    what = item.field.replace("_", " ")
    return f"{what} is {item.value} for this person, set {short(item.on, as_of)} by {by}{reason}"


def _value(hint: Any, text: str) -> Any:
    """A value as the file writes it; ValueError for a key that no single value can be set for."""
    options = get_args(hint) or (hint,)
    readers: dict[Any, Any] = {
        Amount: parse_amount,
        Cents: parse_cents,
        WeekdayOfMonth: parse_weekday,
        bool: lambda said: {"true": True, "false": False}[said.strip().lower()],
        int: int,
        float: _number,
    }
    for kind in options:
        if kind in readers:
            return readers[kind](text)
    raise ValueError("This is not a number that can be set for one person.")


def _number(text: str) -> float:
    value = float(text)
    if value != value or value <= 0:
        raise ValueError("A number above zero is needed.")
    return int(value) if value.is_integer() else value
