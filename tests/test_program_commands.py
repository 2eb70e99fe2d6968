from __future__ import annotations

import json
from pathlib import Path

import pytest

from drugcourt import cli
from drugcourt.exchange.resources import resource
from tests.test_cli import AS_OF, people

FIVE_PHASE = resource("programs", "five-phase.toml")


def written(folder: Path, before: str, after: str, *, version: str = "A later version") -> str:
    text = FIVE_PHASE.read_text("utf-8")
    assert before in text
    text = text.replace(before, after).replace('version = "January 2024"', f'version = "{version}"')
    path = folder / "changed.toml"
    path.write_text(text, "utf-8")
    return str(path)


def test_every_mistake_of_a_program_file_is_said_at_once_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(
        tmp_path, 'kind = "sober"\nleast = "14 days"', 'kind = "sobre"\nleast = "0 days"'
    )
    assert cli.main(["program", "check", file, "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["ok"] is False
    assert all(problem["line"] and problem["text"] for problem in said["problems"])
    assert any("sober" in problem["suggestion"] for problem in said["problems"])
    assert cli.main(["program", "check", file]) == 1
    assert "Line" in capsys.readouterr().err


def test_a_shipped_program_has_no_mistakes(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["program", "check", "five-phase"]) == 0
    assert "no mistakes" in capsys.readouterr().out


def test_the_handbook_is_explained_in_plain_english_and_as_a_handout(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["program", "explain", "or-jackson"]) == 0
    told = capsys.readouterr().out
    assert "30 verified consecutive sober days" in told
    assert "Mail Tribune" in told
    assert "How time is counted:\n  A month is a calendar month." in told
    pdf = tmp_path / "handout.pdf"
    assert cli.main(["program", "explain", "or-jackson", "-o", str(pdf)]) == 0
    assert pdf.read_bytes().startswith(b"%PDF")


def test_the_impact_of_a_change_names_whom_it_touches_and_how(
    office: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    cli.main(["import", "people", people(tmp_path), "--court", str(office), *AS_OF])
    file = written(tmp_path, 'least = "60 days"', 'least = "400 days"')
    capsys.readouterr()
    assert cli.main(["program", "impact", file, "--court", str(office), "--json", *AS_OF]) == 0
    touched = json.loads(capsys.readouterr().out)["participants"]
    assert [one["participant"] for one in touched] == ["P-1", "P-2"]
    rules = {change["rule"]: change for change in touched[0]["rules"]}
    assert rules["p1.days"]["before"].startswith("Met")
    assert rules["p1.days"]["after"].startswith("Not met")


def test_an_unchanged_program_touches_nobody(
    office: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    cli.main(["import", "people", people(tmp_path), "--court", str(office), *AS_OF])
    capsys.readouterr()
    assert cli.main(["program", "impact", "five-phase", "--court", str(office), *AS_OF]) == 0
    assert "Nobody" in capsys.readouterr().out


def test_readiness_can_be_asked_by_another_program(
    office: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    cli.main(["import", "people", people(tmp_path), "--court", str(office), *AS_OF])
    capsys.readouterr()
    asked = ["readiness", "--court", str(office), "--program", "md-calvert", "--json", *AS_OF]
    assert cli.main(asked) == 0
    judged = json.loads(capsys.readouterr().out)["participants"]
    assert {person["program"]["key"] for person in judged} == {"md-calvert"}


def test_readiness_says_the_clock_both_ways_and_every_phase_with_its_earliest_day(
    office: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    cli.main(["import", "people", people(tmp_path), "--court", str(office), *AS_OF])
    capsys.readouterr()
    asked = ["readiness", "--court", str(office), "--participant", "P-1", "--json", *AS_OF]
    assert cli.main(asked) == 0
    (judged,) = json.loads(capsys.readouterr().out)["participants"]
    sober = judged["sober"]
    assert sober["if_confirmed"] == sober["if_cleared"] == sober["since"]
    assert sober["stands_still_since"] is None
    track = judged["phases"]
    assert [phase["number"] for phase in track] == [1, 2, 3, 4, 5]
    assert track[0]["state"] == "current"
    days = [phase["earliest"] for phase in track[1:]]
    assert None not in days
    assert days == sorted(days)


def test_sobriety_says_each_day_with_its_reason(
    office: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    cli.main(["import", "people", people(tmp_path), "--court", str(office), *AS_OF])
    (tmp_path / "tests.csv").write_text("Participant,Collected,COC\nP-1,2026-11-02,Positive\n")
    cli.main(["import", "tests", str(tmp_path / "tests.csv"), "--court", str(office), *AS_OF])
    capsys.readouterr()
    asked = ["sobriety", "--court", str(office), "--participant", "P-1", "--json", *AS_OF]
    assert cli.main(asked) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["sober_date"], found["current"]) == ("2026-11-03", 21)
    by_day = {day["on"]: day for day in found["days"]}
    assert by_day["2026-11-02"]["sober"] is False
    assert "cocaine" in by_day["2026-11-02"]["reason"].lower()
    assert by_day["2026-11-03"]["sober"] is True
    assert len(found["days"]) == 288
