"""Which lines the picker shows: what there is to answer, and the responses that answer it."""

from __future__ import annotations

from collections.abc import Iterator

from drugcourt.casework.responses.advice import Advice, BehaviorAdvice
from drugcourt.domain.dates import counted, short
from drugcourt.domain.response_policy import CatalogItem
from drugcourt.domain.responses import BehaviorSide, Magnitude, ResponseFamily
from drugcourt.ui.responding.lists import Line

ANYTHING = "*"  # the line for what the court's list does not have


def behavior_lines(advice: Advice) -> Iterator[Line]:
    """What was found since the last hearing first, then the rest of the court's list."""
    found = advice.found
    if found:
        yield Line(None, f"Since {short(advice.since, advice.as_of)}")
    for one in found:
        yield Line(one.key, f"{one.title}: {one.text}")
    if not found:
        yield Line(ANYTHING, "Nothing in the records; in your own words")
    for side in (BehaviorSide.MISSED, BehaviorSide.ACHIEVED):
        rest = [b for b in advice.behaviors if b.on is None and b.side is side]
        if rest:
            yield Line(None, side.label)
        for one in rest:
            yield Line(one.key, one.title)
    if found:
        yield Line(None, "Another")
        yield Line(ANYTHING, "In your own words")


def item_lines(advice: Advice, one: BehaviorAdvice | None, typed: str) -> Iterator[Line]:
    """What is suggested first, then the catalogue, as far as the typed words fit, then these."""
    words = typed.casefold().split()

    def fits(item: CatalogItem) -> bool:
        return all(word in item.title.casefold() for word in words)

    suggested: set[tuple[str, str]] = set()
    for suggestion in one.suggestions if one is not None else ():
        fitting = [item for item in suggestion.items if fits(item)]
        if fitting:
            yield Line(None, f"Suggested {suggestion.family.label.lower()}")
        for item in fitting:
            suggested.add((item.family, item.title))
            yield _item_line(item)
    for family in ResponseFamily:
        rest = [
            item
            for item in advice.items
            if item.family is family and (item.family, item.title) not in suggested and fits(item)
        ]
        if rest:
            yield Line(None, family.label)
        yield from (_item_line(item) for item in rest)
    if words:
        yield Line(None, "In these words")
        for own in advice.policy.offered(typed):
            yield Line(own, f"{own.family.label}: {typed.strip()}")


def _item_line(item: CatalogItem) -> Line:
    detail = [Magnitude(item.magnitude).label.lower()]
    if item.due_days is not None:
        detail.append(f"due in {counted(item.due_days, 'day')}")
    if item.draws:
        detail.append(counted(item.draws, "draw"))
    if item.points:
        detail.append(counted(item.points, "point"))
    words = f"{item.title}    {', '.join(detail)}"
    return Line(item, words, f"{item.family.label}: {words}")


def place_words(advice: Advice) -> str:
    """In which phase it is given."""
    return f"Phase {advice.phase}, {advice.phase_name}" if advice.phase else "Before phase 1"
