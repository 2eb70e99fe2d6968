"""Jail and release: whether medication, naloxone and contact went on, and what happened after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import CondPageBreak, Flowable
from sqlalchemy.orm import Session

from drugcourt.casework.caseload.releases import ReleaseMeasures, Share, release_measures
from drugcourt.casework.caseload.stepping_up import YEAR, SteppingUp
from drugcourt.casework.letterhead import Letterhead, letterhead
from drugcourt.domain.dates import counted
from drugcourt.reports.layout import fact_grid
from drugcourt.reports.letterhead import Copy, protected_paper, short_day, span
from drugcourt.reports.paper import Paper
from drugcourt.reports.style import gap, para, section, styles
from drugcourt.reports.tables import CLOSE, Column, data_table

TITLE = "Jail and release"
_MEASURES = (
    Column("Measure", 1.9, bold=True),
    Column("Share", 0.7, number=True),
    Column("Number", 0.8, number=True),
    Column("Of", 0.6, number=True),
    Column("Too early", 0.8, number=True),
    Column("What is divided by what", 4.2),
)


@dataclass(frozen=True, slots=True)
class Figures:
    """The measures with their letterhead."""

    head: Letterhead
    found: ReleaseMeasures


def gather(
    db: Session, *, today: date, since: date | None = None, until: date | None = None
) -> Figures:
    """The releases of a period; the last year unless it is said."""
    return Figures(letterhead(db), release_measures(db, today=today, since=since, until=until))


def paper(figures: Figures, copy: Copy) -> Paper:
    """The frame; nobody is named on this paper."""
    found = figures.found
    right = (f"Released {span(found.since, found.until)}", "All releases, nobody named")
    return protected_paper(TITLE, figures.head, copy, right=right)


def story(figures: Figures) -> list[Flowable]:
    """How many there were, the measures of release, what happened after, and Stepping Up."""
    found = figures.found
    return [
        fact_grid(_facts(found), columns=2),
        section("The first days after release"),
        *data_table(_MEASURES, [_line(one) for one in found.shares], "", set_in=CLOSE),
        *_harm(found),
        *_stepping_up(found.stepping_up),
        gap(6),
        para(
            "Small numbers stand as they are: this paper is for the court’s own work, and one "
            "person may be known by them. Days are counted from the release, which is day 0. A "
            "release whose days are not over is too early for a measure and left out of it.",
            styles().muted,
        ),
    ]


def _facts(found: ReleaseMeasures) -> list[tuple[str, str]]:
    facts = [
        ("Releases", f"{found.releases:,} of {_people(found.people)}"),
        ("Followed", f"{found.followed:,} with {found.watch_days} days over"),
    ]
    if found.left:
        stays = counted(found.left, "stay")
        facts.append(("Left out", f"{stays} that ended with the exit from the program"))
    return facts


def _line(one: Share) -> tuple[object, ...]:
    return (
        one.label,
        _percent(one.value),
        f"{one.part:,}",
        f"{one.whole:,}",
        f"{one.early:,}" if one.early else "–",
        one.formula,
    )


def _harm(found: ReleaseMeasures) -> Iterator[Flowable]:
    whole = found.any_harm
    rows: list[tuple[object, ...]] = [
        (
            one.label,
            _share_of(one.releases, whole.whole),
            f"{one.releases:,}",
            f"{whole.whole:,}",
            f"{one.events:,}",
            one.formula,
        )
        for one in found.harm
    ]
    rows.append(
        (
            whole.label,
            _percent(whole.value),
            f"{whole.part:,}",
            f"{whole.whole:,}",
            f"{sum(one.events for one in found.harm):,}",
            whole.formula,
        )
    )
    yield CondPageBreak(150)
    yield section(f"What happened within {found.watch_days} days")
    yield from data_table(
        (
            Column("Event", 1.9, bold=True),
            Column("Share", 0.7, number=True),
            Column("Releases", 0.8, number=True),
            Column("Of", 0.6, number=True),
            Column("Events", 0.8, number=True),
            Column("What counts", 4.2),
        ),
        rows,
        "",
        set_in=CLOSE,
    )


# Stepping Up ----------------------------------------------------------------------------------


def _stepping_up(found: SteppingUp) -> Iterator[Flowable]:
    """The four figures, and in words who counts; without anybody flagged only the words."""
    yield CondPageBreak(170)
    yield section("Stepping Up: people with serious mental illness")
    yield para(
        "The records hold no field for serious mental illness. Counted is whoever a clinical "
        f"screen found {' or '.join(found.findings)}, made with one of these: "
        f"{', '.join(found.instruments)}. A screen is no diagnosis. "
        f"So screened, whenever that was: {_people(found.flagged)}.",
        styles().muted,
    )
    yield gap(4)
    if not found.flagged:
        yield para("No such screen is recorded, so there are no figures to show.")
        return
    yield from data_table(
        (
            Column("Measure", 1.9, bold=True),
            Column("Figure", 0.9, number=True),
            Column("Number", 0.8, number=True),
            Column("Of", 0.6, number=True),
            Column("Too early", 0.8, number=True),
            Column("What is divided by what", 4),
        ),
        [_bookings(found), _length(found), *_connected(found), _rebooked(found)],
        "",
        set_in=CLOSE,
    )


def _bookings(found: SteppingUp) -> tuple[object, ...]:
    return (
        "1 Bookings",
        f"{found.bookings:,}",
        f"{found.bookings:,}",
        f"{found.all_bookings:,}",
        "–",
        f"bookings of people flagged ({found.booked_people:,}) / all bookings, in the period",
    )


def _length(found: SteppingUp) -> tuple[object, ...]:
    days = found.days_a_stay
    return (
        "2 Days in jail",
        "–" if days is None else f"{days:.1f} days",
        f"{found.jail_days:,}",
        f"{found.stays:,}",
        "–",
        (
            "days from booking to the end of the stay / stays of people flagged that ended in the "
            "period; the last day does not count"
        ),
    )


def _connected(found: SteppingUp) -> Iterator[tuple[object, ...]]:
    longest = max(days for days, _ in found.connected)
    for days, number in found.connected:
        yield (
            f"3 Connected in {days} days",
            _share_of(number, found.released),
            f"{number:,}",
            f"{found.released:,}",
            f"{found.early:,}" if found.early else "–",
            (
                f"a treatment session kept, care begun or a first service after a hand-off within "
                f"{days} days / releases of people flagged whose {longest} days are over"
            ),
        )


def _rebooked(found: SteppingUp) -> tuple[object, ...]:
    return (
        "4 Booked again",
        _share_of(found.rebooked, found.earlier_released),
        f"{found.rebooked:,}",
        f"{found.earlier_released:,}",
        "–",
        (
            f"booked again within {YEAR} days, as far as this court knows / releases of people "
            f"flagged in the same days a year earlier, {short_day(found.earlier[0])} to "
            f"{short_day(found.earlier[1])}"
        ),
    )


def _people(number: int) -> str:
    return counted(number, "person", "people")


def _share_of(part: int, whole: int) -> str:
    return _percent(part / whole if whole else None)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f} %"
