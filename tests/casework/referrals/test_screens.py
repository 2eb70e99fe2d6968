from __future__ import annotations

import pytest

from drugcourt.casework.participants.particulars import episode_values
from drugcourt.casework.referrals import screens
from drugcourt.domain.episodes import RiskNeed
from drugcourt.domain.referrals import Grade, Severity
from drugcourt.domain.treatment import LevelOfCare
from drugcourt.workspace import Workspace
from tests.casework.files import leaves_nothing
from tests.casework.referrals.people import ago, referred


def quadrant(workspace: Workspace, episode: int) -> RiskNeed:
    return workspace.read(episode_values, episode_id=episode)["risk_need"]


def assess(workspace: Workspace, episode: int, risk: Grade, need: Grade, days: int) -> None:
    workspace.perform(
        screens.record_risk_screen,
        episode_id=episode,
        tool="RANT",
        risk=risk,
        need=need,
        screened_on=ago(workspace, days),
    )


def test_the_latest_assessment_by_its_day_is_the_quadrant_of_the_file(workspace: Workspace) -> None:
    episode = referred(workspace)
    assess(workspace, episode, Grade.HIGH, Grade.LOW, 5)
    assert quadrant(workspace, episode) is RiskNeed.HIGH_LOW
    assess(workspace, episode, Grade.LOW, Grade.LOW, 9)  # entered later, of an earlier day
    assert quadrant(workspace, episode) is RiskNeed.HIGH_LOW
    assess(workspace, episode, Grade.HIGH, Grade.HIGH, 5)  # the same day: the one entered last
    assert quadrant(workspace, episode) is RiskNeed.HIGH_HIGH
    rows = workspace.read(screens.risk_screens, episode_id=episode)
    assert [(row.quadrant, row.fits) for row in rows] == [
        (RiskNeed.HIGH_HIGH, True),
        (RiskNeed.HIGH_LOW, False),
        (RiskNeed.LOW_LOW, False),
    ]


def test_a_clinical_screen_is_kept_as_its_category(workspace: Workspace) -> None:
    episode = referred(workspace)
    workspace.perform(
        screens.record_clinical_screen,
        episode_id=episode,
        instrument=" TCU Drug Screen 5 ",
        severity=Severity.SEVERE,
        score="9",
        level=LevelOfCare.RESIDENTIAL,
        screened_on=ago(workspace, 2),
        assessor="S. Amara",
    )
    (row,) = workspace.read(screens.clinical_screens, episode_id=episode)
    assert (row.instrument, row.severity, row.score) == ("TCU Drug Screen 5", Severity.SEVERE, "9")


@pytest.mark.parametrize(
    ("name", "days", "field"), [(" ", 0, "instrument"), ("ASI", -1, "screened_on")]
)
def test_a_screen_without_its_name_or_of_tomorrow_is_refused(workspace, name, days, field) -> None:
    episode = referred(workspace)
    with leaves_nothing(workspace, field):
        workspace.perform(
            screens.record_clinical_screen,
            episode_id=episode,
            instrument=name,
            severity=Severity.MILD,
            screened_on=ago(workspace, days),
        )
