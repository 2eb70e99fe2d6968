"""Facts and a small program that are valid by default; tests name only what they are about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Any

from drugcourt.domain.dates import Amount, Unit
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.facts import (
    DecisionFacts,
    LedgerFacts,
    MedicationFacts,
    MilestoneFacts,
    ParticipantFacts,
    PhaseStayFacts,
    PlanFacts,
    ResponseFacts,
    ResultFacts,
    SessionFacts,
    SpecimenFacts,
    StatusFacts,
    WaiverFacts,
    WorkFacts,
)
from drugcourt.domain.fees import DebtKind, FeeKind
from drugcourt.domain.program import (
    AttendAll,
    Decided,
    Effect,
    Elapsed,
    FreeOf,
    FreeWindow,
    LedgerSettled,
    MilestoneDone,
    OnlyIf,
    Phase,
    Program,
    Requirement,
    Rule,
    Sober,
    SoberEvent,
    SoberPolicy,
)
from drugcourt.domain.responses import ResponseFamily
from drugcourt.domain.rule_terms import DecisionBy
from drugcourt.domain.specimens import (
    AnalyteResult,
    CollectionStatus,
    Confirmation,
    Explanation,
    Substance,
)
from drugcourt.domain.supervision import WorkKind
from drugcourt.domain.treatment import Attendance, SessionKind

_numbers = count(1)
ADMITTED = date(2026, 2, 10)


def days(n: int) -> Amount:
    return Amount(n, Unit.DAY)


def weeks(n: int) -> Amount:
    return Amount(n, Unit.WEEK)


def months(n: int) -> Amount:
    return Amount(n, Unit.MONTH)


def years(n: int) -> Amount:
    return Amount(n, Unit.YEAR)


def later(start: date, n: int) -> date:
    return start + timedelta(days=n)


# Facts ------------------------------------------------------------------------------------------


def participant(
    admitted_on: date = ADMITTED, *, phase: str | None = "one", **wanted: Any
) -> ParticipantFacts:
    """Admitted, active and in the first phase since that day, unless told otherwise."""
    made: dict[str, Any] = {
        "episode_id": 1,
        "statuses": (StatusFacts(EpisodeStatus.ACTIVE, admitted_on),),
        "stays": () if phase is None else (stay(phase, admitted_on),),
    }
    return ParticipantFacts(admitted_on=admitted_on, **{**made, **wanted})


def stay(phase: str, entered: date, left: date | None = None) -> PhaseStayFacts:
    return PhaseStayFacts(next(_numbers), phase, entered, left)


def status(kind: EpisodeStatus, start: date, end: date | None = None) -> StatusFacts:
    return StatusFacts(kind, start, end, next(_numbers))


def result(
    substance: Substance = Substance.THC,
    said: AnalyteResult = AnalyteResult.NEGATIVE,
    confirmation: Confirmation = Confirmation.NONE,
    explanation: Explanation = Explanation.NONE,
    confirmed_on: date | None = None,
) -> ResultFacts:
    return ResultFacts(substance, said, confirmation, explanation, confirmed_on)


def positive(
    substance: Substance = Substance.THC,
    confirmation: Confirmation = Confirmation.NONE,
    explanation: Explanation = Explanation.NONE,
    confirmed_on: date | None = None,
) -> ResultFacts:
    return result(substance, AnalyteResult.POSITIVE, confirmation, explanation, confirmed_on)


def specimen(on: date, *results: ResultFacts, **wanted: Any) -> SpecimenFacts:
    """Collected and negative for THC, unless told otherwise."""
    made: dict[str, Any] = {"id": next(_numbers), "status": CollectionStatus.COLLECTED}
    return SpecimenFacts(on=on, results=results or (result(),), **{**made, **wanted})


def missed_test(on: date, *, excused: bool = False) -> SpecimenFacts:
    return SpecimenFacts(next(_numbers), on, CollectionStatus.MISSED, excused=excused)


def medication(
    start: date,
    end: date | None = None,
    substances: Iterable[Substance] = (Substance.BUPRENORPHINE,),
    name: str = "buprenorphine",
) -> MedicationFacts:
    return MedicationFacts(next(_numbers), name, frozenset(substances), start, end)


def sanction(on: date, title: str = "Essay", jail_days: int = 0) -> ResponseFacts:
    return ResponseFacts(next(_numbers), ResponseFamily.SANCTION, title, on, jail_days)


def incentive(on: date, title: str = "Certificate") -> ResponseFacts:
    return ResponseFacts(next(_numbers), ResponseFamily.INCENTIVE, title, on)


def session(
    on: date,
    attendance: Attendance = Attendance.ATTENDED,
    kind: SessionKind = SessionKind.GROUP,
) -> SessionFacts:
    return SessionFacts(next(_numbers), on, kind, attendance)


def milestone(key: str, done_on: date, *, verified: bool = False) -> MilestoneFacts:
    return MilestoneFacts(next(_numbers), key, done_on, verified)


def entry(
    kind: FeeKind, on: date, cents: int, debt: DebtKind = DebtKind.PROGRAM_FEES
) -> LedgerFacts:
    return LedgerFacts(next(_numbers), debt, kind, on, cents)


def plan(start: date, end: date | None = None, debt: DebtKind = DebtKind.PROGRAM_FEES) -> PlanFacts:
    return PlanFacts(next(_numbers), debt, start, end)


def job(start: date, end: date | None = None, **wanted: Any) -> WorkFacts:
    made: dict[str, Any] = {"kind": WorkKind.JOB, "hours": 40.0}
    return WorkFacts(id=next(_numbers), start=start, end=end, **{**made, **wanted})


def decision(
    requirement: str, on: date, *, granted: bool = True, by: DecisionBy = DecisionBy.TEAM
) -> DecisionFacts:
    return DecisionFacts(next(_numbers), requirement, by, on, granted)


def waiver(
    requirement: str, on: date, by: str = "Judge Whitfield", reason: str = "no income"
) -> WaiverFacts:
    return WaiverFacts(next(_numbers), requirement, on, by, reason)


# The program ------------------------------------------------------------------------------------


def requirement(
    rule: Rule, key: str = "asked", text: str = "What is asked", only_if: OnlyIf | None = None
) -> Requirement:
    return Requirement(key, text, "Handbook of January 2025, phase 1", rule, only_if)


STRICT = SoberPolicy(
    effects={
        SoberEvent.POSITIVE: Effect.RESET,
        SoberEvent.MISSED: Effect.RESET,
        SoberEvent.REFUSED: Effect.RESET,
        SoberEvent.TAMPERED: Effect.RESET,
        SoberEvent.ADMITTED: Effect.RESET,
    },
    origin="A test court's handbook",
)


def program(*asked: Requirement, sober: SoberPolicy = STRICT, **wanted: Any) -> Program:
    """Two phases, `one` asking what the test asks and `two` nothing; no graduation list."""
    made: dict[str, Any] = {
        "key": "test",
        "name": "Test court",
        "version": "January 2025",
        "effective": date(2025, 1, 1),
        "phases": (Phase("one", "First steps", tuple(asked)), Phase("two", "Steady", ())),
        "graduation": (),
    }
    return Program(sober=sober, **{**made, **wanted})


def five_phases(**wanted: Any) -> Program:
    """A whole handbook of the five-phase pattern, in small."""
    names = ("Acute", "Clinical", "Pro-social", "Adaptive", "Continuing care")
    asked = ((60, 14), (90, 30), (90, 45), (90, 60), (90, 90))
    phases = tuple(
        Phase(
            key=f"p{number}",
            name=name,
            advance=(
                requirement(Elapsed(days(least)), f"p{number}.time", f"{least} days in the phase"),
                requirement(Sober(days(sober)), f"p{number}.sober", f"{sober} sober days in a row"),
                requirement(
                    FreeWindow(FreeOf.ANY_SANCTION, days(30)), f"p{number}.free", "No sanction"
                ),
                requirement(
                    AttendAll(frozenset({SessionKind.GROUP}), over=days(28)),
                    f"p{number}.attend",
                    "No unexcused absence in 28 days",
                ),
                requirement(Decided(DecisionBy.TEAM), f"p{number}.team", "The team recommends"),
            ),
        )
        for number, (name, (least, sober)) in enumerate(zip(names, asked, strict=True), start=1)
    )
    graduation = (
        requirement(Sober(days(90)), "g.sober", "90 sober days in a row"),
        requirement(MilestoneDone("project"), "g.project", "Community project"),
        requirement(
            LedgerSettled(frozenset({DebtKind.PROGRAM_FEES}), plan_counts=True), "g.fees", "Fees"
        ),
        requirement(Decided(DecisionBy.JUDGE), "g.judge", "The judge allows"),
    )
    made: dict[str, Any] = {"phases": phases, "graduation": graduation}
    return replace(program(), **{**made, **wanted})
