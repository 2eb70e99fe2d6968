"""Which sessions a table brings: one a row, or a matrix of people and dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from drugcourt.domain.treatment import Attendance, SessionKind
from drugcourt.exchange.policy import normal, terms_for, words_for
from drugcourt.exchange.tables.cursor import BlockReader, Row, readers_of
from drugcourt.exchange.tables.dates import DateOrder, orders_that_fit
from drugcourt.exchange.tables.headings import Column, heading_day
from drugcourt.exchange.tables.mapping import SESSION, Mapping
from drugcourt.exchange.tables.problems import RowProblem, UnreadableError
from drugcourt.exchange.tables.tables import SheetTable
from drugcourt.exchange.tables.values import (
    Cell,
    parse_number,
    parse_term,
    parse_whole,
    text_of,
)
from drugcourt.exchange.tables.who import Person, person_of

_MOST_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One session that was due for one person; `kind` None where the file does not say."""

    row: int
    who: Person
    on: date
    attendance: Attendance
    kind: SessionKind | None
    reason: str
    provider: str
    minutes: int | None
    note: str


@dataclass(frozen=True, slots=True)
class _Day:
    column: Column
    on: date


def attendance_rows(table: SheetTable, mapping: Mapping) -> Iterator[AttendanceRow | RowProblem]:
    """Each session, or the problems that keep its row out.

    A row of a matrix gives a session for each filled cell below a date; an empty cell is no
    session. A row of a matrix without any mark is a problem, for nothing is known of it.
    """
    for reader in readers_of(table, mapping):
        days = _days(reader)
        mark = _marks(reader)
        for row in reader:
            sessions = _matrix_row(row, days, mark) if days else [_session_row(row, mark)]
            if days and not sessions and not row.problems:
                row.refuse("", "attendance", "The row has no mark below any date.")
            if row.problems:
                yield from row.problems
            else:
                yield from (session for session in sessions if session)


def _days(reader: BlockReader) -> tuple[_Day, ...]:
    columns = [column for column in reader.block.columns if column.field == SESSION]
    orders, _example = orders_that_fit(_written(column) for column in columns)
    order: DateOrder | None = next(iter(orders)) if len(orders) == 1 else reader.mapping.date_order
    found = ((column, heading_day(_written(column), order)) for column in columns)
    return tuple(_Day(column, on) for column, on in found if on is not None)


def _written(column: Column) -> str:
    """The heading as it stands in the file: a second session of a day has a number behind it."""
    return re.sub(r" \(\d+\)$", "", column.heading)


def _marks(reader: BlockReader) -> Callable[[Cell], Attendance]:
    """How the marks of one table are read: what a lone “A” means, the others of it tell."""
    places = [c.index for c in reader.block.columns if c.field in (SESSION, "attendance")]
    written = {
        normal(text_of(row[place]))
        for _, row in reader.block.rows
        for place in places
        if place < len(row)
    }
    beside = words_for("attendance_beside_a")
    meant = {beside[word] for word in written if word in beside}

    def mark(cell: Cell) -> Attendance:
        if normal(text_of(cell)) != "a":
            return parse_term(cell, "attendance", Attendance)
        if len(meant) != 1:
            raise UnreadableError("“A” may mean attended or absent; write the word.")
        return Attendance(next(iter(meant)))

    return mark


def _session_row(row: Row, mark: Callable[[Cell], Attendance]) -> AttendanceRow | None:
    who = person_of(row)
    on = row.day("on")
    row.need("on", "date", on)
    attendance = row.read("attendance", "attendance", mark)
    row.need("attendance", "attendance", attendance)
    if on is None or attendance is None:
        return None
    return _row(row, who, on, attendance)


def _matrix_row(
    row: Row, days: tuple[_Day, ...], mark: Callable[[Cell], Attendance]
) -> list[AttendanceRow]:
    who = person_of(row)
    found = []
    for day in days:
        attendance = row.parse(day.column, "attendance", mark)
        if attendance is not None:
            found.append(_row(row, who, day.on, attendance))
    return found


def _row(row: Row, who: Person, on: date, attendance: Attendance) -> AttendanceRow:
    reason = row.text("reason")
    if attendance is Attendance.ABSENT and reason:
        attendance = _by_reason(reason)
    kind = row.read("kind", "kind of session", _kind)
    return AttendanceRow(
        row=row.number,
        who=who,
        on=on,
        attendance=attendance,
        kind=kind,
        reason=reason,
        provider=row.text("provider"),
        minutes=_minutes(row),
        note=row.text("note"),
    )


def _by_reason(reason: str) -> Attendance:
    """An absence with a reason: excused or cancelled when words.toml says so, else an absence."""
    named = terms_for("attendance", Attendance).get(normal(reason))
    return named if named in (Attendance.EXCUSED, Attendance.CANCELLED) else Attendance.ABSENT


def _kind(cell: Cell) -> SessionKind:
    try:
        return parse_term(cell, "session_kind", SessionKind)
    except UnreadableError:
        return SessionKind.OTHER  # providers name their sessions freely; none is turned away


def _minutes(row: Row) -> int | None:
    minutes = row.read("minutes", "minutes", lambda cell: parse_whole(cell, 0, _MOST_MINUTES))
    if minutes is not None:
        return minutes
    hours = row.read("hours", "hours", parse_number)
    if hours is not None and not 0 <= hours <= 24:
        row.refuse("hours", "hours", "This is not between 0 and 24.")
        return None
    return None if hours is None else round(hours * 60)
