"""The participant's own page: one sheet in plain words to take home from court."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable
from sqlalchemy.orm import Session

from drugcourt.casework.hearings.own_page import OwnPage, own_pages
from drugcourt.casework.hearings.sittings import sitting
from drugcourt.casework.letterhead import Letterhead, letterhead
from drugcourt.errors import Refusal
from drugcourt.reports.layout import boxed, checkboxes
from drugcourt.reports.letterhead import Copy, protected_paper, weekday
from drugcourt.reports.paper import Paper, Section
from drugcourt.reports.style import gap, para, section, styles

TITLE = "Your own page"
_MOST_NEEDED = 8


@dataclass(frozen=True, slots=True)
class Figures:
    """The pages of those asked for, and the day they speak of."""

    head: Letterhead
    on: date
    pages: tuple[OwnPage, ...]


def gather(
    db: Session, *, episode_ids: Sequence[int], session_id: int | None, today: date
) -> Figures:
    """The pages; Refusal where nobody of these has been admitted yet."""
    at = sitting(db, session_id=session_id) if session_id is not None else None
    held = at is not None and at.held_on <= today
    pages = own_pages(db, episode_ids=episode_ids, at=at if held else None, today=today)
    if not pages:
        raise Refusal("Nobody of these is in the program yet, so there is no page to print.")
    on = at.held_on if at is not None and held else today
    return Figures(letterhead(db), on, tuple(pages))


def paper(figures: Figures, copy: Copy) -> Paper:
    """The frame: it is the participant's own, and confidential to everybody else."""
    framed = protected_paper(TITLE, figures.head, copy, right=(weekday(figures.on),))
    words = ["CONFIDENTIAL", "FOR THE PARTICIPANT ALONE"]
    if figures.head.court.demonstration:
        words.append("DEMONSTRATION, INVENTED PEOPLE")
    return replace(framed, confidential=" · ".join(words))


def sections(figures: Figures) -> list[Section]:
    """A page for each; the outline counts them and names nobody."""
    return [Section(f"Page {number}", _story(page)) for number, page in enumerate(figures.pages, 1)]


def _story(page: OwnPage) -> Iterator[Flowable]:
    words = page.words
    yield gap(10)
    yield para(words.say("yours", name=page.called), _large())
    yield gap(4)
    yield section(words.say("where"))
    for line in page.where:
        yield para(line, _plain())
    if page.well:
        yield section(words.say("well"))
        for line in page.well:
            yield para(f"•  {line}", _plain())
    if page.finished:
        yield gap(6)
        yield para(words.say("finished"), _plain())
        return
    yield section(words.say("now"))
    if page.to_do:
        yield checkboxes(list(page.to_do), style=_plain())
    else:
        yield para(words.say("nothing"), _plain())
    yield from _next_step(page)
    yield section(words.say("come"))
    if page.next_day:
        yield boxed([para(page.next_day, _large()), para(page.next_place, _plain())])
        yield gap(4)
        yield para(words.say("early"), _plain())
    else:
        yield para(words.say("no_day"), _plain())
    yield gap(4)
    yield para(words.say("call", who=page.contact or words.say("manager")), _plain())


def _next_step(page: OwnPage) -> Iterator[Flowable]:
    if not page.needed and not page.when:
        return
    words = page.words
    yield section(words.say("step"))
    shown = page.needed[:_MOST_NEEDED]
    if shown:
        yield checkboxes(list(shown), style=_plain())
    if len(page.needed) > len(shown):
        yield para(words.say("more", count=len(page.needed) - len(shown)), styles().muted)
    if page.when:
        yield gap(3)
        yield para(page.when, _plain())


def _large() -> ParagraphStyle:
    return ParagraphStyle("OwnLarge", parent=styles().strong, fontSize=14, leading=19)


def _plain() -> ParagraphStyle:
    """Larger than the court's own papers: it is read by people who read seldom."""
    return ParagraphStyle("OwnPlain", parent=styles().body, fontSize=11, leading=15.5)
