"""The sheet a provider fills in: people down, days across; the import of attendance reads it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date
from pathlib import Path

from sqlalchemy.orm import Session

from drugcourt.casework.disclosures.gate import Pass, ask_gate, must_pass
from drugcourt.casework.disclosures.leaving import Leaving, let_out
from drugcourt.casework.letterhead import letterhead
from drugcourt.casework.treatment.sheets import ProviderSheet, provider_sheet
from drugcourt.domain.disclosures import DisclosureForm
from drugcourt.errors import Refusal
from drugcourt.exchange.files import check_target
from drugcourt.exchange.workbooks import write_xlsx
from drugcourt.exchange.writers import About, ExportSheet
from drugcourt.fields.field import Field
from drugcourt.reports.letterhead import notice_of, short_day
from drugcourt.workspace import Workspace

DOCUMENT = "provider-sheet"
TITLE = "Attendance to fill in"
HOW = (
    "A mark for each session that was due: A attended, L late, E excused, U absent, C cancelled. "
    "Leave a day empty on which nothing was due. Send the file back as it is."
)
_WHO = (Field("reference", "Participant number"), Field("name", "Name"))


def write_provider_sheet(
    workspace: Workspace, target: Path, *, provider_id: int, first: date, last: date
) -> ProviderSheet:
    """Write the sheet of these days, both included, as a workbook, through the gate.

    Raises NoConsent where somebody's consent does not carry it, Refusal where nobody is there.
    """
    if target.suffix.casefold() != ".xlsx":
        raise Refusal(f"The sheet is a workbook. Give {target.name} a name that ends in .xlsx.")
    check_target(target)
    sheet = workspace.read(provider_sheet, provider_id=provider_id, first=first, last=last)
    head = workspace.read(letterhead)
    ids = [one.episode_id for one in sheet.people]
    passing = workspace.read(_passing, ids=ids, today=workspace.today)
    about = About(
        title=f"{TITLE}: {sheet.provider}",
        court=head.court.name,
        made_by=workspace.who,
        made_at=workspace.now,
        filters=(
            ("Days", f"{short_day(first)} to {short_day(last)}"),
            ("How to fill it in", HOW),
            ("Copy", f"{passing.number}, for {passing.recipient}, for {passing.purpose}"),
        ),
        notice=notice_of(passing),
        zone=workspace.now.astimezone().tzinfo or UTC,
    )
    days = tuple(Field(day.isoformat(), day.isoformat(), width=10) for day in sheet.days)
    rows = [{"reference": one.reference, "name": one.name} for one in sheet.people]

    def written(folder: Path) -> Leaving:
        filled = ExportSheet("Attendance", (*_WHO, *days), rows)
        count = write_xlsx(folder / target.name, [filled], about)
        return Leaving(TITLE, DisclosureForm.DATA, count)

    let_out(workspace, target.parent, passing, written)
    return sheet


def _passing(db: Session, *, ids: Sequence[int], today: date) -> Pass:
    """What the gate says of the sheet."""
    return must_pass(ask_gate(db, document=DOCUMENT, episode_ids=ids, today=today))
