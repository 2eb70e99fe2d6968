"""The progress report says what the records say, in its fixed order, and prints for anybody."""

from copy import copy
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from drugcourt.casework.docket import docket
from drugcourt.casework.hearings import hearings
from drugcourt.casework.medications import start_medication
from drugcourt.casework.participants import participants
from drugcourt.casework.progress import sheets
from drugcourt.casework.responses import responses
from drugcourt.casework.responses.responses import NewResponse
from drugcourt.casework.specimens.specimens import record_test
from drugcourt.domain.responses import Heard, ResponseFamily
from drugcourt.domain.specimens import AnalyteResult, Substance
from drugcourt.errors import Refusal
from drugcourt.exchange.notices import notices
from drugcourt.reports import progress
from drugcourt.reports.letterhead import Copy
from drugcourt.reports.paper import build
from drugcourt.reports.recommendation import recommendation
from tests import courts as builders
from tests.conftest import TODAY
from tests.reports import people
from tests.reports.conftest import printed, texts


def one(court, name, **wanted):
    return texts(printed(court, "progress", episode_ids=[court.ids[name]], **wanted))


def test_one_participant_fits_one_page_in_the_fixed_order(court):
    (page,) = one(court, "tran")
    order = [
        "Court progress report",
        "Cedar County Recovery Court · Hon. M. Whitfield",
        "CONFIDENTIAL · FOR THE TREATMENT COURT TEAM",
        "Tran, Kevin",
        "Recommendation from the findings: advance to phase 4.",
        "Attendance since Nov 10",
        "Drug and alcohol tests",
        "Requirements for phase 4",
        "Incentives, sanctions and adjustments",
        "Open tasks",
        "Next steps",
        "Coordinator",
    ]
    # Head and foot are drawn after the story, so only the story's own order can be read off.
    places = [page.index(words) for words in order[3:]]
    assert places == sorted(places)
    assert all(words in page for words in order)


@pytest.mark.parametrize(
    "words",
    [
        "3 of 5, day 106 of at least 90",
        "Oct 10, 2026 · 45 days",
        "287 days (28 in custody)",
        "Hearing Tue Nov 24, 2026, 1:30 PM",
        "Period Nov 10 – Nov 24, 2026",
        "Treatment, Northside IOP 6 6 0 0",
        "Support meetings 2 1 1 0",
        "Hearings 1 1 0 0",
        "Nov 14 (Sat) Urine, observed",
        "Met 45 consecutive sober days",
        "To decide The team recommends advancement",
        "Nov 10 Incentive: Fishbowl draw, full attendance",
        "Since admission: 1 incentive, 1 sanction, 1 service adjustment.",
        "Relapse-prevention plan, draft Dec 8",
        "Next hearing Dec 22.",
    ],
)
def test_what_the_records_hold_is_on_the_page(court, words):
    (page,) = one(court, "tran")
    assert words in page


def test_open_requirements_say_the_first_day_on_which_they_can_be_met(court):
    (page,) = one(court, "missing_tests")
    assert "Open 14 consecutive sober days 1 of 14 sober days" in page
    assert "(missed test, Nov 22) Dec 7" in page
    assert "stay in phase 1" in page
    assert "Nov 22 (Sun) – Missed" in page


def test_someone_without_name_case_test_or_hearing_prints_well(court):
    (page,) = one(court, "bare")
    assert "P-0007, name not recorded" in page
    assert "No test is recorded." in page
    assert "Nothing was due in this period." in page
    assert "As of Nov 24, 2026" in page


def test_a_candidate_is_not_judged(court):
    (page,) = one(court, "candidate")
    assert "This person has not been admitted, so nothing can be judged yet." in page


def test_someone_who_has_left_gets_no_recommendation(court):
    (page,) = one(court, "graduated")
    assert "No recommendation. The episode ended on Jun 2: graduated." in page


def test_the_teams_own_recommendation_stands_in_the_box(workspace):
    episode_id = people.missing_tests(workspace)
    session_id = workspace.read(docket.session_id_for, day=TODAY, today=TODAY)
    entry = workspace.perform(hearings.put_on_docket, session_id=session_id, episode_id=episode_id)
    workspace.perform(
        hearings.prepare_entry,
        entry_id=entry,
        changes={"recommendation": "Daily call until <b>Dec 1</b>; bus pass."},
    )
    (page,) = texts(printed(workspace, "progress", session_day=TODAY))
    assert "Recommendation. Daily call until <b>Dec 1</b>; bus pass." in page
    assert "from the findings" not in page


def test_a_session_is_one_file_in_the_order_of_hearing_with_a_bookmark_each(court):
    data = printed(court, "progress", session_day=TODAY)
    pages = texts(data)
    assert [page.count("Page 1 of 1") for page in pages] == [1, 1, 1]
    assert "sheet 3 of 3" in pages[2]
    outline = [item["/Title"] for item in PdfReader(BytesIO(data)).outline]
    assert outline == ["CR-2025-01187", "CR-2026-00412", "CR-2024-00318"]


