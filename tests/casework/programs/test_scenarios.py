from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from drugcourt.casework.programs.scenarios import NOTHING, run
from drugcourt.exchange.programs.files import load_program, shipped_programs
from drugcourt.exchange.resources import resource
from drugcourt.exchange.scenarios.scenarios import read_scenario
from tests.lives import person

PROGRAM = load_program(resource("programs", "five-phase.toml"))
EVENTS: list[dict[str, Any]] = [
    {"on": "2026-01-07", "every": "1 week", "to": "2026-03-25", "test": "negative"},
    {"on": "2026-02-01", "test": {"cocaine": "positive"}},
    {"on": "2026-02-02", "milestone": "treatment_plan"},
]


def misses(**expect: Any) -> list[tuple[str, str, str]]:
    told = {"participants": [person(events=EVENTS)]}
    text = json.dumps({"facts": told, "expect": [{"on": "2026-02-10", **expect}]})
    found = run(read_scenario(text, PROGRAM), PROGRAM)
    return [(miss.said, miss.expected, miss.found) for miss in found]


def test_answers_that_hold_are_not_told() -> None:
    assert (
        misses(
            goal="next_phase",
            ready=False,
            ready_but_for_decisions=False,
            earliest=None,
            phase="phase-1",
            verdicts={"p1.sober": "unmet", "p1.plan": "met"},
            met_from={"p1.sober": "2026-02-16", "p1.plan": "2026-02-02"},
            met_if_acted={"p1.sober": "2026-02-16"},
            says={"p1.sober": "8 of 14"},
            asked=["p1.sober"],
            not_asked=["p2.sober"],
            sober_date="2026-02-02",
            days=8,
            longest=27,
            total=35,
            provisional_since=None,
        )
        == []
    )


@pytest.mark.parametrize(
    ("expect", "said", "expected", "found"),
    [
        ({"goal": "next_phase", "ready": True}, "ready", "true", "false"),
        ({"goal": "dismissal", "ready": True}, "ready", "true", "false"),
        ({"goal": "next_phase", "earliest": "2026-03-01"}, "earliest", "2026-03-01", "null"),
        ({"phase": None}, "phase", "null", "phase-1"),
        ({"sober_date": None}, "sober_date", "null", "2026-02-02"),
        ({"days": 9}, "days", "9", "8"),
        ({"longest": 9}, "longest", "9", "27"),
        ({"total": 9}, "total", "9", "35"),
        ({"verdicts": {"p1.sober": "met"}}, "p1.sober", "met", "unmet"),
        ({"verdicts": {"p2.sober": "met"}}, "p2.sober", "met", NOTHING),
        ({"met_from": {"p1.sober": None}}, "met_from of p1.sober", "null", "2026-02-16"),
        ({"met_if_acted": {"p1.sober": None}}, "met_if_acted of p1.sober", "null", "2026-02-16"),
        ({"asked": ["p2.sober"]}, "p2.sober", "asked", NOTHING),
        ({"not_asked": ["p1.sober"]}, "p1.sober", NOTHING, "asked"),
    ],
)
def test_an_answer_that_does_not_hold_is_told_with_what_was_found(
    expect: dict[str, Any], said: str, expected: str, found: str
) -> None:
    assert misses(**expect) == [(said, expected, found)]


def test_words_that_a_finding_does_not_hold_are_told_with_its_sentence() -> None:
    ((said, expected, found),) = misses(says={"p1.sober": "9 of 14"})
    assert (said, expected) == ("the sentence of p1.sober", "9 of 14")
    assert found.startswith("8 of 14")


