"""How somebody writes the court's own matrix: each change makes another policy, kept or not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from drugcourt.domain.dates import counted
from drugcourt.domain.episodes import RiskNeed
from drugcourt.domain.response_policy import (
    Behavior,
    CatalogItem,
    MatrixRule,
    ResponsePolicy,
)
from drugcourt.domain.responses import BehaviorSide, ResponseFamily, Sign
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.rules.responses.matrix import nth, phase_words


@dataclass(frozen=True, slots=True)
class BehaviorRow:
    """One behavior, for the list."""

    key: str
    title: str
    side: BehaviorSide
    goals: str
    rules: int


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule of a behavior; `place` is where it stands among all rules of the policy."""

    place: int
    family: ResponseFamily
    when: str
    gives: str
    note: str


@dataclass(frozen=True, slots=True)
class NumberRow:
    """One number of the policy with its origin."""

    name: str
    words: str
    value: float
    origin: str


def behavior_rows(policy: ResponsePolicy) -> list[BehaviorRow]:
    """The behaviors in the order written."""
    return [
        BehaviorRow(one.key, one.title, one.side, goal_words(one), len(policy.rules_of(one.key)))
        for one in policy.behaviors
    ]


def goal_words(one: Behavior) -> str:
    """`distal, proximal from 3, managed from 5`: the phases from which it is."""
    told = ["distal", f"proximal from {one.proximal_from}"] if one.proximal_from > 1 else []
    told = told or ["proximal"]
    if one.managed_from is not None:
        told.append(f"managed from {one.managed_from}")
    return ", ".join(told)


def rule_rows(policy: ResponsePolicy, key: str) -> list[RuleRow]:
    """The rules of one behavior, by family and then by how often."""
    rows = [
        RuleRow(place, rule.family, when_words(rule), ", ".join(rule.responses), rule.note)
        for place, rule in enumerate(policy.rules)
        if rule.behavior == key
    ]
    families = list(ResponseFamily)
    return sorted(
        rows,
        key=lambda row: (families.index(row.family), policy.rules[row.place].times, row.place),
    )


def when_words(rule: MatrixRule) -> str:
    """`from the 2nd time, phases 1 to 2`; `always`."""
    told = [f"from the {nth(rule.times)} time"] if rule.times > 1 else []
    if phases := phase_words(rule.first_phase, rule.last_phase):
        told.append(phases)
    if rule.quadrant is not None:
        told.append(rule.quadrant.label.lower())
    if rule.distal:
        told.append("also while distal")
    return ", ".join(told) or "always"


def number_rows(policy: ResponsePolicy, words: Mapping[str, str]) -> list[NumberRow]:
    """The numbers by name, in the words given."""
    numbers = policy.numbers
    return [
        NumberRow(name, label, getattr(numbers, name), numbers.origin(name))
        for name, label in words.items()
    ]


# Changing -------------------------------------------------------------------------------------


def with_behavior(
    policy: ResponsePolicy, values: Mapping[str, Any], key: str | None = None
) -> ResponsePolicy:
    """A new behavior at the end, or another one in the place of `key`."""
    title = str(values["title"] or "").strip()
    if not title:
        raise FieldRefusal("title", "A behavior needs a name.")
    made = Behavior(
        key=key or new_key(policy, title),
        title=title,
        side=BehaviorSide(values["side"]),
        sign=Sign(values["sign"]),
        use=bool(values["use"]),
        proximal_from=int(values["proximal_from"] or 1),
        managed_from=values["managed_from"],
    )
    others = [one for one in policy.behaviors if one.key != key]
    if any(one.title.casefold() == title.casefold() for one in others):
        raise FieldRefusal("title", "The court's list has that behavior already.")
    if key is None:
        return replace(policy, behaviors=(*policy.behaviors, made))
    kept = tuple(made if one.key == key else one for one in policy.behaviors)
    return replace(policy, behaviors=kept)


def without_behavior(policy: ResponsePolicy, key: str) -> ResponsePolicy:
    """A behavior and its rules taken out; what was recorded with it stays as it is."""
    return replace(
        policy,
        behaviors=tuple(one for one in policy.behaviors if one.key != key),
        rules=tuple(rule for rule in policy.rules if rule.behavior != key),
    )


