"""Lines of draws whose participants were expunged, as the draw's proof reads them."""

from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Date, select
from sqlalchemy.orm import Session

from drugcourt.records.base import Base, Moment, Words
from drugcourt.records.keeping import NamelessLine


def nameless_lines(
    db: Session, record: type[Base], *, draw_id: int | None = None, newest: bool = False
) -> list[Any]:
    """What is left of rows of a draw's table, with the columns of its record; of one draw, if
    `draw_id` names it, or only the newest.
    """
    asked = select(NamelessLine.line).where(NamelessLine.kind == record.__tablename__)
    if draw_id is not None:
        asked = asked.where(NamelessLine.draw_id == draw_id)
    if newest:
        asked = asked.order_by(NamelessLine.draw_id.desc()).limit(1)
    return [SimpleNamespace(**_read(record, line)) for line in db.scalars(asked)]


def _read(record: type[Base], line: dict[str, Any]) -> dict[str, Any]:
    columns = record.__table__.c
    return {name: _value(columns[name].type, value) for name, value in line.items()}


def _value(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, Words):
        return kind.process_result_value(value, None)  # type: ignore[arg-type]  # it asks no dialect
    if isinstance(kind, Moment):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(kind, Date) else value
