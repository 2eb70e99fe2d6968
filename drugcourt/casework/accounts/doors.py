"""What each act and each question needs: an area of the court's work, and a right in it.

The one place where that is said. A room's area follows from where its code stands; what differs is
named below. What is named nowhere is only for a role that may do everything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from drugcourt.domain.accounts import Area, Right

CASEWORK = "drugcourt.casework."


@dataclass(frozen=True, slots=True)
class Need:
    """A right in every one of some areas. Without areas anybody with an account may."""

    right: Right
    areas: tuple[Area, ...]


OPEN = Need(Right.READ, ())
EVERYTHING = Need(Right.ADMINISTER, tuple(Area))

ROOMS: dict[str, Area] = {
    "accounts": Area.OFFICE,
    "backups": Area.RECORDS,
    "calendar": Area.COURT,
    "caseload": Area.CASELOAD,
    "cases": Area.PEOPLE,
    "checking": Area.RECORDS,
    "courts": Area.OFFICE,
    "disclosures": Area.PEOPLE,
    "docket": Area.COURT,
    "draws": Area.TESTING,
    "exits": Area.EXITS,
    "exports": Area.RECORDS,
    "facts": Area.PEOPLE,
    "fees": Area.MONEY,
    "follow_ups": Area.PEOPLE,
    "hearings": Area.COURT,
    "keeping": Area.PEOPLE,
    "imports": Area.RECORDS,
    "laboratories": Area.TESTING,
    "marks": Area.PEOPLE,
    "medications": Area.TREATMENT,
    "milestones": Area.PEOPLE,
    "moves": Area.RECORDS,
    "notes": Area.NOTES,
    "orders": Area.COURT,
    "oversight": Area.OFFICE,
    "paper_texts": Area.OFFICE,
    "participants": Area.PEOPLE,
    "phases": Area.PEOPLE,
    "programs": Area.PROGRAM,
    "progress": Area.PEOPLE,
    "readiness": Area.PEOPLE,
    "referrals": Area.PEOPLE,
    "report_wishes": Area.COURT,
    "responses": Area.RESPONSES,
    "safety": Area.TREATMENT,
    "specimens": Area.TESTING,
    "staffings": Area.STAFFING,
    "states": Area.OFFICE,
    "supervision": Area.SUPERVISION,
    "timeline": Area.PEOPLE,
    "today": Area.PEOPLE,
    "treatment": Area.TREATMENT,
    "whole_courts": Area.RECORDS,
}

WHOLE_FILE = (
    Area.PEOPLE,
    Area.TESTING,
    Area.TREATMENT,
    Area.RESPONSES,
    Area.SUPERVISION,
    Area.COURT,
)

# What the program itself asks for on every desk: names of the court, the person's own account and
# drafts, counts without names, dates that a night made old.
_OPEN = (
    "accounts.own.change_own_password",
    "accounts.own.drop_second_factor",
    "backups.back_up_when_due",
    "courts.court_facts",
    "courts.court_place",
    "courts.staff_name",
    "disclosures.leaving.cancel_disclosure",
    "disclosures.leaving.record_disclosure",
    "disclosures.settings.begin_consents",
    "disclosures.settings.setting",
    "disclosures.inquiry.answer_to_inquiry",
    "laboratories.waiting.has_reports",
    "laboratories.waiting.waiting_count",
    "letterhead.letterhead",
    "notes.draft",
    "notes.draft_keys",
    "notes.drop_draft",
    "notes.keep_draft",
    "exits.ceremonies.ceremonies",
    "paper_texts.words_of",
    "programs.handbook.kept_handbook",
    "programs.handbook.program_text",
    "programs.programs.program_rows",
    "report_wishes.sittings",
    "readiness.standing.refresh_stale",
    "readiness.standing.stale",
    "states.court_zone",
    "states.wall_clock",
    "today.catch_up",
    "today.counts",
)

# For everybody, with their own account only: `login` has to be that of the desk.
OWN = frozenset(
    {
        CASEWORK + "accounts.accounts.own_account",
        CASEWORK + "accounts.own.drop_own_factor",
        CASEWORK + "accounts.own.note_own_password",
        CASEWORK + "accounts.second_factor.begin",
        CASEWORK + "accounts.second_factor.confirm",
        CASEWORK + "accounts.second_factor.use_code",
    }
)

_DECIDED = (
    "disclosures.consents.revoke_consent",
    "disclosures.leaving.record_without_consent",
    "disclosures.legal_process.answer_process",
    "disclosures.legal_process.enter_order",
    "draws.overrides.excuse_from_draw",
    "draws.overrides.force",
    "draws.overrides.withdraw_override",
    "exits.dispositions.record_disposition",
    "exits.exits.discharge",
    "exits.exits.graduate",
    "exits.exits.terminate",
    "keeping.holds.release_hold",
    "keeping.keeping.confirm_order",
    "keeping.keeping.withdraw_order",
    "keeping.seals.open_sealed",
    "milestones.decide",
    "milestones.waive",
    "participants.participants.admit",
    "participants.participants.set_status",
    "oversight.reviews.sign_review",
    "phases.advance",
    "phases.demote",
    "programs.programs.keep_program",
    "programs.versions.move_to_version",
    "referrals.checklists.set_aside",
    "referrals.gates.decide_gate",
    "referrals.referrals.end_referral",
    "staffings.staffings.close_staffing",
    "staffings.staffings.decide",
    "staffings.staffings.take_back_decision",
    "supervision.conditions.approve_condition",
    "supervision.imposed.end_imposed",
    "supervision.permission_requests.answer_permission",
)

_ADMINISTERED = (
    "draws.policy.set_draw_policy",
    "draws.policy.set_testing_days",
    "exits.expungements.fill_in_expungements",
    "exits.expungements.remove_expungement_rule",
    "exits.expungements.set_expungement_rule",
    "keeping.retention.set_years",
    "moves.move",
    "responses.policy.keep_policy",
    "responses.prizes.set_prize",
    "states.set_court_zone",
    "oversight.anchors.accept_history",
)

# Rooms whose every act administers: who may, may change what others see of the court.
_RULING = frozenset({"accounts", "courts", "paper_texts"})

_OTHER: dict[str, Need] = {
    # a file as a whole shows every room of it
    "participants.changes.changes": Need(Right.READ, (*WHOLE_FILE, Area.NOTES, Area.MONEY)),
    "participants.changes.changes_count": Need(Right.READ, (*WHOLE_FILE, Area.NOTES, Area.MONEY)),
    # whom a name belongs to is asked from every room
    "imports.lab.bring_tests": Need(Right.ENTER, (Area.TESTING,)),
    "imports.lab.try_tests": Need(Right.READ, (Area.TESTING,)),
    "imports.lab.known_columns": Need(Right.READ, (Area.TESTING,)),
    "checking.check_court": Need(Right.READ, (Area.OFFICE,)),
    # who looked at a file is for those who may see it and watch over the desks
    "oversight.who_looked.lookers": Need(Right.READ, (Area.PEOPLE, Area.OFFICE)),
    "oversight.who_looked.looks_count": Need(Right.READ, (Area.PEOPLE, Area.OFFICE)),
    "oversight.who_looked.who_looked": Need(Right.READ, (Area.PEOPLE, Area.OFFICE)),
    "oversight.reviews.review_in_full": Need(Right.READ, (*WHOLE_FILE, Area.NOTES, Area.OFFICE)),
    "backups.back_up": Need(Right.ENTER, (Area.RECORDS,)),
    # what a clinical screen found is of treatment, as a category or not
    "referrals.screens.clinical_screens": Need(Right.READ, (Area.TREATMENT,)),
    "referrals.screens.record_clinical_screen": Need(Right.ENTER, (Area.TREATMENT,)),
    "disclosures.settings.set_disclosure_setting": Need(Right.ADMINISTER, (Area.OFFICE,)),
    "disclosures.breaches.breach_report": Need(Right.READ, (Area.OFFICE, Area.PEOPLE)),
    "participants.file_hearings.file_hearings": Need(Right.READ, (Area.COURT,)),
    "exits.dispositions.disposition_of": Need(Right.READ, (Area.PEOPLE,)),
    "report_wishes.chosen": Need(Right.READ, (Area.PEOPLE,)),
}

REPORTS: dict[str, tuple[Area, ...]] = {
    "accounting": (Area.PEOPLE,),
    "progress": (Area.PEOPLE, Area.TESTING),
    "docket": (Area.COURT,),
    "docket-public": (Area.COURT,),
    "bench-list": (Area.COURT,),
    "transport": (Area.COURT,),
    "interpreters": (Area.COURT,),
    "slips": (Area.COURT,),
    "reminder-letters": (Area.COURT,),
    "eligibility": (Area.PEOPLE,),
    "dismissal": (Area.EXITS,),
    "certificate": (Area.EXITS,),
    "graduation-list": (Area.EXITS,),
    "caseload": (Area.CASELOAD,),
    "worksheet": (Area.PEOPLE, Area.TREATMENT),
    "entry-packet": (Area.PEOPLE,),
    "release-packet": (Area.PEOPLE, Area.TREATMENT),
    "safety-plan": (Area.PEOPLE, Area.TREATMENT),
    "provider-request": (Area.PEOPLE, Area.TREATMENT),
    "funnel": (Area.CASELOAD,),
    "release-measures": (Area.CASELOAD,),
    "testing": (Area.TESTING,),
    "custody": (Area.TESTING,),
    "daily-list": (Area.TESTING,),
    "draw-record": (Area.TESTING,),
    "fairness": (Area.TESTING,),
    "staffing": (Area.STAFFING,),
    "bench": (Area.STAFFING,),
    "minutes": (Area.STAFFING,),
    "minute-orders": (Area.COURT,),
    "participant-page": (Area.PEOPLE,),
    "phase-certificate": (Area.PEOPLE,),
    "consistency": (Area.RESPONSES,),
    "supervision": (Area.SUPERVISION,),
    "permission": (Area.SUPERVISION,),
    "custody-log": (Area.SUPERVISION,),
}
EXPORTS: dict[str, tuple[Area, ...]] = {
    "caseload": (Area.CASELOAD,),
    "participants": (Area.PEOPLE,),
    "tests": (Area.TESTING,),
    "everything": (Area.RECORDS,),
}
# A correction is of the room whose entry it corrects, by the kind of record.
KINDS: dict[str, Area] = {
    "ability_finding": Area.COURT,
    "attendance_line": Area.TREATMENT,
    "treatment_episode": Area.TREATMENT,
    "medication": Area.TREATMENT,
    "missed_dose": Area.TREATMENT,
    "fee_entry": Area.MONEY,
    "payment_plan": Area.MONEY,
    "response": Area.RESPONSES,
    "point_entry": Area.RESPONSES,
    "device_alert": Area.TESTING,
    "device_spell": Area.TESTING,
    "condition": Area.SUPERVISION,
    "condition_check": Area.SUPERVISION,
    "imposed_condition": Area.SUPERVISION,
    "permission_request": Area.SUPERVISION,
    "service_order": Area.SUPERVISION,
    "item": Area.SUPERVISION,
    "infraction": Area.SUPERVISION,
    "legal_event": Area.SUPERVISION,
    "contact": Area.SUPERVISION,
    "work_spell": Area.SUPERVISION,
    "service_entry": Area.SUPERVISION,
    "extension": Area.COURT,
    "override": Area.COURT,
    "decision": Area.PEOPLE,
    "milestone": Area.PEOPLE,
    "waiver": Area.PEOPLE,
    "record_check": Area.EXITS,
    "plan_goal": Area.TREATMENT,
    "service_need": Area.TREATMENT,
    "capital_measure": Area.TREATMENT,
    "life_snapshot": Area.TREATMENT,
    "naloxone_kit": Area.TREATMENT,
    "overdose": Area.TREATMENT,
    "hand_off": Area.TREATMENT,
    "peer_assignment": Area.TREATMENT,
    "peer_contact": Area.TREATMENT,
    "harm_reduction": Area.TREATMENT,
    "crisis_contact": Area.TREATMENT,
    "clinical_screen": Area.TREATMENT,
    "risk_screen": Area.PEOPLE,
    "court_observation": Area.PEOPLE,
}
# What leaves as a file and is no paper of the catalog.
_SENDING = {
    "drugcourt.reports.calendar_out._passing": Area.COURT,
    "drugcourt.reports.reminder_list._passing": Area.COURT,
    "drugcourt.reports.provider_sheet._passing": Area.TREATMENT,
}
# The history of one record is of its room too, corrected by that dialog or by another.
RECORDS: dict[str, Area] = {
    "charge": Area.PEOPLE,
    "court_case": Area.PEOPLE,
    "custody_stay": Area.SUPERVISION,
    "docket_entry": Area.COURT,
    "note": Area.NOTES,
    "specimen": Area.TESTING,
    "warrant": Area.COURT,
}
_RECORD_CHANGES = CASEWORK + "participants.record_changes.record_changes"
_CORRECTIONS = "participants.corrections."
_TIMELINE = CASEWORK + "timeline.timeline."
# A line of the timeline is of the room it tells of; without a choice all are asked for.
ENTRIES: dict[str, Area] = {
    "test": Area.TESTING,
    "hearing": Area.COURT,
    "session": Area.TREATMENT,
    "treatment": Area.TREATMENT,
    "response": Area.RESPONSES,
    "phase": Area.PEOPLE,
    "status": Area.PEOPLE,
    "medication": Area.TREATMENT,
    "milestone": Area.PEOPLE,
    "contact": Area.SUPERVISION,
    "note": Area.NOTES,
    "fee": Area.MONEY,
    "work": Area.SUPERVISION,
    "conduct": Area.SUPERVISION,
    "service": Area.SUPERVISION,
    "condition": Area.SUPERVISION,
    "order": Area.COURT,
}


def making(*, report: str) -> Need:
    """What the making of this paper needs; it stands for it where a button asks beforehand."""
    areas = REPORTS.get(report)
    return Need(Right.PRINT, areas) if areas else EVERYTHING


def writing(*, what: str) -> Need:
    """What the writing of this export needs; likewise."""
    areas = EXPORTS.get(what)
    return Need(Right.PRINT, areas) if areas else EVERYTHING


def need(
    what: Callable[..., Any], wanted: Mapping[str, Any], *, acts: bool, login: str = ""
) -> Need:
    """What this act or question needs; with what is asked of it, where that decides.

    `login` is whose desk it is: their own account is everybody's to look after.
    """
    where = f"{what.__module__}.{what.__qualname__}"
    if where in OWN and login and wanted.get("login") == login:
        return OPEN
    if what in (making, writing):
        found: Need = what(**wanted)
        return found
    if where == "drugcourt.reports.registry._gathered":
        return making(report=getattr(wanted.get("kind"), "key", ""))
    if where in ("drugcourt.reports.exporting._write", "drugcourt.reports.exporting._passing"):
        areas = EXPORTS.get(str(wanted.get("what", "")))
        return Need(Right.PRINT, areas) if areas else EVERYTHING
    if where == "drugcourt.reports.breach_list._passing":
        return Need(Right.READ, (Area.OFFICE, Area.PEOPLE))
    if where in _SENDING:
        return Need(Right.PRINT, (_SENDING[where],))
    if where.startswith(CASEWORK + _CORRECTIONS):
        area = KINDS.get(str(wanted.get("table", "")))
        if area is None:
            return EVERYTHING
        return Need(Right.ENTER if acts else Right.READ, (area,))
    if where == _RECORD_CHANGES:
        kind = str(wanted.get("kind", ""))
        own = KINDS.get(kind) or RECORDS.get(kind)
        whole = (*WHOLE_FILE, Area.NOTES, Area.MONEY)
        return Need(Right.READ, (own,) if own is not None else whole)
    if where.startswith(_TIMELINE) and not acts:
        entries = wanted.get("entries") or ENTRIES
        told = {ENTRIES.get(str(entry), Area.OFFICE) for entry in entries} | {Area.PEOPLE}
        return Need(Right.READ, tuple(area for area in Area if area in told))
    return need_of(where, acts=acts)


@cache
def need_of(where: str, *, acts: bool) -> Need:
    """What the function of this name needs; `acts` says whether it changes anything."""
    if not where.startswith(CASEWORK) or "<" in where:
        return EVERYTHING
    name = where.removeprefix(CASEWORK)
    if name in _OPEN:
        return OPEN
    if name in _OTHER:
        return _OTHER[name]
    room = name.partition(".")[0]
    area = ROOMS.get(room)
    if area is None:
        return EVERYTHING
    if not acts:
        return Need(Right.READ, (area,))
    if name in _ADMINISTERED or room in _RULING:
        return Need(Right.ADMINISTER, (area,))
    return Need(Right.DECIDE if name in _DECIDED else Right.ENTER, (area,))
