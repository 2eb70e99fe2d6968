from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from drugcourt.casework.imports import batches
from drugcourt.casework.imports.lines import Verdict
from drugcourt.casework.laboratories.unread import unread_lines
from drugcourt.casework.laboratories.waiting import waiting_count
from drugcourt.domain.people import Sex
from drugcourt.exchange.tables.dates import DateOrder
from drugcourt.exchange.tables.mapping import load_mapping
from drugcourt.fields.imports import ImportKind
from drugcourt.records.people import Person
from drugcourt.records.specimens import Specimen
from drugcourt.ui.imports.preview_step import why
from drugcourt.ui.imports.wizard import COLUMNS, FILE, PREVIEW, SUMMARY, ImportWizard
from drugcourt.ui.kit.messages import Recorder
from drugcourt.workspace import Workspace
from tests.exchange.messages import message
from tests.trial_data import present
from tests.ui.reports.window import OnePageWindow

Settled = Callable[[], None]
PEOPLE = """Participant,Name,DOB,Sex,Admitted,Case No
P-1,"Tran, Kevin",3/17/1990,M,2026-02-10,CR-26-1
P-2,"Ellison, Dana",1988-11-30,F,2026-03-02,CR-26-2
"""
TESTS = """Donor ID,Collected,Specimen ID,AMP,COC
P-1,2026-11-02,A-1,Negative,Negative
P-2,2026-11-31,A-2,Negative,Negative
P-2,2026-11-16,A-3,Negative,Negative
"""


@pytest.fixture
def shell(qtbot: QtBot, workspace: Workspace) -> OnePageWindow:
    held = OnePageWindow(workspace)
    qtbot.addWidget(held)
    held.show()
    return held


@pytest.fixture
def wizard(shell: OnePageWindow, qtbot: QtBot, settled: Settled) -> Iterator[ImportWizard]:
    dialog = ImportWizard(shell)
    dialog.open()
    yield dialog
    settled()


