"""What is known of many participants at once, as plain values, by a handful of questions."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import cache, lru_cache
from itertools import repeat, zip_longest
from typing import Any

from sqlalchemy import (
    BindParameter,
    Dialect,
    Float,
    Numeric,
    Select,
    String,
    bindparam,
    case,
    cast,
    func,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session

from drugcourt.casework.facts.rooms import ROOMS, SELDOM, Room
from drugcourt.domain import facts as known
from drugcourt.domain.specimens import AnalyteResult, Confirmation, Explanation, Substance
from drugcourt.records.base import Words
from drugcourt.records.episodes import Episode
from drugcourt.records.exits import Ceremony
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.specimens import MedicationSnapshot, Specimen, SpecimenResult

CHUNK = 500


def gather(db: Session, episode_ids: Iterable[int]) -> dict[int, known.ParticipantFacts]:
    """Facts of these episodes, by episode; candidates (never admitted) are left out."""
    found: dict[int, known.ParticipantFacts] = {}
    ids = list(episode_ids)
    db.flush()  # what an act changed a moment ago is seen
    for first in range(0, len(ids), CHUNK):
        found.update(_gather_chunk(db, ids[first : first + CHUNK]))
    return found


def gather_one(db: Session, episode_id: int) -> known.ParticipantFacts | None:
    """Facts of one episode, or None for a candidate or an unknown number."""
    return gather(db, [episode_id]).get(episode_id)


def _gather_chunk(db: Session, ids: Sequence[int]) -> dict[int, known.ParticipantFacts]:
    rooms: dict[str, dict[int, list[Any]]] = {}
    for room in (*ROOMS, *_in_use(db)):
        _fill(rooms.setdefault(room.name, defaultdict(list)), db, room, ids)
    specimens = _specimens(db, ids)
    hearings = _hearings(db, ids)
    ceremonies = _ceremonies(db)
    episodes = db.execute(
        select(
            Episode.id,
            Episode.admitted_on,
            Episode.track,
            Episode.charge_level,
            Episode.exited_on,
            Episode.assigned,
            Episode.flags,
        ).where(Episode.id.in_(ids), Episode.admitted_on.is_not(None))
    )
    return {
        row.id: known.ParticipantFacts(
            episode_id=row.id,
            admitted_on=row.admitted_on,
            track=row.track,
            charge_level=row.charge_level,
            exited_on=row.exited_on,
            assigned=frozenset(row.assigned or ()),
            flags=frozenset(row.flags or ()),
            specimens=tuple(specimens.get(row.id, ())),
            hearings=tuple(hearings.get(row.id, ())),
            ceremonies=ceremonies,
            **_of_one(rooms, row.id),
        )
        for row in episodes
    }


def _ceremonies(db: Session) -> tuple[known.CeremonyFacts, ...]:
    """The ceremonies that the court has scheduled or held; they are everybody's."""
    rows = db.connection().execute(select(Ceremony.id, Ceremony.held_on)).all()
    return tuple(known.CeremonyFacts(number, day) for number, day in rows)


def _of_one(rooms: Mapping[str, Mapping[int, list[Any]]], episode_id: int) -> dict[str, Any]:
    return {name: tuple(by_episode.get(episode_id, ())) for name, by_episode in rooms.items()}


def _in_use(db: Session) -> Iterator[Room]:
    """The rooms of which many courts use few: one question tells which have anything in them."""
    answer = db.connection().execute(_asked_in_use()).one()
    return (room for room, used in zip(SELDOM, answer, strict=True) if used)


@cache
def _asked_in_use() -> Select[*tuple[Any, ...]]:
    questions: list[Any] = [select(room.record.__table__).exists() for room in SELDOM]
    return select(*questions)


def _fill(grouped: dict[int, list[Any]], db: Session, room: Room, ids: Sequence[int]) -> None:
    """Put what one room holds to what is there: some facts come from two kinds of record."""
    owners, *told = _by_column(db, _asked(room), ids)
    _put(grouped, owners, _made(room.make, told))