def test_a_reason_and_a_warning_are_looked_for_too() -> None:
    """A number of her own says why; an upper end that is near or passed warns."""
    own = {"on": "2026-02-03", "override": "p1.days", "field": "least", "value": "90 days"}
    own |= {"by": "Judge", "reason": "Relapse"}
    text = resource("programs", "five-phase.toml").read_text("utf-8")
    place = text.index("[[phases.advance]]")
    most = (
        '[[phases.advance]]\nkey = "p1.most"\ntext = "No more than 40 days"\n'
        'kind = "elapsed"\nmost = "40 days"\nwarn = "10 days"\n\n'
    )
    handbook = load_program(text[:place] + most + text[place:])

    def found(on: str, **expect: Any) -> list[tuple[str, str, str]]:
        told = {"participants": [person(events=[own])]}
        given = json.dumps({"facts": told, "expect": [{"on": on, **expect}]})
        missed = run(read_scenario(given, handbook), handbook)
        return [(miss.said, miss.expected, miss.found) for miss in missed]

    assert found("2026-02-10", why={"p1.days": "90 days for this person"}) == []
    ((said, expected, _),) = found("2026-02-10", why={"p1.days": "80 days"})
    assert (said, expected) == ("the reason of p1.days", "80 days")
    ((_, _, nothing),) = found("2026-02-10", why={"p1.most": "any"})
    assert nothing == "no reason"
    assert found("2026-01-20", warns={"p1.most": False}) == []
    assert found("2026-02-10", warns={"p1.most": True}) == []
    assert found("2026-02-10", warns={"p1.most": "Feb 14"}) == []
    warning = "the warning of p1.most"
    assert found("2026-01-20", warns={"p1.most": True}) == [(warning, "a warning", "no warning")]
    assert found("2026-02-10", warns={"p1.most": False}) == [(warning, "no warning", "a warning")]
    ((said, expected, text),) = found("2026-02-10", warns={"p1.most": "Mar 1"})
    assert (said, expected) == (warning, "Mar 1")
    assert "40 days" in text
    assert found("2026-02-10", warns={"p2.days": False}) == [
        ("the warning of p2.days", "no warning", NOTHING)
    ]


def test_a_part_of_a_requirement_is_found_by_its_own_key() -> None:
    text = resource("programs", "five-phase.toml").read_text("utf-8")
    part = """
[[phases.advance]]
key = "p1.either"
text = "A plan, or fourteen sober days"
kind = "any_of"

[[phases.advance.parts]]
key = "p1.either.plan"
text = "A plan"
kind = "milestone"
milestone = "treatment_plan"

[[phases.advance.parts]]
key = "p1.either.sober"
text = "Fourteen sober days"
kind = "sober"
least = "14 days"

"""
    place = text.index("[[phases.advance]]")
    handbook = load_program(text[:place] + part.lstrip() + text[place:])
    told = {"participants": [person(events=EVENTS)]}
    verdicts = {"p1.either": "met", "p1.either.plan": "met", "p1.either.sober": "unmet"}
    expect = {"on": "2026-02-10", "verdicts": verdicts}
    scenario = read_scenario(json.dumps({"facts": told, "expect": [expect]}), handbook)
    assert run(scenario, handbook) == ()


def test_before_admission_there_is_no_next_phase() -> None:
    told = {"participants": [person(events=[])]}
    expect = {"on": "2026-01-01", "goal": "next_phase", "ready": False}
    text = json.dumps({"facts": told, "expect": [expect]})
    (miss,) = run(read_scenario(text, PROGRAM), PROGRAM)
    assert miss.found == NOTHING
    assert miss.sentence == (f"P-1, 2026-01-01: ready should be false, but is {NOTHING} (expect 1)")


def _shipped() -> list[tuple[Path, Path]]:
    pairs = [(p, resource("scenarios", f"{p.stem}.json")) for p in shipped_programs()]
    return [pair for pair in pairs if pair[1].is_file()]


@pytest.mark.parametrize(("program", "scenario"), _shipped(), ids=lambda path: path.stem)
def test_a_shipped_program_answers_as_its_scenario_says(program: Path, scenario: Path) -> None:
    handbook = load_program(program)
    read = read_scenario(scenario, handbook)
    assert read.expect
    assert [miss.sentence for miss in run(read, handbook)] == []