def file(folder: Path, text: str, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def count(workspace: Workspace, record: Any) -> int:
    return workspace.read(lambda db: db.scalar(select(func.count()).select_from(record)))


def press(qtbot: QtBot, wizard: ImportWizard, key: Qt.Key, settled: Settled) -> None:
    target = wizard.focusWidget() or wizard
    qtbot.keyClick(target, key)
    settled()
    QApplication.processEvents()


def said(wizard: ImportWizard) -> list[str]:
    return [banner.sentence.text() for banner in wizard.notices.banners()]


def brought(
    workspace: Workspace, folder: Path, kind: ImportKind = ImportKind.PEOPLE, text: str = PEOPLE
) -> int:
    read = batches.read_file(file(folder, text, f"{kind.value}.csv"), kind)
    done = workspace.perform(batches.import_file, file=read)
    assert done.batch_id is not None
    return done.batch_id


def test_people_and_tests_come_in_by_keys_alone_and_one_bad_row_is_kept_out(
    qtbot: QtBot,
    wizard: ImportWizard,
    workspace: Workspace,
    settled: Settled,
    boxes: Recorder,
    tmp_path: Path,
) -> None:
    wizard.activateWindow()
    qtbot.waitUntil(wizard.isActiveWindow)
    enter, space = Qt.Key.Key_Return, Qt.Key.Key_Space
    qtbot.keyClick(wizard.file.kinds.chips[0], Qt.Key.Key_1)
    boxes.path = file(tmp_path, PEOPLE, "people.csv")
    qtbot.keyClick(wizard.file.choose_button, space)
    wizard.next.setFocus()
    for step in (COLUMNS, PREVIEW, SUMMARY):
        press(qtbot, wizard, enter, settled)
        assert wizard.step == step
    assert wizard.summary.numbers[Verdict.NEW].text() == "2"
    assert count(workspace, Person) == 2

    qtbot.keyClick(wizard.summary.again_button, space)
    assert wizard.step == FILE
    qtbot.keyClick(wizard.file.kinds.chips[0], Qt.Key.Key_2)
    boxes.path = file(tmp_path, TESTS, "tests.csv")
    qtbot.keyClick(wizard.file.choose_button, space)
    wizard.next.setFocus()
    press(qtbot, wizard, enter, settled)
    press(qtbot, wizard, enter, settled)
    assert wizard.step == PREVIEW
    row = wizard.preview.table.rows.row_at(0)
    assert (row.line.row, row.line.verdict) == (3, Verdict.REJECTED)
    assert row.line.problem.column == "Collected"
    assert wizard.next.text() == "Import 2 rows"
    press(qtbot, wizard, enter, settled)
    assert wizard.step == SUMMARY
    assert wizard.summary.numbers[Verdict.REJECTED].text() == "1"
    assert count(workspace, Specimen) == 2

    boxes.path = tmp_path / "rejects.csv"
    wizard.summary.ask_rejects()
    settled()
    with boxes.path.open(encoding="utf-8-sig", newline="") as kept:
        lines = list(csv.reader(kept))
    assert lines[1][:2] == ["3", "Collected"]


def test_nothing_goes_on_before_kind_and_file_are_chosen(
    wizard: ImportWizard, tmp_path: Path
) -> None:
    assert not wizard.next.isEnabled()
    wizard.file.take(file(tmp_path, PEOPLE))
    assert not wizard.next.isEnabled()
    wizard.file.kinds.press_digit(1)
    assert wizard.next.isEnabled()


def test_a_dropped_file_is_taken(wizard: ImportWizard, tmp_path: Path) -> None:
    path = file(tmp_path, PEOPLE)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    wizard.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert wizard.file.path == path
    assert wizard.file.place.title.text() == "file.csv"


def test_enter_goes_on_as_soon_as_a_file_is_chosen(
    wizard: ImportWizard, boxes: Recorder, qtbot: QtBot, settled: Settled, tmp_path: Path
) -> None:
    boxes.path = file(tmp_path, PEOPLE)
    wizard.file.kinds.press_digit(1)
    wizard.file.choose_button.setFocus()
    press(qtbot, wizard, Qt.Key.Key_Return, settled)
    assert wizard.file.path == boxes.path
    press(qtbot, wizard, Qt.Key.Key_Return, settled)
    assert wizard.step == COLUMNS


def test_dates_that_read_two_ways_are_asked_with_both_days_written_out(
    wizard: ImportWizard, workspace: Workspace, settled: Settled, tmp_path: Path
) -> None:
    brought(workspace, tmp_path)
    text = "Donor ID,Collected,AMP\nP-1,03/04/2026,Negative\nP-2,05/06/2026,Negative\n"
    wizard.file.kinds.press_digit(2)
    wizard.file.take(file(tmp_path, text))
    wizard.go_next()
    settled()
    orders = wizard.columns.orders
    assert orders is not None
    assert [chip.text() for chip in orders.chips] == [
        "1 Mar 4, 2026 (month first)",
        "2 Apr 3, 2026 (day first)",
    ]
    assert not wizard.next.isEnabled()
    orders.press_digit(2)
    settled()
    assert wizard.next.isEnabled()
    for _ in range(2):
        wizard.go_next()
        settled()
    days = workspace.read(lambda db: list(db.scalars(select(Specimen.collected_on))))
    assert sorted(day.isoformat() for day in days) == ["2026-04-03", "2026-06-05"]


def test_a_needed_column_is_named_until_somebody_says_which_it_is(
    wizard: ImportWizard, workspace: Workspace, settled: Settled, tmp_path: Path
) -> None:
    brought(workspace, tmp_path)
    text = "Donor ID,Given in,AMP\nP-1,2026-11-02,Negative\n"
    wizard.file.kinds.press_digit(2)
    wizard.file.take(file(tmp_path, text))
    wizard.go_next()
    settled()
    assert "Collected" in wizard.columns.notices.banners()[0].sentence.text()
    assert not wizard.next.isEnabled()
    box = wizard.columns.boxes["Given in"]
    box.setCurrentIndex(box.findText("Collected *"))
    settled()
    assert wizard.columns.notices.banners() == []
    assert wizard.next.isEnabled()


def test_a_field_goes_to_one_column_only(
    wizard: ImportWizard, settled: Settled, tmp_path: Path
) -> None:
    wizard.file.kinds.press_digit(1)
    wizard.file.take(file(tmp_path, PEOPLE))
    wizard.go_next()
    settled()
    boxes = wizard.columns.boxes
    boxes["Sex"].setCurrentIndex(boxes["Name"].currentIndex())
    settled()
    assert boxes["Name"].value() == ""
    assert boxes["Sex"].value() == "name"


def test_the_columns_of_the_last_file_are_known_again(
    wizard: ImportWizard, workspace: Workspace, settled: Settled, tmp_path: Path
) -> None:
    wizard.file.kinds.press_digit(1)
    wizard.file.take(file(tmp_path, PEOPLE))
    wizard.go_next()
    settled()
    box = wizard.columns.boxes["Sex"]
    box.setCurrentIndex(0)
    settled()
    for _ in range(2):
        wizard.go_next()
        settled()
    sexes = workspace.read(lambda db: set(db.scalars(select(Person.sex))))
    assert Sex.MALE not in sexes
    wizard.start_over()
    wizard.file.take(file(tmp_path, PEOPLE.replace("P-1", "P-9"), "next.csv"))
    wizard.go_next()
    settled()
    assert wizard.columns.boxes["Sex"].value() == ""
    assert "as you chose them before" in wizard.columns.about.text()


def test_a_column_map_is_saved_for_the_command_and_read_again(
    wizard: ImportWizard, settled: Settled, boxes: Recorder, tmp_path: Path
) -> None:
    wizard.file.kinds.press_digit(1)
    wizard.file.take(file(tmp_path, PEOPLE))
    wizard.go_next()
    settled()
    boxes.path = tmp_path / "columns.toml"
    wizard.columns.ask_save()
    kept = load_mapping(boxes.path)
    assert (kept.kind, kept.columns["DOB"]) == (ImportKind.PEOPLE, "born")
    wizard.start_over()
    wizard.file.kinds.press_digit(3)
    wizard.file.ask_map()
    assert wizard.file.kind is ImportKind.PEOPLE


def test_the_preview_says_what_changes_from_what_to_what_and_can_be_narrowed(
    wizard: ImportWizard, workspace: Workspace, settled: Settled, tmp_path: Path
) -> None:
    brought(workspace, tmp_path)
    changed = PEOPLE.replace(",F,", ",M,") + 'P-3,"Reyes, Marisol",1990-01-01,F,2026-05-05,CR-3\n'
    wizard.file.kinds.press_digit(1)
    wizard.file.take(file(tmp_path, changed))
    for _ in range(2):
        wizard.go_next()
        settled()
    chips = [chip.text() for chip in wizard.preview.filter.chips if not chip.isHidden()]
    assert chips == ["All  3", "New  1", "Changed  1", "Unchanged  1", "Rejected  0"]
    wizard.preview.show_only(Verdict.CHANGED)
    assert wizard.preview.table.rows.rowCount() == 1
    column = wizard.preview.table.rows.columns[-1]
    assert column.text(wizard.preview.table.rows.row_at(0)) == "Sex: Female → Male"
    wizard.preview.show_only(None)
    wizard.preview.words.setText("P-3")
    wizard.preview.narrow()
    assert wizard.preview.table.rows.rowCount() == 1


def test_an_import_is_taken_back_from_its_summary(
    wizard: ImportWizard, workspace: Workspace, settled: Settled, boxes: Recorder, tmp_path: Path
) -> None:
    wizard.file.kinds.press_digit(1)
    wizard.file.take(file(tmp_path, PEOPLE))
    for _ in range(3):
        wizard.go_next()
        settled()
    assert count(workspace, Person) == 2
    wizard.summary.undo_button.click()
    settled()
    assert boxes.said[-1][1] == "Take this import back?"
    assert count(workspace, Person) == 0
    assert wizard.summary.undo_button.isHidden()
    assert wizard.file.earlier.table.rows.row_at(0).undone


def test_an_earlier_import_that_others_stand_on_is_refused_and_stays(
    shell: OnePageWindow, qtbot: QtBot, workspace: Workspace, settled: Settled, tmp_path: Path
) -> None:
    brought(workspace, tmp_path)
    brought(workspace, tmp_path, text=PEOPLE.replace("P-1", "P-8").replace("Kevin", "Kim"))
    dialog = ImportWizard(shell)
    dialog.open()
    dialog.file.earlier.table.select_place(1)
    dialog.file.earlier.ask_undo()
    settled()
    told = [banner.sentence.text() for banner in dialog.file.earlier.notices.banners()]
    assert told == ["A later import of the same kind stands on this one. Take that one back first."]
    assert not dialog.file.earlier.table.rows.row_at(1).undone


def test_nothing_is_taken_back_without_a_yes(
    shell: OnePageWindow, qtbot: QtBot, workspace: Workspace, boxes: Recorder, tmp_path: Path
) -> None:
    brought(workspace, tmp_path)
    boxes.answer = False
    dialog = ImportWizard(shell, "people")
    dialog.open()
    assert dialog.file.kind is ImportKind.PEOPLE
    dialog.file.earlier.table.select_place(0)
    dialog.file.earlier.ask_undo()
    assert count(workspace, Person) == 2


def test_repeating_a_file_brings_nothing_and_says_so(
    wizard: ImportWizard, workspace: Workspace, settled: Settled, tmp_path: Path
) -> None:
    brought(workspace, tmp_path)
    wizard.file.kinds.press_digit(1)
    wizard.file.take(file(tmp_path, PEOPLE))
    for _ in range(2):
        wizard.go_next()
        settled()
    assert said(wizard) == ["There is nothing to bring in: no row is new or changed."]
    assert not wizard.next.isEnabled()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is blank"),
        ("one,two\n1,2\n", "No headings for people were found"),
        ("Participant,Name\n", "no rows"),
    ],
)
def test_a_file_that_holds_no_such_table_is_one_sentence_in_place(
    wizard: ImportWizard, settled: Settled, tmp_path: Path, text: str, sentence: str
) -> None:
    wizard.file.kinds.press_digit(1)
    wizard.file.take(file(tmp_path, text))
    wizard.go_next()
    settled()
    assert wizard.step == FILE
    assert len(said(wizard)) == 1
    assert sentence in said(wizard)[0]


