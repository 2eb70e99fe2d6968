"""Which records hold the facts of a participant: a room of the facts for each table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from drugcourt.domain import facts as known
from drugcourt.domain.conduct import LegalEventKind
from drugcourt.domain.dates import parse_amount
from drugcourt.domain.specimens import Substance
from drugcourt.records.base import Base
from drugcourt.records.conditions import Condition, Item
from drugcourt.records.conduct import Infraction, LegalEvent
from drugcourt.records.devices import DeviceAlert
from drugcourt.records.episodes import StatusSpan, WorkSpell
from drugcourt.records.fees import FeeEntry, PaymentPlan
from drugcourt.records.medications import Medication
from drugcourt.records.milestones import Decision, Milestone, Waiver
from drugcourt.records.orders import AbilityFinding, Extension, Override
from drugcourt.records.phases import PhaseStay
from drugcourt.records.points import PointEntry
from drugcourt.records.responses import Response
from drugcourt.records.service import ServiceEntry
from drugcourt.records.supervision import Contact
from drugcourt.records.treatment import AttendanceLine, TreatmentEpisode
from drugcourt.records.warrants import Warrant


@dataclass(frozen=True, slots=True)
class Room:
    """One tuple of the facts, or a part of it: the record, the columns, and what they make.

    Before the column `once` is filled the record is no fact.
    """

    name: str
    record: type[Base]
    columns: tuple[str, ...]
    make: Callable[..., Any]
    once: str = ""

    def chosen(self) -> list[Any]:
        """Whose record it is, and then its columns."""
        return [getattr(self.record, name) for name in ("episode_id", *self.columns)]


def _medication(
    number: int, name: str, detected: list[str], start: Any, end: Any, moud: bool
) -> known.MedicationFacts:
    substances = frozenset(Substance(key) for key in detected or ())
    return known.MedicationFacts(number, name, substances, start, end, moud)


def _status(number: int, status: Any, start: Any, end: Any) -> known.StatusFacts:
    return known.StatusFacts(status, start, end, id=number)


def _milestone(number: int, key: str, on: date, by: str) -> known.MilestoneFacts:
    return known.MilestoneFacts(number, key, on, bool(by))


def _legal_event(
    number: int,
    kind: LegalEventKind,
    on: date,
    end: date | None,
    level: Any,
    own: bool,
    text: str,
    told: date | None,
) -> known.LegalFacts:
    return known.LegalFacts(number, kind, on, end, level, own, text, told_on=told)


def _bench_warrant(
    number: int, issued: date, served: date | None, recalled: date | None
) -> known.LegalFacts:
    kind, ended = LegalEventKind.WARRANT, served or recalled
    return known.LegalFacts(number, kind, issued, ended, record=Warrant.__tablename__)


def _extension(
    number: int, phase: str, on: date, amount: str, by: str, reason: str
) -> known.ExtensionFacts:
    return known.ExtensionFacts(number, phase, on, parse_amount(amount), by, reason)


ROOMS: tuple[Room, ...] = (
    Room("statuses", StatusSpan, ("id", "status", "started_on", "ended_on"), _status),
    Room("stays", PhaseStay, ("id", "phase", "entered_on", "left_on"), known.PhaseStayFacts),
    Room(
        "medications",
        Medication,
        ("id", "name", "detected_as", "started_on", "ended_on", "moud"),
        _medication,
    ),
    Room(
        "responses",
        Response,
        ("id", "family", "title", "given_on", "jail_days", "magnitude", "behavior_on"),
        known.ResponseFacts,
    ),
    Room(
        "sessions",
        AttendanceLine,
        ("id", "held_on", "kind", "attendance", "minutes", "provider"),
        known.SessionFacts,
    ),
    Room("milestones", Milestone, ("id", "key", "done_on", "verified_by"), _milestone),
    Room("ledger", FeeEntry, ("id", "debt", "kind", "entered_on", "cents"), known.LedgerFacts),
    Room("plans", PaymentPlan, ("id", "debt", "started_on", "ended_on"), known.PlanFacts),
    Room(
        "work",
        WorkSpell,
        (
            "id",
            "kind",
            "started_on",
            "ended_on",
            "hours",
            "verified_on",
            "place",
            "taxed",
            "approved",
        ),
        known.WorkFacts,
    ),
    Room(
        "decisions",
        Decision,
        ("id", "requirement", "by", "decided_on", "granted"),
        known.DecisionFacts,
    ),
    Room("waivers", Waiver, ("id", "requirement", "waived_on", "by", "reason"), known.WaiverFacts),
    Room(
        "treatments",
        TreatmentEpisode,
        ("id", "provider", "level", "started_on", "ended_on"),
        known.TreatmentFacts,
    ),
    Room(
        "contacts",
        Contact,
        ("id", "contacted_on", "mode", "person", "reached", "minutes"),
        known.ContactFacts,
    ),
)

SELDOM: tuple[Room, ...] = (
    Room(
        "legal",
        LegalEvent,
        ("id", "kind", "happened_on", "ended_on", "level", "program_case", "text", "told_on"),
        _legal_event,
    ),
    Room(
        "legal",
        Warrant,
        ("id", "issued_on", "served_on", "recalled_on"),
        _bench_warrant,
        once="issued_on",
    ),
    Room("infractions", Infraction, ("id", "kind", "happened_on", "text"), known.InfractionFacts),
    Room(
        "alerts",
        DeviceAlert,
        ("id", "kind", "happened_on", "state", "answered_on", "text"),
        known.AlertFacts,
    ),
    Room(
        "service",
        ServiceEntry,
        ("id", "served_on", "hours", "sanction", "approved", "pays", "text"),
        known.ServiceFacts,
    ),
    Room(
        "conditions",
        Condition,
        ("id", "key", "started_on", "ended_on", "kind", "approved", "efforts", "text"),
        known.ConditionFacts,
    ),
    Room("items", Item, ("id", "key", "handed_in_on", "checked"), known.ItemFacts),
    Room("points", PointEntry, ("id", "given_on", "points", "text"), known.PointFacts),
    Room(
        "abilities",
        AbilityFinding,
        ("id", "started_on", "ended_on", "debt", "cents_per_month", "by"),
        known.AbilityFacts,
    ),
    Room(
        "overrides",
        Override,
        ("id", "requirement", "ordered_on", "field", "value", "by", "reason"),
        known.OverrideFacts,
    ),
    Room(
        "extensions",
        Extension,
        ("id", "phase", "ordered_on", "amount", "by", "reason"),
        _extension,
    ),
)

FACT_KINDS = frozenset(room.record.__tablename__ for room in (*ROOMS, *SELDOM)) | {
    "ceremony",
    "court_session",
    "docket_entry",
    "episode",
    "program_version",
    "specimen",
    "specimen_result",
}
"""The kinds of record on which a finding may rest."""
