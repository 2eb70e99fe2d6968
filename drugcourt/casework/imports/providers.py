"""How rows of a directory become providers: new ones, and what is new of known ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.casework.imports.lines import Difference, Line, Plan, Verdict, shown
from drugcourt.casework.imports.whom import Whom
from drugcourt.domain.tone import Term, YesNo
from drugcourt.domain.treatment import LevelOfCare
from drugcourt.exchange.tables.problems import RowProblem
from drugcourt.exchange.tables.providers import ProviderRow
from drugcourt.fields.imports import PROVIDERS
from drugcourt.records.courts import ImportChange
from drugcourt.records.search import fold
from drugcourt.records.treatment import Provider
from drugcourt.workspace import Context

LABELS = {one.key: one.label for one in PROVIDERS} | {"text": "Note"}
TWICE = "This provider stands in the file twice; the first row is taken."


def plan(db: Session, rows: Iterable[ProviderRow], whom: Whom, *, today: date) -> Plan:
    """Decide for each row; the name names a provider, whoever is asked for in `whom` does not."""
    sorting = _Sorting({fold(one.name): one for one in db.scalars(select(Provider))}, today)
    for row in rows:
        sorting.take(row)
    return Plan(tuple(sorting.lines), sorting.write)


@dataclass(slots=True)
class _Sorting:
    on_file: dict[str, Provider]
    today: date
    lines: list[Line] = field(default_factory=list)
    additions: list[ProviderRow] = field(default_factory=list)
    changes: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def take(self, row: ProviderRow) -> None:
        """Sort one row in, or turn it away."""
        key = fold(row.name)
        if key in self.seen:
            self._refuse(row, "provider", TWICE)
            return
        self.seen.add(key)
        kept = self.on_file.get(key)
        if kept is None:
            self.additions.append(row)
            self.lines.append(Line(row.row, Verdict.NEW, "", row.name))
            return
        said = {name: value for name, value in _values(row).items() if value != getattr(kept, name)}
        told = tuple(
            Difference(LABELS.get(name, name), _shown(getattr(kept, name)), _shown(value))
            for name, value in said.items()
        )
        verdict = Verdict.CHANGED if said else Verdict.UNCHANGED
        self.lines.append(Line(row.row, verdict, "", row.name, told))
        if said:
            self.changes.append((kept.id, said))

    def _refuse(self, row: ProviderRow, key: str, reason: str) -> None:
        problem = RowProblem(row.row, key, "text", reason)
        self.lines.append(Line(row.row, Verdict.REJECTED, "", row.name, problem=problem))

    def write(self, db: Session, context: Context, batch_id: int) -> None:
        """Enter the new providers, change the known ones."""
        for row in self.additions:
            values = _values(row)
            waiting = context.today if "waiting_days" in values else None
            db.add(
                Provider(
                    name=row.name[:200], waiting_on=waiting, import_id=batch_id, **_whole(values)
                )
            )
        for number, said in self.changes:
            found = db.get_one(Provider, number)
            if "waiting_days" in said:
                said = {**said, "waiting_on": context.today}
            before = {name: _plain(getattr(found, name)) for name in said}
            for name, value in said.items():
                setattr(found, name, value)
            after = {name: _plain(value) for name, value in said.items()}
            db.add(
                ImportChange(
                    batch_id=batch_id,
                    kind="provider",
                    record_id=number,
                    before=before,
                    after=after,
                )
            )


def _values(row: ProviderRow) -> dict[str, Any]:
    """What the row says; what it leaves empty stays as it is."""
    levels = [str(level) for level in LevelOfCare if level in row.levels]
    said = {
        "levels": levels or None,
        "medications": row.medications,
        "medicaid": row.medicaid,
        "waiting_days": row.waiting_days,
        "report_day": row.report_day,
        "contact": row.contact,
        "phone": row.phone,
        "email": row.email,
        "address": row.address,
        "text": row.note,
    }
    return {name: value for name, value in said.items() if value not in (None, "")}


def _whole(values: dict[str, Any]) -> dict[str, Any]:
    return {"levels": [], "medicaid": YesNo.UNKNOWN, **values}


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else shown(value)


def _plain(value: Any) -> Any:
    if isinstance(value, Term):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
