"""The tab Keeping: one person enters an order, another confirms it, and a hold stops both."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.exits import exits
from drugcourt.casework.keeping import keeping, retention
from drugcourt.casework.participants.search import find_people
from drugcourt.domain.episodes import ExitReason
from drugcourt.domain.keeping import OrderKind, OrderState, Reach
from drugcourt.records.cases import CourtCase
from drugcourt.records.episodes import Episode
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.suggest import Result
from drugcourt.ui.office.keeping_tab import KeepingTab, Shows
from drugcourt.ui.office.order_papers import CertificateDialog, SealedFileDialog
from drugcourt.ui.office.page import OfficePage
from drugcourt.workspace import Workspace
from tests.casework.keeping.rig import JUDGE, NUMBER, at_desk, with_somebody
from tests.conftest import TODAY
from tests.ui.one_page import OnePage


@pytest.fixture
def window(workspace: Workspace, qtbot: QtBot) -> OnePage:
    shown = OnePage(workspace, OfficePage)
    qtbot.addWidget(shown)
    shown.show()
    shown.page.tabs.setCurrentWidget(shown.page.keeping)
    return shown


def fill(window: OnePage, **values: object) -> EditDialog:
    (dialog,) = [d for d in window.findChildren(EditDialog) if d.isVisible()]
    dialog.form.set_values(values)
    dialog.try_act()
    return dialog


def enter(
    window: OnePage, episode: int, kind: OrderKind = OrderKind.SEAL, **more: object
) -> KeepingTab:
    tab: KeepingTab = window.page.keeping
    tab.orders.ask_order()
    fill(
        window,
        kind=kind,
        episode_id=Result("Zanzibar, Quentin", payload=episode),
        court="Cedar County",
        judge="Hon. M. Whitfield",
        number=NUMBER,
        ordered_on=TODAY,
        **more,
    )
    tab.orders.table.select_place(0)
    return tab


def shown(window: OnePage, kind: type) -> Any:
    (dialog,) = [d for d in window.findChildren(kind) if d.isVisible()]
    return dialog


def confirm(window: OnePage, tab: KeepingTab) -> EditDialog:
    tab.orders.ask_confirm()
    (dialog,) = [d for d in window.findChildren(EditDialog) if d.isVisible()]
    with at_desk(window.workspace, JUDGE):
        fill(window, number=NUMBER)
    return dialog


def test_the_second_person_confirms_and_the_person_vanishes(window, workspace) -> None:
    _person, episode = with_somebody(workspace)
    tab = enter(window, episode)
    assert tab.orders.table.rows.row_at(0).state is OrderState.ASKED
    tab.orders.ask_confirm()
    assert fill(window, number=NUMBER).isVisible()  # the same person may not
    with at_desk(workspace, JUDGE):
        fill(window, number=NUMBER)
    assert shown(window, CertificateDialog).made.number == NUMBER
    assert tab.orders.table.rows.row_at(0).state is OrderState.DONE
    assert workspace.read(find_people, text="Zanzibar") == []
    assert not tab.orders.confirm.isEnabled()


def test_an_order_is_withdrawn_and_a_hold_stops_another(window, workspace) -> None:
    _person, episode = with_somebody(workspace)
    tab = enter(window, episode)
    tab.orders.withdraw_order()
    assert workspace.read(keeping.orders)[0].state is OrderState.WITHDRAWN
    tab.holds.ask_hold()
    fill(window, episode_id=Result("Zanzibar", payload=episode), reason="Lawsuit of 2026")
    tab.orders.ask_order()
    dialog = fill(
        window,
        kind=OrderKind.EXPUNGE,
        episode_id=Result("Zanzibar", payload=episode),
        court="Cedar County",
        judge="Hon. M. Whitfield",
        number=NUMBER,
    )
    assert dialog.isVisible()
    assert len(workspace.read(keeping.orders)) == 1
    dialog._leaving = True
    dialog.close()
    tab.show_part(Shows.HOLDS)
    tab.holds.table.select_place(0)
    tab.holds.ask_release()
    fill(window, reason="Settled")
    assert tab.holds.table.rows.rowCount() == 0


def test_what_goes_is_said_before_and_certified_after_without_a_name(
    window, workspace, boxes, tmp_path
) -> None:
    _person, episode = with_somebody(workspace)
    tab = enter(window, episode, OrderKind.EXPUNGE)
    tab.orders.ask_confirm()
    said = " ".join(label.text() for label in shown(window, EditDialog).findChildren(QLabel))
    assert "It removes" in said
    assert "test" in said
    shown(window, EditDialog).close()
    confirm(window, tab)
    boxes.path = tmp_path / "certificate.pdf"
    dialog = shown(window, CertificateDialog)
    dialog.save()
    text = " ".join(page.extract_text() for page in PdfReader(boxes.path).pages)
    assert NUMBER in text
    assert "no word that names the person was found" in text
    assert "Zanzibar" not in text
    dialog.close()
    tab.orders.table.select_place(0)
    tab.orders.show_certificate()  # later it can be had again, without the number
    later = [d for d in window.findChildren(CertificateDialog) if d is not dialog]
    assert [d.made.number for d in later if d.isVisible()] == [""]
    assert not tab.orders.wipe.isVisible()


def test_pages_that_were_not_written_anew_are_with_one_button(window, workspace) -> None:
    _person, episode = with_somebody(workspace)
    tab = enter(window, episode, OrderKind.EXPUNGE)
    (row,) = workspace.read(keeping.orders)
    with at_desk(workspace, JUDGE):
        workspace.perform(keeping.confirm_order, order_id=row.id, number=NUMBER)
    tab.orders.table.select_place(0)
    assert tab.orders.wipe.isVisible()
    tab.orders.wipe_again()
    said = " ".join(label.text() for label in shown(window, CertificateDialog).findChildren(QLabel))
    assert "nobody looked for it" in said
    assert workspace.read(keeping.orders)[0].wiped_at is not None
    tab.orders.table.select_place(0)
    assert not tab.orders.wipe.isVisible()


def test_an_order_may_reach_one_case_alone(window, workspace) -> None:
    _person, episode = with_somebody(workspace)
    number = workspace.read(case_numbers, episode_id=episode)[0]
    tab = enter(window, episode, case_number="CR-0000-1")
    assert tab.orders.table.rows.rowCount() == 0
    assert number in read_errors(shown(window, EditDialog))
    fill(window, case_number=number)
    assert workspace.read(keeping.orders)[0].reach is Reach.CASE


def test_a_sealed_file_opens_with_the_number_of_its_order_and_a_reason(window, workspace) -> None:
    _person, episode = with_somebody(workspace)
    tab = enter(window, episode)
    confirm(window, tab)
    tab.orders.table.select_place(0)
    tab.orders.ask_look()
    assert fill(window, number="Order 8", reason="Appeal").isVisible()
    fill(window, number=NUMBER, reason="Appeal")
    opened = shown(window, SealedFileDialog)
    assert opened.table.rows.rowCount() > 3
    assert any("Zanzibar" in opened.table.rows.row_at(n).text for n in range(3))


def test_what_is_sealed_is_opened_again_by_another_order(window, workspace) -> None:
    _person, episode = with_somebody(workspace)
    tab = enter(window, episode)
    confirm(window, tab)
    tab.orders.table.select_place(0)
    tab.orders.ask_further()
    fill(window, court="Cedar County", judge="Hon. M. Whitfield", number="Order 9")
    tab.orders.table.select_place(0)
    tab.orders.ask_confirm()
    with at_desk(workspace, JUDGE):
        fill(window, number="Order 9")
    assert [found.episode_id for found in workspace.read(find_people, text="Zanz")] == [episode]


def test_a_file_that_is_due_is_asked_for_and_waits_for_a_second_person(window, workspace) -> None:
    person, episode = with_somebody(workspace)
    workspace.perform(
        exits.discharge,
        episode_id=episode,
        exit_reason=ExitReason.RELOCATED,
        on=date(2026, 8, 20),
    )
    tab: KeepingTab = window.page.keeping
    tab.show_part(Shows.SCHEDULE)
    schedule = tab.schedule
    assert "not settled" in schedule.words.text()
    schedule.classes.select_place(0)
    schedule.ask_years()
    fill(window, years=0, origin="Schedule 14")
    assert workspace.read(retention.schedule)[0].years == 0
    fill(window, years=1, origin="Schedule 14")
    assert schedule.due.rows.rowCount() == 0  # the year is not over
    workspace.perform(make_older, person_id=person)
    tab.show_now()
    schedule.due.select_place(0)
    schedule.ask_destruction()
    fill(window, court="Cedar County", judge="Hon. M. Whitfield", number="Schedule list 3")
    (row,) = workspace.read(keeping.orders)
    assert (row.kind, row.state) == (OrderKind.DESTROY, OrderState.ASKED)
    schedule.due.select_place(0)
    assert not schedule.destroy.isEnabled()


def make_older(db: Session, _context: object, *, person_id: int) -> None:
    for episode in db.scalars(select(Episode).where(Episode.person_id == person_id)):
        episode.exited_on = date(2024, 8, 20)


def case_numbers(db: Session, *, episode_id: int) -> list[str]:
    return list(db.scalars(select(CourtCase.number).where(CourtCase.episode_id == episode_id)))


def read_errors(dialog: EditDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))
