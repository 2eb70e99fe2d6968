"""What a handbook may ask of a participant, as plain values: one class for each kind of rule.

The kinds are few and each stands for one sort of fact; those about attendance stand in
attending.py. How they combine, and for whom they hold, is said in requirements.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from drugcourt.domain.attending import (
    AttendAll,
    AttendCount,
    AttendRate,
    AttendShare,
    HandedIn,
)
from drugcourt.domain.cases import ChargeLevel
from drugcourt.domain.dates import Amount, WeekdayOfMonth
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.fees import DebtKind
from drugcourt.domain.money import Cents
from drugcourt.domain.responses import Magnitude
from drugcourt.domain.rule_terms import (
    DatedBy,
    DecisionBy,
    FreeOf,
    Since,
    SoberMode,
    Standing,
)
from drugcourt.domain.sober import SoberEvent
from drugcourt.domain.specimens import Substance
from drugcourt.domain.supervision import WorkKind
from drugcourt.domain.treatment import LevelOfCare, SessionKind


@dataclass(frozen=True, slots=True)
class Elapsed:
    """At least `least` since phase entry, admission, an event, or the start of the sober count.

    With neither `least` nor `most` the length is set for each person, by an override of `least`.
    Days in `without` statuses do not count. With `phases` the days in all of those phases are
    added up. `event` is a milestone's key; its latest day counts, and it may never come. `most`
    is the upper end: passing it warns, and fails for good with `most_fails`. `warn` is how long
    before it the warning begins. A `fixed` term is neither shortened nor waived. `longer`: so much
    is added for each of `for_each` that happened in the time. With `in_care` only days in these
    levels of care count; days in `without_care` do not.
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
    longer: Amount | None = None
    for_each: frozenset[FreeOf] = frozenset()
    in_care: frozenset[LevelOfCare] = frozenset()
    without_care: frozenset[LevelOfCare] = frozenset()


@dataclass(frozen=True, slots=True)
class Sober:
    """`least` sober days up to the day asked, counted as `mode` says; or only so many `tests`.

    With `within_phase` only days since entry to the phase count; otherwise days carry over.
    `substances` limits it to events about these. `tests` asks for that many negative tests in
    the time as well, with `tested_for` negative tests that looked for each of these substances.
    With `ever` a count reached once since admission is enough. For the modes that look at tests
    alone, `breaks` names the events that break it (empty: those that touch the count by policy,
    and for `perfect` everything but a negative test). `from_phase`: days count from the first
    entry to that phase on, `after`: from the latest day of that milestone on.
    """

    least: Amount | None = None
    within_phase: bool = False
    mode: SoberMode = SoberMode.CONSECUTIVE
    substances: frozenset[Substance] = frozenset()
    tests: int | None = None
    ever: bool = False
    breaks: frozenset[SoberEvent] = frozenset()
    tested_for: frozenset[Substance] = frozenset()
    from_phase: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class FreeWindow:
    """The last `least` free of something, up to the day asked; `within_phase` as in `Sober`.

    Without `least` the whole time since entry has to be free, and a breach fails for good. With
    `first` the window is the first `least` since entry, and a breach in it fails for good. `also`
    adds more that the window has to be free of; `magnitudes` and `levels` narrow sanctions and
    convictions. `allowed`: so many of them break nothing. With `in_any` no window of that length
    since entry may hold more, and one that does fails for good. With `in_a_row` so many without a
    kept one between them break nothing. `after`: only what happens from the latest day of that
    milestone on is looked at.
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
    allowed: int = 0
    in_any: bool = False
    after: str | None = None
    in_a_row: bool = False


@dataclass(frozen=True, slots=True)
class Together:
    """One window of `least` that is sober and free of all that is named, at the same time.

    With `ever` a window reached once since admission (or phase entry) is enough. `after`: it lies
    after the latest day of that milestone.
    """

    least: Amount
    free_of: frozenset[FreeOf]
    sober: bool = True
    within_phase: bool = False
    ever: bool = False
    magnitudes: frozenset[Magnitude] = frozenset()
    dated_by: DatedBy = DatedBy.IMPOSED
    after: str | None = None


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
    event: str | None = None


@dataclass(frozen=True, slots=True)
class LedgerSettled:
    """The named debts are paid, or (with `plan_counts`) a payment plan is in force.

    Waived amounts and credits count as settled. `begun` asks only for a first payment or a
    signed plan. Instead of nothing owing: `at_most` still owing; `percent` of what was charged is
    settled; `paid` in all (`in_phase`: in this stay; `over`: in the last so long); `fee` for every
    `per` that has passed since the day that `since` names kept up; or, with `regular`, a payment
    of at least `fee` in every whole `per`. `as_able`: what a recorded finding on ability to pay
    asks, nothing where it asks nothing. `per_service_hour`: so much is settled by an hour of
    service logged for the debt, or by every `service_hours` of it. With `fee` and `at_most` so
    much may be behind.
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
    percent: int | None = None
    over: Amount | None = None
    event: str | None = None
    service_hours: int | None = None


