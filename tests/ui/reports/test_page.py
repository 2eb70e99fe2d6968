from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from drugcourt.casework import notes
from drugcourt.casework.report_wishes import chosen, sittings
from drugcourt.domain.notes import NoteKind
from drugcourt.domain.tone import Tone
from drugcourt.errors import Refusal
from drugcourt.fields.exports import Export, Format
from drugcourt.reports.catalog import REPORTS
from drugcourt.ui.kit.messages import Recorder
from drugcourt.ui.reports.page import ReportsPage
from drugcourt.ui.reports.preview import STALE
from drugcourt.ui.reports.printing import JOB, plain_printer
from drugcourt.workspace import Workspace
from tests.court_day import TODAY, admitted, cup, days_ago, on_docket, session
from tests.ui.reports.window import OnePageWindow

Settled = Callable[[], None]


@pytest.fixture
def people(workspace: Workspace) -> list[int]:
    """Three participants on today's docket, one of them with tests."""
    found = [
        admitted(workspace, family, given, case=f"24-CR-{n}")
        for n, (family, given) in enumerate([("Okafor", "James"), ("Tran", "Kevin"), ("Li", "Mei")])
    ]
    for episode_id in found:
        on_docket(workspace, episode_id)
    cup(workspace, found[0], days_ago(3))
    return found


@pytest.fixture
def window(qtbot: QtBot, workspace: Workspace, settled: Settled) -> Iterator[OnePageWindow]:
    held = OnePageWindow(workspace)
    held.hold(ReportsPage(held))
    qtbot.addWidget(held)
    held.resize(1366, 768)
    held.show()
    yield held
    settled()


def page(window: OnePageWindow) -> ReportsPage:
    return window.page


def said(window: OnePageWindow) -> list[str]:
    return [banner.sentence.text() for banner in page(window).preview.notices.banners()]


def test_the_preview_shows_a_page_for_everyone_on_the_docket(
    window: OnePageWindow, people: list[int], settled: Settled
) -> None:
    page(window).open_report("progress", session_day=TODAY)
    settled()
    assert page(window).preview.pane.page_count() == len(people)
    assert page(window).preview.title.text() == "Court progress reports"
    assert page(window).preview.subtitle.text() == "3 pages · copy 1"


def test_saving_writes_the_paper_that_is_shown_under_a_name_without_a_name(
    window: OnePageWindow, people: list[int], settled: Settled, boxes: Recorder, tmp_path: Path
) -> None:
    page(window).open_report("progress", episode_id=people[0])
    settled()
    boxes.path = tmp_path / "paper.pdf"
    page(window).preview.ask_save()
    settled()
    _, _, suggested = boxes.said[-1]
    assert suggested.endswith(".pdf")
    assert "Okafor" not in suggested
    assert "James" not in suggested
    read = PdfReader(boxes.path)
    assert len(read.pages) == 1
    assert "Okafor" in read.pages[0].extract_text()
    assert window.layouts["reports.folder"] == str(tmp_path)
    assert list(tmp_path.glob("*.pdf")) == [boxes.path]
    assert "not encrypted" in said(window)[-1]


def test_a_folder_that_does_not_exist_is_one_sentence_and_the_paper_stays(
    window: OnePageWindow, people: list[int], settled: Settled, tmp_path: Path
) -> None:
    page(window).open_report("eligibility")
    settled()
    page(window).preview.save(tmp_path / "gone" / "paper.pdf")
    settled()
    assert "does not exist; choose another folder" in said(window)[-1]
    assert page(window).preview.pane.page_count() > 0


def test_a_change_of_the_records_marks_the_preview_and_refresh_makes_it_again(
    window: OnePageWindow, people: list[int], settled: Settled, qtbot: QtBot
) -> None:
    page(window).open_report("progress", episode_id=people[0])
    settled()
    assert STALE not in said(window)
    window.workspace.perform(
        notes.write_note, episode_id=people[0], kind=NoteKind.COURT, text="A note"
    )
    qtbot.waitUntil(lambda: STALE in said(window))
    page(window).make()
    settled()
    assert STALE not in said(window)
    assert page(window).preview.pane.page_count() == 1


def test_a_day_without_a_session_is_refused_in_one_sentence(
    window: OnePageWindow, settled: Settled
) -> None:
    page(window).open_report("docket")
    settled()
    assert page(window).preview.pane.page_count() == 0
    assert said(window)[-1].startswith("No court session is recorded")


def test_a_day_that_is_not_a_court_day_never_turns_into_another_session(
    window: OnePageWindow, people: list[int], settled: Settled
) -> None:
    page(window).open_report("docket", session_day=days_ago(3))
    settled()
    assert page(window).preview.paper is None
    assert said(window)[-1].startswith("No court session is recorded on Nov 21")


def test_an_empty_session_is_refused_in_one_sentence(
    window: OnePageWindow, workspace: Workspace, settled: Settled
) -> None:
    session(workspace)
    page(window).open_report("progress", session_day=TODAY)
    settled()
    assert said(window)[-1].startswith("Nobody is on the docket of this session")


def test_a_dismissal_asks_for_a_participant_first_and_then_for_a_case(
    window: OnePageWindow, workspace: Workspace, settled: Settled
) -> None:
    page(window).open_report("dismissal")
    assert said(window) == ["Choose a participant or a ceremony first."]
    page(window).open_report("dismissal", episode_id=admitted(workspace, "Hale", "Brett"))
    settled()
    assert page(window).preview.pane.page_count() == 0
    assert said(window)[0].startswith("No court case is recorded for this participant.")


