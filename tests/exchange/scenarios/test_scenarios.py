from __future__ import annotations

import contextlib
import dataclasses
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drugcourt.domain.dates import parse_amount
from drugcourt.domain.episodes import EpisodeStatus, ExitReason
from drugcourt.domain.facts import ParticipantFacts
from drugcourt.domain.findings import Verdict
from drugcourt.domain.responses import Magnitude
from drugcourt.domain.specimens import Confirmation, Explanation, Substance
from drugcourt.errors import Refusal
from drugcourt.exchange.programs.files import load_program
from drugcourt.exchange.resources import resource
from drugcourt.exchange.scenarios.expectations import Goal
from drugcourt.exchange.scenarios.problems import MOST_MISTAKES, ScenarioProblem, ScenarioRefusal
from drugcourt.exchange.scenarios.scenarios import (
    MOST_BYTES,
    program_named,
    read_facts,
    read_scenario,
    scenario_text,
)
from drugcourt.exchange.scenarios.specimens import PANEL
from drugcourt.exchange.scenarios.words import vocabulary
from tests.lives import EVENTS, facts_text, person

PROGRAM = load_program(resource("programs", "five-phase.toml"))


def facts_of(*events: dict[str, Any], **values: Any) -> ParticipantFacts:
    (life,) = read_facts(facts_text(person(events=list(events), **values)), PROGRAM)
    return life.facts


def mistakes(text: str) -> list[str]:
    with pytest.raises(ScenarioRefusal) as refused:
        read_scenario(text, PROGRAM)
    return [str(problem) for problem in refused.value.problems]


def mistakes_of(*events: dict[str, Any], **values: Any) -> list[str]:
    return mistakes(facts_text(person(events=list(events), **values)))


def test_the_whole_life_of_the_tests_uses_every_word_and_fills_every_kind_of_fact() -> None:
    said = {key for event in EVENTS for key in event}
    assert set(vocabulary(PROGRAM, PANEL)) <= said
    (life,) = read_facts(facts_text(ceremonies=["2026-12-11"]), PROGRAM)
    empty = [
        field.name
        for field in dataclasses.fields(ParticipantFacts)
        if field.name != "episode_id" and getattr(life.facts, field.name) in ((), frozenset(), None)
    ]
    assert empty == []


def test_a_test_may_name_one_substance_or_all_with_exceptions() -> None:
    facts = facts_of(
        {"on": "2026-02-01", "test": {"cocaine": "positive pending residual"}},
        {"on": "2026-02-02", "test": {"all": "negative", "fentanyl": "positive"}},
        {"on": "2026-02-03", "admitted_use": True},
    )
    one, several, admitted = facts.specimens
    (cocaine,) = one.results
    assert cocaine.confirmation is Confirmation.PENDING
    assert cocaine.explanation is Explanation.RESIDUAL
    assert {r.substance for r in several.results} == {*PANEL, Substance.FENTANYL}
    assert admitted.results == ()


def test_only_what_the_laboratory_answered_carries_the_day_of_the_answer() -> None:
    results = {"cocaine": "positive confirmed", "thc": "negative", "opiates": "positive pending"}
    facts = facts_of({"on": "2026-02-01", "test": results, "confirmed_on": "2026-02-05"})
    days = {r.substance: r.confirmed_on for r in facts.specimens[0].results}
    assert days == {
        Substance.COCAINE: date(2026, 2, 5),
        Substance.THC: None,
        Substance.OPIATES: None,
    }


def test_the_panel_of_a_file_says_what_a_negative_test_means() -> None:
    text = facts_text(person(events=[{"on": "2026-02-01", "test": "negative"}]), panel=["thc"])
    (life,) = read_facts(text)
    assert [r.substance for r in life.facts.specimens[0].results] == [Substance.THC]


@pytest.mark.parametrize(
    ("repeated", "days"),
    [
        ({"every": "1 week", "to": "2026-02-15"}, ["2026-02-01", "2026-02-08", "2026-02-15"]),
        ({"every": "1 week", "to": "2026-02-14"}, ["2026-02-01", "2026-02-08"]),
        ({"every": "3 days", "times": 2}, ["2026-02-01", "2026-02-04"]),
        ({"every": "1 week", "times": 3, "except": ["2026-02-08"]}, ["2026-02-01", "2026-02-15"]),
    ],
)
def test_an_event_is_repeated_to_a_day_or_so_many_times(
    repeated: dict[str, Any], days: list[str]
) -> None:
    facts = facts_of({"on": "2026-02-01", "hearing": "present", **repeated})
    assert [hearing.on.isoformat() for hearing in facts.hearings] == days
    assert [hearing.id for hearing in facts.hearings] == list(range(1, len(days) + 1))


