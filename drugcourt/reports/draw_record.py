"""The record of a day's draw on paper: all that an outsider needs to make it again by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable
from sqlalchemy.orm import Session

from drugcourt.casework.draws.days import DrawHead, DrawnDay, DrawRow, the_drawn_day
from drugcourt.casework.draws.replay import Replay, replay
from drugcourt.casework.letterhead import Letterhead, letterhead
from drugcourt.domain.dates import short
from drugcourt.reports.layout import fact_grid
from drugcourt.reports.letterhead import Copy, protected_paper, weekday
from drugcourt.reports.paper import Paper
from drugcourt.reports.style import LANDSCAPE_WIDTH, gap, para, section, styles
from drugcourt.reports.tables import Column, data_table

TITLE = "Record of the draw"
HOW = (
    "For each line: take the HMAC-SHA256 of the text “date|drawn for”, such as “2026-11-24|17”, "
    "with the seed, both as the published standards FIPS 198-1 and FIPS 180-4 say. Its first "
    "sixteen hexadecimal digits are the number. Whoever has a number below the line is drawn; "
    "compare the digits from the left, as words in a dictionary."
)
MORE = (
    "The line is the chance times 2 to the power of 64, rounded up, in hexadecimal. The chance is "
    "the target's on every day, 1 where a day without a test would make the minimum impossible, "
    "and 0 where the maximum is reached by the days that count, or the participant is excused. "
    "Where there are fewer places than people drawn, those with the lowest number divided by their "
    "chance stay; who is due by the minimum or was added by a person always stays."
)


@dataclass(frozen=True, slots=True)
class Figures:
    """A day's draws and what came of making them again."""

    head: Letterhead
    drawn: DrawnDay
    replayed: Replay


def gather(db: Session, *, day: date) -> Figures:
    """The draws of a day; Refusal when none was made."""
    return Figures(letterhead(db), the_drawn_day(db, day=day), replay(db, day=day))


def paper(figures: Figures, copy: Copy) -> Paper:
    """The frame, in landscape."""
    day = figures.drawn.row.day
    return protected_paper(TITLE, figures.head, copy, right=(weekday(day),), landscape=True)


def story(figures: Figures) -> list[Flowable]:
    """What was fixed first, then how to draw again, then everybody on the list."""
    found: list[Flowable] = [
        para(figures.replayed.sentence, styles().strong),
        gap(2),
        para(HOW, styles().body),
        gap(2),
        para(MORE, styles().body),
    ]
    for head in figures.drawn.draws:
        found += _draw(head, [row for row in figures.drawn.rows if row.draw_number == head.number])
    return found


def _draw(head: DrawHead, rows: Sequence[DrawRow]) -> list[Flowable]:
    plan = head.plan
    places = "no limit" if plan.limit is None else f"{plan.limit:,}"
    if plan.places is not None:
        places += f" ({plan.places:,} and {plan.allowance} % for those who stay away"
        places += f", less {plan.taken:,} called before)" if plan.taken else ")"
    title = "The draw" if head.number == 1 else f"Draw {head.number}, for people added late"
    ordered = sorted(rows, key=lambda row: row.episode_id)
    return [
        section(title, head.reason),
        fact_grid(
            [
                ("Date", head.day.isoformat()),
                ("Rules", head.algorithm),
                ("Day", plan.kind.label),
                ("Places", places),
                ("Made by", head.made_by),
                ("Made at", f"{head.made_at:%Y-%m-%d %H:%M} UTC"),
            ],
            columns=3,
            width=LANDSCAPE_WIDTH,
        ),
        fact_grid(
            [
                ("Seed", head.seed),
                ("Fingerprint", head.fingerprint),
                ("Draw before", head.previous or "None, this is the first"),
            ],
            columns=1,
            width=LANDSCAPE_WIDTH,
        ),
        gap(4),
        *data_table(_COLUMNS, [_row(row, head) for row in ordered], "", width=LANDSCAPE_WIDTH),
    ]


_COLUMNS = (
    Column("Number", 0.85),
    Column("Drawn for", 0.95, bold=True),
    Column("Times", 1.25),
    Column("Listed since", 0.95),
    Column("Days that count", 1.35),
    Column("Chance", 0.55),
    Column("Line", 1.55),
    Column("Number drawn", 1.55),
    Column("Outcome", 1.35, bold=True),
    Column("Decided by a person", 1.5),
)


def _row(row: DrawRow, head: DrawHead) -> tuple[str, ...]:
    return (
        row.reference,
        row.unit,
        row.times,
        short(row.since, head.day),
        ", ".join(short(day, head.day) for day in row.counted) or "none",
        row.chance.removesuffix("/1"),
        "always" if row.chance == "1/1" else row.hex_line,
        row.hex_number,
        row.outcome.label,
        row.decided,
    )
