"""What is known of many participants at once, as plain values, by a handful of questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
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

from drugcourt.casework.fact_rooms import ROOMS, SELDOM, Room
from drugcourt.domain import facts as known
from drugcourt.domain.terms import AnalyteResult, Confirmation, Explanation, Substance
from drugcourt.records.base import Words
from drugcourt.records.episodes import Episode
from drugcourt.records.hearings import CourtSession, DocketEntry
from drugcourt.records.specimens import Specimen, SpecimenResult

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
    rooms = {room.name: _grouped(db, room, ids) for room in (*ROOMS, *_in_use(db))}
    specimens = _specimens(db, ids)
    hearings = _hearings(db, ids)
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
            **_of_one(rooms, row.id),
        )
        for row in episodes
    }


def _of_one(rooms: Mapping[str, Mapping[int, list[Any]]], episode_id: int) -> dict[str, Any]:
    return {name: tuple(by_episode.get(episode_id, ())) for name, by_episode in rooms.items()}


def _in_use(db: Session) -> Iterator[Room]:
    """The rooms of which many courts use few: one question tells which have anything in them."""
    answer = db.connection().execute(_asked_in_use()).one()
    return (room for room, used in zip(SELDOM, answer, strict=True) if used)


@cache
def _asked_in_use() -> Select[Any]:
    questions: list[Any] = [select(room.record.__table__).exists() for room in SELDOM]
    return select(*questions)


def _grouped(db: Session, room: Room, ids: Sequence[int]) -> dict[int, list[Any]]:
    chosen = room.chosen()
    grouped: dict[int, list[Any]] = defaultdict(list)
    owners, *values = _by_column(db, _asked(room), ids, 1 + len(chosen))
    said = [_worded(column, cells) for column, cells in zip(chosen, values, strict=True)]
    for episode_id, fact in zip(owners, map(room.make, *said), strict=True):
        grouped[episode_id].append(fact)
    return grouped


@cache
def _asked(room: Room) -> Select[Any]:
    """The question to one room; put together once, which costs more than to answer it for one."""
    owner = room.record.episode_id  # type: ignore[attr-defined]  # every room has an owner
    return select(owner, *map(_bare, room.chosen())).where(owner.in_(_IDS))


_IDS: BindParameter[Any] = bindparam("ids", expanding=True)


def _by_column(
    db: Session, asked: Select[Any], ids: Sequence[int], width: int
) -> list[tuple[Any, ...]]:
    """The answer turned to columns: whole columns are worded at once, many times faster."""
    rows = db.connection().execute(asked, {"ids": ids}).all()  # plain rows, no records
    return list(zip(*rows, strict=True)) if rows else [()] * width


def _bare(column: Any) -> Any:
    """A column of words as the keys it is kept in."""
    return type_coerce(column, String) if isinstance(column.type, Words) else column


def _worded(column: Any, cells: Iterable[Any]) -> Iterable[Any]:
    """The words of the keys; other values as they are. LookupError for a key we do not know."""
    kind = column.type
    if not isinstance(kind, Words):
        return cells
    known_words: dict[str | None, Any] = {None: None, **{str(word): word for word in kind.term}}
    return map(known_words.__getitem__, cells)


def _hearings(db: Session, ids: Sequence[int]) -> dict[int, list[known.HearingFacts]]:
    """Hearings that were held; a docket entry without attendance was not."""
    owners, numbers, days, attendance = _by_column(db, _asked_hearings(), ids, 4)
    grouped: dict[int, list[known.HearingFacts]] = defaultdict(list)
    made = map(known.HearingFacts, numbers, days, _worded(DocketEntry.attendance, attendance))
    for episode_id, hearing in zip(owners, made, strict=True):
        grouped[episode_id].append(hearing)
    return grouped


@cache
def _asked_hearings() -> Select[Any]:
    asked: Select[Any] = select(
        DocketEntry.episode_id,
        DocketEntry.id,
        CourtSession.held_on,
        _bare(DocketEntry.attendance),
    )
    return asked.where(
        CourtSession.id == DocketEntry.session_id,
        DocketEntry.episode_id.in_(_IDS),
        DocketEntry.attendance.is_not(None),
    )


def _specimens(db: Session, ids: Sequence[int]) -> dict[int, list[known.SpecimenFacts]]:
    """Specimens with their results, which come as one text each: most texts are the same."""
    found = _by_column(db, _asked_specimens(), ids, 9)
    owners, numbers, days, excused, late, texts, *words = found
    status, validity, matrix = map(_worded, _SPECIMEN_WORDS, words)
    grouped: dict[int, list[known.SpecimenFacts]] = defaultdict(list)
    results = map(_results, texts)
    told = (numbers, days, status, validity, excused, matrix, results, late)
    made = map(known.SpecimenFacts, *told)
    for episode_id, specimen in zip(owners, made, strict=True):
        grouped[episode_id].append(specimen)
    return grouped


_SPECIMEN_WORDS = (Specimen.status, Specimen.validity, Specimen.matrix)


@cache
def _asked_specimens() -> Select[Any]:
    asked: Select[Any] = select(
        Specimen.episode_id,
        Specimen.id,
        Specimen.collected_on,
        Specimen.excused,
        Specimen.late,
        _results_as_text(),
        *map(_bare, _SPECIMEN_WORDS),
    )
    return asked.where(Specimen.episode_id.in_(_IDS))


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
