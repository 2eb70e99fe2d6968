"""What the court settled for its draws: how often, how many a day, and what is done when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.domain.dates import long
from drugcourt.domain.draws import (
    DayPlan,
    DayType,
    Scheme,
    Times,
    parse_times,
    scheme_of,
    times_or_none,
    weekly,
)
from drugcourt.domain.episodes import EpisodeStatus
from drugcourt.domain.program import Program
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.exchange.policy import policy_table
from drugcourt.records.draws import Draw, DrawPolicy, TestingDay
from drugcourt.workspace import Context

OWN_ORIGIN = "This court's own settings"
MOST_PLACES = 10_000


@dataclass(frozen=True, slots=True)
class DrawSettings:
    """The values in force. `minimums` are (target, minimum) pairs, the first that fits is taken."""

    target: Times
    minimums: tuple[tuple[Times, Times], ...]
    most: Times | None
    places: int | None
    reduced_places: int | None
    allowance: int
    week: tuple[DayType, ...]
    call_line: str
    statuses: tuple[EpisodeStatus, ...]
    origin: str
    own: bool
    least: str = ""

    def scheme(self, target: Times) -> Scheme:
        """The scheme for a target, with the minimum and the maximum that go with it."""
        least = next((low for start, low in self.minimums if target.rate >= start.rate), None)
        most = self.most if self.most is not None and target.rate <= self.most.rate else None
        scheme = scheme_of(target, least, most)
        return Scheme(target, None, most) if scheme.problem else scheme

    def scheme_of_phase(self, program: Program, phase: str) -> tuple[Scheme, str]:
        """How often a phase asks to be tested, and where that stands."""
        found = program.phase(phase)
        if found is None or found.tests_per_week is None:
            return self.scheme(self.target), "Court's own number for all"
        number = program.number(phase)
        return self.scheme(weekly(found.tests_per_week)), f"Phase {number} of the program"


@dataclass(frozen=True, slots=True)
class DayRow:
    """What is done on one day, and why where it is not like its weekday."""

    day: date
    kind: DayType
    places: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class TestingDayRow:
    """Days that were set apart, for the list; both days included."""

    __test__ = False

    id: int
    first_on: date
    last_on: date
    kind: DayType
    places: int | None
    reason: str


def draw_settings(db: Session) -> DrawSettings:
    """The court's own settings, or the shipped ones of resources/policy/testing_draw.toml."""
    shipped = shipped_settings()
    row = db.scalar(select(DrawPolicy))
    if row is None:
        return shipped
    least = times_or_none(row.least)
    return DrawSettings(
        target=parse_times(row.target),
        minimums=((least, least),) if least is not None else shipped.minimums,
        most=times_or_none(row.most),
        places=row.places,
        reduced_places=row.reduced_places,
        allowance=row.allowance,
        week=tuple(DayType(kind) for kind in row.week),
        call_line=row.call_line,
        statuses=shipped.statuses,
        origin=row.origin,
        own=True,
        least=row.least,
    )


def shipped_settings() -> DrawSettings:
    """What the program ships; a Refusal that names the table when it can't be read."""
    table = policy_table("testing_draw")
    try:
        draw = table["draw"]
        return DrawSettings(
            target=parse_times(draw["target"]),
            minimums=tuple(
                (parse_times(line["from"]), parse_times(line["least"]))
                for line in table.get("minimum", ())
            ),
            most=times_or_none(str(draw.get("most", ""))),
            places=draw.get("places"),
            reduced_places=draw.get("reduced_places"),
            allowance=int(draw["allowance"]),
            week=_week(draw["week"]),
            call_line=str(draw["call_line"]),
            statuses=tuple(EpisodeStatus(status) for status in draw["statuses"]),
            origin=str(draw["origin"]),
            own=False,
        )
    except (KeyError, TypeError, ValueError) as problem:
        raise Refusal(
            "The table resources/policy/testing_draw.toml can't be understood; correct it or "
            "install the program again."
        ) from problem


def days_ahead(db: Session, *, first: date, count: int) -> list[DayRow]:
    """What is done on so many days from the first on; the latest word on a day holds."""
    settings = draw_settings(db)
    last = first + timedelta(days=count - 1)
    asked = (
        select(TestingDay)
        .where(TestingDay.first_on <= last, TestingDay.last_on >= first)
        .order_by(TestingDay.id)
    )
    apart = list(db.scalars(asked))
    return [
        _day_row(settings, apart, first + timedelta(days=place)) for place in range(max(0, count))
    ]


def day_plan(row: DayRow, settings: DrawSettings, taken: int = 0) -> DayPlan:
    """The plan of a day as the draw takes it."""
    return DayPlan(row.day, row.kind, row.places, settings.allowance, taken)


def _day_row(settings: DrawSettings, apart: Iterable[TestingDay], day: date) -> DayRow:
    kind, places, reason = settings.week[day.weekday()], None, ""
    for row in apart:
        if row.first_on <= day <= row.last_on:
            kind, places, reason = row.kind, row.places, row.reason
    if places is None:
        places = settings.places
        if kind is DayType.REDUCED and settings.reduced_places is not None:
            places = settings.reduced_places
    return DayRow(day, kind, places, reason)


