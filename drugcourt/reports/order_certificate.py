"""The certificate of an order about a record: what was done, in numbers, and nobody's name."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from reportlab.platypus import Flowable

from drugcourt.casework.keeping.expunging import ON_SERVER, Certificate, Recipient
from drugcourt.casework.keeping.words import gone_rows, said_of
from drugcourt.domain.dates import counted
from drugcourt.domain.keeping import REMOVES
from drugcourt.reports.layout import fact_grid, signature_lines
from drugcourt.reports.letterhead import short_day
from drugcourt.reports.paper import Paper, build
from drugcourt.reports.style import gap, para, section, styles
from drugcourt.reports.tables import Column, data_table

TITLE = "Certificate on an order"
NAMELESS = (
    "This page names nobody. Keep it with the order itself; the order’s number is proved against "
    "the court’s records even though the number no longer stands in them."
)


def print_certificate(made: Certificate, target: str | Path | BinaryIO) -> int:
    """Write the page, whole or not at all; returns how many pages it has."""
    paper = Paper(
        title=TITLE,
        court=made.court.name,
        subtitle_right=(f"Made {short_day(made.made_at.date())}",),
        confidential="FOR THE COURT’S OWN FILE",
    )
    return build(paper, _story(made), target)


def _story(made: Certificate) -> list[Flowable]:
    order = made.order
    settled = order.settled_at.date() if order.settled_at else None
    facts = [
        ("Ordered", order.kind.label),
        ("Reach", order.reach.label),
        ("Court", order.court),
        ("Judge", order.judge),
        ("Number", made.number or "as it stands on the order"),
        ("Dated", short_day(order.ordered_on)),
        ("Entered by", order.asked_by),
        ("Confirmed by", order.settled_by),
        ("Carried out", short_day(settled) if settled else "not yet"),
    ]
    story: list[Flowable] = [gap(4), fact_grid(facts, columns=2), gap(10)]
    story += [para(sentence, styles().body) for sentence in said_of(made)]
    if order.kind in REMOVES:
        story += _removed(made)
    story += [gap(12), para(NAMELESS, styles().muted), gap(36)]
    return [*story, signature_lines(("Entered by", "Confirmed by"))]


def _removed(made: Certificate) -> list[Flowable]:
    rows = [(label, f"{number:,}") for label, number in gone_rows(made.order.told.get("rows", {}))]
    kept = [(name,) for name in made.still]
    told = [_recipient(one) for one in made.recipients]
    pieces: list[Flowable] = [
        section("What was removed", counted(made.rows, "row")),
        fact_grid(rows, columns=3, label_width=110) if rows else para("Nothing."),
    ]
    if made.on_server:
        pieces += [gap(6), para(ON_SERVER, styles().body)]
    else:
        pieces += [
            section("Older copies that still hold it", counted(len(kept), "file")),
            *data_table([Column("File", 1)], kept, "None is beside the court."),
        ]
    pieces += [
        section("To be told by the office", counted(len(told), "copy", "copies")),
        *data_table(
            [Column("Sent", 1), Column("To", 2, bold=True), Column("At", 2), Column("What", 2)],
            told,
            "No copy about this record is known to have left.",
        ),
    ]
    return pieces


def _recipient(one: Recipient) -> tuple[str, str, str, str]:
    return (short_day(one.sent_on), one.recipient, one.address or "no address kept", one.title)
