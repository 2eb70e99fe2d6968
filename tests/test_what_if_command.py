from __future__ import annotations

import json
from pathlib import Path

import pytest

from drugcourt import cli
from tests.conftest import PASSWORD
from tests.lives import facts_text

AS_OF = ["--as-of", "2026-03-01"]


@pytest.fixture
def court(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A court with one life told as facts."""
    monkeypatch.setenv("DRUGCOURT_PASSWORD", PASSWORD)
    file = tmp_path / "lives.json"
    file.write_text(facts_text(program="five-phase"))
    made = tmp_path / "lives.court"
    assert cli.main(["facts", "load", str(file), "--to", str(made), *AS_OF]) == 0
    return made


def ask(court: Path, *more: str) -> int:
    return cli.main(["readiness", "--court", str(court), *more, *AS_OF])


def test_what_if_stands_beside_what_is_in_the_json(
    court: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    supposed = ["--if", "test 2026-02-20 positive", "--if", "rule p1.days least 30 days"]
    assert ask(court, "--participant", "P-1", "--json", *supposed) == 0
    (person,) = json.loads(capsys.readouterr().out)["participants"]
    other = person["if"]
    assert len(other["suppose"]) == 2
    assert other["sober"]["since"] == "2026-02-21"
    assert "p1.sober" in other["changed"]["next_phase"]
    assert person["sober"]["since"] != other["sober"]["since"]


def test_what_if_is_said_in_sentences(court: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(court, "--participant", "P-1", "--if", "done p1.team") == 0
    told = capsys.readouterr().out
    assert "If “The team recommends advancement” were done today:" in told


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--if", "done p1.team"], "--participant ID"),
        (["--participant", "P-1", "--if", "frobnicate"], "can't be supposed"),
        (["--participant", "P-1", "--if", "rule p1.days least soon"], "30 days"),
    ],
)
def test_a_supposition_that_can_not_be_is_refused_in_one_sentence(
    court: Path, capsys: pytest.CaptureFixture[str], more: list[str], said: str
) -> None:
    capsys.readouterr()
    assert ask(court, *more) == 1
    assert said in capsys.readouterr().err