def new_key(policy: ResponsePolicy, title: str) -> str:
    """A key of its own for a title: `late_for_court`, `late_for_court_2`."""
    bare = re.sub(r"[^a-z0-9]+", "_", title.casefold()).strip("_")[:50] or "behavior"
    taken = {one.key for one in policy.behaviors}
    key, number = bare, 1
    while key in taken:
        number += 1
        key = f"{bare}_{number}"
    return key


def with_rule(
    policy: ResponsePolicy,
    behavior: str,
    chosen: Sequence[CatalogItem],
    values: Mapping[str, Any],
    place: int | None = None,
) -> ResponsePolicy:
    """A new rule, or another one at a place. Its responses are of one family, by law."""
    families = {item.family for item in chosen}
    if not chosen:
        raise FieldRefusal("first", "Choose at least one response.")
    if len(families) > 1:
        raise FieldRefusal("second", "A rule suggests one family; make a rule for the other.")
    made = MatrixRule(
        behavior=behavior,
        family=chosen[0].family,
        responses=tuple(dict.fromkeys(item.title for item in chosen)),
        times=int(values["times"] or 1),
        first_phase=values["first_phase"],
        last_phase=values["last_phase"],
        quadrant=_quadrant(values["quadrant"]),
        distal=bool(values["distal"]),
        note=str(values["note"] or "").strip(),
    )
    rules = list(policy.rules)
    if place is None:
        rules.append(made)
    else:
        rules[place] = made
    return replace(policy, rules=tuple(rules))


def _quadrant(chosen: RiskNeed | None) -> RiskNeed | None:
    """No rule is about those who are not assessed: a choice left open means everybody."""
    return None if chosen is RiskNeed.UNKNOWN else chosen


def without_rule(policy: ResponsePolicy, place: int) -> ResponsePolicy:
    """A rule taken out."""
    rules = [rule for at, rule in enumerate(policy.rules) if at != place]
    return replace(policy, rules=tuple(rules))


def with_item(
    policy: ResponsePolicy, values: Mapping[str, Any], instead: CatalogItem | None = None
) -> ResponsePolicy:
    """A new response at the end of the catalogue, or another in the place of one; its rules keep
    suggesting it under its new name.
    """
    title = str(values["title"] or "").strip()
    if not title:
        raise FieldRefusal("title", "A response needs a name.")
    made = CatalogItem(
        family=ResponseFamily(values["family"]),
        title=title,
        magnitude=values["magnitude"],
        jail=bool(values["jail"]),
        hours=values["hours"],
        due_days=values["due_days"],
        draws=int(values["draws"] or 0),
        points=int(values["points"] or 0),
        off=str(values["off"] or "").strip(),
    )
    known = policy.item(made.family, title)
    if known is not None and known is not instead:
        raise FieldRefusal("title", "The catalogue has that response already.")
    if instead is None:
        return replace(policy, catalog=(*policy.catalog, made))
    if instead.family is not made.family and _uses(policy, instead):
        raise FieldRefusal("family", "Rules suggest it in its family. Make a new one instead.")
    rules = tuple(
        replace(
            rule,
            responses=tuple(title if t == instead.title else t for t in rule.responses),
        )
        if rule.family is instead.family
        else rule
        for rule in policy.rules
    )
    catalog = tuple(made if item is instead else item for item in policy.catalog)
    return replace(policy, catalog=catalog, rules=rules)


def without_item(policy: ResponsePolicy, item: CatalogItem) -> ResponsePolicy:
    """A response taken out; Refusal while rules suggest it."""
    if uses := _uses(policy, item):
        raise Refusal(
            f"{counted(uses, 'rule suggests', 'rules suggest')} “{item.title}”. Choose another "
            "response there first, or say why this one may not be given."
        )
    return replace(policy, catalog=tuple(one for one in policy.catalog if one is not item))


def _uses(policy: ResponsePolicy, item: CatalogItem) -> int:
    return sum(
        1 for rule in policy.rules if rule.family is item.family and item.title in rule.responses
    )


def with_numbers(policy: ResponsePolicy, values: Mapping[str, Any]) -> ResponsePolicy:
    """Other numbers; one that differs has this court as its origin from then on."""
    old = policy.numbers
    origins = dict(old.origins)
    for name, value in values.items():
        if getattr(old, name) != value:
            origins[name] = "This court's own number"
    made = replace(old, **values, origins=tuple(sorted(origins.items())))
    return replace(policy, numbers=replace(made, least_ratio=float(made.least_ratio)))
