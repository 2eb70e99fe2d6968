"""The figures of the summary, counted by hand, and their formulas on the page."""

from datetime import date

import pytest

from drugcourt.casework.caseload.caseload import caseload
from drugcourt.casework.hearings.hearings import schedule_session
from drugcourt.casework.staffings import staffings
from drugcourt.domain.staffings import Presence, TeamRole
from drugcourt.errors import Refusal
from tests.conftest import TODAY
from tests.reports.conftest import printed, texts


@pytest.fixture(scope="module")
def figures(court):
    return court.read(caseload, today=TODAY)


def measure(figures, key):
    return next(m for m in figures.measures if m.key == key)


def tally(figures, title):
    return next(t for t in figures.tallies if t.title == title)


def test_those_in_the_program_and_candidates_are_counted_apart(figures):
    assert (figures.active, figures.candidates) == (4, 1)
    assert dict(figures.exits) == {"Graduated": 1, "Terminated": 1, "Neutral exits": 1}


def test_neutral_exits_do_not_touch_the_graduation_rate(figures):
    rate = measure(figures, "graduation_rate")
    assert rate.text == "50% (1 of 2)"
    assert "1 neutral exit (moved, illness, death, other) left out" in rate.formula


@pytest.mark.parametrize(
    ("title", "rows", "unknown"),
    [
        (
            "Phase",
            {"1 Acute stabilization": 2, "3 Pro-social habilitation": 1, "5 Continuing care": 1},
            0,
        ),
        ("Status", {"Active": 4}, 0),
        ("Race", {"Asian": 1, "White": 1}, 2),
        ("Ethnicity", {"Hispanic or Latino": 1, "Not Hispanic or Latino": 1}, 2),
        ("Case manager", {"J. Pike": 3}, 1),
    ],
)
def test_counts_say_how_many_are_not_known(figures, title, rows, unknown):
    found = tally(figures, title)
    assert dict(found.rows) == rows
    assert found.unknown == unknown


def test_each_count_adds_up_to_those_in_the_program(figures):
    for found in figures.tallies:
        assert sum(n for _, n in found.rows) + found.unknown == figures.active, found.title


def test_positive_rates_by_tests_and_by_people(figures):
    # Unexpected: fentanyl on Oct 9 (Tran), methamphetamine on Nov 12 (Okafor, 22 days in).
    assert figures.tests.unexpected == 2
    assert measure(figures, "positive_rate_people").text == "50% (1 of 2)"
    assert measure(figures, "positive_rate_tests").value == 2 / figures.tests.final


def test_a_prescribed_medicine_is_no_positive(figures):
    week = next(w for w in figures.tests.weeks if w.monday == date(2026, 11, 16))
    assert (week.tests, week.unexpected) == (2, 0)


def test_weeks_and_months_add_up(figures):
    assert sum(w.tests for w in figures.tests.weeks) <= figures.tests.collected
    assert sum(m.admitted for m in figures.months) == measure(figures, "admissions").value
    assert figures.months[-1].census == figures.active


def test_retention_counts_only_people_admitted_long_enough_ago(figures):
    this_year = next(c for c in figures.cohorts if c.year == 2026)
    assert this_year.admitted == 4
    assert this_year.kept[0] == (3, 2, 2)  # Tran and the one terminated after seven months
    assert this_year.kept[1] == (6, 2, 2)
    assert this_year.kept[2] == (12, 0, 0)


def test_every_measure_prints_with_its_formula(court, figures):
    said = " ".join(texts(printed(court, "caseload")))
    for item in figures.measures:
        assert item.label in said
        assert item.text in said
        assert item.formula in said
    assert "Candidates 1 today, counted apart" in said


def test_a_period_that_ends_before_it_begins_is_refused(court):
    with pytest.raises(Refusal, match="ends before it begins"):
        printed(court, "caseload", since=TODAY, until=date(2026, 1, 1))


def test_an_empty_court_prints_with_nothing_to_divide(workspace):
    found = workspace.read(caseload, today=TODAY)
    assert found.active == 0
    assert measure(found, "graduation_rate").value is None
    said = " ".join(texts(printed(workspace, "caseload")))
    assert "Nobody is in the program." in said


def test_who_came_to_the_team_s_meetings_is_printed_once_one_was_closed(workspace):
    assert "Team attendance" not in " ".join(texts(printed(workspace, "caseload")))
    for day, presence in ((17, Presence.REMOTE), (24, Presence.ABSENT)):
        session_id = workspace.perform(schedule_session, held_on=date(2026, 11, day))
        about = {"session_id": session_id, "role": TeamRole.DEFENSE, "name": ""}
        workspace.perform(staffings.mark_presence, **about, presence=presence)
        workspace.perform(staffings.close_staffing, session_id=session_id)
    said = " ".join(texts(printed(workspace, "caseload")))
    assert "Team attendance" in said
    assert "Defense 2 1 50%" in said
