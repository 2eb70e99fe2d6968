"""Which rows an export writes, read in pieces so that a large court needs little memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session

from drugcourt.casework.cases import case_numbers
from drugcourt.casework.facts.facts import CHUNK
from drugcourt.casework.hearings.days import next_hearings
from drugcourt.casework.programs.programs import programs
from drugcourt.casework.specimens.readings import beside_of, medicines_of, read_test, results_of
from drugcourt.domain.facts import MedicationFacts, ResultFacts
from drugcourt.domain.program import Program
from drugcourt.domain.specimens import AnalyteResult, Confirmation, Reading
from drugcourt.fields.exports import Export, substance_key
from drugcourt.fields.field import Field, Kind
from drugcourt.records.episodes import Episode, Standing
from drugcourt.records.everything import METADATA, by_table
from drugcourt.records.history import HistoryEntry
from drugcourt.records.people import Person
from drugcourt.records.plain_rows import plain
from drugcourt.records.redaction import NOTHING_LEFT
from drugcourt.records.sealed import emptied, shown
from drugcourt.records.specimens import Specimen

Row = dict[str, Any]


def exported_episodes(
    db: Session, *, what: Export, since: date | None = None, until: date | None = None
) -> list[int]:
    """Whom an export is about; nobody for the summary, which counts and names nobody."""
    if what is Export.CASELOAD:
        return []
    asked = select(Episode.id).order_by(Episode.id)
    if what is Export.TESTS:
        tested = select(Specimen.episode_id).where(_in_period(since, until))
        asked = asked.where(Episode.id.in_(tested))
    return list(db.scalars(asked))


# Participants ---------------------------------------------------------------------------------


def participant_rows(db: Session, *, today: date) -> Iterator[Row]:
    """One row an episode, in the order of their numbers; days are counted to today or the exit."""
    kept = programs(db)
    ids = list(db.scalars(select(Episode.id).order_by(Episode.id)))
    for first in range(0, len(ids), CHUNK):
        chunk = ids[first : first + CHUNK]
        asked = (
            select(Episode, Person, Standing)
            .join(Person, Person.id == Episode.person_id)
            .outerjoin(Standing, Standing.episode_id == Episode.id)
            .where(Episode.id.in_(chunk))
            .order_by(Episode.id)
        )
        hearings = next_hearings(db, today=today, episode_ids=chunk)
        cases = case_numbers(db, episode_ids=chunk)
        for episode, person, standing in db.execute(asked):
            yield {
                **_columns(person),
                **_columns(episode),
                **_counted(episode, standing, kept[episode.program_id], today),
                "episode": episode.number,
                "reference": person.reference,
                "next_hearing": hearings.get(episode.id),
                "cases": ", ".join(cases.get(episode.id, ())),
            }
        db.expunge_all()


def _columns(record: Any) -> Row:
    return {column.key: getattr(record, column.key) for column in record.__mapper__.column_attrs}


def _counted(episode: Episode, standing: Standing | None, program: Program, today: date) -> Row:
    """What is derived: the phase in words, days, sober time, earliest dates."""
    last = min(today, episode.exited_on) if episode.exited_on else today
    phase = program.phase(episode.phase)
    entered = standing.phase_entered_on if standing else None
    sober = standing.sober_date if standing else None
    admitted = episode.admitted_on
    return {
        "program": f"{program.name}, {program.version}",
        "phase_number": program.number(episode.phase),
        "phase": phase.name if phase else episode.phase,
        "phase_entered_on": entered,
        "phase_days": (last - entered).days if entered else None,
        "program_days": max(0, (last - admitted).days) if admitted else None,
        "sober_date": sober,
        "sober_days": max(0, (last - sober).days) if sober else 0 if standing else None,
        "provisional": standing.provisional_since is not None if standing else None,
        "last_test_on": standing.last_test_on if standing else None,
        "last_test": Reading(standing.last_test_reading)
        if standing and standing.last_test_reading
        else None,
        "phase_met": standing.phase_met if standing else None,
        "phase_asked": standing.phase_asked if standing else None,
        "phase_earliest": standing.phase_earliest if standing else None,
        "dismissal_earliest": standing.dismissal_earliest if standing else None,
    }


# Tests ----------------------------------------------------------------------------------------


def specimen_rows(
    db: Session, *, since: date | None = None, until: date | None = None
) -> Iterator[Row]:
    """One row a test, oldest first, with a column a substance; both days of the period included."""
    asked = select(Specimen.id).where(_in_period(since, until))
    ids = list(db.scalars(asked.order_by(Specimen.collected_on, Specimen.id)))
    medicines = medicines_of(db)
    for first in range(0, len(ids), CHUNK):
        yield from _tests(db, ids[first : first + CHUNK], medicines)


def _in_period(since: date | None, until: date | None) -> ColumnElement[bool]:
    after = Specimen.collected_on >= since if since is not None else true()
    return after & (Specimen.collected_on <= until) if until is not None else after


def _tests(
    db: Session, ids: Sequence[int], medicines: dict[int, list[MedicationFacts]]
) -> Iterator[Row]:
    columns = [column for column in Specimen.__table__.c if column.name not in {"revision"}]
    rows = db.execute(
        select(*columns, Person.reference, Person.family_name, Person.given_name)
        .join(Episode, Episode.id == Specimen.episode_id)
        .join(Person, Person.id == Episode.person_id)
        .where(Specimen.id.in_(ids))
        .order_by(Specimen.collected_on, Specimen.id)
    )
    results, beside = results_of(db, ids), beside_of(db, ids)
    for row in rows:
        found = results.get(row.id, [])
        held = medicines.get(row.episode_id, ())
        read = read_test(row, found, held, **beside.get(row.id, {}))
        yield {
            **row._mapping,
            **{substance_key(r.substance): _said(r) for r in found},
            "reading": read.reading,
            "reading_text": read.text or read.reading.label,
        }


def _said(result: ResultFacts) -> str:
    """`Positive, confirmation pending`: the result with what a laboratory said of it."""
    said = result.result.label
    if result.result is AnalyteResult.POSITIVE and result.confirmation is not Confirmation.NONE:
        return f"{said}, {result.confirmation.label.lower()}"
    return said


# Every record ---------------------------------------------------------------------------------


def record_tables() -> list[str]:
    """Every kind of record and the history, those that others point to first.

    What is derived from them, and what opens this court, is left out.
    """
    kept = by_table()
    return [table.name for table in METADATA.sorted_tables if not kept[table.name].derived]


def record_fields(table: str) -> tuple[Field, ...]:
    """The columns of one kind of record, named by their keys, so that they can be read back."""
    columns = by_table()[table].__table__.c
    return tuple(Field(c.name, c.name, Kind.TEXT, width=16) for c in columns)


def record_count(db: Session, *, table: str) -> int:
    """How many records of a kind there are."""
    rows = by_table()[table].__table__
    asked = select(func.count()).select_from(rows)
    if table != HistoryEntry.__tablename__:
        asked = asked.where(shown(db, rows))
    return int(db.scalar(asked) or 0)


def record_rows(db: Session, *, table: str, native: bool) -> Iterator[Row]:
    """All records of a kind, whole: words by key, days and moments in ISO, money in cents.

    `native` keeps numbers, yes and no, and nothing as JSON has them; otherwise all is text but
    numbers, and an empty cell is nothing. What is sealed is left out; of the history only its
    words are, since no entry of it may be missing.
    """
    columns = by_table()[table].__table__
    order = columns.primary_key.columns.values()
    asked = select(columns).order_by(*order).execution_options(yield_per=2_000)
    wordless: set[int] = set()
    if table == HistoryEntry.__tablename__:
        wordless = set(db.scalars(select(columns.c.id).where(~shown(db, columns))))
    else:
        asked = asked.where(shown(db, columns))
    untied = emptied(db, columns)
    for row in db.execute(asked).mappings():
        told = dict(row)
        told |= {name: None for name, gone in untied.items() if row[name] in gone}
        if row.get("id") in wordless:
            told |= NOTHING_LEFT
        yield {name: plain(value, native=native) for name, value in told.items()}
