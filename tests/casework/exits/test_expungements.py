"""From when a case may be expunged: the court's rule, the case's own day, and the reminder."""

from __future__ import annotations

from datetime import date

import pytest

from drugcourt.casework.cases import add_case, case_rows
from drugcourt.casework.exits import expungements
from drugcourt.casework.exits.dispositions import Particulars, disposition_of, record_disposition
from drugcourt.casework.exits.exits import graduate
from drugcourt.casework.follow_ups import follow_ups
from drugcourt.domain.cases import CaseOutcome, ChargeLevel
from drugcourt.workspace import Workspace
from tests.casework.files import TODAY, ago, leaves_nothing, participant

STATUTE = "Expungement act, section 4"


def rule(workspace: Workspace, months: int = 12, **wanted: object) -> int:
    values = {"outcome": CaseOutcome.DISMISSED, "rule": STATUTE, **wanted}
    return workspace.perform(expungements.set_expungement_rule, months=months, **values)


def case(workspace: Workspace, level: ChargeLevel = ChargeLevel.FELONY, **wanted: object) -> int:
    return workspace.perform(
        add_case,
        episode_id=participant(workspace),
        number="CR-1",
        charges=[{"text": "Possession", "level": level}],
        **wanted,
    )


def dismissed(workspace: Workspace, case_id: int, **particulars: object):
    workspace.perform(
        record_disposition,
        case_id=case_id,
        outcome=CaseOutcome.DISMISSED,
        on=ago(30),
        particulars=Particulars(**particulars),
    )
    return workspace.read(disposition_of, case_id=case_id)


def test_the_courts_rule_fills_in_the_day_and_names_its_law(workspace: Workspace) -> None:
    rule(workspace)
    kept = dismissed(workspace, case(workspace))
    assert kept.expunge_from == date(2027, 10, 25)
    assert kept.expunge_rule == f"12 months after the outcome; {STATUTE}"


def test_a_rule_for_the_gravest_level_goes_before_the_one_for_all(workspace: Workspace) -> None:
    rule(workspace)
    rule(workspace, 0, level=ChargeLevel.MISDEMEANOR)
    assert dismissed(workspace, case(workspace, ChargeLevel.MISDEMEANOR)).expunge_from == ago(30)
    assert dismissed(workspace, case(workspace)).expunge_from == date(2027, 10, 25)


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ({"expunge_from": date(2030, 1, 1)}, date(2030, 1, 1)),
        ({"expunge_months": 3}, date(2027, 1, 25)),
        ({"expunge_rule": "Never, by the plea agreement"}, None),
    ],
)
def test_what_is_entered_for_the_case_itself_goes_before(
    workspace: Workspace, given: dict[str, object], day: date | None
) -> None:
    rule(workspace)
    assert dismissed(workspace, case(workspace), **given).expunge_from == day


def test_graduation_fills_in_the_day_of_each_case(workspace: Workspace) -> None:
    rule(workspace, 0)
    episode = participant(workspace)
    case_id = workspace.perform(
        add_case,
        episode_id=episode,
        number="CR-2",
        charges=[{"text": "Possession", "level": ChargeLevel.FELONY}],
        if_graduated=CaseOutcome.DISMISSED,
    )
    workspace.perform(graduate, episode_id=episode, decided_by="Hon. M. Whitfield", reason="Order")
    assert workspace.read(disposition_of, case_id=case_id).expunge_from == TODAY
    told = workspace.read(follow_ups, today=TODAY, each=5)
    assert any("CR-2 may be expunged" in one.text for one in told.shown)


def test_settled_cases_without_a_day_are_filled_in_once(workspace: Workspace) -> None:
    case_id = case(workspace)
    dismissed(workspace, case_id)
    rule(workspace)
    assert workspace.perform(expungements.fill_in_expungements) == 1
    assert workspace.perform(expungements.fill_in_expungements) == 0
    assert workspace.read(disposition_of, case_id=case_id).expunge_from == date(2027, 10, 25)


def test_a_later_word_replaces_a_rule_and_cases_keep_their_days(workspace: Workspace) -> None:
    first = rule(workspace)
    kept = dismissed(workspace, case(workspace))
    assert rule(workspace, 24) == first
    (row,) = workspace.read(expungements.expungement_rules)
    assert (row.months, row.level) == (24, ChargeLevel.UNKNOWN)
    assert workspace.read(disposition_of, case_id=kept.case_id) == kept
    workspace.perform(expungements.remove_expungement_rule, rule_id=first)
    assert workspace.read(expungements.expungement_rules) == []


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"outcome": CaseOutcome.PENDING}, "outcome"),
        ({"months": -1}, "months"),
        ({"months": 601}, "months"),
        ({"rule": "  "}, "rule"),
    ],
)
def test_a_rule_needs_an_outcome_months_and_its_law(
    workspace: Workspace, wanted: dict[str, object], field: str
) -> None:
    with leaves_nothing(workspace, field):
        rule(workspace, **wanted)


def test_without_a_rule_a_case_has_no_day(workspace: Workspace) -> None:
    case_id = case(workspace)
    assert dismissed(workspace, case_id).expunge_from is None
    assert workspace.read(case_rows, episode_id=1)
