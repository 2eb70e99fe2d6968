"""Every shipped program gives the answers that its scenario, a life in dates, expects."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from drugcourt.casework.programs.scenarios import run
from drugcourt.casework.programs.shipped import shipped_programs
from drugcourt.domain.program import Program
from drugcourt.domain.treatment import LevelOfCare
from drugcourt.exchange.programs.files import load_program
from drugcourt.exchange.resources import resource
from drugcourt.exchange.scenarios.scenarios import Scenario, read_scenario
from drugcourt.rules.hearings import next_hearing_due

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


# What phases expect, which a scenario file has no word for ---------------------------------------


def test_suffolk_sits_by_the_treatment_setting_and_cobb_by_the_friday() -> None:
    first = handbook("ny-suffolk-jdp").phases[0]
    assert str(first.hearing_by[LevelOfCare.OUTPATIENT]) == "1 week"
    assert str(first.hearing_by[LevelOfCare.RESIDENTIAL]) == "2 weeks"
    fridays = handbook("ga-cobb-vet").phases[2].hearing_on
    assert [str(day) for day in fridays] == ["1st friday", "3rd friday"]


def test_escambia_sits_every_other_friday_and_pennington_so_often_a_month() -> None:
    escambia, friday = handbook("al-escambia"), date(2026, 3, 6)
    assert next_hearing_due(escambia, "phase-2", friday) == date(2026, 3, 20)
    assert next_hearing_due(escambia, "phase-2", date(2026, 3, 9)) == date(2026, 3, 20)
    pennington = handbook("sd-pennington-drug")
    assert next_hearing_due(pennington, "phase-1", friday) == date(2026, 3, 15)
    assert next_hearing_due(pennington, "phase-4", friday) == date(2026, 4, 6)
