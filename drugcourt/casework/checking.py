"""Whether the court file and its history can be trusted, in sentences."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.domain.dates import counted
from drugcourt.records.episodes import Episode
from drugcourt.records.history import HistoryEntry, check_chain
from drugcourt.records.integrity import file_problems


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found; `problems` is empty when everything holds."""

    problems: tuple[str, ...]
    episodes: int
    entries: int

    @property
    def sentence(self) -> str:
        """One sentence for the whole."""
        if self.problems:
            return self.problems[0]
        return (
            f"The court is whole, and its history of {counted(self.entries, 'entry', 'entries')} "
            f"over {counted(self.episodes, 'episode')} holds."
        )


def check_court(db: Session, *, history_key: bytes) -> CheckReport:
    """Check pages, tables, ties and the history chain; names the first entry that does not hold."""
    problems = file_problems(db)
    broken = check_chain(db, history_key)
    if broken is not None:
        problems.append(broken.sentence)
    return CheckReport(
        tuple(problems),
        db.scalar(select(func.count()).select_from(Episode)) or 0,
        db.scalar(select(func.count()).select_from(HistoryEntry)) or 0,
    )
