"""What a court's handbook asks, as plain values: phases, requirements, the sober clock's policy.

A program is data. It is read from a program file (exchange/program_files.py), kept as a dated
version (records/programs.py) and judged by rules/. Nothing here decides anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from drugcourt.domain.dates import Amount
from drugcourt.domain.terms import (
    CaseOutcome,
    ChargeLevel,
    DebtKind,
    DecisionBy,
    EpisodeStatus,
    LegalTrack,
    LevelOfCare,
    SessionKind,
    WorkKind,
)
from drugcourt.domain.tone import Term


class Since(Term):
    """Where a span of time begins to count."""

    PHASE = "phase", "entry to the phase"
    ADMISSION = "admission", "admission"


class FreeOf(Term):
    """What a window has to be free of."""

    ANY_SANCTION = "any_sanction", "sanction"
    JAIL_SANCTION = "jail_sanction", "jail sanction"
    UNEXCUSED_ABSENCE = "unexcused_absence", "unexcused absence"
    MISSED_TEST = "missed_test", "missed test"


class Completes(Term):
    """Which day completes a span: its last day, or the day after it has passed in full."""

    LAST_DAY = "last_day", "the span's last day"
    DAY_AFTER = "day_after", "the day after the span has passed in full"


# The kinds of requirement -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Elapsed:
    """At least `least` since phase entry or admission; days in `without` statuses do not count.

    `most` is the upper end, where the court wrote one: passing it warns, it never blocks.
    """

    least: Amount
    since: Since = Since.PHASE
    without: frozenset[EpisodeStatus] = frozenset()
    most: Amount | None = None


@dataclass(frozen=True, slots=True)
class Sober:
    """`least` sober days in a row up to the day asked, by the program's sober clock.

    With `within_phase` only days since entry to the phase count; otherwise days carry over.
    """

    least: Amount
    within_phase: bool = False


@dataclass(frozen=True, slots=True)
class FreeWindow:
    """The last `least` free of something, up to the day asked; `within_phase` as in `Sober`."""

    of: FreeOf
    least: Amount
    within_phase: bool = False
    kinds: frozenset[SessionKind] = frozenset()


@dataclass(frozen=True, slots=True)
class AttendRate:
    """At least `n` kept sessions of the kinds in every seven days, on average since `since`.

    Weeks are counted back from the day asked over `over` (whole weeks only; a shorter history
    is judged by the whole weeks there are). Excused sessions count as kept if `excused_counts`.
    """

    kinds: frozenset[SessionKind]
    n: int
    per: Amount
    over: Amount | None = None
    excused_counts: bool = False


@dataclass(frozen=True, slots=True)
class AttendAll:
    """No unexcused absence from the kinds, since phase entry or over the last `over`."""

    kinds: frozenset[SessionKind]
    over: Amount | None = None
    late_is_absent: bool = False


@dataclass(frozen=True, slots=True)
class AttendShare:
    """At least `percent` of the sessions due kept, since phase entry or over the last `over`."""

    kinds: frozenset[SessionKind]
    percent: int
    over: Amount | None = None


@dataclass(frozen=True, slots=True)
class AttendCount:
    """`n` kept sessions of the kinds in total, since phase entry or admission."""

    kinds: frozenset[SessionKind]
    n: int
    since: Since = Since.PHASE


@dataclass(frozen=True, slots=True)
class MilestoneDone:
    """The milestone with this key is done (in any phase); `count` for those done several times."""

    milestone: str


@dataclass(frozen=True, slots=True)
class LedgerSettled:
    """The named debts are paid, or (with `plan_counts`) a payment plan is in force.

    Waived amounts count as settled. `begun` asks only for a first payment or a signed plan.
    """

    debts: frozenset[DebtKind]
    plan_counts: bool = False
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Working:
    """Work or school of the given kinds today; `hours` a week held for the last `over`."""

    kinds: frozenset[WorkKind]
    hours: int | None = None
    over: Amount | None = None
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """A person's decision; never computed. `since_phase`: given during this stay in the phase."""

    by: DecisionBy
    since_phase: bool = True


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Requirement, ...]


Rule = (
    Elapsed
    | Sober
    | FreeWindow
    | AttendRate
    | AttendAll
    | AttendShare
    | AttendCount
    | MilestoneDone
    | LedgerSettled
    | Working
    | Decided
    | AllOf
    | AnyOf
)


@dataclass(frozen=True, slots=True)
class OnlyIf:
    """When a requirement applies; an empty set or None asks nothing."""

    tracks: frozenset[LegalTrack] = frozenset()
    charge_levels: frozenset[ChargeLevel] = frozenset()
    settings: frozenset[LevelOfCare] = frozenset()
    assigned: str | None = None


@dataclass(frozen=True, slots=True)
class Requirement:
    """One sentence of the handbook: a stable key, its words, its source, and the rule behind it."""

    key: str
    text: str
    basis: str
    rule: Rule
    only_if: OnlyIf | None = None


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase. `advance` is what it takes to leave it; the last phase leads to graduation."""

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


# The sober clock --------------------------------------------------------------------------------


class SoberEvent(Term):
    """What may happen on a day that a court's sober-time rule speaks about."""

    POSITIVE = "positive", "Positive test"
    EXPECTED_POSITIVE = "expected_positive", "Positive explained by a prescription"
    PENDING = "pending", "Positive, confirmation pending"
    RESIDUAL = "residual", "Positive, residual from before entry"
    MISSED = "missed", "Missed test"
    EXCUSED = "excused", "Missed test, excused"
    REFUSED = "refused", "Refused test"
    UNABLE = "unable", "Unable to provide"
    DILUTE = "dilute", "Dilute specimen"
    TAMPERED = "tampered", "Adulterated or substituted specimen"
    INVALID = "invalid", "Invalid specimen"
    ADMITTED = "admitted", "Use admitted"


class Effect(Term):
    RESET = "reset", "starts the count again"
    NOTHING = "nothing", "does not touch the count"


class NewCount(Term):
    """The first day of the new count after an event that starts it again."""

    SAME_DAY = "same_day", "the day of the event"
    DAY_AFTER = "day_after", "the day after the event"


@dataclass(frozen=True, slots=True)
class SoberPolicy:
    """What each event does to sober time; every event has an effect and an origin."""

    effects: dict[SoberEvent, Effect]
    new_count: NewCount = NewCount.DAY_AFTER
    pending_resets: bool = True
    origin: str = ""

    def effect(self, event: SoberEvent) -> Effect:
        """The effect of an event; what the handbook does not name touches nothing."""
        return self.effects.get(event, Effect.NOTHING)


@dataclass(frozen=True, slots=True)
class MilestoneKind:
    """One thing done once, as the handbook names it; `requires` names a prerequisite key."""

    key: str
    title: str
    basis: str = ""


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

    def phase(self, key: str) -> Phase | None:
        """The phase with this key, or None."""
        return next((phase for phase in self.phases if phase.key == key), None)

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
