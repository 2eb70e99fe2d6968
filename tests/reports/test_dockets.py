"""Two dockets with two field lists: nothing protected can reach the public one."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import String, Text, event, update

from drugcourt.casework.docket.public_docket import Naming
from drugcourt.records.base import Words
from drugcourt.records.everything import METADATA
from tests.conftest import TODAY
from tests.reports import people
from tests.reports.conftest import printed, texts

PUBLIC = {
    ("court", "docket_title"),
    ("court", "county"),
    ("court", "state"),
    ("court_session", "courtroom"),
    ("court_session", "judge"),
    ("court_case", "number"),
}


def test_the_confidential_docket_lists_everyone_with_what_the_team_needs(court):
    (page,) = texts(printed(court, "docket", session_day=TODAY))
    for words in (
        "3 hearings",
        "Tran, Kevin",
        "CR-2025-01187",
        "3, day 106",
        "Advance to phase 4",
        "Okafor, James",
        "1 of 2 kept",
        "Judge's note",
        "CONFIDENTIAL",
    ):
        assert words in page


def test_an_empty_docket_says_so(workspace):
    people.session_on(workspace, TODAY)
    (page,) = texts(printed(workspace, "docket", session_day=TODAY))
    assert "Nobody is on the docket of this session." in page
    (page,) = texts(printed(workspace, "docket-public", session_day=TODAY))
    assert "No hearings are set for this session." in page


def test_the_public_docket_says_time_room_judge_and_case_numbers(court):
    (page,) = texts(printed(court, "docket-public", session_day=TODAY))
    for words in (
        "Tuesday afternoon calendar",
        "Cedar County, Oregon · Hon. M. Whitfield",
        "Tue Nov 24, 2026, 1:30 PM",
        "Courtroom 4",
        "1 CR-2025-01187 Hearing",
    ):
        assert words in page
    for words in ("Tran", "Recovery", "Drug", "42 CFR", "CONFIDENTIAL", "phase", "Alvarez"):
        assert words not in page


@pytest.mark.parametrize(
    ("naming", "shown"), [(Naming.INITIALS, "K. T."), (Naming.NAME, "Tran, Kevin")]
)
def test_the_office_chooses_how_people_are_named(court, naming, shown):
    (page,) = texts(printed(court, "docket-public", session_day=TODAY, naming=naming))
    assert shown in page
    assert "CR-2025-01187" not in page


def test_no_column_of_the_court_but_the_declared_ones_reaches_the_public_docket(workspace):
    """Every text column of every record is filled with a word of its own, then the list printed."""
    people.everyone(workspace)
    canaries = fill_with_canaries(workspace)
    data = printed(workspace, "docket-public", session_day=TODAY)
    reader = PdfReader(BytesIO(data))
    said = " ".join(texts(data)) + " ".join(map(str, reader.metadata.values()))
    said += str([item["/Title"] for item in reader.outline])
    seen = {place for place, canary in canaries.items() if canary in said}
    assert ("court_case", "number") in seen
    assert seen <= PUBLIC
    assert len(canaries) > 80


def test_the_questions_behind_the_public_docket_never_select_protected_columns(court):
    asked: list[str] = []

    def listen(_connection, _cursor, statement, *_rest):
        asked.append(statement.lower())

    event.listen(court.database.engine, "before_cursor_execute", listen)
    try:
        printed(court, "docket-public", session_day=TODAY)
    finally:
        event.remove(court.database.engine, "before_cursor_execute", listen)
    together = " ".join(asked)
    for table in ("specimen", "medication", "treatment", "attendance_line", "note", "response"):
        assert table not in together
    for column in (
        "docket_entry.kind",
        "recommendation",
        "orders",
        "family_name",
        "episode.status",
    ):
        assert column not in together


def fill_with_canaries(workspace) -> dict[tuple[str, str], str]:
    """Set every free text column of every table, past the acts; the file is a test's own."""
    canaries: dict[tuple[str, str], str] = {}
    with workspace.database.engine.begin() as connection:
        for table in METADATA.sorted_tables:
            if table.name in {"history_entry", "program_version", "search_name"}:
                continue
            for column in table.columns:
                kind = column.type
                wordy = isinstance(kind, String | Text) and not isinstance(kind, Words)
                if not wordy or column.primary_key or column.name in {"starts_at", "phase"}:
                    continue
                canary = f"Zq{len(canaries):03d}x"
                value = canary if not column.unique else column.concat(canary)
                connection.execute(update(table).values({column: value}))
                canaries[table.name, column.name] = canary
    return canaries


def test_canaries_do_reach_the_confidential_docket(workspace):
    """The other half of the proof: the canary would be seen if it were printed."""
    people.everyone(workspace)
    canaries = fill_with_canaries(workspace)
    said = " ".join(texts(printed(workspace, "docket", session_day=TODAY)))
    assert canaries["person", "family_name"] in said
    assert canaries["docket_entry", "recommendation"] in said
