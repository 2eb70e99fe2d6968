from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from drugcourt import cli
from drugcourt.casework.desk import open_desk
from tests.conftest import PASSWORD
from tests.trial_data import TRIAL, present

ROOT = Path(__file__).resolve().parent.parent
AS_OF = ["--as-of", "2026-11-24"]


def put(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, "utf-8")
    return str(folder / name)


def people(folder: Path) -> str:
    return put(
        folder,
        "people.csv",
        "Participant,Admitted,Case No\nP-1,2026-02-10,CR-1\nP-2,2026-09-01,CR-2\n",
    )


def test_a_whole_office_day_by_command(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tests = put(
        tmp_path,
        "tests.csv",
        "Participant,Collected,COC\nP-1,2026-11-02,Negative\nP-9,2026-11-02,Negative\n"
        "P-2,2026-11-32,Negative\n",
    )
    assert cli.main(["import", "people", people(tmp_path), "--court", str(office), *AS_OF]) == 0
    assert cli.main(["import", "tests", tests, "--court", str(office), "--json", *AS_OF]) == 0
    out = capsys.readouterr().out
    said = json.loads(out[out.index("{") :])
    assert (said["new"], said["to_review"], said["rejected"]) == (1, 1, 1)
    assert said["problems"][0]["row"] == 4
    assert said["review"][0]["row"] == 3
    assert "P-2" in Path(said["rejects"]).read_text("utf-8-sig")

    assert cli.main(["readiness", "--court", str(office), "--json", *AS_OF]) == 0
    judged = json.loads(capsys.readouterr().out)["participants"]
    assert [person["participant"] for person in judged] == ["P-1", "P-2"]
    for person in judged:
        for goal in ("next_phase", "dismissal"):
            for found in person[goal]["requirements"]:
                assert {"rule", "verdict", "text", "basis", "met_from"} <= set(found)
                assert found["text"]
                assert found["basis"]

    for key in ("progress", "dismissal"):
        pdf = tmp_path / f"{key}.pdf"
        asked = [
            "report",
            key,
            "--court",
            str(office),
            "--participant",
            "P-1",
            "-o",
            str(pdf),
            *AS_OF,
        ]
        assert cli.main(asked) == 0
        assert pdf.read_bytes().startswith(b"%PDF")
    for key in ("eligibility", "caseload"):
        pdf = tmp_path / f"{key}.pdf"
        assert cli.main(["report", key, "--court", str(office), "-o", str(pdf), *AS_OF]) == 0
        assert pdf.read_bytes().startswith(b"%PDF")
    for what in ("caseload", "participants", "tests", "everything"):
        for kind in ("xlsx", "csv", "json"):
            target = tmp_path / f"{what}.{kind}"
            asked = [
                "export",
                what,
                "--court",
                str(office),
                "--format",
                kind,
                "-o",
                str(target),
                *AS_OF,
            ]
            assert cli.main(asked) == 0
            assert target.stat().st_size > 0
    assert cli.main(["check", str(office)]) == 0


def test_the_day_may_be_said_anywhere_on_the_line(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["import", "people", people(tmp_path), "--court", str(office), *AS_OF])
    capsys.readouterr()
    for line in (
        ["--as-of", "2026-06-01", "readiness", "--court", str(office), "--json"],
        ["readiness", "--as-of=2026-06-01", "--court", str(office), "--json"],
        ["readiness", "--court", str(office), "--json", "--as-of", "2026-06-01"],
    ):
        assert cli.main(line) == 0
        answer = json.loads(capsys.readouterr().out)
        assert answer["as_of"] == "2026-06-01"
        assert [p["participant"] for p in answer["participants"]] == ["P-1"]


def test_trying_an_import_writes_nothing(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["import", "people", people(tmp_path), "--court", str(office), *AS_OF]
    assert cli.main([*asked, "--dry-run"]) == 0
    assert "2 new" in capsys.readouterr().out
    assert cli.main(asked) == 0
    assert "2 new" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (["check", "nowhere.court"], "no court file"),
        (["readiness", "--court", "COURT", "--participant", "P-77"], "No participant"),
        (
            ["report", "progress", "--court", "COURT", "--participant", "P-77", "-o", "x.pdf"],
            "No participant",
        ),
        (["import", "people", "nowhere.csv", "--court", "COURT"], "nowhere.csv"),
        (["new", "COURT", "--court", "Again", "--program", "five-phase"], "exists already"),
        (["new", "other.court", "--court", "X", "--program", "nowhere.toml"], "nowhere.toml"),
        (["report", "progress", "--court", "COURT", "--session", "2026-01-01", "-o", "x.pdf"], ""),
    ],
)
def test_a_refusal_is_one_sentence_on_stderr_and_status_one(
    office: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    line: list[str],
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()
    assert cli.main([str(office) if word == "COURT" else word for word in line]) == 1
    err = capsys.readouterr().err
    assert says in err
    assert "Traceback" not in err
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.parametrize(
    "line",
    [
        ["report", "nonsense", "--court", "COURT", "-o", "x.pdf"],
        ["export", "tests", "--court", "COURT", "--format", "doc", "-o", "x"],
        ["readiness"],
        ["nonsense"],
        ["readiness", "--court", "COURT", "--as-of", "24.11.2026"],
        ["readiness", "--court", "COURT", "--as-of"],
        ["demo", "--people", "0", "--to", "x.court"],
    ],
)
def test_a_wrong_line_is_a_usage_error_and_status_two(office: Path, line: list[str]) -> None:
    assert cli.main([str(office) if word == "COURT" else word for word in line]) == 2


def test_a_wrong_password_is_refused(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRUGCOURT_PASSWORD", "not this one at all")
    assert cli.main(["check", str(office)]) == 1


def test_the_password_may_stand_in_a_file(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DRUGCOURT_PASSWORD")
    file = put(tmp_path, "password.txt", PASSWORD + "\n")
    assert cli.main(["check", str(office), "--password-file", file]) == 0


def test_the_reports_can_be_listed_without_a_court(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["report", "--list"]) == 0
    out = capsys.readouterr().out
    for key in ("progress", "docket", "docket-public", "eligibility", "caseload", "dismissal"):
        assert key in out


def test_a_forged_history_makes_the_check_fail_and_names_the_entry(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["import", "people", people(tmp_path), "--court", str(office), *AS_OF])
    workspace = open_desk(office, PASSWORD)
    with workspace.database.engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("DROP TRIGGER history_entry_no_update"))
        connection.execute(text("UPDATE history_entry SET who = 'nobody' WHERE id = 3"))
    workspace.close()
    capsys.readouterr()
    assert cli.main(["check", str(office)]) == 1
    assert "Entry 3" in capsys.readouterr().err


def test_the_program_starts_as_a_process_and_never_shows_a_traceback(tmp_path: Path) -> None:
    environment = {**os.environ, "DRUGCOURT_PASSWORD": "x"}
    ended = subprocess.run(
        [sys.executable, "main.py", "check", str(tmp_path / "none.court")],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stderr.strip().count("\n") == 0
    assert ended.stderr.strip().endswith(".")


@pytest.mark.parametrize("people_file", present("trial/people.csv"), ids=lambda path: path.name)
def test_readiness_and_papers_work_on_the_real_trajectories(
    office: Path, tmp_path: Path, people_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for kind, name in (
        ("people", "people.csv"),
        ("tests", "specimens.csv"),
        ("attendance", "visits.csv"),
        ("medications", "medications.csv"),
    ):
        rejects = str(tmp_path / f"{name}.rejects.csv")
        asked = [
            "import",
            kind,
            str(TRIAL / name),
            "--court",
            str(office),
            "--rejects",
            rejects,
            *AS_OF,
        ]
        assert cli.main(asked) == 0
    capsys.readouterr()
    assert cli.main(["readiness", "--court", str(office), "--json", *AS_OF]) == 0
    assert len(json.loads(capsys.readouterr().out)["participants"]) == 600
    for key, more in (
        ("progress", ["--participant", "P-01000"]),
        ("caseload", []),
        ("eligibility", []),
    ):
        pdf = tmp_path / f"{key}.pdf"
        assert cli.main(["report", key, "--court", str(office), *more, "-o", str(pdf), *AS_OF]) == 0


def test_a_paper_never_takes_the_place_of_the_court_or_its_keys(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = office.with_name(office.name + ".keys")
    before = keys.read_bytes()
    for target in (office, keys):
        line = ["report", "caseload", "--court", str(office), "-o", str(target), *AS_OF]
        assert cli.main(line) == 1
        line = ["export", "tests", "--court", str(office), "--format", "csv", "-o", str(target)]
        assert cli.main(line) == 1
        assert "belongs to a court" in capsys.readouterr().err
    assert keys.read_bytes() == before
    assert cli.main(["check", str(office)]) == 0  # each opening adds its sign-in, and is whole


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_a_day_of_no_possible_court_is_a_mistake_on_the_line(
    office: Path, day: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["readiness", "--court", str(office), "--json", "--as-of", day]) == 2
    assert "from 1900 to 2199" in capsys.readouterr().err


def test_the_only_mistake_of_a_program_file_is_said_once(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = put(tmp_path, "broken.toml", "name =\n")
    line = ["new", str(tmp_path / "b.court"), "--court", "B", "--program", program]
    assert cli.main(line) == 1
    assert capsys.readouterr().err.count("Line 1") == 1


@pytest.mark.parametrize(("piped", "status"), [(f"{PASSWORD}\n", 0), ("", 1)])
def test_a_password_may_be_piped_and_its_absence_is_one_sentence(
    office: Path,
    piped: str,
    status: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("DRUGCOURT_PASSWORD")
    monkeypatch.setattr(sys, "stdin", io.StringIO(piped))
    assert cli.main(["check", str(office)]) == status
    complaint = capsys.readouterr().err
    assert complaint.count("\n") == (1 if status else 0)
    assert ("A password is needed;" in complaint) == bool(status)
