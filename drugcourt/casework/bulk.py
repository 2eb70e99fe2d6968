"""Acts that enter many rows at once (imports, the demonstration): plain rows in, one history line.

Rows are dicts of column values. Numbers are given before the rows are written, so that a specimen
and its results go down together. What is entered here is added history; amending stays one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from drugcourt.casework.participants.participants import not_after, set_aliases
from drugcourt.domain.specimens import CollectionStatus
from drugcourt.errors import FieldRefusal, Refusal
from drugcourt.records import history
from drugcourt.records.base import Base
from drugcourt.records.episodes import Episode
from drugcourt.records.people import Person
from drugcourt.records.specimens import Specimen, SpecimenResult
from drugcourt.records.treatment import AttendanceLine
from drugcourt.workspace import Context

Row = Mapping[str, Any]


def record_tests_in_bulk(db: Session, context: Context, *, rows: Sequence[Row]) -> range:
    """Record many tests; `row["results"]` are rows of one substance each. Returns their numbers.

    Refused, whole, when an episode is unknown, a day has not come yet, or a test that was not
    collected carries results.
    """
    _known_episodes(db, rows)
    _days_have_come(context, rows, "collected_on")
    numbers = next_numbers(db, Specimen, len(rows))
    specimens, results = [], []
    for number, row in zip(numbers, rows, strict=True):
        specimen = {**row, "id": number}
        found = specimen.pop("results", ())
        if found and row.get("status") != CollectionStatus.COLLECTED:
            raise FieldRefusal("status", "A test that was not collected has no results.")
        specimens.append(specimen)
        results += [{**result, "specimen_id": number} for result in found]
    enter_in_bulk(db, context, record=Specimen, rows=specimens)
    enter_in_bulk(db, context, record=SpecimenResult, rows=results)
    return numbers


def record_attendance_in_bulk(db: Session, context: Context, *, rows: Sequence[Row]) -> range:
    """Record many sessions that were due, kept or not. Returns their numbers.

    Refused, whole, when an episode is unknown or a day has not come yet.
    """
    _known_episodes(db, rows)
    _days_have_come(context, rows, "held_on")
    numbers = next_numbers(db, AttendanceLine, len(rows))
    lines = [{**row, "id": number} for number, row in zip(numbers, rows, strict=True)]
    enter_in_bulk(db, context, record=AttendanceLine, rows=lines)
    return numbers


def enter_people_in_bulk(db: Session, context: Context, *, rows: Sequence[Row]) -> list[int]:
    """Enter many people, `row["aliases"]` among them, with the search index. Returns their numbers.

    Each row carries its participant number (`reference`); one that is taken refuses the whole.
    """
    people = []
    for row in rows:
        values = dict(row)
        aliases = values.pop("aliases", ())
        person = Person(**values)
        set_aliases(person, aliases)
        people.append(person)
    db.add_all(people)
    db.flush()
    numbers = [person.id for person in people]
    db.expunge_all()
    return numbers


def enter_in_bulk(
    db: Session, context: Context, *, record: type[Base], rows: Sequence[Row]
) -> None:
    """Write rows of one court record; columns that a row leaves out get the record's default."""
    if rows:
        history.add_rows(db, record, _even(record, rows))


def next_numbers(db: Session, record: type[Base], count: int) -> range:
    """The next free numbers of a record, to be used within the same act.

    A server counts by itself and has to be told how far this goes; a file looks each time.
    """
    column = record.__table__.c.id
    first = int(db.scalar(select(func.max(column))) or 0) + 1
    if count and db.get_bind().dialect.name == "postgresql":
        counter = func.pg_get_serial_sequence(record.__tablename__, "id")
        first += int(db.scalar(select(func.greatest(0, func.nextval(counter) - first))) or 0)
        after = first + count - 1
        db.execute(select(func.setval(counter, after)))
    return range(first, first + count)


def _even(record: type[Base], rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The rows with the same columns each: what differs would break the batch into pieces."""
    columns = dict.fromkeys(rows[0])
    if all(row.keys() == columns.keys() for row in rows):
        return [row if isinstance(row, dict) else dict(row) for row in rows]
    for row in rows:
        columns.update(dict.fromkeys(row))
    defaults = {name: _default(record, name) for name in columns}
    return [{**defaults, **row} for row in rows]


def _default(record: type[Base], name: str) -> Any:
    default = record.__table__.c[name].default
    if default is None:
        return None
    return default.arg(None) if default.is_callable else default.arg


def _known_episodes(db: Session, rows: Iterable[Row]) -> None:
    wanted = sorted({row["episode_id"] for row in rows})
    known = 0
    for first in range(0, len(wanted), 500):
        some = wanted[first : first + 500]
        asked = select(func.count()).select_from(Episode).where(Episode.id.in_(some))
        known += int(db.scalar(asked) or 0)
    if known != len(wanted):
        raise Refusal("Some rows belong to participants who are not in this court.")


def _days_have_come(context: Context, rows: Iterable[Row], field: str) -> None:
    latest: date | None = max((row[field] for row in rows), default=None)
    if latest is not None:
        not_after(context, field, latest)
