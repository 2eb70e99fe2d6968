"""The tab Disclosures: what is to be seen to, what left, who demands records; all by keyboard."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from drugcourt.casework.disclosures.legal_process import receive_process
from drugcourt.casework.disclosures.log import log_rows
from drugcourt.casework.disclosures.settings import setting
from drugcourt.domain.disclosures import ConsentKind, ProcessKind
from drugcourt.reports.registry import make_report
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.office.disclosures_tab import DisclosuresTab
from drugcourt.ui.office.page import OfficePage
from drugcourt.ui.participants.consents_pane import ConsentsPane
from drugcourt.ui.participants.file_page import ParticipantFilePage
from tests import courts
from tests.casework.disclosures.consenting import consent, strictly
from tests.conftest import TODAY


@pytest.fixture
def sam(workspace):
    return courts.participant(workspace, "Doe", admitted_on=TODAY - timedelta(days=9))


@pytest.fixture
def tab(workspace, sam, one_page):
    page = one_page(OfficePage).page
    page.tabs.setCurrentIndex(page.parts.index(page.disclosures))
    assert isinstance(page.part(), DisclosuresTab)
    return page.disclosures


def names(table):
    return [table.rows.row_at(place).name for place in range(table.rows.rowCount())]


def test_the_three_lists_answer_to_digits(tab, workspace, sam, tmp_path, qtbot):
    assert names(tab.due) == ["Doe, Sam"]  # no consent yet
    workspace.perform(
        receive_process, episode_id=sam, kind=ProcessKind.SUBPOENA, from_name="D. Marlow"
    )
    make_report(workspace, "progress", tmp_path / "a.pdf", episode_ids=[sam])
    qtbot.keyClick(tab.chips, Qt.Key.Key_2)
    assert tab.stack.currentWidget() is tab.copies
    assert tab.copies.rows.row_at(0).recipient == "treatment court team"
    tab.find.setText("nobody of that name")
    assert tab.copies.rows.rowCount() == 0
    qtbot.keyClick(tab.chips, Qt.Key.Key_3)
    assert names(tab.demands) == ["Doe, Sam"]
    assert tab.words.text() == "1 demand not answered"


def test_where_a_copy_was_sent_is_added_for_the_accounting(tab, workspace, sam, tmp_path, qtbot):
    make_report(workspace, "progress", tmp_path / "a.pdf", episode_ids=[sam])
    qtbot.keyClick(tab.chips, Qt.Key.Key_2)
    tab.copies.select_place(0)
    tab.edit_address()
    dialog = next(d for d in tab.window().findChildren(EditDialog) if d.isVisible())
    dialog.form.editor("address").set_value("12 Mill Street")
    dialog.try_act()
    (row,) = workspace.read(log_rows)
    assert row.address == "12 Mill Street"


def test_the_day_from_which_consents_are_asked_for_is_set_here(tab, workspace):
    assert "papers also go out" in tab.notices.banners()[0].sentence.text()
    tab.edit_setting()
    dialog = next(d for d in tab.window().findChildren(EditDialog) if d.isVisible())
    dialog.form.editor("strict_from").set_value(TODAY)
    dialog.try_act()
    assert workspace.read(setting).strict_from == TODAY
    tab.show_now()
    assert tab.notices.banners() == []


def test_the_answer_to_an_inquiry_is_in_the_clipboard(tab):
    tab.inquiry.click()
    assert "neither confirm nor deny" in QApplication.clipboard().text()


@pytest.fixture
def pane(workspace, sam, one_page):
    page = one_page(ParticipantFilePage).page
    page.open_file(sam, "consents")
    page.bring_up_to_date()
    return page.findChild(ConsentsPane)


def test_a_consent_of_one_kind_is_signed_and_a_missing_element_is_said_beside_it(pane, workspace):
    pane.new_consent(ConsentKind.CRIMINAL_JUSTICE.value)
    dialog = next(d for d in pane.window().findChildren(EditDialog) if d.isVisible())
    assert dialog.form.editor("patient_name").value() == "Sam Doe"
    dialog.form.editor("recipients").set_value(())
    dialog.try_act()
    assert "to whom" in dialog.form.error("recipients")
    chips = dialog.form.editor("recipients").choices
    chips.chips[0].click()
    dialog.try_act()
    pane.refresh()
    assert pane.rows.rows.row_at(0).recipients == "treatment court team"


def test_a_consent_that_may_not_be_revoked_yet_says_why(pane, workspace, sam):
    number = consent(workspace, sam)
    strictly(workspace)
    pane.revoke(number)
    dialog = next(d for d in pane.window().findChildren(EditDialog) if d.isVisible())
    dialog.form.editor("how").set_value("In writing")
    dialog.try_act()
    assert "2.35" in dialog.notices.banners()[0].sentence.text()
    dialog._leaving = True
    dialog.close()
