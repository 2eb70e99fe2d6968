"""How the frame of each paper is filled: court, judge, reader, notice, the state of the file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from drugcourt.casework.disclosures.gate import Pass
from drugcourt.casework.hearings.sittings import Sitting
from drugcourt.casework.letterhead import Letterhead
from drugcourt.domain.clock import spoken
from drugcourt.exchange.notices import notices
from drugcourt.reports.paper import Paper

TEAM = "treatment court team"


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a paper: who it is for, who printed it, on which day."""

    reader: str
    printed_by: str
    printed_on: date

    @property
    def foot(self) -> str:
        """The line that traces a copy back."""
        on = short_day(self.printed_on)
        return f"For {self.reader} · {self.printed_by}, {on}"


def protected_paper(
    title: str,
    head: Letterhead,
    copy: Copy,
    *,
    right: tuple[str, ...] = (),
    judge: str | None = None,
    landscape: bool = False,
    marked: str = "",
) -> Paper:
    """The frame of a paper with protected content: red line, notice and scope on every page."""
    words = ["CONFIDENTIAL", f"FOR THE {TEAM.upper()}"]
    if copy.reader.casefold() not in (TEAM, f"the {TEAM}"):
        words.append(f"COPY FOR {copy.reader.upper()}")
    if marked:
        words.insert(0, marked)
    if head.court.demonstration:
        words.append("DEMONSTRATION, INVENTED PEOPLE")
    return Paper(
        title=title,
        court=head.court.name,
        judge=head.court.judge if judge is None else judge,
        subtitle_right=right,
        confidential=" · ".join(words),
        notice=notices().short,
        reader=copy.foot,
        state=head.state,
        landscape=landscape,
    )


def stamped(paper: Paper, passing: Pass, copy: Copy) -> Paper:
    """The paper with the notice for its reader, the scope, and the number of this copy.

    A paper without a notice, on which nothing protected stands, stays as it is.
    """
    if paper.notice is None:
        return paper
    return replace(
        paper,
        notice=notice_of(passing),
        reader=f"Copy {passing.number} · {copy.foot}",
    )


def notice_of(passing: Pass) -> str:
    """The statement of 42 CFR 2.32 that this reader needs, and the scope of the consent."""
    statement = notices().long if passing.long_notice else notices().short
    return f"{statement} {passing.scope}"


def hearing_line(at: Sitting) -> str:
    """`Hearing Tue Nov 24, 2026, 1:30 PM`."""
    return f"Hearing {weekday(at.held_on)}, {spoken(at.starts_at)}"


def weekday(day: date) -> str:
    """`Tue Nov 24, 2026`."""
    return f"{day:%a} {short_day(day)}"


def short_day(day: date) -> str:
    """`Nov 24, 2026`."""
    return f"{day:%b} {day.day}, {day.year}"


def span(first: date, last: date) -> str:
    """`Nov 10 – Nov 24, 2026`; the year of the first day only where it differs."""
    start = f"{first:%b} {first.day}" if first.year == last.year else short_day(first)
    return f"{start} – {short_day(last)}"
