"""What is asked when the court's matrix is written: a behavior, a rule, a response, the numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from drugcourt.casework.responses import drafting
from drugcourt.domain.response_policy import CatalogItem, MatrixRule, ResponsePolicy
from drugcourt.domain.responses import BehaviorSide, Magnitude, ResponseFamily, Sign
from drugcourt.fields import response_policy as fields
from drugcourt.fields.choices import closed_list
from drugcourt.fields.field import Field, Kind
from drugcourt.ui.asking import Asking
from drugcourt.ui.kit.dialogs import EditDialog

PLACES = ("first", "second", "third", "fourth")
_WORDS = ("First response", "Second", "Third", "Fourth")
_SAID = "Changed. Save it to make it the court’s own."
Took = Callable[[ResponsePolicy], None]


@dataclass(frozen=True, slots=True)
class MatrixDialogs:
    """Opens the dialogs over the window; `took` is handed the policy with the change in it."""

    asking: Asking
    policy: ResponsePolicy
    took: Took

    def behavior(self, key: str | None = None) -> EditDialog:
        """A new behavior, or another wording of one."""
        one = self.policy.behavior(key) if key is not None else None
        values: dict[str, Any] = {
            "side": BehaviorSide.MISSED,
            "sign": Sign.PERSON,
            "use": False,
            "proximal_from": 1,
        }
        if one is not None:
            values = {field.key: getattr(one, field.key) for field in fields.BEHAVIOR}

        def act(given: dict[str, Any]) -> object:
            self.took(drafting.with_behavior(self.policy, given, key))
            return None

        title = "New behavior" if one is None else "Change the behavior"
        return self.asking.open(
            title, fields.BEHAVIOR, act, said=_SAID, values=values, columns=2, confirm="Take over"
        )

    def rule(self, behavior: str, place: int | None = None) -> EditDialog:
        """A new rule for a behavior, or another one in its place."""
        about = self.policy.behavior(behavior)
        good = about is not None and about.side is BehaviorSide.ACHIEVED
        items = [
            item
            for item in self.policy.catalog
            if (item.family is ResponseFamily.INCENTIVE) is good
        ]
        named = closed_list(
            "Response",
            [(str(at), f"{item.family.label}: {item.title}") for at, item in enumerate(items)],
        )
        asked = (
            *(
                Field(key, words, Kind.CHOICE, choices=named, required=key == PLACES[0])
                for key, words in zip(PLACES, _WORDS, strict=True)
            ),
            *fields.RULE,
            fields.RULE_NOTE,
        )
        old = self.policy.rules[place] if place is not None else None
        values: dict[str, Any] = {"times": 1, "distal": False}
        if old is not None:
            values = _of_rule(old, items, list(named))

        def act(given: dict[str, Any]) -> object:
            chosen = [items[int(given[key])] for key in PLACES if given[key] is not None]
            self.took(drafting.with_rule(self.policy, behavior, chosen, given, place))
            return None

        title = "New rule" if old is None else "Change the rule"
        return self.asking.open(
            title,
            asked,
            act,
            said=_SAID,
            values=values,
            columns=2,
            detail=about.title if about is not None else "",
            confirm="Take over",
        )

    def item(self, instead: CatalogItem | None = None) -> EditDialog:
        """A new response of the catalogue, or another one in its place."""
        values: dict[str, Any] = {
            "family": ResponseFamily.INCENTIVE,
            "magnitude": Magnitude.LOW,
            "jail": False,
        }
        if instead is not None:
            values = {field.key: getattr(instead, field.key) for field in fields.ITEM}

        def act(given: dict[str, Any]) -> object:
            self.took(drafting.with_item(self.policy, given, instead))
            return None

        title = "New response" if instead is None else "Change the response"
        return self.asking.open(
            title, fields.ITEM, act, said=_SAID, values=values, columns=2, confirm="Take over"
        )

    def numbers(self) -> EditDialog:
        """Other numbers."""
        values = {field.key: getattr(self.policy.numbers, field.key) for field in fields.NUMBERS}

        def act(given: dict[str, Any]) -> object:
            self.took(drafting.with_numbers(self.policy, given))
            return None

        return self.asking.open(
            "Numbers",
            fields.NUMBERS,
            act,
            said=_SAID,
            values=values,
            columns=2,
            confirm="Take over",
        )

    def keep(self, today: date, act: Callable[[dict[str, Any]], object]) -> EditDialog:
        """From when the version holds, and what changed."""
        return self.asking.open(
            "Save as the court’s own",
            fields.KEEP,
            act,
            said="The court’s matrix is kept.",
            values={"started_on": today},
            detail="What was answered before stands under the version of then.",
            confirm="Save",
        )


def _of_rule(rule: MatrixRule, items: list[CatalogItem], named: list[Any]) -> dict[str, Any]:
    """The values of the form for a rule that stands."""
    values: dict[str, Any] = {
        field.key: getattr(rule, field.key) for field in (*fields.RULE, fields.RULE_NOTE)
    }
    titles = [item.title if item.family is rule.family else "" for item in items]
    for key, title in zip(PLACES, rule.responses, strict=False):
        if title in titles:
            values[key] = named[titles.index(title)]
    return values
