"""Every command takes a server address where it takes a file, and the user of the court there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
import pytest

from drugcourt import cli
from drugcourt.casework import desk
from drugcourt.commands.line import CourtPlace
from drugcourt.records.addresses import ServerAddress
from tests import courts, servers
from tests.conftest import PASSWORD, TODAY

LINES = (
    "readiness --court {at} --json",
    "sobriety --court {at} --participant {person} --json",
    "followups --court {at}",
    "report caseload --court {at} -o {to}/caseload.pdf",
    "accounting --court {at} --participant {person} --json",
    "breach-report --court {at} --since 2026-01-01",
    "calendar --court {at} --zone America/Chicago -o {to}/court.ics",
    "check {at}",
    "export caseload --court {at} -o {to}/caseload.csv --format csv",
    "export everything --court {at} -o {to}/all.json --format json",
    "import people {to}/people.csv --court {at}",
    "inquiry --court {at} Tran",
    "program impact al-escambia --court {at}",
    "draw replay --court {at} --date 2026-11-24",
    "accounts list {at}",
    "accounts add {at} clerk --name Clerk --role case_manager",
    "accounts role {at} clerk --to evaluator",
    "accounts reset {at} clerk",
    "accounts disable {at} clerk",
    "accounts enable {at} clerk",
    "accounts release {at} clerk",
    "accounts kit {at} -o {to}/kit.pdf",
    "accounts depart {at} clerk",
    "move --from {at} --to {to}/moved.court",
    "move --from {to}/moved.court --to {empty}",
)
ELSEWHERE = {
    "new": "makes a court: tested where courts are made",
    "demo": "makes the demonstration court",
    "facts load": "makes a court of facts",
    "accounts password": "asks for two passwords, one after the other",
    "accounts recover": "takes the code of a kit",
}
A_FILE_ONLY = {"backup": "the server's administrator backs it up"}


def with_a_court(command: click.Command, path: tuple[str, ...] = ()) -> set[str]:
    """Every command below that takes a court."""
    if isinstance(command, click.Group):
        below = (with_a_court(one, (*path, name)) for name, one in command.commands.items())
        return set().union(*below)
    takes = any(isinstance(param.type, CourtPlace) for param in command.params)
    return {" ".join(path)} if takes else set()


def test_every_command_that_takes_a_court_is_walked_here() -> None:
    walked = {name for name in with_a_court(cli.commands) if any(
        line.startswith(f"{name} ") for line in LINES
    )}  # fmt: skip
    assert with_a_court(cli.commands) - walked == set(ELSEWHERE) | set(A_FILE_ONLY)


def test_every_command_works_on_a_court_on_a_server_for_the_user_it_is_given(
    cedar_on_server: ServerAddress,
    server: servers.Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DRUGCOURT_PASSWORD", PASSWORD)
    court = desk.open_desk(cedar_on_server, PASSWORD, as_of=TODAY)
    courts.participant(court, "Tran", "Kevin", admitted_on=date(2026, 8, 3))
    court.close()
    (tmp_path / "people.csv").write_text("Participant,Admitted\nP-1,2026-02-10\n")
    empty = server.new_database()
    refused = {}
    for line in LINES:
        words = [
            word.format(at=cedar_on_server, to=tmp_path, empty=empty, person="26-0001")
            for word in line.split()
        ]
        status = cli.main([*words, "--user", "coordinator", "--as-of", TODAY.isoformat()])
        told = capsys.readouterr()
        if status:
            refused[line] = told.err
    server.drop(empty)
    said = refused.pop("draw replay --court {at} --date 2026-11-24")
    assert said.startswith("No draw was made")
    assert refused == {}


def test_a_backup_of_a_court_on_a_server_is_refused_with_who_makes_it(
    cedar_on_server: ServerAddress,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DRUGCOURT_PASSWORD", PASSWORD)
    assert cli.main(["backup", str(cedar_on_server), "--to", str(tmp_path)]) == 1
    assert "server" in capsys.readouterr().err
