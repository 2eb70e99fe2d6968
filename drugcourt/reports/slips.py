"""What people are given or sent: a slip with the next court date, a letter that reminds of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, HRFlowable, KeepTogether

from drugcourt.casework.hearings.slips import Slip, Slips
from drugcourt.domain.clock import spoken
from drugcourt.exchange.calendar_policy import letter_words
from drugcourt.reports.letterhead import short_day
from drugcourt.reports.paper import Paper, Section
from drugcourt.reports.style import GREY, gap, para, styles

SLIPS_TITLE = "Court dates"
LETTERS_TITLE = "Your court date"


def slips_paper(found: Slips) -> Paper:
    """The frame of the slips; it says neither the court's name nor what kind of court it is."""
    return Paper(title=SLIPS_TITLE, court=found.place)


def letters_paper(found: Slips) -> Paper:
    """The frame of the letters."""
    return Paper(title=LETTERS_TITLE, court=found.place)


def slips_story(found: Slips) -> list[Flowable]:
    """The slips one below the other with a line to cut along; who has no date stands last."""
    story: list[Flowable] = [flowable for slip in found.slips for flowable in _slip(slip)]
    if found.without:
        names = ", ".join(found.without)
        story.append(para(f"No next date yet: {names}.", styles().small))
    if not story:
        story.append(para("Nobody is on the docket of this session, so there are no slips."))
    return story


def letter_sections(found: Slips, written_on: date) -> list[Section]:
    """A page for each letter; the outline counts them and names nobody."""
    return [
        Section(f"Letter {n}", _letter(slip), subtitle_right=(short_day(written_on),))
        for n, slip in enumerate(found.slips, start=1)
    ]


def _slip(slip: Slip) -> list[Flowable]:
    words = letter_words(slip.language)
    lines = [
        para(words.slip_title, styles().muted),
        para(slip.name, styles().strong),
        gap(4),
        para(f"{slip.day}, {spoken(slip.starts_at)}", _large()),
        para(slip.place, _plain()),
        gap(4),
    ]
    if slip.before:
        lines += [para(words.moved.format(before=slip.before), styles().strong), gap(2)]
    lines += [para(line, _plain()) for line in words.slip_lines]
    cut = HRFlowable(width="100%", thickness=0.6, color=GREY, dash=(3, 3), spaceBefore=12)
    return [KeepTogether([*lines, cut, gap(12)])]


def _letter(slip: Slip) -> Iterator[Flowable]:
    words = letter_words(slip.language)
    filled = {
        "name": slip.name,
        "court_day": slip.day,
        "time": spoken(slip.starts_at),
        "place": slip.place,
    }
    yield gap(24)
    yield para(slip.name, _plain())
    for line in slip.address.splitlines():
        yield para(line, _plain())
    yield gap(36)
    yield para(words.title, styles().heading)
    yield gap(12)
    yield para(words.greeting.format(**filled), _plain())
    yield gap(8)
    if slip.before:
        yield para(words.moved.format(before=slip.before), styles().strong)
        yield gap(8)
    for line in words.lines:
        yield para(line.format(**filled), _large() if "{court_day}" in line else _plain())
        yield gap(8)
    yield gap(16)
    yield para(words.foot, styles().muted)


def _large() -> ParagraphStyle:
    return ParagraphStyle("Large", parent=styles().strong, fontSize=15, leading=20)


def _plain() -> ParagraphStyle:
    """Larger than the court's own papers: it is read by people who read seldom."""
    return ParagraphStyle("Plain", parent=styles().body, fontSize=11, leading=15.5)
