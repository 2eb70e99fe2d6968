from __future__ import annotations

from datetime import date, timedelta

import pytest

from drugcourt.casework import courts
from drugcourt.casework.calendar import closures
from drugcourt.casework.hearings import hearings
from drugcourt.casework.hearings.hearings import Outcome
from drugcourt.domain.calendar import ClosureSource
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.errors import FieldRefusal
from drugcourt.workspace import Workspace
from tests.court_day import TODAY, admitted, heard, on_docket

THANKSGIVING = date(2026, 11, 26)


def listed(court: Workspace, year: int = 2026) -> list[closures.ClosureRow]:
    return court.read(closures.closures, first=date(year, 1, 1), last=date(year, 12, 31))


def test_federal_holidays_are_the_seed_and_weekends_are_not_on_the_list(
    workspace: Workspace,
) -> None:
    workspace.perform(closures.seed_closures, first_year=2026, last_year=2026)
    days = {row.closed_on: row for row in listed(workspace)}
    assert days[THANKSGIVING].source is ClosureSource.FEDERAL
    assert date(2026, 7, 3) in days  # observed: the fourth is a Saturday
    assert date(2026, 7, 4) not in days
    assert len(days) == 11


@pytest.mark.parametrize("state", ["TX", "Texas", "texas "])
def test_state_holidays_come_along_however_the_state_is_written(
    workspace: Workspace, state: str
) -> None:
    workspace.perform(courts.amend_court, state=state)
    workspace.perform(closures.seed_closures, first_year=2026, last_year=2026)
    days = {row.closed_on: row for row in listed(workspace)}
    assert days[date(2026, 3, 2)].source is ClosureSource.STATE
    assert days[date(2026, 3, 2)].name == "Texas Independence Day"


def test_unofficial_days_are_never_seeded() -> None:
    found = closures.holidays_of("", [2026])
    assert date(2026, 2, 14) not in found
    assert date(2026, 10, 31) not in found


def test_a_new_years_day_observed_in_the_old_year_is_seeded_with_that_year() -> None:
    assert closures.holidays_of("", [2027])[date(2027, 12, 31)][0] == "New Year's Day (observed)"


def test_a_holiday_on_which_the_court_sits_does_not_come_back_with_a_new_seed(
    workspace: Workspace,
) -> None:
    workspace.perform(closures.seed_closures, first_year=2026, last_year=2026)
    row = next(row for row in listed(workspace) if row.closed_on == date(2026, 10, 12))
    workspace.perform(closures.open_day, closure_id=row.id)
    assert workspace.perform(closures.seed_closures, first_year=2026, last_year=2027) == 12
    assert date(2026, 10, 12) not in workspace.read(
        closures.closed_days, first=date(2026, 10, 1), last=date(2026, 10, 31)
    )
    workspace.perform(closures.close_day, on=date(2026, 10, 12), name=row.name)
    assert [r.sits for r in listed(workspace) if r.closed_on == date(2026, 10, 12)] == [False]


def test_closing_days_says_how_many_people_need_another_one(workspace: Workspace) -> None:
    on_docket(workspace, admitted(workspace), TODAY + timedelta(days=7))
    people = workspace.perform(
        closures.close_day,
        on=TODAY + timedelta(days=6),
        until=TODAY + timedelta(days=8),
        name="Storm",
    )
    assert people == 1
    assert len(listed(workspace)) == 3
    own = listed(workspace)[0]
    workspace.perform(closures.open_day, closure_id=own.id, reason="It passed.")
    assert len(listed(workspace)) == 2


def test_no_session_is_made_on_a_closed_day_and_no_next_date_named(workspace: Workspace) -> None:
    closed = TODAY + timedelta(days=7)
    workspace.perform(closures.close_day, on=closed, name="Storm")
    with pytest.raises(FieldRefusal, match="closed on that day \\(Storm\\)"):
        workspace.perform(hearings.schedule_session, held_on=closed)
    entry = on_docket(workspace, admitted(workspace))
    with pytest.raises(FieldRefusal) as refused:
        heard(workspace, entry, attendance=HearingAttendance.PRESENT, next_on=closed)
    assert refused.value.field == "next_on"
    workspace.perform(
        hearings.record_hearing, entry_id=entry, outcome=Outcome(HearingAttendance.PRESENT)
    )


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"on": TODAY, "name": " "}, "name"),
        ({"on": TODAY, "name": "X", "until": TODAY - timedelta(days=1)}, "until"),
        ({"on": TODAY, "name": "X", "until": TODAY + timedelta(days=367)}, "until"),
    ],
)
def test_a_closure_needs_a_reason_and_days_in_order(
    workspace: Workspace, wanted: dict[str, object], field: str
) -> None:
    with pytest.raises(FieldRefusal) as refused:
        workspace.perform(closures.close_day, **wanted)
    assert refused.value.field == field
    assert listed(workspace) == []