def test_bookmark_is_the_participant_number_where_there_is_no_case(court):
    data = printed(court, "progress", episode_ids=[court.ids["bare"]])
    assert [item["/Title"] for item in PdfReader(BytesIO(data)).outline] == ["P-0007"]


def test_every_page_carries_notice_reader_and_state(court):
    data = printed(court, "progress", session_day=TODAY, reader="presiding judge")
    for page in texts(data):
        assert page.count(notices().short) == 1
        assert "COPY FOR PRESIDING JUDGE" in page
        assert "For presiding judge · R. Alvarez, Nov 24, 2026" in page
        assert "file state" in page


def test_no_name_is_in_the_properties(court):
    reader = PdfReader(BytesIO(printed(court, "progress", episode_ids=[court.ids["tran"]])))
    said = " ".join(str(value) for value in reader.metadata.values())
    assert "Court progress report" in said
    assert "Tran" not in said
    assert "Kevin" not in said


def test_an_unknown_participant_is_refused(court):
    with pytest.raises(Refusal, match="not in this court"):
        printed(court, "progress", episode_ids=[999_999])


def test_an_empty_session_is_refused_with_what_to_do(workspace):
    people.session_on(workspace, TODAY)
    with pytest.raises(Refusal, match="Nobody is on the docket"):
        printed(workspace, "progress", session_day=TODAY)


def test_a_day_without_a_session_is_refused_with_the_day(court):
    with pytest.raises(Refusal, match=r"No court session is recorded on Nov 25, 2026;"):
        printed(court, "progress", session_day=TODAY + timedelta(days=1))


HOSTILE = [
    "<b>bold</b> & <img src='local.png'/>",
    "=1+1",
    "עברית مرحبا",
    "Zoë Łukasz-Ñandú",
    "x" * 5_000,
    "line one\nline two\x00\x07",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_prints_literally_and_never_stops_the_paper(workspace, text):
    episode_id = people.admitted(workspace, text[:90], "Given", case_number="CR-1")
    workspace.perform(
        responses.give_response,
        episode_id=episode_id,
        response=NewResponse(
            ResponseFamily.SANCTION, text[:180], behavior=text[:180], heard=Heard.AGREED
        ),
        on=date(2026, 11, 1),
    )
    workspace.perform(
        participants.amend_episode,
        episode_id=episode_id,
        changes={"case_manager": text[:90]},
    )
    session_id = people.session_on(workspace, TODAY, episode_id)
    entry = workspace.perform(hearings.put_on_docket, session_id=session_id, episode_id=episode_id)
    workspace.perform(hearings.prepare_entry, entry_id=entry, changes={"recommendation": text})
    for key in ("progress", "docket"):
        said = " ".join(texts(printed(workspace, key, session_day=TODAY)))
        if text.isascii() and text.isprintable() and len(text) < 100:
            assert text in said


def test_the_same_records_give_the_same_bytes(court):
    first = printed(court, "progress", session_day=TODAY)
    assert first == printed(court, "progress", session_day=TODAY)


@pytest.mark.parametrize(
    ("asked", "tested", "pages"), [(5, 3, 1), (9, 9, 1), (13, 9, 1), (24, 20, 2)]
)
def test_a_page_holds_what_it_can_and_a_second_one_is_no_sheet_of_signatures(
    court, asked, tested, pages
):
    figures = court.read(
        progress.gather, episode_ids=[court.ids["tran"]], session_id=None, today=TODAY
    )
    sheet = figures.sheets[0]
    phase = sheet.judgement.phase
    findings = tuple(phase.findings[n % len(phase.findings)] for n in range(asked))
    judgement = copy(sheet.judgement)
    vars(judgement)["phase"] = replace(phase, findings=findings)  # as if it had been worked out so
    tests = tuple(sheet.tests[n % len(sheet.tests)] for n in range(tested))
    full = replace(sheet, judgement=judgement, tests=tests)
    file = BytesIO()
    frame = progress.paper(figures, Copy("the presiding judge", "R. Alvarez", TODAY))
    assert build(frame, progress.story(full), file) == pages
    last = PdfReader(file).pages[-1].extract_text()
    assert "Incentives, sanctions and adjustments" in last
    assert "Coordinator" in last


def test_a_negative_without_the_prescribed_medicine_counts_as_negative_and_says_so(
    workspace, tmp_path
):
    episode_id = builders.participant(workspace)
    started = workspace.today - timedelta(days=9)
    workspace.perform(start_medication, episode_id=episode_id, name="Methadone", started_on=started)
    results = {Substance.METHADONE: AnalyteResult.NEGATIVE, Substance.THC: AnalyteResult.NEGATIVE}
    values = {"collected_on": workspace.today}
    workspace.perform(record_test, episode_id=episode_id, values=values, results=results)
    (sheet,) = workspace.read(sheets, episode_ids=[episode_id], today=workspace.today)
    assert recommendation(sheet).text.endswith(
        "1 of 1 test negative or explained by a prescription; the prescribed medicine was absent "
        "in 1 of them."
    )
