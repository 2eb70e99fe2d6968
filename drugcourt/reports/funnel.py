"""The funnel: what became of referrals by intercept and channel, how fast, and why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable
from sqlalchemy.orm import Session

from drugcourt.casework.letterhead import Letterhead, letterhead
from drugcourt.casework.referrals.funnel import Funnel, FunnelLine, GateLine, GroundLine, funnel
from drugcourt.reports.layout import fact_grid
from drugcourt.reports.letterhead import Copy, protected_paper, span
from drugcourt.reports.paper import Paper
from drugcourt.reports.style import gap, para, section, styles
from drugcourt.reports.tables import Column, data_table

TITLE = "Referrals: the way in"
WITHHELD = "withheld"
GROUPS = {"race": "Race", "ethnicity": "Ethnicity", "sex": "Sex"}


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures with their letterhead."""

    head: Letterhead
    found: Funnel


def gather(
    db: Session, *, today: date, since: date | None = None, until: date | None = None
) -> Figures:
    """The referrals of a period; the last year unless it is said."""
    return Figures(letterhead(db), funnel(db, today=today, since=since, until=until))


def paper(figures: Figures, copy: Copy) -> Paper:
    """The frame; nobody is named on this paper."""
    found = figures.found
    right = (f"Referred {span(found.first, found.last)}", "All referrals, nobody named")
    return protected_paper(TITLE, figures.head, copy, right=right)


def story(figures: Figures) -> list[Flowable]:
    """The whole, by intercept, by channel, the decisions, and the grounds by group."""
    found = figures.found
    return [
        fact_grid(_facts(found), columns=2),
        *_ways("By intercept", (*found.intercepts, found.total)),
        *_ways("By the way they came", found.channels),
        *_gates(found.gates),
        *(piece for key, lines in found.groups for piece in _grounds(GROUPS[key], lines)),
        gap(6),
        para(
            "Everybody referred in the period is counted once, as things stand today: admitted, "
            "not admitted, or on the way. The share is admitted of those decided. Groups of fewer "
            f"than {found.smallest} people show their size only.",
            styles().muted,
        ),
    ]


def _facts(found: Funnel) -> list[tuple[str, str]]:
    total = found.total
    facts = [
        ("Referred", f"{total.referred:,}; {total.on_the_way:,} still on the way"),
        ("Admitted", f"{total.admitted:,}, {_percent(total.share)} of those decided"),
    ]
    for pace in found.paces:
        middle = "not known" if pace.middle is None else f"median {pace.middle:g} days"
        share = f"{pace.within:,} of {pace.known:,} within {pace.target}"
        facts.append((pace.words, f"{middle}; {share}"))
    return facts


def _ways(title: str, lines: Iterable[FunnelLine]) -> list[Flowable]:
    rows = [
        (
            line.name,
            f"{line.referred:,}",
            f"{line.admitted:,}",
            f"{line.graduated:,}",
            f"{line.not_admitted:,}",
            f"{line.on_the_way:,}",
            _percent(line.share),
        )
        for line in lines
    ]
    return [
        section(title),
        *data_table(
            [
                Column("", 3.4, bold=True),
                Column("Referred", 1, number=True),
                Column("Admitted", 1, number=True),
                Column("Graduated", 1, number=True),
                Column("Not admitted", 1.2, number=True),
                Column("On the way", 1.1, number=True),
                Column("Share", 0.8, number=True),
            ],
            rows,
            "Nobody was referred in this period.",
        ),
    ]


def _gates(lines: Iterable[GateLine]) -> list[Flowable]:
    rows = [
        (
            line.keeper.label,
            f"{line.approved:,}",
            f"{line.refused:,}",
            f"{line.waiting:,}",
            "–" if line.middle is None else f"{line.middle:g}",
        )
        for line in lines
    ]
    return [
        section("Decisions on entry"),
        *data_table(
            [
                Column("Who decides", 3.4, bold=True),
                Column("Approved", 1, number=True),
                Column("Refused", 1, number=True),
                Column("Waiting", 1, number=True),
                Column("Median days", 1.2, number=True),
            ],
            rows,
            "Nobody was asked for a decision.",
        ),
    ]


def _grounds(title: str, lines: Iterable[GroundLine]) -> list[Flowable]:
    rows = [
        (
            line.group,
            f"{line.decided:,}",
            WITHHELD if line.not_admitted is None else f"{line.not_admitted:,}",
            line.grounds,
        )
        for line in lines
    ]
    return [
        section(f"Grounds by {title.lower()}"),
        *data_table(
            [
                Column(title, 2.6, bold=True),
                Column("Decided", 0.9, number=True),
                Column("Not admitted", 1.2, number=True),
                Column("Grounds", 4.2),
            ],
            rows,
            "Nobody was decided on.",
        ),
    ]


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f} %"