def test_a_month_is_counted_from_the_first_day_so_that_the_31st_does_not_wander() -> None:
    facts = facts_of({"on": "2026-01-31", "item": "journal", "every": "1 month", "times": 3})
    assert [item.on.isoformat() for item in facts.items] == [
        "2026-01-31",
        "2026-02-28",
        "2026-03-31",
    ]


def test_statuses_follow_each_other_without_a_gap_and_return_to_active() -> None:
    facts = facts_of(
        {"on": "2026-02-10", "status": "in_custody", "until": "2026-02-12"},
        {"on": "2026-02-20", "status": "absconded"},
        {"on": "2026-03-01", "status": "in_custody", "until": "2026-03-05"},
        {"on": "2026-03-03", "status": "medical_leave"},
    )
    spans = [(s.status, s.start.isoformat(), s.end and s.end.isoformat()) for s in facts.statuses]
    assert spans == [
        (EpisodeStatus.ACTIVE, "2026-01-05", "2026-02-10"),
        (EpisodeStatus.IN_CUSTODY, "2026-02-10", "2026-02-12"),
        (EpisodeStatus.ACTIVE, "2026-02-12", "2026-02-20"),
        (EpisodeStatus.ABSCONDED, "2026-02-20", "2026-03-01"),
        (EpisodeStatus.IN_CUSTODY, "2026-03-01", "2026-03-03"),
        (EpisodeStatus.MEDICAL_LEAVE, "2026-03-03", None),
    ]


def test_the_first_phase_begins_with_admission_unless_another_is_said() -> None:
    plain = facts_of({"on": "2026-03-06", "phase": "phase-2"})
    assert [(s.phase, s.entered.isoformat(), s.left) for s in plain.stays] == [
        ("phase-1", "2026-01-05", date(2026, 3, 6)),
        ("phase-2", "2026-03-06", None),
    ]
    later = facts_of({"on": "2026-01-05", "phase": "phase-2"})
    assert [stay.phase for stay in later.stays] == ["phase-2"]


def test_an_exit_ends_the_stay_and_the_status() -> None:
    (life,) = read_facts(facts_text(), PROGRAM)
    left = date(2026, 5, 1)
    assert life.facts.exited_on == left
    assert life.exit_reason is ExitReason.ABSCONDED
    assert life.facts.stays[-1].left == left
    assert life.facts.statuses[-2].end == left
    assert (life.facts.statuses[-1].status, life.facts.statuses[-1].start) == (
        EpisodeStatus.TERMINATED,
        left,
    )


def test_money_amounts_and_numbers_are_read_as_the_file_writes_them() -> None:
    (life,) = read_facts(facts_text(), PROGRAM)
    assert [line.cents for line in life.facts.ledger] == [50_000, 3_175, 100, 200]
    assert life.facts.extensions[0].amount == parse_amount("2 weeks")
    assert life.facts.abilities[0].debt is None
    assert life.facts.abilities[0].cents_per_month is None
    assert life.facts.responses[0].magnitude is Magnitude.LOW


