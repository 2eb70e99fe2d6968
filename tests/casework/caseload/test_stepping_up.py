"""The four measures of Stepping Up, counted by hand for those whom a screen flags."""

from __future__ import annotations

from datetime import date

import pytest

from drugcourt.casework.caseload.releases import release_measures
from drugcourt.casework.caseload.stepping_up import SteppingUp
from drugcourt.casework.referrals.screens import record_clinical_screen
from drugcourt.casework.safety.hand_offs import hand_on
from drugcourt.casework.treatment import care
from drugcourt.domain.referrals import Severity
from drugcourt.domain.safety import HandOffMode
from drugcourt.domain.treatment import Attendance, LevelOfCare, SessionKind
from drugcourt.workspace import Workspace
from tests.casework.caseload.test_releases import TODAY, ago, held, session


def flagged(workspace: Workspace, episode: int, instrument: str = "BJMHS", **told: object) -> int:
    wanted = {"severity": Severity.SEVERE, "screened_on": ago(10), **told}
    workspace.perform(record_clinical_screen, episode_id=episode, instrument=instrument, **wanted)
    return episode


def four(workspace: Workspace, **period: date) -> SteppingUp:
    return workspace.read(release_measures, today=TODAY, **period).stepping_up


@pytest.mark.parametrize(
    ("instrument", "severity", "counts"),
    [
        ("BJMHS", Severity.SEVERE, 1),
        ("brief jail mental-health screen", Severity.MODERATE, 1),
        ("K6", Severity.MILD, 0),
        ("K6", Severity.NONE, 0),
        ("TCU Drug Screen 5", Severity.SEVERE, 0),
    ],
)
def test_only_a_screen_for_mental_illness_that_found_it_flags(
    workspace, instrument, severity, counts
) -> None:
    flagged(workspace, held(workspace, 30), instrument, severity=severity)
    measures = four(workspace)
    assert (measures.flagged, measures.bookings, measures.all_bookings) == (counts, counts, 1)


def test_two_screens_of_one_person_flag_once(workspace) -> None:
    episode = flagged(workspace, held(workspace, 30))
    flagged(workspace, episode, "K6")
    assert (four(workspace).flagged, four(workspace).bookings) == (1, 1)


def test_bookings_are_those_that_began_and_days_those_of_stays_that_ended(workspace) -> None:
    one = flagged(workspace, held(workspace, 100, days=10))
    held(workspace, 50, days=5, episode=one)
    held(workspace, None, days=20, episode=one)
    flagged(workspace, held(workspace, 30, days=0))
    held(workspace, 60)
    measures = four(workspace)
    assert (measures.bookings, measures.booked_people, measures.all_bookings) == (4, 2, 5)
    assert (measures.jail_days, measures.stays, measures.days_a_stay) == (15, 3, 5.0)
    begun = four(workspace, since=ago(110), until=ago(101))
    assert (begun.bookings, begun.stays, begun.days_a_stay) == (1, 0, None)


def test_connected_within_a_week_or_two_by_session_care_or_first_service(workspace) -> None:
    session(workspace, flagged(workspace, held(workspace, 30)), 23)  # day 7
    session(workspace, flagged(workspace, held(workspace, 30)), 22)  # day 8
    session(workspace, flagged(workspace, held(workspace, 30)), 15)  # day 15
    absent, support = (flagged(workspace, held(workspace, 30)) for _ in range(2))
    session(workspace, absent, 29, attendance=Attendance.ABSENT)
    session(workspace, support, 29, kind=SessionKind.SUPPORT_MEETING)
    begun = {"provider": "Northside", "level": LevelOfCare.OUTPATIENT, "started_on": ago(30)}
    workspace.perform(
        care.begin_treatment, episode_id=flagged(workspace, held(workspace, 30)), **begun
    )
    workspace.perform(
        hand_on,
        episode_id=flagged(workspace, held(workspace, 30)),
        given_to="Northside",
        mode=HandOffMode.TOGETHER,
        handed_on=ago(31),
        served_on=ago(16),
    )
    session(workspace, held(workspace, 30), 29)  # nobody flagged them
    session(workspace, flagged(workspace, held(workspace, 14)), 13)  # too early
    measures = four(workspace)
    assert (measures.released, measures.early) == (7, 1)
    assert measures.connected == ((7, 2), (14, 4))


def test_booked_again_within_a_year_of_a_release_a_year_earlier(workspace) -> None:
    back = flagged(workspace, held(workspace, 400))
    held(workspace, 30, days=5, episode=back)  # booked on day 365
    late = flagged(workspace, held(workspace, 400))
    held(workspace, 29, days=5, episode=late)  # on day 366
    flagged(workspace, held(workspace, 500))
    held(workspace, 20, episode=held(workspace, 380))  # nobody flagged them
    measures = four(workspace)
    assert measures.earlier == (date(2024, 11, 25), ago(365))
    assert (measures.earlier_released, measures.rebooked) == (3, 1)