def _by_owner(owners: Iterable[int], made: Iterable[Any]) -> dict[int, list[Any]]:
    return _put(defaultdict(list), owners, made)


def _put(
    grouped: dict[int, list[Any]], owners: Iterable[int], made: Iterable[Any]
) -> dict[int, list[Any]]:
    for episode_id, fact in zip(owners, made, strict=True):
        grouped[episode_id].append(fact)
    return grouped


@cache
def _asked(room: Room) -> Select[*tuple[Any, ...]]:
    """The question to one room; put together once, which costs more than to answer it for one."""
    owner, *told = room.chosen()
    asked = select(owner, *told).where(owner.in_(_IDS))
    return asked.where(getattr(room.record, room.once).is_not(None)) if room.once else asked


_IDS: BindParameter[Any] = bindparam("ids", expanding=True)


def _by_column(
    db: Session, asked: Select[*tuple[Any, ...]], ids: Sequence[int]
) -> list[tuple[Any, ...]]:
    """The answer turned to columns, each read at once: many times faster than row by row.

    The rows are the driver's own; SQLAlchemy only says how a column of them is to be read.
    """
    connection = db.connection()
    answer = connection.execute(asked, {"ids": ids})
    rows = answer.cursor.fetchall()
    answer.close()
    reads = _reads(asked, connection.dialect)
    if not rows:
        return [()] * len(reads)
    columns = zip(*rows, strict=True)
    return [
        cells if read is None else tuple(map(read, cells))
        for read, cells in zip(reads, columns, strict=True)
    ]


@cache
def _reads(
    asked: Select[*tuple[Any, ...]], dialect: Dialect
) -> tuple[Callable[[Any], Any] | None, ...]:
    """How the driver's values of each column become ours; None where they are as they come."""
    return tuple(_read(column.type, dialect) for column in asked.selected_columns)


def _read(kind: Any, dialect: Dialect) -> Callable[[Any], Any] | None:
    if isinstance(kind, Words):
        # LookupError for a key that this version does not know.
        known_words: dict[str | None, Any] = {None: None}
        known_words |= {str(word): word for word in kind.term}
        return known_words.__getitem__
    if dialect.name != "sqlite" and isinstance(kind, Float | Numeric):
        return None  # a server's driver gives numbers as numbers
    read: Callable[[Any], Any] | None = kind.dialect_impl(dialect).result_processor(dialect, None)
    return read


def _made(make: Callable[..., Any], told: Sequence[Collection[Any]]) -> Iterable[Any]:
    """Facts of whole columns: a frozen class written field by field takes three times as long."""
    if not isinstance(make, type) or not told[0]:
        return map(make, *told)
    blank: Any = make.__new__  # makes one without its fields
    made = list(map(blank, repeat(make, len(told[0]))))
    for field, cells in zip_longest(fields(make), told):
        write = getattr(make, field.name).__set__
        deque(map(write, made, repeat(field.default) if cells is None else cells), maxlen=0)
    return made


def _hearings(db: Session, ids: Sequence[int]) -> dict[int, list[known.HearingFacts]]:
    """Hearings that were held; a docket entry without attendance was not."""
    owners, *told = _by_column(db, _asked_hearings(), ids)
    return _by_owner(owners, _made(known.HearingFacts, told))


@cache
def _asked_hearings() -> Select[*tuple[Any, ...]]:
    asked: Select[*tuple[Any, ...]] = select(
        DocketEntry.episode_id,
        DocketEntry.id,
        CourtSession.held_on,
        DocketEntry.attendance,
    )
    return asked.where(
        CourtSession.id == DocketEntry.session_id,
        DocketEntry.episode_id.in_(_IDS),
        DocketEntry.attendance.is_not(None),
    )


