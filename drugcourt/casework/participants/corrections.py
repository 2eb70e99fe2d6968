"""Acts that correct an entry or take it back, with the reason; history keeps what stood before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Boolean, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from drugcourt.casework import entering
from drugcourt.casework.participants.participants import open_episode
from drugcourt.casework.responses.jail import check_corrected_jail
from drugcourt.casework.specimens.devices import check_alert
from drugcourt.casework.supervision.checks import (
    check_check,
    infraction_follows,
    infraction_goes,
)
from drugcourt.casework.supervision.imposed import check_imposed
from drugcourt.casework.supervision.permission_requests import check_request
from drugcourt.casework.supervision.service_orders import MOST_HOURS
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records.base import Base
from drugcourt.records.conditions import Condition, ConditionCheck, ImposedCondition, Item
from drugcourt.records.conduct import Infraction, LegalEvent
from drugcourt.records.custody import CustodyStay
from drugcourt.records.devices import DeviceAlert, DeviceSpell
from drugcourt.records.episodes import WorkSpell
from drugcourt.records.exits import RecordCheck
from drugcourt.records.fees import FeeEntry, PaymentPlan
from drugcourt.records.medications import Medication
from drugcourt.records.milestones import Decision, Milestone, Waiver
from drugcourt.records.orders import AbilityFinding, Extension, Override
from drugcourt.records.permission_requests import PermissionRequest
from drugcourt.records.points import FishbowlDraw, PointEntry
from drugcourt.records.responses import Response
from drugcourt.records.service import ServiceEntry, ServiceOrder
from drugcourt.records.supervision import Contact
from drugcourt.records.treatment import AttendanceLine, TreatmentEpisode
from drugcourt.workspace import Context

DAY_MINUTES = 1_440
WEEK_HOURS = 168.0


@dataclass(frozen=True, slots=True)
class Correctable:
    """What of a record may be corrected; `begun` is its day, `ended` the day it ended, if any.

    `needed` may not be left empty, and numbers lie within `bounds`. The number or term of an order
    is never corrected, nor what a ledger line moves: another is given, or it is taken back.
    `moment` moves with the day. `check` refuses what this sort alone does not allow. While a record
    names this one in its column `named_by`, it is not taken back. `follow` keeps what rests on the
    entry in step with it, `with_it` takes that back too.
    """

    record: type[Base]
    begun: str
    fields: frozenset[str]
    ended: str = ""
    needed: frozenset[str] = frozenset()
    bounds: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    moment: str = ""
    check: Callable[[Session, Any, dict[str, Any]], None] | None = None
    named_by: InstrumentedAttribute[Any] | None = None
    follow: Callable[[Session, Any], None] | None = None
    with_it: Callable[[Session, Any], None] | None = None


def _of(
    record: type[Base],
    begun: str,
    *others: str,
    ended: str = "",
    needed: tuple[str, ...] = (),
    moment: str = "",
    check: Callable[[Session, Any, dict[str, Any]], None] | None = None,
    named_by: InstrumentedAttribute[Any] | None = None,
    follow: Callable[[Session, Any], None] | None = None,
    with_it: Callable[[Session, Any], None] | None = None,
    **bounds: tuple[float, float],
) -> tuple[str, Correctable]:
    days = {begun, ended} - {""}
    fields = frozenset({*days, *others})
    kind = Correctable(
        record,
        begun,
        fields,
        ended,
        frozenset(needed),
        bounds,
        moment,
        check,
        named_by,
        follow,
        with_it,
    )
    return record.__tablename__, kind


CORRECTABLE: dict[str, Correctable] = dict(
    (
        _of(
            LegalEvent,
            "happened_on",
            "level",
            "program_case",
            "case_number",
            "text",
            "agency",
            "drug_related",
            "outcome",
            ended="ended_on",
            named_by=CustodyStay.legal_event_id,
        ),
        _of(
            Infraction,
            "happened_on",
            "kind",
            "by",
            "text",
            named_by=ConditionCheck.infraction_id,
        ),
        _of(
            ImposedCondition,
            "started_on",
            "ended_on",
            "from_time",
            "until_time",
            "ordered_on",
            "ordered_by",
            "source",
            "text",
            named_by=ConditionCheck.imposed_id,
            check=check_imposed,
        ),
        _of(
            ConditionCheck,
            "checked_on",
            "checked_at",
            "mode",
            "by",
            "text",
            check=check_check,
            follow=infraction_follows,
            with_it=infraction_goes,
        ),
        _of(
            PermissionRequest,
            "asked_on",
            "starts_on",
            "ends_on",
            "place",
            "text",
            "answer",
            "answered_on",
            "answered_by",
            "answered_how",
            "answer_text",
            needed=("starts_on", "ends_on"),
            check=check_request,
        ),
        _of(
            ServiceOrder,
            "ordered_on",
            "hours",
            "due_on",
            "site",
            "by",
            "text",
            needed=("hours",),
            named_by=ServiceEntry.order_id,
            hours=(0.01, MOST_HOURS),
        ),
        _of(
            ServiceEntry,
            "served_on",
            "hours",
            "site",
            "approved",
            "verified_by",
            "text",
            needed=("hours",),
            hours=(0.01, 24.0),
        ),
        _of(
            Condition,
            "started_on",
            "kind",
            "approved",
            "efforts",
            "text",
            ended="ended_on",
        ),
        _of(Item, "handed_in_on", "text"),
        _of(PointEntry, "given_on", "by", "text", needed=("text",)),
        _of(Override, "ordered_on", "by", "reason", needed=("by", "reason")),
        _of(Extension, "ordered_on", "by", "reason", needed=("by", "reason")),
        _of(AbilityFinding, "started_on", "by", "reason", ended="ended_on"),
        _of(
            Contact,
            "contacted_on",
            "mode",
            "person",
            "reached",
            "minutes",
            "by",
            "text",
            needed=("mode", "person", "reached"),
            minutes=(0, DAY_MINUTES),
        ),
        _of(
            AttendanceLine,
            "held_on",
            "kind",
            "attendance",
            "minutes",
            "provider",
            "title",
            "reason",
            needed=("kind", "attendance"),
            minutes=(0, DAY_MINUTES),
        ),
        _of(
            TreatmentEpisode,
            "started_on",
            "provider",
            "level",
            "discharge_reason",
            ended="ended_on",
            needed=("provider", "level"),
        ),
        _of(
            WorkSpell,
            "started_on",
            "kind",
            "place",
            "hours",
            "verified_on",
            "taxed",
            "approved",
            ended="ended_on",
            needed=("kind",),
            hours=(0, WEEK_HOURS),
        ),
        _of(Milestone, "done_on", "evidence", "verified_by"),
        _of(Decision, "decided_on", "by", "name", "granted", "reason", needed=("by", "granted")),
        _of(Waiver, "waived_on", "by", "reason", needed=("by", "reason")),
        _of(
            Response,
            "given_on",
            "title",
            "magnitude",
            "behavior",
            "behavior_on",
            "jail_days",
            "hours",
            "due_on",
            "reason",
            "departure",
            "explanation",
            "counsel",
            "jail_from",
            "jail_until",
            needed=("title", "magnitude", "jail_days"),
            check=check_corrected_jail,
            named_by=FishbowlDraw.response_id,
            jail_days=(0, 3_660),
            hours=(0, 10_000),
        ),
        _of(
            Medication,
            "started_on",
            "dose",
            "prescriber",
            "reason",
            "controlled",
            "moud",
            ended="ended_on",
        ),
        _of(FeeEntry, "entered_on", "method", "reason"),
        _of(PaymentPlan, "started_on", ended="ended_on"),
        _of(RecordCheck, "checked_on", "checked_by", "text", needed=("checked_by",)),
        _of(
            DeviceSpell,
            "started_on",
            "kind",
            "vendor",
            "serial",
            "asked_days",
            "ordered_by",
            "reason",
            "end_reason",
            ended="ended_on",
            needed=("kind",),
            named_by=DeviceAlert.spell_id,
            asked_days=(1, 3_660),
        ),
        _of(
            DeviceAlert,
            "happened_on",
            "kind",
            "level",
            "text",
            needed=("kind",),
            moment="happened_at",
            check=check_alert,
        ),
    )
)


def correct_entry(
    db: Session,
    context: Context,
    *,
    table: str,
    number: int,
    changes: Mapping[str, Any],
    reason: str,
) -> None:
    """Correct an entry, with the reason; days stay within the episode and in their order."""
    kind, entry = _entry(db, table, number)
    entering.check_reason(reason)
    values = {name: getattr(entry, name) for name in kind.fields}
    for name, value in changes.items():
        if name not in kind.fields:
            raise FieldRefusal(name, "That can't be corrected. Take the entry back, enter it anew.")
        values[name] = value
    _check(kind, values)
    if kind.check is not None:
        kind.check(db, entry, values)
    _fill_unanswered(kind, values)
    ended = (kind.ended, values[kind.ended]) if kind.ended else None
    begun: date = values[kind.begun]
    entering.check_span(db, context, entry.episode_id, (kind.begun, begun), ended)
    changed = {name: value for name, value in values.items() if getattr(entry, name) != value}
    if not changed:
        raise Refusal("Nothing here differs from what is recorded.")
    db.info["logbook"].reason = reason
    at = getattr(entry, kind.moment) if kind.moment else None
    if at is not None:
        setattr(entry, kind.moment, at + (begun - getattr(entry, kind.begun)))
    for name, value in changed.items():
        setattr(entry, name, value)
    if kind.follow is not None:
        kind.follow(db, entry)


def take_back_entry(db: Session, context: Context, *, table: str, number: int, reason: str) -> None:
    """Take back an entry that was made by mistake; history keeps it, with the reason."""
    kind, entry = _entry(db, table, number)
    open_episode(db, entry.episode_id)
    entering.check_reason(reason)
    named = kind.named_by
    if named is not None and db.scalar(select(named).where(named == number).limit(1)) is not None:
        raise Refusal("Other entries rest on this one. Take those back first.")
    db.info["logbook"].reason = reason
    db.delete(entry)
    if kind.with_it is not None:
        db.flush()
        kind.with_it(db, entry)


def entry_values(db: Session, *, table: str, number: int) -> dict[str, Any]:
    """What stands in an entry now, of all that may be corrected."""
    kind, entry = _entry(db, table, number)
    return {name: getattr(entry, name) for name in kind.fields}


def _check(kind: Correctable, values: Mapping[str, Any]) -> None:
    if values[kind.begun] is None:
        raise FieldRefusal(kind.begun, "Enter the day.")
    for name in sorted(kind.needed):
        value = values[name]
        if value is None or (isinstance(value, str) and not value.strip()):
            raise FieldRefusal(name, "This can't be left empty.")
    for name, (least, most) in kind.bounds.items():
        if values[name] is not None and not least <= values[name] <= most:
            raise FieldRefusal(name, f"Enter a number up to {most:,g}.")


def _fill_unanswered(kind: Correctable, values: dict[str, Any]) -> None:
    """Yes or no left unanswered is a no where the record knows no third."""
    for name in kind.fields:
        column = kind.record.__table__.c[name]
        if values[name] is None and isinstance(column.type, Boolean) and not column.nullable:
            values[name] = False


def _entry(db: Session, table: str, number: int) -> tuple[Correctable, Any]:
    kind = CORRECTABLE.get(table)
    if kind is None:
        raise Refusal("Entries of that sort are corrected on their own tab.")
    return kind, entering.known(db, kind.record, number)
