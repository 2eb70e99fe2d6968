"""Who is in the court: the list of participants, filtered, sorted, counted and paged in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session

from drugcourt.casework.hearings.days import coming_hearings, next_hearings
from drugcourt.casework.programs.programs import programs
from drugcourt.casework.specimens.readings import short_word
from drugcourt.domain.dates import short
from drugcourt.domain.episodes import CANDIDATE_STATUSES, EpisodeStatus
from drugcourt.domain.program import Program
from drugcourt.domain.specimens import Reading
from drugcourt.domain.tone import Term, Tone
from drugcourt.records.cases import CourtCase
from drugcourt.records.episodes import Episode, Standing
from drugcourt.records.people import Person, SearchName, listed_name
from drugcourt.records.search import fold
from drugcourt.rules.reading_words import reading_tone

NO_MANAGER = "-"


class View(Term):
    """Which part of the court the list shows."""

    OPEN = "open", "In the program"
    CANDIDATES = "candidates", "Candidates"
    EXITED = "exited", "Left"
    ALL = "all", "Everyone"


class Ready(Term):
    """How far someone is on the way to the next phase or to dismissal."""

    PHASE = "phase", "Ready for the next phase"
    DISMISSAL = "dismissal", "Eligible for dismissal"
    NOT_YET = "not_yet", "Not ready yet"


@dataclass(frozen=True, slots=True)
class RosterFilter:
    """What the list is narrowed to; an empty set or None asks nothing."""

    view: View = View.OPEN
    statuses: frozenset[EpisodeStatus] = frozenset()
    phases: frozenset[str] = frozenset()
    case_managers: frozenset[str] = frozenset()
    ready: Ready | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One line of the list; days are counted to the day asked."""

    id: int
    person_id: int
    name: str
    preferred_name: str
    reference: str
    birth_date: date | None
    status: EpisodeStatus
    phase: str
    phase_name: str
    phase_short: str
    phase_days: int | None
    sober_days: int | None
    provisional: bool
    last_test_on: date | None
    last_test: str
    last_test_tone: Tone
    next_hearing: date | None
    case_manager: str
    readiness: str
    readiness_tone: Tone
    referred_on: date | None
    exited_on: date | None


@dataclass(frozen=True, slots=True)
class RosterChoices:
    """What the filters offer: (value, words, how many people) for each."""

    views: tuple[tuple[View, int], ...]
    statuses: tuple[tuple[EpisodeStatus, int], ...] = field(default=())
    phases: tuple[tuple[str, str, int], ...] = field(default=())
    case_managers: tuple[tuple[str, int], ...] = field(default=())


def roster(
    db: Session,
    *,
    wanted: RosterFilter,
    today: date,
    offset: int = 0,
    limit: int = 100,
    sort: str = "name",
    descending: bool = False,
) -> list[RosterRow]:
    """One window of the list; `sort` is a key of `SORTS`, an unknown one sorts by name."""
    kept = programs(db)
    places = (
        select(Episode.id)
        .join(Person, Person.id == Episode.person_id)
        .outerjoin(Standing, Standing.episode_id == Episode.id)
        .where(*_narrowed(wanted, today))
    )
    if sort == "next_hearing":
        coming = coming_hearings(today).subquery()
        places = places.outerjoin(coming, coming.c.episode_id == Episode.id)
        places = places.order_by(*_ordered([coming.c.held_on], descending), *_BY_NAME)
    else:
        places = places.order_by(*_order(sort, today, kept, descending=descending))
    ids = list(db.scalars(places.offset(offset).limit(limit)))
    return _rows(db, ids, kept, today)


def roster_count(db: Session, *, wanted: RosterFilter, today: date) -> int:
    """How many lines the list has under this filter."""
    asked = (
        select(func.count())
        .select_from(Episode)
        .outerjoin(Standing, Standing.episode_id == Episode.id)
        .where(*_narrowed(wanted, today))
    )
    return int(db.scalar(asked) or 0)


