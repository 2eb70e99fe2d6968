"""The certificates of a session: whoever reached another phase takes one home."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sqlalchemy.orm import Session

from drugcourt.casework.courts import CourtFacts, court_facts
from drugcourt.casework.hearings.moved_on import MovedOn, moved_on
from drugcourt.errors import Refusal
from drugcourt.exchange.policy import policy_table
from drugcourt.reports.certificate import Sheet, SheetWords
from drugcourt.reports.paper import Paper, Section

TITLE = "Certificates"
_NAME = "{participant}"


@dataclass(frozen=True, slots=True)
class Figures:
    """Those who moved on at one session."""

    court: CourtFacts
    people: tuple[MovedOn, ...]


def gather(db: Session, *, session_id: int) -> Figures:
    """Whom certificates of a phase are made out to."""
    return Figures(court_facts(db), tuple(moved_on(db, session_id=session_id)))


def paper(figures: Figures) -> Paper:
    """No head and no foot: the sheet itself is the certificate."""
    return Paper(title=TITLE, court=figures.court.name, landscape=True, bare=True)


def sections(figures: Figures) -> list[Section]:
    """A sheet for each; the outline names nobody."""
    return [
        Section("", [Sheet(figures.court, _words(figures.court, one))]) for one in figures.people
    ]


def _words(court: CourtFacts, one: MovedOn) -> SheetWords:
    title, paragraphs, closing = _wording()
    values = {
        "participant": one.name,
        "court": court.name,
        "completed": one.completed,
        "reached": one.reached,
        "day": f"{one.on:%B} {one.on.day}, {one.on.year}",
    }
    lines = tuple((text.format_map(values), text.strip() == _NAME) for text in paragraphs)
    return SheetWords(title, lines, closing.format_map(values))


@cache
def _wording() -> tuple[str, tuple[str, ...], str]:
    """The words of resources/policy/phase_certificate.toml."""
    table = policy_table("phase_certificate")
    try:
        return str(table["title"]), tuple(map(str, table["paragraphs"])), str(table["closing"])
    except (KeyError, TypeError) as problem:
        raise Refusal(
            "The table resources/policy/phase_certificate.toml can't be read; correct it or "
            "install the program again."
        ) from problem
