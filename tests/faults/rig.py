"""What the campaigns of faults share: a small court, acts that write much, and what must hold."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework.checking import check_court
from drugcourt.casework.readiness import standing
from drugcourt.opening import open_court
from drugcourt.records.addresses import Place
from drugcourt.records.specimens import Specimen, SpecimenResult
from drugcourt.workspace import Workspace
from tests import courts
from tests.conftest import PASSWORD, TODAY

LINES = len(courts.PANEL)


@dataclass
class Tally:
    """What a campaign injected, and each time that something did not hold."""

    what: str
    injected: int = 0
    notes: dict[str, int] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    def note(self, words: str, times: int = 1) -> None:
        """Count something worth telling."""
        self.notes[words] = self.notes.get(words, 0) + times

    @property
    def sentence(self) -> str:
        """One line for the table."""
        noted = "".join(f", {count} {words}" for words, count in sorted(self.notes.items()))
        return f"{self.what}: {self.injected} injected, {len(self.broken)} broken{noted}"


def small_court(place: Place) -> tuple[Place, int]:
    """A court with one participant; the place, and the episode that the acts write into."""
    with closing(courts.court(place, TODAY)) as workspace:  # type: ignore[arg-type]
        return place, courts.participant(workspace)


def reopened(place: Place) -> Workspace:
    """The court as a desk opens it, without the cost of counting the tries at its door."""
    return open_court(place, PASSWORD, as_of=TODAY, who="R. Alvarez", derive=standing.derive)


def write_one(workspace: Workspace, episode_id: int, number: int) -> None:
    """One act of many rows: a specimen, its results, its history, the standing made anew."""
    courts.collected(workspace, episode_id, TODAY - timedelta(days=number % 50))


def groups(db: Session) -> tuple[int, int]:
    """How many specimens the court holds, and how many of them lack a result: torn ones."""
    per = (
        select(Specimen.id, func.count(SpecimenResult.id).label("results"))
        .outerjoin(SpecimenResult, SpecimenResult.specimen_id == Specimen.id)
        .group_by(Specimen.id)
        .subquery()
    )
    whole = db.scalar(select(func.count()).select_from(per)) or 0
    torn = db.scalar(select(func.count()).select_from(per).where(per.c.results != LINES)) or 0
    return whole, torn


def held(place: Place, *, check: bool = True) -> tuple[int, list[str]]:
    """How many whole groups are there, and everything that does not hold."""
    with closing(reopened(place)) as workspace:
        count, torn = workspace.ask_inside(groups)
        wrong = [f"{torn} torn groups"] if torn else []
        if check:
            key = workspace.database.history_key
            wrong += workspace.ask_inside(check_court, history_key=key).problems
        return count, wrong


def copy_of(court: Path, folder: Path) -> Path:
    """A copy of a court's files, whatever lies beside it, in a folder that is made for it."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in court.parent.glob(f"{court.name}*"):
        (folder / file.name).write_bytes(file.read_bytes())
    return folder / court.name
