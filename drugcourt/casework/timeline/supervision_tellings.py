"""How the timeline words conditions imposed and checked, leave, and ordered hours."""

from __future__ import annotations

from drugcourt.casework.supervision.imposed import hours_words
from drugcourt.casework.timeline.tellings import Telling, Told, comma, sentence
from drugcourt.domain.clock import spoken
from drugcourt.domain.conditions import CheckResult
from drugcourt.domain.dates import short
from drugcourt.domain.permission_requests import LEAVE, PermissionAnswer
from drugcourt.domain.tone import Tone
from drugcourt.records.conditions import ConditionCheck, ImposedCondition
from drugcourt.records.permission_requests import PermissionRequest
from drugcourt.records.service import ServiceOrder

_CHECKS = {
    CheckResult.KEPT: Tone.GOOD,
    CheckResult.BROKEN: Tone.ALARM,
    CheckResult.UNCLEAR: Tone.WATCH,
}


def tell_imposed(record: ImposedCondition, told: Telling) -> Told:
    """A condition is imposed."""
    by = f"ordered by {record.ordered_by}" if record.ordered_by else ""
    hours = hours_words(record.from_time, record.until_time)
    said = comma(f"{record.kind.label} imposed", hours, by, record.source)
    return "Condition", Tone.WATCH, sentence(said, record.text)


def tell_imposed_end(record: ImposedCondition, told: Telling) -> Told:
    """The first day without a condition, which may lie ahead."""
    return "Condition", Tone.INFO, sentence(f"{record.kind.label} ends", record.end_reason)


def tell_check(record: ConditionCheck, told: Telling) -> Told:
    """Somebody looked whether a condition is kept."""
    at = spoken(record.checked_at) if record.checked_at else ""
    mode = record.mode.label.lower() if record.mode else ""
    said = comma("Condition checked", record.result.label.lower(), at, mode, record.by)
    return "Check", _CHECKS[record.result], sentence(said, record.text)


def tell_request(record: PermissionRequest, told: Telling) -> Told:
    """A participant asked leave for something."""
    days = short(record.starts_on, record.asked_on)
    if record.ends_on != record.starts_on:
        days = f"{days} to {short(record.ends_on, record.asked_on)}"
    said = comma(f"Asked leave: {record.kind.label.lower()}", record.place, days)
    return "Leave", Tone.INFO, sentence(said, record.text)


def tell_answer(record: PermissionRequest, told: Telling) -> Told:
    """Leave was granted or not."""
    answer = record.answer.label if record.answer else "Answered"
    tone = Tone.GOOD if record.answer in LEAVE else Tone.WATCH
    if record.answer is PermissionAnswer.WITHDRAWN:
        tone = Tone.PLAIN
    how = record.answered_how.label.lower() if record.answered_how else ""
    said = comma(f"Leave: {record.kind.label.lower()}", answer.lower(), record.answered_by, how)
    return "Leave", tone, sentence(said, record.answer_text)


def tell_order(record: ServiceOrder, told: Telling) -> Told:
    """Hours were ordered."""
    hours = f"{record.hours:g} hours of community service ordered"
    due = f"due {short(record.due_on, record.ordered_on)}" if record.due_on else ""
    pays = f"for {record.pays.label.lower()}" if record.pays else ""
    return "Service", Tone.INFO, sentence(comma(hours, record.site, due, pays), record.text)


def tell_order_closed(record: ServiceOrder, told: Telling) -> Told:
    """Nothing more is asked of an order."""
    return "Service", Tone.INFO, sentence("Order of community service closed", record.closed_why)
