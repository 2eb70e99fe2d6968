"""Minute orders: what the court decided of each participant of a session, for the judge to sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable
from sqlalchemy.orm import Session

from drugcourt.casework.hearings.decided import (
    Decided,
    attended_words,
    decided,
    move_sentence,
    next_sentence,
    response_sentence,
    warrant_sentence,
)
from drugcourt.casework.hearings.sittings import Sitting, sitting
from drugcourt.casework.letterhead import Letterhead, letterhead
from drugcourt.domain.dates import long
from drugcourt.errors import Refusal
from drugcourt.reports.layout import fact_grid, signature_lines
from drugcourt.reports.letterhead import Copy, hearing_line, protected_paper
from drugcourt.reports.paper import Paper, Section
from drugcourt.reports.style import gap, para, section, styles

TITLE = "Minute order"
_NOTHING = "No orders besides. The conditions of the program stay in force."


@dataclass(frozen=True, slots=True)
class Figures:
    """The hearings of one session that were held."""

    head: Letterhead
    at: Sitting
    heard: tuple[Decided, ...]


def gather(db: Session, *, session_id: int, episode_ids: Sequence[int]) -> Figures:
    """What was decided of these participants; Refusal when none of them was heard."""
    told = decided(db, session_id=session_id, episode_ids=episode_ids)
    heard = tuple(one for one in told if one.heard)
    if not heard:
        raise Refusal(
            "No hearing of this session is recorded yet, so there is no order to print; record it "
            "on the page Docket first."
        )
    return Figures(letterhead(db), sitting(db, session_id=session_id), heard)


def paper(figures: Figures, copy: Copy) -> Paper:
    """The frame: confidential, as orders may name treatment."""
    at = figures.at
    room = (at.courtroom,) if at.courtroom else ()
    return protected_paper(
        TITLE, figures.head, copy, right=(hearing_line(at), *room), judge=at.judge or None
    )


def sections(figures: Figures) -> list[Section]:
    """A page for each order; the outline goes by the place on the docket and names nobody."""
    return [Section(f"Order {one.number}", _story(figures, one)) for one in figures.heard]


def _story(figures: Figures, one: Decided) -> Iterator[Flowable]:
    assert one.attendance is not None
    yield gap(10)
    yield fact_grid(
        [
            ("Participant", one.name),
            ("Case", ", ".join(one.cases) or "Not numbered"),
            ("Heard on", long(figures.at.held_on)),
            ("Appearance", attended_words(one.attendance)),
        ],
        columns=2,
    )
    yield gap(6)
    yield section("The court orders")
    ordered = ordered_lines(one)
    for number, line in enumerate(ordered, start=1):
        yield para(f"{number}.  {line}", _order())
        yield gap(3)
    if not ordered:
        yield para(_NOTHING, _order())
    yield gap(30)
    yield para("So ordered.", _order())
    yield gap(26)
    judge = figures.at.judge
    yield signature_lines([f"{judge}, Judge" if judge else "Judge", "Date"])


def ordered_lines(one: Decided) -> list[str]:
    """What was ordered, each in a sentence; notes and accounts are no part of an order."""
    lines = [response_sentence(given, family=False) for given in one.responses]
    lines += [words for line in one.orders.splitlines() if (words := " ".join(line.split()))]
    lines += [move_sentence(one), warrant_sentence(one), next_sentence(one)]
    return [line for line in lines if line]


def _order() -> ParagraphStyle:
    """Larger than the team's papers: an order is read by people who read seldom."""
    return ParagraphStyle("Order", parent=styles().body, fontSize=10.5, leading=15)