def set_apart(db: Session, *, today: date) -> list[TestingDayRow]:
    """The days set apart from today on, in their order."""
    asked = (
        select(TestingDay)
        .where(TestingDay.last_on >= today)
        .order_by(TestingDay.first_on, TestingDay.id)
    )
    return [
        TestingDayRow(row.id, row.first_on, row.last_on, row.kind, row.places, row.reason)
        for row in db.scalars(asked)
    ]


def is_drawn(db: Session, day: date) -> bool:
    """Whether the draw of a day was made."""
    return bool(db.scalar(select(func.count()).select_from(Draw).where(Draw.day == day)))


def next_draw(db: Session, context: Context) -> date:
    """The first day that is not drawn yet: today, or tomorrow where today is."""
    return context.today + timedelta(days=1) if is_drawn(db, context.today) else context.today


# Acts -----------------------------------------------------------------------------------------


def set_draw_policy(db: Session, context: Context, *, values: Mapping[str, Any]) -> None:
    """Settle the court's own values; a value that is left out keeps the one in force.

    `week` are the kinds of the days from Monday on. Draws that were made keep what stood then.
    """
    now = draw_settings(db)
    target = times_of(values, "target", str(now.target))
    least = times_of(values, "least", now.least)
    most = times_of(values, "most", str(now.most or ""))
    if target is None:
        raise FieldRefusal("target", "Say how often somebody is tested, such as 2/7.")
    check_scheme(target, least, most)
    row = db.scalar(select(DrawPolicy)) or DrawPolicy()
    row.target, row.least, row.most = str(target), str(least or ""), str(most or "")
    row.places = _places(values, "places", now.places)
    row.reduced_places = _places(values, "reduced_places", now.reduced_places)
    row.allowance = _allowance(values.get("allowance", now.allowance))
    row.week = [str(kind) for kind in _week(values.get("week", now.week))]
    row.call_line = str(values.get("call_line", now.call_line))[:300]
    row.origin = str(values.get("origin") or "").strip()[:300] or OWN_ORIGIN
    db.add(row)


def set_testing_days(
    db: Session,
    context: Context,
    *,
    first_on: date,
    last_on: date | None = None,
    kind: DayType,
    places: int | None = None,
    reason: str = "",
) -> int:
    """Set days apart: no testing, check-in only, fewer places, or testing after all. Its number."""
    last = last_on or first_on
    if last < first_on:
        raise FieldRefusal("last_on", "The last day can't come before the first.")
    if kind in (DayType.CLOSED, DayType.CHECK_IN) and not reason.strip():
        raise FieldRefusal("reason", "Say why no tests are taken.")
    not_drawn_yet(db, context, first_on, "first_on")
    row = TestingDay(
        first_on=first_on,
        last_on=last,
        kind=kind,
        places=_places({"places": places}, "places", None),
        reason=reason.strip(),
    )
    db.add(row)
    db.flush()
    return row.id


def remove_testing_days(db: Session, context: Context, *, testing_day_id: int) -> None:
    """Take back days that were set apart, as long as none of them has been drawn or has passed."""
    row = db.get(TestingDay, testing_day_id)
    if row is None:
        raise Refusal("These days are not set apart any more.")
    not_drawn_yet(db, context, row.first_on, "first_on")
    db.delete(row)


def not_drawn_yet(db: Session, context: Context, day: date, field: str) -> None:
    """Refuse a change that would touch a day that has passed or whose draw was made."""
    if day < context.today:
        raise FieldRefusal(field, "That day has passed. Choose a day from today on.")
    if is_drawn(db, day):
        raise FieldRefusal(
            field, f"The draw of {long(day)} was made already and stands. Choose a later day."
        )


def times_of(values: Mapping[str, Any], key: str, otherwise: str = "") -> Times | None:
    """The times that were written, or None where nothing is; FieldRefusal for what can't be."""
    text = str(values.get(key, otherwise) or "").strip()
    if not text:
        return None
    try:
        return parse_times(text)
    except ValueError as problem:
        raise FieldRefusal(key, str(problem)) from problem


def check_scheme(target: Times, least: Times | None, most: Times | None) -> Scheme:
    """The scheme of these times; FieldRefusal where they can't be kept together."""
    scheme = scheme_of(target, least, most)
    if scheme.problem:
        raise FieldRefusal("least" if scheme.least else "most", scheme.problem)
    return scheme


def _week(kinds: Iterable[Any]) -> tuple[DayType, ...]:
    week = tuple(DayType(kind) for kind in kinds)
    if len(week) != 7:
        raise FieldRefusal("week", "A week has seven days.")
    return week


def _places(values: Mapping[str, Any], key: str, otherwise: int | None) -> int | None:
    places = values.get(key, otherwise)
    if places is not None and not 1 <= int(places) <= MOST_PLACES:
        raise FieldRefusal(key, f"Give a number of people from 1 to {MOST_PLACES:,}.")
    return None if places is None else int(places)


def _allowance(percent: Any) -> int:
    if percent is None or not 0 <= int(percent) <= 100:
        raise FieldRefusal("allowance", "Give a percentage from 0 to 100.")
    return int(percent)
