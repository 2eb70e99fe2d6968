"""`drugcourt import tests` on every form of file, several at once, and on folders."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from drugcourt import cli
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
        "It is kept apart in the court, under Testing, Review."
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
