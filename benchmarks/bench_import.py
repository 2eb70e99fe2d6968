"""Import of 100,000 test rows against the same inserts by bare sqlcipher3."""

from __future__ import annotations

import csv
import random
from datetime import timedelta
from pathlib import Path

import sqlcipher3.dbapi2 as cipher
from sqlalchemy import text

from benchmarks.courts import FOLDER, TODAY
from benchmarks.measure import Ratio, clocked
from drugcourt.casework import desk
from drugcourt.casework.imports import batches
from drugcourt.exchange.resources import resource
from drugcourt.fields.imports import ImportKind
from drugcourt.workspace import Workspace

ROWS, PEOPLE = 100_000, 1_000
PANEL = ("AMP", "BZO", "BUP", "COC", "MTD", "OPI", "THC", "FEN")
BOUND = 3.0


def measure() -> list[Ratio]:
    """One whole import (read, map, match, write, history, standing), then the bare inserts."""
    people, tests = _files()
    ours, floors = [], []
    for number in range(3):
        workspace = _court(number, people)
        file = batches.read_file(tests, ImportKind.TESTS)
        ours.append(clocked(lambda w=workspace, f=file: w.perform(batches.import_file, file=f)))
        ours[-1] += clocked(lambda: batches.read_file(tests, ImportKind.TESTS))
        floors.append(_bare(workspace, number))
        workspace.close()
    middle = sorted(range(3), key=lambda i: ours[i] / floors[i])[1]
    return [
        Ratio(
            f"Import of {ROWS:,} test rows",
            "import",
            ours[middle],
            "bare inserts",
            floors[middle],
            BOUND,
        )
    ]


def _court(number: int, people: Path) -> Workspace:
    workspace = desk.new_desk(
        FOLDER / f"import-{number}.court",
        "bench",
        court="Benchmark court",
        program_text=resource("programs", "five-phase.toml").read_text("utf-8"),
        as_of=TODAY,
        any_password=True,
    )
    workspace.perform(batches.import_file, file=batches.read_file(people, ImportKind.PEOPLE))
    return workspace


def _bare(workspace: Workspace, number: int) -> float:
    """The very rows that the import wrote, inserted by executemany into an equal keyed file."""
    tables = ("specimen", "specimen_result")
    with workspace.database.engine.connect() as connection:
        rows = {t: connection.execute(text(f"SELECT * FROM {t}")).all() for t in tables}
        made = (
            connection.execute(
                text(
                    "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL "
                    "AND tbl_name IN ('specimen', 'specimen_result')"
                )
            )
            .scalars()
            .all()
        )
    bare = cipher.connect(str(FOLDER / f"bare-{number}.db"), isolation_level=None)
    bare.execute(f"PRAGMA key = \"x'{'ab' * 32}'\"")
    for setting in ("journal_mode = WAL", "synchronous = FULL", "cache_size = -65536"):
        bare.execute(f"PRAGMA {setting}")
    for statement in made:
        bare.execute(statement)

    def insert() -> None:
        bare.execute("BEGIN IMMEDIATE")
        for table, values in rows.items():
            marks = ", ".join("?" * len(values[0]))
            bare.executemany(f"INSERT INTO {table} VALUES ({marks})", [tuple(v) for v in values])
        bare.execute("COMMIT")

    spent = clocked(insert)
    bare.close()
    return spent


def _files() -> tuple[Path, Path]:
    people, tests = FOLDER / "people.csv", FOLDER / "tests.csv"
    draw = random.Random(7)
    with people.open("w", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(["Participant", "Admitted"])
        out.writerows([f"P-{n:05d}", "2025-12-01"] for n in range(PEOPLE))
    with tests.open("w", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(["Donor ID", "Collected", "Specimen ID", *PANEL])
        for n in range(ROWS):
            day = TODAY - timedelta(days=draw.randrange(350))
            results = ["Positive" if draw.random() < 0.04 else "Negative" for _ in PANEL]
            out.writerow([f"P-{n % PEOPLE:05d}", day.isoformat(), f"S{n:06d}", *results])
    return people, tests
