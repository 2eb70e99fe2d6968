"""The letter that asks a provider for a report on one person, with room to answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable
from sqlalchemy.orm import Session

from drugcourt.casework.letterhead import Letterhead, letterhead
from drugcourt.casework.treatment.requests import Asked, request
from drugcourt.reports.layout import checkboxes, fact_grid, signature_lines
from drugcourt.reports.letterhead import Copy, protected_paper, short_day
from drugcourt.reports.paper import Paper
from drugcourt.reports.style import gap, para, section, styles
from drugcourt.reports.tables import Column, data_table

TITLE = "Request for a report"
QUESTIONS = (
    "Attendance: is the list complete and right? What is missing?",
    "Taking part, progress and the goals worked on",
    "Medication as prescribed, doses missed, changes (no notes of counseling)",
    "What the person needs next: level of care, services, support",
)
ROOM = 30.0  # points to write in under each question


@dataclass(frozen=True, slots=True)
class Figures:
    """One request."""

    head: Letterhead
    asked: Asked


def gather(db: Session, *, episode_id: int, today: date) -> Figures:
    """Whom and what is asked. Refusal where nobody treats the person now."""
    return Figures(letterhead(db), request(db, episode_id=episode_id, today=today))


def paper(figures: Figures, copy: Copy) -> Paper:
    """The frame; the participant number alone stands in its head."""
    asked = figures.asked
    right = (f"No. {asked.reference}", short_day(asked.until))
    return protected_paper(TITLE, figures.head, copy, right=right)


def story(figures: Figures) -> list[Flowable]:
    """Who is asked about, what is on record, the questions, and where to sign."""
    asked = figures.asked
    stay = asked.stay
    facts = [
        ("To", ", ".join(filter(None, (stay.provider, asked.contact, asked.address)))),
        ("About", asked.name),
        ("Born", short_day(asked.born) if asked.born else "not known"),
        ("Level of care", stay.level.label),
        ("Since", short_day(stay.started_on)),
        ("Period", f"{short_day(asked.since)} to {short_day(asked.until)}"),
        ("Court", short_day(asked.court_on) if asked.court_on else "no date is set"),
        ("Please answer by", short_day(asked.by) if asked.by else "as soon as you can"),
    ]
    rows = [(short_day(on), title, kept.label, "") for on, title, kept in asked.sessions]
    pieces: list[Flowable] = [
        fact_grid(facts, columns=2, label_width=90),
        section("Sessions on record"),
        *data_table(
            [
                Column("Day", 1.4),
                Column("Session", 3),
                Column("On record", 1.6),
                Column("Yours, if it differs", 2),
            ],
            rows,
            "No session of this period is on record here. Please list them.",
        ),
        section("Your report"),
    ]
    for question in QUESTIONS:
        pieces += [gap(4), para(question, styles().strong), gap(ROOM)]
    choices = [(words, False) for words in ("Goes well", "Needs more support", "Please call me")]
    return [*pieces, checkboxes(choices), gap(30), signature_lines(("Signed by", "Day"))]
