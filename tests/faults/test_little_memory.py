"""Memory runs short in the middle of work: it is said, and the court stays whole (row 61)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.office import (
    PEOPLE,
    command,
    court_with_people,
    ended,
    new_rows,
    table_of_tests,
)

DAYS = 200
# What the program holds once it has begun, and so much more: the import does not fit in it.
SHORT = (
    "import resource; import drugcourt.cli, drugcourt.commands.imports; "
    "held = int(open('/proc/self/statm').read().split()[0]) * resource.getpagesize(); "
    "most = held + {more}; resource.setrlimit(resource.RLIMIT_AS, (most, most)); "
)


@pytest.mark.parametrize("more", [24_000_000] if Path("/proc/self/statm").exists() else [])
def test_an_import_for_which_memory_is_short_is_said_and_changes_nothing(
    tmp_path: Path, more: int
) -> None:
    court = court_with_people(tmp_path)
    table = table_of_tests(tmp_path, DAYS)
    status, out, complaint = ended(
        command("import", "tests", table, "--court", court, before=SHORT.format(more=more))
    )
    assert (status, out) == (1, "")
    assert complaint.startswith("This computer's memory ran short"), complaint
    assert new_rows(court, table) == PEOPLE * DAYS
