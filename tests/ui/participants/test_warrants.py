"""The steps of a warrant between two court days, from the participant's file."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.hearings import HearingAttendance, HearingKind, WarrantStep
from drugcourt.records.episodes import Episode
from drugcourt.records.hearings import DocketEntry
from drugcourt.records.warrants import Warrant
from drugcourt.ui.kit.dialogs import EditDialog
from drugcourt.ui.participants.hearings_pane import HearingsPane
from tests.court_day import TODAY, admitted, days_ago, heard, kept, kept_all, on_docket
from tests.ui.participants.window import PagesWindow


def dialog_of(window: PagesWindow) -> EditDialog:
    (found,) = [w for w in window.findChildren(EditDialog) if w.isVisible()]
    return found


def test_a_warrant_is_served_and_the_return_hearing_set_in_one_dialog(
    window: PagesWindow,
) -> None:
    court = window.workspace
    episode = admitted(court)
    heard(
        court,
        on_docket(court, episode, days_ago(14)),
        attendance=HearingAttendance.FAILED_TO_APPEAR,
        warrant=WarrantStep.ISSUED,
    )
    window.open_participant(episode, "hearings")
    pane = window.file.pane("hearings")
    assert isinstance(pane, HearingsPane)
    card = pane.warrants
    shown = [b.isVisibleTo(card) for b in (card.request, card.issue, card.serve, card.recall)]
    assert shown == [False, False, True, True]
    card.serve.click()
    dialog = dialog_of(window)
    dialog.form.editor("return_on").set_value(TODAY + timedelta(days=7))
    dialog.form.editor("served_by").set_value("Sheriff")
    dialog.try_act()
    (warrant,) = kept_all(court, select(Warrant))
    assert (warrant.step, warrant.served_by, warrant.booked) == (
        WarrantStep.SERVED,
        "Sheriff",
        True,
    )
    assert kept(court, Episode, episode).status is EpisodeStatus.IN_CUSTODY
    back = kept(court, DocketEntry, warrant.return_entry_id)
    assert back.kind is HearingKind.WARRANT_RETURN
    assert "return hearing Dec 1" in card.rows[0].text
    assert card.request.isVisibleTo(card)