def test_the_order_of_events_does_not_matter() -> None:
    (told,) = read_facts(facts_text(), PROGRAM)
    (other,) = read_facts(facts_text(person(events=EVENTS[::-1])), PROGRAM)
    assert told.facts.statuses == other.facts.statuses
    assert told.facts.stays == other.facts.stays
    for name in ("specimens", "ledger", "hearings"):
        mine = {dataclasses.replace(fact, id=0) for fact in getattr(told.facts, name)}
        theirs = {dataclasses.replace(fact, id=0) for fact in getattr(other.facts, name)}
        assert mine == theirs


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ({"on": "2026-02-30", "hearing": "present"}, "no such day"),
        ({"on": "01/02/2026", "hearing": "present"}, "written like"),
        ({"on": "20260201", "hearing": "present"}, "written like"),
        ({"hearing": "present"}, "“on” is missing"),
        ({"on": "2026-02-01", "hearing": "presnt"}, "Did you mean “present”?"),
        ({"on": "2026-02-01", "sesion": "group"}, "Did you mean “session”?"),
        ({"on": "2026-02-01"}, "No word for what happened"),
        ({"on": "2026-02-01", "hearing": "present", "session": "group"}, "One event says one"),
        ({"on": "2026-02-01", "hearing": "present", "minuts": 3}, "not known here"),
        ({"on": "2026-02-01", "session": "group", "minuts": 3}, "Did you mean “minutes”?"),
        ({"on": "2026-02-01", "session": "group", "minutes": -3}, "between 0 and 1,440"),
        ({"on": "2026-02-01", "session": "group", "minutes": True}, "whole number"),
        ({"on": "2026-02-01", "hearing": "present", "until": "2026-02-03"}, "has no end"),
        ({"on": "2026-02-01", "plan": "loans", "until": "2026-01-03"}, "before it begins"),
        ({"on": "2026-02-01", "missed_test": False}, "must be true"),
        ({"on": "2026-02-01", "test": "positive"}, "results by substance"),
        ({"on": "2026-02-01", "test": {}}, "results by substance"),
        ({"on": "2026-02-01", "test": {"cocain": "positive"}}, "Did you mean “cocaine”?"),
        ({"on": "2026-02-01", "test": {"thc": "positive certain"}}, "one each of"),
        ({"on": "2026-02-01", "test": {"thc": "positive pending confirmed"}}, "one each of"),
        ({"on": "2026-02-01", "phase": "phase-9"}, "no phase “phase-9”"),
        ({"on": "2026-02-01", "milestone": "treatment_pln"}, "Did you mean “treatment_plan”?"),
        ({"on": "2026-02-01", "decision": "p1.teem", "by": "team"}, "Did you mean “p1.team”?"),
        ({"on": "2026-02-01", "decision": "p1.team"}, "“by” is missing"),
        ({"on": "2026-02-01", "waiver": "p1.team", "by": "Judge"}, "“reason” is missing"),
        ({"on": "2026-02-01", "charge": "loans"}, "Say how much"),
        ({"on": "2026-02-01", "charge": "loans", "cents": 5, "amount": "$1"}, "Say how much"),
        ({"on": "2026-02-01", "charge": "loans", "cents": 0}, "between 1"),
        ({"on": "2026-02-01", "charge": "loans", "amount": "$1.234"}, "two digits"),
        ({"on": "2026-02-01", "points": 1.5}, "whole number"),
        ({"on": "2026-02-01", "service": 0}, "between 0.01"),
        ({"on": "2026-02-01", "status": "graduated"}, "not known here"),
        ({"on": "2026-02-01", "hearing": "present", "every": "weekly", "times": 2}, "written like"),
        ({"on": "2026-02-01", "hearing": "present", "every": "1 week"}, "Say either"),
        ({"on": "2026-02-01", "hearing": "present", "times": 3}, "goes with “every”"),
        ({"on": "2026-02-01", "phase": "phase-2", "every": "1 week", "times": 3}, "write each"),
        (
            {"on": "2026-02-01", "hearing": "present", "every": "1 week", "to": "2026-01-01"},
            "before the first",
        ),
        (
            {
                "on": "2026-02-01",
                "item": "a",
                "every": "1 day",
                "times": 2,
                "except": ["2026-03-01"],
            },
            "does not fall",
        ),
    ],
)
def test_a_mistake_is_said_with_its_place_and_what_was_meant(
    event: dict[str, Any], said: str
) -> None:
    found = mistakes_of({"on": "2026-01-09", "hearing": "present"}, event)
    assert any(said in mistake for mistake in found)
    assert all(mistake.startswith("participants 1 (P-1), events 2") for mistake in found)


def test_every_mistake_is_said_at_once() -> None:
    text = facts_text(
        person(admitted="soon", events=[{"on": "x", "hearing": "present"}, 5]),
        person("P-2", track="diverson", events="none"),
        person("P-1", evnts=[]),
        "nobody",
        panels=[],
    )
    found = mistakes(text)
    for said in (
        "participants 1 (P-1), admitted",
        "events 1, on",
        "events 2: This must be an object",
        "Did you mean “diversion”?",
        "participants 2 (P-2), events: This must be a list",
        "Did you mean “events”?",
        "participants 4: This must be an object",
        "Did you mean “panel”?",
    ):
        assert any(said in mistake for mistake in found), said


