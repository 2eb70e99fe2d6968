"""The tab Entry by keyboard: decisions, checklist and packet, and the admission they bar."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from drugcourt.casework.referrals import checklists, entry, gates, waiting
from drugcourt.casework.referrals.referrals import end_referral, referral_card
from drugcourt.domain.referrals import (
    Channel,
    Gatekeeper,
    RefusalGround,
    Severity,
    Verdict,
    WaitReason,
)
from drugcourt.domain.tone import YesNo
from drugcourt.exchange.referral_policy import criteria_for
from drugcourt.ui.kit.suggest import Result
from drugcourt.ui.participants.entry_pane import EntryPane
from tests.casework.files import candidate
from tests.casework.referrals.people import ago, referred
from tests.ui.participants.window import PagesWindow, fill


@pytest.fixture
def episode(window: PagesWindow) -> int:
    number = referred(window.workspace, 20)
    window.open_participant(number, "entry")
    return number


def pane(window: PagesWindow) -> EntryPane:
    found = window.file.pane("entry")
    assert isinstance(found, EntryPane)
    return found


def test_a_decision_is_entered_on_its_line(window: PagesWindow, episode: int) -> None:
    table = pane(window).gates
    table.select_place(0)
    QTest.keyClick(table, Qt.Key.Key_Return)
    fill(window, verdict=Verdict.REFUSED, decided_by="D. Marsh", ground=RefusalGround.VIOLENT)
    (first, *_rest) = window.workspace.read(gates.gates, episode_id=episode)
    assert (first.keeper, first.verdict) == (Gatekeeper.PROSECUTOR, Verdict.REFUSED)
    assert pane(window).gates.rows.row_at(0).verdict is Verdict.REFUSED


def test_the_checklist_is_answered_a_letter_a_line(window: PagesWindow, episode: int) -> None:
    table = pane(window).checks
    table.select_place(0)
    for criterion in criteria_for(None):
        QTest.keyClick(table, Qt.Key.Key_N if criterion.bars == YesNo.YES else Qt.Key.Key_Y)
    lines = window.workspace.read(checklists.checklist, episode_id=episode)
    assert all(line.answered and not line.bars for line in lines)
    assert pane(window).of_checks.subtitle.text() == "7 of 7 answered"


def test_what_bars_may_be_set_aside_and_nothing_else(window: PagesWindow, episode: int) -> None:
    shown = pane(window)
    shown.checks.select_place(0)
    assert not shown.aside.isEnabled()
    QTest.keyClick(shown.checks, Qt.Key.Key_Y)
    shown.checks.select_place(0)
    assert shown.aside.isEnabled()
    shown.ask_set_aside()
    fill(window, by="Marsh, Judge W.", reason="Twelve years ago")
    (line, *_rest) = window.workspace.read(checklists.checklist, episode_id=episode)
    assert (line.bars, line.override_reason) == (False, "Twelve years ago")


def test_the_packet_is_marked_with_one_letter_and_unmarked_again(window, episode) -> None:
    table = pane(window).packet
    table.select_place(0)
    QTest.keyClick(table, Qt.Key.Key_D)
    QTest.keyClick(table, Qt.Key.Key_D)
    table.select_place(0)
    QTest.keyClick(table, Qt.Key.Key_D)
    lines = window.workspace.read(entry.packet, episode_id=episode)
    assert [line.done_on is not None for line in lines[:3]] == [False, True, False]


def test_waiting_screens_and_court_watched_are_entered_from_their_buttons(window, episode) -> None:
    shown = pane(window)
    shown.ask_waiting()
    fill(window, reason=WaitReason.BED)
    assert "place 1 of those who wait for a bed" in shown.told.text()
    shown.ask_waiting()
    fill(window, text="A bed came free")
    assert window.workspace.read(waiting.waiting_list) == []
    shown.ask_watched()
    fill(window)
    assert shown.seen.text() == "Court watched 1 of 2 times."
    assert shown.days.rows.row_at(0).watched_on == window.workspace.today
    shown.ask_clinical()
    fill(window, instrument="ASI", severity=Severity.SEVERE)
    assert shown.screened.rows.row_at(0).severity is Severity.SEVERE


def test_an_admission_against_a_decision_asks_why(window: PagesWindow, episode: int) -> None:
    window.file.do_main()
    dialog = fill(window)
    assert dialog.isVisible()
    assert "is missing. Say why" in dialog.form.error("despite")
    fill(window, despite="Judge's order of Nov 24")
    assert not window.file.head.candidate


def test_a_referral_ends_without_admission(window: PagesWindow, episode: int) -> None:
    shown = pane(window)
    shown.ask_end()
    fill(window, ground=RefusalGround.LOW_RISK, decided_by="The team")
    assert "Not admitted Nov 24: low risk" in shown.told.text()
    assert not shown.end.isVisible()


def test_somebody_without_a_referral_gets_one_here(window: PagesWindow, qtbot: QtBot) -> None:
    number = candidate(window.workspace)
    window.open_participant(number, "entry")
    shown = pane(window)
    assert shown.empty.isVisible()
    shown.ask_details()
    fill(window, channel=Channel.DEFENSE, encounter_on=ago(window.workspace, 0))
    assert window.workspace.read(referral_card, episode_id=number).channel is Channel.DEFENSE
    assert not shown.empty.isVisible()
    shown.ask_details()
    fill(window, agency="Public defender")
    assert "Defense counsel: Public defender." in shown.told.text()


def test_two_entries_of_one_person_become_one_after_what_differs_is_told(window) -> None:
    earlier = referred(window.workspace, 90, person={"family_name": "Smyth", "given_name": "Kat"})
    window.workspace.perform(
        end_referral, episode_id=earlier, ground=RefusalGround.CHARGE, decided_by="Prosecutor"
    )
    number = referred(window.workspace, 3, person={"family_name": "Smith", "given_name": "Kat"})
    window.open_participant(number)
    window.file.desk.moves.merge(window.file.head)
    other = Result("Smyth, Kat", payload=earlier)
    dialog = fill(window, episode_id=other, reason="Same birth date and case")
    assert "family name: Smith here, Smyth there" in dialog.form.error("agreed")
    fill(window, agreed=True)
    assert window.file.head.number == 2
    window.open_participant(earlier)
    assert window.file.head.name == "Smith, Kat"
