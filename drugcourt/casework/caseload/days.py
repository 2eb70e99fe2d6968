"""How days are added and counted in SQL, in a file and on a server alike."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import Date, Integer


class DaysAfter(GenericFunction[date]):
    """The day so many days after another: `DaysAfter(day, 14)`."""

    type = Date()
    inherit_cache = True


class DaysBetween(GenericFunction[int]):
    """How many days lie between two: `DaysBetween(later, earlier)`."""

    type = Integer()
    inherit_cache = True


@compiles(DaysAfter)
def _after(element: Any, compiler: Any, **options: Any) -> str:
    day, days = (compiler.process(one, **options) for one in element.clauses)
    return f"({day} + CAST({days} AS integer))"


@compiles(DaysAfter, "sqlite")
def _after_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    day, days = (compiler.process(one, **options) for one in element.clauses)
    return f"date({day}, {days} || ' days')"


@compiles(DaysBetween)
def _between(element: Any, compiler: Any, **options: Any) -> str:
    later, earlier = (compiler.process(one, **options) for one in element.clauses)
    return f"({later} - {earlier})"


@compiles(DaysBetween, "sqlite")
def _between_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    later, earlier = (compiler.process(one, **options) for one in element.clauses)
    return f"CAST(julianday({later}) - julianday({earlier}) AS integer)"
