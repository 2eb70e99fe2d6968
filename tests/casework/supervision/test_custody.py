"""The custody log: one truth with the status, where and why, the medicines, the days."""

from __future__ import annotations

from datetime import date

import pytest

from drugcourt.casework import follow_ups, medications
from drugcourt.casework.participants import dossier
from drugcourt.casework.participants.participants import set_status
from drugcourt.casework.supervision import custody
from drugcourt.casework.supervision.custody import CustodyRow, CustodyShows
from drugcourt.casework.supervision.listing import Whose
from drugcourt.domain.custody import CustodyReason
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.medications import StoppedBy
from drugcourt.domain.tone import YesNo
from drugcourt.workspace import Workspace
from tests.casework.files import TODAY, ago, candidate, leaves_nothing, participant


def log(workspace: Workspace, shows: CustodyShows = CustodyShows.ALL) -> list[CustodyRow]:
    asked = {"shows": shows, "whose": Whose(), "today": TODAY}
    rows: list[CustodyRow] = workspace.read(custody.custody_rows, **asked)
    assert workspace.read(custody.custody_count, **asked) == len(rows)
    return rows


def booked(workspace: Workspace, episode: int, days: int, **more: object) -> int:
    """The number of the span."""
    values = {"facility": "County Jail", "reason": CustodyReason.NEW_ARREST, **more}
    workspace.perform(custody.book, episode_id=episode, on=ago(days), **values)
    return next(row.id for row in log(workspace, CustodyShows.NOW) if row.episode_id == episode)


def status(workspace: Workspace, episode: int) -> EpisodeStatus:
    found: EpisodeStatus = workspace.read(dossier.head, episode_id=episode, today=TODAY).status
    return found


def test_booking_is_the_status_and_the_log_says_the_rest(workspace: Workspace) -> None:
    episode = participant(workspace)
    booked(workspace, episode, 4)
    assert status(workspace, episode) is EpisodeStatus.IN_CUSTODY
    (row,) = log(workspace, CustodyShows.NOW)
    assert (row.started_on, row.days, row.facility) == (ago(4), 4, "County Jail")
    assert row.reason is CustodyReason.NEW_ARREST
    with leaves_nothing(workspace):
        workspace.perform(custody.book, episode_id=episode, on=TODAY)


def test_release_ends_the_status_and_the_watch_begins(workspace: Workspace) -> None:
    episode = participant(workspace)
    span = booked(workspace, episode, 20)
    workspace.perform(custody.release, span_id=span, on=ago(13), released_to="Home")
    assert status(workspace, episode) is EpisodeStatus.ACTIVE
    (row,) = log(workspace, CustodyShows.RELEASED)
    assert (row.ended_on, row.days, row.released_to) == (ago(13), 7, "Home")
    with leaves_nothing(workspace):
        workspace.perform(custody.release, span_id=span, on=TODAY)


@pytest.mark.parametrize(("days", "watched"), [(13, 1), (14, 0)])
def test_the_watch_lasts_fourteen_days(workspace: Workspace, days: int, watched: int) -> None:
    span = booked(workspace, participant(workspace), 20)
    workspace.perform(custody.release, span_id=span, on=ago(days))
    assert len(log(workspace, CustodyShows.RELEASED)) == watched


def test_a_stay_known_by_its_status_alone_is_on_the_log(workspace: Workspace) -> None:
    episode = participant(workspace)
    workspace.perform(
        set_status,
        episode_id=episode,
        status=EpisodeStatus.IN_CUSTODY,
        on=ago(3),
        reason="Jail sanction",
    )
    (row,) = log(workspace, CustodyShows.NOW)
    assert (row.reason, row.status_reason, row.facility) == (
        CustodyReason.UNKNOWN,
        "Jail sanction",
        "",
    )
    workspace.perform(
        custody.log_stay, span_id=row.id, facility="Annex", reason=CustodyReason.SANCTION
    )
    (row,) = log(workspace, CustodyShows.NOW)
    assert (row.reason, row.facility) == (CustodyReason.SANCTION, "Annex")


def test_the_log_is_of_stays_in_custody_alone(workspace: Workspace) -> None:
    participant(workspace)
    with leaves_nothing(workspace):
        workspace.perform(custody.log_stay, span_id=2, facility="Jail")  # the active span
    span = booked(workspace, participant(workspace, "Boyd"), 4)
    with leaves_nothing(workspace, "ends_expected"):
        workspace.perform(custody.log_stay, span_id=span, ends_expected=ago(5))


def test_a_candidate_is_booked_by_nobody(workspace: Workspace) -> None:
    episode = candidate(workspace)
    with leaves_nothing(workspace, "status"):
        workspace.perform(custody.book, episode_id=episode, on=TODAY)


def medicine(workspace: Workspace, episode: int, started: date, ended: date | None = None) -> None:
    number = workspace.perform(
        medications.start_medication,
        episode_id=episode,
        name="buprenorphine",
        started_on=started,
        moud=True,
    )
    if ended is not None:
        workspace.perform(
            medications.stop_medication,
            medication_id=number,
            ended_on=ended,
            stopped_by=StoppedBy.PRESCRIBER,
        )


def test_medicines_of_the_day_of_booking_have_to_be_told(workspace: Workspace) -> None:
    told, untold, without = (participant(workspace, name) for name in ("Abe", "Bea", "Cal"))
    for episode in (told, untold):
        medicine(workspace, episode, ago(50))
    medicine(workspace, without, ago(50), ago(10))
    booked(workspace, told, 4, medication_told=YesNo.YES)
    booked(workspace, untold, 5, medication_told=YesNo.NO)
    booked(workspace, without, 6)
    assert [row.name for row in log(workspace, CustodyShows.UNTOLD)] == ["Bea, Kevin"]
    found = workspace.read(follow_ups.follow_ups, today=TODAY, each=5)
    said = [(item.who, item.text) for item in found.shown if item.tab == "supervision"]
    assert said == [("Bea, Kevin", "In custody since Nov 19: tell the jail of the medicines")]
    first = next(row for row in log(workspace) if row.name.startswith("Abe"))
    assert (first.medicines, first.told_on) == (1, TODAY)


def test_a_period_has_the_stays_that_touch_it(workspace: Workspace) -> None:
    for name, days, out in (("Abe", 40, 30), ("Bea", 25, 20), ("Cal", 5, None)):
        span = booked(workspace, participant(workspace, name), days)
        if out is not None:
            workspace.perform(custody.release, span_id=span, on=ago(out))

    def between(first: int, last: int) -> list[str]:
        rows = workspace.read(
            custody.custody_between, since=ago(first), until=ago(last), today=TODAY
        )
        return [row.name.partition(",")[0] for row in rows]

    assert between(31, 20) == ["Bea", "Abe"]
    assert between(30, 26) == []
    assert between(20, 0) == ["Cal"]
