from __future__ import annotations

from datetime import date

import pytest

from drugcourt.casework import cases
from drugcourt.casework.exits import exits
from drugcourt.casework.hearings import hearings
from drugcourt.casework.participants import matches, participants, roster
from drugcourt.casework.participants.roster import NO_MANAGER, Ready, RosterFilter, RosterRow, View
from drugcourt.casework.specimens import specimens
from drugcourt.domain.episodes import EpisodeStatus, ExitReason
from drugcourt.domain.specimens import AnalyteResult, Substance
from drugcourt.domain.tone import Tone
from drugcourt.workspace import Workspace
from tests.casework.files import TODAY, ago, candidate, participant

FENTANYL = Substance.FENTANYL


def _rows(workspace: Workspace, **wanted: object) -> list[RosterRow]:
    sort = wanted.pop("sort", "name")
    down = wanted.pop("descending", False)
    return workspace.read(
        roster.roster,
        wanted=RosterFilter(**wanted),
        today=TODAY,
        sort=sort,
        descending=down,
    )


def _names(workspace: Workspace, **wanted: object) -> list[str]:
    return [row.name.partition(",")[0] for row in _rows(workspace, **wanted)]


@pytest.fixture
def court(workspace: Workspace) -> Workspace:
    """Four people: long here and sober, newly positive, a candidate, and one who left."""
    participant(workspace, "Tran", "Kevin", birth_date=date(1992, 3, 7))
    second = participant(workspace, "Ellison", "Dana", ago(30), preferred_name="Dee")
    workspace.perform(
        specimens.record_test,
        episode_id=second,
        values={"collected_on": ago(2)},
        results={FENTANYL: AnalyteResult.POSITIVE},
        to_confirm=[FENTANYL],
    )
    candidate(workspace, "Moss", "Ira")
    gone = participant(workspace, "Zadeh", "Omid")
    workspace.perform(exits.discharge, episode_id=gone, exit_reason=ExitReason.RELOCATED)
    return workspace


def test_each_view_shows_its_part_of_the_court(court: Workspace) -> None:
    assert _names(court) == ["Ellison", "Tran"]
    assert _names(court, view=View.CANDIDATES) == ["Moss"]
    assert _names(court, view=View.EXITED) == ["Zadeh"]
    assert _names(court, view=View.ALL) == ["Ellison", "Moss", "Tran", "Zadeh"]
    choices = court.read(roster.roster_choices, view=View.OPEN, today=TODAY)
    assert [count for _, count in choices.views] == [2, 1, 1, 4]


def test_a_line_counts_to_today_and_says_what_is_provisional(court: Workspace) -> None:
    ellison, tran = _rows(court)
    assert (tran.sober_days, tran.phase_days, tran.provisional) == (287, 287, False)
    assert (ellison.sober_days, ellison.provisional) == (1, True)
    assert (ellison.last_test, ellison.last_test_tone) == ("Pending", Tone.WATCH)
    assert (tran.phase_short, tran.phase_name) == ("Phase 1", "1 Acute stabilization")


def test_days_sort_by_their_number_and_the_unknown_stand_last(court: Workspace) -> None:
    assert _names(court, sort="sober_date") == ["Ellison", "Tran"]
    assert _names(court, sort="sober_date", descending=True) == ["Tran", "Ellison"]
    for down in (False, True):
        everyone = _names(court, view=View.ALL, sort="sober_date", descending=down)
        assert everyone[-1] == "Moss", "a candidate has no sober days yet"
    assert _names(court, sort="last_test_on", descending=True) == ["Ellison", "Tran"]


def test_the_next_hearing_sorts_and_leaves_out_what_was_held(court: Workspace) -> None:
    tran = next(row.id for row in _rows(court) if row.name.startswith("Tran"))
    for day in (ago(14), date(2026, 12, 8), date(2026, 12, 1)):
        session = court.perform(hearings.schedule_session, held_on=day)
        court.perform(hearings.put_on_docket, session_id=session, episode_id=tran)
    rows = _rows(court, sort="next_hearing")
    assert [row.next_hearing for row in rows] == [date(2026, 12, 1), None]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tr", ["Tran"]),
        ("kevin tran", ["Tran"]),
        ("dee", ["Ellison"]),
        ("01187", ["Tran"]),
        ("CR-2025", ["Tran"]),
        ("1992", ["Tran"]),
        ("%", ["Ellison", "Tran"]),
        ("tran dana", []),
    ],
)
def test_words_find_names_numbers_cases_and_birth_dates(
    court: Workspace, text: str, found: list[str]
) -> None:
    tran = next(row.id for row in _rows(court) if row.name.startswith("Tran"))
    court.perform(cases.add_case, episode_id=tran, number="CR-2025-01187")
    assert _names(court, text=text) == found
    count = court.read(roster.roster_count, wanted=RosterFilter(text=text), today=TODAY)
    assert count == len(found)


def test_filters_narrow_together(court: Workspace) -> None:
    tran = next(row.id for row in _rows(court) if row.name.startswith("Tran"))
    court.perform(participants.set_status, episode_id=tran, status=EpisodeStatus.ABSCONDED)
    court.perform(participants.amend_episode, episode_id=tran, changes={"case_manager": ""})
    assert _names(court, statuses=frozenset({EpisodeStatus.ABSCONDED})) == ["Tran"]
    assert _names(court, case_managers=frozenset({NO_MANAGER})) == ["Tran"]
    assert _names(court, case_managers=frozenset({"J. Pike"})) == ["Ellison"]
    assert _names(court, phases=frozenset({"phase-2"})) == []
    assert _names(court, ready=Ready.NOT_YET) == ["Ellison", "Tran"]
    assert _names(court, ready=Ready.PHASE) == []


def test_windows_join_without_gap_or_repeat(workspace: Workspace) -> None:
    for number in range(7):
        participant(workspace, "Same", "Name", reference=f"R-{number}")
    seen = [
        row.id
        for offset in (0, 3, 6)
        for row in workspace.read(
            roster.roster,
            wanted=RosterFilter(),
            today=TODAY,
            offset=offset,
            limit=3,
            sort="phase_entered_on",
        )
    ]
    assert len(seen) == len(set(seen)) == 7


def test_whoever_may_be_meant_is_found_before_anyone_is_made_anew(court: Workspace) -> None:
    def found(**given: object) -> list[str]:
        return [m.name for m in court.read(matches.possible_matches, **given)]

    assert found(family_name="tra") == ["Tran, Kevin"]
    assert found(family_name="Tran", given_name="K") == ["Tran, Kevin"]
    assert found(family_name="t") == [], "one letter says too little"
    assert found(birth_date=date(1992, 3, 7)) == ["Tran, Kevin"]
    assert found(given_name="Dee") == ["Ellison, Dana"]
    assert found(family_name="Ellison", birth_date=date(1992, 3, 7)) == [
        "Ellison, Dana",
        "Tran, Kevin",
    ]
    assert found() == []
    (gone,) = court.read(matches.possible_matches, family_name="Zadeh")
    assert (gone.open, gone.status) == (False, EpisodeStatus.NEUTRAL_DISCHARGE)
