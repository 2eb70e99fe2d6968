"""How a row of any table is written as plain values, and read back with nothing lost."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Float, Integer, LargeBinary, Table

from drugcourt.errors import NotACourt
from drugcourt.records.base import Moment, Words

_AS_THEY_ARE = frozenset({str, int})  # most cells of a court, told at a glance


def plain(value: Any, *, native: bool) -> Any:
    """A kept value: words by key, days and moments in ISO, structures as JSON, bytes in base 64.

    `native` keeps numbers, yes and no, and nothing as JSON has them; otherwise all is text but
    whole numbers.
    """
    if value is None or type(value) in _AS_THEY_ARE:
        return value
    if isinstance(value, bool):
        return value if native else ("true" if value else "false")
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, float) and not native:
        return repr(value)
    return str(value) if isinstance(value, str) else value


def row_of(table: Table, written: Mapping[str, Any]) -> dict[str, Any]:
    """A row as the table keeps it, from what `plain` wrote of it with `native`.

    A column that an older export does not know gets what the table gives by itself. Raises
    NotACourt, which names table and column and never a value.
    """
    unknown = sorted(set(written) - set(table.c.keys()))
    if unknown:
        raise NotACourt(
            f"This program knows no “{unknown[0]}” in {table.name}: the export is from a newer "
            "version, or was changed. Nothing was kept."
        )
    return {column.name: _kept(table, column, written) for column in table.c}


def _kept(table: Table, column: Column[Any], written: Mapping[str, Any]) -> Any:
    try:
        if column.name not in written:
            return _by_itself(column)
        value = written[column.name]
        if value is None:
            if not column.nullable:
                raise ValueError
            return None
        return _read(column, value)
    except (ValueError, TypeError, LookupError, binascii.Error) as problem:
        raise NotACourt(
            f"A row of {table.name} holds no value that fits “{column.name}”: the export was "
            "changed, or is damaged. Nothing was kept."
        ) from problem


def _by_itself(column: Column[Any]) -> Any:
    if column.default is not None and column.default.is_scalar:
        return column.default.arg  # type: ignore[attr-defined]  # a scalar default has one
    if column.nullable:
        return None
    raise ValueError


def _read(column: Column[Any], value: Any) -> Any:
    kind = column.type
    if isinstance(kind, Words):
        return kind.process_result_value(value, None)  # type: ignore[arg-type]  # it asks no dialect
    if isinstance(kind, Moment):
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError
        return moment
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, JSON):
        return json.loads(value)
    if isinstance(kind, LargeBinary):
        return base64.b64decode(value, validate=True)
    return _of_type(kind, value)


def _of_type(kind: Any, value: Any) -> Any:
    if isinstance(kind, Float) and type(value) in (int, float):
        return float(value)
    wanted = bool if isinstance(kind, Boolean) else int if isinstance(kind, Integer) else str
    if isinstance(kind, Float) or type(value) is not wanted:
        raise ValueError
    return value
