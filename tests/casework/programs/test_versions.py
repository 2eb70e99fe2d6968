from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from drugcourt.casework.programs.drafting import Draft
from drugcourt.casework.programs.impact import impact
from drugcourt.casework.programs.programs import keep_program, program_rows
from drugcourt.casework.programs.versions import (
    both_ways,
    move_to_version,
    others_on,
    people_in_phase,
)
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.programs.files import load_program, program_text
from drugcourt.exchange.resources import resource
from drugcourt.records.episodes import Episode, Standing
from drugcourt.records.history import HistoryEntry
from drugcourt.workspace import Workspace
from tests import courts

FIVE = program_text(resource("programs", "five-phase.toml"))


def changed(days: str = "45 days", version: str = "November 2026") -> str:
    draft = Draft(FIVE)
    draft.put(("program", "version"), version)
    draft.put(("phases", 0, "advance", 0, "least"), days)
    return draft.text()


def keep(workspace: Workspace, text: str) -> int:
    return workspace.perform(keep_program, text=text)


def of_episode(workspace: Workspace, episode_id: int) -> int:
    asked = select(Episode.program_id).where(Episode.id == episode_id)
    return workspace.read(lambda db: db.scalars(asked).one())


def test_people_keep_their_version_until_they_are_moved_with_a_reason(
    workspace: Workspace,
) -> None:
    moved, stays = courts.participant(workspace), courts.participant(workspace)
    old = of_episode(workspace, moved)
    new = keep(workspace, changed())
    assert of_episode(workspace, moved) == old
    count = workspace.perform(
        move_to_version, episode_ids=[moved], program_id=new, reason="Order of November 20"
    )
    assert count == 1
    assert of_episode(workspace, moved) == new
    assert of_episode(workspace, stays) == old
    columns = (
        HistoryEntry.reason,
        HistoryEntry.episode_id,
        HistoryEntry.before,
        HistoryEntry.after,
    )
    asked = select(*columns).where(
        HistoryEntry.act == "move_to_version", HistoryEntry.kind == "episode"
    )
    reason, whose, before, after = workspace.read(lambda db: tuple(db.execute(asked).one()))
    assert reason == "Order of November 20"
    assert whose == moved
    assert f'"program_id":{old}' in before.replace(" ", "")
    assert f'"program_id":{new}' in after.replace(" ", "")


def test_the_standing_of_those_moved_is_derived_again(workspace: Workspace) -> None:
    episode_id = courts.participant(workspace)
    new = keep(workspace, changed("200 days"))

    def earliest() -> date | None:
        asked = select(Standing.phase_earliest).where(Standing.episode_id == episode_id)
        return workspace.read(lambda db: db.scalars(asked).one())

    before = earliest()
    workspace.perform(move_to_version, episode_ids=[episode_id], program_id=new, reason="Order")
    after = earliest()
    assert before is not None
    assert after is not None
    assert after > before


def test_a_move_without_reason_or_without_people_is_refused(workspace: Workspace) -> None:
    episode_id = courts.participant(workspace)
    new = keep(workspace, changed())
    with pytest.raises(FieldRefusal, match="Say why"):
        workspace.perform(move_to_version, episode_ids=[episode_id], program_id=new, reason=" ")
    with pytest.raises(Refusal, match="Choose at least one"):
        workspace.perform(move_to_version, episode_ids=[], program_id=new, reason="Order")
    assert of_episode(workspace, episode_id) != new


def test_nobody_is_moved_to_a_version_without_their_phase(workspace: Workspace) -> None:
    episode_id = courts.participant(workspace)
    draft = Draft(changed())
    draft.remove(("phases", 0))
    new = keep(workspace, draft.text())
    with pytest.raises(Refusal, match="1 participant is in a phase"):
        workspace.perform(move_to_version, episode_ids=[episode_id], program_id=new, reason="Order")
    assert workspace.read(people_in_phase, key="five-phase", phase="phase-1") == 1
    assert workspace.read(people_in_phase, key="five-phase", phase="phase-2") == 0


def test_those_on_other_versions_of_the_same_program_could_move(workspace: Workspace) -> None:
    episode_id = courts.participant(workspace, "Ellison", "Dana")
    new = keep(workspace, changed())
    others = workspace.read(others_on, program_id=new)
    assert [(one.episode_id, one.name, one.phase) for one in others] == [
        (episode_id, "Ellison, Dana", "Phase 1")
    ]
    workspace.perform(move_to_version, episode_ids=[episode_id], program_id=new, reason="Order")
    assert workspace.read(others_on, program_id=new) == []
    rows = {row.id: row.people for row in workspace.read(program_rows)}
    assert rows[new] == 1


def test_both_versions_are_laid_side_by_side(workspace: Workspace) -> None:
    episode_id = courts.participant(workspace)
    rows = workspace.read(
        both_ways,
        episode_id=episode_id,
        changed=load_program(changed("90 days")),
        as_of=workspace.today,
    )
    differing = {row.requirement for row in rows if row.differs}
    assert "At least 60 days in phase 1" in differing
    touched = workspace.read(
        impact, changed=load_program(changed("90 days")), as_of=workspace.today
    )
    assert [one.episode_id for one in touched] == [episode_id]


def test_a_version_judges_nobody_before_its_day(workspace: Workspace) -> None:
    someone = courts.participant(workspace)
    draft = Draft(changed())
    draft.put(("program", "effective"), workspace.today + timedelta(days=1))
    with pytest.raises(FieldRefusal, match="in force from Nov 25"):
        workspace.perform(keep_program, text=draft.text(), default=True)
    later = keep(workspace, draft.text())
    with pytest.raises(Refusal, match="in force from Nov 25"):
        workspace.perform(
            move_to_version, episode_ids=[someone], program_id=later, reason="New rules"
        )


def test_other_words_for_the_same_rule_touch_nobody(workspace: Workspace) -> None:
    courts.participant(workspace)
    draft = Draft(FIVE)
    draft.put(("phases", 0, "advance", 0, "text"), "Two months of thirty days in phase 1")
    reworded = load_program(draft.text())
    assert workspace.read(impact, changed=reworded, as_of=workspace.today) == []


def test_a_later_day_of_one_requirement_is_said_where_another_one_is_later_still(
    workspace: Workspace,
) -> None:
    courts.participant(workspace, admitted_on=workspace.today - timedelta(days=5))
    draft = Draft(FIVE)
    draft.put(("phases", 0, "advance", 1, "least"), "16 days")
    [touched] = workspace.read(impact, changed=load_program(draft.text()), as_of=workspace.today)
    assert {change.rule for change in touched.rules} == {"p1.sober"}


def test_a_candidate_can_not_be_judged_both_ways(workspace: Workspace) -> None:
    episode_id = courts.candidate(workspace)
    with pytest.raises(Refusal, match="not been admitted yet"):
        workspace.read(
            both_ways, episode_id=episode_id, changed=load_program(FIVE), as_of=workspace.today
        )
