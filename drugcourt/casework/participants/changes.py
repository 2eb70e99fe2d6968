"""What was changed in one participant's file: every entry of the history as a sentence."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from drugcourt.casework.programs.programs import program
from drugcourt.casework.timeline.tellings import Telling
from drugcourt.domain.dates import short
from drugcourt.domain.medications import stopped_words
from drugcourt.domain.money import dollars
from drugcourt.exchange.referral_policy import criterion_texts, packet_texts
from drugcourt.exchange.safety_policy import step_texts, task_texts
from drugcourt.records.base import Words
from drugcourt.records.episodes import Episode
from drugcourt.records.everything import METADATA
from drugcourt.records.history import HistoryEntry

KINDS = {
    "person": "Person",
    "alias": "Other name",
    "episode": "Episode",
    "status_span": "Status",
    "work_spell": "Job or school",
    "court_case": "Case",
    "charge": "Charge",
    "phase_stay": "Phase",
    "milestone": "Milestone",
    "decision": "Decision",
    "waiver": "Waiver",
    "specimen": "Test",
    "specimen_result": "Test result",
    "medication": "Medicine",
    "missed_dose": "Missed dose",
    "treatment_episode": "Treatment",
    "attendance_line": "Session",
    "docket_entry": "Hearing",
    "warrant": "Warrant",
    "court_task": "Task after court",
    "response": "Response",
    "fee_entry": "Fee",
    "payment_plan": "Payment plan",
    "contact": "Contact",
    "note": "Note",
    "legal_event": "Legal event",
    "infraction": "Infraction",
    "device_spell": "Device",
    "device_alert": "Device alert",
    "custody_step": "Hand-over of a specimen",
    "specimen_note": "Note on a test",
    "superseded_result": "Result before a correction",
    "medication_snapshot": "Medicines taken down",
    "must_include": "Always looked for",
    "service_entry": "Community service",
    "service_order": "Community service ordered",
    "imposed_condition": "Condition of supervision",
    "condition_check": "Check of a condition",
    "permission_request": "Request for leave",
    "custody_stay": "Custody",
    "condition": "Condition",
    "item": "Handed in",
    "point_entry": "Points",
    "points_spent": "Points spent",
    "fishbowl_draw": "Fishbowl draw",
    "override": "Order: other number",
    "extension": "Order: more time",
    "ability_finding": "Ability to pay",
    "termination_proceeding": "Termination proceeding",
    "graduation_preparation": "Graduation preparation",
    "record_check": "Record check",
    "case_disposition": "Outcome of a case",
    "exit_follow_up": "Follow-up",
    "staffing_item": "Decision of the team",
    "staffing_option": "Response weighed",
    "dissent": "Dissent",
    "referral": "Referral",
    "referral_gate": "Decision on entry",
    "criterion_answer": "Legal checklist",
    "clinical_screen": "Clinical screen",
    "risk_screen": "Risk and need",
    "waiting_place": "Waiting list",
    "court_observation": "Court watched",
    "packet_item": "Entry packet",
    "naloxone_kit": "Naloxone kit",
    "overdose": "Overdose",
    "hand_off": "Hand-off",
    "peer_assignment": "Peer",
    "peer_contact": "Peer contact",
    "harm_reduction": "Harm reduction",
    "crisis_contact": "Crisis contact",
    "watch_step": "Watch task",
    "watch_end": "Watch ended",
    "continuity_step": "Medication in custody",
    "plan_goal": "Goal of the plan",
    "plan_objective": "Step of the plan",
    "service_need": "Service needed",
    "capital_measure": "Recovery capital",
    "life_snapshot": "Snapshot",
    "consent": "Consent",
    "disclosed_person": "Disclosure",
    "legal_process": "Demand for records",
}
# Records of the court as a whole, told in the weekly review and beside the record.
KINDS |= {
    "account_event": "Sign-in",
    "provider": "Provider",
    "ceremony": "Ceremony",
    "closure": "Day without court",
    "consent": "Consent",
    "court": "Court",
    "court_notice": "Notice on the whole court",
    "court_session": "Court session",
    "disclosed_person": "Person in a disclosure",
    "disclosure": "Disclosure",
    "disclosure_setting": "Rule on consents",
    "docket": "Docket",
    "draw": "Draw",
    "draw_override": "Exception to a draw",
    "draw_policy": "Rules of the draw",
    "exit_survey": "Exit survey",
    "expungement_rule": "Rule on expungement",
    "file_view": "Look at the file",
    "import_batch": "Import",
    "laboratory_meaning": "Word of a laboratory",
    "laboratory_person": "Name at a laboratory",
    "laboratory_report": "Laboratory report",
    "legal_hold": "Legal hold",
    "legal_process": "Legal demand",
    "minute_line": "Line of the minutes",
    "paper_template": "Words of a paper",
    "prize": "Prize",
    "program_version": "Handbook",
    "recurrence": "Rule of the calendar",
    "report_request": "Report asked for",
    "response_policy": "Response policy",
    "retention_rule": "Rule on keeping",
    "role_right": "Rights of a role",
    "saved_mapping": "Headings of an import",
    "seal": "Seal",
    "staff": "Account",
    "staffing": "Staffing",
    "stock_entry": "Prizes in stock",
    "team_seat": "Seat of the team",
    "testing_day": "Testing day",
    "testing_group": "Testing group",
    "testing_scheme": "Testing scheme",
    "version_move": "Move to another handbook",
    "week_review": "Weekly review",
    "withdrawn_event": "Entry of the calendar withdrawn",
}
_ASKED = {
    "criterion_answer": criterion_texts,
    "packet_item": packet_texts,
    "watch_step": task_texts,
    "continuity_step": step_texts,
}
_CHANGES = {"added": "added", "changed": "changed", "removed": "taken back"}
_SILENT = frozenset(
    {"id", "revision", "episode_id", "person_id", "program_id", "import_id", "specimen_id"}
    | {"medication_id"}
    | {"case_id", "session_id", "docket_entry_id", "findings", "position", "ceremony_id"}
    | {"response_id", "prize_id", "seed", "algorithm", "bowl", "drawn", "slip", "previous"}
    | {"imposed_id", "infraction_id", "span_id", "order_id", "response_id", "legal_event_id"}
    | {"staffing_id", "item_id", "decided_at", "behavior_key"}
    | {"written_at", "heard_at", "author", "snapshot_id", "spell_id", "fingerprint"}
    | {"suggested", "behavior_key", "made_at", "made_by"}
)
_LONGEST = 160
TIED = "Tied to another record, or moved in its list"  # what only such columns say


def kind_words(table: str) -> str:
    """What a kind of record is called on screens and papers."""
    plain = table.replace("_", " ")
    return KINDS.get(table, plain[:1].upper() + plain[1:])


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change: who, when, what it touched, in words, and why."""

    id: int
    at: datetime
    who: str
    what: str
    text: str
    reason: str


