"""What the judge reads of each participant, and the proof that nothing protected is on it."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader
from sqlalchemy import select

from drugcourt.casework.medications import start_medication
from drugcourt.casework.staffings import staffings
from drugcourt.casework.staffings.sentences import Decision
from drugcourt.records.hearings import CourtSession, DocketEntry
from tests.conftest import TODAY
from tests.reports import people
from tests.reports.conftest import printed, texts
from tests.reports.test_dockets import fill_with_canaries

# Every text of the records that a bench sheet may print, and no other.
BENCH = {
    ("person", "family_name"),
    ("person", "given_name"),
    ("person", "reference"),
    ("court", "name"),
    ("court", "judge"),
    ("court_session", "courtroom"),
    ("court_session", "judge"),
    ("court_case", "number"),
    ("docket_entry", "recommendation"),
    ("response", "title"),
}


def test_a_sheet_says_the_facts_and_leaves_room_for_notes(court):
    pages = texts(printed(court, "bench", session_day=TODAY))
    assert len(pages) == 4
    (tran,) = [page for page in pages[1:] if "Tran, Kevin" in page]
    for words in (
        "Every measured requirement",
        "Drug and alcohol tests",
        "Judge's notes",
        "For the bench",
    ):
        assert words in tran


def test_sheets_stand_in_the_order_of_hearing_with_bookmarks(court):
    reader = PdfReader(BytesIO(printed(court, "bench", session_day=TODAY)))
    asked = (
        select(DocketEntry.episode_id)
        .join(CourtSession)
        .where(CourtSession.held_on == TODAY)
        .order_by(DocketEntry.position)
    )
    assert len(court.read(lambda db: list(db.scalars(asked)))) == len(reader.pages) - 1
    assert reader.outline[0]["/Title"] == "Contents"
    first = " ".join(reader.pages[0].extract_text().split())
    assert first.index("CR-2025-01187") < first.index("Okafor")


def test_no_column_of_the_court_but_the_declared_ones_reaches_the_bench(workspace):
    """Every text column of every record is filled with a word of its own, then the sheets made."""
    people.everyone(workspace)
    _with_a_decision(workspace)
    canaries = fill_with_canaries(workspace)
    data = printed(workspace, "bench", session_day=TODAY)
    reader = PdfReader(BytesIO(data))
    said = " ".join(texts(data)) + " ".join(map(str, reader.metadata.values()))
    said += str([item["/Title"] for item in reader.outline])
    seen = {place for place, canary in canaries.items() if canary in said}
    assert ("docket_entry", "recommendation") in seen
    assert seen <= BENCH
    for place in (
        ("medication", "name"),
        ("note", "text"),
        ("treatment_episode", "provider"),
        ("attendance_line", "provider"),
        ("docket_entry", "account"),
        ("docket_entry", "note"),
        ("staffing_item", "account"),
        ("staffing_item", "behavior"),
        ("dissent", "text"),
    ):
        assert place in canaries, "the canary was never there"


def _with_a_decision(court):
    asked = select(DocketEntry.id).join(CourtSession).where(CourtSession.held_on == TODAY)
    entry = court.read(lambda db: db.scalar(asked))
    court.perform(staffings.decide, entry_id=entry, decision=Decision(said="Continue"))


def test_a_medicine_explains_a_result_without_being_named(workspace):
    ids = people.everyone(workspace)
    started = {"name": "Buprenorphine", "started_on": TODAY}
    workspace.perform(start_medication, episode_id=ids["tran"], **started)
    said = " ".join(texts(printed(workspace, "bench", session_day=TODAY))).casefold()
    assert "buprenorphine" not in said
