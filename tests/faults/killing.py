"""kill -9 while a court is written: nothing acknowledged is lost, nothing torn (rows 1, 13)."""

from __future__ import annotations

import os
import random
import select
import signal
import time
from pathlib import Path

from drugcourt.records.addresses import Place
from tests.faults.rig import Tally, copy_of, held, reopened, small_court, write_one

ANEW = 20  # kills after which a fresh copy is written into: checking stays quick


def kills(court: Path, folder: Path, episode_id: int, times: int, seed: int = 1) -> Tally:
    """Kill a writer of a court file so often; every court is opened and checked afterwards."""
    tally = Tally("kill -9 during writes, on the file")
    place = court
    acknowledged = 0
    for number in range(times):
        if number % ANEW == 0:
            place = copy_of(court, folder / f"kills-{number}")
            acknowledged = held(place)[0]
        acknowledged = _one(
            tally, place, episode_id, acknowledged, random.Random(f"{seed}/{number}")
        )
    return tally


def kills_on_server(place: Place, episode_id: int, times: int, seed: int = 1) -> Tally:
    """The same where the court stands on a server: the desk's program dies, the server lives."""
    tally = Tally("kill -9 of a desk during writes, on the server")
    acknowledged = held(place)[0]
    for number in range(times):
        acknowledged = _one(
            tally, place, episode_id, acknowledged, random.Random(f"{seed}/{number}")
        )
    return tally


def _one(tally: Tally, place: Place, episode_id: int, before: int, chance: random.Random) -> int:
    """One writer killed at some moment; how many groups are there now."""
    said = _killed(place, episode_id, before, chance)
    tally.injected += 1
    tally.note("acknowledged acts", said)
    count, wrong = held(place)
    # an act that was under way may have arrived; what was acknowledged has to be there
    if not before + said <= count <= before + said + 1:
        wrong.append(f"{said} acknowledged on {before}, {count} there")
    if count > before + said:
        tally.note("killed between the commit and its word")
    tally.broken += [f"kill {tally.injected}: {one}" for one in wrong]
    return count


def _killed(place: Place, episode_id: int, number: int, chance: random.Random) -> int:
    """Let a process write, kill it after a moment; how many acts it had acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            workspace = reopened(place)
            os.write(writing, b".")
            while True:
                write_one(workspace, episode_id, number)
                number += 1
                os.write(writing, b"+")
        finally:
            os._exit(1)
    os.close(writing)
    os.read(reading, 1)  # it is open; from here on it writes without a pause
    select.select([reading], [], [], 5)
    time.sleep(chance.uniform(0, 0.15))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    said = b""
    while part := os.read(reading, 65_536):
        said += part
    os.close(reading)
    return said.count(b"+")


def court_for_kills(folder: Path) -> tuple[Path, int]:
    """The court that is copied for the kills."""
    folder.mkdir(parents=True, exist_ok=True)
    place, episode_id = small_court(folder / "kills.court")
    assert isinstance(place, Path)
    return place, episode_id
