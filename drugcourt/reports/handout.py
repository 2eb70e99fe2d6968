"""The handbook in plain English: as text for a terminal, and as a handout for a participant."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from reportlab.platypus import Flowable

from drugcourt.casework.programs.handbook import Handbook, PhaseCard, RequirementLine
from drugcourt.domain.program import Effect
from drugcourt.reports.layout import checkboxes
from drugcourt.reports.paper import Paper, build
from drugcourt.reports.style import gap, marked, para, section, styles
from drugcourt.reports.type import muted


def plain_handbook(told: Handbook) -> str:
    """The whole handbook as lines of text, every rule with its source."""
    return "\n".join(_lines(told))


def _lines(told: Handbook) -> Iterator[str]:
    yield f"{told.name}, version {told.version}, in force from {told.effective:%Y-%m-%d}"
    for phase in told.phases:
        yield ""
        yield phase.title
        for words in (phase.for_whom, phase.purpose, *phase.expectations, *phase.duties):
            if words:
                yield f"  {words}"
        yield "  To leave this phase:" if phase.requirements else "  Nothing is asked to leave it."
        yield from _asked(phase.requirements)
    yield ""
    yield "To graduate:"
    yield from _asked(told.graduation)
    yield ""
    yield "Sober time:"
    for event in told.sober.events:
        yield f"  {event.event}: {event.effect.lower()}."
    for words in told.sober.sentences:
        yield f"  {words}"
    if told.sober.origin:
        yield f"  ({told.sober.origin})"
    yield ""
    yield "How time is counted:"
    for words in told.counting:
        yield f"  {words}"
    prerequisites = [m for m in told.milestones if m.detail]
    if prerequisites:
        yield ""
        yield "In this order:"
        for milestone in prerequisites:
            yield f"  {milestone.title}: {milestone.detail}" + _source(milestone.basis)
    if told.outcomes:
        yield ""
        yield "What graduation does to the case:"
        for outcome in told.outcomes:
            yield f"  {outcome.title}: {outcome.detail}" + _source(outcome.basis)
    for title, lines in (("Sources", told.sources), ("Remarks", told.remarks)):
        if lines:
            yield ""
            yield f"{title}:"
            yield from (f"  {line}" for line in lines)


def _asked(requirements: tuple[RequirementLine, ...]) -> Iterator[str]:
    for asked in requirements:
        yield f"  - {asked.text}" + _source(asked.basis)
        yield f"      {asked.rule}"
        if asked.applies:
            yield f"      {asked.applies}"


def _source(basis: str) -> str:
    return f"  [{basis}]" if basis else ""


def write_handout(told: Handbook, target: Path | BinaryIO) -> int:
    """The handout as PDF, for the participant's hand: one page where it can be one; its pages."""
    paper = Paper(
        title="What the program asks",
        court=told.name,
        subtitle_right=(f"Version {told.version}",),
    )
    return build(paper, list(_story(told)), target)


def _story(told: Handbook) -> Iterator[Flowable]:
    for phase in told.phases:
        yield from _phase(phase)
    yield section("To graduate")
    yield checkboxes([_asked_words(asked) for asked in told.graduation])
    yield section("Sober days")
    for effect, words in _EFFECTS.items():
        events = [event.event.lower() for event in told.sober.events if event.does is effect]
        if events:
            yield para(f"{words}: {'; '.join(events)}.", styles().small)
    yield para(" ".join((*told.sober.sentences, *told.counting)), styles().small)


_EFFECTS = {
    Effect.RESET: "The count starts again after",
    Effect.SUSPEND: "The count stands still until the next negative test after",
}


def _asked_words(asked: RequirementLine) -> str:
    """The handbook's words, with whom they are for where it is not everybody."""
    return f"{asked.text}. {asked.applies}" if asked.applies else asked.text


def _phase(phase: PhaseCard) -> Iterator[Flowable]:
    yield section(phase.title, phase.purpose)
    if phase.for_whom:
        yield para(phase.for_whom, styles().small)
    if phase.expectations:
        yield para(" · ".join(phase.expectations), styles().small)
    if phase.requirements:
        yield checkboxes([_asked_words(asked) for asked in phase.requirements])
    else:
        yield marked(muted("Nothing is asked to leave this phase."))
    yield gap(2)
