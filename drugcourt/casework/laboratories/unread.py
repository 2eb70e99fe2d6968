"""Which files and lines of laboratories could not be read: kept apart, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.laboratories.originals import is_kept, keep_original
from drugcourt.errors import Refusal
from drugcourt.exchange.laboratories.files import LabForm
from drugcourt.exchange.tables.problems import RowProblem
from drugcourt.exchange.tables.tables import bytes_of
from drugcourt.records.laboratories import LaboratoryOriginal
from drugcourt.workspace import Context

MOST_APART = 16 * 2**20  # bytes of a file that nobody can read; more is no laboratory's letter
MOST_LISTED = 5_000


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """One line with its reason; line 1 stands for a file that was refused as a whole."""

    id: int
    original_id: int
    file: str
    received_at: datetime
    line: int
    reason: str


def set_aside(db: Session, context: Context, *, path: Path, reason: str) -> bool:
    """Keep a file that was refused, with the sentence that refused it.

    False for one that is not there, too large to keep, or here already.
    """
    try:
        data = bytes_of(path)
    except Refusal:
        return False
    if len(data) > MOST_APART or is_kept(db, data=data):
        return False
    keep_original(
        db,
        context,
        name=path.name,
        form=LabForm.UNREAD.value,
        data=data,
        problems=[RowProblem(1, "", "file", reason)],
        import_id=None,
    )
    return True


def unread_lines(db: Session) -> list[UnreadLine]:
    """Every line that is kept apart, those of the newest file first."""
    columns = (
        LaboratoryOriginal.id,
        LaboratoryOriginal.name,
        LaboratoryOriginal.kept_at,
        LaboratoryOriginal.problems,
    )
    asked = select(*columns).order_by(LaboratoryOriginal.id.desc())
    found: list[UnreadLine] = []
    for original_id, name, kept_at, problems in db.execute(asked):
        for line, column, reason in problems:
            told = f"{column}: {reason}" if column else reason
            found.append(UnreadLine(len(found), original_id, name, kept_at, line, told))
        if len(found) > MOST_LISTED:
            break
    return found[:MOST_LISTED]
