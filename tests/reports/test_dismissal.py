"""Motion and order follow the track, carry the findings, and shout when it is too early."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from drugcourt.casework import cases
from drugcourt.casework.exits.dispositions import Particulars, record_disposition
from drugcourt.domain.cases import CaseOutcome, LegalTrack
from drugcourt.errors import Refusal
from tests.reports import people
from tests.reports.conftest import printed, texts

NOT_YET = "DRAFT — NOT YET ELIGIBLE"


def papers(workspace, episode_id):
    return texts(printed(workspace, "dismissal", episode_ids=[episode_id]))


def papers_of(workspace, **wanted):
    return texts(printed(workspace, "dismissal", **wanted))


def test_a_pair_for_the_case_and_the_findings_as_annex(court):
    motion, order, annex = papers(court, court.ids["done"])
    for page in (motion, order):
        assert "In the Cedar County Recovery Court" in page
        assert "County of Cedar, State of Oregon" in page
        assert "State of Oregon, Plaintiff," in page
        assert "Marisol Reyes, Defendant." in page
        assert "Case CR-2024-00318" in page
        assert "Count 1 Possession of a controlled substance, ORS 475.854" in page
        assert NOT_YET not in page
    assert "Motion to vacate the plea and dismiss" in motion
    assert "Prosecuting attorney: L. Osei" in motion
    assert "Defense counsel: A. Winters" in motion
    assert "is vacated and the charges listed above are dismissed." in order
    assert "Judge: Hon. M. Whitfield" in order
    assert "Annex: findings for dismissal" in annex
    assert "12 of 14 requirements met" in annex


def test_too_early_is_said_boldly_on_every_page_with_what_is_open(court):
    pages = papers(court, court.ids["tran"])
    assert all(NOT_YET in page for page in pages)
    assert "90 consecutive sober days: 45 of 90 sober days" in pages[0]
    assert "All earlier phases complete: in phase 3 of 5" in pages[1]


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (CaseOutcome.DISMISSED, "Motion to dismiss"),
        (CaseOutcome.DISMISSED_WITH_PREJUDICE, "Motion to dismiss with prejudice"),
        (CaseOutcome.REDUCED, "Motion to reduce the charge"),
        (CaseOutcome.PROBATION_ENDED, "Motion to end probation"),
        (CaseOutcome.CONDITIONAL_DISCHARGE, "Motion for discharge"),
        (CaseOutcome.PENDING, "to be set out here by counsel"),
    ],
)
def test_the_words_follow_what_the_case_was_promised(workspace, outcome, words):
    episode_id = people.admitted(workspace, case_number="CR-9")
    workspace.perform(cases.amend_case, case_id=1, changes={"if_graduated": outcome})
    assert words in papers(workspace, episode_id)[0]


def test_each_case_gets_its_own_pair(workspace):
    episode_id = people.admitted(workspace, case_number="CR-9")
    workspace.perform(cases.add_case, episode_id=episode_id, number="CR-10")
    data = printed(workspace, "dismissal", episode_ids=[episode_id])
    outline = [item["/Title"] for item in PdfReader(BytesIO(data)).outline]
    assert outline == [
        "Motion, CR-9",
        "Order, CR-9",
        "Motion, CR-10",
        "Order, CR-10",
        "Annex: findings",
    ]
    assert "counsel to complete" in " ".join(texts(data))


def test_a_conviction_that_stands_leaves_nothing_to_dismiss(workspace):
    episode_id = people.admitted(workspace, case_number="CR-9", track=LegalTrack.SENTENCED)
    with pytest.raises(Refusal, match="conviction stands"):
        papers(workspace, episode_id)


def test_without_a_case_or_an_admission_there_is_nothing_to_draft(court):
    with pytest.raises(Refusal, match="No court case is recorded"):
        papers(court, court.ids["bare"])
    with pytest.raises(Refusal, match="has not been admitted"):
        papers(court, court.ids["candidate"])


def test_one_participant_has_to_be_chosen(court):
    with pytest.raises(Refusal, match="Choose one participant"):
        printed(court, "dismissal")


def test_a_ceremony_gets_the_papers_of_all_who_are_eligible(court):
    pages = papers_of(court, session_day=court.ceremony)
    assert "Marisol Reyes, Defendant." in pages[0]
    assert not any(NOT_YET in page for page in pages)


def test_to_what_a_charge_is_reduced_stands_in_both_papers(workspace):
    episode_id = people.admitted(workspace, case_number="CR-9")
    agreed = Particulars(reduced_to="Disorderly conduct, a class B misdemeanor")
    workspace.perform(
        record_disposition,
        case_id=1,
        outcome=CaseOutcome.PENDING,
        on=people.TODAY,
        particulars=agreed,
    )
    workspace.perform(cases.amend_case, case_id=1, changes={"if_graduated": CaseOutcome.REDUCED})
    motion, order, *_ = papers(workspace, episode_id)
    assert "to: Disorderly conduct, a class B misdemeanor" in motion
    assert "to: Disorderly conduct, a class B misdemeanor" in order


def test_the_papers_of_a_graduate_are_those_of_the_day_of_graduation(court):
    motion, *_ = papers(court, court.ids["graduated"])
    assert NOT_YET not in motion
    assert "As of Jun 2, 2026" in motion
