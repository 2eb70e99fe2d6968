"""One byte of a court file is another: it is said, and no wrong value is ever shown (row 4)."""

from __future__ import annotations

import random
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.errors import NotACourt, Refusal
from drugcourt.records.everything import METADATA
from tests.faults.rig import Tally, copy_of, held, reopened

PAGE = 4_096


def pages_of(court: Path) -> int:
    """How many pages the file has."""
    return court.stat().st_size // PAGE


def everything(db: Session) -> dict[str, list[tuple[object, ...]]]:
    """Every value of every table."""
    return {
        table.name: [tuple(row) for row in db.execute(select(table))]
        for table in METADATA.sorted_tables
    }


def flips(court: Path, folder: Path, pages: Iterable[int], seed: int = 1) -> Tally:
    """In each of these pages flip one byte; read everything, and let the check look."""
    tally = Tally("a flipped byte, page by page")
    with closing(reopened(court)) as workspace:
        right = workspace.ask_inside(everything)
    place = copy_of(court, folder / "flipped")
    whole = place.read_bytes()
    for page in pages:
        chance = random.Random(f"{seed}/{page}")
        at = page * PAGE + chance.randrange(PAGE)
        data = bytearray(whole)
        data[at] ^= 1 << chance.randrange(8)
        copy_of(court, folder / "flipped")
        place.write_bytes(data)
        tally.injected += 1
        try:
            with closing(reopened(place)) as workspace:
                if workspace.ask_inside(everything) != right:
                    tally.broken.append(f"page {page}: a wrong value was shown")
                tally.note("in a page that no record is read from")
            _, found = held(place)
            if not found:
                tally.broken.append(f"page {page}: the check found nothing")
        except NotACourt:
            tally.note("refused with the backup named")
        except Refusal as refusal:
            tally.note("refused otherwise")
            if "could not be read" not in str(refusal):
                tally.broken.append(f"page {page}: {refusal}")
    return tally