def test_a_file_that_is_gone_is_one_sentence_in_place(
    wizard: ImportWizard, settled: Settled, tmp_path: Path
) -> None:
    wizard.file.kinds.press_digit(1)
    wizard.file.take(tmp_path / "gone.csv")
    wizard.go_next()
    settled()
    assert wizard.step == FILE
    assert len(said(wizard)) == 1


def test_escape_asks_only_when_a_file_is_under_way(
    qtbot: QtBot, wizard: ImportWizard, settled: Settled, boxes: Recorder, tmp_path: Path
) -> None:
    boxes.answer = False
    wizard.file.kinds.press_digit(1)
    wizard.file.take(file(tmp_path, PEOPLE))
    wizard.go_next()
    settled()
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    assert boxes.said[-1][1] == "Leave the import?"
    assert wizard.isVisible()
    wizard.go_back()
    assert wizard.step == FILE
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    assert not wizard.isVisible()
    assert len(boxes.said) == 1


@pytest.mark.parametrize("path", present("trial/people.csv"), ids=lambda path: path.name)
def test_the_real_people_are_read_and_previewed(
    wizard: ImportWizard, settled: Settled, path: Path
) -> None:
    wizard.file.kinds.press_digit(1)
    wizard.file.take(path)
    for _ in range(2):
        wizard.go_next()
        settled()
    assert wizard.step == PREVIEW
    assert wizard.next.text() == "Import 600 rows"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        *((path, ImportKind.TESTS) for path in present("trial/lab_portal_export.xlsx")),
        *((path, ImportKind.ATTENDANCE) for path in present("trial/visits.csv")),
        *((path, ImportKind.MEDICATIONS) for path in present("trial/medications.csv")),
    ],
)
def test_the_columns_of_the_real_files_are_found(
    wizard: ImportWizard, settled: Settled, path: Path, kind: ImportKind
) -> None:
    wizard.file.kinds.set_value(kind)
    wizard.file.take(path)
    wizard.go_next()
    settled()
    assert wizard.step == COLUMNS
    if wizard.columns.orders is not None:
        wizard.columns.orders.press_digit(1)
        settled()
        mapping = wizard.columns.mapping()
        assert mapping is not None
        assert mapping.date_order is DateOrder.MONTH_FIRST
    assert wizard.next.isEnabled()


