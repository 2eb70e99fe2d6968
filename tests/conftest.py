"""What every test starts from: no screen, an empty home, no network, and a small real court."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from drugcourt import cli
from drugcourt.casework import desk
from drugcourt.exchange.resources import resource
from drugcourt.records.addresses import ServerAddress
from drugcourt.records.keys import Cost
from drugcourt.workspace import Workspace
from tests import servers

settings.register_profile("house", deadline=None, derandomize=True)  # the same run for all
settings.register_profile("search", deadline=None, max_examples=400)  # --hypothesis-profile=search
settings.load_profile("house")

TODAY = date(2026, 11, 24)
PASSWORD = "four small words here"
CHEAP = Cost(1, 8_192, 1)  # the real cost is proved once, in tests/records/test_keys.py


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRUGCOURT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DRUGCOURT_PASSWORD", raising=False)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_wanted: object) -> None:
        raise AssertionError("the product called the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--on-server` runs the tests of an open court against a server instead of a file."""
    parser.addoption("--on-server", action="store_true")


@pytest.fixture
def workspace(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Workspace]:
    """An empty court on the five-phase program; today is 24 November 2026."""
    on_server = request.config.getoption("--on-server")
    opened = desk.new_desk(
        request.getfixturevalue("database") if on_server else tmp_path / "cedar.court",
        PASSWORD,
        court="Cedar County Recovery Court",
        program_text=resource("programs", "five-phase.toml").read_text("utf-8"),
        as_of=TODAY,
        staff_name="R. Alvarez",
        judge="Hon. M. Whitfield",
        courtroom="Courtroom 4",
        weekday=1,
        cost=CHEAP,
    )
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def server() -> Iterator[servers.Server]:
    """A running PostgreSQL; where none is installed its tests are not there."""
    with servers.running(servers.programs()[0]) as running:
        yield running


@pytest.fixture
def database(server: servers.Server) -> Iterator[ServerAddress]:
    """An empty database on the server."""
    address = server.new_database()
    yield address
    server.drop(address)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A court made by command, with its password in the environment as a scheduled job has it."""
    monkeypatch.setenv("DRUGCOURT_PASSWORD", PASSWORD)
    path = tmp_path / "office.court"
    made = cli.main(["new", str(path), "--court", "Our Court", "--program", "five-phase"])
    assert made == 0
    return path


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests on the real data, or on a server, are not there where neither of them is."""
    on_server = config.getoption("--on-server")
    absent = [
        item
        for item in items
        if _without_cases(item)
        or (not servers.programs() and "server" in getattr(item, "fixturenames", ()))
        or (on_server and item.get_closest_marker("file"))
    ]
    if absent:
        config.hook.pytest_deselected(items=absent)
        items[:] = [item for item in items if item not in absent]


def _without_cases(item: pytest.Item) -> bool:
    """Whether an empty parameter list stands behind the item."""
    skips = (mark.kwargs.get("reason", "") for mark in item.iter_markers("skip"))
    return any("empty parameter set" in reason for reason in skips)
