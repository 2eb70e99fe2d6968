"""One small court with one of each, made once; tests that change anything make their own."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from drugcourt.casework import desk
from drugcourt.exchange.resources import resource
from drugcourt.reports.registry import make_report
from drugcourt.workspace import Workspace
from tests.conftest import CHEAP, PASSWORD, TODAY
from tests.reports import people


@pytest.fixture(scope="session")
def court(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Read only: one of each kind of participant, court today."""
    opened = made_court(tmp_path_factory.mktemp("court"))
    yield opened
    opened.close()


def made_court(folder: Path) -> Workspace:
    """A court with one of each kind of participant."""
    opened = desk.new_desk(
        folder / "cedar.court",
        PASSWORD,
        court="Cedar County Recovery Court",
        program_text=resource("programs", "five-phase.toml").read_text("utf-8"),
        as_of=TODAY,
        staff_name="R. Alvarez",
        judge="Hon. M. Whitfield",
        courtroom="Courtroom 4",
        county="Cedar",
        state="Oregon",
        docket_title="Tuesday afternoon calendar",
        weekday=1,
        cost=CHEAP,
    )
    opened.ids = people.everyone(opened)
    opened.ceremony = people.ceremony(opened, opened.ids["done"])
    return opened


def printed(workspace, key, **wanted) -> bytes:
    """A paper as bytes."""
    file = BytesIO()
    make_report(workspace, key, file, **wanted)
    return file.getvalue()


def texts(data: bytes) -> list[str]:
    """What each page says, on one line."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(data)).pages]
