"""Which words a file of lives has for events, and the fact that each of them stands for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from drugcourt.domain import facts as known
from drugcourt.domain.cases import ChargeLevel
from drugcourt.domain.conduct import InfractionKind, LegalEventKind
from drugcourt.domain.devices import AlertKind, AlertState
from drugcourt.domain.episodes import EXIT_STATUSES, OPEN_STATUSES, EpisodeStatus, ExitReason
from drugcourt.domain.fees import DebtKind, FeeKind
from drugcourt.domain.hearings import HearingAttendance
from drugcourt.domain.program import AllOf, AnyOf, NOf, Program, Requirement
from drugcourt.domain.responses import Magnitude, ResponseFamily
from drugcourt.domain.rule_terms import DecisionBy
from drugcourt.domain.specimens import CollectionStatus, Confirmation, Substance
from drugcourt.domain.supervision import ContactMode, ContactWith, WorkKind
from drugcourt.domain.treatment import Attendance, LevelOfCare, SessionKind
from drugcourt.exchange.scenarios import values
from drugcourt.exchange.scenarios.specimens import TEST_WORDS

Read = Callable[[Any], Any]
MOST_HOURS = 10_000.0


@dataclass(frozen=True, slots=True)
class Told:
    """One event as read: its number, its days, the word's own value, and what stands beside it."""

    number: int
    on: date
    until: date | None
    value: Any
    more: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class More:
    """What may stand beside a word; `default` where it is left out, unless it is `needed`."""

    read: Read
    default: Any = None
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """One word: how its value is read, what may stand beside it, and the fact that it makes.

    `room` names the tuple of ParticipantFacts that the fact goes into; `lasts` allows `until`,
    `once` forbids repeating.
    """

    room: str
    value: Read
    make: Callable[[Told], Any]
    more: Mapping[str, More] = field(default_factory=dict)
    lasts: bool = False
    once: bool = False


def vocabulary(program: Program | None, panel: tuple[Substance, ...]) -> dict[str, Kind]:
    """Every word for an event. With a program its keys are checked."""
    phases = requirements = milestones = None
    if program is not None:
        phases = [phase.key for phase in program.phases]
        requirements = requirement_keys(program)
        milestones = [milestone.key for milestone in program.milestones]
    phase = values.known_key(phases, "phase")
    requirement = values.known_key(requirements, "requirement")
    tests = {
        word: Kind("specimens", read(panel), _specimen(status), _mores(more))
        for word, (status, read, more) in TEST_WORDS.items()
    }
    return {
        **tests,
        **_PLAIN,
        "phase": Kind("stays", phase, _itself, lasts=True, once=True),
        "milestone": Kind(
            "milestones",
            values.known_key(milestones, "milestone"),
            lambda t: known.MilestoneFacts(t.number, t.value, t.on, **t.more),
            {"verified": More(values.yes_or_no, default=False)},
        ),
        "decision": Kind(
            "decisions",
            requirement,
            lambda t: known.DecisionFacts(t.number, t.value, t.more["by"], t.on, t.more["granted"]),
            {
                "by": More(values.term(DecisionBy), needed=True),
                "granted": More(values.yes_or_no, default=True),
            },
        ),
        "waiver": Kind(
            "waivers",
            requirement,
            lambda t: known.WaiverFacts(t.number, t.value, t.on, **t.more),
            {"by": _NAME, "reason": _REASON},
        ),
        "override": Kind(
            "overrides",
            requirement,
            lambda t: known.OverrideFacts(t.number, t.value, t.on, **t.more),
            {
                "field": More(values.key, needed=True),
                "value": More(values.short_words(100), needed=True),
                "by": _NAME,
                "reason": _REASON,
            },
        ),
        "extension": Kind(
            "extensions",
            phase,
            lambda t: known.ExtensionFacts(
                t.number, t.value, t.on, t.more["time"], t.more["by"], t.more["reason"]
            ),
            {"time": More(values.amount, needed=True), "by": _NAME, "reason": _REASON},
        ),
    }