def test_an_id_stands_once() -> None:
    assert any("Another participant" in m for m in mistakes(facts_text(person(), person())))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"participants": [',
        "[]",
        "null",
        "5",
        '{"participants": []}',
        '{"participants": {}}',
        '{"facts": []}',
        '{"facts": {"participants": 1}}',
        '{"participants": [{"id": "P", "id": "Q"}]}',
        '{"participants": [{"id": NaN}]}',
        '{"participants": [{"id": "P", "admitted": "2026-01-05", "events": [{"on": 1e999}]}]}',
        '{"a":' * 30_000,
        '{"participants": [' + "[" * 30_000,
        '{"participants": ' + "9" * 5_000 + "}",
    ],
)
def test_a_hostile_or_cut_file_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_scenario(text)
    assert str(refused.value).endswith(".")


@given(
    st.text(max_size=40)
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["on", "test", "until", "every", "participants", "events", "id", "x"]
                ),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_whatever_the_file_holds_the_answer_is_lives_or_a_refusal(value: Any) -> None:
    shapes = [value, {"participants": [value]}, {"participants": [person(events=[value])]}]
    for shape in shapes:
        text = shape if isinstance(shape, str) else json.dumps(shape)
        with contextlib.suppress(Refusal):
            read_scenario(text, PROGRAM)


def test_a_key_that_stands_twice_in_an_object_is_refused_by_name() -> None:
    text = facts_text(person(events=[])).replace('"id": "P-1"', '"id": "P-1", "id": "P-2"')
    assert any("“id” stands twice" in mistake for mistake in mistakes(text))


def test_a_file_with_endless_mistakes_is_given_up() -> None:
    events = [{"on": "never", "hearing": "x"}] * MOST_MISTAKES
    assert len(mistakes_of(*events)) == MOST_MISTAKES


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.json"):
        with pytest.raises(Refusal, match="choose another"):
            scenario_text(path)
    large = tmp_path / "large.json"
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(Refusal, match="too large"):
        scenario_text(large)
    wrong = tmp_path / "wrong.json"
    wrong.write_bytes(b"\xff\xfe{")
    with pytest.raises(Refusal, match="can't be read"):
        scenario_text(wrong)


def test_the_program_may_be_named_by_facts_or_scenario(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(facts_text(program="or-jackson"))
    assert program_named(path) == "or-jackson"
    path.write_text(json.dumps({"facts": json.loads(facts_text(program="mine.toml"))}))
    assert program_named(path) == "mine.toml"
    path.write_text(facts_text())
    assert program_named(path) == ""


# Expectations -----------------------------------------------------------------------------------


def scenario(*expect: Any, people: int = 1) -> str:
    told = [person(f"P-{n}", events=[]) for n in range(1, people + 1)]
    return json.dumps({"facts": {"participants": told}, "expect": list(expect)})


def test_an_expectation_says_only_what_matters() -> None:
    read = read_scenario(
        scenario(
            {
                "on": "2026-02-04",
                "goal": "next_phase",
                "earliest": None,
                "verdicts": {"p1.sober": "met"},
                "sober_date": "2026-01-05",
            }
        ),
        PROGRAM,
    )
    (expected,) = read.expect
    assert (expected.participant, expected.goal) == ("P-1", Goal.NEXT_PHASE)
    assert expected.said == {"earliest": None, "sober_date": date(2026, 1, 5)}
    assert expected.verdicts == {"p1.sober": Verdict.MET}


@pytest.mark.parametrize(
    ("expect", "people", "said"),
    [
        ({"on": "2026-02-04"}, 1, "expects nothing"),
        ({"on": "2026-02-04", "ready": True}, 1, "Say for which “goal”"),
        ({"on": "2026-02-04", "days": 3}, 2, "“participant” is missing"),
        ({"on": "2026-02-04", "days": 3, "participant": "P-3"}, 2, "no participant “P-3”"),
        ({"on": "2026-02-04", "verdicts": {"p1.sobr": "met"}}, 1, "Did you mean “p1.sober”?"),
        ({"on": "2026-02-04", "verdicts": {"p1.sober": "mett"}}, 1, "Did you mean “met”?"),
        ({"on": "2026-02-04", "sober_dat": None}, 1, "Did you mean “sober_date”?"),
        ({"days": 3}, 1, "“on” is missing"),
        (5, 1, "must be an object"),
    ],
)
def test_a_mistake_of_an_expectation_is_said(expect: Any, people: int, said: str) -> None:
    found = mistakes(scenario(expect, people=people))
    assert any(said in mistake for mistake in found)
    assert all(mistake.startswith("expect 1") for mistake in found)


def test_a_place_stands_before_its_sentence() -> None:
    assert str(ScenarioProblem("events 1", "Wrong.", "Did you?")) == "events 1: Wrong. Did you?"
    assert str(ScenarioProblem("", "Wrong.")) == "Wrong."