@dataclass(frozen=True, slots=True)
class Stands:
    """Something is so on the day asked; `over`: and has been for so long without a gap.

    With `in_all` the days since admission are added up, gaps allowed, with `within` those in the
    last so long. `kinds` are the sorts that
    count (empty: any): for `treatment` levels of care. For `condition`, `condition` names it
    (housing, sponsor, interlock, licence, ...), `approved` asks that the court approved it, and
    `best_efforts` counts recorded efforts too.
    """

    of: Standing
    condition: str | None = None
    kinds: frozenset[str] = frozenset()
    approved: bool = False
    over: Amount | None = None
    best_efforts: bool = False
    in_all: bool = False
    within: Amount | None = None


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
    """Community service: `hours` or `days` in all, or for each whole `per` since `since`.

    With `over` in the last so long. With `for_each` so many for each of these that happened.
    Service imposed as a sanction is apart unless `sanctions_count`. `approved`: only service at an
    approved site.
    """

    hours: float | None = None
    days: int | None = None
    per: Amount | None = None
    over: Amount | None = None
    since: Since = Since.ADMISSION
    sanctions_count: bool = False
    approved: bool = False
    for_each: frozenset[FreeOf] = frozenset()
    event: str | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """A person's decision; never computed. `since_phase`: given during this stay in the phase.

    `also` names others who have to decide for it as well. `times`: so many times in a row.
    `expires`: counts for so long.
    """

    by: DecisionBy
    since_phase: bool = True
    also: frozenset[DecisionBy] = frozenset()
    expires: Amount | None = None
    times: int = 1


@dataclass(frozen=True, slots=True)
class Points:
    """At least `earned` credit points, or at most `demerits` demerit points, or both.

    `net`: at least so many once demerits are taken off. Counted since `since`, or over the last
    `over`; with `per` in each whole period of that length, counted from the start, or with `best`
    in so many of them.
    """

    earned: int | None = None
    demerits: int | None = None
    since: Since = Since.ADMISSION
    over: Amount | None = None
    net: int | None = None
    per: Amount | None = None
    event: str | None = None
    best: int | None = None


@dataclass(frozen=True, slots=True)
class Ceremony:
    """Held only on ceremony dates: the first one once everything else is met.

    `dates` as the court keeps them, or `months` (1 to 12, empty: every month) with a `weekday`
    such as "2nd friday" or a `day` of the month. Without these, the program's own `ceremonies`.
    A ceremony that the court has really scheduled goes before all of them, unless it is `own`: an
    occasion of its own, such as the end of a phase. `ahead`: everything else has to be met so long
    before it.
    """

    dates: tuple[date, ...] = ()
    months: frozenset[int] = frozenset()
    weekday: WeekdayOfMonth | None = None
    day: int | None = None
    ahead: Amount | None = None
    own: bool = False


Kind = (
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
)
"""A plain rule, as against those that combine others."""