def _specimens(db: Session, ids: Sequence[int]) -> dict[int, list[known.SpecimenFacts]]:
    """Specimens with their results, which come as one text each: most texts are the same."""
    owners, *told, snapshots, texts = _by_column(db, _asked_specimens(), ids)
    told[_RESULTS:_RESULTS] = [tuple(map(_results, texts))]
    told.append(tuple(map(medicines_then(db, snapshots).get, snapshots)))
    return _by_owner(owners, _made(known.SpecimenFacts, told))


_RESULTS = [field.name for field in fields(known.SpecimenFacts)].index("results")


@cache
def _asked_specimens() -> Select[*tuple[Any, ...]]:
    asked: Select[*tuple[Any, ...]] = select(
        Specimen.episode_id,
        Specimen.id,
        Specimen.collected_on,
        Specimen.status,
        Specimen.validity,
        Specimen.excused,
        Specimen.matrix,
        Specimen.late,
        Specimen.disputed,
        Specimen.snapshot_id,
        _results_as_text(),
    )
    return asked.where(Specimen.episode_id.in_(_IDS))


def medicines_then(
    db: Session, snapshots: Iterable[int | None]
) -> dict[int | None, tuple[known.MedicationFacts, ...] | None]:
    """The medicines that were taken down with tests, by snapshot; none where none was taken."""
    numbers = sorted({number for number in snapshots if number is not None})
    asked = select(MedicationSnapshot.id, MedicationSnapshot.medicines)
    found: dict[int | None, tuple[known.MedicationFacts, ...] | None] = {}
    for first in range(0, len(numbers), CHUNK):
        chunk = asked.where(MedicationSnapshot.id.in_(numbers[first : first + CHUNK]))
        found.update({number: medicines_from(kept) for number, kept in db.execute(chunk)})
    return found


def medicines_from(kept: Iterable[Mapping[str, Any]]) -> tuple[known.MedicationFacts, ...]:
    """The medicines of a snapshot; all were in force on its day, so that none has an end."""
    return tuple(
        known.MedicationFacts(
            medicine["id"],
            medicine["name"],
            frozenset(Substance(key) for key in medicine["detected_as"]),
            date.fromisoformat(medicine["started_on"]),
            None,
            medicine["moud"],
        )
        for medicine in kept
    )


def _results_as_text() -> Any:
    """`thc|fentanyl:positive:pending:none:`: a plain negative is its substance alone."""
    substance, result, confirmation, explanation = (
        type_coerce(column, String)
        for column in (
            SpecimenResult.substance,
            SpecimenResult.result,
            SpecimenResult.confirmation,
            SpecimenResult.explanation,
        )
    )
    confirmed_on = SpecimenResult.confirmed_on
    plain = (
        (result == str(AnalyteResult.NEGATIVE))
        & (confirmation == str(Confirmation.NONE))
        & (explanation == str(Explanation.NONE))
        & confirmed_on.is_(None)
    )
    whole: Any = substance
    for part in (result, confirmation, explanation):
        whole = whole.concat(":").concat(part)
    whole = whole.concat(":").concat(func.coalesce(cast(confirmed_on, String), ""))
    return (
        select(func.aggregate_strings(case((plain, substance), else_=whole), "|"))
        .where(SpecimenResult.specimen_id == Specimen.id)
        .correlate(Specimen)
        .scalar_subquery()
    )


@lru_cache(maxsize=4_096)
def _results(text: str | None) -> tuple[known.ResultFacts, ...]:
    return tuple(map(_result, text.split("|"))) if text else ()


@lru_cache(maxsize=4_096)
def _result(text: str) -> known.ResultFacts:
    substance, _, rest = text.partition(":")
    if not rest:
        return known.ResultFacts(Substance(substance), AnalyteResult.NEGATIVE)
    result, confirmation, explanation, confirmed_on = rest.split(":")
    return known.ResultFacts(
        Substance(substance),
        AnalyteResult(result),
        Confirmation(confirmation),
        Explanation(explanation),
        date.fromisoformat(confirmed_on) if confirmed_on else None,
    )
