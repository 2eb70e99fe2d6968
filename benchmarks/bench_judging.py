"""Judging a caseload against reading the same facts with bare SQL, by size, and one file anew."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from benchmarks.courts import TODAY, demonstration, opened
from benchmarks.measure import Ratio, clocked
from drugcourt.casework.facts.facts import CHUNK
from drugcourt.casework.facts.rooms import ROOMS, SELDOM
from drugcourt.casework.participants.dossier import head
from drugcourt.casework.readiness.readiness import readiness
from drugcourt.casework.specimens import specimens
from drugcourt.domain.specimens import AnalyteResult, Substance
from drugcourt.workspace import Workspace

LARGE, SMALL = 10_000, 1_000
FRAME = 1000 / 60
FILES = 20

# The facts that no room of their own holds, by hand: columns as the rules know them.
OTHERS = (
    """SELECT d.episode_id, d.id, s.held_on, d.attendance
       FROM docket_entry d JOIN court_session s ON s.id = d.session_id
       WHERE d.episode_id IN ({ids}) AND d.attendance IS NOT NULL""",
    """SELECT episode_id, id, collected_on, status, validity, excused, matrix, late, disputed,
              snapshot_id
       FROM specimen WHERE episode_id IN ({ids})""",
    """SELECT r.specimen_id, r.substance, r.result, r.confirmation, r.explanation, r.confirmed_on
       FROM specimen s JOIN specimen_result r ON r.specimen_id = s.id
       WHERE s.episode_id IN ({ids})""",
    """SELECT id, admitted_on, track, charge_level, exited_on, assigned, flags
       FROM episode WHERE id IN ({ids})""",
)


def measure() -> list[Ratio]:
    """All three bounds of the issue on judging."""
    large, small = opened(demonstration(LARGE)), opened(demonstration(SMALL))
    everyone = _judge(large)  # the first time pays for what is read and compiled once
    _judge(small)
    _read_bare(large, everyone)
    rounds = [
        (clocked(lambda: _judge(large)), clocked(lambda: _read_bare(large, everyone)), _few(small))
        for _ in range(3)
    ]
    ours, bare, few = (statistics.median(side) for side in zip(*rounds, strict=True))
    found = [
        Ratio(f"Judging {LARGE:,} people", "every answer", ours, "bare SQL", bare, 3.0),
        Ratio(f"Judging, {LARGE:,} to {SMALL:,}", f"{LARGE:,}", ours, f"{SMALL:,}", few, 11.0),
        Ratio("A file after a test was entered", "asked", _files(large), "a frame", FRAME, 1.0),
    ]
    large.close()
    small.close()
    return found


def _judge(workspace: Workspace) -> list[int]:
    """`readiness` over everybody in the program, as `drugcourt readiness --json` prints it."""
    return [one["episode"] for one in workspace.read(readiness, as_of=TODAY)]


def _few(workspace: Workspace) -> float:
    """As many runs as last about as long as one of the large court, so that noise meets both."""
    return statistics.fmean(clocked(lambda: _judge(workspace)) for _ in range(LARGE // SMALL))


def _read_bare(workspace: Workspace, episode_ids: Sequence[int]) -> int:
    """The rows on which they are judged, by the bare driver; nothing is made of them."""
    rows = 0
    with workspace.database.engine.connect() as connection:
        cursor = connection.connection.cursor()
        asked = [*map(_of_room, (*ROOMS, *SELDOM)), *OTHERS]
        for first in range(0, len(episode_ids), CHUNK):
            ids = ", ".join(map(str, episode_ids[first : first + CHUNK]))
            rows += sum(len(cursor.execute(sql.format(ids=ids)).fetchall()) for sql in asked)
    return rows


def _of_room(room: Any) -> str:
    columns = ", ".join(f'"{column.key}"' for column in room.chosen())
    table = room.record.__tablename__
    return f'SELECT episode_id, {columns} FROM "{table}" WHERE episode_id IN ({{ids}})'


def _files(workspace: Workspace) -> float:
    """The question behind a participant's file, each time after an act on that participant."""
    spent = []
    active = [one["episode"] for one in workspace.read(readiness, as_of=TODAY)]
    workspace.read(head, episode_id=active[0], today=TODAY)
    for place, episode_id in enumerate(active[:: len(active) // FILES][:FILES]):
        workspace.perform(
            specimens.record_test,
            episode_id=episode_id,
            values={"collected_on": TODAY - timedelta(days=1)},
            results={
                Substance.THC: AnalyteResult.POSITIVE if place % 2 else AnalyteResult.NEGATIVE
            },
        )
        spent.append(
            clocked(lambda number=episode_id: workspace.read(head, episode_id=number, today=TODAY))
        )
    return statistics.median(spent)
