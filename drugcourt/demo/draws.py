"""The real draws of the demonstration's last weeks: who was on the list, and what the seeds said.

They are planned before the lives, since what a test shows depends on whether it was drawn, and
written down after them, by the same rules as any court's. Seeds are the demonstration's own; those
of the last days are looked for until the cast is drawn on the days its story needs.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count, takewhile

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.draws.draws import commit_draw
from drugcourt.casework.draws.policy import DrawSettings, shipped_settings
from drugcourt.casework.draws.pool import Listed, unit_of
from drugcourt.demo.cast import Trait
from drugcourt.demo.course import Course
from drugcourt.demo.deeds import COORDINATOR, Frame, moment
from drugcourt.domain.draws import DayPlan, Eligible
from drugcourt.domain.specimens import CollectionStatus, TestReason
from drugcourt.records.history import Logbook
from drugcourt.records.specimens import Specimen
from drugcourt.rules.draws import chance_on, line_of, number_of
from drugcourt.workspace import Context, Workspace

DAYS, DAYS_OF_MANY = 56, 14  # how far back draws go; a court of thousands has fewer of them
AT_FIVE = 300  # minutes: the draw is made before the line is called

# On how many days ago the cast was tested in the end; the seeds have to say the same.
STORY: Mapping[Trait, tuple[int, ...]] = {
    Trait.MISSING: (8, 5, 2),
    Trait.OVERTURNED: (6, 3),
    Trait.PENDING: (7, 3),
    Trait.RELEASED: (16, 4, 1),
    Trait.ABSENT: (8, 4),
}


@dataclass(slots=True)
class Draws:
    """The draws from `first` to `today`; `episodes` are the numbers that lives will be given."""

    first: date
    today: date
    settings: DrawSettings
    episodes: Mapping[int, int]
    seeds: Mapping[date, bytes]
    listed: dict[date, list[Listed]] = field(default_factory=lambda: defaultdict(list))

    def holds(self, day: date) -> bool:
        """Whether there is a draw of the day."""
        return self.first <= day <= self.today

    def draws(
        self, life: int, day: date, course: Course, tested: Iterable[date], frame: Frame
    ) -> bool:
        """Put a life on the list of a day; whether it is tested. `tested`: the latest first."""
        phase = frame.program.phases[course.phase_on(day)].key
        scheme, basis = self.settings.scheme_of_phase(frame.program, phase)
        episode_id = self.episodes[life]
        back = [span.end for span in course.away if span.end is not None and span.end <= day]
        near = day - timedelta(days=scheme.looks_back)
        random = list(takewhile((self.first - timedelta(days=scheme.looks_back)).__le__, tested))
        counts_from = min([self.first, *random])
        eligible = Eligible(
            episode_id,
            unit_of(episode_id),
            scheme,
            since=max(counts_from, course.admitted + timedelta(days=1), *back),
            counted=tuple(sorted(takewhile(near.__le__, random))),
        )
        self.listed[day].append(Listed(eligible, basis))
        line = line_of(chance_on(day, eligible)[0])
        return number_of(self.seeds[day], day, eligible.unit) < line


def plan_draws(
    frame: Frame, seed: int, episodes: Mapping[int, int], cast: Mapping[int, Trait], days: int
) -> Draws:
    """The draws of the last days; `cast` are the lives with a story."""
    settings = shipped_settings()
    first = frame.today - timedelta(days=days)
    line = line_of(settings.target.rate)
    seeds = {}
    for ago in range(days, -1, -1):
        day = frame.today - timedelta(days=ago)
        wanted = {
            unit_of(episodes[life]): ago in STORY[trait]
            for life, trait in cast.items()
            if trait in STORY and 0 < ago <= max(STORY[trait])
        }
        seeds[day] = _seed(seed, day, wanted, line)
    return Draws(first, frame.today, settings, episodes, seeds)


def _seed(seed: int, day: date, wanted: Mapping[str, bool], line: int) -> bytes:
    """The first seed of this court's own row by which the cast is drawn as its story says."""
    row = (hashlib.sha256(f"{seed} draw {day} {n}".encode()).digest() for n in count())
    return next(
        found
        for found in row
        if all((number_of(found, day, unit) < line) is hit for unit, hit in wanted.items())
    )


def write_draws(workspace: Workspace, draws: Draws) -> None:
    """Commit the draws day after day, each in its own act, now that the tests have numbers."""
    tests = workspace.read(_random_tests, first=draws.first, last=draws.today)
    for day in sorted(draws.listed):
        now = moment(day, AT_FIVE)
        book = Logbook(workspace.database.history_key, now, COORDINATOR, "make_draw")
        with workspace.database.writing(book) as db, db.begin():
            commit_draw(
                db,
                Context(COORDINATOR, day, now),
                plan=DayPlan(day, allowance=draws.settings.allowance),
                listed=draws.listed[day],
                seed=draws.seeds[day],
                specimens=tests.get(day, {}),
            )


def _random_tests(db: Session, *, first: date, last: date) -> dict[date, dict[int, int]]:
    """Number of each random test of the period, by day and episode."""
    asked = select(Specimen.collected_on, Specimen.episode_id, Specimen.id).where(
        Specimen.collected_on >= first,
        Specimen.collected_on <= last,
        Specimen.reason == TestReason.RANDOM,
        Specimen.status != CollectionStatus.CANCELLED,
    )
    found: dict[date, dict[int, int]] = defaultdict(dict)
    for day, episode_id, number in db.execute(asked):
        found[day][episode_id] = number
    return found
