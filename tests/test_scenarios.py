"""Every shipped program gives the answers that its scenario, a life in dates, expects."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from drugcourt.casework.scenarios import run
from drugcourt.casework.shipped import shipped_programs
from drugcourt.domain.program import Program
from drugcourt.domain.terms import LevelOfCare
from drugcourt.exchange.program_files import load_program
from drugcourt.exchange.resources import resource
from drugcourt.exchange.scenarios import Scenario, read_scenario
from drugcourt.rules.phases import judge_person

SCENARIOS = sorted(resource("scenarios").glob("*.json"))
PROGRAMS = sorted(path.stem for path in resource("programs").glob("*.toml"))
REAL = [key for key in PROGRAMS if key != "five-phase"]


def handbook(key: str) -> Program:
    return load_program(resource("programs", f"{key}.toml"))


def scenario(key: str) -> Scenario:
    return read_scenario(resource("scenarios", f"{key}.json"), handbook(key))


def each_expectation() -> list[object]:
    """One case for each answer, named by what the scenario says of it."""
    cases = []
    for path in SCENARIOS:
        told = json.loads(path.read_text("utf-8"))["expect"]
        cases += [
            pytest.param(path, place, id=f"{path.stem} {one['on']}: {one['remark']} [{place}]")
            for place, one in enumerate(told)
        ]
    return cases


@pytest.mark.parametrize(("path", "place"), each_expectation())
def test_the_handbook_answers_as_the_scenario_expects(path: Path, place: int) -> None:
    told = json.loads(path.read_text("utf-8"))
    told["expect"] = [told["expect"][place]]
    program = handbook(path.stem)
    misses = run(read_scenario(json.dumps(told), program), program)
    assert [miss.sentence for miss in misses] == []


def test_every_real_program_has_a_scenario() -> None:
    assert [path.stem for path in SCENARIOS] == REAL
    assert len(REAL) == 12


@pytest.mark.parametrize("key", REAL)
def test_a_scenario_moved_by_a_day_no_longer_holds(key: str) -> None:
    text = resource("scenarios", f"{key}.json").read_text("utf-8")
    told = json.loads(text)
    for one in told["expect"]:
        one["on"] = (date.fromisoformat(one["on"]) - timedelta(days=1)).isoformat()
    program = handbook(key)
    assert len(run(read_scenario(json.dumps(told), program), program)) >= 3


def test_thirteen_programs_are_offered_to_a_new_court_the_model_first() -> None:
    shipped = shipped_programs()
    assert shipped[0].key == "five-phase"
    assert sorted(one.key for one in shipped) == PROGRAMS
    assert len({one.name for one in shipped}) == 13
    states = {handbook(key).state for key in REAL}
    assert states == {"AL", "GA", "KY", "MD", "NY", "OR", "PA", "SD", "WI"}


# What a scenario file has no word for ------------------------------------------------------------


def test_chester_warns_before_and_after_twenty_four_months() -> None:
    program, life = handbook("pa-chester"), scenario("pa-chester").lives[0].facts

    def warning(on: date) -> str:
        found = judge_person(life, program, on).dismissal.findings
        return next(f.warning for f in found if f.rule == "grad.length")

    assert warning(date(2027, 11, 4)) == ""
    assert "is reached" in warning(date(2027, 11, 5))
    assert "was reached" in warning(date(2028, 1, 6))


def test_kentucky_says_why_fifteen_months_hold_for_a_misdemeanor() -> None:
    program, lives = handbook("ky-statewide-2023"), scenario("ky-statewide-2023").lives
    on = date(2027, 4, 15)
    found = [judge_person(life.facts, program, on).dismissal for life in lives[:2]]
    felony, misdemeanor = (next(f for f in one.findings if f.rule == "grad.days") for one in found)
    assert felony.why == ""
    assert "misdemeanor" in misdemeanor.why
    assert misdemeanor.basis.endswith("misdemeanor")


def test_suffolk_sits_by_the_treatment_setting_and_cobb_by_the_friday() -> None:
    first = handbook("ny-suffolk-jdp").phases[0]
    assert str(first.hearing_by[LevelOfCare.OUTPATIENT]) == "1 week"
    assert str(first.hearing_by[LevelOfCare.RESIDENTIAL]) == "2 weeks"
    fridays = handbook("ga-cobb-vet").phases[2].hearing_on
    assert [str(day) for day in fridays] == ["1st friday", "3rd friday"]
