"""A small office to break things in: a court with people, and files that import takes a while."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

from drugcourt.casework.checking import check_court
from drugcourt.casework.desk import new_desk, open_desk
from drugcourt.casework.imports.batches import import_file, preview, read_file
from drugcourt.exchange.resources import resource
from drugcourt.fields.imports import ImportKind
from tests.conftest import CHEAP, PASSWORD, TODAY

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = 20


def court_with_people(folder: Path) -> Path:
    """A court file with twenty people of no name."""
    path = folder / "broken.court"
    program = resource("programs", "or-jackson.toml").read_text("utf-8")
    with closing(
        new_desk(path, PASSWORD, court="Our Court", program_text=program, as_of=TODAY, cost=CHEAP)
    ) as workspace:
        rows = "".join(f"P-{n},2026-01-05\n" for n in range(PEOPLE))
        table = folder / "people.csv"
        table.write_text(f"Participant,Admitted\n{rows}", "utf-8")
        workspace.perform(import_file, file=read_file(table, ImportKind.PEOPLE))
    return path


def table_of_tests(folder: Path, days: int, *also: str) -> Path:
    """A table of tests: each person, each day; `also` are substances beside cocaine."""
    first = date(2026, 1, 6).toordinal()
    rows = "".join(
        f"P-{person},{date.fromordinal(first + day)},NEG{',NEG' * len(also)}\n"
        for day in range(days)
        for person in range(PEOPLE)
    )
    table = folder / "tests.csv"
    head = ",".join(("Participant", "Collected", "Cocaine", *also))
    table.write_text(f"{head}\n{rows}", "utf-8")
    return table


def command(*words: object, before: str = "") -> subprocess.Popen[str]:
    """A command in a process of its own; `before` runs first in it, to set a limit."""
    code = f"import sys; {before}from drugcourt.start import main; sys.exit(main(sys.argv[1:]))"
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, words), "--as-of", TODAY.isoformat()],
        cwd=ROOT,
        env={**os.environ, "DRUGCOURT_PASSWORD": PASSWORD},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Exit status, output and complaint of a command that ran to its end."""
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def is_one_sentence(complaint: str) -> bool:
    """One line, a whole sentence, nothing of the machinery."""
    return complaint.count("\n") == 1 and complaint.endswith(".\n") and "Traceback" not in complaint


def new_rows(court: Path, table: Path) -> int:
    """How many rows of the table the court does not hold yet; the court must be whole."""
    with closing(open_desk(court, PASSWORD, as_of=TODAY)) as workspace:
        found = workspace.read(check_court, history_key=workspace.database.history_key)
        assert not found.problems, found.problems
        report, _lines = workspace.read(
            preview, file=read_file(table, ImportKind.TESTS), today=TODAY
        )
    return report.new
