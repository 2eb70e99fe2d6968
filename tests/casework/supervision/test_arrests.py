"""New arrests: which count as new, and whether the team has heard."""

from __future__ import annotations

from drugcourt.casework import follow_ups
from drugcourt.casework.supervision import arrests, conduct
from drugcourt.casework.supervision.arrests import ArrestRow, ArrestShows
from drugcourt.casework.supervision.listing import Whose
from drugcourt.domain.cases import ChargeLevel
from drugcourt.domain.conduct import LegalEventKind
from drugcourt.domain.tone import YesNo
from drugcourt.workspace import Workspace
from tests.casework.files import ADMITTED, TODAY, ago, leaves_nothing, participant


def arrested(
    workspace: Workspace,
    episode: int,
    days: int,
    kind: LegalEventKind = LegalEventKind.ARREST,
    **more: object,
) -> int:
    return workspace.perform(
        conduct.record_legal_event, episode_id=episode, kind=kind, happened_on=ago(days), **more
    )


def listed(workspace: Workspace, shows: ArrestShows) -> list[ArrestRow]:
    asked = {"shows": shows, "whose": Whose(), "today": TODAY}
    rows: list[ArrestRow] = workspace.read(arrests.arrest_rows, **asked)
    assert workspace.read(arrests.arrest_count, **asked) == len(rows)
    return rows


def test_the_courts_own_case_and_what_came_before_are_never_new(workspace: Workspace) -> None:
    episode = participant(workspace)
    before = (TODAY - ADMITTED).days + 1
    arrested(workspace, episode, 20, program_case=True)
    arrested(workspace, episode, before)
    new = arrested(workspace, episode, before - 1)
    assert [row.id for row in listed(workspace, ArrestShows.ALL)] == [new]


def test_what_is_known_of_it_is_on_the_line(workspace: Workspace) -> None:
    arrested(
        workspace,
        participant(workspace),
        3,
        LegalEventKind.CHARGE,
        level=ChargeLevel.MISDEMEANOR,
        agency=" Sheriff ",
        drug_related=YesNo.NO,
        outcome="Pending",
    )
    (row,) = listed(workspace, ArrestShows.OPEN)
    assert (row.level, row.agency, row.drug_related, row.outcome, row.open) == (
        ChargeLevel.MISDEMEANOR,
        "Sheriff",
        YesNo.NO,
        "Pending",
        True,
    )


def test_it_waits_until_the_team_has_heard(workspace: Workspace) -> None:
    episode = participant(workspace)
    number = arrested(workspace, episode, 3)
    found = workspace.read(follow_ups.follow_ups, today=TODAY, each=5)
    said = [item.text for item in found.shown if item.tab == "supervision"]
    assert said == ["Arrest of Nov 21: tell the team"]
    with leaves_nothing(workspace, "told_on"):
        workspace.perform(conduct.tell_team, event_id=number, told_on=ago(4))
    workspace.perform(
        conduct.tell_team, event_id=number, told_on=TODAY, told_what="Counsel asks for the report"
    )
    assert listed(workspace, ArrestShows.UNTOLD) == []
    (row,) = listed(workspace, ArrestShows.RECENT)
    assert (row.told_on, row.told_by, row.told_what) == (
        TODAY,
        "R. Alvarez",
        "Counsel asks for the report",
    )


def test_the_courts_own_case_is_no_news_to_the_team(workspace: Workspace) -> None:
    number = arrested(workspace, participant(workspace), 20, program_case=True)
    with leaves_nothing(workspace):
        workspace.perform(conduct.tell_team, event_id=number, told_on=TODAY)
