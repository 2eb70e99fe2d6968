"""What trust costs in daily work: the history on an act, the encryption on reads and commits.

The floors are the same code without: acts that write no history, and the same court in a file
without a key, which no release of the program would open.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as cipher

from benchmarks.courts import FOLDER, TODAY, demonstration, opened
from benchmarks.measure import Ratio, clocked
from drugcourt.casework.oversight.watch import keep_waiting_looks
from drugcourt.casework.participants.dossier import head
from drugcourt.casework.readiness import standing
from drugcourt.casework.readiness.readiness import readiness
from drugcourt.casework.supervision.contacts import record_contact
from drugcourt.domain.supervision import ContactMode
from drugcourt.records import court_files, history
from drugcourt.records.court_files import CourtFile
from drugcourt.records.database import OpenCourt
from drugcourt.workspace import Workspace

PEOPLE, ROUNDS, FILES = 64, 80, 12


def measure() -> list[Ratio]:
    """Each pair in turn in the same run, so that a drifting machine touches both alike."""
    path = demonstration(PEOPLE)
    workspace = opened(path)
    people = [one["episode"] for one in workspace.read(readiness, as_of=TODAY)][:FILES]
    found = [_history(workspace, people), _views(workspace, people)]
    plain = Workspace(_plain(workspace), who=workspace.who, as_of=TODAY, derive=standing.derive)
    found += _encryption(workspace, plain, people)
    plain.close()
    workspace.close()
    return found


def _history(workspace: Workspace, people: list[int]) -> Ratio:
    """An act with its entry in the chain, and the same act that writes none."""
    write = history._write
    place = 0

    def act() -> None:
        nonlocal place
        place += 1
        _contact(workspace, people[place % len(people)])

    def without() -> None:
        history._write = _nothing
        try:
            act()
        finally:
            history._write = write

    ours, floor = _medians(act, without)
    return Ratio("History on an act", "an act", ours, "without its entry", floor, 1.25)


def _views(workspace: Workspace, people: list[int]) -> Ratio:
    """A file that is opened and whose look is noted, and the same question unwatched."""
    guard, place = workspace.guard, 0

    def watched() -> None:
        nonlocal place
        place += 1
        workspace.read(head, episode_id=people[place % len(people)], today=TODAY)

    def unwatched() -> None:
        workspace.guard = None
        try:
            watched()
        finally:
            workspace.guard = guard

    ours, floor = _medians(watched, unwatched)
    keep_waiting_looks(workspace)
    return Ratio("A file opened, with who looked", "watched", ours, "unwatched", floor, 1.05)


def _encryption(keyed: Workspace, plain: Workspace, people: list[int]) -> list[Ratio]:
    place = 0

    def read(workspace: Workspace) -> None:
        for number in people:
            workspace.ask_inside(head, episode_id=number, today=TODAY)

    def commit(workspace: Workspace) -> None:
        nonlocal place
        place += 1
        _contact(workspace, people[place % len(people)])

    reads = _medians(lambda: read(keyed), lambda: read(plain), rounds=20)
    commits = _medians(lambda: commit(keyed), lambda: commit(plain))
    return [
        Ratio("Encryption on indexed reads", f"{FILES} files", reads[0], "no key", reads[1], 1.3),
        Ratio("Encryption on a single commit", "an act", commits[0], "no key", commits[1], 1.3),
    ]


def _medians(
    ours: Callable[[], object], floor: Callable[[], object], rounds: int = ROUNDS
) -> tuple[float, float]:
    for _ in range(3):
        ours()
        floor()
    pairs = [(clocked(ours), clocked(floor)) for _ in range(rounds)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def _contact(workspace: Workspace, episode_id: int) -> None:
    workspace.perform(
        record_contact,
        episode_id=episode_id,
        contacted_on=TODAY,
        mode=ContactMode.PHONE,
    )


def _nothing(*_given: object) -> None:
    """In place of writing entries."""


class _PlainFile(CourtFile):
    """The same court in a file without a key."""

    def __init__(self, path: Path, keyed: OpenCourt) -> None:
        self.path = path
        engine = court_files.open_engine(lambda: _unkeyed(path))
        OpenCourt.__init__(self, path, path.name, keyed.key, engine)


def _unkeyed(path: Path) -> Any:
    connection = cipher.connect(str(path), check_same_thread=False, isolation_level=None)
    for setting in court_files._SETTINGS:
        connection.execute(setting)
    return connection


def _plain(workspace: Workspace) -> _PlainFile:
    target = FOLDER / "plain.db"
    database = workspace.database
    assert isinstance(database, CourtFile)
    connection = database.connect()
    connection.execute(f"ATTACH '{target}' AS plain KEY ''")
    connection.execute("SELECT sqlcipher_export('plain')")
    connection.execute("DETACH plain")
    connection.close()
    return _PlainFile(target, database)
