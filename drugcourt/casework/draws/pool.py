"""Who is on the list of a day's draw, and with which chance: gathered for everybody at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework.draws.policy import DrawSettings, days_ahead, draw_settings
from drugcourt.casework.participants.participants import open_episode
from drugcourt.casework.programs.programs import programs
from drugcourt.domain.draws import (
    BY_LUCK,
    DayType,
    Eligible,
    OverrideKind,
    Scheme,
    read_scheme,
)
from drugcourt.domain.episodes import CANDIDATE_STATUSES
from drugcourt.domain.specimens import UNDRAWN, CollectionStatus
from drugcourt.errors import Refusal
from drugcourt.records.draws import (
    Draw,
    DrawEntry,
    DrawOverride,
    TestingGroup,
    TestingScheme,
)
from drugcourt.records.episodes import Episode, StatusSpan
from drugcourt.records.specimens import Specimen

A_DAY = timedelta(days=1)
_GROUP = "group "


@dataclass(frozen=True, slots=True)
class Listed:
    """One participant on the list: what the draw takes, and what a person has to know beside it.

    `basis` says where the times come from, `why` what a person decided, `test_reason` its code.
    """

    eligible: Eligible
    basis: str
    why: str = ""
    test_reason: str = ""


@dataclass(frozen=True, slots=True)
class _Times:
    """Whose number is drawn, how often, and where that stands; `begun` only for a group."""

    unit: str
    scheme: Scheme
    basis: str
    begun: date | None = None


def check_admitted(db: Session, episode_id: int) -> None:
    """Refuse somebody who is never on the list: a candidate, or whoever has left."""
    if open_episode(db, episode_id).status in CANDIDATE_STATUSES:
        raise Refusal("This person has not been admitted yet, so there is nothing to draw.")


def unit_of(episode_id: int) -> str:
    """For what a participant's own number is drawn."""
    return str(episode_id)


def group_unit(name: str) -> str:
    """For what the number of a group is drawn."""
    return f"{_GROUP}{name}"


def group_of(unit: str) -> str | None:
    """The group's name where a number was drawn for one."""
    return unit.removeprefix(_GROUP) if unit.startswith(_GROUP) else None


def pool(db: Session, *, day: date, ahead: int = 0) -> list[Listed]:
    """Everybody on the list of a day, by number of episode; the day itself may not be drawn yet.

    Days without tests are told as far ahead as the minimum looks, or `ahead` days.
    """
    settings = draw_settings(db)
    rows = _people(db, settings, day)
    times = _times_of(db, settings, rows, day)
    looks_back = max((t.scheme.looks_back for t in times.values()), default=0)
    began = db.scalar(select(func.min(Draw.day))) or day
    counted = _counted(db, day, looks_back)
    since = _since(db, settings, day)
    before = _before(db, began, looks_back) if day <= began + looks_back * A_DAY else {}
    shut = _closed(db, day, max(looks_back, ahead))
    decided = _decided(db, day, max(looks_back, ahead))
    found = []
    for row in rows:
        own = times[row.id]
        first = min(began, before.get(row.id, began))
        start = max(first, row.admitted_on, since.get(row.id, row.admitted_on))
        if own.begun is not None:
            start = max(began, own.begun)
        eligible = Eligible(
            row.id,
            own.unit,
            own.scheme,
            since=min(start, day),
            counted=_near(counted[own.unit], own.scheme, day),
            closed=_ahead(shut, own.scheme, day, ahead),
        )
        listed = Listed(eligible, own.basis)
        found.append(_with_decisions(listed, decided.get(row.id, ()), day, ahead))
    return found


def how_many(db: Session, *, day: date) -> int:
    """How many people are on the list of a day."""
    return len(_people(db, draw_settings(db), day))


def _people(db: Session, settings: DrawSettings, day: date) -> list[Any]:
    """Whoever is in the program on the day, in a status in which people are tested."""
    asked = (
        select(Episode.id, Episode.program_id, Episode.phase, Episode.admitted_on)
        .where(
            Episode.status.in_(settings.statuses),
            Episode.admitted_on <= day,
            Episode.exited_on.is_(None),
        )
        .order_by(Episode.id)
    )
    return list(db.execute(asked))


def _times_of(
    db: Session, settings: DrawSettings, rows: Iterable[Any], day: date
) -> dict[int, _Times]:
    """How often each is tested: by own times, by the group, else by the phase."""
    handbooks = programs(db)
    by_phase: dict[tuple[int, str], tuple[Scheme, str]] = {}
    own = _own_times(db, day)
    found = {}
    for row in rows:
        if row.id in own:
            found[row.id] = own[row.id]
            continue
        key = (row.program_id, row.phase)
        if key not in by_phase:
            by_phase[key] = settings.scheme_of_phase(handbooks[row.program_id], row.phase)
        scheme, basis = by_phase[key]
        found[row.id] = _Times(unit_of(row.id), scheme, basis)
    return found


