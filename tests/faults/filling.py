"""The disk fills at each write in turn of one act: nothing of it stays, and it can be repeated."""

from __future__ import annotations

import resource as limits
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from drugcourt.casework.participants.participants import Admission, admit
from drugcourt.domain.cases import ChargeLevel, LegalTrack
from drugcourt.errors import DiskTrouble
from drugcourt.workspace import Workspace
from tests import courts
from tests.faults.flipping import PAGE, everything
from tests.faults.rig import Tally, copy_of, held, reopened

FRAME = PAGE + 24  # a page as it stands in the log, with its head
MOST = 400  # writes of one act; an act that needs more would not be one act


@contextmanager
def no_file_beyond(most: int) -> Iterator[None]:
    """Meanwhile no file may grow beyond so many bytes: the write is refused by the system."""
    before, hard = limits.getrlimit(limits.RLIMIT_FSIZE)
    limits.setrlimit(limits.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        limits.setrlimit(limits.RLIMIT_FSIZE, (before, hard))


@contextmanager
def no_page_beyond(workspace: Workspace, pages: int) -> Iterator[None]:
    """Meanwhile the engine has no room for more pages: it says that the disk is full."""
    with workspace.database.engine.connect() as connection:  # the pool hands this one out again
        now = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count = {now + pages}"))
    try:
        yield
    finally:
        with workspace.database.engine.connect() as connection:
            connection.execute(text("PRAGMA max_page_count = 1073741823"))


def admission(workspace: Workspace, episode_id: int) -> None:
    """The act: somebody becomes a participant."""
    admitted = workspace.today - timedelta(days=1)
    given = Admission(admitted, LegalTrack.POST_PLEA, ChargeLevel.FELONY, case_manager="J. Pike")
    workspace.perform(admit, episode_id=episode_id, admission=given)


def fillings(court: Path, folder: Path, every: int = 1) -> Tally:
    """Refuse the first write of an admission, then the second, and so on until it succeeds."""
    tally = Tally("disk full at each write of an admission")
    place = copy_of(court, folder / "full")
    log = place.with_name(place.name + "-wal")
    with closing(reopened(place)) as workspace:
        episode_id = courts.candidate(workspace)
        before = workspace.ask_inside(everything)
        begun = log.stat().st_size  # where the log ends; what a refused act wrote is written over
        for write in range(0, MOST, every):
            room = begun + write * FRAME + FRAME // 2
            if _taken(tally, workspace, episode_id, write, before, no_file_beyond(room)):
                tally.note("writes in an admission", write)
                break
        else:
            tally.broken.append("the admission never succeeded")
    tally.broken += held(place)[1]
    return tally


def grown(court: Path, folder: Path) -> Tally:
    """The same at each page by which an admission makes the court grow."""
    tally = Tally("no room at each page of an admission")
    place = copy_of(court, folder / "grown")
    with closing(reopened(place)) as workspace:
        episode_id = courts.candidate(workspace)
        before = workspace.ask_inside(everything)
        for pages in range(MOST):
            room = no_page_beyond(workspace, pages)
            if _taken(tally, workspace, episode_id, pages, before, room):
                tally.note("pages by which an admission grows a court", pages)
                break
        else:
            tally.broken.append("the admission never succeeded")
    tally.broken += held(place)[1]
    return tally


def _taken(
    tally: Tally,
    workspace: Workspace,
    episode_id: int,
    write: int,
    before: object,
    full: AbstractContextManager[None],
) -> bool:
    """Whether the act was taken with so much room; where not, nothing of it may be there."""
    try:
        with full:
            admission(workspace, episode_id)
    except DiskTrouble as trouble:
        tally.injected += 1
        said = str(trouble)
        tally.note("times the disk was named", int("disk" in said.lower()))
        if "nothing was changed" not in said:
            tally.broken.append(f"write {write}: {said}")
        if workspace.ask_inside(everything) != before:
            tally.broken.append(f"write {write}: something was changed")
        return False
    return True
