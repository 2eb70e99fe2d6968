"""What a handbook may ask of a participant, as plain values: one class for each kind of rule.

The kinds are few and each stands for one sort of fact. Numbers that differ between people are
said by exceptions (`Requirement.replaces`), so that each number keeps its own page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from drugcourt.domain.dates import Amount, Unit, WeekdayOfMonth
from drugcourt.domain.money import Cents
from drugcourt.domain.sober import SoberEvent
from drugcourt.domain.terms import (
    ChargeLevel,
    ContactMode,
    ContactWith,
    DebtKind,
    DecisionBy,
    EpisodeStatus,
    LegalTrack,
    LevelOfCare,
    Magnitude,
    SessionKind,
    Substance,
    WorkKind,
)
from drugcourt.domain.tone import Term


class Since(Term):
    """Where a span of time begins to count."""

    PHASE = "phase", "entry to the phase"
    ADMISSION = "admission", "admission"
    EVENT = "event", "the named event"
    SOBER = "sober", "the last start of the sober count"


class FreeOf(Term):
    """What a window has to be free of."""

    ANY_SANCTION = "any_sanction", "sanction"
    JAIL_SANCTION = "jail_sanction", "jail sanction"
    UNEXCUSED_ABSENCE = "unexcused_absence", "unexcused absence"
    MISSED_TEST = "missed_test", "missed test"
    POSITIVE_TEST = "positive_test", "positive test"
    MISSED_HEARING = "missed_hearing", "failure to appear"
    NEW_OFFENCE = "new_offence", "new offence"
    ARREST = "arrest", "arrest"
    CONVICTION = "conviction", "conviction"
    WARRANT = "warrant", "warrant"
    CURFEW_BREACH = "curfew_breach", "curfew breach"
    DEVICE_ALERT = "device_alert", "device alert"
    VIOLATION = "violation", "violation of any sort"


class DatedBy(Term):
    """Which day of a sanction counts."""

    IMPOSED = "imposed", "the day it was imposed"
    INFRACTION = "infraction", "the day of the infraction"


class SoberMode(Term):
    """What is counted as sober time."""

    CONSECUTIVE = "consecutive", "days in a row by the sober clock"
    CUMULATIVE = "cumulative", "days in all, gaps allowed"
    TESTS = "tests", "days in which every test was negative, tests alone looked at"
    PERFECT = "perfect", "days in which every test was attended and negative"


class ShortPeriod(Term):
    """What happens to a first or last week or month that is not whole."""

    SKIP = "skip", "is not judged"
    PRORATE = "prorate", "is judged for its share of days"
    WHOLE = "whole", "is judged as if it were whole"


class Standing(Term):
    """What may have to be so on the day asked."""

    NO_WARRANT = "no_warrant", "no open warrant"
    NO_PENDING_CHARGE = "no_pending_charge", "no open charge other than the court's own case"
    NOT_IN_CUSTODY = "not_in_custody", "not in custody"
    ACTIVE = "active", "active in the program"
    CONDITION = "condition", "the named condition holds"


_WEEKLY = Amount(1, Unit.WEEK)

# The kinds of requirement -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Elapsed:
    """At least `least` since phase entry, admission, an event, or the start of the sober count.

    With neither `least` nor `most` the length is set for each person, by an override of `least`.
    Days in `without` statuses do not count. With `phases` the days in all of those phases are
    added up. `event` is a milestone's key; its latest day counts, and it may never come. `most`
    is the upper end: passing it warns, and fails for good with `most_fails`. `warn` is how long
    before it the warning begins. A `fixed` term is neither shortened nor waived.
    """

    least: Amount | None = None
    since: Since = Since.PHASE
    without: frozenset[EpisodeStatus] = frozenset()
    most: Amount | None = None
    most_fails: bool = False
    warn: Amount | None = None
    event: str | None = None
    phases: frozenset[str] = frozenset()
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Sober:
    """`least` sober days up to the day asked, counted as `mode` says.

    With `within_phase` only days since entry to the phase count; otherwise days carry over.
    `substances` limits it to events about these. `tests` asks for that many negative tests in
    the time as well. With `ever` a count reached once since admission is enough. For the modes
    that look at tests alone, `breaks` names the events that break it (empty: those that touch
    the count by policy, and for `perfect` everything but a negative test).
    """

    least: Amount
    within_phase: bool = False
    mode: SoberMode = SoberMode.CONSECUTIVE
    substances: frozenset[Substance] = frozenset()
    tests: int | None = None
    ever: bool = False
    breaks: frozenset[SoberEvent] = frozenset()


@dataclass(frozen=True, slots=True)
class FreeWindow:
    """The last `least` free of something, up to the day asked; `within_phase` as in `Sober`.

    Without `least` the whole time since entry has to be free, and a breach fails for good. With
    `first` the window is the first `least` since entry, and a breach in it fails for good. `also`
    adds more that the window has to be free of; `magnitudes` and `levels` narrow sanctions and
    convictions.
    """

    of: FreeOf
    least: Amount | None = None
    within_phase: bool = False
    kinds: frozenset[SessionKind] = frozenset()
    also: frozenset[FreeOf] = frozenset()
    magnitudes: frozenset[Magnitude] = frozenset()
    levels: frozenset[ChargeLevel] = frozenset()
    dated_by: DatedBy = DatedBy.IMPOSED
    first: bool = False


@dataclass(frozen=True, slots=True)
class Together:
    """One window of `least` that is sober and free of all that is named, at the same time.

    With `ever` a window reached once since admission (or phase entry) is enough.
    """

    least: Amount
    free_of: frozenset[FreeOf]
    sober: bool = True
    within_phase: bool = False
    ever: bool = False
    magnitudes: frozenset[Magnitude] = frozenset()
    dated_by: DatedBy = DatedBy.IMPOSED


@dataclass(frozen=True, slots=True)
class AttendRate:
    """At least `n` kept sessions (or hours, with `hours`) in every `per`.

    On average over whole periods counted back from the day asked over `over`, or with `each` in
    every one of them. With `calendar` the periods are calendar weeks (Monday first), months or
    years, and `short` says what happens to a first or last one that is not whole. Any mix of
    sessions, `contacts` and `hearings` counts. `cancelled_lowers`: each session that the
    provider cancelled and each holiday of the court asks one less. `without`: periods touched by
    these statuses are not judged.
    """

    kinds: frozenset[SessionKind] = frozenset()
    n: float = 1
    per: Amount = _WEEKLY
    over: Amount | None = None
    excused_counts: bool = False
    each: bool = False
    hours: bool = False
    calendar: bool = False
    short: ShortPeriod = ShortPeriod.SKIP
    late_is_absent: bool = False
    cancelled_lowers: bool = False
    contacts: frozenset[ContactWith] = frozenset()
    modes: frozenset[ContactMode] = frozenset()
    hearings: bool = False
    without: frozenset[EpisodeStatus] = frozenset()


@dataclass(frozen=True, slots=True)
class AttendAll:
    """No unexcused absence from the kinds, since phase entry or over the last `over`."""

    kinds: frozenset[SessionKind] = frozenset()
    over: Amount | None = None
    late_is_absent: bool = False
    hearings: bool = False
    contacts: frozenset[ContactWith] = frozenset()
    modes: frozenset[ContactMode] = frozenset()
    allowed: int = 0


@dataclass(frozen=True, slots=True)
class AttendShare:
    """At least `percent` of the sessions due kept, since phase entry or over the last `over`."""

    kinds: frozenset[SessionKind] = frozenset()
    percent: int = 100
    over: Amount | None = None
    late_is_absent: bool = False
    excused_counts: bool = False
    hearings: bool = False
    contacts: frozenset[ContactWith] = frozenset()
    modes: frozenset[ContactMode] = frozenset()


@dataclass(frozen=True, slots=True)
class AttendCount:
    """`n` kept sessions (or hours) in total, since phase entry or admission.

    `of` asks for n of the last so many due, or with `first` of the first so many. `within` asks
    for them within the first so long from entry: later they can't be made good. `over` asks for
    them in the last so long.
    """

    kinds: frozenset[SessionKind] = frozenset()
    n: float = 1
    since: Since = Since.PHASE
    of: int | None = None
    first: bool = False
    within: Amount | None = None
    over: Amount | None = None
    hours: bool = False
    late_is_absent: bool = False
    excused_counts: bool = False
    hearings: bool = False
    contacts: frozenset[ContactWith] = frozenset()
    modes: frozenset[ContactMode] = frozenset()


@dataclass(frozen=True, slots=True)
class HandedIn:
    """Something handed in at every hearing held, or in every `per`, since phase entry.

    `item` is the key of what is handed in. `missing` so many may be missing. With `checked` it
    counts once staff have checked it. `over` looks back so long only.
    """

    item: str
    per: Amount | None = None
    missing: int = 0
    checked: bool = False
    over: Amount | None = None


@dataclass(frozen=True, slots=True)
class MilestoneDone:
    """The milestone with this key is done, in any phase; `times` for those done several times.

    `in_phase`: during this stay in the phase. `deadline`: within so long from `since`; not yet
    done after it is overdue, done after it is said to be late, and with `late_fails` both can no
    longer be met.
    `expires`: counts for so long after its day. `verified`: somebody has verified it.
    `approvals`: each of these has decided for it, on this requirement's key.
    """

    milestone: str
    times: int = 1
    in_phase: bool = False
    deadline: Amount | None = None
    since: Since = Since.PHASE
    late_fails: bool = False
    expires: Amount | None = None
    verified: bool = False
    approvals: frozenset[DecisionBy] = frozenset()


@dataclass(frozen=True, slots=True)
class LedgerSettled:
    """The named debts are paid, or (with `plan_counts`) a payment plan is in force.

    Waived amounts and credits count as settled. `begun` asks only for a first payment or a
    signed plan. Instead of nothing owing: `at_most` still owing; `paid` in all (`in_phase`: in
    this stay); `fee` for every `per` that has passed since phase entry or admission (`since`)
    kept up; or, with `regular`, a payment of at least `fee` in every whole `per`. `as_able`: what
    a recorded finding on ability to pay asks, nothing where it asks nothing. `per_service_hour`:
    so much is settled by an hour of service logged for the debt.
    """

    debts: frozenset[DebtKind]
    plan_counts: bool = False
    begun: bool = False
    at_most: Cents | None = None
    paid: Cents | None = None
    in_phase: bool = False
    fee: Cents | None = None
    per: Amount | None = None
    since: Since = Since.PHASE
    regular: bool = False
    as_able: bool = False
    per_service_hour: Cents | None = None


@dataclass(frozen=True, slots=True)
class Stands:
    """Something is so on the day asked; `over`: and has been for so long without a gap.

    For `condition`, `condition` names it (housing, sponsor, interlock, licence, ...); `kinds`
    are the sorts that count (empty: any), `approved` asks that the court approved it, and
    `best_efforts` counts recorded efforts too.
    """

    of: Standing
    condition: str | None = None
    kinds: frozenset[str] = frozenset()
    approved: bool = False
    over: Amount | None = None
    best_efforts: bool = False


@dataclass(frozen=True, slots=True)
class Working:
    """Work or school of the given kinds today; `hours` a week held for the last `over`.

    `gap`: so long without it does not break the span. `verified_within`: verified in the last so
    long. `taxed`: only work on which taxes are paid. `approved`: only work the court approved.
    """

    kinds: frozenset[WorkKind]
    hours: int | None = None
    over: Amount | None = None
    verified: bool = False
    gap: Amount | None = None
    verified_within: Amount | None = None
    taxed: bool = False
    approved: bool = False


@dataclass(frozen=True, slots=True)
class Served:
    """Community service: `hours` or `days` in all; with `per_month` for each month since `since`.

    Service imposed as a sanction is apart unless `sanctions_count`. `approved`: only service at an
    approved site.
    """

    hours: float | None = None
    days: int | None = None
    per_month: bool = False
    since: Since = Since.ADMISSION
    sanctions_count: bool = False
    approved: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """A person's decision; never computed. `since_phase`: given during this stay in the phase.

    `also` names others who have to decide for it as well. `expires`: counts for so long.
    """

    by: DecisionBy
    since_phase: bool = True
    also: frozenset[DecisionBy] = frozenset()
    expires: Amount | None = None


@dataclass(frozen=True, slots=True)
class Points:
    """At least `earned` credit points, or at most `demerits` demerit points, or both.

    Counted since `since`, or over the last `over`.
    """

    earned: int | None = None
    demerits: int | None = None
    since: Since = Since.ADMISSION
    over: Amount | None = None


@dataclass(frozen=True, slots=True)
class Ceremony:
    """Held only on ceremony dates: the first one once everything else is met.

    `dates` as the court keeps them, or `months` (1 to 12, empty: every month) with a `weekday`
    such as "2nd friday". Without either, the program's own `ceremonies`.
    """

    dates: tuple[date, ...] = ()
    months: frozenset[int] = frozenset()
    weekday: WeekdayOfMonth | None = None


@dataclass(frozen=True, slots=True)
class PhaseTasks:
    """Every task of another phase is done by now, judged from the latest stay in it.

    `skip` names requirements that are not looked back at.
    """

    phase: str
    skip: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class NOf:
    """At least `n` of the parts that apply."""

    n: int
    parts: tuple[Requirement, ...]


Rule = (
    Elapsed
    | Sober
    | FreeWindow
    | Together
    | AttendRate
    | AttendAll
    | AttendShare
    | AttendCount
    | HandedIn
    | MilestoneDone
    | LedgerSettled
    | Stands
    | Working
    | Served
    | Decided
    | Points
    | Ceremony
    | PhaseTasks
    | AllOf
    | AnyOf
    | NOf
)


@dataclass(frozen=True, slots=True)
class OnlyIf:
    """When something applies; an empty set or None asks nothing, and all that is named has to fit.

    `settings` look at the level of care on the day asked, `entered_at` at the phase of entry,
    `phases` at the present phase, `done` at milestones, `flags` at what is recorded of the person,
    `options` at the choices of the local court under [options].
    """

    tracks: frozenset[LegalTrack] = frozenset()
    charge_levels: frozenset[ChargeLevel] = frozenset()
    settings: frozenset[LevelOfCare] = frozenset()
    assigned: str | None = None
    entered_at: frozenset[str] = frozenset()
    phases: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    done: frozenset[str] = frozenset()
    options: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Requirement:
    """One sentence of the handbook: a stable key, its words, its source, and the rule behind it.

    It applies when `only_if` fits and `unless` does not. With `replaces` it is an exception: where
    it applies it stands in the place of the requirement with that key, and is judged under it.
    `continues`: the duty goes on in the phases after this one.
    """

    key: str
    text: str
    basis: str
    rule: Rule
    only_if: OnlyIf | None = None
    unless: OnlyIf | None = None
    replaces: str = ""
    continues: bool = False
