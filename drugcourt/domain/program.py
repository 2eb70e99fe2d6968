"""What a court's handbook says, as plain values: phases, their requirements, the sober policy.

A program is data. It is read from a program file (exchange/programs/files.py), kept as a dated
version (records/programs.py) and judged by rules/. Nothing here decides anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from drugcourt.domain.attending import AttendAll, AttendCount, AttendRate, AttendShare, HandedIn
from drugcourt.domain.cases import CaseOutcome, LegalTrack
from drugcourt.domain.dates import Amount, WeekdayOfMonth
from drugcourt.domain.kinds import (
    Ceremony,
    Decided,
    Elapsed,
    FreeWindow,
    LedgerSettled,
    MilestoneDone,
    Points,
    Served,
    Sober,
    Stands,
    Together,
    Working,
)
from drugcourt.domain.requirements import (
    AllOf,
    AnyOf,
    NOf,
    NumberBy,
    OnlyIf,
    PhaseTasks,
    Requirement,
    Rule,
)
from drugcourt.domain.rule_terms import DatedBy, FreeOf, ShortPeriod, Since, SoberMode, Standing
from drugcourt.domain.sober import Effect, NewCount, SoberEvent, SoberPolicy, SoberRule
from drugcourt.domain.supervision import ContactRate
from drugcourt.domain.tone import Term
from drugcourt.domain.treatment import LevelOfCare

__all__ = [
    "AllOf",
    "AnyOf",
    "AttendAll",
    "AttendCount",
    "AttendRate",
    "AttendShare",
    "Ceremony",
    "Completes",
    "DatedBy",
    "Decided",
    "Demotion",
    "Effect",
    "Elapsed",
    "FreeOf",
    "FreeWindow",
    "HandedIn",
    "LedgerSettled",
    "MilestoneDone",
    "MilestoneKind",
    "NOf",
    "NewCount",
    "NumberBy",
    "OnlyIf",
    "Phase",
    "PhaseTasks",
    "Points",
    "Program",
    "Requirement",
    "ResponseItem",
    "Rule",
    "Served",
    "ShortPeriod",
    "Since",
    "Sober",
    "SoberEvent",
    "SoberMode",
    "SoberPolicy",
    "SoberRule",
    "Standing",
    "Stands",
    "Together",
    "TrackOutcome",
    "Working",
    "with_parts",
]


class Completes(Term):
    """Which day completes a span: its last day, or the day after it has passed in full."""

    LAST_DAY = "last_day", "the span's last day"
    DAY_AFTER = "day_after", "the day after the span has passed in full"


class Demotion(Term):
    """What becomes of the time in a phase when somebody comes back to it."""

    RESTARTS = "restarts", "starts again"
    RESUMES = "resumes", "goes on where it stopped"


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase. `advance` is what it takes to leave it; the last phase leads to graduation.

    A phase with `only_if` is done by those people only, an `optional` one by those to whom its key
    is assigned; others pass it by. `sober_days` is the count at which the phase begins, where a
    handbook ties phases to sober days. `hearing_by` gives the interval by level of care,
    `hearing_on` days such as "1st friday"; together with `hearing_every` that weekday after each
    interval (every other Friday). `hearings_per_month` and the tests a week are the lower end
    where `..._most` gives an upper one. `contact_rates` is what supervision is held to; `contacts`
    says in words what no number says.
    """

    key: str
    name: str
    advance: tuple[Requirement, ...]
    basis: str = ""
    purpose: str = ""
    hearing_every: Amount | None = None
    tests_per_week: float | None = None
    meetings_per_week: int | None = None
    treatment_hours_per_week: float | None = None
    contacts: str = ""
    duties: tuple[str, ...] = ()
    optional: bool = False
    only_if: OnlyIf | None = None
    sober_days: int | None = None
    hearing_by: dict[LevelOfCare, Amount] = field(default_factory=dict)
    hearing_on: tuple[WeekdayOfMonth, ...] = ()
    curfew: str = ""
    hearings_per_month: int | None = None
    hearings_per_month_most: int | None = None
    tests_per_week_most: float | None = None
    contact_rates: tuple[ContactRate, ...] = ()


@dataclass(frozen=True, slots=True)
class MilestoneKind:
    """One thing done once, as the handbook names it; `requires` names prerequisites by key."""

    key: str
    title: str
    basis: str = ""
    requires: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TrackOutcome:
    """What graduation does to a case on one legal track."""

    track: LegalTrack
    outcome: CaseOutcome
    basis: str = ""


@dataclass(frozen=True, slots=True)
class ResponseItem:
    """One line of the court's catalogue of responses: family and magnitude are stable keys."""

    family: str
    title: str
    magnitude: str
    jail: bool = False


@dataclass(frozen=True, slots=True)
class Program:
    """A whole handbook, one dated version of it."""

    key: str
    name: str
    version: str
    effective: date
    phases: tuple[Phase, ...]
    graduation: tuple[Requirement, ...]
    sober: SoberPolicy
    milestones: tuple[MilestoneKind, ...] = ()
    outcomes: tuple[TrackOutcome, ...] = ()
    responses: tuple[ResponseItem, ...] = ()
    kind: str = "adult_drug"
    state: str = ""
    sources: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    month_days: int | None = None
    completes: Completes = Completes.DAY_AFTER
    record_check_days: int | None = None
    demotion: Demotion = Demotion.RESTARTS
    ceremonies: tuple[date, ...] = ()
    holidays: frozenset[date] = frozenset()
    options: dict[str, bool] = field(default_factory=dict)

    def phase(self, key: str) -> Phase | None:
        """The phase with this key, or None."""
        return next((phase for phase in self.phases if phase.key == key), None)

    @property
    def first(self) -> Phase:
        """The phase with which people begin: the first that everybody does."""
        asked = (p for p in self.phases if not p.optional and p.only_if is None)
        return next(asked, self.phases[0])

    def index(self, key: str) -> int:
        """Zero-based place of a phase; raises ValueError for a key the program does not have."""
        return [phase.key for phase in self.phases].index(key)

    def number(self, key: str) -> int | None:
        """The place of a phase as staff count, from 1; None for a key the program does not have."""
        return self.index(key) + 1 if self.phase(key) is not None else None

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """Every requirement, phase by phase, then those of graduation."""
        return (*(r for phase in self.phases for r in phase.advance), *self.graduation)

    def after(self, key: str) -> Phase | None:
        """The next phase, or None after the last one."""
        place = self.index(key) + 1
        return self.phases[place] if place < len(self.phases) else None

    def before(self, key: str) -> Phase | None:
        """The earlier phase, or None before the first one."""
        place = self.index(key)
        return self.phases[place - 1] if place else None

    def milestone_title(self, key: str) -> str:
        """The handbook's words for a milestone; the key itself where it has none."""
        return next((m.title for m in self.milestones if m.key == key), key)

    def outcome_for(self, track: LegalTrack) -> TrackOutcome | None:
        """What graduation does to a case on this track, if the handbook says."""
        return next((item for item in self.outcomes if item.track is track), None)


def with_parts(asked: Iterable[Requirement]) -> Iterator[Requirement]:
    """Requirements with the parts of the all-ofs, any-ofs and n-ofs among them."""
    for requirement in asked:
        yield requirement
        if isinstance(requirement.rule, AllOf | AnyOf | NOf):
            yield from with_parts(requirement.rule.parts)
