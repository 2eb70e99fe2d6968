"""The list of reminders as a file for a texting service, with what it is beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date
from pathlib import Path

from sqlalchemy.orm import Session

from drugcourt.casework.disclosures.gate import Pass, ask_gate, must_pass
from drugcourt.casework.disclosures.leaving import Leaving, let_out
from drugcourt.casework.hearings.reminders import ReminderList, reminder_list
from drugcourt.casework.letterhead import letterhead
from drugcourt.domain.clock import spoken
from drugcourt.domain.disclosures import DisclosureForm
from drugcourt.errors import Refusal
from drugcourt.exchange.files import atomic_write, check_target
from drugcourt.exchange.writers import About, ExportSheet, write_csv
from drugcourt.fields.reminders import REMINDERS
from drugcourt.reports.letterhead import short_day
from drugcourt.workspace import Workspace

_TITLE = "Reminders of court dates"
_FOR = "FOR THE SERVICE THAT SENDS THE MESSAGES, AND FOR NOTHING ELSE"


def write_reminders(workspace: Workspace, target: Path, *, first: date, last: date) -> ReminderList:
    """Write the messages to send from `first` to `last`, both included, as CSV.

    Names and numbers are in it and nothing of any case; how many were left out, and why, stands in
    the `.about.txt` beside it.
    """
    if target.suffix.casefold() != ".csv":
        raise Refusal(f"Reminders are written as CSV. Give {target.name} a name that ends in .csv.")
    check_target(target)
    found = workspace.read(reminder_list, first=first, last=last, today=workspace.today)
    head = workspace.read(letterhead)
    passing = workspace.read(
        _passing, ids=[one.episode_id for one in found.reminders], today=workspace.today
    )
    about = About(
        title=_TITLE,
        court=head.court.name,
        made_by=workspace.who,
        made_at=workspace.now,
        filters=(
            ("From", short_day(first)),
            ("To", short_day(last)),
            ("Result", found.sentence),
            ("Copy", f"{passing.number}, for {passing.recipient}, for {passing.purpose}"),
        ),
        notice="",
        confidentiality=_FOR,
        zone=workspace.now.astimezone().tzinfo or UTC,
    )

    def written(folder: Path) -> Leaving:
        with atomic_write(folder / f"{target.stem}.about.txt") as file:
            lines = (f"{label}: {text}" for label, text in about.lines(()))
            file.write(("\n".join(lines) + "\n").encode())
        rows = [{**asdict(one), "spoken": spoken(one.starts_at)} for one in found.reminders]
        count = write_csv(folder / target.name, ExportSheet(_TITLE, REMINDERS, rows), about)
        return Leaving(_TITLE, DisclosureForm.DATA, count)

    let_out(workspace, target.parent, passing, written)
    return found


def _passing(db: Session, *, ids: Sequence[int], today: date) -> Pass:
    """What the gate says of the list."""
    return must_pass(ask_gate(db, document="reminders", episode_ids=ids, today=today))
