"""How this court prepares the team's meeting: its own order, numbers and seats."""

from __future__ import annotations

from functools import cache

from drugcourt.domain.staffings import Reason, StaffingPolicy, TeamRole
from drugcourt.errors import Refusal
from drugcourt.exchange.policy import policy_table


@cache
def staffing_policy() -> StaffingPolicy:
    """resources/policy/staffing.toml as values; a reason that is not listed comes last."""
    try:
        table = policy_table("staffing")
        listed = [Reason(key) for key in table["agenda"]["order"]]
        return StaffingPolicy(
            order=tuple(dict.fromkeys([*listed, *Reason])),
            silence_days=int(table["silence"]["days"]),
            silence_tries=int(table["silence"]["tries"]),
            watch_days=int(table["watch"]["days"]),
            report_days=int(table["provider"]["days"]),
            seats=tuple(TeamRole(key) for key in table["team"]["seats"]),
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise Refusal(
            "The table resources/policy/staffing.toml lacks a value or names something unknown; "
            "correct it or install the program again."
        ) from problem
