"""Which records make up the timeline, strand by strand."""

from __future__ import annotations

from typing import Any

from drugcourt.casework.timeline import entry_tellings, supervision_tellings, tellings
from drugcourt.casework.timeline.strand import (
    Entry,
    Strand,
    milestones_named,
    phases_named,
    requirements_named,
    substances_found,
)
from drugcourt.records.conditions import Condition, ConditionCheck, ImposedCondition, Item
from drugcourt.records.conduct import Infraction, LegalEvent
from drugcourt.records.devices import DeviceAlert, DeviceSpell
from drugcourt.records.episodes import StatusSpan, WorkSpell
from drugcourt.records.fees import FeeEntry, PaymentPlan
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.medications import Medication
from drugcourt.records.milestones import Decision, Milestone, Waiver
from drugcourt.records.notes import Note
from drugcourt.records.orders import AbilityFinding, Extension, Override
from drugcourt.records.permission_requests import PermissionRequest
from drugcourt.records.phases import PhaseStay
from drugcourt.records.points import FishbowlDraw, PointEntry, PointsSpent
from drugcourt.records.responses import Response
from drugcourt.records.service import ServiceEntry, ServiceOrder
from drugcourt.records.specimens import Specimen
from drugcourt.records.staffings import Staffing, StaffingItem
from drugcourt.records.supervision import Contact
from drugcourt.records.treatment import AttendanceLine, MissedDose, TreatmentEpisode
from drugcourt.records.warrants import Warrant


def _lasting(
    entry: Entry,
    record: Any,
    begun: tuple[Any, ...],
    ended: tuple[Any, ...],
    *,
    terms: tuple[Any, ...] = (),
    spoken: str = "begun",
) -> tuple[Strand, Strand]:
    """The first day of what lasts and its end: who tells each, and its own texts after that."""
    return (
        Strand(entry, record, record.started_on, begun[0], begun[1:], terms, spoken),
        Strand(entry, record, record.ended_on, ended[0], ended[1:], terms, "ended"),
    )


