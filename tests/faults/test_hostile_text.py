"""Hostile words stand in every text field of a whole court: no screen, paper or export minds."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import String, select, text
from sqlalchemy.orm import Session

from drugcourt.casework.disclosures.gate import Going
from drugcourt.casework.readiness import standing
from drugcourt.demo.court import make_demonstration
from drugcourt.domain.disclosures import WithoutConsent
from drugcourt.errors import Refusal
from drugcourt.opening import open_court
from drugcourt.records.episodes import Episode
from drugcourt.records.everything import METADATA
from drugcourt.reports.catalog import REPORTS, Needs
from drugcourt.reports.exporting import export
from drugcourt.reports.registry import make_report
from drugcourt.settings import Settings
from drugcourt.ui.kit import tasks
from drugcourt.ui.main_window import FAILED, MainWindow
from drugcourt.workspace import Workspace
from tests.conftest import CHEAP, TODAY, copied

pytestmark = pytest.mark.file

MARK = "zq7"
HOSTILE = (
    f"{MARK} <b>open",
    f'{MARK} <img src="local.png"/>',
    f'=HYPERLINK("http://{MARK}")',
    f"+{MARK}",
    f"-{MARK}",
    f"@SUM({MARK})",
    f"{MARK} a < b & c",
    f"{MARK}'; DROP TABLE person;--",
    f'{MARK} NEAR( "x* %_',
    f"{MARK} {{0}} %s %n",
    f'<font color="[[[{MARK}]]]">',
    f"\u202e{MARK}gnp.exe",
    f"{MARK} \u05e0\u05d5\u05e8 \u0633\u0644\u0627\u0645",
    MARK + "w" * 160,
)
# Words of the machinery: keys of closed lists, times of day, what draws are proved by.
# fmt: off
TABLES = {
    "account_event", "attention_item", "contact_due", "court_keys", "door_try", "draft", "draw",
    "draw_entry", "draw_policy", "fishbowl_draw", "history_entry", "history_redaction",
    "keeping_order", "laboratory_meaning", "nameless_line", "paper_template", "program_version",
    "retention_rule", "role_right", "saved_mapping", "search_name", "staff", "staff_secret",
    "standing", "testing_group", "testing_scheme",
}
COLUMNS = {
    "account", "admission", "amount", "behavior", "behavior_key", "checked_at", "code",
    "departure", "digest", "document", "every", "expunge_rule", "field", "file_sha256",
    "fingerprint", "form", "from_time", "heading", "hold", "key", "kind", "language",
    "message_id", "minutes", "panel", "phase", "requirement", "rule", "sha256", "starts_at",
    "time_zone", "uid", "unit", "until_time", "value", "waits_for",
}
# fmt: on


def poisoned(db: Session) -> int:
    """Put them everywhere; how many fields they stand in."""
    words, fields = count(), 0
    for table in METADATA.sorted_tables:
        if table.name in TABLES:
            continue
        for column in table.columns:
            if type(column.type).__name__ not in ("String", "Text") or column.name in COLUMNS:
                continue
            assert isinstance(column.type, String)
            parts = " ".join(f"WHEN {place} THEN :w{place}" for place in range(len(HOSTILE)))
            given = {f"w{n}": word for n, word in enumerate(HOSTILE)}
            changed = db.execute(
                text(
                    f"UPDATE {table.name} SET {column.name} ="
                    f" (CASE (id + {next(words)}) % {len(HOSTILE)} {parts} END) || ' ' || id"
                    f" WHERE {column.name} <> ''"
                ),
                given,
            )
            fields += changed.rowcount > 0
    db.commit()
    return fields


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration court whose every text is hostile."""
    place = tmp_path_factory.mktemp("hostile") / "d.court"
    made = make_demonstration(place, people=6, today=TODAY, cost=CHEAP)
    assert made is not None
    with (
        closing(made),
        made.database.engine.execution_options(writes=True).connect() as connection,
        Session(connection) as db,
    ):
        assert poisoned(db) > 120
    return place


@pytest.fixture
def court(hostile: Path, tmp_path: Path) -> Iterator[Workspace]:
    place = copied(hostile, tmp_path)
    opened = open_court(place, "demo", as_of=TODAY, who="R. Alvarez", derive=standing.derive)
    yield opened
    opened.close()


def going() -> Going:
    return Going(without_consent=next(iter(WithoutConsent)), reason=HOSTILE[0], address=HOSTILE[1])


def test_every_page_and_every_tab_shows_them(court: Workspace, qtbot: QtBot) -> None:
    window = MainWindow(court, Settings())
    window.show()
    episode = court.read(lambda db: db.scalar(select(Episode.id).where(Episode.status == "active")))
    shown = 0
    for name in window.entries:
        window.open_page(name)
        page = window.page(name)
        if name == "file":
            window.open_participant(episode)
        tabs = getattr(page, "tabs", None)
        for place in range(tabs.count()) if tabs is not None else (0,):
            if tabs is not None:
                tabs.setCurrentIndex(place)
            page.grab()
            shown += 1
    tasks.wait_for_all()
    QApplication.processEvents()
    for page in window._made.values():
        words = " ".join(banner.accessibleName() for banner in page.notices.banners())
        assert FAILED not in words
    window.close()
    assert shown > 35


def test_every_paper_prints_them_as_they_stand(court: Workspace) -> None:
    episode = court.read(lambda db: db.scalar(select(Episode.id).where(Episode.status == "active")))
    made, told = [], ""
    for report in REPORTS:
        wanted = {"episode_ids": (episode,)} if report.needs is Needs.PARTICIPANT else {}
        paper = io.BytesIO()
        try:
            make_report(court, report.key, paper, going=going(), **wanted)
        except Refusal:  # what this court has not got
            continue
        made.append(report.key)
        told += " ".join(page.extract_text() for page in PdfReader(paper).pages)
    assert len(made) > 15, made
    for literal in ("<b>open", "<img src=", "a < b & c", "DROP TABLE person", "=HYPERLINK"):
        assert literal in told, literal


def test_no_export_makes_a_formula_of_them(court: Workspace, tmp_path: Path) -> None:
    for what in ("participants", "tests", "caseload", "everything"):
        book = tmp_path / f"{what}.xlsx"
        export(court, what, "xlsx", book, going=going())
        for sheet in openpyxl.load_workbook(book):
            for row in sheet.iter_rows():
                assert all(cell.data_type != "f" for cell in row), (what, sheet.title)
    bundle = tmp_path / "everything.zip"
    export(court, "everything", "csv", bundle, going=going())
    seen = 0
    with zipfile.ZipFile(bundle) as files:
        for name in files.namelist():
            if name.endswith(".csv"):
                for row in csv.reader(io.StringIO(files.read(name).decode("utf-8-sig"))):
                    for cell in row:
                        seen += MARK in cell
                        assert not (MARK in cell and cell[:1] in "=+-@\t\r"), (name, cell)
    assert seen > 500
