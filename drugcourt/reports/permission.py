"""The permission that a participant carries: where to, how long, on which terms, in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, HRFlowable
from sqlalchemy.orm import Session

from drugcourt.casework.supervision.permits import Permit, Permits, permits
from drugcourt.domain.permission_requests import PermissionKind
from drugcourt.reports.letterhead import short_day
from drugcourt.reports.paper import Paper, Section
from drugcourt.reports.style import GREY, gap, para, styles

TITLE = "Permission"
_MAY = {
    PermissionKind.TRAVEL: "may travel",
    PermissionKind.CURFEW: "may be out later than the curfew",
    PermissionKind.MOVE: "may move house",
    PermissionKind.CONTACT: "may be in contact",
    PermissionKind.WORK: "may work at these hours or at this place",
    PermissionKind.EXCUSE: "is excused",
    PermissionKind.OTHER: "has leave",
}
_ALWAYS = (
    "Carry this paper with you while it is valid.",
    "It is valid for the days named above and for nothing else.",
    "Nothing else that was asked of you is excused, unless it says so above.",
    "If your plans change, or you can’t be back in time, call before, not after.",
)


@dataclass(frozen=True, slots=True)
class Figures:
    """The leave of one participant."""

    found: Permits
    today: date


def gather(db: Session, *, episode_id: int, today: date) -> Figures:
    """What was granted and has not ended."""
    return Figures(permits(db, episode_id=episode_id, today=today), today)


def paper(figures: Figures) -> Paper:
    """The frame; strangers read it, so it says neither the court's name nor what kind it is."""
    return Paper(title=TITLE, court=figures.found.place)


def sections(figures: Figures) -> list[Section]:
    """A page for each leave; the outline counts them and names nobody."""
    return [
        Section(f"Permission {n}", _page(permit), subtitle_right=(short_day(figures.today),))
        for n, permit in enumerate(figures.found.permits, start=1)
    ]


def days_words(permit: Permit) -> str:
    """`Friday, November 27, 2026`, or from one such day to another."""
    first = _long(permit.starts_on)
    if permit.ends_on == permit.starts_on:
        return f"on {first}"
    return f"from {first} to {_long(permit.ends_on)}"


def _long(day: date) -> str:
    return f"{day:%A}, {day:%B} {day.day}, {day.year}"


def _page(permit: Permit) -> Iterator[Flowable]:
    yield gap(18)
    yield para(permit.name, _large())
    yield para(f"{_MAY[permit.kind]} {days_words(permit)}.", _large())
    yield gap(16)
    if permit.place:
        yield from _said("Where", permit.place)
    if permit.text:
        yield from _said("What for", permit.text)
    if permit.terms:
        yield from _said("You have to do this", permit.terms)
    yield from _said(
        "Given by",
        f"{permit.granted_by or 'the court'}, on {_long(permit.granted_on)}",
    )
    yield gap(14)
    for line in _ALWAYS:
        yield para(line, _plain())
        yield gap(3)
    yield gap(42)
    yield HRFlowable(width="55%", thickness=0.6, color=GREY, hAlign="LEFT")
    yield para("Signature of whoever gave it", styles().muted)
    yield gap(30)
    yield HRFlowable(width="55%", thickness=0.6, color=GREY, hAlign="LEFT")
    yield para("I have read this, or it was read to me.", styles().muted)


def _said(word: str, text: str) -> Iterator[Flowable]:
    yield para(word, styles().muted)
    yield para(text, _plain())
    yield gap(10)


def _large() -> ParagraphStyle:
    return ParagraphStyle("Permit large", parent=styles().strong, fontSize=15, leading=20)


def _plain() -> ParagraphStyle:
    return ParagraphStyle("Permit", parent=styles().body, fontSize=11, leading=15.5)
