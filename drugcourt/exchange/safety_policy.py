"""Which tasks, kits and days this court's safety work goes by."""

from __future__ import annotations

from functools import cache
from typing import Any

from drugcourt.domain.safety import PlanWords, ReleaseCounting, SafetyPolicy, WatchCause, WatchTask
from drugcourt.domain.specimens import Substance
from drugcourt.domain.supervision import ContactWith
from drugcourt.errors import Refusal
from drugcourt.exchange.policy import policy_table


@cache
def safety_policy() -> SafetyPolicy:
    """resources/policy/safety.toml as values; Refusal naming what can't be used."""
    table = policy_table("safety")
    try:
        tasks = _once(tuple(_task(line) for line in table["task"]))
        return SafetyPolicy(
            watch_days=_days(table["watch"]["days"]),
            tasks=tasks,
            continuity=tuple((str(one["key"]), str(one["text"])) for one in table["continuity"]),
            opioids=frozenset(Substance(key) for key in table["kits"]["opioids"]),
            kit_soon_days=_days(table["kits"]["soon_days"]),
            overdose_days=_days(table["overdose"]["follow_up_days"]),
            hand_off_days=tuple(sorted(_days(day) for day in table["hand_off"]["days"])),
            counting=_counting(table["measures"], tasks),
            plan=_plan(table["plan"]),
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise Refusal(
            f"The table resources/policy/safety.toml can't be used ({problem}); correct it or "
            "install the program again."
        ) from problem


def _task(line: dict[str, Any]) -> WatchTask:
    causes = frozenset(WatchCause(cause) for cause in line.get("causes", ()))
    day = _days(line["day"], least=0)
    moud, told = bool(line.get("moud")), str(line.get("told", ""))
    return WatchTask(str(line["key"]), day, str(line["text"]), causes, moud, told)


def _plan(table: dict[str, Any]) -> PlanWords:
    return PlanWords(
        after_release=str(table["after_release"]),
        emergency=tuple(map(str, table["emergency"])),
        law=str(table["law"]),
        crisis=str(table["crisis"]),
        signs=tuple(map(str, table["signs"])),
    )


def _once(tasks: tuple[WatchTask, ...]) -> tuple[WatchTask, ...]:
    keys = [task.key for task in tasks]
    if len(keys) != len(set(keys)):
        raise ValueError("a task stands there twice")
    return tasks


def _counting(table: dict[str, Any], tasks: tuple[WatchTask, ...]) -> ReleaseCounting:
    there = {task.key for task in tasks}

    def keys(name: str) -> frozenset[str]:
        found = frozenset(map(str, table[name]))
        if found - there:
            raise ValueError(f"{min(found - there)!r} is no task")
        return found

    return ReleaseCounting(
        dose_days=_days(table["dose_days"]),
        dose_tasks=keys("dose_tasks"),
        naloxone_tasks=keys("naloxone_tasks"),
        contact_days=_days(table["contact_days"]),
        contacts=_days(table["contacts"]),
        contact_tasks=keys("contact_tasks"),
        contact_people=frozenset(map(ContactWith, table["contact_people"])),
    )


def _days(value: Any, *, least: int = 1) -> int:
    if type(value) is not int or value < least:
        raise ValueError(f"{value!r} is not a whole number of {least} or more")
    return value


def task_texts() -> dict[str, str]:
    """The words of each task of a watch by its key."""
    return {task.key: task.text for task in safety_policy().tasks}


def step_texts() -> dict[str, str]:
    """The words of each step of the continuity checklist by its key."""
    return dict(safety_policy().continuity)
