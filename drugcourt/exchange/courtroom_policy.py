"""What the room sees, what a warrant does to a status, what a hearing asks of whom: by table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from drugcourt.domain.hearings import WarrantStep
from drugcourt.domain.staffings import TeamRole
from drugcourt.errors import Refusal
from drugcourt.exchange.policy import policy_table

KINDS = (
    "order",
    "jail",
    "adjustment",
    "absent",
    "requested",
    "issued",
    "recalled",
    "advanced",
    "demoted",
    "graduated",
    "no_date",
    "words",
)


@dataclass(frozen=True, slots=True)
class CourtViewPolicy:
    """What the room sees besides names, orders and next dates: the phase, the days in it all."""

    phase: bool
    days: bool


@dataclass(frozen=True, slots=True)
class WarrantPolicy:
    """`from_absence` counts somebody as absconded from the missed hearing, not from the issue."""

    from_absence: bool
    request_days: int
    return_days: int


@dataclass(frozen=True, slots=True)
class TaskRule:
    """Whose a task is, in which words, and within how many days."""

    role: TeamRole
    text: str
    days: int


@dataclass(frozen=True, slots=True)
class TaskPolicy:
    """The rule of each kind of task, and the words in an order that say whose it is."""

    rules: dict[str, TaskRule]
    whose: tuple[tuple[TeamRole, tuple[str, ...]], ...]

    def role_of(self, words: str) -> TeamRole:
        """Whose an order in free words is."""
        said = words.casefold()
        for role, parts in self.whose:
            if any(part in said for part in parts):
                return role
        return self.rules["words"].role


@cache
def court_view_policy() -> CourtViewPolicy:
    """The [court_view] of resources/policy/courtroom.toml; only a plain `true` shows anything."""
    table = _table("court_view")
    try:
        phase, days = table["phase"], table["days"]
    except KeyError as problem:
        raise _broken("court_view") from problem
    if not (isinstance(phase, bool) and isinstance(days, bool)):
        raise _broken("court_view")
    return CourtViewPolicy(phase, days)


@cache
def warrant_policy() -> WarrantPolicy:
    """The [warrants] of resources/policy/courtroom.toml."""
    table = _table("warrants")
    try:
        if table["absconded_from"] not in (WarrantStep.ISSUED, "failed_to_appear"):
            raise ValueError(table["absconded_from"])
        return WarrantPolicy(
            table["absconded_from"] == "failed_to_appear",
            int(table["request_days"]),
            int(table["return_days"]),
        )
    except (KeyError, ValueError) as problem:
        raise _broken("warrants") from problem


@cache
def task_policy() -> TaskPolicy:
    """The [tasks] of resources/policy/courtroom.toml."""
    table = _table("tasks")
    try:
        rules = {
            kind: TaskRule(
                TeamRole(table[kind]["role"]), str(table[kind]["text"]), int(table[kind]["days"])
            )
            for kind in KINDS
        }
        whose = tuple(
            (TeamRole(role), tuple(str(part).casefold() for part in parts))
            for role, parts in table["whose"].items()
        )
    except (KeyError, ValueError, AttributeError) as problem:
        raise _broken("tasks") from problem
    return TaskPolicy(rules, whose)


def _table(section: str) -> dict[str, Any]:
    table: dict[str, Any] = policy_table("courtroom").get(section, {})
    return table


def _broken(section: str) -> Refusal:
    return Refusal(
        f"The table [{section}] of resources/policy/courtroom.toml can't be read; correct it or "
        "install the program again."
    )
