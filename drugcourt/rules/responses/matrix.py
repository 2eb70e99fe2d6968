"""Which responses the court's own matrix suggests for a behavior: advice with its rule."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from drugcourt.domain.episodes import RiskNeed
from drugcourt.domain.response_policy import Behavior, CatalogItem, MatrixRule, ResponsePolicy
from drugcourt.domain.responses import GoalClass, ResponseFamily


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What one rule suggests: responses of one family. `rule` is the rule in words."""

    family: ResponseFamily
    items: tuple[CatalogItem, ...]
    rule: str
    basis: str
    note: str = ""

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles, the first one first."""
        return tuple(item.title for item in self.items)


def suggest(
    policy: ResponsePolicy,
    behavior: Behavior,
    times: int,
    phase: int | None,
    quadrant: RiskNeed = RiskNeed.UNKNOWN,
) -> tuple[Suggestion, ...]:
    """At most one suggestion for each family, in the order of the families.

    `times` is how often the behavior was seen in the period, this time included. A response that
    may not be given now is left out; a rule of which nothing is left suggests nothing.
    """
    goal = behavior.goal(phase)
    found: list[Suggestion] = []
    for family in ResponseFamily:
        rule = best_rule(policy.rules_of(behavior.key), family, times, phase, quadrant, goal)
        if rule is None:
            continue
        items = tuple(
            item
            for title in rule.responses
            if (item := policy.item(family, title)) is not None and not item.off
        )
        if items:
            words = rule_words(policy, behavior, rule)
            found.append(Suggestion(family, items, words, policy.origin, rule.note))
    return tuple(found)


def best_rule(
    rules: Iterable[MatrixRule],
    family: ResponseFamily,
    times: int,
    phase: int | None,
    quadrant: RiskNeed,
    goal: GoalClass,
) -> MatrixRule | None:
    """The rule that holds: the most repetitions asked, then the narrowest, then the first."""
    best: MatrixRule | None = None
    for rule in rules:
        if rule.family is not family or not holds(rule, times, phase, quadrant, goal):
            continue
        if best is None or _rank(rule) > _rank(best):
            best = rule
    return best


def holds(
    rule: MatrixRule, times: int, phase: int | None, quadrant: RiskNeed, goal: GoalClass
) -> bool:
    """Whether a rule is about this; a sanction is not about a distal goal unless it says so."""
    number = phase or 1
    if times < rule.times or (rule.quadrant is not None and rule.quadrant is not quadrant):
        return False
    if rule.first_phase is not None and number < rule.first_phase:
        return False
    if rule.last_phase is not None and number > rule.last_phase:
        return False
    sanction = rule.family is ResponseFamily.SANCTION
    return not (sanction and goal is GoalClass.DISTAL and not rule.distal)


def _rank(rule: MatrixRule) -> tuple[int, int]:
    phases = (rule.first_phase is not None) + (rule.last_phase is not None)
    return rule.times, phases + (rule.quadrant is not None)


def rule_words(policy: ResponsePolicy, behavior: Behavior, rule: MatrixRule) -> str:
    """`Missed test, from the 2nd time in 90 days, phases 1 to 2: sanction`."""
    told = [behavior.title]
    if rule.times > 1:
        told.append(f"from the {nth(rule.times)} time in {policy.numbers.period_days} days")
    told.append(phase_words(rule.first_phase, rule.last_phase))
    if rule.quadrant is not None:
        told.append(rule.quadrant.label.lower())
    if rule.distal:
        told.append("also while the goal is distal")
    return f"{', '.join(part for part in told if part)}: {rule.family.label.lower()}"


def phase_words(first: int | None, last: int | None) -> str:
    """`phase 3`, `phases 1 to 2`, `from phase 3 on`, `up to phase 2`; nothing for all phases."""
    if first is None and last is None:
        return ""
    if first is None:
        return f"up to phase {last}"
    if last is None:
        return f"from phase {first} on"
    return f"phase {first}" if first == last else f"phases {first} to {last}"


def nth(number: int) -> str:
    """`1st`, `2nd`, `3rd`, `11th`."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10)
    return f"{number}{ending or 'th'}"


def departs(suggested: Collection[tuple[str, str]], family: ResponseFamily, title: str) -> bool:
    """Whether a response is another than the families and titles that the matrix suggests, however
    it is written; without a suggestion nothing is.
    """
    wanted = (str(family), title.strip().casefold())
    return bool(suggested) and wanted not in {(f, known.casefold()) for f, known in suggested}
