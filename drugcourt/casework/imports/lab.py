"""How a file of tests comes in, whichever of the laboratories' forms it has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, tzinfo
from pathlib import Path

from sqlalchemy.orm import Session

from drugcourt.casework.imports.batches import ReadFile, import_file, preview
from drugcourt.casework.imports.lines import ImportReport, Line
from drugcourt.casework.imports.mappings import saved_mapping
from drugcourt.casework.laboratories.deciding import DOCUMENT, WHOLE
from drugcourt.casework.laboratories.taking import retry, take_file, try_file
from drugcourt.exchange.laboratories.files import LabFile, read_lab_file
from drugcourt.exchange.tables.headings import propose_again
from drugcourt.exchange.tables.mapping import Mapping
from drugcourt.workspace import Context


def read_tests(path: Path, saved: Mapping | None = None, zone: tzinfo | None = None) -> LabFile:
    """Read a file of tests; Refusal when it is none, or when its dates read two ways.

    `zone` is the court's clock (`states.wall_clock`), for times in UTC.
    """
    return read_lab_file(path, saved, saved.date_order if saved else None, zone)


def known_columns(db: Session, *, file: LabFile) -> LabFile:
    """A table with the columns, and the order of dates, that were confirmed for its headings."""
    if file.proposal is None:
        return file
    known = saved_mapping(db, proposal=file.proposal)
    if known is None:
        return file
    return replace(file, proposal=propose_again(file.proposal, known))


def table_of(file: LabFile) -> ReadFile | None:
    """The file as a table, to be mapped by its columns; None for messages and forms."""
    if file.proposal is None:
        return None
    return ReadFile(file.proposal, file.sha256, file.name, file.data)


def try_tests(
    db: Session, *, file: LabFile, today: date, laboratory: str = ""
) -> tuple[ImportReport, tuple[Line, ...]]:
    """What bringing it in would do; nothing is written."""
    table = table_of(file)
    if table is not None:
        return preview(db, file=table, today=today, laboratory=laboratory)
    return try_file(db, file=file, today=today, laboratory=laboratory)


def bring_tests(
    db: Session, context: Context, *, file: LabFile, laboratory: str = ""
) -> ImportReport:
    """Bring it in, in one transaction; what waited for something in it is looked at again."""
    table = table_of(file)
    if table is not None:
        done = import_file(db, context, file=table, laboratory=laboratory)
    else:
        done = take_file(db, context, file=file, laboratory=laboratory)
    if done.new or done.changed:
        db.flush()
        retry(db, context, waits_for=DOCUMENT)
        retry(db, context, waits_for=WHOLE)
    return done