def test_a_participant_is_found_by_typing_and_narrows_the_paper(
    window: OnePageWindow, people: list[int], settled: Settled, qtbot: QtBot
) -> None:
    line = page(window).wishes.person.line
    window.activateWindow()
    line.setFocus()
    qtbot.keyClicks(line, "tra")
    with qtbot.waitSignal(line.answered):
        pass
    qtbot.keyClick(line, Qt.Key.Key_Return)
    page(window).make()
    settled()
    assert page(window).preview.pane.page_count() == 1


def test_another_wish_takes_the_old_preview_away(
    window: OnePageWindow, people: list[int], settled: Settled
) -> None:
    page(window).open_report("progress", session_day=TODAY)
    settled()
    page(window).wishes.reader.setEditText("presiding judge")
    assert page(window).preview.paper is None
    assert page(window).preview.pane.page_count() == 0
    page(window).make()
    settled()
    assert "PRESIDING JUDGE" in _text(page(window)).upper()


def _text(shown: ReportsPage) -> str:
    assert shown.preview.paper is not None
    return PdfReader(BytesIO(shown.preview.paper.content)).pages[0].extract_text()


def test_cancel_stops_the_making_and_says_so(
    window: OnePageWindow, people: list[int], settled: Settled
) -> None:
    page(window).open_report("progress", session_day=TODAY)
    assert page(window).preview.under_way
    page(window).preview.cancel()
    settled()
    assert page(window).preview.paper is None
    assert said(window) == ["The paper was not made, because you stopped it."]


def test_printing_sends_every_page_under_a_job_name_that_says_nothing(
    window: OnePageWindow, people: list[int], settled: Settled, qtbot: QtBot, tmp_path: Path
) -> None:
    page(window).open_report("progress", session_day=TODAY)
    settled()
    printer = plain_printer()
    printer.setResolution(60)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    page(window).preview.print_to(printer)
    qtbot.waitUntil(lambda: window.said[-1:] == ["3 pages went to the printer."])
    read = PdfReader(tmp_path / "printed.pdf")
    assert len(read.pages) == len(people)
    assert read.metadata is not None
    assert read.metadata.title == JOB


def test_the_printer_is_asked_for_before_anything_is_printed(
    window: OnePageWindow, people: list[int], settled: Settled
) -> None:
    assert page(window).preview.ask_print() is None
    page(window).open_report("caseload")
    settled()
    dialog = page(window).preview.ask_print()
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()
    assert window.said == []


def test_enter_on_a_line_of_the_list_makes_that_paper(
    window: OnePageWindow, people: list[int], settled: Settled, qtbot: QtBot
) -> None:
    page(window).list.choose("caseload")
    qtbot.keyClick(page(window).list.table, Qt.Key.Key_Return)
    settled()
    assert page(window).preview.title.text() == "Caseload summary"


def test_the_list_marks_what_is_confidential_and_what_is_public(window: OnePageWindow) -> None:
    marks = {
        row.key: column.icon(row)[2]
        for place in range(page(window).list.table.rows.rowCount())
        for row in [page(window).list.table.rows.row_at(place)]
        for column in page(window).list.table.rows.columns
    }
    assert marks["progress"] == "Confidential"
    assert marks["docket-public"] == "Public"
    assert marks["export"] == "Not encrypted"


def test_only_the_public_docket_asks_how_people_are_named(window: OnePageWindow) -> None:
    shown = page(window)
    asks = {}
    for report in REPORTS:
        shown.list.choose(report.key)
        asks[report.key] = shown.wishes.naming.isVisible()
    assert [key for key, asked in asks.items() if asked] == ["docket-public"]


def test_an_export_writes_the_file_and_warns_that_it_is_not_encrypted(
    window: OnePageWindow, people: list[int], settled: Settled, boxes: Recorder, tmp_path: Path
) -> None:
    card = page(window).export
    page(window).list.choose("export")
    card.what.set_value(Export.PARTICIPANTS)
    card.form.set_value(Format.CSV)
    boxes.path = tmp_path / "people.csv"
    card.ask()
    settled()
    assert boxes.said[-1] == ("save", "Export", f"participants-{TODAY.isoformat()}.csv")
    with boxes.path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == 1 + len(people)
    assert any("not encrypted" in label.text() for label in card.findChildren(QLabel))
    assert card.notices.banners()[0].tone is Tone.GOOD


def test_several_tables_as_csv_are_offered_as_one_zip(window: OnePageWindow) -> None:
    card = page(window).export
    card.what.set_value(Export.EVERYTHING)
    card.form.set_value(Format.CSV)
    assert card.suggested(TODAY).name == f"everything-{TODAY.isoformat()}.zip"
    card.form.set_value(Format.XLSX)
    assert card.suggested(TODAY).suffix == ".xlsx"


def test_the_sessions_are_offered_with_their_people_latest_first(
    workspace: Workspace, people: list[int]
) -> None:
    session(workspace, days_ago(14))
    found = workspace.read(sittings)
    assert [(s.held_on, s.people) for s in found] == [(TODAY, 3), (days_ago(14), 0)]


def test_an_unknown_participant_is_refused(workspace: Workspace) -> None:
    with pytest.raises(Refusal, match="not in this court"):
        workspace.read(chosen, episode_id=4_711)
