"""What leaves by the window is a numbered copy with its entry: saved twice, or printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from drugcourt.casework.disclosures.log import log_rows
from drugcourt.domain.disclosures import DisclosureForm
from drugcourt.ui.reports.page import ReportsPage
from drugcourt.ui.reports.printing import plain_printer
from drugcourt.workspace import Workspace
from tests import courts
from tests.casework.disclosures.consenting import strictly
from tests.ui.one_page import OnePage

Settled = Callable[[], None]


@pytest.fixture
def page(
    workspace: Workspace, one_page: Callable[..., OnePage], settled: Settled
) -> Iterator[ReportsPage]:
    sam = courts.participant(workspace, "Doe")
    found = one_page(ReportsPage).page
    assert isinstance(found, ReportsPage)
    found.open_report("progress", episode_id=sam)
    settled()
    yield found
    settled()


def said(page: ReportsPage) -> list[str]:
    return [banner.sentence.text() for banner in page.preview.notices.banners()]


def copies(workspace: Workspace) -> list[tuple[int, DisclosureForm]]:
    return [(row.copy_number, row.form) for row in reversed(workspace.read(log_rows))]


def test_each_saving_is_a_copy_with_its_own_number_on_it(
    page: ReportsPage, workspace: Workspace, tmp_path: Path, settled: Settled
) -> None:
    assert copies(workspace) == []  # looking is no disclosure
    for number in (1, 2):
        path = tmp_path / f"{number}.pdf"
        page.preview.save(path)
        settled()
        assert f"Copy {number} ·" in PdfReader(path).pages[0].extract_text()
    assert copies(workspace) == [(1, DisclosureForm.PDF), (2, DisclosureForm.PDF)]


def test_printing_is_written_down_and_a_taken_number_is_not_printed_again(
    page: ReportsPage, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    for place in ("first", "second"):
        printer = plain_printer()
        printer.setResolution(40)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / f"{place}.pdf"))
        page.preview.print_to(printer)
        if place == "first":
            with qtbot.waitSignal(page.preview.printing.done):
                pass
    assert (tmp_path / "first.pdf").exists()
    assert not (tmp_path / "second.pdf").exists()
    assert copies(workspace) == [(1, DisclosureForm.PRINT)]
    qtbot.waitUntil(lambda: any("Copy 1 has left already" in words for words in said(page)))


def test_a_paper_that_nothing_carries_asks_for_the_reason(
    page: ReportsPage, workspace: Workspace, settled: Settled
) -> None:
    strictly(workspace)
    page.make()
    settled()
    banner = page.preview.notices.banners()[-1]
    assert "no consent is recorded" in banner.sentence.text()
    assert page.preview.paper is None
