"""The card of one test: disputes, hands, corrected reports, hints, all by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from drugcourt.casework import medications
from drugcourt.casework.specimens import specimens
from drugcourt.domain.specimens import AnalyteResult, Reading, Substance, Validity
from drugcourt.domain.tone import YesNo
from drugcourt.records.specimens import Specimen
from drugcourt.ui.kit.buttons import Button
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.specimens.amendments import Answer
from drugcourt.ui.specimens.disputes import Outcome
from drugcourt.ui.specimens.specimen_dialog import SpecimenDialog
from drugcourt.ui.testing.page import TestingPage
from drugcourt.workspace import Workspace
from tests.court_day import admitted, cup, days_ago, kept, no_cup
from tests.ui.one_page import OnePage

Opened = Callable[[int], SpecimenDialog]
ByKey = Callable[[SpecimenDialog, Qt.Key], None]
ALT = Qt.KeyboardModifier.AltModifier
FENTANYL, THC = Substance.FENTANYL, Substance.THC


@pytest.fixture
def opened(qtbot: QtBot, workspace: Workspace, settled: Callable[[], None]) -> Iterator[Opened]:
    window = OnePage(workspace, TestingPage)
    window.show()
    cards: list[SpecimenDialog] = []

    def show(number: int) -> SpecimenDialog:
        card = SpecimenDialog(window, number, window)
        cards.append(card)
        card.open()
        card.activateWindow()
        qtbot.waitUntil(card.isActiveWindow)
        return card

    yield show
    for card in cards:
        if isValid(card):
            card.close()
    settled()
    window.close()


def dialogs() -> list[EditDialog]:
    shown = QApplication.topLevelWidgets()
    return [w for w in shown if isinstance(w, EditDialog) and w.isVisible()]


@pytest.fixture
def by_key(qtbot: QtBot) -> ByKey:
    """A key of the card; a button that is pressed by its key stays down for a moment."""

    def press(card: SpecimenDialog, key: Qt.Key) -> None:
        card.activateWindow()
        qtbot.waitUntil(card.isActiveWindow)
        QTest.keyClick(card, key, ALT)
        qtbot.waitUntil(lambda: len(dialogs()) == 1)

    return press


def asked() -> EditDialog:
    found = dialogs()
    assert len(found) == 1
    return found[0]


def answer(**values: Any) -> None:
    dialog = asked()
    for key, value in values.items():
        dialog.form.editor(key).set_value(value)
    dialog.try_act()
    assert not isValid(dialog) or not dialog.isVisible()


def sentences(card: SpecimenDialog) -> list[str]:
    return [banner.sentence.text() for banner in card.notices.banners()]


def press(card: SpecimenDialog, words: str) -> None:
    """The button of the banner that says this."""
    buttons = [b for banner in card.notices.banners() for b in banner.findChildren(Button)]
    next(b for b in buttons if b.accessibleName() == words).click()


def test_a_test_is_disputed_and_settled_by_keys(
    opened: Opened, by_key: ByKey, workspace: Workspace
) -> None:
    number = cup(workspace, admitted(workspace), days_ago(2), FENTANYL)
    card = opened(number)
    assert not card.disputed.isVisible()
    by_key(card, Qt.Key.Key_D)
    answer(reason="Says it was a cough medicine.")
    assert card.disputed.isVisible()
    assert "Nothing follows from this test" in sentences(card)[-1]
    assert not card.dispute.isVisible()
    press(card, "Settle")
    answer(outcome=Outcome.FALLS, reason="The cups were mixed up.")
    assert not card.disputed.isVisible()
    assert card.reading.text() == Reading.NEGATIVE.label
    assert card.tabs.tabText(2) == "Notes (2)"


def test_hands_and_notes_are_written_in_small_dialogs(
    opened: Opened, by_key: ByKey, workspace: Workspace
) -> None:
    number = cup(workspace, admitted(workspace), days_ago(2))
    card = opened(number)
    by_key(card, Qt.Key.Key_H)
    answer(handed_on=days_ago(1), handed_time="2:30 PM", to_whom="Courier", seal_intact=YesNo.YES)
    assert card.tabs.tabText(1) == "Custody (1)"
    assert card.tabs.custody.rows.row_at(0).to_whom == "Courier"
    by_key(card, Qt.Key.Key_N)
    answer(text="The participant was told.")
    assert card.tabs.notes.rows.row_at(0).text == "The participant was told."
    assert kept(workspace, Specimen, number).seal_intact is YesNo.YES


def test_a_corrected_report_keeps_what_stood_before(opened: Opened, workspace: Workspace) -> None:
    card = opened(cup(workspace, admitted(workspace), days_ago(4), FENTANYL))
    card.corrected.click()
    answer(**{f"result:{FENTANYL}": AnalyteResult.NEGATIVE, "report": "L-9 C"})
    assert card.reading.text() == Reading.NEGATIVE.label
    assert card.tabs.tabText(3) == "Corrected reports (1)"
    row = card.tabs.corrections.rows.row_at(0)
    assert (row.substance, row.result, row.report) == (FENTANYL, AnalyteResult.POSITIVE, "L-9 C")


def test_a_corrected_report_that_changes_nothing_is_not_taken(
    opened: Opened, workspace: Workspace
) -> None:
    card = opened(cup(workspace, admitted(workspace), days_ago(4), FENTANYL))
    card.corrected.click()
    dialog = asked()
    dialog.form.editor("report").set_value("L-9 C")
    dialog.try_act()
    assert dialog.isVisible()
    assert card.tabs.tabText(3) == "Corrected reports"
    dialog.reject()


def test_measures_that_say_otherwise_are_offered_and_entered(
    opened: Opened, workspace: Workspace
) -> None:
    number = cup(workspace, admitted(workspace), days_ago(2))
    workspace.perform(
        specimens.amend_test,
        specimen_id=number,
        changes={"creatinine": 12.0, "temperature": 85.0},
        reason="Read from the strip",
    )
    card = opened(number)
    said = " ".join(sentences(card))
    assert "The measures speak for dilute: creatinine below 20" in said
    assert "The temperature was out of range" in said
    press(card, "Enter it")
    assert kept(workspace, Specimen, number).validity is Validity.DILUTE
    assert card.reading.text() == Reading.DILUTE.label
    assert not any("speak for" in sentence for sentence in sentences(card))


def test_a_list_that_changed_since_is_said_and_may_be_taken(
    opened: Opened, workspace: Workspace
) -> None:
    episode = admitted(workspace)
    number = cup(workspace, episode, days_ago(2), Substance.BUPRENORPHINE)
    workspace.perform(
        medications.start_medication, episode_id=episode, name="Suboxone", started_on=days_ago(9)
    )
    card = opened(number)
    assert card.reading.text() == Reading.UNEXPECTED_POSITIVE.label
    assert "By the list as it stands now: Suboxone" in sentences(card)[0]
    press(card, "Read again")
    answer(reason="The prescriber's letter came late.")
    assert card.reading.text() == Reading.EXPECTED_POSITIVE.label


def test_an_absent_medicine_goes_to_treatment_and_not_to_sanctions(
    opened: Opened, workspace: Workspace
) -> None:
    episode = admitted(workspace)
    workspace.perform(
        medications.start_medication, episode_id=episode, name="Suboxone", started_on=days_ago(9)
    )
    card = opened(cup(workspace, episode, days_ago(2)))
    assert "To treatment and the prescriber, not to sanctions." in card.words.text()


def test_the_hint_follows_the_marked_substance(opened: Opened, workspace: Workspace) -> None:
    episode = admitted(workspace)
    cup(workspace, episode, days_ago(12), THC)
    card = opened(cup(workspace, episode, days_ago(2), THC))
    hint = card.hint.text()
    assert hint.startswith("THC: Usually found for 1 to 3 days after single use")
    assert "10 days after an earlier positive" in hint
    assert hint.endswith("Help for reading, never proof.")
    assert "American Academy of Pediatrics" in card.hint.toolTip()
    card.results.select_id(FENTANYL)
    assert card.hint.text().startswith("Fentanyl:")


def test_the_hint_says_what_a_toxicologist_should_confirm(
    opened: Opened, workspace: Workspace
) -> None:
    card = opened(cup(workspace, admitted(workspace), days_ago(2), Substance.BUPRENORPHINE))
    card.results.select_id(Substance.BUPRENORPHINE)
    assert "a toxicologist should confirm it" in card.hint.text()
    card.results.select_id(THC)
    assert "toxicologist" not in card.hint.text()


def test_a_missed_test_is_excused_and_the_excuse_taken_back(
    opened: Opened, by_key: ByKey, workspace: Workspace
) -> None:
    number = no_cup(workspace, admitted(workspace), days_ago(2))
    card = opened(number)
    assert not card.send.isVisible()
    by_key(card, Qt.Key.Key_X)
    answer(excused_reason="In hospital")
    assert card.reading.text() == Reading.EXCUSED.label
    card.reopen.click()
    answer(reason="The paper was false")
    assert card.reading.text() == Reading.MISSED.label


def test_the_answer_of_the_laboratory_is_shown_with_its_turnaround(
    opened: Opened, by_key: ByKey, workspace: Workspace
) -> None:
    card = opened(cup(workspace, admitted(workspace), days_ago(5), FENTANYL, confirm=True))
    by_key(card, Qt.Key.Key_A)
    answer(answer=Answer.CONFIRMED, on=days_ago(1), level=9.0)
    shown = [
        card.results.rows.data(card.results.rows.index(0, column))
        for column in range(card.results.rows.columnCount())
    ]
    assert "Confirmed, 4 days" in shown