def test_the_wizard_is_freed_when_it_closes(
    shell: OnePageWindow,
    settled: Settled,
    tmp_path: Path,
    freed_when_closed: Callable[[list[QWidget]], None],
) -> None:
    dialog = ImportWizard(shell, "people")
    dialog.open()
    dialog.file.take(file(tmp_path, PEOPLE))
    dialog.go_next()
    settled()
    holder: list[QWidget] = [dialog]
    del dialog
    freed_when_closed(holder)


def test_messages_of_a_laboratory_go_straight_to_the_preview_and_wait_in_review(
    wizard: ImportWizard, workspace: Workspace, settled: Settled, tmp_path: Path
) -> None:
    wizard.file.kinds.press_digit(2)
    wizard.file.take(file(tmp_path, message(), "in.hl7"))
    wizard.go_next()
    settled()
    QApplication.processEvents()
    settled()
    assert wizard.step == PREVIEW
    assert wizard.preview.report.review == 1
    wizard.go_next()
    settled()
    assert wizard.step == SUMMARY
    assert workspace.read(waiting_count) == 1
    assert wizard.summary.rejects_button.isHidden()


def test_rows_that_wait_for_a_person_are_shown_first_and_can_be_saved_with_their_reasons(
    wizard: ImportWizard, settled: Settled, boxes: Recorder, tmp_path: Path
) -> None:
    wizard.file.kinds.press_digit(2)
    text = "Donor ID,Collected,Drug,Result\nP-9,2026-11-02,THC,Neg\nP-9,2026-11-02,Cocaine,Neg\n"
    wizard.file.take(file(tmp_path, text))
    wizard.go_next()
    settled()
    wizard.go_next()
    settled()
    QApplication.processEvents()
    settled()
    assert (wizard.step, wizard.preview.filter.value()) == (PREVIEW, Verdict.REVIEW)
    (row,) = wizard.preview._fetch(0, 10, "", False)
    said = "Donor ID: No participant has this number. Of the same test: row 3."
    assert why(row.line) == said
    wizard.go_next()
    settled()
    boxes.path = tmp_path / "kept.csv"
    wizard.summary.rejects_button.click()
    settled()
    rows = boxes.path.read_text("utf-8-sig").splitlines()
    assert [line.split(",")[:3] for line in rows[1:]] == [
        [number, "Donor ID", "No participant has this number."] for number in ("2", "3")
    ]


