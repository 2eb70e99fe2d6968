"""How plain facts are kept as rows of the records: the way back from what `facts` gathers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from drugcourt.domain import facts as known
from drugcourt.domain.episodes import EXIT_STATUSES, EpisodeStatus, ExitReason
from drugcourt.domain.responses import Magnitude
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

Row = dict[str, Any]
SEEN = "A file of facts"  # stands where a record wants the name of whoever verified it


@dataclass(frozen=True, slots=True)
class FactRoom:
    """One tuple of the facts, the record that keeps it, and the row of one fact."""

    name: str
    record: type[Base]
    row: Callable[[Any], Row]


def ending(
    facts: known.ParticipantFacts, reason: ExitReason | None
) -> tuple[EpisodeStatus, ExitReason | None]:
    """The latest status, and why the episode ended; a graduation is a completed program."""
    last = max(facts.statuses, key=lambda span: (span.start, span.id), default=None)
    status = EpisodeStatus.ACTIVE if last is None else last.status
    if status not in EXIT_STATUSES:
        return status, None
    usual = ExitReason.COMPLETED if status is EpisodeStatus.GRADUATED else ExitReason.OTHER
    return status, reason or usual


def specimen_rows(
    numbers: Iterable[int], owners: Iterable[tuple[int, known.SpecimenFacts]]
) -> tuple[list[Row], list[Row]]:
    """Rows of the tests and of their results, tied by the numbers given."""
    specimens, results = [], []
    for number, (episode_id, test) in zip(numbers, owners, strict=True):
        specimens.append(
            {
                "id": number,
                "episode_id": episode_id,
                "collected_on": test.on,
                "status": test.status,
                "validity": test.validity,
                "excused": test.excused,
                "matrix": test.matrix,
                "late": test.late,
                "disputed": test.disputed,
            }
        )
        results += [
            {
                "specimen_id": number,
                "substance": result.substance,
                "result": result.result,
                "confirmation": result.confirmation,
                "explanation": result.explanation,
                "confirmed_on": result.confirmed_on,
            }
            for result in test.results
        ]
    return specimens, results


def hearing_rows(
    owners: Iterable[tuple[int, known.HearingFacts]], kept: Mapping[date, int], first: int
) -> tuple[list[Row], list[Row]]:
    """Rows of new sittings (numbered from `first`) and of the hearings held in them.

    `kept` are sittings that the court has already. Somebody heard twice on a day was heard in two
    sittings, since a sitting hears a person once.
    """
    numbers = count(first)
    sittings: dict[tuple[date, int], int] = {(day, 1): number for day, number in kept.items()}
    sessions, entries = [], []
    heard: dict[tuple[int, date], int] = {}
    for episode_id, hearing in owners:
        turn = heard[episode_id, hearing.on] = heard.get((episode_id, hearing.on), 0) + 1
        place = (hearing.on, turn)
        if place not in sittings:
            sittings[place] = next(numbers)
            docket = "Adult drug court" if turn == 1 else f"Adult drug court, sitting {turn}"
            sessions.append({"id": sittings[place], "held_on": hearing.on, "docket": docket})
        entries.append(
            {
                "episode_id": episode_id,
                "session_id": sittings[place],
                "attendance": hearing.attendance,
            }
        )
    return sessions, entries


def _named(**columns: str) -> Callable[[Any], Row]:
    """A row whose columns are the fact's own values under the names given."""
    return lambda fact: {column: getattr(fact, name) for column, name in columns.items()}


def _medication(fact: known.MedicationFacts) -> Row:
    return {
        "name": fact.name,
        "detected_as": sorted(str(substance) for substance in fact.detected_as),
        "moud": fact.moud,
        "started_on": fact.start,
        "ended_on": fact.end,
    }


def _response(fact: known.ResponseFacts) -> Row:
    return {
        "family": fact.family,
        "title": fact.title,
        "magnitude": fact.magnitude or Magnitude.LOW,
        "given_on": fact.on,
        "behavior_on": fact.infraction_on,
        "jail_days": fact.jail_days,
    }


def _milestone(fact: known.MilestoneFacts) -> Row:
    return {
        "key": fact.key,
        "done_on": fact.done_on,
        "verified_by": SEEN if fact.verified else "",
    }


def _extension(fact: known.ExtensionFacts) -> Row:
    return {
        "phase": fact.phase,
        "ordered_on": fact.on,
        "amount": str(fact.amount),
        "by": fact.by,
        "reason": fact.reason,
    }


_SPAN = {"started_on": "start", "ended_on": "end"}

ROOMS: tuple[FactRoom, ...] = (
    FactRoom("statuses", StatusSpan, _named(status="status", **_SPAN)),
    FactRoom("stays", PhaseStay, _named(phase="phase", entered_on="entered", left_on="left")),
    FactRoom("medications", Medication, _medication),
    FactRoom("responses", Response, _response),
    FactRoom(
        "sessions",
        AttendanceLine,
        _named(
            held_on="on",
            kind="kind",
            attendance="attendance",
            minutes="minutes",
            provider="provider",
        ),
    ),
    FactRoom("milestones", Milestone, _milestone),
    FactRoom("ledger", FeeEntry, _named(debt="debt", kind="kind", entered_on="on", cents="cents")),
    FactRoom("plans", PaymentPlan, _named(debt="debt", **_SPAN)),
    FactRoom(
        "work",
        WorkSpell,
        _named(
            kind="kind",
            hours="hours",
            verified_on="verified_on",
            place="place",
            taxed="taxed",
            approved="approved",
            **_SPAN,
        ),
    ),
    FactRoom(
        "decisions",
        Decision,
        _named(requirement="requirement", by="by", decided_on="on", granted="granted"),
    ),
    FactRoom(
        "waivers",
        Waiver,
        _named(requirement="requirement", waived_on="on", by="by", reason="reason"),
    ),
    FactRoom("treatments", TreatmentEpisode, _named(provider="provider", level="level", **_SPAN)),
    FactRoom(
        "contacts",
        Contact,
        _named(
            contacted_on="on", mode="mode", person="person", reached="reached", minutes="minutes"
        ),
    ),
    FactRoom(
        "legal",
        LegalEvent,
        _named(
            kind="kind",
            happened_on="on",
            ended_on="end",
            level="level",
            program_case="program_case",
            text="text",
        ),
    ),
    FactRoom("infractions", Infraction, _named(kind="kind", happened_on="on", text="text")),
    FactRoom(
        "alerts",
        DeviceAlert,
        _named(
            kind="kind", happened_on="on", state="state", answered_on="answered_on", text="text"
        ),
    ),
    FactRoom(
        "service",
        ServiceEntry,
        _named(
            served_on="on",
            hours="hours",
            sanction="sanction",
            approved="approved",
            pays="pays",
            text="text",
        ),
    ),
    FactRoom(
        "conditions",
        Condition,
        _named(
            key="key", kind="kind", approved="approved", efforts="efforts", text="text", **_SPAN
        ),
    ),
    FactRoom("items", Item, _named(key="key", handed_in_on="on", checked="checked")),
    FactRoom("points", PointEntry, _named(given_on="on", points="points", text="text")),
    FactRoom(
        "abilities",
        AbilityFinding,
        _named(debt="debt", cents_per_month="cents_per_month", by="by", **_SPAN),
    ),
    FactRoom(
        "overrides",
        Override,
        _named(
            requirement="requirement",
            field="field",
            value="value",
            ordered_on="on",
            by="by",
            reason="reason",
        ),
    ),
    FactRoom("extensions", Extension, _extension),
)
