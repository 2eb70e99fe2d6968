"""The power goes while a court is written: its log ends anywhere, or in rubbish (row 2)."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path

from tests.faults.rig import Tally, copy_of, groups, held, reopened, write_one

ACTS = 12


def logged(court: Path, episode_id: int, folder: Path) -> tuple[Path, list[tuple[int, int]]]:
    """A court whose acts stand in its log alone; where the log ended after each of them.

    The log is copied while the court is open, as it lies on a disk whose computer stops.
    """
    place = copy_of(court, folder / "open")
    log = place.with_name(place.name + "-wal")
    with closing(reopened(place)) as workspace:
        write_one(workspace, episode_id, 0)  # the log begins; the first act is its ground
        ends = [(log.stat().st_size, workspace.ask_inside(groups)[0])]
        for number in range(1, ACTS):
            write_one(workspace, episode_id, number)
            ends.append((log.stat().st_size, workspace.ask_inside(groups)[0]))
        still = copy_of(place, folder / "still")
    still.with_name(still.name + "-shm").unlink(missing_ok=True)
    return still, ends


def cuts(court: Path, episode_id: int, folder: Path, times: int, seed: int = 1) -> Tally:
    """Cut the log so often at a random byte, every other time with a random tail, and open it."""
    still, ends = logged(court, episode_id, folder)
    tally = Tally("cut logs (every other with a random tail)")
    log = still.with_name(still.name + "-wal").read_bytes()
    before = held(court)[0]
    sizes = [size for size, _ in ends]
    assert sizes == sorted(set(sizes)), "the log began anew, so its acts can't be told apart"
    for number in range(times):
        chance = random.Random(f"{seed}/{number}")
        at = chance.randrange(len(log) + 1)
        tail = chance.randbytes(chance.randrange(1, 20_000)) if number % 2 else b""
        place = copy_of(still, folder / "cut")
        place.with_name(place.name + "-wal").write_bytes(log[:at] + tail)
        place.with_name(place.name + "-shm").unlink(missing_ok=True)
        count, wrong = held(place)
        whole = max((groups for size, groups in ends if size <= at), default=before)
        if count != whole:
            wrong.append(f"{whole} acts lie before byte {at}, {count} are there")
        tally.injected += 1
        tally.broken += [f"cut {number} at {at}: {one}" for one in wrong]
    return tally