# In one day a later strand stands above an earlier one: what came of it is read before it.
STRANDS: tuple[Strand, ...] = (
    Strand(
        Entry.SESSION,
        AttendanceLine,
        AttendanceLine.held_on,
        tellings.tell_session,
        texts=(AttendanceLine.title, AttendanceLine.provider, AttendanceLine.reason),
        terms=(AttendanceLine.kind, AttendanceLine.attendance),
    ),
    Strand(
        Entry.FEE,
        FeeEntry,
        FeeEntry.entered_on,
        tellings.tell_fee,
        texts=(FeeEntry.method, FeeEntry.reason),
        terms=(FeeEntry.debt, FeeEntry.kind),
    ),
    Strand(
        Entry.FEE,
        PaymentPlan,
        PaymentPlan.started_on,
        tellings.tell_plan,
        terms=(PaymentPlan.debt,),
        spoken="payment plan",
    ),
    *_lasting(
        Entry.WORK,
        WorkSpell,
        (tellings.tell_work, WorkSpell.place),
        (tellings.tell_work_end, WorkSpell.place),
        terms=(WorkSpell.kind,),
    ),
    Strand(
        Entry.CONTACT,
        Contact,
        Contact.contacted_on,
        tellings.tell_contact,
        texts=(Contact.by, Contact.text),
        terms=(Contact.mode, Contact.person),
    ),
    Strand(
        Entry.SERVICE,
        ServiceEntry,
        ServiceEntry.served_on,
        entry_tellings.tell_service,
        texts=(ServiceEntry.site, ServiceEntry.verified_by, ServiceEntry.text),
        terms=(ServiceEntry.pays,),
        spoken="community service",
    ),
    Strand(
        Entry.SERVICE,
        ServiceOrder,
        ServiceOrder.ordered_on,
        supervision_tellings.tell_order,
        texts=(ServiceOrder.site, ServiceOrder.by, ServiceOrder.text),
        terms=(ServiceOrder.pays,),
        spoken="community service ordered",
    ),
    Strand(
        Entry.SERVICE,
        ServiceOrder,
        ServiceOrder.closed_on,
        supervision_tellings.tell_order_closed,
        texts=(ServiceOrder.closed_why,),
        spoken="order of community service closed",
    ),
    *_lasting(
        Entry.CONDITION,
        ImposedCondition,
        (
            supervision_tellings.tell_imposed,
            ImposedCondition.text,
            ImposedCondition.source,
            ImposedCondition.ordered_by,
        ),
        (supervision_tellings.tell_imposed_end, ImposedCondition.end_reason),
        terms=(ImposedCondition.kind,),
        spoken="imposed",
    ),
    Strand(
        Entry.CONDITION,
        ConditionCheck,
        ConditionCheck.checked_on,
        supervision_tellings.tell_check,
        texts=(ConditionCheck.by, ConditionCheck.text),
        terms=(ConditionCheck.result, ConditionCheck.mode),
        spoken="condition checked curfew",
    ),
    Strand(
        Entry.CONDITION,
        PermissionRequest,
        PermissionRequest.asked_on,
        supervision_tellings.tell_request,
        texts=(PermissionRequest.place, PermissionRequest.text),
        terms=(PermissionRequest.kind,),
        spoken="asked leave permission",
    ),
    Strand(
        Entry.CONDITION,
        PermissionRequest,
        PermissionRequest.answered_on,
        supervision_tellings.tell_answer,
        texts=(PermissionRequest.answered_by, PermissionRequest.answer_text),
        terms=(PermissionRequest.kind, PermissionRequest.answer),
        spoken="leave permission answered",
    ),
    *_lasting(
        Entry.CONDITION,
        Condition,
        (entry_tellings.tell_condition, Condition.key, Condition.kind, Condition.text),
        (entry_tellings.tell_condition_end, Condition.key, Condition.kind),
    ),
    Strand(
        Entry.CONDITION,
        Item,
        Item.handed_in_on,
        entry_tellings.tell_item,
        texts=(Item.key, Item.checked_by, Item.text),
        spoken="handed in",
    ),
    Strand(
        Entry.CONDUCT,
        PointEntry,
        PointEntry.given_on,
        entry_tellings.tell_points,
        texts=(PointEntry.text, PointEntry.by),
        spoken="points demerits",
    ),
    Strand(
        Entry.RESPONSE,
        FishbowlDraw,
        FishbowlDraw.day,
        entry_tellings.tell_drawn,
        texts=(FishbowlDraw.title,),
        spoken="fishbowl draw drawn",
    ),
    Strand(
        Entry.RESPONSE,
        PointsSpent,
        PointsSpent.spent_on,
        entry_tellings.tell_spent,
        texts=(PointsSpent.title, PointsSpent.by),
        spoken="points spent prize",
    ),
    Strand(
        Entry.CONDUCT,
        Infraction,
        Infraction.happened_on,
        entry_tellings.tell_infraction,
        texts=(Infraction.text, Infraction.by),
        terms=(Infraction.kind,),
        spoken="infraction",
    ),
    Strand(
        Entry.CONDUCT,
        DeviceAlert,
        DeviceAlert.happened_on,
        entry_tellings.tell_alert,
        texts=(DeviceAlert.text,),
        terms=(DeviceAlert.kind, DeviceAlert.state),
        spoken="device alert",
    ),
    Strand(
        Entry.CONDUCT,
        DeviceSpell,
        DeviceSpell.started_on,
        entry_tellings.tell_device,
        texts=(DeviceSpell.vendor, DeviceSpell.reason, DeviceSpell.serial),
        terms=(DeviceSpell.kind,),
        spoken="device",
    ),
    Strand(
        Entry.CONDUCT,
        LegalEvent,
        LegalEvent.happened_on,
        entry_tellings.tell_legal,
        texts=(LegalEvent.text, LegalEvent.case_number),
        terms=(LegalEvent.kind, LegalEvent.level),
    ),
    Strand(
        Entry.CONDUCT,
        LegalEvent,
        LegalEvent.ended_on,
        entry_tellings.tell_legal_end,
        texts=(LegalEvent.case_number,),
        terms=(LegalEvent.kind,),
        spoken="ended",
    ),
    Strand(
        Entry.TEST,
        Specimen,
        Specimen.collected_on,
        tellings.tell_test,
        texts=(Specimen.panel, Specimen.remarks, Specimen.excused_reason, Specimen.number),
        terms=(Specimen.status, Specimen.validity, Specimen.matrix),
        inner=substances_found,
    ),
    Strand(
        Entry.MEDICATION,
        MissedDose,
        MissedDose.missed_on,
        tellings.tell_missed_dose,
        texts=(MissedDose.text,),
        spoken="missed dose",
    ),
    *_lasting(
        Entry.MEDICATION,
        Medication,
        (tellings.tell_medicine, Medication.name, Medication.prescriber, Medication.reason),
        (tellings.tell_stopped, Medication.name, Medication.stopped_by, Medication.remarks),
    ),
    *_lasting(
        Entry.TREATMENT,
        TreatmentEpisode,
        (tellings.tell_begun, TreatmentEpisode.provider),
        (tellings.tell_ended, TreatmentEpisode.provider, TreatmentEpisode.discharge_reason),
        terms=(TreatmentEpisode.level,),
    ),
    Strand(
        Entry.HEARING,
        Warrant,
        Warrant.issued_on,
        entry_tellings.tell_warrant_issued,
        texts=(Warrant.number,),
        spoken="bench warrant issued",
        beside=(Warrant.issued_on > Warrant.requested_on,),  # else its hearing says so
    ),
    Strand(
        Entry.HEARING,
        Warrant,
        Warrant.served_on,
        entry_tellings.tell_warrant_served,
        texts=(Warrant.number, Warrant.served_by),
        spoken="bench warrant served",
    ),
    Strand(
        Entry.HEARING,
        Warrant,
        Warrant.recalled_on,
        entry_tellings.tell_warrant_recalled,
        texts=(Warrant.number, Warrant.recalled_why),
        spoken="bench warrant recalled",
    ),
    Strand(
        Entry.MILESTONE,
        Milestone,
        Milestone.done_on,
        tellings.tell_milestone,
        texts=(Milestone.evidence, Milestone.verified_by),
        keys=milestones_named,
        key=Milestone.key,
    ),
    Strand(
        Entry.MILESTONE,
        Decision,
        Decision.decided_on,
        tellings.tell_decision,
        texts=(Decision.name, Decision.reason),
        terms=(Decision.by,),
        spoken="decision",
        keys=requirements_named,
        key=Decision.requirement,
    ),
    Strand(
        Entry.MILESTONE,
        Waiver,
        Waiver.waived_on,
        tellings.tell_waiver,
        texts=(Waiver.by, Waiver.reason),
        spoken="waiver waived",
        keys=requirements_named,
        key=Waiver.requirement,
    ),
    Strand(
        Entry.ORDER,
        Override,
        Override.ordered_on,
        entry_tellings.tell_override,
        texts=(Override.by, Override.reason, Override.value),
        keys=requirements_named,
        key=Override.requirement,
    ),
    Strand(
        Entry.ORDER,
        Extension,
        Extension.ordered_on,
        entry_tellings.tell_extension,
        texts=(Extension.by, Extension.reason, Extension.amount),
        spoken="extension more time",
        keys=phases_named,
        key=Extension.phase,
    ),
    Strand(
        Entry.ORDER,
        AbilityFinding,
        AbilityFinding.started_on,
        entry_tellings.tell_ability,
        texts=(AbilityFinding.by, AbilityFinding.reason),
        terms=(AbilityFinding.debt,),
        spoken="ability to pay",
    ),
    Strand(
        Entry.HEARING,
        DocketEntry,
        CourtSession.held_on,
        tellings.tell_hearing,
        texts=(DocketEntry.orders, DocketEntry.note),
        terms=(DocketEntry.attendance, DocketEntry.kind, DocketEntry.move, DocketEntry.warrant),
        beside=(CourtSession.id == DocketEntry.session_id,),
    ),
    Strand(
        Entry.HEARING,
        StaffingItem,
        Staffing.held_on,
        tellings.tell_staffing,
        texts=(StaffingItem.behavior, StaffingItem.recommended),
        terms=(StaffingItem.goal, StaffingItem.move),
        spoken="staffing team decision recommendation",
        beside=(Staffing.id == StaffingItem.staffing_id,),
    ),
    Strand(
        Entry.RESPONSE,
        Response,
        Response.given_on,
        tellings.tell_response,
        texts=(Response.title, Response.behavior, Response.reason),
        terms=(Response.family, Response.magnitude),
    ),
    Strand(
        Entry.STATUS,
        StatusSpan,
        StatusSpan.started_on,
        tellings.tell_status,
        texts=(StatusSpan.reason,),
        terms=(StatusSpan.status,),
    ),
    Strand(
        Entry.PHASE,
        PhaseStay,
        PhaseStay.left_on,
        tellings.tell_left,
        texts=(PhaseStay.reason, PhaseStay.decided_by, PhaseStay.remedial_plan),
        terms=(PhaseStay.outcome,),
        keys=phases_named,
        key=PhaseStay.phase,
    ),
    Strand(
        Entry.PHASE,
        PhaseStay,
        PhaseStay.entered_on,
        tellings.tell_entered,
        spoken="entered",
        keys=phases_named,
        key=PhaseStay.phase,
    ),
    Strand(
        Entry.NOTE,
        Note,
        Note.about,
        tellings.tell_note,
        texts=(Note.text, Note.author),
        terms=(Note.kind,),
        spoken="addendum",
    ),
)
