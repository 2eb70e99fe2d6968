"""Whether a rule is for this person, what has happened in the present phase looked at too."""

from __future__ import annotations

from drugcourt.domain.program import FreeOf, Requirement
from drugcourt.rules.requirements.applies import Answer, applies
from drugcourt.rules.requirements.breaches import Wanted, breaches
from drugcourt.rules.requirements.case import Case


def applying(requirement: Requirement, case: Case) -> Answer:
    """Whether a requirement applies on the day of the case."""

    def happened(named: frozenset[FreeOf]) -> bool:
        entered = case.entered
        if entered is None:
            return False
        return any(breach.on >= entered for breach in breaches(Wanted(named), case))

    return applies(requirement, case.facts, case.program, case.as_of, happened)
