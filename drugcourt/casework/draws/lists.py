"""What goes out of a draw: the day's list for the collection site, and what the call line says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.courts import court_facts
from drugcourt.casework.draws.days import DrawHead, DrawnDay, DrawRow, the_drawn_day
from drugcourt.casework.draws.policy import DayRow, days_ahead, draw_settings, is_drawn
from drugcourt.casework.draws.pool import group_of
from drugcourt.casework.programs.programs import phase_titles
from drugcourt.domain.dates import long
from drugcourt.domain.draws import DayType, DrawOutcome
from drugcourt.domain.people import Sex
from drugcourt.domain.specimens import CollectionStatus, Matrix, Substance, TestReason
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person, listed_name
from drugcourt.records.specimens import MustInclude, Specimen


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """Somebody the collection site expects. `outcome` None: a test that stands beside the draw."""

    episode_id: int
    name: str
    reference: str
    sex: Sex
    phase: str
    outcome: DrawOutcome | None
    matrix: Matrix
    reason: TestReason | None
    must_include: str

    @property
    def checks_in(self) -> bool:
        """Whether no cup is taken."""
        return self.outcome is DrawOutcome.CHECK_IN


@dataclass(frozen=True, slots=True)
class DailyList:
    """A day's list with the draws it comes from, and what is said on the line."""

    row: DayRow
    draws: tuple[DrawHead, ...]
    people: tuple[ListedPerson, ...]
    script: tuple[str, ...]


def daily_list(db: Session, *, day: date) -> DailyList:
    """Whom the collection site expects, by name; Refusal when no draw was made on the day."""
    drawn = the_drawn_day(db, day=day)
    outcomes = {row.episode_id: row.outcome for row in drawn.called}
    tests = _tests(db, day)
    ids = set(outcomes) | set(tests)
    titles = phase_titles(db)
    must = _must_include(db, day)
    people = []
    for person, episode in _people(db, ids):
        matrix, reason = tests.get(episode.id, (Matrix.URINE, None))
        primary = episode.primary_substance
        looked_for = [*([primary] if primary is not None else []), *must.get(episode.id, ())]
        people.append(
            ListedPerson(
                episode.id,
                listed_name(person.family_name, person.given_name, person.reference),
                person.reference,
                person.sex,
                titles.get((episode.program_id, episode.phase), ("", ""))[0],
                outcomes.get(episode.id),
                matrix,
                reason,
                ", ".join(dict.fromkeys(substance.label for substance in looked_for)),
            )
        )
    ordered = sorted(people, key=lambda one: (one.name.casefold(), one.episode_id))
    return DailyList(drawn.row, drawn.draws, tuple(ordered), _script(db, drawn))


def call_script(db: Session, *, day: date) -> tuple[str, ...]:
    """What the recorded line says for a day, a paragraph each; numbers and groups, no names.

    Who is only to check in is called in the same words as who is to test. On a day without tests
    it says that nobody is called. Refusal when there is no draw on a day of testing.
    """
    row = days_ahead(db, first=day, count=1)[0]
    if row.kind is DayType.CLOSED and not is_drawn(db, day):
        return _script(db, DrawnDay(row, (), ()))
    return _script(db, the_drawn_day(db, day=day))


def _script(db: Session, drawn: DrawnDay) -> tuple[str, ...]:
    greeting = f"This is the testing line of {court_facts(db).name} for {long(drawn.row.day)}."
    after = draw_settings(db).call_line
    groups, numbers = _called(drawn.rows)
    if not groups and not numbers:
        return (greeting, "Nobody is called today.", after)
    said = [greeting, "Whoever is called has to report today, at the usual place and hours."]
    if groups:
        said.append("These groups are called: " + ", ".join(groups) + ".")
    if numbers:
        said.append("These numbers are called: " + ", ".join(numbers) + ".")
    said.append("I repeat. " + " ".join(said[2:]))
    said.append("If neither your number nor your group is called, you do not report today.")
    return (*said, after)


def _called(rows: Iterable[DrawRow]) -> tuple[list[str], list[str]]:
    """Names of groups all of whom are called, and the numbers of everybody else who is."""
    by_unit: dict[str, list[DrawRow]] = {}
    for row in rows:
        by_unit.setdefault(row.unit, []).append(row)
    groups, numbers = [], []
    for unit, members in by_unit.items():
        group = group_of(unit)
        if group is not None and all(row.called for row in members):
            groups.append(group)
        else:
            numbers += [row.reference for row in members if row.called]
    return sorted(groups), sorted(numbers)


def _tests(db: Session, day: date) -> dict[int, tuple[Matrix, TestReason]]:
    """The tests of the day that are still to be taken, or were, by episode."""
    asked = (
        select(Specimen.episode_id, Specimen.matrix, Specimen.reason)
        .where(Specimen.collected_on == day, Specimen.status != CollectionStatus.CANCELLED)
        .order_by(Specimen.id.desc())
    )
    return {episode_id: (matrix, reason) for episode_id, matrix, reason in db.execute(asked)}


def _must_include(db: Session, day: date) -> dict[int, list[Substance]]:
    """Which substances have to be looked for beside the primary one, by episode."""
    asked = (
        select(MustInclude.episode_id, MustInclude.substance)
        .where(
            MustInclude.started_on <= day,
            MustInclude.ended_on.is_(None) | (MustInclude.ended_on > day),
        )
        .order_by(MustInclude.id)
    )
    found: dict[int, list[Substance]] = {}
    for episode_id, substance in db.execute(asked):
        found.setdefault(episode_id, []).append(substance)
    return found


def _people(db: Session, ids: set[int]) -> list[tuple[Person, Episode]]:
    found: list[tuple[Person, Episode]] = []
    wanted = sorted(ids)
    for first in range(0, len(wanted), 500):
        asked = (
            select(Person, Episode)
            .join(Episode, Episode.person_id == Person.id)
            .where(Episode.id.in_(wanted[first : first + 500]))
        )
        found += [(person, episode) for person, episode in db.execute(asked)]
    return found
