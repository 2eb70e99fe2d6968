"""Whether the court file, its history and its draws can be trusted, in sentences."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework.draws.replay import first_unlike
from drugcourt.casework.oversight.anchors import Unlike
from drugcourt.casework.responses.fishbowl import first_unlike_slip
from drugcourt.domain.dates import counted
from drugcourt.records.draws import Draw
from drugcourt.records.episodes import Episode
from drugcourt.records.history import HistoryEntry, check_chain
from drugcourt.records.integrity import file_problems


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found; `problems` is empty when everything holds."""

    problems: tuple[str, ...]
    episodes: int
    entries: int
    draws: int

    @property
    def sentence(self) -> str:
        """One sentence for the whole."""
        if self.problems:
            return self.problems[0]
        said = (
            f"The court is whole, and its history of {counted(self.entries, 'entry', 'entries')} "
            f"over {counted(self.episodes, 'episode')} holds."
        )
        if self.draws:
            said += f" Made again from the record, {counted(self.draws, 'draw')} came out the same."
        return said


def check_court(db: Session, *, history_key: bytes, unlike: Unlike | None = None) -> CheckReport:
    """Check pages, tables, ties, the history chain and the draws.

    Names the first entry of the history that does not hold, and the first draw that does not come
    out the same when it is made again from its record. `unlike` is what was found at opening: where
    the history is not the one that this computer has seen.
    """
    problems = file_problems(db)
    whole = not problems
    broken = check_chain(db, history_key)
    if broken is not None:
        problems.append(broken.sentence)
    if unlike is not None and (broken is None or unlike.entry <= broken.entry):
        problems.insert(0 if whole else len(problems), unlike.sentence)
    elif unlike is not None:
        problems.append(unlike.sentence)
    if whole and (other := first_unlike(db) or first_unlike_slip(db)):
        problems.append(other)
    return CheckReport(
        tuple(problems),
        db.scalar(select(func.count()).select_from(Episode)) or 0,
        db.scalar(select(func.count()).select_from(HistoryEntry)) or 0,
        db.scalar(select(func.count()).select_from(Draw)) or 0,
    )