def requirement_keys(program: Program) -> list[str]:
    """The keys of all requirements, those of their parts among them."""
    return sorted({key for asked in program.requirements for key in _with_parts(asked)})


def _with_parts(asked: Requirement) -> list[str]:
    rule = asked.rule
    parts = rule.parts if isinstance(rule, AllOf | AnyOf | NOf) else ()
    return [asked.key, *(key for part in parts for key in _with_parts(part))]


def _itself(told: Told) -> Told:
    """Stays, statuses and the exit are put together once all of them are known."""
    return told


def _mores(plain: Mapping[str, tuple[Read, Any]]) -> dict[str, More]:
    return {name: More(read, default) for name, (read, default) in plain.items()}


def _specimen(status: CollectionStatus) -> Callable[[Told], known.SpecimenFacts]:
    def make(told: Told) -> known.SpecimenFacts:
        more = dict(told.more)
        confirmed_on = more.pop("confirmed_on", None)
        results = told.value
        if confirmed_on is not None:
            results = tuple(_dated(result, confirmed_on) for result in results)
        return known.SpecimenFacts(told.number, told.on, status, results=results, **more)

    return make


def _dated(result: known.ResultFacts, on: date) -> known.ResultFacts:
    return known.ResultFacts(
        result.substance,
        result.result,
        result.confirmation,
        result.explanation,
        on if result.confirmation in _CAME_BACK else None,
    )


def _response(family: ResponseFamily) -> Kind:
    return Kind(
        "responses",
        values.short_words(200),
        lambda t: known.ResponseFacts(
            t.number,
            family,
            t.value,
            t.on,
            t.more["jail_days"],
            t.more["magnitude"],
            t.more["infraction_on"],
        ),
        {
            "jail_days": More(values.whole(0, 3_660), default=0),
            "magnitude": More(values.term(Magnitude), default=Magnitude.LOW),
            "infraction_on": More(values.day),
        },
    )


def _ledger(kind: FeeKind) -> Kind:
    return Kind(
        "ledger",
        _DEBT,
        lambda t: known.LedgerFacts(t.number, t.value, kind, t.on, _cents(t)),
        {"cents": More(values.cents), "amount": More(values.money)},
    )


def _cents(told: Told) -> Any:
    return told.more["cents"] or told.more["amount"]


def _debt_or_all(value: Any) -> DebtKind | None:
    return None if value == "all" else _DEBT(value)


_CAME_BACK = frozenset({Confirmation.CONFIRMED, Confirmation.NOT_CONFIRMED})
_DEBT = values.term(DebtKind)
_NAME = More(values.short_words(100), needed=True)
_REASON = More(values.words, needed=True)
_TEXT = More(values.words, default="")
_NO = More(values.yes_or_no, default=False)
_PERHAPS = More(values.yes_or_no)
_MINUTES = More(values.whole(0, 1_440))
_PROVIDER = More(values.short_words(200), default="")

