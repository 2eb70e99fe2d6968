"""The list of reminders as a file for a texting service, with what it is beside it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, date
from pathlib import Path

from drugcourt.casework.hearings.reminders import ReminderList, reminder_list
from drugcourt.casework.letterhead import letterhead
from drugcourt.domain.clock import spoken
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
    about = About(
        title=_TITLE,
        court=head.court.name,
        made_by=workspace.who,
        made_at=workspace.now,
        filters=(
            ("From", short_day(first)),
            ("To", short_day(last)),
            ("Result", found.sentence),
        ),
        notice="",
        confidentiality=_FOR,
        zone=workspace.now.astimezone().tzinfo or UTC,
    )
    with atomic_write(target.with_name(f"{target.stem}.about.txt")) as file:
        lines = (f"{label}: {text}" for label, text in about.lines(()))
        file.write(("\n".join(lines) + "\n").encode())
    rows = [{**asdict(one), "spoken": spoken(one.starts_at)} for one in found.reminders]
    write_csv(target, ExportSheet(_TITLE, REMINDERS, rows), about)
    return found
