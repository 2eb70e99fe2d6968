"""Every paper there is can be made, is whole or absent, and names nobody outside its pages."""

import stat
from io import BytesIO

import pytest
from pypdf import PdfReader

from drugcourt.errors import DiskTrouble, Refusal
from drugcourt.exchange.notices import notices
from drugcourt.reports.catalog import REPORTS, file_name
from drugcourt.reports.registry import make_report
from tests.conftest import TODAY
from tests.reports.conftest import printed, texts
from tests.reports.drawn import drawn_court, wanted

KEYS = [item.key for item in REPORTS]
PROTECTED = [item.key for item in REPORTS if item.protected]


@pytest.fixture(scope="module")
def court(tmp_path_factory):
    """The court of all papers, with the draw of the day and a test that is due."""
    opened = drawn_court(tmp_path_factory.mktemp("drawn"))
    yield opened
    opened.close()


def test_the_keys_of_the_command_line():
    dockets = ["progress", "docket", "docket-public", "bench-list", "transport", "interpreters"]
    court = ["staffing", "bench", "minutes", "minute-orders", "participant-page"]
    dates = ["slips", "reminder-letters"]
    exits = ["eligibility", "dismissal", "certificate", "phase-certificate", "graduation-list"]
    testing = ["testing", "custody", "daily-list", "draw-record", "fairness"]
    assert {*dockets, *court, *dates, *exits, "caseload", *testing} <= set(KEYS)
    assert len(set(KEYS)) == len(KEYS)


@pytest.mark.parametrize("key", PROTECTED)
def test_the_notice_stands_once_on_every_page_of_a_protected_paper(court, key):
    pages = texts(printed(court, key, **wanted(court, key)))
    assert pages
    for number, page in enumerate(pages, start=1):
        stated = (notices().short, notices().long.split(".")[0])  # who may not know Part 2: long
        assert sum(page.count(words) for words in stated) == 1, number
        assert "CONFIDENTIAL" in page
        assert "Cedar County Recovery Court" in page
        assert " of " in page[page.rindex("Page ") :]


@pytest.mark.parametrize("key", KEYS)
def test_no_paper_carries_a_name_in_its_properties_or_outline(court, key):
    reader = PdfReader(BytesIO(printed(court, key, **wanted(court, key))))
    said = " ".join(map(str, reader.metadata.values()))
    said += " ".join(item["/Title"] for item in reader.outline)
    for name in ("Tran", "Kevin", "Okafor", "Reyes", "Marisol", "Quinn"):
        assert name not in said
    assert "drug" not in said.casefold()  # nor what kind of court it comes from


@pytest.mark.parametrize("key", KEYS)
def test_the_same_court_gives_the_same_bytes(court, key):
    chosen = wanted(court, key)
    assert printed(court, key, **chosen) == printed(court, key, **chosen)


@pytest.mark.parametrize("key", ["eligibility", "caseload"])
def test_an_empty_court_prints(workspace, key):
    assert texts(printed(workspace, key))


@pytest.mark.parametrize("key", ["progress", "docket", "docket-public"])
def test_without_any_session_the_sentence_says_what_to_do(workspace, key):
    with pytest.raises(Refusal, match=r"hoose another day, or schedule the session\."):
        printed(workspace, key)


def test_an_unknown_key_is_refused_with_the_keys_there_are(court):
    with pytest.raises(Refusal, match="docket, docket-public"):
        printed(court, "diploma")


def test_a_folder_that_cannot_be_written_is_the_disks_trouble(court, tmp_path):
    with pytest.raises(DiskTrouble):
        make_report(court, "docket", tmp_path / "missing" / "docket.pdf")
    with pytest.raises(DiskTrouble):
        make_report(court, "docket", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_path_is_written_for_its_owner_alone(court, tmp_path):
    target = tmp_path / file_name("docket", TODAY)
    made = make_report(court, "docket", target)
    assert (made.pages, made.people) == (1, 3)
    assert target.read_bytes().startswith(b"%PDF")
    assert not stat.S_IMODE(target.stat().st_mode) & 0o077


def test_progress_is_told_section_by_section(court):
    told = []
    make_report(
        court,
        "progress",
        BytesIO(),
        session_day=TODAY,
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("26-0041", "progress-26-0041-2026-11-24.pdf"),
        ("../../CR 2025:1", "progress-CR-2025-1-2026-11-24.pdf"),
        ("", "progress-2026-11-24.pdf"),
    ],
)
def test_file_names_are_safe_on_every_computer(number, name):
    assert file_name("progress", TODAY, number) == name
