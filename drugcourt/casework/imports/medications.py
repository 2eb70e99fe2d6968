"""How rows of medicines become prescriptions; a new end date closes the one on file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.imports.gate import Gate
from drugcourt.casework.imports.lines import Difference, Plan, shown
from drugcourt.casework.imports.whom import Whom
from drugcourt.exchange.tables.medications import MedicationRow
from drugcourt.records.courts import ImportChange
from drugcourt.records.medications import Medication
from drugcourt.records.search import fold
from drugcourt.workspace import Context

Key = tuple[int, str, date]


def plan(db: Session, rows: Iterable[MedicationRow], whom: Whom, *, today: date) -> Plan:
    """Decide for each row; person, medicine and start name a prescription."""
    sorting = _Sorting(Gate(whom, today, "started", "medicine"), _on_file(db))
    for row in rows:
        sorting.take(row)
    return Plan(tuple(sorting.gate.lines), sorting.write)


@dataclass(slots=True)
class _Sorting:
    """Rows sorted into prescriptions to add and prescriptions to end."""

    gate: Gate
    on_file: dict[Key, tuple[int, date | None]]
    additions: list[tuple[int, MedicationRow]] = field(default_factory=list)
    endings: list[tuple[int, MedicationRow]] = field(default_factory=list)

    def take(self, row: MedicationRow) -> None:
        """Sort one row in, or turn it away."""
        episode_id = self.gate.episode(row.row, row.who, row.started)
        if episode_id is None:
            return
        if row.ended is not None and row.ended < row.started:
            reason = "The medicine ends before it starts."
            self.gate.refuse(row.row, row.who, "ended", "date", reason)
            return
        key = (episode_id, fold(row.name), row.started)
        if not self.gate.first_time(row.row, row.who, key):
            return
        kept = self.on_file.get(key)
        if kept is None:
            self.additions.append((episode_id, row))
            self.gate.new(row.row, row.who, row.name)
            return
        ends = row.ended is not None and row.ended != kept[1]
        found = (Difference("Ended", shown(kept[1]), shown(row.ended)),) if ends else ()
        if self.gate.known(row.row, row.who, row.name, found):
            self.endings.append((kept[0], row))

    def write(self, db: Session, context: Context, batch_id: int) -> None:
        """Enter the new prescriptions, end those that ended."""
        for episode_id, row in self.additions:
            db.add(_new(row, episode_id, batch_id))
        for number, row in self.endings:
            _end(db, batch_id, number, row)


def _on_file(db: Session) -> dict[Key, tuple[int, date | None]]:
    columns = (
        Medication.id,
        Medication.ended_on,
        Medication.episode_id,
        Medication.name,
        Medication.started_on,
    )
    return {
        (episode_id, fold(name), started): (number, ended)
        for number, ended, episode_id, name, started in db.execute(select(*columns))
    }


def _new(row: MedicationRow, episode_id: int, batch_id: int) -> Medication:
    return Medication(
        episode_id=episode_id,
        name=row.name[:120],
        dose=row.dose[:60],
        prescriber=row.prescriber[:120],
        moud=row.moud,
        detected_as=sorted(str(substance) for substance in row.detected_as),
        started_on=row.started,
        ended_on=row.ended,
        remarks=row.setting,
        import_id=batch_id,
    )


def _end(db: Session, batch_id: int, number: int, row: MedicationRow) -> None:
    medication = db.get_one(Medication, number)
    before = medication.ended_on.isoformat() if medication.ended_on else None
    after = row.ended.isoformat() if row.ended else None
    medication.ended_on = row.ended
    db.add(
        ImportChange(
            batch_id=batch_id,
            kind="medication",
            record_id=number,
            before={"ended_on": before},
            after={"ended_on": after},
        )
    )
