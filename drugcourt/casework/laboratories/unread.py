"""Which files and lines of laboratories could not be read: kept apart, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.laboratories.originals import is_kept, keep_original
from drugcourt.domain.dates import short
from drugcourt.errors import Refusal
from drugcourt.exchange.laboratories.files import LabForm
from drugcourt.exchange.tables.problems import RowProblem
from drugcourt.exchange.tables.tables import bytes_of
from drugcourt.records.laboratories import LaboratoryOriginal
from drugcourt.workspace import Context

MOST_APART = 16 * 2**20  # bytes of a file that nobody can read; more is no laboratory's letter
MOST_LISTED = 5_000
_TOLD = 3  # line, column and reason; what follows says who saw to it


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """One line with its reason; line 1 stands for a file that was refused as a whole.

    `place` is where it stands among its file's; `done` says who saw to it, on which day, and how.
    """

    id: int
    original_id: int
    place: int
    file: str
    received_at: datetime
    line: int
    reason: str
    done: str = ""


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


def kept_apart(refusal: Refusal) -> str:
    """The sentence that refused a file, going on to say where the file is now."""
    said = str(refusal).removesuffix(".")
    return f"{said}; the file is kept apart in the court, under Testing, Review."


def see_to(db: Session, context: Context, *, original_id: int, place: int, how: str = "") -> None:
    """Mark a line that could not be read as seen to: who, when, and what became of it."""
    original = db.get(LaboratoryOriginal, original_id)
    if original is None or not 0 <= place < len(original.problems):
        raise Refusal("This line is not kept any more; look at the list again.")
    told = [list(each) for each in original.problems]
    if len(told[place]) > _TOLD:
        raise Refusal("Somebody has seen to this line already.")
    told[place] = [*told[place], context.who, context.today.isoformat(), how.strip()[:300]]
    original.problems = told
    db.flush()


def unread_count(db: Session) -> int:
    """How many lines nobody has seen to yet."""
    return sum(1 for _ in _lines(db, also_done=False))


def unread_lines(db: Session, *, also_done: bool = False) -> list[UnreadLine]:
    """The lines that are kept apart and nobody has seen to, those of the newest file first."""
    return list(islice(_lines(db, also_done=also_done), MOST_LISTED))


def _lines(db: Session, *, also_done: bool) -> Iterator[UnreadLine]:
    columns = (
        LaboratoryOriginal.id,
        LaboratoryOriginal.name,
        LaboratoryOriginal.kept_at,
        LaboratoryOriginal.problems,
    )
    asked = select(*columns).order_by(LaboratoryOriginal.id.desc())
    number = 0
    for original_id, name, kept_at, problems in db.execute(asked):
        for place, (line, column, reason, *seen) in enumerate(problems):
            if seen and not also_done:
                continue
            told = f"{column}: {reason}" if column else reason
            yield UnreadLine(number, original_id, place, name, kept_at, line, told, _done(seen))
            number += 1


def _done(seen: Sequence[str]) -> str:
    if not seen:
        return ""
    who, on, how = seen
    said = f"{who}, {short(date.fromisoformat(on))}"
    return f"{said}: {how}" if how else said
