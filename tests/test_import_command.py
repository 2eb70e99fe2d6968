"""`drugcourt import tests` on every form of file, several at once, and on folders."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from drugcourt import cli
from drugcourt.casework.desk import place_of
from drugcourt.commands import imports
from tests.exchange.messages import PATIENT, bundle, message, observation, obx
from tests.trial_data import LAB, TRIAL

AS_OF = ["--as-of", "2026-11-24"]
REAL = [LAB] if LAB.is_dir() and TRIAL.is_dir() else []
PEOPLE = 'Participant,Name,DOB,Admitted\nP-1,"Tran, Kevin",1990-03-17,2026-02-10\n'


@pytest.fixture
def court(office: Path, tmp_path: Path) -> Path:
    """A court with one participant, P-1."""
    people = tmp_path / "people.csv"
    people.write_text(PEOPLE, "utf-8")
    assert cli.main(["import", "people", str(people), "--court", str(office), *AS_OF]) == 0
    return office


def put(folder: Path, name: str, data: str | bytes) -> str:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return str(path)


def bring(
    capsys: pytest.CaptureFixture[str], court: Path, *words: str
) -> tuple[int, dict[str, Any], str]:
    capsys.readouterr()
    status = cli.main(["import", "tests", *words, "--court", str(court), "--json", *AS_OF])
    said = capsys.readouterr()
    return status, json.loads(said.out) if said.out.startswith("{") else {}, said.err


def numbers(said: dict[str, Any]) -> tuple[int, ...]:
    keys = ("new", "unchanged", "corrected", "to_review", "rejected")
    return tuple(said[key] for key in keys)


def test_every_form_comes_in_at_once_and_again_changes_nothing(
    court: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wide = "Donor,Collected,Accession,COC,THC\nP-1,2026-11-03,C-1,None Detected,POSITIVE\n"
    long = (
        "Donor ID;Collection Date;Specimen ID;Analyte;Result\r\n"
        "P-1;2026-11-04;L-1;Fentanyl;Not Detected\r\nP-1;2026-11-04;L-1;Cocaine;\r\n"
    )
    files = [
        put(tmp_path, "a.hl7", message(number="P-1")),
        put(tmp_path, "b.json", bundle(PATIENT, observation(effectiveDateTime="2026-11-05"))),
        put(tmp_path, "c.csv", wide.encode("utf-16")),
        put(tmp_path, "d.txt", long.encode("cp1252")),
    ]
    status, said, _err = bring(capsys, court, *files)
    assert status == 0
    assert numbers(said) == (2, 0, 0, 1, 2)
    by_file = {each["file"]: each for each in said["files"]}
    assert by_file["b.json"]["review"][0]["reason"].startswith("The laboratory's number")
    assert by_file["d.txt"]["rejected"] == 2, "an empty cell is never negative, nor is half a cup"
    assert by_file["a.hl7"]["reasons"]["new"][0]["reason"] == "Test of 2026-11-02"
    status, said, _err = bring(capsys, court, *files)
    assert numbers(said) == (0, 3, 0, 0, 2)


def test_a_correction_is_counted_with_its_reason(
    court: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = message(obx(1, "59673-4", "Fentanyl", "POS"), number="P-1")
    second = message(obx(1, "59673-4", "Fentanyl", "NEG", standing="C"), number="P-1", control="2")
    bring(capsys, court, put(tmp_path, "1.hl7", first))
    _status, said, _err = bring(capsys, court, put(tmp_path, "2.hl7", second))
    assert numbers(said) == (0, 0, 1, 0, 0)
    assert said["reasons"]["corrected"][0]["reason"].endswith("Fentanyl corrected")


@pytest.mark.parametrize(("order", "day"), [("month-first", "2026-01-02"), ("day-first", "")])
def test_dates_that_read_two_ways_are_asked_about_by_an_option(
    court: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], order: str, day: str
) -> None:
    path = put(tmp_path, "t.csv", "Donor ID,Collected,COC\nP-1,01/02/2026,Negative\n")
    status, said, err = bring(capsys, court, path)
    assert (status, said) == (1, {})
    assert "--dates month-first or --dates day-first" in err
    assert "kept apart" not in err, "a question is no refusal"
    status, said, _err = bring(capsys, court, path, "--dates", order)
    wanted = day or "2026-02-01"
    assert said["reasons"]["new"][0]["reason"] == f"Test of {wanted}"


def test_one_refused_file_holds_up_no_other_and_is_said(
    court: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = put(tmp_path, "g.hl7", message(number="P-1")), put(tmp_path, "x.pdf", b"%PDF-1.4")
    status, said, _err = bring(capsys, court, bad, good)
    assert (status, said["new"]) == (1, 1)
    assert said["files"][0]["refused"].endswith(
        "; the file is kept apart in the court, under Testing, Review."
    )
    assert cli.main(["import", "tests", bad, "--court", str(court), *AS_OF]) == 1
    assert "kept apart" not in capsys.readouterr().err, "it is there already"
    assert cli.main(["import", "tests", "--court", str(court), *AS_OF]) == 2
    two = [good, good]
    assert cli.main(["import", "people", *two, "--court", str(court), *AS_OF]) == 2


def test_a_folder_is_taken_without_what_is_still_written(
    court: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    box = tmp_path / "box"
    put(box, "a.hl7", message(number="P-1"))
    growing = Path(put(box, "b.hl7", "MSH|"))
    put(box, "c.hl7.part", message(number="P-1", accession="C"))

    def write_on(_seconds: float) -> None:
        growing.write_text(message(accession="B"), newline="")

    monkeypatch.setattr(imports.time, "sleep", write_on)
    status, said, _err = bring(capsys, court, str(box))
    assert status == 1
    assert said["new"] == 1
    assert [each["file"] for each in said["files"] if each["refused"]] == ["b.hl7"]
    monkeypatch.setattr(imports.time, "sleep", lambda _seconds: None)
    status, said, _err = bring(capsys, court, str(box))
    assert (status, said["unchanged"], said["to_review"]) == (0, 1, 1)


@pytest.mark.parametrize("lab", REAL)
def test_everything_that_was_found_in_the_field_comes_in_or_waits(
    office: Path, lab: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = str(TRIAL / "people.csv")
    cli.main(["import", "people", people, "--court", str(office), *AS_OF])
    found = [str(path) for path in sorted(lab.iterdir()) if path.name != "SOURCES.md"]
    export = str(TRIAL / "lab_portal_export.xlsx")
    status, said, _err = bring(capsys, office, *found, export)
    assert status == 0
    assert numbers(said) == (2_500, 0, 0, 4, 0)
    status, said, _err = bring(capsys, office, *found, export)
    assert numbers(said) == (0, 2_504, 0, 0, 0)


def test_the_map_is_shown_and_can_be_saved_and_given_again(
    court: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = put(tmp_path, "t.csv", "Weekly log\nDonor,Collected,COC,Mood\nP-1,2026-11-03,ND,ok\n")
    kept = tmp_path / "map.toml"
    command = ["import", "tests", table, "--court", str(court), *AS_OF]
    assert cli.main([*command, "--dry-run", "--save-map", str(kept)]) == 0
    told = capsys.readouterr().out
    assert "Headings in row 2; read: Donor = Participant number, Collected = Collected" in told
    assert "Not read: Mood." in told
    assert cli.main([*command, "--map", str(kept)]) == 0
    status, said, _err = bring(capsys, court, table)
    assert (status, said["unchanged"], said["heading_row"]) == (0, 1, 2)
    assert said["columns"]["COC"] == "substance:cocaine"
    assert said["unused"] == ["Mood"]


def test_columns_once_said_are_known_again_for_every_kind(
    court: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = put(tmp_path, "v.csv", "Client,Date,Came\nP-1,2026-11-03,yes\n")
    columns = '[columns]\nCame = "attendance"\n'
    kept = put(tmp_path, "map.toml", f'kind = "attendance"\n{columns}')
    command = ["import", "attendance", table, "--court", str(court), *AS_OF]
    assert cli.main(command) == 1
    assert cli.main([*command, "--map", kept]) == 0
    capsys.readouterr()
    assert cli.main(command) == 0
    assert "1 unchanged" in capsys.readouterr().out


def test_a_row_that_waits_is_told_with_its_column_and_stands_among_the_rejects(
    court: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = put(tmp_path, "t.csv", "Donor,Collected,COC\nP-99,2026-11-03,ND\nP-1,2026-13-03,ND\n")
    status, said, _err = bring(capsys, court, table)
    assert (status, numbers(said)) == (0, (0, 0, 0, 1, 1))
    assert (said["review"][0]["row"], said["review"][0]["column"]) == (2, "Donor")
    lines = Path(said["rejects"]).read_text("utf-8-sig").splitlines()
    assert lines[1].startswith("2,Donor,No participant has this number.")
    assert lines[2].startswith("3,Collected,There is no such day.")


def test_everything_goes_out_and_comes_back_into_a_new_court(
    court: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, back = str(tmp_path / "all.json"), str(tmp_path / "back.court")
    out = ["export", "everything", "--court", str(court), "--format", "json", "-o", whole]
    assert cli.main([*out, *AS_OF]) == 0
    assert cli.main(["import", "everything", whole, "--court", back, *AS_OF]) == 0
    assert "each compared with the file" in capsys.readouterr().out
    assert cli.main(["check", back]) == 0
    assert cli.main(["import", "everything", whole, "--court", back, *AS_OF]) == 1
    assert "is there already" in capsys.readouterr().err
    assert cli.main(["import", "everything", whole, whole, "--court", f"{back}2", *AS_OF]) == 1


def test_rejected_rows_of_a_court_on_a_server_lie_beside_their_own_file(tmp_path: Path) -> None:
    table = tmp_path / "people.csv"
    beside = imports._place_of_rejects(table, place_of("postgresql://u@desk/court"), None)
    assert beside == tmp_path / "people.rejects.csv"


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("Donor,Collected,COC\nP-1,2026-11-03,Purple\n", "COC"),
        ("Donor,Collected,Drug,Answer\nP-1,2026-11-03,Cocaine,Purple\n", "Answer"),
        ("Donor,Collected,Result\nP-1,2026-11-03,Purple\n", "Result"),
    ],
)
def test_an_unknown_result_is_never_entered_and_told_with_its_column(
    court: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, column: str
) -> None:
    known = put(tmp_path, "map.toml", 'kind = "tests"\n[columns]\nAnswer = "result"\n')
    _status, said, _err = bring(capsys, court, put(tmp_path, "t.csv", text), "--map", known)
    assert said["new"] == 0
    told = said["problems"] + said["review"]
    assert [(each["row"], each["column"]) for each in told] == [(2, column)]
    assert f"2,{column}," in Path(said["rejects"]).read_text("utf-8-sig")


def test_a_time_in_utc_is_told_on_the_clock_that_the_court_keeps(
    court: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ["-o", str(tmp_path / "a.ics"), "--zone", "America/Los_Angeles"]
    assert cli.main(["calendar", "--court", str(court), *out, *AS_OF]) == 0
    night = observation(
        effectiveDateTime="2026-11-05T02:00:00Z", subject={"identifier": {"value": "P-1"}}
    )
    _status, said, _err = bring(capsys, court, put(tmp_path, "b.json", bundle(night)))
    assert said["reasons"]["new"][0]["reason"] == "Test of 2026-11-04"