def changes(
    db: Session, *, episode_id: int, today: date, offset: int = 0, limit: int = 100
) -> list[ChangeRow]:
    """One window of the changes, newest first, the person's own fields among them."""
    program_id = db.scalar(select(Episode.program_id).where(Episode.id == episode_id))
    handbook = program(db, program_id) if program_id is not None else None
    told = Telling(handbook, ())
    found = db.scalars(
        select(HistoryEntry)
        .where(_of(db, episode_id))
        .order_by(HistoryEntry.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return [told_change(entry, told, today) for entry in found]


def changes_count(db: Session, *, episode_id: int) -> int:
    """How many changes the history holds for this file."""
    asked = select(func.count()).select_from(HistoryEntry).where(_of(db, episode_id))
    return int(db.scalar(asked) or 0)


def _of(db: Session, episode_id: int) -> ColumnElement[bool]:
    """Entries of the episode, of its person, and of the person's other names."""
    person_id = db.scalar(select(Episode.person_id).where(Episode.id == episode_id))
    marks = [f'"person_id": {person_id}{end}' for end in ",}"]
    texts = (HistoryEntry.before, HistoryEntry.after)
    named = or_(*(text.contains(mark, autoescape=True) for text in texts for mark in marks))
    return or_(
        HistoryEntry.episode_id == episode_id,
        and_(HistoryEntry.kind == "person", HistoryEntry.record_id == person_id),
        and_(HistoryEntry.kind == "alias", named),
    )


def told_change(entry: HistoryEntry, told: Telling, today: date) -> ChangeRow:
    """One entry of the history as a sentence."""
    kind = KINDS.get(entry.kind, entry.kind.replace("_", " ").capitalize())
    before, after = json.loads(entry.before), json.loads(entry.after)
    keys = [key for key in {**before, **after} if key not in _SILENT]
    parts = [part for key in keys if (part := _part(entry.kind, key, before, after, told, today))]
    return ChangeRow(
        id=entry.id,
        at=entry.at,
        who=entry.who,
        what=f"{kind} {_CHANGES.get(entry.change, entry.change)}",
        text="; ".join(parts) or (TIED if entry.change == "changed" else ""),
        reason=entry.reason,
    )


def _part(
    kind: str, key: str, before: dict[str, Any], after: dict[str, Any], told: Telling, today: date
) -> str:
    """`Status: Active → In custody`, or `Status: Active` where there is one side only."""
    old = _plain(kind, key, before.get(key), told, today)
    new = _plain(kind, key, after.get(key), told, today)
    label = key.removesuffix("_on").replace("_", " ").capitalize()
    if key in before and key in after:
        return f"{label}: {old or 'empty'} → {new or 'empty'}"
    return f"{label}: {new or old}" if new or old else ""


def _plain(kind: str, key: str, value: Any, told: Telling, today: date) -> str:
    """A kept value in the words of its field."""
    if value is None or value == "" or value in ([], {}):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if key.startswith("cents"):
        return dollars(int(value))
    if kind in ("episode", "phase_stay") and key == "phase":
        return told.phase(str(value))
    if kind == "milestone" and key == "key":
        return told.milestone(str(value))
    if key == "key" and kind in _ASKED:
        return _ASKED[kind]().get(str(value), str(value))
    if key == "stopped_by":
        return stopped_words(str(value))
    if key == "requirement":
        return told.requirement(str(value))
    if key == "rows":
        return f"{value:,}"
    if isinstance(value, list | dict):
        return _listed(value)[:_LONGEST]
    return _word(kind, key, str(value), today)


def _listed(value: list[Any] | dict[str, Any]) -> str:
    """A list or a table in words: a listed record by its name, a table part by part."""
    if isinstance(value, list):
        return ", ".join(_item(item) for item in value)
    return ", ".join(
        f"{key.replace('_', ' ')} {_item(part)}" for key, part in value.items() if part
    )


def _item(item: Any) -> str:
    if isinstance(item, dict):
        return str(item.get("name") or item.get("title") or _listed(item))
    return _listed(item) if isinstance(item, list) else str(item)


def _word(kind: str, key: str, text: str, today: date) -> str:
    """A term by its label, a day in words, anything else as it is, cut where it is long."""
    table = METADATA.tables.get(kind)
    column = table.columns.get(key) if table is not None else None
    if column is not None and isinstance(column.type, Words):
        labels = {str(member): member.label for member in column.type.term}
        return labels.get(text, text)
    if key.endswith("_on") or key in ("day", "birth_date", "about", "expunge_from"):
        try:
            return short(date.fromisoformat(text), today)
        except ValueError:
            return text
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
