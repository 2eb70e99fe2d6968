"""The cover of the entry packet: which papers are in hand, court watched, and who signed for it."""

from __future__ import annotations

from datetime import date

from reportlab.platypus import Flowable

from drugcourt.casework.referrals.entry import PacketLine
from drugcourt.domain.dates import counted, short
from drugcourt.exchange.referral_policy import referral_policy
from drugcourt.reports.candidate_sheet import Figures, framed
from drugcourt.reports.layout import checkboxes
from drugcourt.reports.letterhead import Copy
from drugcourt.reports.paper import Paper
from drugcourt.reports.style import gap, para, section, styles

TITLE = "Entry packet"


def paper(figures: Figures, copy: Copy) -> Paper:
    """The frame; the participant number alone stands in its head."""
    return framed(TITLE, figures, copy)


def story(figures: Figures) -> list[Flowable]:
    """The papers to tick, the days in court, and the lines for the signatures."""
    sheet, today = figures.sheet, figures.today
    have = sum(line.done_on is not None for line in sheet.packet)
    papers = [(_paper_words(line, today), line.done_on is not None) for line in sheet.packet]
    asked = referral_policy().observations
    seen = [short(one.watched_on, today) for one in sheet.observations]
    missing = max(0, asked - len(seen))
    days = [(f"Watched court {day}", True) for day in seen]
    days += [("Watch court on ______________", False)] * missing
    return [
        para(sheet.name, styles().strong),
        section("Papers", f"{have} of {len(sheet.packet)} in hand"),
        checkboxes(papers) if papers else para("The court's packet has no papers."),
        section("Court watched", f"{len(seen)} of {counted(asked, 'time')}"),
        checkboxes(days) if days else para("Nothing is asked."),
        gap(30),
        *_signature("Participant"),
        *_signature("Defense counsel"),
        *_signature("Coordinator"),
    ]


def _paper_words(line: PacketLine, today: date) -> str:
    since = f", in hand since {short(line.done_on, today)}" if line.done_on else ""
    return f"{line.text}{since}{f' ({line.kept_where})' if line.kept_where else ''}"


def _signature(who: str) -> list[Flowable]:
    return [
        para(f"{who} ____________________________________   Date ______________"),
        gap(16),
    ]
