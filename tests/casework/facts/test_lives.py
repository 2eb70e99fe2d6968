from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from sqlalchemy import text

from drugcourt.casework.facts import lives
from drugcourt.casework.facts.facts import gather
from drugcourt.casework.facts.rows import SEEN
from drugcourt.casework.readiness.readiness import find_episode
from drugcourt.domain.episodes import EpisodeStatus, ExitReason
from drugcourt.domain.facts import ParticipantFacts
from drugcourt.errors import Refusal
from drugcourt.exchange.scenarios.scenarios import read_facts
from drugcourt.records.episodes import Episode
from drugcourt.records.history import check_chain
from drugcourt.workspace import Workspace
from tests.casework.files import last_change, leaves_nothing
from tests.lives import facts_text, person


def load(workspace: Workspace, *people: dict[str, Any]) -> lives.Loaded:
    program = workspace.read(lives.court_program)
    told = read_facts(facts_text(*people), program)
    return workspace.perform(lives.load_lives, lives=told)


def without_numbers(facts: ParticipantFacts) -> dict[str, Any]:
    """The facts as they compare: what a record's number is does not matter."""
    values = {}
    for field in dataclasses.fields(ParticipantFacts):
        value = getattr(facts, field.name)
        if isinstance(value, tuple):
            value = {dataclasses.replace(_sorted(fact), id=0) for fact in value}
        values[field.name] = value
    return {**values, "episode_id": 0}


def _sorted(fact: Any) -> Any:
    if not hasattr(fact, "results"):
        return fact
    return dataclasses.replace(fact, results=tuple(sorted(fact.results, key=lambda r: r.substance)))


def test_what_is_loaded_is_gathered_again_fact_for_fact(workspace: Workspace) -> None:
    program = workspace.read(lives.court_program)
    (told,) = read_facts(facts_text(), program)
    loaded = load(workspace)
    episode = workspace.read(find_episode, asked="P-1")
    gathered = workspace.read(gather, episode_ids=[episode])[episode]
    assert without_numbers(gathered) == without_numbers(told.facts)
    counted = sum(len(v) for v in vars_of(told.facts).values() if isinstance(v, tuple))
    assert (loaded.people, loaded.facts) == (1, counted)


def vars_of(facts: ParticipantFacts) -> dict[str, Any]:
    return {f.name: getattr(facts, f.name) for f in dataclasses.fields(facts)}


def test_the_episode_stands_where_the_life_ended(workspace: Workspace) -> None:
    load(workspace, person(), person("P-2", events=[{"on": "2026-03-06", "phase": "phase-2"}]))
    for reference, status, reason, phase in (
        ("P-1", EpisodeStatus.TERMINATED, ExitReason.ABSCONDED, "phase-2"),
        ("P-2", EpisodeStatus.ACTIVE, None, "phase-2"),
    ):
        number = workspace.read(find_episode, asked=reference)
        found = workspace.read(
            lambda db, number: (
                db.get(Episode, number).status,
                db.get(Episode, number).exit_reason,
                db.get(Episode, number).phase,
            ),
            number=number,
        )
        assert found == (status, reason, phase)


def test_loading_is_one_act_with_its_history_and_the_chain_holds(workspace: Workspace) -> None:
    load(workspace)
    assert last_change(workspace, "override").act == "load_lives"
    assert last_change(workspace, "specimen").who == "R. Alvarez"
    assert workspace.read(check_chain, key=workspace.database.history_key) is None
    standing = workspace.read(lambda db: db.execute(text("SELECT count(*) FROM standing")).scalar())
    assert standing == 1


def test_an_id_that_is_taken_refuses_the_whole_file(workspace: Workspace) -> None:
    load(workspace)
    with leaves_nothing(workspace):
        load(workspace, person("P-2", events=[]), person())
    with pytest.raises(Refusal, match="already: P-1\\."):
        load(workspace, person("P-2", events=[]), person())


def test_hearings_of_one_day_share_a_sitting_and_a_second_one_has_its_own(
    workspace: Workspace,
) -> None:
    hearing = {"on": "2026-02-03", "hearing": "present"}
    load(workspace, person(events=[hearing, hearing]), person("P-2", events=[hearing]))
    load(workspace, person("P-3", events=[hearing]))
    sittings = workspace.read(
        lambda db: db.execute(
            text("SELECT session_id, count(*) FROM docket_entry GROUP BY session_id")
        ).all()
    )
    assert sorted(count for _, count in sittings) == [1, 3]


def test_a_verified_milestone_says_that_a_file_said_so(workspace: Workspace) -> None:
    load(workspace)
    seen = workspace.read(lambda db: db.execute(text("SELECT verified_by FROM milestone")).scalar())
    assert seen == SEEN


def test_a_court_without_a_program_takes_no_lives(workspace: Workspace) -> None:
    workspace.perform(
        lambda db, _context: db.connection().execute(text("UPDATE court SET program_id = NULL"))
    )
    with pytest.raises(Refusal, match="no program"):
        workspace.read(lives.court_program)
