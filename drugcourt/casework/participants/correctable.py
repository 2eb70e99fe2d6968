"""Which entries of a file may be corrected, and what of each; the acts are in `corrections.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import InstrumentedAttribute, Session

from drugcourt.casework.medications import check_medicine
from drugcourt.casework.referrals.entry import check_observation
from drugcourt.casework.referrals.screens import stand_anew
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
from drugcourt.casework.treatment.capital import check_measure
from drugcourt.casework.treatment.care import check_session
from drugcourt.casework.treatment.missed_doses import MOST_DOSES, check_missed_dose
from drugcourt.casework.treatment.plans import check_goal
from drugcourt.casework.treatment.services import check_need
from drugcourt.casework.treatment.snapshots import MOST_CHILDREN, check_snapshot
from drugcourt.errors import FieldRefusal
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
from drugcourt.records.referrals import ClinicalScreen, CourtObservation, RiskScreen
from drugcourt.records.responses import Response
from drugcourt.records.safety import (
    CrisisContact,
    HandOff,
    HarmReduction,
    NaloxoneKit,
    Overdose,
    PeerAssignment,
    PeerContact,
)
from drugcourt.records.service import ServiceEntry, ServiceOrder
from drugcourt.records.supervision import Contact
from drugcourt.records.treatment import (
    AttendanceLine,
    CapitalMeasure,
    LifeSnapshot,
    MissedDose,
    PlanGoal,
    PlanObjective,
    ServiceNeed,
    TreatmentEpisode,
)

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


def _not_before(begun: str, *later: str) -> Callable[[Session, Any, dict[str, Any]], None]:
    """A check that these days, where they are known, do not lie before the entry's own."""

    def check(_db: Session, _entry: Any, values: dict[str, Any]) -> None:
        for name in later:
            day: date | None = values[name]
            if day is not None and values[begun] is not None and day < values[begun]:
                raise FieldRefusal(name, "That day lies before it happened.")

    return check


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
            "meeting",
            "proof",
            needed=("kind", "attendance"),
            check=check_session,
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
            "stopped_by",
            ended="ended_on",
            check=check_medicine,
            named_by=MissedDose.medication_id,
        ),
        _of(
            MissedDose,
            "missed_on",
            "doses",
            "text",
            needed=("doses",),
            check=check_missed_dose,
            doses=(1, MOST_DOSES),
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
        _of(
            NaloxoneKit,
            "issued_on",
            "holder",
            "holder_name",
            "lot",
            "expires_on",
            "trained",
            "used_on",
            "gone_on",
            "text",
            needed=("holder",),
            check=_not_before("issued_on", "used_on", "gone_on"),
            named_by=Overdose.kit_id,
        ),
        _of(
            Overdose,
            "happened_on",
            "naloxone",
            "rescuer",
            "substances",
            "fatal",
            "text",
            "followed_on",
            "followed_by",
            "reviewed_on",
            check=_not_before("happened_on", "followed_on", "reviewed_on"),
        ),
        _of(
            HandOff,
            "handed_on",
            "given_to",
            "mode",
            "given_by",
            "present",
            "accepted",
            "served_on",
            "text",
            needed=("given_to", "mode"),
            check=_not_before("handed_on", "served_on"),
        ),
        _of(PeerAssignment, "started_on", "peer", ended="ended_on", needed=("peer",)),
        _of(
            PeerContact,
            "contacted_on",
            "mode",
            "topic",
            "minutes",
            "peer",
            needed=("mode", "topic"),
            minutes=(1, DAY_MINUTES),
        ),
        _of(HarmReduction, "given_on", "service", "given_by", needed=("service",)),
        _of(CrisisContact, "happened_on", "agency", "led_to", "text"),
        _of(
            ClinicalScreen,
            "screened_on",
            "instrument",
            "severity",
            "score",
            "level",
            "assessor",
            needed=("instrument", "severity"),
        ),
        _of(
            RiskScreen,
            "screened_on",
            "tool",
            "risk",
            "need",
            "score",
            "assessor",
            needed=("tool", "risk", "need"),
            follow=stand_anew,
            with_it=stand_anew,
        ),
        _of(CourtObservation, "watched_on", "text", check=check_observation),
        _of(
            PlanGoal,
            "started_on",
            "text",
            "review_on",
            "outcome",
            ended="ended_on",
            needed=("text",),
            check=check_goal,
            named_by=PlanObjective.goal_id,
        ),
        _of(
            ServiceNeed,
            "needed_on",
            "service",
            "provider",
            "referred_on",
            "accepted_on",
            "started_on",
            "ended_on",
            "outcome",
            "text",
            needed=("service",),
            check=check_need,
        ),
        _of(CapitalMeasure, "measured_on", check=check_measure),
        _of(
            LifeSnapshot,
            "taken_on",
            "moment",
            "housing",
            "employment",
            "education",
            "health_cover",
            "licence",
            "transport",
            "children",
            "text",
            needed=("moment",),
            check=check_snapshot,
            children=(0, MOST_CHILDREN),
        ),
    )
)