def _own_times(db: Session, day: date) -> dict[int, _Times]:
    asked = (
        select(TestingScheme, TestingGroup)
        .outerjoin(TestingGroup, TestingGroup.id == TestingScheme.group_id)
        .where(
            TestingScheme.started_on <= day,
            TestingScheme.ended_on.is_(None) | (TestingScheme.ended_on > day),
        )
        .order_by(TestingScheme.id)
    )
    found = {}
    for scheme, found_group in db.execute(asked):
        group: TestingGroup | None = found_group  # none beside times of their own
        if group is not None:
            found[scheme.episode_id] = _Times(
                group_unit(group.name), _scheme(group), f"Group {group.name}", group.started_on
            )
        else:
            found[scheme.episode_id] = _Times(
                unit_of(scheme.episode_id), _scheme(scheme), "Own times"
            )
    return found


def _scheme(row: TestingScheme | TestingGroup) -> Scheme:
    return read_scheme(row.target, row.least, row.most)


def _counted(db: Session, day: date, looks_back: int) -> Mapping[str, set[date]]:
    """The days that count for minimum and maximum, by unit.

    From the draws; on days without a draw, from the tests that were recorded as random.
    """
    first = day - timedelta(days=looks_back)
    asked = (
        select(DrawEntry.unit, DrawEntry.episode_id, Draw.day)
        .join(Draw, Draw.id == DrawEntry.draw_id)
        .where(Draw.day >= first, Draw.day < day, DrawEntry.outcome.in_(BY_LUCK))
    )
    counted: dict[str, set[date]] = defaultdict(set)
    for unit, episode_id, on in db.execute(asked):
        counted[unit].add(on)
        counted[unit_of(episode_id)].add(on)
    drawn = select(Draw.day).where(Draw.day >= first, Draw.day < day)
    tested = select(Specimen.episode_id, Specimen.collected_on).where(
        Specimen.collected_on >= first,
        Specimen.collected_on < day,
        Specimen.reason.in_(UNDRAWN),
        Specimen.status != CollectionStatus.CANCELLED,
        Specimen.collected_on.not_in(drawn),
    )
    for episode_id, on in db.execute(tested):
        counted[unit_of(episode_id)].add(on)
    return counted


def _before(db: Session, began: date, looks_back: int) -> dict[int, date]:
    """The first random test in the last days before the first draw, by episode.

    From it on the minimum holds, so that a court that begins to draw has no day, a window later, on
    which everybody who was not drawn yet is due at once.
    """
    asked = (
        select(Specimen.episode_id, func.min(Specimen.collected_on))
        .where(
            Specimen.collected_on >= began - looks_back * A_DAY,
            Specimen.collected_on < began,
            Specimen.reason.in_(UNDRAWN),
            Specimen.status != CollectionStatus.CANCELLED,
        )
        .group_by(Specimen.episode_id)
    )
    return dict(db.execute(asked).all())


def _since(db: Session, settings: DrawSettings, day: date) -> dict[int, date]:
    """The day on which each came back from the last status in which nobody is tested."""
    asked = (
        select(StatusSpan.episode_id, func.max(StatusSpan.ended_on))
        .where(StatusSpan.status.not_in(settings.statuses), StatusSpan.ended_on <= day)
        .group_by(StatusSpan.episode_id)
    )
    return {episode_id: back for episode_id, back in db.execute(asked) if back is not None}


def _closed(db: Session, day: date, count: int) -> list[date]:
    """The coming days on which nobody can be tested."""
    ahead = days_ahead(db, first=day + timedelta(days=1), count=count)
    return [row.day for row in ahead if row.kind in (DayType.CLOSED, DayType.CHECK_IN)]


def _decided(db: Session, day: date, count: int) -> dict[int, list[DrawOverride]]:
    """What people decided about the day and the ones that follow, by episode."""
    asked = select(DrawOverride).where(
        DrawOverride.withdrawn.is_(False),
        DrawOverride.last_on >= day,
        DrawOverride.first_on <= day + timedelta(days=count),
    )
    found: dict[int, list[DrawOverride]] = defaultdict(list)
    for row in db.scalars(asked):
        found[row.episode_id].append(row)
    return found


def _with_decisions(
    listed: Listed, decided: Iterable[DrawOverride], day: date, ahead: int
) -> Listed:
    for row in decided:
        held = row.first_on <= day <= row.last_on
        said = f"{row.reason} ({row.decided_by})"
        eligible = listed.eligible
        if row.kind is OverrideKind.FORCE and held:
            forced = replace(eligible, forced=True)
            listed = Listed(forced, listed.basis, said, row.test_reason)
        elif row.kind is OverrideKind.EXCUSE:
            days = {row.first_on + timedelta(days=n) for n in range(_length(row))}
            closed = _ahead(days | set(eligible.closed), eligible.scheme, day, ahead)
            eligible = replace(eligible, closed=closed, excused=eligible.excused or held)
            why = said if held else listed.why
            listed = Listed(eligible, listed.basis, why, listed.test_reason)
    return listed


def _length(row: DrawOverride) -> int:
    return (row.last_on - row.first_on).days + 1


def _near(days: Iterable[date], scheme: Scheme, day: date) -> tuple[date, ...]:
    """The days that the scheme still looks at, in order."""
    first = day - timedelta(days=scheme.looks_back)
    return tuple(sorted(on for on in days if first <= on < day))


def _ahead(days: Iterable[date], scheme: Scheme, day: date, ahead: int) -> tuple[date, ...]:
    """The coming days that the minimum looks at, or so many, in order."""
    last = day + timedelta(days=max(ahead, scheme.least.days - 1 if scheme.least else 0))
    return tuple(sorted(on for on in days if day < on <= last))
