"""Handbooks that nobody has seen can be said in the language, and give the answers they should."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from drugcourt.casework.programs.handbook import handbook
from drugcourt.casework.programs.scenarios import run
from drugcourt.exchange.programs.files import load_program
from drugcourt.exchange.programs.text import dump_program
from drugcourt.exchange.scenarios.scenarios import read_scenario

FOLDER = Path(__file__).parent / "handbooks"
KEYS = sorted(path.stem for path in FOLDER.glob("*.toml"))


def each_expectation() -> list[object]:
    """One case for each answer, named by what the scenario says of it."""
    cases = []
    for key in KEYS:
        told = json.loads((FOLDER / f"{key}.json").read_text("utf-8"))["expect"]
        cases += [
            pytest.param(key, place, id=f"{key} {one['on']}: {one['remark']} [{place}]")
            for place, one in enumerate(told)
        ]
    return cases


@pytest.mark.parametrize(("key", "place"), each_expectation())
def test_the_handbook_answers_as_the_scenario_expects(key: str, place: int) -> None:
    told = json.loads((FOLDER / f"{key}.json").read_text("utf-8"))
    told["expect"] = [told["expect"][place]]
    program = load_program(FOLDER / f"{key}.toml")
    misses = run(read_scenario(json.dumps(told), program), program)
    assert [miss.sentence for miss in misses] == []


@pytest.mark.parametrize("key", KEYS)
def test_a_scenario_moved_by_a_day_no_longer_holds(key: str) -> None:
    told = json.loads((FOLDER / f"{key}.json").read_text("utf-8"))
    for one in told["expect"]:
        one["on"] = (date.fromisoformat(one["on"]) - timedelta(days=1)).isoformat()
    program = load_program(FOLDER / f"{key}.toml")
    assert len(run(read_scenario(json.dumps(told), program), program)) >= 5


@pytest.mark.parametrize("key", KEYS)
def test_the_handbook_comes_back_from_its_file_and_reads_as_sentences(key: str) -> None:
    program = load_program(FOLDER / f"{key}.toml")
    assert load_program(dump_program(program)) == program
    read = handbook(program)
    lines = [*read.graduation, *(line for phase in read.phases for line in phase.requirements)]
    assert all(line.rule.endswith((".", "first.")) for line in lines)
