"""The page Treatment: the directory by keyboard, a sheet for a provider, and who needs what."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest
from PySide6.QtCore import Qt

from drugcourt.casework.treatment import providers, services
from drugcourt.casework.treatment.care import begin_treatment
from drugcourt.domain.treatment import LevelOfCare, Service
from drugcourt.fields.courts import Weekday
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.treatment.page import Shows, TreatmentPage
from tests import courts
from tests.conftest import TODAY


@pytest.fixture
def page(one_page):
    return one_page(TreatmentPage).page


def fill(page, **values) -> EditDialog:
    (dialog,) = [d for d in page.window().findChildren(EditDialog) if d.isVisible()]
    dialog.form.set_values(values)
    dialog.try_act()
    return dialog


def test_a_provider_is_entered_changed_and_closed(page, workspace, qtbot) -> None:
    page.add_provider()
    fill(
        page,
        name="Harbor Clinic",
        levels=[LevelOfCare.OUTPATIENT],
        waiting_days=5,
        report_day=Weekday.TUESDAY,
    )
    page.table.select_place(0)
    assert not page.sheet.isEnabled()  # nobody is there
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    dialog = next(d for d in page.window().findChildren(EditDialog) if d.isVisible())
    assert dialog.form.values()["report_day"] is Weekday.TUESDAY
    assert dialog.form.values()["levels"] == [LevelOfCare.OUTPATIENT]
    fill(page, waiting_days=12)
    assert workspace.read(providers.providers)[0].waiting_days == 12
    page.table.select_place(0)
    page.close_provider()
    fill(page)
    assert page.table.rows.rowCount() == 0
    page.chips.set_value(Shows.CLOSED)
    page._chosen(Shows.CLOSED)
    page.table.select_place(0)
    page.open_again()
    assert len(workspace.read(providers.providers)) == 1


def test_a_sheet_is_written_for_a_provider(page, workspace, boxes, tmp_path) -> None:
    episode = courts.participant(workspace, "Boyd", admitted_on=date(2026, 10, 1))
    workspace.perform(
        begin_treatment,
        episode_id=episode,
        provider="Harbor Clinic",
        level=LevelOfCare.OUTPATIENT,
        started_on=date(2026, 10, 2),
    )
    workspace.perform(providers.add_provider, values={"name": "Harbor Clinic"})
    page.table.select_place(0)
    boxes.path = tmp_path / "sheet.xlsx"
    page.write_sheet()
    fill(page)
    sheet = openpyxl.load_workbook(boxes.path)["Attendance"]
    assert sheet.max_column == 9  # number, name, Monday to Sunday
    assert sheet.cell(1, 3).value == "2026-11-23"
    page.read_sheet()
    assert page.window().asked[-1] == ("import", "attendance")


def test_who_needs_what_opens_the_file_at_its_tab(page, workspace, qtbot) -> None:
    boyd, diaz = (courts.participant(workspace, name) for name in ("Boyd", "Diaz"))
    for episode, service in ((boyd, Service.HOUSING), (diaz, Service.DENTAL)):
        workspace.perform(
            services.need_service, episode_id=episode, service=service, needed_on=TODAY
        )
    page.chips.set_value(Shows.NEEDS)
    page._chosen(Shows.NEEDS)
    assert page.people.rows.rowCount() == 2
    page.counts.select_place(1)
    assert page.counts.rows.row_at(1).service is Service.DENTAL
    assert page.people.rows.rowCount() == 1
    page.people.select_place(0)
    qtbot.keyClick(page.people, Qt.Key.Key_Return)
    assert page.window().asked[-1] == ("participant", diaz)
