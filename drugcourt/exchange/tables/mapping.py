"""Which column of someone else's table means which field, as a saved choice."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from drugcourt.domain.specimens import Substance
from drugcourt.errors import Refusal
from drugcourt.exchange.files import atomic_write
from drugcourt.exchange.tables.dates import DateOrder
from drugcourt.exchange.toml_text import toml_pair, toml_value
from drugcourt.fields.imports import ImportKind, import_fields

SUBSTANCE = "substance:"
"""A column that holds the result of one substance has the key `substance:cocaine`."""

SESSION = "session"
"""A column of an attendance matrix whose heading is the date of a session."""

_MOST_BYTES = 200_000


@dataclass(frozen=True, slots=True)
class Mapping:
    """`columns` maps a heading to a field key, "" leaving the column out.

    Headings not named here are matched by their words. `date_order` answers for columns whose
    every date reads two ways. `heading_row` (as the spreadsheet shows it) and `sheet` are given
    only where the search went wrong.
    """

    kind: ImportKind
    columns: dict[str, str] = field(default_factory=dict)
    date_order: DateOrder | None = None
    heading_row: int | None = None
    sheet: str = ""


def field_keys(kind: ImportKind) -> list[str]:
    """Every key that a column of this kind of table may be given."""
    keys = [item.key for item in import_fields(kind)]
    if kind is ImportKind.TESTS:
        keys += [SUBSTANCE + item.value for item in Substance]
    if kind is ImportKind.ATTENDANCE:
        keys.append(SESSION)
    return keys


def field_label(kind: ImportKind, key: str) -> str:
    """The words shown for a field key; "" for a column left out."""
    if key.startswith(SUBSTANCE):
        return Substance(key.removeprefix(SUBSTANCE)).label
    if key == SESSION:
        return "Attendance on the day in the heading"
    return next((item.label for item in import_fields(kind) if item.key == key), "")


def save_mapping(path: Path, mapping: Mapping) -> None:
    """Write the choice as TOML, to be given again by `--map`."""
    lines = [
        "# Which heading means which field; an empty field leaves the column out.",
        toml_pair("kind", mapping.kind.value),
    ]
    if mapping.date_order is not None:
        lines.append(toml_pair("date_order", mapping.date_order.value))
    if mapping.heading_row is not None:
        lines.append(toml_pair("heading_row", mapping.heading_row))
    if mapping.sheet:
        lines.append(toml_pair("sheet", mapping.sheet))
    lines += ["", "[columns]"]
    lines += [f"{toml_value(name)} = {toml_value(key)}" for name, key in mapping.columns.items()]
    with atomic_write(path) as file:
        file.write(("\n".join(lines) + "\n").encode("utf-8"))


def load_mapping(path: Path) -> Mapping:
    """Read a saved choice; a Refusal naming the mistake when it does not fit."""
    name = path.name
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise Refusal(f"“{name}” is too large for a column map; choose the right file.")
        data = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as problem:
        raise Refusal(f"The column map “{name}” can't be read; choose it again.") from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise Refusal(f"The column map “{name}” is not a TOML file; correct it.") from problem
    try:
        return _mapping_from(data)
    except ValueError as problem:
        raise Refusal(f"The column map “{name}” is wrong: {problem}") from problem


def _mapping_from(data: dict[str, object]) -> Mapping:
    if extra := set(data) - {"kind", "columns", "date_order", "heading_row", "sheet"}:
        raise ValueError(f"“{min(extra)}” is not a part of a column map; remove it.")
    if data.get("kind") not in list(ImportKind):
        raise ValueError(f"its kind must be one of {', '.join(ImportKind)}.")
    kind = ImportKind(str(data["kind"]))
    columns = data.get("columns", {})
    if not isinstance(columns, dict):
        raise ValueError("its columns must be lines of heading = field.")
    keys = field_keys(kind)
    for heading, key in columns.items():
        if key != "" and key not in keys:
            raise ValueError(f"for “{heading}” there is no field “{key}”; use one of the keys.")
    order, row = data.get("date_order"), data.get("heading_row")
    if order is not None and order not in list(DateOrder):
        raise ValueError(f"its date_order must be {' or '.join(DateOrder)}.")
    if row is not None and (not isinstance(row, int) or isinstance(row, bool) or row < 1):
        raise ValueError("its heading_row must be the number of a row.")
    return Mapping(
        kind,
        {str(heading): str(key) for heading, key in columns.items()},
        None if order is None else DateOrder(str(order)),
        row,
        str(data.get("sheet", "")),
    )
