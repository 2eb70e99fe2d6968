"""The testing page: cups entered by keys, answers of the laboratory, lists with their readings."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from drugcourt.casework import medications
from drugcourt.casework.specimens.result_entry import panels
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Reading,
    Substance,
    Validity,
)
from drugcourt.records.specimens import Specimen
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.suggest import Result
from drugcourt.ui.specimens.amendments import Answer
from drugcourt.ui.specimens.specimen_dialog import SpecimenDialog
from drugcourt.ui.testing.page import TestingPage
from drugcourt.workspace import Workspace
from tests.court_day import TODAY, admitted, cup, days_ago, kept, kept_all, no_cup
from tests.ui.one_page import OnePage

Shown = Callable[[], OnePage]
PANEL = panels()[0]


@pytest.fixture
def shown(one_page: Callable[..., OnePage]) -> Shown:
    return partial(one_page, TestingPage)


def type_keys(widget: QWidget, *keys: str | Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(widget, key)


def dialog_of(kind: type[QWidget]) -> QWidget:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    assert len(found) == 1
    return found[0]


def specimens_of(court: Workspace, episode_id: int) -> list[Specimen]:
    asked = select(Specimen).where(Specimen.episode_id == episode_id).order_by(Specimen.id)
    return kept_all(court, asked)


def test_twelve_cups_are_entered_by_keys_and_saved_at_once(
    shown: Shown, workspace: Workspace, qtbot: QtBot
) -> None:
    people = [admitted(workspace, f"Person{n:02d}") for n in range(12)]
    for episode in people[:6]:
        no_cup(workspace, episode, TODAY, CollectionStatus.SCHEDULED)
    window = shown()
    page = window.page
    page.go_enter()
    assert page.enter.grid.cells.rowCount() == 6
    page.enter.add_all_active()
    grid = page.enter.grid
    assert grid.cells.rowCount() == 12
    type_keys(grid, "p", "c", Qt.Key.Key_Space)  # positive, positive to the laboratory, the rest
    type_keys(grid, "m")  # missed; goes on to the next line by itself
    type_keys(grid, "d", *[Qt.Key.Key_Space] * 10)
    assert page.enter.save_button.isEnabled()
    QTest.keyClick(grid, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.said == ["12 tests saved."])
    first = specimens_of(workspace, people[0])
    assert len(first) == 1, "the scheduled test was doubled"
    by_substance = {r.substance: (r.result, r.confirmation) for r in first[0].results}
    assert by_substance[PANEL.substances[0]] == (AnalyteResult.POSITIVE, Confirmation.NONE)
    assert by_substance[PANEL.substances[1]] == (AnalyteResult.POSITIVE, Confirmation.PENDING)
    assert len(by_substance) == len(PANEL.substances)
    assert [t.status for t in specimens_of(workspace, people[1])] == [CollectionStatus.MISSED]
    third = specimens_of(workspace, people[2])[0]
    assert (third.validity, third.panel, third.collected_on) == (
        Validity.DILUTE,
        PANEL.name,
        TODAY,
    )
    assert {r.result for r in specimens_of(workspace, people[11])[0].results} == {
        AnalyteResult.NEGATIVE
    }
    assert not page.enter.has_typed()


def test_a_refused_row_saves_nothing_and_stays_with_its_reason(
    shown: Shown, workspace: Workspace
) -> None:
    good, bad = admitted(workspace, "Ames"), admitted(workspace, "Boyd")
    page = shown().page
    page.go_enter()
    page.enter.add_all_active()
    grid = page.enter.grid
    type_keys(grid, Qt.Key.Key_Space, "n", "m")  # Boyd: a result, and missed
    page.enter.save()
    assert specimens_of(workspace, good) == specimens_of(workspace, bad) == []
    assert list(grid.problems()) == [(bad, "status")]
    assert "has no results" in grid.problems()[(bad, "status")]
    assert len(grid.typed()) == len(PANEL.substances) + 2
    grid.cells.put({(1, len(PANEL.substances)): ""})
    page.enter.save()
    assert len(specimens_of(workspace, good)) == len(specimens_of(workspace, bad)) == 1


def test_a_cell_that_can_not_be_read_is_marked_and_saves_nothing(
    shown: Shown, workspace: Workspace
) -> None:
    episode = admitted(workspace)
    page = shown().page
    page.go_enter()
    page.enter.add_all_active()
    QGuiApplication.clipboard().setText("N\tN\tbanana\tM")
    QTest.keyClick(page.enter.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    page.enter.save()
    wrong = [key for _, key in page.enter.grid.problems()]
    assert wrong == [str(PANEL.substances[2]), str(PANEL.substances[3])]
    assert specimens_of(workspace, episode) == []
    assert "2 cells" in page.enter.notices.banners()[0].sentence.text()


def test_an_excel_row_is_pasted_and_saved(shown: Shown, workspace: Workspace) -> None:
    episode = admitted(workspace)
    page = shown().page
    page.go_enter()
    page.enter.add_all_active()
    QGuiApplication.clipboard().setText("Negative\tpositive\tN\r\n")
    QTest.keyClick(page.enter.grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    page.enter.save()
    results = [r.result for r in specimens_of(workspace, episode)[0].results]
    assert results == [AnalyteResult.NEGATIVE, AnalyteResult.POSITIVE, AnalyteResult.NEGATIVE]


def test_what_is_typed_stays_when_somebody_is_added_or_the_panel_changes(
    shown: Shown, workspace: Workspace
) -> None:
    first, second = admitted(workspace, "Ames"), admitted(workspace, "Boyd")
    page = shown().page
    page.go_enter()
    page.enter.search.chosen.emit(Result("Boyd", payload=second))
    type_keys(page.enter.grid, "p")
    page.enter.search.chosen.emit(Result("Ames", payload=first))
    substance = str(PANEL.substances[0])
    assert page.enter.grid.typed() == {(second, substance): "P"}
    page.enter.choice.panel_box.setCurrentIndex(1)
    assert page.enter.grid.typed() == {(second, substance): "P"}


def test_another_day_is_not_opened_over_what_is_typed(shown: Shown, workspace: Workspace) -> None:
    admitted(workspace)
    page = shown().page
    page.go_enter()
    page.enter.add_all_active()
    type_keys(page.enter.grid, "p")
    page.day_before()
    assert page.day == TODAY
    assert page.enter.has_typed()
    page.enter.grid.undo()
    page.day_before()
    assert page.day == days_ago(1)


def test_a_positive_explained_by_a_prescription_says_so(shown: Shown, workspace: Workspace) -> None:
    episode = admitted(workspace)
    workspace.perform(
        medications.start_medication,
        episode_id=episode,
        name="buprenorphine",
        started_on=days_ago(20),
    )
    cup(workspace, episode, TODAY, Substance.BUPRENORPHINE)
    page = shown().page
    row = page.day_tests.table.rows.row_at(0)
    assert row.reading is Reading.EXPECTED_POSITIVE
    chips = [page.day_tests.table.rows.columns[1].chips(row, None)]
    assert chips[0][0][0] == "Positive, explained by a prescription"


def test_the_answer_of_the_laboratory_takes_the_line_away(
    shown: Shown, workspace: Workspace
) -> None:
    number = cup(workspace, admitted(workspace), days_ago(5), Substance.THC, confirm=True)
    page = shown().page
    page.show_part(page.laboratory)
    assert page.tabs.tabText(page.tabs.indexOf(page.laboratory)) == "At the laboratory (1)"
    assert page.laboratory.table.rows.row_at(0).days_waiting == 5
    page.laboratory.table.select_place(0)
    page.act_here()
    dialog = dialog_of(EditDialog)
    dialog.form.editor("answer").set_value(Answer.NOT_CONFIRMED)
    dialog.try_act()
    result = next(r for r in kept(workspace, Specimen, number).results if r.confirmed_on)
    assert (result.substance, result.confirmation) == (
        Substance.THC,
        Confirmation.NOT_CONFIRMED,
    )
    assert page.laboratory.table.rows.rowCount() == 0
    assert page.tabs.tabText(page.tabs.indexOf(page.laboratory)) == "At the laboratory"


def test_a_missed_test_is_excused_from_the_list(shown: Shown, workspace: Workspace) -> None:
    number = no_cup(workspace, admitted(workspace), days_ago(3))
    page = shown().page
    page.show_part(page.missed)
    page.missed.table.select_place(0)
    page.act_here()
    dialog = dialog_of(EditDialog)
    dialog.form.editor("excused_reason").set_value("In hospital")
    dialog.try_act()
    assert kept(workspace, Specimen, number).excused
    assert page.missed.table.rows.rowCount() == 0


def test_the_filters_narrow_the_list(shown: Shown, workspace: Workspace) -> None:
    first, second = admitted(workspace, "Ames"), admitted(workspace, "Boyd")
    cup(workspace, first, days_ago(9))
    cup(workspace, first, days_ago(2), Substance.THC)
    cup(workspace, second, days_ago(2))
    page = shown().page
    page.show_part(page.all_tests)
    every = page.all_tests
    assert every.table.rows.rowCount() == 3
    every.first.line.setText("11/20/2026")
    every.first.line.editingFinished.emit()
    assert every.table.rows.rowCount() == 2
    every._take_person(Result("Ames", payload=first))
    assert every.table.rows.rowCount() == 1
    every.clear()
    every.shows.setCurrentIndex(1)
    assert [every.table.rows.row_at(0).name, every.table.rows.rowCount()] == ["Ames, James", 1]


def test_a_test_is_shown_whole_and_corrected_with_a_reason(
    shown: Shown, workspace: Workspace
) -> None:
    episode = admitted(workspace)
    number = cup(workspace, episode, TODAY, Substance.THC)
    window = shown()
    window.page.day_tests.table.select_place(0)
    QTest.keyClick(window.page.day_tests.table, Qt.Key.Key_Return)
    card = dialog_of(SpecimenDialog)
    assert card.reading.text() == Reading.UNEXPECTED_POSITIVE.label
    assert card.results.selected_row().substance is Substance.THC
    card.send.click()
    assert card.reading.text() == Reading.PENDING.label
    card.ask_correction()
    dialog = dialog_of(EditDialog)
    dialog.form.editor("validity").set_value(Validity.DILUTE)
    dialog.form.editor("why").set_value("Creatinine came back")
    dialog.try_act()
    assert kept(workspace, Specimen, number).validity is Validity.DILUTE
    card.open_participant()
    assert window.asked == [("participant", episode)]


def test_import_opens_the_wizard_for_tests(shown: Shown, workspace: Workspace) -> None:
    window = shown()
    window.page.import_tests()
    assert window.asked == [("import", "tests")]


def test_the_grid_is_the_open_tab_after_the_key(shown: Shown, workspace: Workspace) -> None:
    page = shown().page
    QTest.keyClick(page.day_tests.table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert page.part() is page.enter


def test_the_page_is_freed_when_its_window_closes(
    qtbot: QtBot, workspace: Workspace, freed_when_closed
) -> None:
    cup(workspace, admitted(workspace), TODAY)
    window = OnePage(workspace, lambda _window: QWidget())
    holder: list[QWidget] = [TestingPage(window)]
    holder[0].setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    holder[0].show()
    freed_when_closed(holder)
    window.close()
