"""The recovery kit: one page with the code that opens a court when nobody's password does."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from drugcourt.casework.accounts.recovery import Kit
from drugcourt.reports.layout import boxed, checkboxes, fact_grid, signature_lines
from drugcourt.reports.letterhead import short_day
from drugcourt.reports.paper import Paper, build
from drugcourt.reports.style import gap, para, section, styles
from drugcourt.reports.type import BOLD

TITLE = "Recovery kit"
BETWEEN = "\u2002\u2002"  # wide blanks: in one long row nobody finds their place again
WHAT_IT_DOES = (
    "Whoever holds this page and the court file can open the court without a password. Nobody else "
    "can help when every password is lost, not even the makers of this program."
)
STEPS = (
    "Under the password of the sign-in choose “Forgotten password”, or type: accounts recover.",
    "Type the code. Blanks and dashes do not matter, and no letter can be taken for another.",
    "Choose a new password for the account that administers the court.",
    "Make a new kit afterwards, on the page Office: this one goes on opening the court until then.",
)
KEEPING = (
    "Printed, and read once against the screen",
    "Put into a closed envelope, signed over the flap, and locked away outside this office",
    "A second person knows where it is",
    "The PDF file was deleted from this computer",
)


def print_kit(kit: Kit, target: str | Path | BinaryIO) -> int:
    """Write the page; the file's own properties say nothing of the code."""
    paper = Paper(
        title=TITLE,
        court=kit.court,
        subtitle_right=(f"Made {short_day(kit.made_on)}",),
        confidential="KEEP LOCKED AWAY · OPENS THE WHOLE COURT",
    )
    return build(paper, _story(kit), target)


def _story(kit: Kit) -> list[Flowable]:
    groups = kit.code.split("-")
    half = len(groups) // 2
    first, second = (BETWEEN.join(groups[:half]), BETWEEN.join(groups[half:]))
    return [
        gap(8),
        para(WHAT_IT_DOES, _large()),
        gap(14),
        boxed([gap(6), para(first, _code()), gap(8), para(second, _code()), gap(10)]),
        gap(14),
        fact_grid(
            [
                ("Court", kit.court),
                ("Made for", kit.login),
                ("Keys", kit.place),
                ("Made on", short_day(kit.made_on)),
            ],
            columns=2,
        ),
        gap(16),
        section("When it is needed"),
        gap(4),
        *[item for n, step in enumerate(STEPS, 1) for item in (para(f"{n}.  {step}"), gap(4))],
        gap(12),
        section("Now"),
        gap(4),
        checkboxes(KEEPING),
        gap(40),
        signature_lines(("Envelope closed by, and on which day", "Where it lies, and who knows")),
    ]


def _code() -> ParagraphStyle:
    return ParagraphStyle(
        "Code", parent=styles().strong, fontName=BOLD, fontSize=22, leading=28, alignment=TA_CENTER
    )


def _large() -> ParagraphStyle:
    return ParagraphStyle("Kit", parent=styles().body, fontSize=11, leading=15.5)
