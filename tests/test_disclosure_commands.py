"""The commands about what left the court, as another program calls them."""

import csv
import io
import json
from contextlib import closing

import pytest

from drugcourt import cli
from drugcourt.casework import desk
from tests import courts
from tests.casework.disclosures.consenting import consent, strictly
from tests.conftest import PASSWORD, TODAY

AS_OF = ["--as-of", TODAY.isoformat()]


@pytest.fixture
def court(office):
    """A strict court with one person who consented and one who did not."""
    with closing(desk.open_desk(office, PASSWORD, as_of=TODAY)) as opened:
        sam = courts.participant(opened, "Doe")
        courts.participant(opened, "Other")
        consent(opened, sam)
        strictly(opened)
    return str(office)


def asked(*words):
    return cli.main([*words, *AS_OF])


def test_the_accounting_tells_every_paper_of_one_participant(court, tmp_path, capsys):
    for reader in ("prosecutor", "bench"):
        paper = str(tmp_path / f"{reader}.pdf")
        report = ["report", "progress", "--court", court, "--participant", "1"]
        assert asked(*report, "--reader", reader, "-o", paper) == 0
    assert "Written consent is on file for 1 participant." in capsys.readouterr().out
    assert asked("accounting", "--court", court, "--participant", "1", "--json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["copy"], row["recipient"]) for row in rows] == [(1, "prosecutor"), (2, "bench")]
    assert asked("accounting", "--court", court, "--participant", "2", "--json") == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_paper_without_consent_is_refused_unless_the_law_names_the_reason(
    court, tmp_path, capsys
):
    target = tmp_path / "a.pdf"
    paper = ["report", "progress", "--court", court, "--participant", "2", "-o", str(target)]
    assert asked(*paper) == 1
    assert "no consent is recorded" in capsys.readouterr().err
    assert not target.exists()
    assert asked(*paper, "--without-consent", "audit", "--reason", "State audit") == 0
    assert target.exists()


def test_the_breach_report_lists_whom_to_write_to_and_is_written_down_itself(
    court, tmp_path, capsys
):
    paper = str(tmp_path / "a.pdf")
    assert asked("report", "progress", "--court", court, "--participant", "1", "-o", paper) == 0
    told = ["breach-report", "--court", court, "--since", TODAY.isoformat()]
    capsys.readouterr()
    assert asked(*told) == 0
    out = capsys.readouterr()
    rows = list(csv.DictReader(io.StringIO(out.out)))
    assert [(row["name"], row["copies"], row["encrypted"]) for row in rows] == [
        ("Doe, Sam", "1", "no")
    ]
    assert "fewer than 500" in out.err
    assert asked(*told, "-o", str(tmp_path / "b.csv")) == 0
    assert asked(*told, "--copy", "2") == 0
    assert "Doe, Sam" in capsys.readouterr().out  # the list is a copy with a number, too


def test_an_inquiry_has_one_answer(court, capsys):
    for name in ("Sam Doe", "Nobody Known"):
        assert asked("inquiry", "--court", court, name) == 0
    first, second = capsys.readouterr().out.strip().splitlines()
    assert first == second
