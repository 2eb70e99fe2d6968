"""What of each entry may be corrected, described as where it is entered, and the reason for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from drugcourt.fields import (
    conditions,
    conduct,
    devices,
    exits,
    fees,
    medications,
    milestones,
    orders,
    permission_requests,
    points,
    recovery,
    referrals,
    responses,
    safety,
    service,
    supervision,
    treatment,
)
from drugcourt.fields.field import Field, Kind

WHY = Field(
    "why",
    "Why it is corrected",
    Kind.LONG_TEXT,
    required=True,
    max_length=1000,
    help="The history keeps what stood before, and this.",
)
UNTIL = Field("ended_on", "Until", Kind.DATE, help="The first day without it.")
_APPROVED = Field("approved", "Approved by the court", Kind.YES_NO)
_TEXT = Field("text", "Remarks", Kind.LONG_TEXT, max_length=2000)
_ORDERED_BY = (
    Field("by", "Ordered by", required=True, max_length=100),
    Field("reason", "Why it was ordered", Kind.LONG_TEXT, required=True, max_length=2000),
)


def _named(fields: Iterable[Field], *keys: str) -> tuple[Field, ...]:
    """Those of the fields with these keys, in the order of the keys."""
    known = {field.key: field for field in fields}
    return tuple(known[key] for key in keys)


CORRECTIONS: dict[str, tuple[Field, ...]] = {
    "legal_event": _named(
        conduct.LEGAL_EVENT,
        "happened_on",
        "ended_on",
        "level",
        "case_number",
        "agency",
        "drug_related",
        "outcome",
        "program_case",
        "text",
    ),
    "infraction": conduct.INFRACTION,
    "imposed_condition": conditions.IMPOSED_CHANGES,
    "condition_check": (conditions.CHECKED, *conditions.CHECK_CHANGES),
    "permission_request": permission_requests.CHANGES,
    "service_order": service.ORDER_CHANGES,
    "service_entry": _named(
        service.SERVICE, "served_on", "hours", "site", "approved", "verified_by", "text"
    ),
    "condition": (
        conditions.STARTED,
        UNTIL,
        Field("kind", "Kind", max_length=60),
        _APPROVED,
        Field("efforts", "Best efforts only", Kind.YES_NO),
        _TEXT,
    ),
    "item": (conditions.HANDED_IN, _TEXT),
    "point_entry": (points.GIVEN, Field("by", "By", max_length=100), points.FOR),
    "override": (replace(orders.ORDERED, required=True), *_ORDERED_BY),
    "extension": (replace(orders.ORDERED, required=True), *_ORDERED_BY),
    "ability_finding": (
        Field("started_on", "From", Kind.DATE, required=True),
        UNTIL,
        *_ORDERED_BY,
    ),
    "contact": supervision.CONTACT,
    "attendance_line": treatment.ATTENDANCE,
    "treatment_episode": (
        *treatment.TREATMENT,
        UNTIL,
        Field("discharge_reason", "How it ended", max_length=200),
    ),
    "work_spell": (*supervision.WORK, UNTIL),
    "milestone": milestones.REACHED,
    "decision": (
        Field("decided_on", "On", Kind.DATE, required=True),
        *_named(milestones.DECISION, "granted", "by", "name", "reason"),
    ),
    "waiver": (
        Field("waived_on", "On", Kind.DATE, required=True),
        *_named(milestones.WAIVER, "by", "reason"),
    ),
    "response": (
        Field("given_on", "Given on", Kind.DATE, required=True),
        *_named(
            responses.RESPONSE,
            "title",
            "magnitude",
            "behavior",
            "behavior_on",
            "jail_days",
            "hours",
            "due_on",
            "counsel",
            "reason",
            "explanation",
        ),
        responses.JAIL_FROM,
        responses.JAIL_UNTIL,
        responses.DEPARTURE,
    ),
    "medication": (
        medications.STARTED,
        UNTIL,
        *_named(medications.MEDICATION, "dose", "prescriber", "reason", "moud", "controlled"),
        replace(medications.STOPPED_BY, required=False),
    ),
    "missed_dose": medications.MISSED,
    "fee_entry": (
        replace(fees.ENTERED, required=True),
        *_named(fees.FEE, "method", "reason"),
    ),
    "payment_plan": (Field("started_on", "Signed on", Kind.DATE, required=True), UNTIL),
    "device_spell": (
        *_named(devices.DEVICE, "kind", "started_on"),
        UNTIL,
        *_named(devices.DEVICE, "vendor", "serial"),
        replace(
            _named(devices.DEVICE, "asked_days")[0],
            help="In a row and without a confirmed alert. Empty: none are asked for.",
        ),
        *_named(devices.DEVICE, "ordered_by", "reason"),
        Field("end_reason", "Why it came off", max_length=300),
    ),
    "device_alert": _named(devices.ALERT, "kind", "happened_on", "level", "text"),
    "record_check": (*_named(exits.CHECK, "checked_on", "checked_by", "text"),),
    "plan_goal": (*recovery.GOAL, UNTIL, recovery.OUTCOME),
    "service_need": (
        recovery.SERVICE,
        recovery.NEEDED,
        *recovery.FOLLOW,
    ),
    "capital_measure": (recovery.MEASURED,),
    "life_snapshot": recovery.SNAPSHOT,
    "naloxone_kit": (
        *_named(safety.KIT, "holder", "holder_name", "issued_on", "lot", "expires_on", "trained"),
        Field("used_on", "Used on", Kind.DATE),
        Field("gone_on", "Gone since", Kind.DATE),
        safety.NOTE,
    ),
    "overdose": (*safety.OVERDOSE, *(replace(one, required=False) for one in safety.FOLLOW_UP)),
    "hand_off": safety.HAND_OFF,
    "peer_assignment": (*safety.PEER_FIELDS, UNTIL),
    "peer_contact": safety.PEER_CONTACT,
    "harm_reduction": safety.HARM,
    "crisis_contact": safety.CRISIS,
    "clinical_screen": referrals.CLINICAL,
    "risk_screen": referrals.RISK_SCREEN,
    "court_observation": referrals.WATCHED,
}
"""By the name of the record's table."""

WORDS = {
    "legal_event": "a legal event",
    "infraction": "an infraction",
    "imposed_condition": "a condition of supervision",
    "condition_check": "a check",
    "permission_request": "a request",
    "service_order": "an order of hours",
    "service_entry": "community service",
    "condition": "a condition",
    "item": "what was handed in",
    "point_entry": "points",
    "override": "another number",
    "extension": "more time",
    "ability_finding": "a finding on ability to pay",
    "contact": "a contact",
    "attendance_line": "a session",
    "treatment_episode": "a treatment",
    "work_spell": "a job or school",
    "milestone": "a milestone",
    "decision": "a decision",
    "waiver": "a waiver",
    "response": "a response",
    "medication": "a medicine",
    "missed_dose": "a missed dose",
    "fee_entry": "a ledger line",
    "payment_plan": "a payment plan",
    "record_check": "a record check",
    "device_spell": "a device",
    "device_alert": "an alert",
    "plan_goal": "a goal",
    "service_need": "a needed service",
    "capital_measure": "recovery capital",
    "life_snapshot": "a snapshot",
    "naloxone_kit": "a naloxone kit",
    "overdose": "an overdose",
    "hand_off": "a hand-off",
    "peer_assignment": "a peer",
    "peer_contact": "a contact of a peer",
    "harm_reduction": "a service",
    "crisis_contact": "a crisis contact",
    "clinical_screen": "a clinical screen",
    "risk_screen": "risk and need",
    "court_observation": "a day in court",
}
