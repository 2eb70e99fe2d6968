"""Two desks on one court: what one saves is not lost under what the other saves."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from drugcourt.casework import courts, desk
from drugcourt.casework.hearings.hearings import Outcome, record_hearing
from drugcourt.casework.participants import corrections
from drugcourt.casework.supervision import contacts
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.domain.supervision import ContactMode
from drugcourt.records.hearings import DocketEntry
from drugcourt.ui.asking import Asking
from drugcourt.ui.court_details import court_details
from drugcourt.ui.docket.page import DocketPage
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.kit.versions import BOTH, MINE, THEIRS
from drugcourt.ui.participants.corrections import Corrections
from drugcourt.workspace import Workspace
from tests.casework.files import participant
from tests.conftest import PASSWORD, TODAY
from tests.court_day import admitted, on_docket
from tests.ui.one_page import OnePage

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def other(workspace: Workspace) -> Iterator[Workspace]:
    opened = desk.open_desk(workspace.place, PASSWORD, as_of=TODAY)
    opened.who = "B. Ortiz"
    yield opened
    opened.close()


@pytest.fixture
def window(workspace: Workspace, qtbot: QtBot) -> OnePage:
    window = OnePage(workspace, lambda _shell: QWidget())
    qtbot.addWidget(window)
    window.show()
    return window


def read_of(dialog: EditDialog) -> str:
    return " | ".join(label.text() for label in dialog.versions.findChildren(QLabel))


def save(dialog: EditDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)


def test_a_form_that_was_overtaken_shows_both_versions_and_the_person_chooses(
    window: OnePage, other: Workspace, qtbot: QtBot
) -> None:
    dialog = court_details(window.workspace, window)
    dialog.open()
    other.perform(courts.amend_court, courtroom="Courtroom 9", judge="Hon. B. Reyes")
    dialog.form.editor("courtroom").set_value("Courtroom 7")
    save(dialog, qtbot)

    facts = other.read(courts.court_facts)
    assert (facts.courtroom, facts.judge) == ("Courtroom 9", "Hon. B. Reyes")
    assert dialog.isVisible()
    assert {"Saved by B. Ortiz", "Courtroom 9", "Courtroom 7", "Hon. B. Reyes"} <= set(
        read_of(dialog).split(" | ")
    )
    save(dialog, qtbot)  # nothing chosen yet: nothing is saved
    assert other.read(courts.court_facts).courtroom == "Courtroom 9"

    qtbot.keyClick(dialog.versions.choices["courtroom"].chips[0], Qt.Key.Key_2)
    qtbot.keyClick(dialog.versions.choices["judge"].chips[0], Qt.Key.Key_1)
    assert dialog.versions.choices["courtroom"].value() == MINE
    assert dialog.versions.choices["judge"].value() == THEIRS
    save(dialog, qtbot)
    facts = other.read(courts.court_facts)
    assert (facts.courtroom, facts.judge) == ("Courtroom 7", "Hon. B. Reyes")


def test_fields_that_only_the_other_desk_changed_are_kept_without_a_question(
    window: OnePage, other: Workspace, qtbot: QtBot
) -> None:
    dialog, number = correcting(window)
    change(other, number, minutes=25)
    dialog.form.editor("text").set_value("Talked about work and the bus")
    dialog.form.editor("why").set_value("Misheard")
    save(dialog, qtbot)
    assert (kept(other, number)["text"], kept(other, number)["minutes"]) == (
        "Talked about work and the bus",
        25,
    )


def test_both_texts_may_stand_and_a_third_change_asks_again(
    window: OnePage, other: Workspace, qtbot: QtBot
) -> None:
    dialog, number = correcting(window)
    change(other, number, text="Has a new telephone")
    dialog.form.editor("text").set_value("Starts work on Monday")
    dialog.form.editor("why").set_value("Misheard")
    save(dialog, qtbot)
    chips = dialog.versions.choices["text"]
    chips.press_digit(3)
    assert chips.value() == BOTH
    change(other, number, text="Has no telephone")
    save(dialog, qtbot)
    assert kept(other, number)["text"] == "Has no telephone"
    dialog.versions.choices["text"].press_digit(2)
    save(dialog, qtbot)
    words = kept(other, number)["text"]
    assert "Has a new telephone" in words
    assert "Starts work on Monday" in words


def test_what_the_other_desk_took_back_is_told_and_the_typed_text_stands(
    window: OnePage, other: Workspace, qtbot: QtBot
) -> None:
    dialog, number = correcting(window)
    other.perform(
        corrections.take_back_entry,
        table="contact",
        number=number,
        reason="Wrong person",
    )
    dialog.form.editor("text").set_value("Starts work on Monday")
    dialog.form.editor("why").set_value("Misheard")
    save(dialog, qtbot)
    said = " ".join(label.text() for label in dialog.notices.findChildren(QLabel))
    assert "B. Ortiz took this back" in said
    assert dialog.form.editor("text").value() == "Starts work on Monday"
    assert "Talked about work" in read_of(dialog)


def test_a_form_saves_twice_what_only_it_changed(window: OnePage, qtbot: QtBot) -> None:
    """Its own first save is nothing that somebody else did."""
    workspace = window.workspace
    seen = workspace.seen()
    with workspace.saving(seen):
        workspace.perform(courts.amend_court, courtroom="Courtroom 5")
        workspace.perform(courts.amend_court, courtroom="Courtroom 6")
    assert workspace.read(courts.court_facts).courtroom == "Courtroom 6"


def test_a_hearing_that_another_desk_recorded_meanwhile_is_not_recorded_over(
    workspace: Workspace, other: Workspace, one_page: Callable[..., OnePage], qtbot: QtBot
) -> None:
    entry = on_docket(workspace, admitted(workspace, "Ames", "Ada"))
    window = one_page(DocketPage)
    pane = window.page.pane
    qtbot.waitUntil(lambda: pane.entry_id == entry)
    pane.outcome.attendance.press_digit(1)
    pane.outcome.orders.set_value("Daily call")
    pane.keep_draft()
    theirs = Outcome(attendance=HearingAttendance.EXCUSED, orders="Weekly call", note="Was ill")
    other.perform(record_hearing, entry_id=entry, outcome=theirs)
    window.touched(frozenset({"docket_entry"}))

    assert not pane.record()
    assert recorded(other, entry) == ("excused", "Weekly call", "Was ill")
    choices = pane.outcome.versions.choices
    assert set(choices) == {"attendance", "orders", "note"}
    choices["attendance"].press_digit(1)
    choices["orders"].press_digit(3)
    assert not pane.record()  # the note is still in question
    choices["note"].press_digit(1)
    assert pane.record()
    assert recorded(other, entry) == ("excused", "Weekly call\n\nDaily call", "Was ill")


def recorded(at: Workspace, entry: int) -> tuple[object, str, str]:
    asked = select(DocketEntry.attendance, DocketEntry.orders, DocketEntry.note)
    return at.read(lambda db: tuple(db.execute(asked.where(DocketEntry.id == entry)).one()))


def correcting(window: OnePage) -> tuple[EditDialog, int]:
    """The dialog for a contact of a participant."""
    workspace = window.workspace
    number = workspace.perform(
        contacts.record_contact,
        episode_id=participant(workspace),
        contacted_on=TODAY,
        mode=ContactMode.PHONE,
        text="Talked about work",
    )
    assert isinstance(number, int)
    ask = Asking(window)
    return Corrections(ask).correct("contact", number), number


def change(at: Workspace, number: int, **changes: object) -> None:
    at.perform(
        corrections.correct_entry,
        table="contact",
        number=number,
        changes=changes,
        reason="Heard later",
    )


def kept(at: Workspace, number: int) -> dict[str, object]:
    return at.read(corrections.entry_values, table="contact", number=number)
