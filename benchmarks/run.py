"""Runs every benchmark and writes docs/benchmarks.md; `python -m benchmarks.run`."""

from __future__ import annotations

import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from benchmarks import (
    bench_docket,
    bench_import,
    bench_judging,
    bench_packet,
    bench_reports,
    bench_search,
    bench_start,
    bench_trust,
    keystrokes,
)
from benchmarks.measure import Ratio

TARGET = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

Ratios, measured in one run each against a floor that does the least any program could do for the
same; medians, ours and the floor in turn. Absolute times are this machine's and of little use
elsewhere. Made by `python -m benchmarks.run`.

Machine: {machine}

| what | ours | floor | ratio | at most | |
|---|---|---|---|---|---|
"""


def machine() -> str:
    """The machine, as far as a reader can use it."""
    names = ("PySide6-Essentials", "SQLAlchemy", "sqlcipher3", "reportlab")
    packages = ", ".join(f"{name} {version(name)}" for name in names)
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {platform.system()}, "
        f"Python {platform.python_version()}; {packages}."
    )


def main() -> int:
    """Measure, print and write; the exit status says whether every bound holds."""
    asked = set(sys.argv[1:])
    rooms = {
        "start": bench_start,
        "search": bench_search,
        "reports": bench_reports,
        "packet": bench_packet,
        "judging": bench_judging,
        "import": bench_import,
        "docket": bench_docket,
        "trust": bench_trust,
        "keystrokes": keystrokes,
    }
    found: list[Ratio] = []
    for name, room in rooms.items():
        if asked and name not in asked:
            continue
        for ratio in room.measure():
            print(ratio.row, flush=True)
            found.append(ratio)
    if not asked:
        rows = "\n".join(ratio.row for ratio in found)
        TARGET.write_text(HEAD.format(machine=machine()) + rows + "\n", "utf-8")
    return 0 if all(ratio.holds for ratio in found) else 1


if __name__ == "__main__":
    sys.exit(main())
