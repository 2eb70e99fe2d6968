from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import text

from drugcourt import cli
from drugcourt.casework import desk
from drugcourt.workspace import Workspace
from tests.conftest import PASSWORD
from tests.courts import participants

DAY = date(2026, 11, 24)


@pytest.fixture
def court(office: Path) -> Path:
    opened = desk.open_desk(office, PASSWORD, as_of=DAY)
    participants(opened, 12)
    opened.close()
    return office


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    status = cli.main([str(word) for word in words])
    said = capsys.readouterr()
    return status, said.out, said.err


def drawn(capsys: pytest.CaptureFixture[str], court: Path, day: date = DAY) -> dict[str, object]:
    status, out, err = run(capsys, "draw", "--court", court, "--as-of", day, "--json")
    assert (status, err) == (0, "")
    return json.loads(out)


def test_the_draw_is_made_once_and_shown_ever_after(
    court: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = drawn(capsys, court), drawn(capsys, court)
    assert (first.pop("made_now"), second.pop("made_now")) == (True, False)
    assert first == second
    assert len(first["people"]) == 12
    status, out, _ = run(capsys, "draw", "--court", court, "--as-of", DAY)
    assert status == 0
    assert "12 participants on the list" in out
    assert first["draws"][0]["seed"] in out


def test_the_answer_holds_all_it_takes_to_draw_again(
    court: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for person in drawn(capsys, court)["people"]:
        below = person["number"] < person["line"]
        assert (person["outcome"] == "drawn") == below == person["tested"]
        assert (person["since"], person["counted"], person["closed"]) == ("2026-11-24", [], [])


def test_a_replay_answers_by_its_exit_status(
    court: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drawn(capsys, court)
    words = ("draw", "replay", "--court", court, "--date", DAY)
    status, out, err = run(capsys, *words)
    assert (status, err) == (0, "")
    assert "comes out the same" in out
    _tamper(court)
    status, out, err = run(capsys, *words)
    assert (status, out) == (1, "")
    assert err.count("\n") == 1
    assert "does not come out the same" in err
    status, out, _ = run(capsys, *words, "--json")
    assert status == 1
    assert json.loads(out)["same"] is False


def _tamper(court: Path) -> None:
    opened: Workspace = desk.open_desk(court, PASSWORD)
    engine = opened.database.engine.execution_options(writes=True)
    with engine.begin() as connection:
        connection.execute(text("DROP TRIGGER draw_no_update"))
        connection.execute(text("UPDATE draw SET seed = '" + "22" * 32 + "'"))
    opened.close()


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("draw", "replay", "--date", "2026-11-23"), 1, "No draw was made"),
        (("draw", "--as-of", "2026-11-01", "--json"), 1, "Nobody in the program"),
        (("draw", "replay"), 2, "--date"),
        (("draw", "replay", "--date", "soon"), 2, "not a date"),
        (("report", "daily-list", "-o", "x.pdf", "--as-of", "2026-11-20"), 1, "No draw was made"),
    ],
)
def test_what_can_not_be_done_is_said_in_one_sentence(
    office: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    status: int,
    sentence: str,
) -> None:
    found, out, err = run(capsys, *words, "--court", office)
    assert (found, out) == (status, "")
    assert sentence in err


def test_a_draw_needs_a_court(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "draw")
    assert status == 2
    assert "--court" in err


@pytest.mark.parametrize("key", ["daily-list", "draw-record", "fairness"])
def test_the_papers_of_the_draw_are_printed_by_command(
    court: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], key: str
) -> None:
    drawn(capsys, court)
    paper = tmp_path / "paper.pdf"
    later = DAY + timedelta(days=key != "fairness")
    session = () if key == "fairness" else ("--session", DAY)
    status, out, _ = run(
        capsys, "report", key, "--court", court, "--as-of", later, *session, "-o", paper
    )
    assert status == 0
    assert out.startswith("paper.pdf: ")
    assert "CONFIDENTIAL" in PdfReader(paper).pages[0].extract_text()