def roster_choices(db: Session, *, view: View, today: date) -> RosterChoices:
    """What can be chosen in this view, with counts; what nobody has is not offered."""
    here = _in_view(view)
    statuses = _counted(db, select(Episode.status, func.count()).where(*here), Episode.status)
    managers = _counted(
        db, select(Episode.case_manager, func.count()).where(*here), Episode.case_manager
    )
    phases = db.execute(
        select(Episode.program_id, Episode.phase, func.count())
        .where(*here, Episode.phase != "")
        .group_by(Episode.program_id, Episode.phase)
    )
    kept = programs(db)
    found: dict[str, tuple[int, str, int]] = {}
    for program_id, key, count in phases:
        place, words = _phase(kept[program_id], key)
        earlier = found.get(key, (place, words, 0))
        found[key] = (earlier[0], earlier[1], earlier[2] + count)
    return RosterChoices(
        views=tuple((one, _count_view(db, one)) for one in View),
        statuses=tuple(sorted(statuses, key=lambda item: list(EpisodeStatus).index(item[0]))),
        phases=tuple(
            (key, words, count)
            for key, (_, words, count) in sorted(found.items(), key=lambda item: item[1])
        ),
        case_managers=tuple((name or NO_MANAGER, count) for name, count in managers),
    )


def _counted(db: Session, asked: Any, by: Any) -> list[tuple[Any, int]]:
    return [(value, int(n)) for value, n in db.execute(asked.group_by(by).order_by(by))]


def _count_view(db: Session, view: View) -> int:
    asked = select(func.count()).select_from(Episode).where(*_in_view(view))
    return int(db.scalar(asked) or 0)


# Filters --------------------------------------------------------------------------------------


def _in_view(view: View) -> list[ColumnElement[bool]]:
    candidate = Episode.status.in_(CANDIDATE_STATUSES)
    if view is View.OPEN:
        return [Episode.exited_on.is_(None), ~candidate]
    if view is View.CANDIDATES:
        return [Episode.exited_on.is_(None), candidate]
    return [Episode.exited_on.is_not(None)] if view is View.EXITED else []


def _narrowed(wanted: RosterFilter, today: date) -> list[ColumnElement[bool]]:
    conditions = _in_view(wanted.view)
    if wanted.statuses:
        conditions.append(Episode.status.in_(wanted.statuses))
    if wanted.phases:
        conditions.append(Episode.phase.in_(wanted.phases))
    if wanted.case_managers:
        names = ["" if name == NO_MANAGER else name for name in wanted.case_managers]
        conditions.append(Episode.case_manager.in_(names))
    if wanted.ready is not None:
        conditions.append(_is(wanted.ready, today))
    conditions += [_found(word) for word in fold(wanted.text).split()]
    return conditions


def _is(ready: Ready, today: date) -> ColumnElement[bool]:
    phase = _holds(Standing.phase_ready_from, today)
    dismissal = _holds(Standing.dismissal_ready_from, today)
    if ready is Ready.DISMISSAL:
        return dismissal
    return phase & ~dismissal if ready is Ready.PHASE else ~phase & ~dismissal


def _holds(since: Any, today: date) -> ColumnElement[bool]:
    return func.coalesce(since <= today, False)


def _found(word: str) -> ColumnElement[bool]:
    """A word stands somewhere in a name, number or birth date, or in a case number."""
    people = select(SearchName.person_id).where(SearchName.folded.contains(word, autoescape=True))
    cases = select(CourtCase.episode_id).where(
        func.replace(func.lower(CourtCase.number), "-", " ").contains(word, autoescape=True)
    )
    return or_(Episode.person_id.in_(people), Episode.id.in_(cases))


# Order ----------------------------------------------------------------------------------------


def _phase_order(kept: dict[int, Program]) -> Any:
    """Phases in the order of their program; nobody's phase comes first."""
    places = [
        ((Episode.program_id == number) & (Episode.phase == phase.key), place)
        for number, program in kept.items()
        for place, phase in enumerate(program.phases, start=1)
    ]
    return case(*places, else_=0) if places else Episode.phase


def _readiness_order(today: date) -> Any:
    return case(
        (_holds(Standing.dismissal_ready_from, today), 0),
        (_holds(Standing.phase_ready_from, today), 1),
        else_=2,
    )


def _order(sort: str, today: date, kept: dict[int, Program], *, descending: bool) -> list[Any]:
    """The order of the list. Counts of days sort by their dates, turned around.

    What is not known stands at the end whichever way the list runs.
    """
    reversed_ = sort in {"phase_entered_on", "sober_date"}
    columns: dict[str, Sequence[Any]] = {
        "reference": [Person.reference],
        "birth_date": [Person.birth_date],
        "status": [Episode.status],
        "phase": [_phase_order(kept)],
        "phase_entered_on": [Standing.phase_entered_on],
        "sober_date": [Standing.sober_date],
        "last_test_on": [Standing.last_test_on],
        "case_manager": [func.nullif(Episode.case_manager, "")],
        "readiness": [_readiness_order(today), Standing.phase_earliest],
        "exited_on": [Episode.exited_on],
        "referred_on": [Episode.referred_on],
    }
    if sort not in columns:
        return [term.desc() for term in _BY_NAME] if descending else list(_BY_NAME)
    return [*_ordered(columns[sort], descending != reversed_), *_BY_NAME]


