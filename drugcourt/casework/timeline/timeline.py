"""What happened to one participant, everything in one list: filtered, searched, paged in SQL."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import CompoundSelect, Select, func, literal, select, union_all
from sqlalchemy.orm import Session

from drugcourt.casework.programs.programs import program
from drugcourt.casework.specimens.readings import medicines_of
from drugcourt.casework.timeline.strand import Entry, Strand, condition
from drugcourt.casework.timeline.strands import STRANDS
from drugcourt.casework.timeline.tellings import Telling
from drugcourt.domain.tone import Tone
from drugcourt.records.episodes import Episode


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One line; `kind` and `record_id` name the record that it tells of."""

    id: str
    on: date
    entry: Entry
    word: str
    tone: Tone
    text: str
    kind: str
    record_id: int


def timeline(
    db: Session,
    *,
    episode_id: int,
    entries: frozenset[Entry] = frozenset(),
    text: str = "",
    offset: int = 0,
    limit: int = 100,
) -> list[TimelineRow]:
    """One window, newest first; an empty set of entries shows all, `text` is looked for in words.

    Every word of `text` must stand somewhere in what was written or in the words of its kind.
    """
    told = _telling(db, episode_id)
    merged = _merged(episode_id, entries, text, told).subquery()
    asked = (
        select(merged)
        .order_by(merged.c.day.desc(), merged.c.place.desc(), merged.c.number.desc())
        .offset(offset)
        .limit(limit)
    )
    found = db.execute(asked).all()
    numbers: dict[int, set[int]] = defaultdict(set)
    for row in found:
        numbers[row.place].add(row.number)
    records = {
        (place, record.id): record
        for place, ids in numbers.items()
        for record in db.scalars(
            select(STRANDS[place].record).where(STRANDS[place].record.id.in_(ids))
        )
    }
    rows = (_row(row.place, row.day, records.get((row.place, row.number)), told) for row in found)
    return [row for row in rows if row is not None]


def timeline_count(
    db: Session,
    *,
    episode_id: int,
    entries: frozenset[Entry] = frozenset(),
    text: str = "",
) -> int:
    """How many lines there are under this filter."""
    merged = _merged(episode_id, entries, text, _telling(db, episode_id)).subquery()
    return int(db.scalar(select(func.count()).select_from(merged)) or 0)


def _telling(db: Session, episode_id: int) -> Telling:
    program_id = db.scalar(select(Episode.program_id).where(Episode.id == episode_id))
    handbook = program(db, program_id) if program_id is not None else None
    return Telling(handbook, medicines_of(db, [episode_id]).get(episode_id, []))


def _merged(
    episode_id: int, entries: frozenset[Entry], text: str, told: Telling
) -> CompoundSelect[Any]:
    """All strands that are wanted, under each other; at least one, so that the list has a shape."""
    words = text.casefold().split()
    wanted = [
        _strand(place, strand, episode_id, words, told)
        for place, strand in enumerate(STRANDS)
        if not entries or strand.entry in entries
    ]
    return union_all(*wanted)


def _strand(
    place: int, strand: Strand, episode_id: int, words: list[str], told: Telling
) -> Select[Any]:
    return select(
        strand.day.label("day"),
        literal(place).label("place"),
        strand.record.id.label("number"),
    ).where(
        *strand.belongs(episode_id),
        strand.day.is_not(None),
        *(condition(strand, word, told) for word in words),
    )


def _row(place: int, day: Any, record: Any, told: Telling) -> TimelineRow | None:
    if record is None:
        return None
    strand = STRANDS[place]
    word, tone, text = strand.tell(record, told)
    on = date.fromisoformat(day) if isinstance(day, str) else day
    kind = strand.record.__tablename__
    return TimelineRow(f"{place}:{record.id}", on, strand.entry, word, tone, text, kind, record.id)
