"""The court's numbers and choices of oversight, from resources/policy/oversight.toml."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from drugcourt.domain.accounts import Role
from drugcourt.errors import Refusal
from drugcourt.exchange.policy import policy_table


@dataclass(frozen=True, slots=True)
class OversightPolicy:
    """`with_caseload` are roles with files of their own, `ask_why` those asked at others' files."""

    same_look_minutes: int
    with_caseload: frozenset[Role]
    ask_why: frozenset[Role]
    first_weekday: int
    weeks_shown: int
    clock_minutes: int
    anchor_seconds: int
    most_anchors: int

    def week_of(self, day: date) -> date:
        """The first day of the week in which a day lies."""
        return day - timedelta(days=(day.isoweekday() - self.first_weekday) % 7)


def oversight_policy() -> OversightPolicy:
    """The choices as they stand. Raises Refusal where the table names a role that is none."""
    table = policy_table("oversight")
    views, review, anchors = table["views"], table["review"], table["anchors"]
    try:
        return OversightPolicy(
            int(views["same_look_minutes"]),
            frozenset(Role(role) for role in views["with_caseload"]),
            frozenset(Role(role) for role in views["ask_why"]),
            int(review["first_weekday"]),
            int(review["weeks_shown"]),
            int(review["clock_minutes"]),
            int(anchors["every_seconds"]),
            int(anchors["most"]),
        )
    except (ValueError, KeyError, TypeError) as problem:
        raise Refusal(
            "The table resources/policy/oversight.toml can't be read as it stands; correct it or "
            "install the program again."
        ) from problem