def _ordered(terms: Sequence[Any], descending: bool) -> list[Any]:
    """Nobody whose value is not known stands before someone whose value is."""
    return [(term.desc() if descending else term.asc()).nulls_last() for term in terms]


_BY_NAME = (func.lower(Person.family_name), func.lower(Person.given_name), Episode.id)


# Rows -----------------------------------------------------------------------------------------


def _rows(
    db: Session, ids: Sequence[int], kept: dict[int, Program], today: date
) -> list[RosterRow]:
    """The lines of these episodes, in their order."""
    asked = (
        select(Episode, Person, Standing)
        .join(Person, Person.id == Episode.person_id)
        .outerjoin(Standing, Standing.episode_id == Episode.id)
        .where(Episode.id.in_(ids))
    )
    found = {row[0].id: row for row in db.execute(asked)}
    coming = next_hearings(db, today=today, episode_ids=ids)
    return [
        _row(episode, person, standing, coming.get(number), kept[episode.program_id], today)
        for number in ids
        for episode, person, standing in [found[number]]
    ]


def _row(
    episode: Episode,
    person: Person,
    standing: Standing | None,
    hearing: date | None,
    program: Program,
    today: date,
) -> RosterRow:
    last = min(today, episode.exited_on) if episode.exited_on else today
    entered = standing.phase_entered_on if standing else None
    sober = standing.sober_date if standing else None
    word, tone = _last_test(standing)
    place, words = _phase(program, episode.phase)
    ready, ready_tone = _readiness(episode, standing, program, today)
    return RosterRow(
        id=episode.id,
        person_id=person.id,
        name=listed_name(person.family_name, person.given_name, person.reference),
        preferred_name=person.preferred_name,
        reference=person.reference,
        birth_date=person.birth_date,
        status=episode.status,
        phase=episode.phase,
        phase_name=words,
        phase_short=f"Phase {place}" if place else words,
        phase_days=(last - entered).days if entered else None,
        sober_days=_sober_days(episode, standing, sober, last),
        provisional=standing is not None and standing.provisional_since is not None,
        last_test_on=standing.last_test_on if standing else None,
        last_test=word,
        last_test_tone=tone,
        next_hearing=hearing,
        case_manager=episode.case_manager,
        readiness=ready,
        readiness_tone=ready_tone,
        referred_on=episode.referred_on,
        exited_on=episode.exited_on,
    )


def _sober_days(
    episode: Episode, standing: Standing | None, sober: date | None, last: date
) -> int | None:
    """Whole days since the sober date; none on the day before a new count begins."""
    if standing is None or episode.admitted_on is None:
        return None
    return max(0, (last - sober).days) if sober else 0


def _last_test(standing: Standing | None) -> tuple[str, Tone]:
    if standing is None or not standing.last_test_reading:
        return "", Tone.PLAIN
    reading = Reading(standing.last_test_reading)
    return short_word(reading), reading_tone(reading)


def _phase(program: Program, key: str) -> tuple[int, str]:
    """Place and words of a phase: `3 Pro-social habilitation`."""
    phase = program.phase(key)
    place = program.number(key)
    return (0, key) if phase is None or place is None else (place, f"{place} {phase.name}")


def _readiness(
    episode: Episode, standing: Standing | None, program: Program, today: date
) -> tuple[str, Tone]:
    if standing is None or episode.exited_on is not None:
        return "", Tone.PLAIN
    if standing.dismissal_ready_from is not None and standing.dismissal_ready_from <= today:
        return "Dismissal eligible", Tone.GOOD
    if standing.phase_ready_from is not None and standing.phase_ready_from <= today:
        number = _phase(program, episode.phase)[0] + 1
        last = number > len(program.phases)
        return ("Ready to graduate" if last else f"Ready for phase {number}"), Tone.GOOD
    met = f"{standing.phase_met} of {standing.phase_asked}"
    earliest = standing.phase_earliest
    if earliest is not None and earliest > today:
        return f"{met}, {short(earliest, today)}", Tone.PLAIN
    return f"{met} met", Tone.PLAIN
