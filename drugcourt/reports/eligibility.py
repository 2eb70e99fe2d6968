"""The eligibility list: who may have the charges dismissed, who soon, and what blocks the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reportlab.platypus import Flowable
from sqlalchemy.orm import Session

from drugcourt.casework.letterhead import Letterhead, letterhead
from drugcourt.casework.readiness.eligibility import Prospect, prospects
from drugcourt.domain.dates import counted, short
from drugcourt.reports.letterhead import Copy, protected_paper, short_day
from drugcourt.reports.paper import Paper
from drugcourt.reports.style import para, section, styles
from drugcourt.reports.tables import Column, data_table

TITLE = "Eligibility for dismissal"
NO_CASE = "No case"
_SOON, _NEXT = 30, 90


@dataclass(frozen=True, slots=True)
class Figures:
    """Everybody in the program, judged on one day."""

    head: Letterhead
    as_of: date
    people: tuple[Prospect, ...]


def gather(db: Session, *, today: date) -> Figures:
    """Judge everybody in the program as of today."""
    return Figures(letterhead(db), today, tuple(prospects(db, today=today)))


def paper(figures: Figures, copy: Copy) -> Paper:
    """The frame."""
    return protected_paper(TITLE, figures.head, copy, right=(f"As of {short_day(figures.as_of)}",))


def story(figures: Figures) -> list[Flowable]:
    """Eligible now, within 30 and 90 days, later, and who is ready for the next phase."""
    day = figures.as_of
    now = [p for p in figures.people if p.eligible]
    later = [p for p in figures.people if not p.eligible]
    soon = _within(later, day, 0, _SOON)
    following = _within(later, day, _SOON + 1, _NEXT)
    shown = {p.episode_id for p in (*soon, *following)}
    others = [p for p in later if p.episode_id not in shown]
    return [
        para(
            "Eligible means that every requirement that the records decide is met; decisions of "
            "people are named. The earliest day counts if nothing goes wrong and open acts and "
            "decisions were done today.",
            styles().muted,
        ),
        *_eligible(now, day),
        *_coming(f"Possible within {_SOON} days", soon, day),
        *_coming(f"Possible within {_NEXT} days", following, day),
        *_phase_ready([p for p in figures.people if p.phase_ready and not p.eligible], day),
        *_coming("Later, or without a day", others, day),
    ]


def _within(people: Sequence[Prospect], day: date, first: int, last: int) -> list[Prospect]:
    found = [
        p
        for p in people
        if p.earliest is not None and day + timedelta(first) <= p.earliest <= day + timedelta(last)
    ]
    return sorted(found, key=lambda p: (p.earliest or date.max, p.name))


def _eligible(people: Sequence[Prospect], day: date) -> list[Flowable]:
    rows = [
        (
            p.name,
            p.case_number or NO_CASE,
            short(p.since, day) if p.since else "",
            "; ".join(p.decisions) or "Nothing",
        )
        for p in people
    ]
    return [
        section("Eligible now", counted(len(people), "participant")),
        *data_table(
            [
                Column("Participant", 2, bold=True),
                Column("Case", 1.6),
                Column("Since", 1),
                Column("Still to be decided", 3.4),
            ],
            rows,
            "Nobody is eligible as of this day.",
        ),
    ]


def _coming(title: str, people: Sequence[Prospect], day: date) -> list[Flowable]:
    rows = [
        (
            p.name,
            p.case_number or NO_CASE,
            p.phase,
            f"{p.met} of {p.asked}",
            short(p.earliest, day) if p.earliest else "No day",
            f"{p.binding.requirement}: {p.binding.text}" if p.binding else "",
        )
        for p in people
    ]
    return [
        section(title, counted(len(people), "participant")),
        *data_table(
            [
                Column("Participant", 1.9),
                Column("Case", 1.6),
                Column("Phase", 0.7),
                Column("Met", 0.8),
                Column("Earliest", 1.15),
                Column("What decides when", 3.6),
            ],
            rows,
            "Nobody.",
        ),
    ]


def _phase_ready(people: Sequence[Prospect], day: date) -> list[Flowable]:
    rows = [
        (
            p.name,
            p.case_number or NO_CASE,
            p.next_phase,
            short(p.phase_since, day) if p.phase_since else "",
            "; ".join(p.phase_decisions) or "Nothing",
        )
        for p in people
    ]
    return [
        section("Ready for the next phase", counted(len(people), "participant")),
        *data_table(
            [
                Column("Participant", 1.9),
                Column("Case", 1.6),
                Column("Next", 2.2),
                Column("Since", 1),
                Column("Still to be decided", 2.4),
            ],
            rows,
            "Nobody is ready for the next phase as of this day.",
        ),
    ]
