"""Which numbers a handbook leaves to each person's own order, and nobody has set for this one."""

from __future__ import annotations

from drugcourt.domain.findings import Finding, Verdict
from drugcourt.domain.program import Points, Requirement, Served, Sober
from drugcourt.rules.requirements.case import Case, found


def unset(requirement: Requirement, case: Case) -> list[str]:
    """The rule's keys that nobody has set yet; a rule without any number misses its plain one.

    Time without a number is said by the rule of time itself, which knows since when it runs.
    """
    if requirement.individual:
        own = {item.field for item in case.overrides.get(requirement.key, ())}
        return sorted(requirement.individual - own)
    match requirement.rule:
        case Sober(least=None, tests=None):
            return ["least"]
        case Served(hours=None, days=None):
            return ["hours"]
        case Points(earned=None, demerits=None, net=None):
            return ["earned"]
        case _:
            return []


def not_set(requirement: Requirement, missing: list[str], case: Case) -> Finding:
    """What is found until an order sets them: somebody has to decide."""
    named = " and ".join(_WORDS.get(name, name.replace("_", " ")) for name in missing)
    has = "has" if len(missing) == 1 else "have"
    return found(
        requirement,
        Verdict.UNKNOWN,
        f"the {named} for this person {has} not been set",
        if_acted=max(case.as_of, case.expected_entry or case.as_of),
        evidence=(case.episode_ref(),),
        awaits_decision=True,
    )


_WORDS = {"least": "length", "n": "number", "earned": "points", "times": "number of times"}
