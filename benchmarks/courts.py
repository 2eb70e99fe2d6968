"""The courts that the benchmarks work on: made once a run, in a folder of their own."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

from drugcourt.casework import desk
from drugcourt.demo.court import make_demonstration
from drugcourt.records.keys import key_file
from drugcourt.workspace import Workspace

TODAY = date(2026, 11, 24)
FOLDER = Path(tempfile.mkdtemp(prefix="drugcourt-bench-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)


@cache
def demonstration(people: int) -> Path:
    """A demonstration court of this size, made on first use.

    `DRUGCOURT_BENCH_COURT_10000` (or another size) may name one made before; it is copied.
    """
    path = FOLDER / f"demonstration-{people}.court"
    made = os.environ.get(f"DRUGCOURT_BENCH_COURT_{people}")
    if made:
        shutil.copyfile(made, path)
        shutil.copyfile(key_file(Path(made)), key_file(path))
    else:
        make_demonstration(path, people=people, seed=2026, today=TODAY).close()
    return path


def opened(path: Path) -> Workspace:
    """The court, open for work on the benchmark's day."""
    return desk.open_desk(path, desk.DEMONSTRATION_PASSWORD, as_of=TODAY)
