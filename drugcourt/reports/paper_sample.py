"""How the words of a paper look when printed: every outcome once, for an invented person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO

from reportlab.platypus import Flowable

from drugcourt.casework.courts import CourtFacts
from drugcourt.casework.exits.certificates import Graduate
from drugcourt.domain.cases import CaseOutcome
from drugcourt.exchange.wording import PaperText, PaperWords, Wording
from drugcourt.reports import certificate
from drugcourt.reports.letterhead import short_day
from drugcourt.reports.paper import Paper, Section, build
from drugcourt.reports.style import gap, para, section, styles

_NAME = "Jordan A. Sample"


def sample(court: CourtFacts, words: PaperWords, today: date) -> bytes:
    """The paper as PDF, kept in memory; nothing in it is about a real person."""
    file = BytesIO()
    if words.paper is PaperText.CERTIFICATE:
        someone = Graduate(
            _NAME, court.name, today.replace(year=today.year - 1, day=1), today, 0, 0
        )
        figures = certificate.Figures(court, words.wording(), (someone,))
        build(certificate.paper(figures), (), file, sections=certificate.sections(figures))
        return file.getvalue()
    values = _values(court, today)
    sections = [
        Section(CaseOutcome(part).label, list(_page(words.wording(CaseOutcome(part)), values)))
        for part in words.parts
    ]
    frame = Paper(f"{words.paper.label}: sample", court.name, court.judge, ("An invented person",))
    build(frame, (), file, sections=sections)
    return file.getvalue()


def _page(words: Wording, values: dict[str, str]) -> Iterator[Flowable]:
    yield section(words.title)
    for text in words.filled(values):
        yield para(text)
        yield gap(5)
    yield gap(8)
    yield para(words.closed(values))
    yield gap(12)
    yield para("Caption, charges, signature lines and the findings are added.", styles().muted)


def _values(court: CourtFacts, today: date) -> dict[str, str]:
    return {
        "participant": _NAME,
        "case_number": "CR-0000-00000",
        "court": court.name,
        "county": court.county,
        "state": court.state,
        "judge": court.judge,
        "admitted": short_day(today.replace(year=today.year - 1, day=1)),
        "as_of": short_day(today),
        "program": "The handbook, its version",
        "met": "12",
        "asked": "12",
        "days": "400 days",
        "sober_since": short_day(today.replace(day=1)),
        "sober_days": "200 days",
        "track": "Diversion, post-plea",
        "basis": "the agreement",
        "reduced_to": "the lesser charge",
        "prejudice": "without prejudice",
    }
