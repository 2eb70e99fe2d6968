"""Faults in great number, outside the suite: python -m tests.faults.campaign kills --times 500

The suite injects a small sample of each; docs/faults.md tells what was run, when, and what held.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests import servers
from tests.faults import cutting, filling, flipping, killing, rig
from tests.faults.rig import Tally

PRINTED = 20  # of what did not hold


def _kills(folder: Path, times: int, seed: int) -> Tally:
    court, episode_id = killing.court_for_kills(folder / "court")
    return killing.kills(court, folder, episode_id, times, seed)


def _server_kills(_folder: Path, times: int, seed: int) -> Tally:
    with servers.running(servers.programs()[0]) as server:
        place, episode_id = rig.small_court(server.new_database())
        return killing.kills_on_server(place, episode_id, times, seed)


def _cuts(folder: Path, times: int, seed: int) -> Tally:
    court, episode_id = killing.court_for_kills(folder / "court")
    return cutting.cuts(court, episode_id, folder, times, seed)


def _flips(folder: Path, _times: int, seed: int) -> Tally:
    court, _ = killing.court_for_kills(folder / "court")
    return flipping.flips(court, folder, range(flipping.pages_of(court)), seed)


def _full_disk(folder: Path, _times: int, _seed: int) -> Tally:
    court, _ = killing.court_for_kills(folder / "court")
    return filling.fillings(court, folder)


CAMPAIGNS: dict[str, Callable[[Path, int, int], Tally]] = {
    "kills": _kills,
    "server-kills": _server_kills,
    "cuts": _cuts,
    "flips": _flips,
    "full-disk": _full_disk,
}


def main(words: list[str]) -> int:
    """Run one campaign; the exit status is 1 when something did not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.campaign", description=__doc__)
    parser.add_argument("campaign", choices=sorted(CAMPAIGNS))
    parser.add_argument("--times", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    wished = parser.parse_args(words)
    logging.disable(logging.WARNING)  # each refusal is noted; here there are hundreds
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        tally = CAMPAIGNS[wished.campaign](Path(folder), wished.times, wished.seed)
    sys.stdout.write(f"{tally.sentence} ({time.monotonic() - began:.0f} s)\n")
    for one in tally.broken[:PRINTED]:
        sys.stdout.write(f"  {one}\n")
    return int(bool(tally.broken))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
