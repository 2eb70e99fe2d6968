"""What a handbook may ask to be attended, kept or handed in, as plain values: a class a kind."""

from __future__ import annotations

from dataclasses import dataclass

from drugcourt.domain.dates import Amount, Unit
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.rule_terms import FreeOf, ShortPeriod, Since
from drugcourt.domain.supervision import ContactMode, ContactWith
from drugcourt.domain.treatment import SessionKind

_WEEKLY = Amount(1, Unit.WEEK)


@dataclass(frozen=True, slots=True)
class AttendRate:
    """At least `n` kept sessions (or hours, with `hours`) in every `per`.

    On average over whole periods counted back from the day asked over `over`, or with `each` in
    every one of them. With `calendar` the periods are calendar weeks (Monday first), months or
    years, and `short` says what happens to a first or last one that is not whole. Any mix of
    sessions, `contacts`, `hearings` and `tests` counts; a test counts as kept when a specimen was
    given, with `negative` when it was negative. `late_per_absence`: every so many late ones are an
    absence. `cancelled_lowers`: each session that the provider cancelled and each holiday of the
    court asks one less. `without`: periods touched by these statuses are not judged. `best`: only
    the best so many periods are looked at. It is counted from the day that `since` names; of what
    was kept on one day at most `a_day` counts.
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
    tests: bool = False
    negative: bool = False
    late_per_absence: int | None = None
    best: int | None = None
    since: Since = Since.PHASE
    event: str | None = None
    a_day: int | None = None


@dataclass(frozen=True, slots=True)
class AttendAll:
    """No unexcused absence from the kinds, since the day of `since` or over the last `over`."""

    kinds: frozenset[SessionKind] = frozenset()
    over: Amount | None = None
    late_is_absent: bool = False
    hearings: bool = False
    contacts: frozenset[ContactWith] = frozenset()
    modes: frozenset[ContactMode] = frozenset()
    allowed: int = 0
    tests: bool = False
    negative: bool = False
    late_per_absence: int | None = None
    since: Since = Since.PHASE
    event: str | None = None


@dataclass(frozen=True, slots=True)
class AttendShare:
    """At least `percent` of the sessions due kept, since the day of `since` or in the last `over`.

    `best`: of the best so many periods of `per` in that time, what is poorest left aside.
    """

    kinds: frozenset[SessionKind] = frozenset()
    percent: int = 100
    over: Amount | None = None
    late_is_absent: bool = False
    excused_counts: bool = False
    hearings: bool = False
    contacts: frozenset[ContactWith] = frozenset()
    modes: frozenset[ContactMode] = frozenset()
    tests: bool = False
    negative: bool = False
    late_per_absence: int | None = None
    per: Amount | None = None
    best: int | None = None
    since: Since = Since.PHASE
    event: str | None = None


@dataclass(frozen=True, slots=True)
class AttendCount:
    """`n` kept sessions (or hours) in total since the day that `since` names.

    `of` asks for n of the last so many due, or with `first` of the first so many. `within` asks
    for them within the first so long from entry: later they can't be made good. `over` asks for
    them in the last so long. Of what was kept on one day at most `a_day` counts.
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
    tests: bool = False
    negative: bool = False
    late_per_absence: int | None = None
    event: str | None = None
    a_day: int | None = None


@dataclass(frozen=True, slots=True)
class HandedIn:
    """Something handed in at every hearing held, or in every `per`, since phase entry.

    `item` is the key of what is handed in, `n` how many each time. Or one for each kept session
    of `kinds` or contact of `contacts` and `modes`; or one for each of `for_each` that happened
    (with `kinds` for absences from these only). `within`: so long after is in time. `missing` so
    many may be missing. With `checked` it counts once staff have checked it. `over` looks back so
    long only.
    """

    item: str
    per: Amount | None = None
    missing: int = 0
    checked: bool = False
    over: Amount | None = None
    n: int = 1
    kinds: frozenset[SessionKind] = frozenset()
    contacts: frozenset[ContactWith] = frozenset()
    modes: frozenset[ContactMode] = frozenset()
    for_each: frozenset[FreeOf] = frozenset()
    within: Amount | None = None
