"""What every test starts from: no screen, an empty home, no network, and a small real court."""

from __future__ import annotations

import gc
import os
import shutil
import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from drugcourt import cli
from drugcourt.casework import desk
from drugcourt.casework.accounts.rights import CourtDoor
from drugcourt.casework.readiness import standing
from drugcourt.domain.accounts import Account, Role
from drugcourt.exchange.resources import resource
from drugcourt.opening import open_court
from drugcourt.records.addresses import Place, ServerAddress
from drugcourt.records.keys import Cost
from drugcourt.workspace import Workspace
from tests import servers

settings.register_profile("house", deadline=None, derandomize=True)  # the same run for all
settings.register_profile("search", deadline=None, max_examples=400)  # --hypothesis-profile=search
settings.load_profile("house")

TODAY = date(2026, 11, 24)
PASSWORD = "four small words here"
COORDINATOR = "R. Alvarez"
FILE, SERVER = "file", "server"
CHEAP = Cost(1, 8_192, 1)  # the real cost is proved once, in tests/records/test_keys.py


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # beside the test's own folder, which many a test looks through to the last file
    monkeypatch.setenv("DRUGCOURT_HOME", str(tmp_path.with_name(f"{tmp_path.name}-home")))
    monkeypatch.delenv("DRUGCOURT_PASSWORD", raising=False)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_wanted: object) -> None:
        raise AssertionError("the product called the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--on-server` runs the tests of an open court against a server instead of a file."""
    parser.addoption("--on-server", action="store_true")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The tests of what databases do differently run on both, in every run of the suite."""
    on_both = metafunc.module.__name__.removeprefix("tests.") in servers.ON_BOTH
    about_files = any(mark.name == "file" for mark in metafunc.definition.iter_markers())
    if (
        on_both
        and not about_files
        and "workspace" in metafunc.fixturenames
        and servers.programs()
        and not metafunc.config.getoption("--on-server")
    ):
        metafunc.parametrize("workspace", [FILE, SERVER], indirect=True)


def pytest_collection_finish() -> None:
    """What collecting made lives as long as the run: the collector need not walk it each time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def cedar(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The court that `workspace` opens, made once: each test works on its own copy of the files."""
    place = tmp_path_factory.mktemp("cedar") / "cedar.court"
    _cedar_at(place).close()
    return place


@pytest.fixture
def workspace(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Workspace]:
    """An empty court on the five-phase program; today is 24 November 2026."""
    if getattr(request, "param", FILE) == SERVER or request.config.getoption("--on-server"):
        place: Place = request.getfixturevalue("cedar_on_server")
    else:
        place = copied(request.getfixturevalue("cedar"), tmp_path)
    opened = open_court(place, PASSWORD, as_of=TODAY, who=COORDINATOR, derive=standing.derive)
    opened.door = CourtDoor(
        Account(desk.FIRST_LOGIN, COORDINATOR, Role.COORDINATOR), opened.ask_inside
    )
    yield opened
    opened.close()


def _cedar_at(place: Place) -> Workspace:
    return desk.new_desk(
        place,
        PASSWORD,
        court="Cedar County Recovery Court",
        program_text=resource("programs", "five-phase.toml").read_text("utf-8"),
        as_of=TODAY,
        staff_name=COORDINATOR,
        judge="Hon. M. Whitfield",
        courtroom="Courtroom 4",
        weekday=1,
        cost=CHEAP,
    )


def copied(court: Path, folder: Path) -> Path:
    """A copy of a closed court, its key file beside it, in another folder."""
    for file in court.parent.glob(f"{court.name}*"):
        shutil.copy2(file, folder / file.name)
    return folder / court.name


@pytest.fixture(scope="session")
def server() -> Iterator[servers.Server]:
    """A running PostgreSQL; where none is installed its tests are not there."""
    with servers.running(servers.programs()[0]) as running:
        yield running


@pytest.fixture(scope="session")
def cedar_database(server: servers.Server) -> ServerAddress:
    """The same court in a database that nobody is in: each test works on its own copy."""
    place = server.new_database()
    _cedar_at(place).close()
    return place


@pytest.fixture
def cedar_on_server(
    server: servers.Server, cedar_database: ServerAddress
) -> Iterator[ServerAddress]:
    """A copy of the court that `workspace` opens, on the server."""
    place = server.new_database(like=cedar_database)
    yield place
    server.drop(place)


@pytest.fixture
def database(server: servers.Server) -> Iterator[ServerAddress]:
    """An empty database on the server."""
    address = server.new_database()
    yield address
    server.drop(address)


@pytest.fixture(scope="session")
def made_by_command(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The court that `office` copies, made once by command."""
    folder = tmp_path_factory.mktemp("office")
    path = folder / "office.court"
    with pytest.MonkeyPatch.context() as setting:
        setting.setenv("DRUGCOURT_PASSWORD", PASSWORD)
        setting.setenv("DRUGCOURT_HOME", str(folder / "home"))
        made = cli.main(["new", str(path), "--court", "Our Court", "--program", "five-phase"])
    assert made == 0
    return path


@pytest.fixture
def office(made_by_command: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A court made by command, with its password in the environment as a scheduled job has it."""
    monkeypatch.setenv("DRUGCOURT_PASSWORD", PASSWORD)
    return copied(made_by_command, tmp_path)


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
