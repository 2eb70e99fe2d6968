"""The eligibility list puts everybody where their dates put them."""

from drugcourt.casework.readiness.eligibility import prospects
from tests.conftest import TODAY
from tests.reports import people
from tests.reports.conftest import printed, texts


def test_the_list_names_who_is_eligible_who_is_ready_and_what_blocks_the_rest(court):
    page = " ".join(texts(printed(court, "eligibility")))
    assert "Eligible now 1 participant" in page
    assert "Reyes, Marisol CR-2024-00318" in page
    assert "The team recommends graduation; The judge approves" in page
    assert "Ready for the next phase 1 participant" in page
    assert "Tran, Kevin CR-2025-01187 Phase 4: Adaptive habilitation" in page
    assert "Later, or without a day 3 participants" in page
    assert "Okafor, James CR-2026-00412 1 of 5" in page


def test_only_people_in_the_program_are_judged(court):
    found = {p.name for p in court.read(prospects, today=TODAY)}
    assert found == {"Tran, Kevin", "Okafor, James", "Reyes, Marisol", "P-0007"}


def test_the_one_who_blocks_nothing_has_no_decision_left(workspace):
    episode_id = people.done(workspace)
    people.granted(workspace, episode_id)
    (found,) = workspace.read(prospects, today=TODAY)
    assert found.eligible
    assert found.decisions == ()
    assert "Nothing" in texts(printed(workspace, "eligibility"))[0]


def test_an_empty_court_says_nobody(workspace):
    (page,) = texts(printed(workspace, "eligibility"))
    assert "Nobody is eligible as of this day." in page