@pytest.mark.parametrize("answer", [True, False])
def test_a_form_whose_dates_read_two_ways_is_asked_about_and_never_guessed(
    wizard: ImportWizard, settled: Settled, tmp_path: Path, boxes: Recorder, answer: bool
) -> None:
    boxes.answer = answer
    lines = "Patient,Tran Kevin\nDOB,02/03/1990\n,Drug,Result,Unit\n,Cocaine,Negative,\n"
    wizard.file.kinds.press_digit(2)
    wizard.file.take(file(tmp_path, lines, "form.csv"))
    wizard.go_next()
    for _ in range(3):
        settled()
        QApplication.processEvents()
    assert [kind for kind, _title, text in boxes.said if "02/03/1990" in text]
    assert wizard.step == (PREVIEW if answer else FILE)
    assert bool(said(wizard)) is not answer


def test_a_laboratorys_file_that_cant_be_read_is_kept_apart(
    wizard: ImportWizard, workspace: Workspace, settled: Settled, boxes: Recorder, tmp_path: Path
) -> None:
    boxes.path = tmp_path / "letter.xlsx"
    boxes.path.write_bytes(b"PK\x03\x04 cut off")
    wizard.file.kinds.press_digit(2)
    wizard.file.ask_file()
    wizard.go_next()
    settled()
    assert wizard.step == FILE
    assert said(wizard)[-1].endswith(
        "; the file is kept apart in the court, under Testing, Review."
    )
    assert [line.file for line in workspace.read(unread_lines)] == ["letter.xlsx"]
