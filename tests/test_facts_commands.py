from __future__ import annotations

import json
from pathlib import Path

import pytest

from drugcourt import cli
from drugcourt.exchange.resources import resource
from tests.conftest import PASSWORD
from tests.lives import facts_text, person

AS_OF = ["--as-of", "2026-11-24"]


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A facts file that names a shipped program, with the password as a scheduled job has it."""
    monkeypatch.setenv("DRUGCOURT_PASSWORD", PASSWORD)
    file = tmp_path / "lives.json"
    file.write_text(facts_text(program="five-phase"))
    return file


def load(file: Path, court: Path) -> int:
    return cli.main(["facts", "load", str(file), "--to", str(court), *AS_OF])


def test_a_court_is_made_for_the_lives_of_a_file(
    told: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    court = tmp_path / "lives.court"
    assert load(told, court) == 0
    assert "1 participant with" in capsys.readouterr().out
    asked = ["readiness", "--court", str(court), "--participant", "P-1", "--json"]
    assert cli.main([*asked, "--as-of", "2026-03-01"]) == 0
    (judged,) = json.loads(capsys.readouterr().out)["participants"]
    days = next(r for r in judged["next_phase"]["requirements"] if r["rule"] == "p1.days")
    assert days["met_from"] == "2026-04-04"  # 75 days by override, and two weeks more
    assert "Surgery" in days["why"]
    assert cli.main(["check", str(court), *AS_OF]) == 0


def test_lives_enter_a_court_that_exists_and_an_id_only_once(
    office: Path, told: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert load(told, office) == 0
    assert load(told, office) == 1
    assert "in the court already: P-1" in capsys.readouterr().err
    scenario = told.with_name("more.json")
    inner = {"participants": [person("P-2", events=[])]}
    scenario.write_text(json.dumps({"facts": inner, "expect": [{"on": "2026-02-01", "days": 0}]}))
    assert load(scenario, office) == 0


def test_a_program_beside_the_file_is_found_from_the_files_own_folder(
    told: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    books = tmp_path / "books"
    books.mkdir()
    text = resource("programs", "five-phase.toml").read_text("utf-8")
    (books / "ours.toml").write_text(text, "utf-8")
    told.write_text(facts_text(program="books/ours.toml"))
    monkeypatch.chdir("/")
    assert load(told, tmp_path / "a.court") == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (facts_text(), "names no program"),
        (facts_text(program="five-fase"), "There is no program"),
        (facts_text(program="/etc/hostname"), "There is no program"),
        (facts_text(person(events=[{"on": "x", "hearing": "presnt"}]), program="five-phase"), ""),
        ("{", "not proper JSON"),
    ],
)
def test_a_file_that_is_refused_makes_no_court(
    told: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    told.write_text(text)
    assert load(told, tmp_path / "a.court") == 1
    assert said in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == [told.name]


def test_every_mistake_of_a_facts_file_stands_on_a_line_of_its_own(
    told: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told.write_text(
        facts_text(person(events=[{"on": "x", "hearing": "presnt"}]), program="five-phase")
    )
    assert load(told, tmp_path / "a.court") == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "The file has 2 mistakes; nothing was taken from it."
    assert len(lines) == 3
    assert "Did you mean “present”?" in "".join(lines)


def test_a_scenario_says_each_answer_that_is_not_as_expected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "scenario.json"
    told = {"facts": {"participants": [person(events=[])]}}
    right = {"on": "2026-02-04", "days": 30}
    file.write_text(json.dumps({**told, "expect": [right]}))
    assert cli.main(["program", "test", "five-phase", str(file)]) == 0
    assert capsys.readouterr().out == "1 expectation; every answer is as expected.\n"
    file.write_text(json.dumps({**told, "expect": [right, {"on": "2026-02-04", "days": 31}]}))
    assert cli.main(["program", "test", "five-phase", str(file)]) == 1
    said = capsys.readouterr().out
    assert "P-1, 2026-02-04: days should be 31, but is 30 (expect 2)" in said
    assert cli.main(["program", "test", "five-phase", str(file), "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["ok"], answer["expectations"]) == (False, 2)
    assert answer["misses"][0]["found"] == "30"
