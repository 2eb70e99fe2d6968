"""The tab Treatment: missed doses, who decided that a medicine ends, and support meetings."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from drugcourt.casework import medications
from drugcourt.casework.exits import exits
from drugcourt.casework.medications import MedicationRow
from drugcourt.casework.treatment import care, missed_doses
from drugcourt.domain.episodes import ExitReason
from drugcourt.domain.medications import StoppedBy
from drugcourt.domain.tone import Tone
from drugcourt.domain.treatment import Attendance, MeetingKind, Proof, SessionKind
from drugcourt.fields import medications as fields
from drugcourt.fields import treatment as treatment_fields
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.participants.missed_doses import MissedDosesDialog
from drugcourt.ui.participants.treatment_pane import TreatmentPane
from tests.casework.files import TODAY, ago, participant
from tests.ui.participants.window import PagesWindow, fill


@pytest.fixture
def episode(window: PagesWindow) -> int:
    number = participant(window.workspace)
    window.open_participant(number, "treatment")
    return number


def pane(window: PagesWindow) -> TreatmentPane:
    found = window.file.pane("treatment")
    assert isinstance(found, TreatmentPane)
    return found


def begin(window: PagesWindow, episode: int, name: str = "Suboxone", days: int = 50) -> int:
    return window.workspace.perform(
        medications.start_medication, episode_id=episode, name=name, started_on=ago(days)
    )


def told(window: PagesWindow, place: int = 0) -> tuple[str, str]:
    """The second line of a medicine on the tab, and that of its days."""
    table = pane(window).medicines.rows
    name, since = (column.detail for column in table.columns[:2])
    assert name is not None
    assert since is not None
    return name(table.row_at(place)), since(table.row_at(place))


def asked(window: PagesWindow) -> EditDialog:
    (dialog,) = [d for d in window.findChildren(EditDialog) if d.isVisible()]
    return dialog


def missed(window: PagesWindow) -> MissedDosesDialog:
    (dialog,) = [d for d in window.findChildren(MissedDosesDialog) if d.isVisible()]
    return dialog


def kept(window: PagesWindow, episode: int) -> list[tuple[object, int]]:
    rows = window.workspace.read(missed_doses.missed_dose_rows, episode_id=episode)
    return [(row.missed_on, row.doses) for row in rows]


def test_missed_doses_are_entered_corrected_and_told_beside_the_medicine(window, episode) -> None:
    begin(window, episode)
    shown = pane(window)
    assert told(window) == ("", "50 days")
    QTest.mouseClick(shown.missed, Qt.MouseButton.LeftButton)
    dialog = missed(window)
    QTest.mouseClick(dialog.new, Qt.MouseButton.LeftButton)
    form = asked(window).form.values()
    assert (form["missed_on"], form["doses"]) == (TODAY, 1)
    assert form["medication_id"].label == "Suboxone, since Oct 5"
    fill(window, missed_on=ago(12), doses=2, text="No ride")
    assert dialog.rows.rows.rowCount() == 1
    assert told(window) == ("2 missed, last Nov 12", "50 days")
    assert window.said[-1] == "The missed dose is on record; tell the prescriber."
    dialog.rows.select_place(0)
    dialog.change.correct()
    assert asked(window).parentWidget() is dialog
    fill(window, doses=3, why="Counted again")
    assert kept(window, episode) == [(ago(12), 3)]
    assert dialog.rows.rows.row_at(0).doses == 3
    dialog.change.take_back()
    fill(window, reason="Was taken")
    assert kept(window, episode) == []
    assert dialog.rows.rows.rowCount() == 0
    assert told(window) == ("", "50 days")
    dialog.close()


def test_a_refused_missed_dose_stays_in_the_form_and_a_cancelled_one_leaves_nothing(
    window, episode
) -> None:
    begin(window, episode)
    pane(window).open_missed()
    missed(window).ask_new()
    dialog = fill(window, missed_on=ago(60), doses=1)
    assert dialog.form.error("missed_on") == "Suboxone began Oct 5, 2026."
    fill(window, missed_on=ago(6), doses=0)
    assert dialog.form.error("doses") == "Enter a number from 1 to 90."
    dialog.leave()
    assert kept(window, episode) == []
    missed(window).close()


def test_the_chosen_medicine_is_filled_in(window, episode) -> None:
    begin(window, episode)
    other = begin(window, episode, "Sertraline", 20)
    shown = pane(window)
    for place in range(2):
        if shown.medicines.rows.row_at(place).id == other:
            shown.medicines.select_place(place)
    shown.open_missed()
    missed(window).ask_new()
    assert asked(window).form.values()["medication_id"] == str(other)
    asked(window).leave()
    missed(window).close()


def test_without_a_medicine_or_after_the_exit_nothing_is_missed(window, episode) -> None:
    shown = pane(window)
    assert not shown.missed.isEnabled()
    begin(window, episode)
    assert shown.missed.isEnabled()
    window.workspace.perform(exits.discharge, episode_id=episode, exit_reason=ExitReason.DEATH)
    shown.open_missed()
    assert not missed(window).new.isEnabled()
    missed(window).close()


def test_the_window_of_missed_doses_is_freed_when_it_closes(
    window: PagesWindow, episode: int, freed_when_closed: Callable[[list[QWidget]], None]
) -> None:
    begin(window, episode)
    freed_when_closed([pane(window).open_missed()])
    begin(window, episode, "Sertraline", 20)  # the tab asks again, and finds no window of before


def stopping(window: PagesWindow) -> EditDialog:
    shown = pane(window)
    shown.medicines.select_place(0)
    shown.end_medicine()
    return asked(window)


def warned(dialog: EditDialog) -> list[str]:
    return [banner.sentence.text() for banner in dialog.notices.banners()]


def test_the_dialog_and_the_tab_say_that_a_court_can_not_end_it(window, episode) -> None:
    begin(window, episode)
    dialog = stopping(window)
    dialog.form.editor("stopped_by").set_value(StoppedBy.COURT)
    assert warned(dialog) == [fields.NOT_THE_COURT]
    dialog.form.editor("stopped_by").set_value(StoppedBy.PARTICIPANT)
    assert warned(dialog) == []
    fill(window, ended_on=ago(3), stopped_by=StoppedBy.COURT)
    (banner,) = pane(window).notices.banners()
    assert banner.sentence.text().startswith("Suboxone was ended Nov 21 by the court or team. ")
    assert told(window) == ("by the court or team", "47 days, to Nov 21")
    table = pane(window).medicines.rows
    pills = table.columns[-1].pills
    assert pills is not None
    assert pills(table.row_at(0)) == [("By court", Tone.ALARM)]
    pane(window).change_medicine.correct()
    fill(window, stopped_by=StoppedBy.PRESCRIBER, why="The prescriber called back")
    assert pane(window).notices.banners() == []
    assert told(window) == ("by the prescriber", "47 days, to Nov 21")


def test_other_medicines_end_without_a_warning_and_somebody_has_to_be_named(
    window, episode
) -> None:
    begin(window, episode, "Sertraline")
    assert told(window) == ("", "")
    dialog = stopping(window)
    dialog.form.editor("stopped_by").set_value(StoppedBy.COURT)
    assert warned(dialog) == []
    fill(window, stopped_by=None)
    assert dialog.form.error("stopped_by") == "Who decided is needed."
    fill(window, stopped_by=StoppedBy.COURT)
    assert pane(window).notices.banners() == []


def test_the_warning_goes_when_somebody_is_on_such_a_medicine_again(window, episode) -> None:
    begin(window, episode)
    stopping(window)
    fill(window, stopped_by=StoppedBy.COURT)
    assert pane(window).notices.banners()
    begin(window, episode, "Methadone", 0)
    assert pane(window).notices.banners() == []


def test_words_of_before_the_list_stay_when_something_else_is_corrected(window, episode) -> None:
    number = begin(window, episode)

    def of_before(db, context) -> None:
        medicine = db.get(medications.Medication, number)
        medicine.ended_on, medicine.stopped_by = ago(2), "Dr. Lee, by phone"

    window.workspace.perform(of_before)
    assert told(window) == ("by Dr. Lee, by phone", "48 days, to Nov 22")
    pane(window).medicines.select_place(0)
    pane(window).change_medicine.correct()
    box = asked(window).form.editor("stopped_by")
    assert box.value() == "Dr. Lee, by phone"
    fill(window, dose="8 mg", why="As prescribed")
    (row,) = window.workspace.read(medications.medication_rows, episode_id=episode)
    assert isinstance(row, MedicationRow)
    assert (row.dose, row.stopped_by) == ("8 mg", "Dr. Lee, by phone")


def session(window: PagesWindow) -> str:
    column = pane(window).lines.rows.columns[1]
    assert column.text is not None
    return column.text(pane(window).lines.rows.row_at(0))


def test_a_support_meeting_is_entered_with_its_sort_and_proof_and_corrected(
    window, episode
) -> None:
    shown = pane(window)
    QTest.mouseClick(shown.add_line, Qt.MouseButton.LeftButton)
    assert "secular" in treatment_fields.MEETING.help
    dialog = fill(window, meeting=MeetingKind.FAITH)
    assert dialog.form.error("meeting") == "This is for support meetings. Leave it empty here."
    fill(
        window, kind=SessionKind.SUPPORT_MEETING, meeting=MeetingKind.TWELVE_STEP, proof=Proof.SHEET
    )
    assert session(window) == "Meeting · Twelve-step · signed sheet"
    shown.lines.select_place(0)
    shown.change_session.correct()
    fill(window, meeting=MeetingKind.RECOVERY_CENTER, proof=Proof.HOST, why="Host rang")
    assert session(window) == ("Meeting · Recovery center or café · confirmed by the host")
    (row,) = window.workspace.read(care.attendance_rows, episode_id=episode)
    assert (row.attendance, row.proof) == (Attendance.ATTENDED, Proof.HOST)
