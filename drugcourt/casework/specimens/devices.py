"""Acts on devices that measure day and night, their alerts, and how long they have been quiet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework import entering
from drugcourt.casework.participants.participants import not_after
from drugcourt.domain.devices import AlertKind, AlertState, DeviceKind
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.collection import collection_policy
from drugcourt.records.devices import DeviceAlert, DeviceSpell
from drugcourt.rules.devices import Compliance, compliance
from drugcourt.workspace import Context


@dataclass(frozen=True, slots=True)
class AlertRow:
    """One alert, for the list."""

    id: int
    spell_id: int | None
    kind: AlertKind
    happened_on: date
    happened_at: datetime | None
    state: AlertState
    answered_on: date | None
    answered_by: str
    level: float | None
    text: str


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """One time on a device, with its alerts (the latest first) and its quiet days."""

    id: int
    kind: DeviceKind
    vendor: str
    serial: str
    started_on: date
    ended_on: date | None
    asked_days: int | None
    ordered_by: str
    reason: str
    counted: Compliance
    alerts: tuple[AlertRow, ...]


def start_device(
    db: Session,
    context: Context,
    *,
    episode_id: int,
    kind: DeviceKind,
    started_on: date,
    vendor: str = "",
    serial: str = "",
    asked_days: int | None = None,
    ordered_by: str = "",
    reason: str = "",
) -> int:
    """Record that a device was put on or installed; without a number the court's own days count."""
    entering.check_span(db, context, episode_id, ("started_on", started_on))
    if asked_days is not None and asked_days < 1:
        raise FieldRefusal("asked_days", "Ask for at least one day, or leave it empty.")
    values = {
        "kind": kind,
        "vendor": vendor,
        "serial": serial,
        "started_on": started_on,
        "asked_days": asked_days or collection_policy().device_days,
        "ordered_by": ordered_by,
        "reason": reason,
    }
    return entering.enter(db, context, DeviceSpell, episode_id, values)


def end_device(
    db: Session, context: Context, *, spell_id: int, ended_on: date, reason: str = ""
) -> None:
    """The device was taken off; `ended_on` is the first day without it."""
    spell = entering.known(db, DeviceSpell, spell_id)
    if spell.ended_on is not None:
        raise Refusal("That device was taken off already.")
    not_after(context, "ended_on", ended_on)
    if ended_on < spell.started_on:
        raise FieldRefusal("ended_on", "It can't come off before it was put on.")
    spell.ended_on, spell.end_reason = ended_on, reason


def record_alert(
    db: Session,
    context: Context,
    *,
    spell_id: int,
    kind: AlertKind,
    happened_on: date,
    happened_at: datetime | None = None,
    level: float | None = None,
    text: str = "",
    state: AlertState = AlertState.OPEN,
) -> int:
    """Record an alert of a device, to be looked at unless its state says otherwise."""
    spell = entering.known(db, DeviceSpell, spell_id)
    not_after(context, "happened_on", happened_on)
    _check_worn(spell, happened_on)
    answered = state is not AlertState.OPEN
    alert = DeviceAlert(
        episode_id=spell.episode_id,
        spell_id=spell_id,
        kind=kind,
        happened_on=happened_on,
        happened_at=happened_at,
        level=level,
        text=text.strip(),
        state=state,
        answered_on=context.today if answered else None,
        answered_by=context.who if answered else "",
    )
    db.add(alert)
    db.flush()
    return alert.id


def check_alert(db: Session, alert: DeviceAlert, values: Mapping[str, Any]) -> None:
    """Refuse a corrected day on which the alert's own device was not in use."""
    if alert.spell_id is not None:
        _check_worn(db.get_one(DeviceSpell, alert.spell_id), values["happened_on"])


def _check_worn(spell: DeviceSpell, day: date) -> None:
    """The day on which it came off is still one of its days: an alert may lie before that hour."""
    if day < spell.started_on or (spell.ended_on is not None and day > spell.ended_on):
        raise FieldRefusal("happened_on", "The device was not in use on that day.")


def answer_alert(
    db: Session, context: Context, *, alert_id: int, confirmed: bool, reason: str = ""
) -> None:
    """Say whether an alert stands; one that does not gives the sober date back."""
    alert = entering.known(db, DeviceAlert, alert_id)
    if not confirmed and not reason.strip():
        raise FieldRefusal("reason", "Say why the alert does not stand.")
    db.info["logbook"].reason = reason
    alert.state = AlertState.CONFIRMED if confirmed else AlertState.DISMISSED
    alert.answered_on, alert.answered_by = context.today, context.who


def device_rows(db: Session, *, episode_id: int, today: date) -> list[DeviceRow]:
    """The devices of one participant, those in use first, then the latest."""
    alerts = _alerts(db, episode_id)
    spells = db.scalars(
        select(DeviceSpell)
        .where(DeviceSpell.episode_id == episode_id)
        .order_by(DeviceSpell.ended_on.is_not(None), DeviceSpell.started_on.desc(), DeviceSpell.id)
    )
    return [_row(spell, tuple(alerts[spell.id]), today) for spell in spells]


def alerts_alone(db: Session, *, episode_id: int) -> list[AlertRow]:
    """Alerts whose device is not recorded, as a file of alerts alone brings them; latest first."""
    return _alerts(db, episode_id)[None]


def _alerts(db: Session, episode_id: int) -> dict[int | None, list[AlertRow]]:
    alerts: dict[int | None, list[AlertRow]] = defaultdict(list)
    asked = (
        select(
            DeviceAlert.id,
            DeviceAlert.spell_id,
            DeviceAlert.kind,
            DeviceAlert.happened_on,
            DeviceAlert.happened_at,
            DeviceAlert.state,
            DeviceAlert.answered_on,
            DeviceAlert.answered_by,
            DeviceAlert.level,
            DeviceAlert.text,
        )
        .where(DeviceAlert.episode_id == episode_id)
        .order_by(DeviceAlert.happened_on.desc(), DeviceAlert.id.desc())
    )
    rows: Any = db.execute(asked)
    for row in rows:
        alerts[row.spell_id].append(AlertRow(*row))
    return alerts


def _row(spell: DeviceSpell, alerts: tuple[AlertRow, ...], today: date) -> DeviceRow:
    confirmed = [a.happened_on for a in alerts if a.state is AlertState.CONFIRMED]
    return DeviceRow(
        spell.id,
        spell.kind,
        spell.vendor,
        spell.serial,
        spell.started_on,
        spell.ended_on,
        spell.asked_days,
        spell.ordered_by,
        spell.reason,
        compliance(spell.started_on, spell.ended_on, confirmed, spell.asked_days, today),
        alerts,
    )
