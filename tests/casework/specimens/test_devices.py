"""Devices, their alerts, and what an answer to an alert does to the sober date."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from drugcourt.casework.participants import corrections
from drugcourt.casework.specimens import devices
from drugcourt.casework.specimens.history import history_of
from drugcourt.domain.devices import AlertKind, AlertState, DeviceKind
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.devices import DeviceAlert
from drugcourt.workspace import Context, Workspace
from tests.court_day import TODAY, admitted, days_ago


def worn(court: Workspace, episode_id: int, ago: int = 30, **wanted) -> int:
    return court.perform(
        devices.start_device,
        episode_id=episode_id,
        kind=DeviceKind.ANKLE,
        started_on=days_ago(ago),
        vendor="High Plains",
        **wanted,
    )


def row(court: Workspace, episode_id: int):
    return court.read(devices.device_rows, episode_id=episode_id, today=TODAY)[0]


def test_a_device_counts_its_quiet_days(workspace: Workspace) -> None:
    episode = admitted(workspace, days=40)
    spell = worn(workspace, episode)
    first = row(workspace, episode)
    assert (first.counted.days, first.counted.run, first.asked_days) == (31, 31, 90)
    alert = workspace.perform(
        devices.record_alert, spell_id=spell, kind=AlertKind.ALCOHOL, happened_on=days_ago(10)
    )
    assert row(workspace, episode).counted.run == 31
    workspace.perform(devices.answer_alert, alert_id=alert, confirmed=True)
    after = row(workspace, episode)
    assert (after.counted.run, after.counted.good) == (10, 30)
    assert after.alerts[0].state is AlertState.CONFIRMED
    assert after.alerts[0].answered_by == workspace.who


def test_an_alert_that_does_not_stand_needs_a_reason(workspace: Workspace) -> None:
    episode = admitted(workspace, days=40)
    spell = worn(workspace, episode)
    alert = workspace.perform(
        devices.record_alert, spell_id=spell, kind=AlertKind.TAMPER, happened_on=days_ago(3)
    )
    with pytest.raises(FieldRefusal) as refused:
        workspace.perform(devices.answer_alert, alert_id=alert, confirmed=False)
    assert refused.value.field == "reason"
    workspace.perform(
        devices.answer_alert,
        alert_id=alert,
        confirmed=False,
        reason="The strap was cut in hospital",
    )
    assert row(workspace, episode).counted.run == 31


def test_days_outside_the_time_on_the_device_are_refused(workspace: Workspace) -> None:
    episode = admitted(workspace, days=40)
    spell = worn(workspace, episode, 20)
    for happened_on in (days_ago(21), days_ago(-1)):
        with pytest.raises(FieldRefusal) as refused:
            workspace.perform(
                devices.record_alert,
                spell_id=spell,
                kind=AlertKind.ALCOHOL,
                happened_on=happened_on,
            )
        assert refused.value.field == "happened_on"
    with pytest.raises(FieldRefusal):
        workspace.perform(devices.end_device, spell_id=spell, ended_on=days_ago(25))
    workspace.perform(devices.end_device, spell_id=spell, ended_on=days_ago(5))
    with pytest.raises(Refusal):
        workspace.perform(devices.end_device, spell_id=spell, ended_on=days_ago(4))
    assert row(workspace, episode).counted.days == 15
    with pytest.raises(FieldRefusal):
        worn(workspace, episode, 3, asked_days=0)


def test_a_corrected_alert_stays_within_its_device_and_keeps_its_hour(workspace: Workspace) -> None:
    episode = admitted(workspace, days=40)
    spell = worn(workspace, episode, ago=10)
    at = datetime(2026, 11, 20, 4, 40, tzinfo=UTC)
    alert = workspace.perform(
        devices.record_alert,
        spell_id=spell,
        kind=AlertKind.ALCOHOL,
        happened_on=days_ago(4),
        happened_at=at,
    )
    wanted = {"table": "device_alert", "number": alert, "reason": "By the vendor’s report"}
    with pytest.raises(FieldRefusal, match="not in use"):
        workspace.perform(
            corrections.correct_entry, **wanted, changes={"happened_on": days_ago(11)}
        )
    workspace.perform(corrections.correct_entry, **wanted, changes={"happened_on": days_ago(6)})
    found = row(workspace, episode).alerts[0]
    assert (found.happened_on, found.happened_at) == (days_ago(6), at - timedelta(days=2))


def test_a_device_with_alerts_is_not_taken_back_before_them(workspace: Workspace) -> None:
    episode = admitted(workspace, days=40)
    spell = worn(workspace, episode)
    alert = workspace.perform(
        devices.record_alert, spell_id=spell, kind=AlertKind.TAMPER, happened_on=days_ago(3)
    )
    device = {"table": "device_spell", "number": spell, "reason": "Another participant"}
    with pytest.raises(Refusal, match="rest on this one"):
        workspace.perform(corrections.take_back_entry, **device)
    workspace.perform(
        corrections.take_back_entry, table="device_alert", number=alert, reason="Another one"
    )
    workspace.perform(corrections.take_back_entry, **device)
    assert workspace.read(devices.device_rows, episode_id=episode, today=TODAY) == []


def test_an_alert_whose_device_is_not_recorded_is_listed_by_itself(workspace: Workspace) -> None:
    episode = admitted(workspace, days=40)
    worn(workspace, episode)

    def bring(db: Session, _context: Context) -> None:
        alert = DeviceAlert(episode_id=episode, kind=AlertKind.TAMPER, happened_on=days_ago(3))
        db.add(alert)

    workspace.perform(bring)
    (alone,) = workspace.read(devices.alerts_alone, episode_id=episode)
    assert (alone.spell_id, alone.happened_on) == (None, days_ago(3))
    assert row(workspace, episode).alerts == ()
    history = workspace.read(history_of, episode_id=episode, today=TODAY)
    assert history.alerts_alone == (alone,)
