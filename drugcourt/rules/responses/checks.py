"""Whether a court's policy of responses holds together: every mistake at once, in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from drugcourt.domain.response_policy import Behavior, MatrixRule, Numbers, ResponsePolicy
from drugcourt.domain.responses import GOOD_SIGNS, BehaviorSide, ResponseFamily, Sign

MOST_DAYS = 3_660
MOST_PHASES = 20


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: in which part (`numbers`, `behaviors`, `responses`, `rules`), which line, why.

    A `warning` does not stand in the way of keeping the policy.
    """

    part: str
    line: str
    sentence: str
    warning: bool = False


def mistakes(policy: ResponsePolicy) -> tuple[Mistake, ...]:
    """Everything that is wrong, and what only looks strange as warnings, in the order of parts."""
    return (
        *_numbers(policy.numbers),
        *_behaviors(policy),
        *_catalog(policy),
        *_rules(policy),
    )


def _numbers(numbers: Numbers) -> Iterator[Mistake]:
    days = ("period_days", "answer_days", "outcome_days", "jail_warns_above", "jail_confirm_above")
    for name in days:
        if not 1 <= getattr(numbers, name) <= MOST_DAYS:
            yield Mistake("numbers", name, f"Give a number of days from 1 to {MOST_DAYS:,}.")
    if numbers.jail_confirm_above < numbers.jail_warns_above:
        said = "The days that need a hearing can't be fewer than those that warn."
        yield Mistake("numbers", "jail_confirm_above", said)
    if not 1 <= numbers.ratio <= 20:
        yield Mistake("numbers", "ratio", "Give from 1 to 20 incentives for each sanction.")
    if not 2 <= numbers.smallest <= 1_000:
        said = "Figures about one person are never shown; give from 2 to 1,000 people."
        yield Mistake("numbers", "smallest", said)
    if not 0 < numbers.least_ratio <= 1:
        yield Mistake("numbers", "least_ratio", "Give a share above 0 and up to 1, such as 0.8.")


def _behaviors(policy: ResponsePolicy) -> Iterator[Mistake]:
    for part, seen in (("key", "key"), ("title", "name")):
        counts = Counter(getattr(one, part).strip().casefold() for one in policy.behaviors)
        for word in (word for word, times in counts.items() if times > 1):
            yield Mistake("behaviors", word, f"Two behaviors have the {seen} “{word}”.")
    for one in policy.behaviors:
        if sentence := _behavior(one):
            yield Mistake("behaviors", one.title or one.key, sentence)


def _behavior(one: Behavior) -> str:
    if not one.key.strip() or not one.title.strip():
        return "A behavior needs a name."
    good = one.sign in GOOD_SIGNS
    if one.sign is not Sign.PERSON and good != (one.side is BehaviorSide.ACHIEVED):
        return f"“{one.sign.label}” does not show what is {one.side.label.lower()}."
    if not 1 <= one.proximal_from <= MOST_PHASES:
        return f"The phase from which it is proximal lies between 1 and {MOST_PHASES}."
    if one.managed_from is not None and one.managed_from < one.proximal_from:
        return "It can't be managed before it is proximal."
    return ""


def _catalog(policy: ResponsePolicy) -> Iterator[Mistake]:
    counts = Counter((i.family, i.title.strip().casefold()) for i in policy.catalog)
    for (family, title), times in counts.items():
        if times > 1:
            said = f"“{title}” stands twice among the {family.label.lower()}s."
            yield Mistake("responses", title, said)
    for item in policy.catalog:
        if not item.title.strip():
            yield Mistake("responses", item.title, "A response needs a name.")
        if item.jail and item.family is not ResponseFamily.SANCTION:
            yield Mistake("responses", item.title, "Only a sanction can be jail.")
        hidden = item.family is ResponseFamily.SANCTION and not item.jail
        if hidden and policy.names_jail(item.title):
            said = "It names jail. Mark it as jail, so that its days are asked for and checked."
            yield Mistake("responses", item.title, said)
        if (item.draws or item.points) and item.family is not ResponseFamily.INCENTIVE:
            yield Mistake("responses", item.title, "Only an incentive brings draws or points.")
        if item.draws < 0 or item.points < 0:
            yield Mistake("responses", item.title, "Draws and points are not below zero.")
        if item.hours is not None and item.hours <= 0:
            yield Mistake("responses", item.title, "Hours lie above zero; leave them out if none.")
        if item.due_days is not None and not 1 <= item.due_days <= MOST_DAYS:
            yield Mistake("responses", item.title, "An order is due after 1 day or more.")


def _rules(policy: ResponsePolicy) -> Iterator[Mistake]:
    places = Counter(_place(rule) for rule in policy.rules)
    for rule in policy.rules:
        behavior = policy.behavior(rule.behavior)
        if behavior is None:
            said = f"No behavior has the key “{rule.behavior}”."
            yield Mistake("rules", rule.behavior, said)
            continue
        for sentence in _rule(policy, behavior, rule):
            yield Mistake("rules", behavior.title, sentence)
        if places[_place(rule)] > 1:
            said = "Two rules of one family hold for the same; one of them would never be used."
            yield Mistake("rules", behavior.title, said)
    for behavior in policy.behaviors:
        if not policy.rules_of(behavior.key):
            said = "No rule answers it, so nothing is suggested."
            yield Mistake("rules", behavior.title, said, warning=True)


def _rule(policy: ResponsePolicy, behavior: Behavior, rule: MatrixRule) -> Iterator[str]:
    achieved = behavior.side is BehaviorSide.ACHIEVED
    if achieved and rule.family is not ResponseFamily.INCENTIVE:
        yield "What was achieved is answered by incentives alone."
    if not achieved and rule.family is ResponseFamily.INCENTIVE:
        yield "What was not kept is never answered by an incentive."
    if rule.distal and rule.family is not ResponseFamily.SANCTION:
        yield "Only a sanction has to say that it holds while the goal is distal."
    if not 1 <= rule.times <= 100:
        yield "A rule holds from the 1st to the 100th time on."
    phases = [phase for phase in (rule.first_phase, rule.last_phase) if phase is not None]
    if any(not 1 <= phase <= MOST_PHASES for phase in phases):
        yield f"The phases of a rule lie between 1 and {MOST_PHASES}."
    elif phases != sorted(phases):
        yield "The last phase can't come before the first."
    if not rule.responses:
        yield "A rule needs at least one response."
    for title in rule.responses:
        item = policy.item(rule.family, title)
        if item is None:
            yield f"The catalogue has no {rule.family.label.lower()} “{title}”."
        elif item.jail and rule.distal and not rule.note.strip():
            yield f"“{title}” would answer a distal goal with jail; say in the note why."


def _place(rule: MatrixRule) -> tuple[object, ...]:
    return (
        rule.behavior,
        rule.family,
        rule.times,
        rule.first_phase,
        rule.last_phase,
        rule.quadrant,
        rule.distal,
    )
