"""How rows of sessions become attendance lines, each once however often the file is brought in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.bulk import record_attendance_in_bulk
from drugcourt.casework.imports.gate import Gate
from drugcourt.casework.imports.lines import Difference, Plan
from drugcourt.casework.imports.whom import Whom
from drugcourt.domain.treatment import Attendance, SessionKind
from drugcourt.exchange.tables.treatment import AttendanceRow
from drugcourt.records.courts import ImportChange
from drugcourt.records.treatment import AttendanceLine
from drugcourt.workspace import Context

Key = tuple[int, date, SessionKind, str, str]


def plan(db: Session, rows: Iterable[AttendanceRow], whom: Whom, *, today: date) -> Plan:
    """Decide for each row; person, day, kind, title and provider name a session."""
    sorting = _Sorting(Gate(whom, today, "on", "session"), _on_file(db))
    for row in rows:
        sorting.take(row)
    return Plan(tuple(sorting.gate.lines), sorting.write)


@dataclass(slots=True)
class _Sorting:
    """Rows sorted into sessions to add and sessions to correct."""

    gate: Gate
    on_file: dict[Key, tuple[int, Attendance]]
    additions: list[dict[str, Any]] = field(default_factory=list)
    corrections: list[tuple[int, AttendanceRow]] = field(default_factory=list)

    def take(self, row: AttendanceRow) -> None:
        """Sort one row in, or turn it away."""
        episode_id = self.gate.episode(row.row, row.who, row.on)
        if episode_id is None:
            return
        kind = row.kind or SessionKind.OTHER
        key = (episode_id, row.on, kind, row.note[:120], row.provider[:200])
        if not self.gate.first_time(row.row, row.who, key):
            return
        text = f"Session of {row.on:%Y-%m-%d}"
        kept = self.on_file.get(key)
        if kept is None:
            self.additions.append(_new(row, episode_id, kind))
            self.gate.new(row.row, row.who, text)
            return
        same = kept[1] is row.attendance
        found = () if same else (Difference("Attendance", kept[1].label, row.attendance.label),)
        if self.gate.known(row.row, row.who, text, found):
            self.corrections.append((kept[0], row))

    def write(self, db: Session, context: Context, batch_id: int) -> None:
        """Enter the new sessions in bulk, correct the others one by one."""
        rows = [{**values, "import_id": batch_id} for values in self.additions]
        record_attendance_in_bulk(db, context, rows=rows)
        for line_id, row in self.corrections:
            _correct(db, batch_id, line_id, row)


def _on_file(db: Session) -> dict[Key, tuple[int, Attendance]]:
    columns = (
        AttendanceLine.id,
        AttendanceLine.attendance,
        AttendanceLine.episode_id,
        AttendanceLine.held_on,
        AttendanceLine.kind,
        AttendanceLine.title,
        AttendanceLine.provider,
    )
    return {
        (episode_id, day, kind, title, provider): (number, attendance)
        for number, attendance, episode_id, day, kind, title, provider in db.execute(
            select(*columns)
        )
    }


def _new(row: AttendanceRow, episode_id: int, kind: SessionKind) -> dict[str, Any]:
    return {
        "episode_id": episode_id,
        "held_on": row.on,
        "kind": kind,
        "attendance": row.attendance,
        "reason": row.reason[:200],
        "minutes": row.minutes,
        "provider": row.provider[:200],
        "title": row.note[:120],
    }


def _correct(db: Session, batch_id: int, line_id: int, row: AttendanceRow) -> None:
    line = db.get_one(AttendanceLine, line_id)
    before = {"attendance": line.attendance, "reason": line.reason}
    line.attendance = row.attendance
    line.reason = row.reason or line.reason
    db.add(
        ImportChange(
            batch_id=batch_id,
            kind="attendance_line",
            record_id=line_id,
            before=before,
            after={"attendance": line.attendance, "reason": line.reason},
        )
    )
