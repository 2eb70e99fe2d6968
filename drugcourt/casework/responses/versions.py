"""Which matrix held when: every version the court kept, and what changed with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.responses.drafting import goal_words, when_words
from drugcourt.casework.responses.policy import read_version
from drugcourt.domain.response_policy import CatalogItem, ResponsePolicy
from drugcourt.exchange.response_policy import shipped_response_policy
from drugcourt.records.responses import ResponsePolicyVersion

SHIPPED = 0  # the number of what held before the court kept its own


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """One version; `until` is its last day. `changes` are sentences, against the one before.

    A version that another one of the same day took the place of never held.
    """

    id: int
    started_on: date | None
    until: date | None
    note: str
    kept_by: str
    changes: tuple[str, ...]
    never_held: bool = False

    def state(self, today: date) -> str:
        """`In force`, `Not yet`, `Past` or `Never held`."""
        if self.never_held:
            return "Never held"
        if self.started_on is not None and self.started_on > today:
            return "Not yet"
        return "Past" if self.until is not None and self.until < today else "In force"


def policy_versions(db: Session, *, words: Mapping[str, str]) -> list[PolicyVersion]:
    """All versions, the latest first, down to the shipped one; `words` name the numbers."""
    asked = select(ResponsePolicyVersion).order_by(
        ResponsePolicyVersion.started_on, ResponsePolicyVersion.id
    )
    rows = list(db.scalars(asked))
    policies = [shipped_response_policy(), *(read_version(row) for row in rows)]
    starts = [row.started_on for row in rows]
    day = timedelta(days=1)
    shipped_until = starts[0] - day if starts else None
    found = [PolicyVersion(SHIPPED, None, shipped_until, policies[0].origin, "", ())]
    for place, (row, (before, now)) in enumerate(zip(rows, pairwise(policies), strict=True)):
        following = starts[place + 1] if place + 1 < len(rows) else None
        found.append(
            PolicyVersion(
                id=row.id,
                started_on=row.started_on,
                until=following - day if following is not None else None,
                note=row.note,
                kept_by=row.kept_by,
                changes=tuple(_changes(before, now, words)),
                never_held=following == row.started_on,
            )
        )
    return found[::-1]


def _changes(
    before: ResponsePolicy, now: ResponsePolicy, words: Mapping[str, str]
) -> Iterator[str]:
    """Each difference in a sentence: numbers, behaviors, responses, rules."""
    for name, label in words.items():
        was, is_ = getattr(before.numbers, name), getattr(now.numbers, name)
        if was != is_:
            yield f"{label}: {is_:g}, before {was:g}."
    titles = {one.key: one.title for one in (*before.behaviors, *now.behaviors)}
    yield from _listed(
        "behavior",
        {one.title: f"{one.side.label}, {goal_words(one)}" for one in before.behaviors},
        {one.title: f"{one.side.label}, {goal_words(one)}" for one in now.behaviors},
    )
    yield from _listed("response", _items(before), _items(now))
    yield from _listed("rule", _rules(before, titles), _rules(now, titles))
    if set(before.jail_words) != set(now.jail_words):
        yield f"Words that name jail: {', '.join(now.jail_words)}."


def _items(policy: ResponsePolicy) -> dict[str, str]:
    return {f"{item.family.label}: {item.title}": _more(item) for item in policy.catalog}


def _more(item: CatalogItem) -> str:
    told = [item.magnitude.label.lower()]
    for number, said in (
        (item.due_days, "due in {:g} days"),
        (item.hours, "{:g} hours"),
        (item.draws, "{:g} draws"),
        (item.points, "{:g} points"),
    ):
        if number:
            told.append(said.format(number))
    if item.jail:
        told.append("jail")
    return ", ".join([*told, *([f"not to be given: {item.off}"] if item.off else [])])


def _rules(policy: ResponsePolicy, titles: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for rule in policy.rules:
        title = titles.get(rule.behavior, rule.behavior)
        found[f"{title}, {when_words(rule)}, {rule.family.label.lower()}"] = "; ".join(
            [*rule.responses, *([rule.note] if rule.note else [])]
        )
    return found


def _listed(what: str, before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    for name, told in now.items():
        if name not in before:
            yield f"New {what}: {name} ({told})."
        elif before[name] != told:
            yield f"Other {what}: {name} ({told}), before ({before[name]})."
    for name in before:
        if name not in now:
            yield f"Removed {what}: {name}."
