"""The shortfall list of supervision: who is short of what, and what waits, on one paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable
from sqlalchemy.orm import Session

from drugcourt.casework.letterhead import Letterhead, letterhead
from drugcourt.casework.supervision.listing import Whose
from drugcourt.casework.supervision.shortfalls import Shortfalls, shortfalls
from drugcourt.domain.cases import ChargeLevel
from drugcourt.domain.dates import counted, short
from drugcourt.domain.tone import YesNo
from drugcourt.exchange.supervision_policy import supervision_policy
from drugcourt.reports.letterhead import Copy, protected_paper, weekday
from drugcourt.reports.paper import Paper
from drugcourt.reports.style import LANDSCAPE_WIDTH, gap, para, section, styles
from drugcourt.reports.tables import CLOSE, Column, data_table

TITLE = "Supervision: what is short and what waits"
_WHO = (Column("Participant", 2.2, bold=True), Column("Phase", 0.8), Column("Case manager", 1.4))


@dataclass(frozen=True, slots=True)
class Figures:
    """What is lacking on one day."""

    head: Letterhead
    as_of: date
    found: Shortfalls


def gather(db: Session, *, today: date) -> Figures:
    """Everything that is short or waits today."""
    return Figures(letterhead(db), today, shortfalls(db, today=today, whose=Whose()))


def paper(figures: Figures, copy: Copy) -> Paper:
    """The frame, in landscape."""
    right = (weekday(figures.as_of), counted(figures.found.people, "participant"))
    return protected_paper(TITLE, figures.head, copy, right=right, landscape=True)


def story(figures: Figures) -> list[Flowable]:
    """A section a list; an empty one says so in a sentence."""
    return [
        *_contacts(figures),
        *_held(figures),
        *_arrests(figures),
        *_requests(figures),
        *_curfews(figures),
        *_service(figures),
        gap(6),
        para(
            "“Due” is the last day on which the next contact came in time for what the phase asks. "
            "Nobody is short while in custody, absconded or on medical leave.",
            styles().small,
        ),
    ]


def _table(
    title: str,
    noun: str,
    columns: tuple[Column, ...],
    rows: list[tuple[object, ...]],
    empty: str,
) -> list[Flowable]:
    return [
        section(title, counted(len(rows), noun)),
        *data_table((*_WHO, *columns), rows, empty, width=LANDSCAPE_WIDTH, set_in=CLOSE),
    ]


def _who(row: object) -> tuple[str, str, str]:
    return (
        getattr(row, "name", ""),
        getattr(row, "phase", ""),
        getattr(row, "case_manager", "") or "None",
    )


def _contacts(figures: Figures) -> list[Flowable]:
    day = figures.as_of
    rows: list[tuple[object, ...]] = [
        (
            *_who(row),
            row.asked,
            f"{short(row.last_on, day)}, {row.last_mode.label.lower()}"
            if row.last_on and row.last_mode
            else "none yet",
            row.tried or "",
            short(row.due_on, day) if row.due_on else "",
            counted((day - row.due_on).days, "day") if row.due_on else "",
        )
        for row in figures.found.contacts
    ]
    columns = (
        Column("What the phase asks", 3),
        Column("Last contact", 1.3),
        Column("Tried", 0.5, number=True),
        Column("Due", 0.8),
        Column("Late", 0.8),
    )
    return _table(
        "Short of contact", "line", columns, rows, "Everybody was seen as often as the phase asks."
    )


def _held(figures: Figures) -> list[Flowable]:
    day = figures.as_of
    rows: list[tuple[object, ...]] = [
        (
            *_who(row),
            row.facility or "not recorded",
            row.reason.label,
            short(row.started_on, day),
            row.days,
            short(row.ends_expected, day) if row.ends_expected else "no date",
            "tell the jail" if row.untold else "told" if row.medicines else "none",
        )
        for row in figures.found.held
    ]
    columns = (
        Column("Where", 1.6),
        Column("Why", 1.5),
        Column("Booked", 0.8),
        Column("Days", 0.5, number=True),
        Column("Release", 0.9),
        Column("Medicines", 1),
    )
    return _table("In custody", "participant", columns, rows, "Nobody is in custody.")


def _arrests(figures: Figures) -> list[Flowable]:
    rows: list[tuple[object, ...]] = [
        (
            *_who(row),
            row.kind.label,
            short(row.happened_on, figures.as_of),
            "" if row.level is ChargeLevel.UNKNOWN else row.level.label,
            {YesNo.YES: "yes", YesNo.NO: "no"}.get(row.drug_related, "not known"),
            ". ".join(part for part in (row.text, row.agency) if part),
        )
        for row in figures.found.arrests
    ]
    columns = (
        Column("What", 0.9),
        Column("Day", 0.7),
        Column("Level", 1),
        Column("About drugs", 0.9),
        Column("What is known of it", 3),
    )
    return _table(
        "Arrests and charges the team has not heard of",
        "event",
        columns,
        rows,
        "The team has heard of everything.",
    )


def _requests(figures: Figures) -> list[Flowable]:
    day = figures.as_of
    rows: list[tuple[object, ...]] = [
        (
            *_who(row),
            row.what,
            short(row.asked_on, day),
            short(row.starts_on, day)
            if row.starts_on == row.ends_on
            else f"{short(row.starts_on, day)} – {short(row.ends_on, day)}",
            row.text,
        )
        for row in figures.found.requests
    ]
    columns = (
        Column("Asked for", 2.2),
        Column("Asked", 0.7),
        Column("For", 1.2),
        Column("Why", 2.6),
    )
    return _table("Requests to answer", "request", columns, rows, "No request waits.")


def _curfews(figures: Figures) -> list[Flowable]:
    day, policy = figures.as_of, supervision_policy()
    week = counted(policy.unchecked_days, "day")
    rows: list[tuple[object, ...]] = [
        (
            *_who(row),
            row.hours,
            short(row.started_on, day),
            short(row.checked_on, day) if row.checked_on else "never",
            row.broken or "",
        )
        for row in figures.found.curfews
    ]
    columns = (
        Column("Hours", 2),
        Column("Since", 0.9),
        Column("Last check", 0.9),
        Column(f"Not kept, {counted(policy.counted_days, 'day')}", 1.1, number=True),
    )
    return _table(
        f"Curfews not checked for {week}",
        "curfew",
        columns,
        rows,
        f"Every curfew was checked in the last {week}.",
    )


def _service(figures: Figures) -> list[Flowable]:
    day = figures.as_of
    rows: list[tuple[object, ...]] = [
        (
            *_who(row),
            row.site or row.source,
            f"{row.hours:g}",
            f"{row.done:g}",
            f"{row.left:g}",
            short(row.due_on, day) if row.due_on else "",
            short(row.last_on, day) if row.last_on else "never",
        )
        for row in figures.found.service
    ]
    columns = (
        Column("Where", 2),
        Column("Hours", 0.6, number=True),
        Column("Done", 0.6, number=True),
        Column("Left", 0.6, number=True),
        Column("Was due", 0.9),
        Column("Last served", 0.9),
    )
    return _table(
        "Community service overdue", "order", columns, rows, "No hours of service are overdue."
    )