_PLAIN: dict[str, Kind] = {
    "status": Kind(
        "statuses",
        values.term(EpisodeStatus, [s for s in EpisodeStatus if s in OPEN_STATUSES]),
        _itself,
        lasts=True,
        once=True,
    ),
    "exit": Kind(
        "exit",
        values.term(
            EpisodeStatus,
            [s for s in EpisodeStatus if s in EXIT_STATUSES - {EpisodeStatus.DECLINED}],
        ),
        _itself,
        {"reason": More(values.term(ExitReason))},
        once=True,
    ),
    "medication": Kind(
        "medications",
        values.short_words(120),
        lambda t: known.MedicationFacts(
            t.number, t.value, frozenset(t.more["shows"]), t.on, t.until, t.more["moud"]
        ),
        {"shows": More(values.many(values.term(Substance)), default=()), "moud": _NO},
        lasts=True,
    ),
    "session": Kind(
        "sessions",
        values.term(SessionKind),
        lambda t: known.SessionFacts(t.number, t.on, t.value, **t.more),
        {
            "attendance": More(values.term(Attendance), default=Attendance.ATTENDED),
            "minutes": _MINUTES,
            "provider": _PROVIDER,
        },
    ),
    "hearing": Kind(
        "hearings",
        values.term(HearingAttendance),
        lambda t: known.HearingFacts(t.number, t.on, t.value),
    ),
    "contact": Kind(
        "contacts",
        values.term(ContactMode),
        lambda t: known.ContactFacts(
            t.number, t.on, t.value, t.more["with"], t.more["reached"], t.more["minutes"]
        ),
        {
            "with": More(values.term(ContactWith), default=ContactWith.CASE_MANAGER),
            "reached": More(values.yes_or_no, default=True),
            "minutes": _MINUTES,
        },
    ),
    "treatment": Kind(
        "treatments",
        values.term(LevelOfCare),
        lambda t: known.TreatmentFacts(t.number, t.more["provider"], t.value, t.on, t.until),
        {"provider": _PROVIDER},
        lasts=True,
    ),
    "sanction": _response(ResponseFamily.SANCTION),
    "incentive": _response(ResponseFamily.INCENTIVE),
    "service_adjustment": _response(ResponseFamily.SERVICE_ADJUSTMENT),
    "charge": _ledger(FeeKind.CHARGE),
    "payment": _ledger(FeeKind.PAYMENT),
    "credit": _ledger(FeeKind.CREDIT),
    "fee_waiver": _ledger(FeeKind.WAIVER),
    "plan": Kind(
        "plans",
        _DEBT,
        lambda t: known.PlanFacts(t.number, t.value, t.on, t.until),
        lasts=True,
    ),
    "ability": Kind(
        "abilities",
        _debt_or_all,
        lambda t: known.AbilityFacts(t.number, t.on, t.until, t.value, _cents(t), t.more["by"]),
        {
            "cents": More(values.cents),
            "amount": More(values.money),
            "by": More(values.short_words(100), default=""),
        },
        lasts=True,
    ),
    "work": Kind(
        "work",
        values.term(WorkKind),
        lambda t: known.WorkFacts(t.number, t.value, t.on, t.until, **t.more),
        {
            "hours": More(values.number(0, 168)),
            "verified_on": More(values.day),
            "place": _PROVIDER,
            "taxed": _PERHAPS,
            "approved": _PERHAPS,
        },
        lasts=True,
    ),
    "service": Kind(
        "service",
        values.number(0.01, MOST_HOURS),
        lambda t: known.ServiceFacts(t.number, t.on, t.value, **t.more),
        {"sanction": _NO, "approved": _NO, "pays": More(_DEBT), "text": _TEXT},
    ),
    "legal": Kind(
        "legal",
        values.term(LegalEventKind),
        lambda t: known.LegalFacts(t.number, t.value, t.on, t.until, **t.more),
        {
            "level": More(values.term(ChargeLevel), default=ChargeLevel.UNKNOWN),
            "program_case": _NO,
            "text": _TEXT,
        },
        lasts=True,
    ),
    "infraction": Kind(
        "infractions",
        values.term(InfractionKind),
        lambda t: known.InfractionFacts(t.number, t.value, t.on, **t.more),
        {"text": _TEXT},
    ),
    "alert": Kind(
        "alerts",
        values.term(AlertKind),
        lambda t: known.AlertFacts(t.number, t.value, t.on, **t.more),
        {
            "state": More(values.term(AlertState), default=AlertState.OPEN),
            "answered_on": More(values.day),
            "text": _TEXT,
        },
    ),
    "condition": Kind(
        "conditions",
        values.key,
        lambda t: known.ConditionFacts(t.number, t.value, t.on, t.until, **t.more),
        {
            "kind": More(values.key, default=""),
            "approved": _NO,
            "efforts": _NO,
            "text": _TEXT,
        },
        lasts=True,
    ),
    "item": Kind(
        "items",
        values.key,
        lambda t: known.ItemFacts(t.number, t.value, t.on, **t.more),
        {"checked": _NO},
    ),
    "points": Kind(
        "points",
        values.whole(-100_000, 100_000),
        lambda t: known.PointFacts(t.number, t.on, t.value, **t.more),
        {"text": _TEXT},
    ),
}
